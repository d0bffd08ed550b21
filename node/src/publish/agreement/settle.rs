//! What was found against what is on record: new, still there, corrected, gone, or back.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{RecordId, UnitId};
use domain::entry::Draft;
use domain::returns::agreement::Test;
use domain::returns::{DiscrepancyState, DiscrepancyStep, Judge};
use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Desk, Outcome, problem as publishing};
use super::discrepancy::{Discrepancy, Said, values};
use super::hold::Held;
use crate::fields;
use crate::people::Officer;

/// What a check did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Rules that could be judged, over all returns.
    pub judged: usize,
    /// Found for the first time, or again after they had gone.
    pub found: Vec<Discrepancy>,
    /// There before, and there still.
    pub still: usize,
    /// Corrected by a newer version of the return.
    pub corrected: Vec<Discrepancy>,
    /// Not there any more.
    pub gone: Vec<Discrepancy>,
}

/// Days back for which an open discrepancy is held against its return again.
const AGAIN: i64 = 14;

impl Desk<'_> {
    /// Holds the rules against the returns of a day that came from a unit and those below it, and against the returns of
    /// earlier days whose discrepancies are still open; writes what is found as records of the units that own it. Holding
    /// the same figures twice changes nothing.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`, `out_of_scope`; as [`Desk::agreement_rules`] and [`crate::Node::append`].
    pub fn check_agreement(
        &self,
        unit: &str,
        day: Date,
        officer: Option<&Officer>,
    ) -> Outcome<Checked> {
        let unit = self.unit_in_force(unit, day)?.id;
        if let Some(officer) = officer.filter(|officer| !self.may_see(officer, unit, day)) {
            return Err(publishing::out_of_scope(self, unit, officer));
        }
        let rules = self.agreement_rules()?;
        let known = self.discrepancies_in(&self.node.scope_of(unit)?)?;
        let mut held = Vec::new();
        for day in days(&known, day) {
            held.extend(self.hold(&rules, unit, day)?);
        }
        for rule in &rules {
            if let Test::SamePerson(same) = &rule.test {
                held.extend(self.hold_persons(rule, same, (unit, day), &known)?);
            }
        }
        self.settle(held, known, officer)
    }

    fn settle(
        &self,
        held: Vec<Held>,
        known: Vec<Discrepancy>,
        officer: Option<&Officer>,
    ) -> Outcome<Checked> {
        let known: BTreeMap<RecordId, Discrepancy> =
            known.into_iter().map(|one| (one.id, one)).collect();
        let mut checked = Checked { judged: held.len(), ..Checked::default() };
        let mut written: BTreeMap<UnitId, Vec<Discrepancy>> = BTreeMap::new();
        for one in held {
            if let Some(next) = next(one, &known, &mut checked)? {
                written.entry(next.unit).or_default().push(next);
            }
        }
        let register = self.system("discrepancy")?;
        let mut ready = Vec::new();
        for (unit, all) in written {
            let change =
                |one: &Discrepancy| fields::change(&register.definition, one.id, &values(one));
            let changes = all.iter().map(change).collect();
            let officer = officer.map(|officer| officer.id);
            let reason = Some("Đối chiếu số liệu".to_owned());
            ready.push(self.node.ready(Draft { unit, officer, reason, changes })?);
        }
        if !ready.is_empty() {
            self.node.append_ready(ready)?;
        }
        Ok(checked)
    }
}

/// The day itself, and earlier days with something open.
fn days(known: &[Discrepancy], day: Date) -> BTreeSet<Date> {
    let first = day.checked_sub(AGAIN.days()).unwrap_or(day);
    let open = known.iter().filter(|one| one.state.is_open() && one.version.is_some());
    let mut days: BTreeSet<Date> = open.map(|one| one.period).collect();
    days.retain(|one| (first..day).contains(one));
    days.insert(day);
    days
}

/// What is to be written; `None` where nothing changed.
fn next(
    held: Held,
    known: &BTreeMap<RecordId, Discrepancy>,
    checked: &mut Checked,
) -> Outcome<Option<Discrepancy>> {
    match (held.odd, known.get(&held.id)) {
        (None, None) => Ok(None),
        (Some(odd), None) => {
            checked.found.push(odd.clone());
            Ok(Some(odd))
        }
        (Some(odd), Some(before)) => again(odd, before, checked),
        (None, Some(before)) if before.state.is_open() => {
            let corrected = held.version > before.version;
            let step = match corrected {
                true => DiscrepancyStep::Correct,
                false => DiscrepancyStep::Vanish,
            };
            let state = before.state.after(step, Judge::Rule)?;
            let next = Discrepancy { state, ..before.clone() };
            let list = if corrected { &mut checked.corrected } else { &mut checked.gone };
            list.push(next.clone());
            Ok(Some(next))
        }
        (None, Some(_)) => Ok(None),
    }
}

/// What is on record and was found again.
fn again(
    odd: Discrepancy,
    before: &Discrepancy,
    checked: &mut Checked,
) -> Outcome<Option<Discrepancy>> {
    use DiscrepancyState::{Accepted, Corrected, Gone};
    let same = (odd.one_value, odd.other_value) == (before.one_value, before.other_value)
        && odd.shared_with == before.shared_with;
    let back = match before.state {
        Gone | Corrected => true,
        // What was accepted are those figures, not any others.
        Accepted => !same,
        _ => false,
    };
    if back {
        let state = before.state.after(DiscrepancyStep::Reappear, Judge::Rule)?;
        let next = Discrepancy { state, period: before.period, ..odd };
        checked.found.push(next.clone());
        return Ok(Some(next));
    }
    if !before.state.is_open() {
        return Ok(None);
    }
    checked.still += 1;
    if same && odd.version == before.version {
        return Ok(None);
    }
    let Discrepancy { one_value, other_value, evidence, version, shared_with, .. } = odd;
    let next =
        Discrepancy { one_value, other_value, evidence, version, shared_with, ..before.clone() };
    Ok(Some(next))
}

impl Said {
    /// Words of somebody at a moment.
    pub(super) fn by(officer: &Officer, at: jiff::civil::DateTime, text: &str) -> Self {
        Self { text: text.trim().to_owned(), at: Some(at), by: Some(officer.id) }
    }
}
