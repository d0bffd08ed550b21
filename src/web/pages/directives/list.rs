//! The directives on record, the newest first; those from above that order something of one's unit stand with them.

use askama::Template;
use domain::people::Right;
use node::tasks::{Directive, Filter, Office};

use crate::web::chrome::{Chrome, wall_text};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "directives/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    may_add: bool,
    rows: Vec<Row>,
    q: String,
}

struct Row {
    href: String,
    number: String,
    subject: String,
    issuer: String,
    issued: String,
    received: String,
    urgency: String,
    state: String,
    from_above: bool,
}

/// Rows at most; older ones are found by searching.
const MOST: usize = 200;

/// The list.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadDirectives)?;
    let office = Office::open(visit.node())?;
    let own = office.directives(&visit.node().scope_of(unit.id)?)?;
    let board = office.board(unit.id, Filter::default())?;
    let above =
        board.directives.into_values().filter(|one| own.iter().all(|known| known.id != one.id));
    let words = domain::base::text::fold(visit.query.get("q"));
    let fits = |one: &Directive| {
        let text = format!("{} {} {}", one.number, one.subject, one.issuer);
        words.is_empty() || domain::base::text::fold(&text).contains(&words)
    };
    let row = |one: &Directive, from_above: bool| Row {
        href: super::address(&office, one),
        number: one.number.clone(),
        subject: one.subject.clone(),
        issuer: one.issuer.clone(),
        issued: one.issued_on.clone(),
        received: one.received_at.map(wall_text).unwrap_or_default(),
        urgency: one.urgency.to_uppercase(),
        state: super::state(visit, one),
        from_above,
    };
    let mut rows: Vec<Row> = above.filter(|one| fits(one)).map(|one| row(&one, true)).collect();
    rows.extend(own.iter().filter(|one| fits(one)).take(MOST).map(|one| row(one, false)));
    Reply::page(&Page {
        c: visit.chrome("Văn bản chỉ đạo", "Directives"),
        unit: unit.full_name_on(office.today()),
        may_add: visit.who()?.may(Right::ReceiveDirectives),
        rows,
        q: visit.query.get("q").to_owned(),
    })
}
