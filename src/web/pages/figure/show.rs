//! What a figure counts. Reading personal records is written down first.

use askama::Template;
use domain::people::Right;
use domain::returns::{Address, ByHand};
use jiff::ToSpan;
use node::publish::{Desk, Opened, Part, RecordList, Subject};

use crate::say;
use crate::web::chart;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::words::{self, Tag};
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "figure/show.html")]
struct Page {
    c: Chrome,
    title: String,
    unit: String,
    day: String,
    value: String,
    as_of: Option<String>,
    by_hand: String,
    masked: bool,
    heads: Vec<String>,
    records: Vec<(String, Vec<String>)>,
    total: usize,
    parts: Vec<PartShown>,
    stated: String,
    /// The figure over the last days, as it was reported.
    chart: Option<String>,
}

struct PartShown {
    name: String,
    tag: Tag,
    value: String,
    href: Option<String>,
}

/// Records that are shown at once.
const AT_ONCE: usize = 100;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let address: Address = visit.query.get("a").parse().map_err(|_| Nope::NotFound)?;
    let unit = desk.unit(&address.unit, address.day).map_err(|_| Nope::NotFound)?.id;
    let reaches = [Right::PrepareReturns, Right::ReadBoard, Right::ReadRecords];
    if reaches.iter().all(|right| visit.reach(*right, unit).is_err()) {
        return Err(Nope::NotFound);
    }
    let who = visit.who()?;
    let mut page = Page {
        c: visit.chrome("Mở số liệu", "A figure opened"),
        title: String::new(),
        unit: desk.unit_name(unit, address.day),
        day: day_text(address.day),
        value: String::new(),
        as_of: None,
        by_hand: String::new(),
        masked: false,
        heads: Vec::new(),
        records: Vec::new(),
        total: 0,
        parts: Vec::new(),
        stated: String::new(),
        chart: trend(&desk, &address, visit)?,
    };
    let most = records::given_out(visit, AT_ONCE);
    match desk.open_figure(&address, who.officer.as_ref(), &most)? {
        Opened::Records(list) => records_of(&mut page, &list, visit),
        Opened::Parts(parts) => {
            page.title = parts.title.get(visit.lang).to_owned();
            page.value = say::figure(parts.value, visit.lang);
            page.as_of = parts.as_of.map(say::moment);
            page.by_hand = by_hand(parts.by_hand.as_ref(), visit);
            page.parts =
                parts.parts.iter().map(|one| part(one, &desk, address.day, visit)).collect();
        }
        Opened::Stated(one) => {
            page.title = one.title.get(visit.lang).to_owned();
            page.value = say::figure(one.by_hand.as_ref().map(|hand| hand.declared), visit.lang);
            page.as_of = one.as_of.map(say::moment);
            page.by_hand = by_hand(one.by_hand.as_ref(), visit);
            page.stated = match (&one.by_hand, &one.taken) {
                (None, _) => {
                    visit.w("Chưa ai nhập số này.", "Nobody has stated this figure.").to_owned()
                }
                (_, Some(taken)) => format!(
                    "{} {} · {}",
                    visit.w("Nhận qua", "Taken in from"),
                    taken.how,
                    taken.officer_name
                ),
                _ => String::new(),
            };
        }
    }
    Reply::page(&page)
}

/// Days of the chart.
const DAYS: i64 = 14;

/// What was reported of the figure in the last days; nothing where fewer than two days have it.
fn trend(desk: &Desk<'_>, address: &Address, visit: &Visit<'_>) -> Result<Option<String>, Nope> {
    let mut days = Vec::new();
    for back in (0..DAYS).rev() {
        let Ok(day) = address.day.checked_sub(back.days()) else { continue };
        let subject = desk.subject(&address.unit, day, address.template.as_deref());
        // A day on which the unit did not exist, or owed no such return, is a gap.
        let value = match subject {
            Ok(subject) => reported(desk, &subject, &address.line)?,
            Err(_) => None,
        };
        days.push(chart::Day { label: format!("{}/{}", day.day(), day.month()), value });
    }
    let known = days.iter().filter(|day| day.value.is_some()).count();
    Ok((known > 1).then(|| chart::bars(&days, |value| say::number(value, visit.lang))))
}

/// A figure of the version of a return that was received last.
fn reported(desk: &Desk<'_>, subject: &Subject, line: &str) -> Result<Option<i64>, Nope> {
    let versions = desk.versions(subject)?;
    let received = versions.iter().rev().find(|version| version.state.name() == "received");
    let frozen = received.and_then(|version| version.frozen().ok());
    Ok(frozen.and_then(|frozen| frozen.values.get(line).copied()))
}

fn records_of(page: &mut Page, list: &RecordList, visit: &Visit<'_>) {
    page.title = list.title.get(visit.lang).to_owned();
    page.value = say::figure(list.value, visit.lang);
    page.as_of = list.as_of.map(say::moment);
    page.by_hand = by_hand(list.by_hand.as_ref(), visit);
    (page.masked, page.total) = (list.masked, list.total);
    let columns = records::columns(&list.definition);
    page.heads = columns.iter().map(|field| field.label.get(visit.lang).to_owned()).collect();
    page.records = list
        .records
        .iter()
        .map(|record| {
            let cells = columns
                .iter()
                .map(|field| records::shown(visit, &list.definition, field, &record.body, false));
            (format!("/registers/{}/{}", list.definition.name, record.id), cells.collect())
        })
        .collect();
}

fn by_hand(by_hand: Option<&ByHand>, visit: &Visit<'_>) -> String {
    let Some(one) = by_hand else { return String::new() };
    let counted = one.counted.map(|counted| {
        format!(", {} {}", visit.w("đếm được", "computed"), say::number(counted, visit.lang))
    });
    format!(
        "{} {}{} · {} · {}, {}",
        visit.w("Khai tay:", "Stated by hand:"),
        say::number(one.declared, visit.lang),
        counted.unwrap_or_default(),
        one.why,
        one.name,
        say::moment(one.at)
    )
}

fn part(part: &Part, desk: &Desk<'_>, day: jiff::civil::Date, visit: &Visit<'_>) -> PartShown {
    PartShown {
        name: desk.unit_name(part.unit, day),
        tag: words::standing(part.standing, visit.lang),
        value: say::figure(part.value, visit.lang),
        href: part.address.as_ref().map(|address| format!("/figure?a={address}")),
    }
}
