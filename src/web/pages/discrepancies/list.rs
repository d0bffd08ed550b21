//! What does not agree, the most pressing first.

use askama::Template;
use domain::people::Right;
use node::publish::{Desk, Wanted};

use crate::say;
use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "discrepancies/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    key: String,
    show: String,
    figures: Vec<(String, usize, &'static str)>,
    rows: Vec<Row>,
    may_check: bool,
}

struct Row {
    href: String,
    title: String,
    unit: String,
    day: String,
    figures: String,
    state: String,
    due: String,
    overdue: bool,
}

/// The list. `show` is open, unexplained or all.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadDiscrepancies)?;
    let desk = Desk::open(visit.node())?;
    let wanted = visit.query.some("show").unwrap_or("open");
    let filter = Wanted {
        open: wanted == "open",
        unexplained: wanted == "unexplained",
        ..Wanted::default()
    };
    let found = desk.discrepancies(unit.id, &filter)?;
    let counts = found.counts;
    let figure = |vi, en, count, class| (visit.w(vi, en).to_owned(), count, class);
    let row = |one: &node::publish::Discrepancy| Row {
        href: format!("/discrepancy?ref={}", desk.discrepancy_reference(one)),
        title: one.title.get(visit.lang).to_owned(),
        unit: visit.unit_name(one.owner),
        day: day_text(one.period),
        figures: format!(
            "{} ≠ {}",
            say::number(one.one_value, visit.lang),
            say::number(one.other_value, visit.lang)
        ),
        state: one.state.title().get(visit.lang).to_owned(),
        due: one.due.map(wall_text).unwrap_or_default(),
        overdue: one.is_overdue(found.now),
    };
    Reply::page(&Page {
        c: visit.chrome("Số liệu vênh", "Discrepancies"),
        unit: unit.full_name_on(visit.today()),
        key: desk.key(unit.id, visit.today()),
        show: wanted.to_owned(),
        figures: vec![
            figure("phát hiện", "found", counts.found, ""),
            figure("chưa giải trình", "unexplained", counts.unexplained, "warn"),
            figure("quá hạn giải trình", "overdue", counts.overdue, "bad"),
            figure("đã giải trình", "explained", counts.explained, "ok"),
        ],
        rows: found.rows.iter().map(row).collect(),
        may_check: visit.reach(Right::Ask, unit.id).is_ok(),
    })
}

/// Holds the rules against the figures of the day now.
pub(super) fn check(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::Ask)?;
    let desk = Desk::open(visit.node())?;
    let who = visit.who()?;
    desk.check_agreement(&unit.id.to_string(), visit.day()?, who.officer.as_ref())
        .map_err(Nope::from)?;
    let key = desk.key(unit.id, visit.today());
    Reply::said(
        format!("/discrepancies?unit={key}"),
        visit.w("Đã đối chiếu.", "The figures were compared."),
    )
}
