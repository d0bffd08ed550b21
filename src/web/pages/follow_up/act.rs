//! What was done on the round: taken over, seen, moved on.

use std::collections::BTreeMap;

use domain::base::RecordId;
use domain::people::Right;
use node::analysis::tracing;
use node::inbox::form::Form;
use node::{Record, Register};

use crate::web::nope::Nope;
use crate::web::pages::written;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// The fields of a person in the form: `seen.ID`, `temperature.ID` …
const NOTED: [&str; 4] = ["seen", "temperature", "spo2", "symptoms"];

/// Takes over all that was sent to a unit.
pub(super) fn acknowledge(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Claim::on(Right::WriteRecords, "follow_up"))?;
    let register = written::register(visit, "follow_up")?;
    let scope = visit.node().scope_of(unit.id)?;
    let sent = tracing::follow_ups(visit.node(), &scope)?;
    let sent: Vec<RecordId> =
        sent.iter().filter(|one| one.state == "sent").map(|one| one.record).collect();
    let states = sent.iter().map(|record| (*record, "acknowledged")).collect();
    let count = move_on(visit, &register, &states, "Đã nhận phiếu theo dõi · acknowledged")?;
    let say = format!("{count} {}", visit.w("phiếu đã nhận.", "follow-ups are acknowledged."));
    Reply::said(back(visit), say)
}

fn back(visit: &Visit<'_>) -> String {
    match visit.form.some("unit") {
        Some(unit) => format!("/follow-up?unit={unit}"),
        None => "/follow-up".to_owned(),
    }
}

/// New steps of several follow-ups, in one entry a unit.
fn move_on(
    visit: &Visit<'_>,
    register: &Register,
    states: &BTreeMap<RecordId, &str>,
    reason: &str,
) -> Result<usize, Nope> {
    let mut records: Vec<(Record, BTreeMap<String, String>)> = Vec::new();
    for (record, state) in states {
        let found = written::record(visit, register, Right::WriteRecords, &record.to_string())?;
        records.push((found, BTreeMap::from([("state".to_owned(), (*state).to_owned())])));
    }
    let mut forms: Vec<Form<'_>> = records
        .iter()
        .map(|(record, input)| Form {
            register,
            unit: record.unit,
            record: Some(record),
            input,
            officer: visit.officer(),
            reason: Some(reason),
        })
        .collect();
    written::together(visit, &mut forms)
}

/// What was noted on a day, and new steps.
pub(super) fn day(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Claim::on(Right::WriteRecords, "follow_up_day"))?;
    let day = visit.day()?;
    let node = visit.node();
    let scope = node.scope_of(unit.id)?;
    let (days, steps) =
        (written::register(visit, "follow_up_day")?, written::register(visit, "follow_up")?);
    let (known, _) = tracing::seen_on(node, &scope, day)?;
    let mut states = BTreeMap::new();
    let mut noted: Vec<(domain::base::UnitId, Option<Record>, BTreeMap<String, String>)> =
        Vec::new();
    let all = tracing::follow_ups(node, &scope)?;
    for one in all.iter().filter(|one| one.is_open()) {
        let id = one.record.to_string();
        if let Some(state) =
            visit.form.some(&format!("state.{id}")).filter(|state| *state != one.state)
        {
            states.insert(one.record, state);
        }
        let mut input: BTreeMap<String, String> = NOTED
            .iter()
            .filter_map(|name| {
                Some(((*name).to_owned(), visit.form.some(&format!("{name}.{id}"))?.to_owned()))
            })
            .collect();
        if input.is_empty() {
            continue;
        }
        input.entry("seen".to_owned()).or_insert_with(|| "yes".to_owned());
        input.insert("follow_up".to_owned(), id);
        input.insert("day".to_owned(), day.to_string());
        let before = match known.get(&one.record) {
            Some(seen) => {
                Some(written::record(visit, &days, Right::WriteRecords, &seen.record.to_string())?)
            }
            None => None,
        };
        noted.push((one.unit, before, input));
        // Somebody who was seen for the first time was reached.
        let seen = noted
            .last()
            .is_some_and(|(_, _, input)| input.get("seen").is_some_and(|seen| seen == "yes"));
        if seen && matches!(one.state.as_str(), "sent" | "acknowledged" | "lost") {
            states.entry(one.record).or_insert("reached");
        }
    }
    let mut forms: Vec<Form<'_>> = noted
        .iter()
        .map(|(unit, before, input)| Form {
            register: &days,
            unit: *unit,
            record: before.as_ref(),
            input,
            officer: visit.officer(),
            reason: before.as_ref().map(|_| "Ghi lại trong ngày · noted again"),
        })
        .collect();
    let people = written::together(visit, &mut forms)?;
    let moved = move_on(visit, &steps, &states, "Theo dõi hằng ngày · daily follow-up")?;
    let say = format!(
        "{people} {}, {moved} {}",
        visit.w("người đã ghi", "people noted"),
        visit.w("bước đã đổi.", "steps changed.")
    );
    Reply::said(back(visit), say)
}
