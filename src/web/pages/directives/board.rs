//! Who has done what of a directive: an order a line, a unit a cell; who has read it.

use askama::Template;
use domain::base::UnitId;
use domain::people::Right;
use node::tasks::{Directive, Office};

use crate::web::chrome::Chrome;
use crate::web::pages::words;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "directives/board.html")]
struct Page {
    c: Chrome,
    href: String,
    title: String,
    number: String,
    urgency: String,
    figures: Vec<(String, usize, &'static str)>,
    units: Vec<String>,
    orders: Vec<Order>,
    not_given: Vec<String>,
    lineage: Vec<(String, Option<String>)>,
    read: usize,
    owed: usize,
    unread: Vec<String>,
    may_urge: bool,
    may_report: bool,
    behind: usize,
}

struct Order {
    quote: String,
    done: usize,
    owed: usize,
    /// One for each unit of the page, in its order.
    cells: Vec<Option<Cell>>,
}

struct Cell {
    class: &'static str,
    /// For those who do not see colours.
    sign: &'static str,
    text: String,
    href: String,
}

/// The page.
pub(super) fn page(visit: &Visit<'_>, office: &Office<'_>, directive: &Directive) -> Answer {
    let report = office.implementation(directive)?;
    let (who, tree, day) = (visit.who()?, visit.tree()?, visit.today());
    let sees = |unit: UnitId| who.may_in(Right::ReadDirectives, unit, &tree, day);
    let mut units: Vec<UnitId> = Vec::new();
    for task in report.orders.iter().flat_map(|order| &order.tasks) {
        if sees(task.task.unit) && !units.contains(&task.task.unit) {
            units.push(task.task.unit);
        }
    }
    units.sort_by_key(|unit| tree.get(*unit).and_then(|unit| unit.code.clone()));
    let orders = report.orders.iter().map(|order| {
        let cell = |unit: &UnitId| {
            let one = order.tasks.iter().find(|one| one.task.unit == *unit)?;
            let tag = words::task(one.standing, visit.lang);
            let sign = match tag.class {
                "ok" => "✓",
                "warn" => "✓!",
                "bad" => "!",
                _ if one.is_accepted() => "…",
                _ => "?",
            };
            let reference = one.reference.as_ref().map(ToString::to_string).unwrap_or_default();
            Some(Cell {
                class: tag.class,
                sign,
                text: format!("{}: {}", one.unit, tag.text),
                href: format!("/task?ref={reference}"),
            })
        };
        Order {
            quote: order.order.quote.clone(),
            done: order.tally.done() + order.tally.kept_up,
            owed: order.tally.owed,
            cells: units.iter().map(cell).collect(),
        }
    });
    let orders: Vec<Order> =
        orders.filter(|order| order.cells.iter().any(Option::is_some)).collect();
    let tally = report.tally;
    let figure = |vi, en, count, class| (visit.w(vi, en).to_owned(), count, class);
    let readers = office.readers(directive)?;
    let unread =
        readers.units.iter().filter(|one| one.must && one.readings.is_empty() && sees(one.unit));
    let all = office.directives(&node::store::Scope::everything())?;
    let lineage = directive.carries_out.iter().map(|line| {
        let number = line.split('\t').next().unwrap_or_default();
        let held = all.iter().find(|one| !number.is_empty() && one.number == number);
        let held = held.filter(|one| visit.reach(Right::ReadDirectives, one.unit).is_ok());
        (line.replace('\t', " "), held.map(|one| super::address(office, one)))
    });
    Reply::page(&Page {
        c: visit.chrome("Thực hiện văn bản", "Progress of a directive"),
        href: super::address(office, directive),
        title: directive.subject.clone(),
        number: directive.number.clone(),
        urgency: directive.urgency.to_uppercase(),
        figures: vec![
            figure("đã giao", "given", tally.owed, ""),
            figure("xong đúng hạn", "done in time", tally.done_in_time, "ok"),
            figure("xong muộn", "done late", tally.done_late, "warn"),
            figure("đang duy trì", "kept up", tally.kept_up, "ok"),
            figure("đang làm", "under way", tally.open, ""),
            figure("quá hạn, im lặng", "late, silent", tally.late + tally.silent, "bad"),
            figure("chưa nhận", "not accepted", tally.unaccepted, "bad"),
        ],
        units: units.iter().map(|unit| office.unit_name(*unit, day)).collect(),
        orders,
        not_given: report.not_given.iter().map(|one| one.quote.clone()).collect(),
        lineage: lineage.collect(),
        read: readers.read,
        owed: readers.owed,
        unread: unread.map(|one| office.unit_name(one.unit, day)).collect(),
        may_report: visit.reach(Right::ReadDirectives, directive.unit).is_ok(),
        may_urge: visit.reach(Right::IssueDirectives, directive.unit).is_ok(),
        behind: tally.late + tally.silent + tally.unaccepted,
    })
}
