//! A discrepancy as JSON.

use domain::base::{OfficerId, UnitId};
use jiff::civil::DateTime;
use node::publish::{Desk, Discrepancy};
use serde_json::{Value, json};

use super::super::Context;
use super::words;

/// Everything that is printed of a discrepancy, but for its records and history.
pub fn of(one: &Discrepancy, now: DateTime, desk: &Desk<'_>, context: &Context) -> Value {
    let day = one.period;
    let unit =
        |unit: UnitId| json!({"unit": desk.key(unit, day), "name": desk.unit_name(unit, day)});
    let who = |id: Option<OfficerId>| {
        let known = id.and_then(|id| desk.officers().iter().find(|officer| officer.id == id));
        known.map(|officer| officer.full_name.clone())
    };
    let side = |text: &str, value: i64| {
        let words = desk.side_in_words(one, text, context.lang);
        json!({"figure": text, "words": words, "value": value})
    };
    json!({
        "discrepancy": desk.discrepancy_reference(one).to_string(), "rule": one.rule, "about": one.about,
        "title": one.title.get(context.lang), "severity": one.severity,
        "unit": desk.key(one.unit, day), "name": desk.unit_name(one.unit, day), "date": day,
        "one": side(&one.one, one.one_value), "other": side(&one.other, one.other_value),
        "says": words::figures(one, desk, context),
        "usual": one.evidence.usual, "missing": one.evidence.missing,
        "state": one.state, "open": one.state.is_open(), "overdue": one.is_overdue(now),
        "owner": unit(one.owner), "due": one.due, "found_at": one.found_at, "version": one.version,
        "shared_with": one.shared_with.iter().map(|other| unit(*other)).collect::<Vec<_>>(),
        "finding": one.finding,
        "asked": one.asked.text, "asked_at": one.asked.at, "asked_by": who(one.asked.by),
        "explanation": one.explained.text, "explained_at": one.explained.at, "explained_by": who(one.explained.by),
        "party_route_at": one.party_route_at, "state_route_at": one.state_route_at,
        "verdict": one.judged.text, "judged_at": one.judged.at, "judged_by": who(one.judged.by),
        "figures": one.evidence.figures, "records": one.evidence.records.len() + one.evidence.more,
    })
}
