//! What an officer changes in the orders that were read, before they are given: nothing leaves without a look.

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::directive::Deadline;
use domain::entry::{Draft, DraftChange};

use super::directive::joined;
use super::{Directive, Obligation, Office, Outcome, problem};
use crate::fields;

/// One change of the orders of a directive; orders are named by their labels.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// They are orders, as read.
    Confirm(Vec<String>),
    /// They are none.
    Reject(Vec<String>),
    /// These units have to do it.
    Assign(String, Vec<UnitId>),
    /// It is due by then.
    Due(String, Deadline),
    /// These are one order: the first takes in the others.
    Merge(Vec<String>),
    /// It is two: the words from here on are another.
    Split(String, String),
    /// The reader missed an order: its words, and who has to do it.
    Add(String, Vec<UnitId>),
}

impl Correction {
    /// The orders that must be there.
    fn labels(&self) -> Vec<&String> {
        match self {
            Self::Confirm(labels) | Self::Reject(labels) | Self::Merge(labels) => {
                labels.iter().collect()
            }
            Self::Assign(label, _) | Self::Due(label, _) | Self::Split(label, _) => vec![label],
            Self::Add(..) => Vec::new(),
        }
    }
}

impl Office<'_> {
    /// Changes the orders of a directive, one correction after the other.
    ///
    /// # Errors
    /// `obligation_unknown`; `obligation_issued` when tasks were given for it already: then nothing was changed.
    /// `split_not_found`: then the corrections before it were made.
    pub fn correct(
        &self,
        directive: &Directive,
        corrections: &[Correction],
        officer: Option<OfficerId>,
        why: &str,
    ) -> Outcome<()> {
        let known = self.obligations(directive)?;
        for label in corrections.iter().flat_map(Correction::labels) {
            find(&known, label)?;
        }
        corrections.iter().try_for_each(|one| self.correct_one(directive, one, officer, why))
    }

    fn correct_one(
        &self,
        directive: &Directive,
        correction: &Correction,
        officer: Option<OfficerId>,
        why: &str,
    ) -> Outcome<()> {
        let known = self.obligations(directive)?;
        let find = |label: &str| find(&known, label);
        let state =
            |one: &Obligation, word: &str| self.set(one.id, &[("state", Value::text(word))]);
        let changes: Vec<DraftChange> = match correction {
            Correction::Confirm(labels) => labels
                .iter()
                .map(|label| state(find(label)?, "confirmed"))
                .collect::<Outcome<_>>()?,
            Correction::Reject(labels) => labels
                .iter()
                .map(|label| state(find(label)?, "rejected"))
                .collect::<Outcome<_>>()?,
            Correction::Assign(label, units) => {
                let values = [
                    ("units", joined(units)),
                    ("unresolved", Value::Empty),
                    ("state", Value::text("confirmed")),
                ];
                vec![self.set(find(label)?.id, &values)?]
            }
            Correction::Due(label, deadline) => {
                vec![self.set(find(label)?.id, &due(deadline))?]
            }
            Correction::Merge(labels) => self.merge(&known, labels)?,
            Correction::Split(label, words) => self.split(directive, &known, label, words)?,
            Correction::Add(words, units) => {
                vec![self.added(directive, &known, words, units)?]
            }
        };
        if changes.is_empty() {
            return Ok(());
        }
        let reason = Some(why.trim().to_owned()).filter(|why| !why.is_empty());
        self.node.append(&Draft { unit: directive.unit, officer, reason, changes })?;
        Ok(())
    }

    fn set(&self, id: RecordId, values: &[(&str, Value)]) -> Outcome<DraftChange> {
        Ok(fields::change(&self.register("obligation")?.definition, id, values))
    }

    fn merge(&self, known: &[Obligation], labels: &[String]) -> Outcome<Vec<DraftChange>> {
        let [first, others @ ..] = labels else { return Ok(Vec::new()) };
        let first = find(known, first)?;
        let mut quote = first.quote.clone();
        let mut units = first.units.clone();
        let mut changes = Vec::new();
        for label in others {
            let other = find(known, label)?;
            if !quote.contains(&other.quote) {
                quote = format!("{quote}\n{}", other.quote);
            }
            units.extend(
                other
                    .units
                    .iter()
                    .filter(|unit| !units.contains(unit))
                    .copied()
                    .collect::<Vec<_>>(),
            );
            changes.push(self.set(other.id, &[("state", Value::text("rejected"))])?);
        }
        let values = [
            ("quote", Value::text(quote)),
            ("units", joined(&units)),
            ("state", Value::text("confirmed")),
        ];
        changes.push(self.set(first.id, &values)?);
        Ok(changes)
    }

    fn split(
        &self,
        directive: &Directive,
        known: &[Obligation],
        label: &str,
        words: &str,
    ) -> Outcome<Vec<DraftChange>> {
        let one = find(known, label)?;
        let at = one.quote.find(words).filter(|at| *at > 0);
        let at = at.ok_or_else(|| problem::split_not_found(label, words))?;
        let (first, second) = one.quote.split_at(at);
        let rest = self.added(directive, known, second.trim(), &one.units)?;
        let values = [("quote", Value::text(first.trim())), ("state", Value::text("confirmed"))];
        Ok(vec![self.set(one.id, &values)?, rest])
    }

    /// An order that an officer found. Its words keep the lines of nothing: they were typed.
    fn added(
        &self,
        directive: &Directive,
        known: &[Obligation],
        words: &str,
        units: &[UnitId],
    ) -> Outcome<DraftChange> {
        let number = |one: &Obligation| one.label.trim_start_matches('o').parse::<u32>().ok();
        let next = known.iter().filter_map(number).max().unwrap_or(0) + 1;
        let label = format!("o{next}");
        let id = RecordId::derived(&format!("obligation/{}/{label}", directive.id));
        let names: Vec<String> =
            units.iter().map(|unit| self.unit_name(*unit, self.today())).collect();
        let mut values = vec![
            ("directive", Value::text(directive.id.to_string())),
            ("item", Value::text(label.as_str())),
            ("label", Value::text(label.as_str())),
            ("quote", Value::text(words)),
            ("assignees", joined(&names)),
            ("units", joined(units)),
            ("state", Value::text("confirmed")),
        ];
        values.extend(due(&Deadline::read(words, Some(self.today()))));
        self.set(id, &values)
    }
}

fn due(deadline: &Deadline) -> [(&'static str, Value); 2] {
    let json = serde_json::to_value(deadline).unwrap_or_default();
    let kind = json.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
    [("deadline", Value::text(json.to_string())), ("deadline_kind", Value::text(kind))]
}

fn find<'o>(known: &'o [Obligation], label: &str) -> Outcome<&'o Obligation> {
    let found = known.iter().find(|one| one.label == label);
    let found = found.ok_or_else(|| problem::obligation_unknown(label, known.len()))?;
    if found.state == "issued" {
        return Err(problem::obligation_issued(label));
    }
    Ok(found)
}
