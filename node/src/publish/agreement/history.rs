//! What happened to a discrepancy, step by step, by whom.

use domain::base::Value;
use domain::returns::DiscrepancyState;

use super::super::{Desk, Outcome};
use super::discrepancy::Discrepancy;
use super::shown::HistoryLine;
use crate::fields;
use crate::ledger::Happened;
use crate::store::Scope;

impl Desk<'_> {
    /// The steps of a discrepancy, the oldest first: each with the state it led to and what was said.
    pub(super) fn discrepancy_history(&self, one: &Discrepancy) -> Outcome<Vec<HistoryLine>> {
        let register = self.system("discrepancy")?;
        let definition = &register.definition;
        let steps = self.node.history(definition.id, one.id, &Scope::everything())?;
        let mut lines: Vec<HistoryLine> = Vec::new();
        for step in steps {
            let Happened::Put(body) = &step.happened else { continue };
            let text = |name: &str| fields::text(definition, body, name);
            let Some(state) = DiscrepancyState::from_word(text("state")) else { continue };
            let words = match state {
                DiscrepancyState::Asked => text("ask"),
                DiscrepancyState::Explained => text("explanation"),
                DiscrepancyState::Accepted
                | DiscrepancyState::Refused
                | DiscrepancyState::Dismissed => text("verdict"),
                _ => "",
            };
            let number = |name: &str| match fields::value(definition, body, name) {
                Value::Decimal(number) => Some(*number),
                _ => None,
            };
            let by = step.officer.and_then(|id| {
                self.officers.iter().find(|officer| officer.id == id).map(|o| o.full_name.clone())
            });
            let at = i64::try_from(step.at.millis).ok();
            let at = at.and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
            lines.push(HistoryLine {
                at: at.map(domain::base::local),
                state,
                by,
                words: words.to_owned(),
                figures: number("one_value").zip(number("other_value")),
            });
        }
        Ok(lines)
    }
}
