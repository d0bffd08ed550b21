//! Tasks and directives.

use domain::people::Right;
use node::tasks::{Filter, Office};
use serde_json::{Value, json};

use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// The tasks of a unit and of those below it. `show` is open, late, unaccepted, reported or all.
pub(super) fn tasks(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadDirectives)?;
    let office = Office::open(visit.node())?;
    let wanted = visit.query.some("show").unwrap_or("open");
    let filter = Filter::called(wanted).ok_or(Nope::NotFound)?;
    let board = office.board(unit.id, filter)?;
    let day = office.today();
    let tasks: Vec<Value> = board
        .tasks
        .iter()
        .map(|(task, standing)| {
            let quote = board.obligations.get(&task.obligation).map(|order| &order.quote);
            json!({
                "task": board.reference(task, &office).map(|one| one.to_string()), "unit": office.key(task.unit, day),
                "title": task.title, "quote": quote, "state": task.state, "standing": standing, "urgency": task.urgency,
                "due": task.term.map(|term| term.at), "accepted_at": task.accepted_at, "done_at": task.done_at,
                "progress": task.progress, "reminded": task.reminded,
            })
        })
        .collect();
    Reply::json(&json!({ "unit": office.key(unit.id, day), "as_of": board.now, "tasks": tasks }))
}

/// The directives of a unit and of those below it.
pub(super) fn directives(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadDirectives)?;
    let office = Office::open(visit.node())?;
    let found = office.directives(&visit.node().scope_of(unit.id)?)?;
    let day = office.today();
    let rows: Vec<Value> = found
        .iter()
        .map(|one| {
            json!({
                "unit": office.key(one.unit, day), "arrival": one.arrival, "year": one.year, "number": one.number,
                "issued_on": one.issued_on, "issuer": one.issuer, "subject": one.subject, "urgency": one.urgency,
                "state": one.state, "received_at": one.received_at, "carries_out": one.carries_out,
            })
        })
        .collect();
    Reply::json(&json!({ "unit": office.key(unit.id, day), "directives": rows }))
}
