//! Who has read a directive and understood it ("quán triệt"): per unit that it reaches, by name.

use std::collections::BTreeSet;

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::entry::Draft;
use jiff::civil::DateTime;

use super::{Directive, Office, Outcome, problem};
use crate::people::{self, Officer};
use crate::store::Scope;
use crate::{fields, units};

/// Somebody who has read a directive.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Who.
    pub officer: OfficerId,
    /// Name, as on record; the id where nobody of that id is on record here.
    pub name: String,
    /// When first.
    pub at: Option<DateTime>,
    /// What was said: to whom it was passed on.
    pub words: String,
}

/// A unit, and who of it has read a directive.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitReadings {
    /// The unit.
    pub unit: UnitId,
    /// Whether it has a task of the directive, or only knows of it.
    pub must: bool,
    /// Who has read it, the first one first.
    pub readings: Vec<Reading>,
}

/// Who has read a directive, and which units have not.
#[derive(Clone, Debug, PartialEq)]
pub struct Readers {
    /// The units that it reaches, and those that read it beyond.
    pub units: Vec<UnitReadings>,
    /// Units that must have read it.
    pub owed: usize,
    /// Those of them where somebody has.
    pub read: usize,
}

impl Office<'_> {
    /// Writes down that an officer has read a directive and understood it. Who reads it twice has read it once.
    ///
    /// # Errors
    /// `reading_not_reached` when the directive neither orders something of the officer's unit nor goes through it.
    pub fn read_directive(
        &self,
        directive: &Directive,
        by: &Officer,
        words: &str,
    ) -> Outcome<Readers> {
        let unit = self.seat_of(by);
        let day = self.today();
        let reached = self.reached(directive)?;
        let related = |one: UnitId| {
            one == unit || self.tree.ancestors(unit, day).iter().any(|above| above.id == one)
        };
        if !reached.contains(&unit) && !related(directive.unit) {
            let (of, name) = (self.unit_name(unit, day), &directive.number);
            return Err(problem::reading_not_reached(&of, name));
        }
        let id = RecordId::derived(&format!("reading/{}/{}", directive.id, by.id));
        let register = units::register(self.node, "reading")?;
        let known = self.node.reader()?.record(&register.table, &Scope::everything(), id)?;
        if known.is_none() {
            let values = [
                ("directive", Value::text(directive.id.to_string())),
                ("by_officer", Value::text(by.id.to_string())),
                ("at", Value::DateTime(self.now())),
                ("words", Value::text(words.trim())),
            ];
            let changes = vec![fields::change(&register.definition, id, &values)];
            self.node.append(&Draft { unit, officer: Some(by.id), reason: None, changes })?;
        }
        self.readers(directive)
    }

    /// Who has read a directive, by unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readers(&self, directive: &Directive) -> Outcome<Readers> {
        let reached = self.reached(directive)?;
        let officers = people::officers(self.node)?;
        let register = units::register(self.node, "reading")?;
        let mut units: Vec<UnitReadings> = reached.iter().map(|unit| empty(*unit, true)).collect();
        let wanted = directive.id.to_string();
        // Readers sit below the unit that the paper came to, or above it: their books are not all in one scope.
        self.each("reading", &Scope::everything(), |record| {
            let text = |name| fields::text(&register.definition, &record.body, name);
            if text("directive") != wanted {
                return;
            }
            let Ok(officer) = text("by_officer").parse::<OfficerId>() else { return };
            let name = officers.iter().find(|one| one.id == officer);
            let reading = Reading {
                officer,
                name: name.map_or_else(|| officer.to_string(), |one| one.full_name.clone()),
                at: super::directive::moment(&register.definition, &record.body, "at"),
                words: text("words").to_owned(),
            };
            match units.iter_mut().find(|one| one.unit == record.unit) {
                Some(one) => one.readings.push(reading),
                None => {
                    units.push(UnitReadings {
                        readings: vec![reading],
                        ..empty(record.unit, false)
                    });
                }
            }
        })?;
        for one in &mut units {
            one.readings.sort_by_key(|reading| (reading.at, reading.officer));
        }
        let must = units.iter().filter(|one| one.must);
        let (owed, read) =
            (must.clone().count(), must.filter(|one| !one.readings.is_empty()).count());
        Ok(Readers { units, owed, read })
    }

    /// The units that have a task of a directive.
    fn reached(&self, directive: &Directive) -> Outcome<BTreeSet<UnitId>> {
        let orders: BTreeSet<RecordId> =
            self.obligations(directive)?.into_iter().map(|order| order.id).collect();
        let tasks = self.tasks(&Scope::everything())?;
        Ok(tasks
            .iter()
            .filter(|task| orders.contains(&task.obligation))
            .map(|task| task.unit)
            .collect())
    }

    /// The unit for which an officer reads: the party committee of a commune reads for the commune.
    fn seat_of(&self, officer: &Officer) -> UnitId {
        let body = self.tree.get(officer.unit).is_some_and(|unit| !unit.is_territorial());
        let above = self.tree.ancestors(officer.unit, self.today());
        let committee = above.first().filter(|above| body && above.is_territorial());
        committee.map_or(officer.unit, |above| above.id)
    }
}

fn empty(unit: UnitId, must: bool) -> UnitReadings {
    UnitReadings { unit, must, readings: Vec::new() }
}
