//! Figures, returns and their collation.

use std::collections::BTreeMap;

use domain::people::Right;
use domain::returns::Address;
use node::publish::{Desk, Opened};
use serde_json::{Value, json};

use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// One figure by its address: its value, what it counts, and how many.
pub(super) fn figure(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let address: Address = visit.query.get("address").parse()?;
    let unit = desk.unit(&address.unit, address.day).map_err(|_| Nope::NotFound)?.id;
    visit.reach(Right::ReadRecords, unit)?;
    // No record is given out here, so none is read.
    let opened = desk.open_figure(&address, visit.who()?.officer.as_ref(), &|_, _| 0)?;
    let value = match opened {
        Opened::Records(list) => {
            json!({ "address": list.address.to_string(), "title": list.title, "value": list.value, "as_of": list.as_of, "records": list.total })
        }
        Opened::Parts(parts) => {
            let part = |one: &node::publish::Part| json!({ "unit": desk.key(one.unit, address.day), "value": one.value, "standing": one.standing, "address": one.address.as_ref().map(ToString::to_string) });
            json!({ "address": parts.address.to_string(), "title": parts.title, "value": parts.value, "as_of": parts.as_of, "parts": parts.parts.iter().map(part).collect::<Vec<Value>>() })
        }
        Opened::Stated(one) => {
            json!({ "address": one.address.to_string(), "title": one.title, "value": one.by_hand.as_ref().map(|hand| hand.declared), "as_of": one.as_of, "stated_by_hand": true })
        }
    };
    Reply::json(&value)
}

/// A return as it stands: the version that was sent last, beside the live count.
pub(super) fn one_return(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let day = visit.part("day").parse().map_err(|_| Nope::NotFound)?;
    let unit = desk.unit(visit.part("unit"), day).map_err(|_| Nope::NotFound)?.id;
    visit.reach(Right::PrepareReturns, unit)?;
    let subject = desk
        .subject(&unit.to_string(), day, Some(visit.part("template")))
        .map_err(|_| Nope::NotFound)?;
    let shown = desk.show(&subject, None)?;
    let figures: BTreeMap<&str, Value> = shown.figures.iter().map(|one| (one.line.as_str(), json!({ "stated": one.stated, "live": one.live, "address": one.address.to_string() }))).collect();
    let receipts: Vec<Value> = shown.receipts.iter().map(|one| json!({ "receiver": one.receiver, "received_at": one.received_at, "on_time": one.on_time })).collect();
    Reply::json(&json!({
        "unit": desk.key(unit, day), "day": day, "template": subject.template.name, "standing": shown.standing,
        "version": shown.version.as_ref().map(|version| version.number), "state": shown.version.as_ref().map(|version| version.state.name()),
        "figures": figures, "receipts": receipts,
    }))
}

/// All returns of a day under a unit, with totals.
pub(super) fn collation(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadBoard)?;
    let desk = Desk::open(visit.node())?;
    let day = visit.day()?;
    let collated = desk.collate(&unit.id.to_string(), day, visit.query.some("template"))?;
    let row = |row: &domain::returns::Row| {
        json!({
            "unit": desk.key(row.unit, day), "name": desk.unit_name(row.unit, day), "standing": row.standing,
            "received_at": row.received.as_ref().map(|one| one.first_received), "values": row.received.as_ref().map(|one| &one.values),
        })
    };
    Reply::json(&json!({
        "unit": desk.key(unit.id, day), "day": day, "template": collated.template.name, "counts": collated.collation.counts,
        "totals": collated.collation.totals, "rows": collated.collation.rows.iter().map(row).collect::<Vec<Value>>(),
    }))
}
