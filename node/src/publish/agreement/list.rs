//! Which discrepancies there are under a unit, the most pressing first.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{UnitId, local};
use domain::returns::DiscrepancyState;
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::super::{Desk, Outcome, Subject, problem as publishing};
use super::discrepancy::{Discrepancy, discrepancy_of};
use crate::ledger::AsOf;
use crate::people::Officer;
use crate::store::Scope;
use crate::units;

/// Which discrepancies are wanted; the default is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of this day.
    pub day: Option<Date>,
    /// Only what somebody still has to do something about.
    pub open: bool,
    /// Only what nobody has explained, or not well enough.
    pub unexplained: bool,
    /// Only what should have been explained by now.
    pub overdue: bool,
    /// Only those of the return by this template (and those of no return).
    pub template: Option<String>,
    /// As they are, or as they were when a day ended.
    pub as_of: AsOf,
}

/// Discrepancies under a unit at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscrepancyList {
    /// Under whom.
    pub unit: UnitId,
    /// The moment for which it holds.
    pub now: DateTime,
    /// One for each unit that has to explain, the most pressing first.
    pub rows: Vec<Discrepancy>,
    /// How many findings stand where: what two units share counts once.
    pub counts: DiscrepancyCounts,
}

/// How many findings stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DiscrepancyCounts {
    /// All that are listed.
    pub found: usize,
    /// Somebody still has to do something.
    pub open: usize,
    /// Nobody has explained, or not well enough.
    pub unexplained: usize,
    /// The time to explain is over.
    pub overdue: usize,
    /// Explained by all its owners, whatever was thought of it.
    pub explained: usize,
    /// Explained, and the explanation taken.
    pub accepted: usize,
}

impl Desk<'_> {
    /// The discrepancies of a unit and of those below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn discrepancies(&self, unit: UnitId, wanted: &Wanted) -> Outcome<DiscrepancyList> {
        let now = wanted.as_of.wall(local(self.now()));
        let mut rows = self.discrepancies_as_of(&self.node.scope_of(unit)?, wanted.as_of)?;
        rows.retain(|one| wanted.wants(one, now));
        rows.sort_by_key(|one| {
            let pressing = (!one.state.is_open(), !one.is_overdue(now), one.severity, one.due);
            (pressing, one.period, one.unit, one.rule.clone(), one.about.clone())
        });
        let counts = DiscrepancyCounts::of(&rows, now);
        Ok(DiscrepancyList { unit, now, rows, counts })
    }

    /// The same for an officer, who sees the own unit and what is below it.
    ///
    /// # Errors
    /// `out_of_scope`.
    pub fn discrepancies_for(
        &self,
        officer: Option<&Officer>,
        unit: UnitId,
        wanted: &Wanted,
    ) -> Outcome<DiscrepancyList> {
        let day = self.today();
        match officer.filter(|officer| !self.may_see(officer, unit, day)) {
            Some(officer) => Err(publishing::out_of_scope(self, unit, officer)),
            None => self.discrepancies(unit, wanted),
        }
    }

    /// The discrepancies of one return.
    pub(in crate::publish) fn discrepancies_of(
        &self,
        subject: &Subject,
    ) -> Outcome<Vec<Discrepancy>> {
        let (day, template) = (Some(subject.period), Some(subject.template.name.clone()));
        let wanted = Wanted { day, template, ..Wanted::default() };
        let mut rows = self.discrepancies(subject.unit, &wanted)?.rows;
        rows.retain(|one| one.unit == subject.unit);
        Ok(rows)
    }

    /// How many are open for a day, by the unit whose figures they are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open_discrepancies(&self, unit: UnitId, day: Date) -> Outcome<BTreeMap<UnitId, usize>> {
        let wanted = Wanted { day: Some(day), open: true, ..Wanted::default() };
        let mut by_unit = BTreeMap::new();
        for one in self.discrepancies(unit, &wanted)?.rows {
            *by_unit.entry(one.unit).or_default() += 1;
        }
        Ok(by_unit)
    }

    pub(super) fn discrepancies_in(&self, scope: &Scope) -> Outcome<Vec<Discrepancy>> {
        self.discrepancies_as_of(scope, AsOf::Now)
    }

    fn discrepancies_as_of(&self, scope: &Scope, as_of: AsOf) -> Outcome<Vec<Discrepancy>> {
        let register = self.system("discrepancy")?;
        let mut found = Vec::new();
        units::each_as_of(self.node, &register, scope, as_of, |record| {
            found.extend(discrepancy_of(&register.definition, record));
        })?;
        Ok(found)
    }

    /// Whether an officer may see what is said about a unit: of the own unit, of a body of a unit above, or above.
    pub(super) fn may_see(&self, officer: &Officer, unit: UnitId, day: Date) -> bool {
        self.sees(officer, unit, day) || self.judges(officer, unit, day)
    }

    /// Whether an officer stands above a unit: belongs to a unit above it, or to a body of one (its office).
    pub fn judges(&self, officer: &Officer, unit: UnitId, day: Date) -> bool {
        let seat = self.tree.get(officer.unit).filter(|seat| !seat.is_territorial());
        let whose = seat.and_then(|seat| self.tree.ancestors(seat.id, day).first().map(|u| u.id));
        let stands = |above: UnitId| {
            officer.unit == above || whose == Some(above) || self.is_of(officer, above, day)
        };
        self.tree.ancestors(unit, day).into_iter().any(|above| stands(above.id))
    }
}

impl Wanted {
    fn wants(&self, one: &Discrepancy, now: DateTime) -> bool {
        let of_template =
            |name: &String| one.evidence.template == *name || one.evidence.template.is_empty();
        self.day.is_none_or(|day| one.period == day)
            && (!self.open || one.state.is_open())
            && (!self.unexplained || one.is_unexplained())
            && (!self.overdue || one.is_overdue(now))
            && self.template.as_ref().is_none_or(of_template)
    }
}

impl DiscrepancyCounts {
    fn of(rows: &[Discrepancy], now: DateTime) -> Self {
        let findings = |wanted: &dyn Fn(&Discrepancy) -> bool| {
            let found = rows.iter().filter(|one| wanted(one)).map(|one| one.finding.as_str());
            found.collect::<BTreeSet<&str>>()
        };
        let all = findings(&|_| true);
        let silent = findings(&|one| one.explained.at.is_none());
        Self {
            found: all.len(),
            open: findings(&|one| one.state.is_open()).len(),
            unexplained: findings(&Discrepancy::is_unexplained).len(),
            overdue: findings(&|one| one.is_overdue(now)).len(),
            explained: all.difference(&silent).count(),
            accepted: findings(&|one| one.state == DiscrepancyState::Accepted).len(),
        }
    }
}
