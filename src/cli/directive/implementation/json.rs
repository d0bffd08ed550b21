//! How a directive is carried out, for scripts.

use node::tasks::{Implementation, Office, OrderProgress, UnitProgress};
use serde_json::{Value, json};

pub(super) fn of(report: &Implementation, office: &Office<'_>) -> Value {
    let orders: Vec<Value> = report.orders.iter().map(|order| one(order, office)).collect();
    let not_given: Vec<_> = report
        .not_given
        .iter()
        .map(|order| json!({"label": order.label, "item": order.item, "quote": order.quote, "state": order.state}))
        .collect();
    let directive = &report.directive;
    json!({"arrival": directive.arrival, "year": directive.year, "number": directive.number, "date": directive.issued_on,
        "issuer": directive.issuer, "subject": directive.subject, "as_of": report.now, "units": report.units,
        "counts": report.tally, "obligations": orders, "not_given": not_given})
}

fn one(order: &OrderProgress, office: &Office<'_>) -> Value {
    let tasks: Vec<Value> = order.tasks.iter().map(|one| task(one, office)).collect();
    json!({"label": order.order.label, "item": order.order.item, "quote": order.order.quote,
        "deadline": order.order.deadline, "period": order.period, "counts": order.tally, "tasks": tasks})
}

fn task(one: &UnitProgress, office: &Office<'_>) -> Value {
    let parts = one.parts.map(|(done, all)| json!({"done": done, "of": all}));
    json!({"task": one.reference.as_ref().map(ToString::to_string), "unit": office.key(one.task.unit, office.today()),
        "name": one.unit, "leads": one.task.leads, "state": one.task.state, "standing": one.standing,
        "accepted": one.is_accepted(), "due": one.task.term.map(|term| term.at), "first_due": one.task.first_due,
        "done_at": one.task.done_at, "progress": one.task.progress, "reminded": one.task.reminded,
        "said": one.task.said, "parts": parts})
}
