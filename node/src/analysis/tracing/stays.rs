//! Until when people stay in quarantine, written beside each stay with the rule and what it was computed from; and the
//! follow-up of somebody who went into quarantine.

use domain::base::{OfficerId, Value};
use domain::tracing::{Person, quarantine};

use super::book::{Book, date};
use super::pending::Pending;
use super::rules::rules;
use crate::store::Scope;
use crate::{Node, Result};

/// Computes what differs; tells how many records changed.
pub(super) fn settle(node: &Node, officer: Option<OfficerId>) -> Result<u64> {
    let (all, mut pending) = (Scope::everything(), Pending::default());
    let packs = &rules(node)?.quarantine;
    let (stays, follow_ups) = (Book::of(node, "quarantine_stay")?, Book::of(node, "follow_up")?);
    let reader = node.reader()?;
    for row in stays.rows(node, &all)? {
        let Some(from) = row.date("from") else { continue };
        let person = Person {
            reason: row.text("reason"),
            form: row.text("form"),
            full: row.text("vaccination") == "full",
            last_dose: row.date("last_dose_on"),
            recovered: row.date("recovered_on"),
            last_exposure: row.date("last_exposure"),
            from,
        };
        let found = quarantine(packs, &person);
        let text = |of: fn(&domain::tracing::Quarantine) -> String| {
            found.as_ref().map_or(Value::Empty, |found| Value::text(of(found)))
        };
        let values = row.differing(vec![
            ("until", date(found.as_ref().and_then(|found| found.until))),
            ("monitored_until", date(found.as_ref().and_then(|found| found.monitored_until))),
            (
                "tests",
                text(|found| {
                    let day = |day: &jiff::civil::Date| day.strftime("%d/%m/%Y").to_string();
                    found.tests.iter().map(day).collect::<Vec<_>>().join(", ")
                }),
            ),
            ("rule", text(|found| found.rule.clone())),
            ("inputs", text(|found| found.inputs.clone())),
        ]);
        if !values.is_empty() {
            let why = "Tính theo bộ quy định có hiệu lực · by the rules in force";
            pending.put(row.record.unit, why, stays.put(row.record.id, &values));
        }
        let follow_up = match row.link("follow_up") {
            Some(follow_up) => follow_ups.row(&reader, &all, follow_up)?,
            None => None,
        };
        let waiting = |state: &str| matches!(state, "sent" | "acknowledged" | "reached");
        if let Some(known) = follow_up.filter(|known| waiting(known.text("state")))
            && row.text("state") == "isolating"
        {
            let why = "Đã vào cách ly · went into quarantine";
            let change = follow_ups.put(known.record.id, &[("state", Value::text("isolating"))]);
            pending.put(known.record.unit, why, change);
        }
    }
    drop(reader);
    pending.write(node, officer)
}
