//! Left the document, right what was read of it; an order that is chosen is marked in the text.

use askama::Template;
use axum::http::StatusCode;
use domain::people::Right;
use node::tasks::{Directive, Obligation, Office};

use crate::cli::read::due;
use crate::web::chrome::{Chrome, wall_text};
use crate::web::nope::Saying;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "directives/review.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    href: String,
    title: String,
    facts: Vec<(String, String)>,
    urgency: String,
    state: String,
    lines: Vec<Vec<Piece>>,
    orders: Vec<Order>,
    open: usize,
    may_correct: bool,
    may_issue: bool,
    typed: String,
    to: String,
    has_board: bool,
    /// Whether its words ask for a list that can be made.
    asks_for_list: bool,
}

/// A piece of a line, and the order that it belongs to.
struct Piece {
    text: String,
    order: String,
    /// The first piece of an order carries its anchor.
    first: bool,
}

struct Order {
    label: String,
    item: String,
    quote: String,
    who: String,
    unresolved: String,
    due: String,
    report_to: String,
    state: &'static str,
    word: String,
    open: bool,
}

/// The page.
pub(super) fn page(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
    sayings: Vec<Saying>,
) -> Answer {
    let orders = office.obligations(directive)?;
    let text = office.text_of(directive)?;
    let who = visit.who()?;
    let (tree, day) = (visit.tree()?, visit.today());
    let may = |right| who.may_in(right, directive.unit, &tree, day);
    let mut facts = Vec::new();
    let mut fact = |vi, en, text: &str| {
        if !text.is_empty() {
            facts.push((visit.w(vi, en).to_owned(), text.to_owned()));
        }
    };
    fact("Số", "Number", &directive.number);
    fact("Ngày ban hành", "Issued", &directive.issued_on);
    fact("Cơ quan", "Issuer", &directive.issuer);
    fact("Đến lúc", "Received", &directive.received_at.map(wall_text).unwrap_or_default());
    fact("Thực hiện", "Carries out", &directive.carries_out.join("; ").replace('\t', " "));
    fact("Tệp", "File", &directive.file_name);
    let shown: Vec<Order> = orders.iter().map(|one| order(one, office, visit)).collect();
    let status = if sayings.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        c: visit.chrome("Văn bản", "Directive"),
        sayings,
        href: super::address(office, directive),
        title: if directive.subject.is_empty() {
            directive.file_name.clone()
        } else {
            directive.subject.clone()
        },
        facts,
        urgency: directive.urgency.to_uppercase(),
        state: super::state(visit, directive),
        lines: lines(&text, &orders),
        open: orders.iter().filter(|one| one.state == "proposed").count(),
        may_correct: may(Right::ReceiveDirectives),
        may_issue: may(Right::IssueDirectives)
            && orders.iter().any(|one| one.state == "confirmed" || one.state == "proposed"),
        orders: shown,
        typed: visit.form.get("words").to_owned(),
        to: visit.form.get("to").to_owned(),
        has_board: directive.state == "issued",
        asks_for_list: super::proposal::is_offered(visit, directive, &text),
    };
    Reply::page_with(status, &page)
}

fn order(one: &Obligation, office: &Office<'_>, visit: &Visit<'_>) -> Order {
    let names: Vec<String> =
        one.units.iter().map(|unit| office.unit_name(*unit, office.today())).collect();
    let who = match names.len() {
        0 => one.assignees.join("; "),
        1..=4 => names.join(", "),
        count => format!("{} ({count} {})", one.assignees.join("; "), visit.w("đơn vị", "units")),
    };
    let (class, word) = match one.state.as_str() {
        "proposed" => ("warn", visit.w("máy đề xuất", "proposed")),
        "confirmed" => ("ok", visit.w("đã xác nhận", "confirmed")),
        "issued" => ("ok", visit.w("đã giao", "issued")),
        _ => ("", visit.w("không phải nhiệm vụ", "no order")),
    };
    Order {
        label: one.label.clone(),
        item: one.item.clone(),
        quote: one.quote.clone(),
        who,
        unresolved: one.unresolved.join("; "),
        due: due(&one.deadline, &visit.context()),
        report_to: one.report_to.clone(),
        state: class,
        word: word.to_owned(),
        open: one.state != "issued",
    }
}

/// The lines of the document, each cut where the words of an order begin and end.
fn lines(text: &str, orders: &[Obligation]) -> Vec<Vec<Piece>> {
    let mut anchored: Vec<&str> = Vec::new();
    let spans: Vec<(usize, usize, &Obligation)> = orders
        .iter()
        .filter_map(|one| {
            let (from, to) = one.lines.split_once('-').unwrap_or((&one.lines, &one.lines));
            Some((from.parse().ok()?, to.parse().ok()?, one))
        })
        .collect();
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let mut marks: Vec<(usize, usize, &str)> = Vec::new();
        for (_, _, one) in spans.iter().filter(|(from, to, _)| (*from..=*to).contains(&number)) {
            for words in one.quote.lines().map(str::trim).filter(|words| !words.is_empty()) {
                let found = line.find(words).map(|at| (at, at + words.len()));
                let whole = || {
                    (words.contains(line.trim()) && !line.trim().is_empty())
                        .then_some((0, line.len()))
                };
                if let Some((from, to)) = found.or_else(whole) {
                    marks.push((from, to, &one.label));
                }
            }
        }
        marks.sort_unstable();
        let (mut at, mut pieces) = (0, Vec::new());
        for (from, to, label) in marks {
            if from < at {
                continue;
            }
            if from > at {
                pieces.push(Piece {
                    text: line[at..from].to_owned(),
                    order: String::new(),
                    first: false,
                });
            }
            let first = !anchored.contains(&label);
            if first {
                anchored.push(label);
            }
            pieces.push(Piece { text: line[from..to].to_owned(), order: label.to_owned(), first });
            at = to;
        }
        pieces.push(Piece { text: line[at..].to_owned(), order: String::new(), first: false });
        lines.push(pieces);
    }
    lines
}
