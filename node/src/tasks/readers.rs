//! Who has read a directive and understood it ("quán triệt"): per unit that it reaches, by name.

use std::collections::BTreeSet;

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::directive::task::TaskState;
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
    /// Whether the directive is written to it or orders something of it; otherwise it only knows of it.
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

/// Whom a directive reaches.
struct Reach {
    /// The units to which it is written, and those that have a task of it: they are counted.
    must: BTreeSet<UnitId>,
    /// The others that may read it: they get a copy ("Nơi nhận"), or a part of a task that was shared out.
    may: BTreeSet<UnitId>,
}

impl Office<'_> {
    /// Writes down that an officer has read a directive and understood it. Who reads it twice has read it once.
    ///
    /// # Errors
    /// `reading_not_reached` when the directive neither goes to the officer's unit nor was registered there or below.
    pub fn read_directive(
        &self,
        directive: &Directive,
        by: &Officer,
        words: &str,
    ) -> Outcome<Readers> {
        let day = self.today();
        let reach = self.reach(directive)?;
        let seat = self.seat_of(by.unit, &reach);
        let registered = directive.unit == seat
            || self.tree.ancestors(directive.unit, day).iter().any(|above| above.id == seat);
        if !reach.must.contains(&seat) && !reach.may.contains(&seat) && !registered {
            let (of, name) = (self.unit_name(seat, day), &directive.number);
            return Err(problem::reading_not_reached(&of, name));
        }
        let id = RecordId::derived(&format!("reading/{}/{}", directive.id, by.id));
        let register = units::register(self.node, "reading")?;
        let known = self.node.reader()?.record(&register.table, &Scope::everything(), id)?;
        if known.is_none_or(|record| record.retracted) {
            let values = [
                ("directive", Value::text(directive.id.to_string())),
                ("by_officer", Value::text(by.id.to_string())),
                ("at", Value::DateTime(self.now())),
                ("words", Value::text(words.trim())),
            ];
            let changes = vec![fields::change(&register.definition, id, &values)];
            let (unit, officer) = (by.unit, Some(by.id));
            self.node.append(&Draft { unit, officer, reason: None, changes })?;
        }
        self.readers(directive)
    }

    /// Who has read a directive, by unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readers(&self, directive: &Directive) -> Outcome<Readers> {
        let reach = self.reach(directive)?;
        let officers = people::officers(self.node)?;
        let register = units::register(self.node, "reading")?;
        let mut units: Vec<UnitReadings> =
            reach.must.iter().map(|unit| empty(*unit, true)).collect();
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
            let seat = self.seat_of(record.unit, &reach);
            match units.iter_mut().find(|one| one.unit == seat) {
                Some(one) => one.readings.push(reading),
                None => {
                    units.push(UnitReadings { readings: vec![reading], ..empty(seat, false) });
                }
            }
        })?;
        for one in &mut units {
            one.readings.sort_by_key(|reading| (reading.at, reading.officer));
        }
        Ok(Readers::of(units))
    }

    /// What an officer sees of that: their own unit, and those below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readers_for(&self, directive: &Directive, by: &Officer) -> Outcome<Readers> {
        let (day, seat) = (self.today(), self.seat_of(by.unit, &self.reach(directive)?));
        let sees = |unit: UnitId| {
            unit == seat || self.tree.ancestors(unit, day).iter().any(|above| above.id == seat)
        };
        let units = self.readers(directive)?.units.into_iter();
        Ok(Readers::of(units.filter(|one| sees(one.unit)).collect()))
    }

    /// The units that a directive reaches: within the one that registered it those that must read it, anywhere those
    /// that may.
    fn reach(&self, directive: &Directive) -> Outcome<Reach> {
        let day = self.today();
        let within = |unit: &UnitId| {
            *unit == directive.unit
                || self.tree.ancestors(*unit, day).iter().any(|above| above.id == directive.unit)
        };
        let orders: BTreeSet<RecordId> =
            self.obligations(directive)?.into_iter().map(|order| order.id).collect();
        let copies: Vec<String> = directive.copies.iter().map(|line| before_tab(line)).collect();
        let (written_to, _) = self.named(&directive.issuer, &directive.addressees, day);
        let mut must: BTreeSet<UnitId> = written_to.into_iter().filter(within).collect();
        let (copied_to, _) = self.named(&directive.issuer, &copies, day);
        let mut may: BTreeSet<UnitId> = copied_to.into_iter().collect();
        for task in self.tasks(&Scope::everything())? {
            if !orders.contains(&task.obligation) || task.state == TaskState::Withdrawn {
                continue;
            }
            let shared_out = task.part_of.is_some() && task.period.is_none();
            if shared_out { &mut may } else { &mut must }.insert(task.unit);
        }
        Ok(Reach { must, may })
    }

    /// The unit for which somebody of a unit reads: the unit itself where the directive reaches it, else the territory
    /// whose body it is. The party committee of a commune reads for the commune.
    fn seat_of(&self, unit: UnitId, reach: &Reach) -> UnitId {
        let territory = self.tree.get(unit).is_none_or(|unit| unit.is_territorial());
        if territory || reach.must.contains(&unit) || reach.may.contains(&unit) {
            return unit;
        }
        let above = self.tree.ancestors(unit, self.today());
        above.first().filter(|above| above.is_territorial()).map_or(unit, |above| above.id)
    }
}

impl Readers {
    fn of(units: Vec<UnitReadings>) -> Self {
        let must = || units.iter().filter(|one| one.must);
        let owed = must().count();
        let read = must().filter(|one| !one.readings.is_empty()).count();
        Self { units, owed, read }
    }
}

/// A copy goes to whom the line names before its tab; its purpose follows.
fn before_tab(line: &str) -> String {
    line.split('\t').next().unwrap_or_default().to_owned()
}

fn empty(unit: UnitId, must: bool) -> UnitReadings {
    UnitReadings { unit, must, readings: Vec::new() }
}
