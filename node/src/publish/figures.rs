//! The indicators of a register as it stands now, without any return: for a unit and for each unit right below it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::units::{RelationKind, Unit};
use domain::base::{Diagnostic, UnitId};
use domain::register::{Definition, Indicator, Tier};
use domain::returns::Address;
use jiff::civil::Date;

use super::{Desk, Opened, Outcome, problem};
use crate::measure::{self, Figures, unbalanced};
use crate::people::Officer;
use crate::projection::Register;
use crate::store::{Reader, Scope};

/// What a register says of a unit.
#[derive(Clone, Debug)]
pub struct RegisterFigures {
    /// The register.
    pub definition: Definition,
    /// Of whom.
    pub unit: UnitId,
    /// The day that `today()` stands for in formulas.
    pub day: Date,
    /// The unit with everything below it.
    pub all: Tally,
    /// The units right below it: the territories, and whoever else has records. Records that the unit keeps itself stand
    /// under its own id, when there are units below it.
    pub parts: Vec<(UnitId, Tally)>,
    /// Balances that do not hold.
    pub warnings: Vec<Diagnostic>,
}

/// Figures, and how many records are behind each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records of the register.
    pub records: i64,
    /// Figures by the name of their indicator.
    pub figures: Figures,
    /// Records that each indicator counts or sums over.
    pub behind: Figures,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.records += other.records;
        for (own, others) in
            [(&mut self.figures, &other.figures), (&mut self.behind, &other.behind)]
        {
            for (name, figure) in others {
                *own.entry(name.clone()).or_default() += figure;
            }
        }
    }
}

/// Stands for "every record" beside the indicators; no name of an indicator is empty.
const EVERY: &str = "";

impl Desk<'_> {
    /// The figures of a register for a unit in force on a day; `day` is what `today()` means in formulas.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`; when the database cannot be read.
    pub fn register_figures(
        &self,
        register: &Register,
        unit: &str,
        day: Date,
    ) -> Outcome<RegisterFigures> {
        let unit = self.unit_in_force(unit, day)?;
        let by_unit = tallies(&self.node.reader()?, register, &self.node.scope_of(unit.id)?, day)?;
        let mut all = nothing(&register.definition);
        by_unit.values().for_each(|tally| all.add(tally));
        let odd = unbalanced(&register.definition, &all.figures);
        let name = unit.full_name();
        Ok(RegisterFigures {
            parts: self.parts_below(unit, &by_unit, &register.definition, day),
            warnings: odd.iter().map(|one| problem::unbalanced(&name, one)).collect(),
            definition: register.definition.clone(),
            unit: unit.id,
            day,
            all,
        })
    }

    fn parts_below(
        &self,
        unit: &Unit,
        by_unit: &BTreeMap<UnitId, Tally>,
        definition: &Definition,
        day: Date,
    ) -> Vec<(UnitId, Tally)> {
        let mut below = self.tree.children(unit.id, RelationKind::PartOf, day);
        below.sort_by(|a, b| (a.tier, &a.code, &a.name).cmp(&(b.tier, &b.code, &b.name)));
        let mut parts: Vec<(UnitId, Tally)> =
            below.iter().map(|child| (child.id, nothing(definition))).collect();
        parts.insert(0, (unit.id, nothing(definition)));
        for (holder, tally) in by_unit {
            let above = self.tree.ancestors(*holder, day);
            let mut line = std::iter::once(*holder).chain(above.iter().map(|unit| unit.id));
            // The unit itself comes last on the way up; whoever has no way up to it is counted with the unit.
            let child = line.find(|id| parts[1..].iter().any(|(child, _)| child == id));
            let at = parts.iter().position(|(id, _)| Some(*id) == child).unwrap_or_default();
            if let Some((_, part)) = parts.get_mut(at) {
                part.add(tally);
            }
        }
        let keeps = |id: UnitId| {
            below.iter().any(|child| child.id == id && territory(child.tier, definition.kept_by))
        };
        parts.retain(|(id, tally)| tally.records > 0 || keeps(*id));
        if parts.iter().all(|(id, _)| *id == unit.id) { Vec::new() } else { parts }
    }

    /// The register whose figure an address means: `UNIT/DATE/REGISTER.INDICATOR`, where no template is called so.
    pub(super) fn register_addressed(&self, address: &Address) -> Outcome<Option<Arc<Register>>> {
        let Some(name) = &address.template else { return Ok(None) };
        let known = self.templates.iter().any(|template| template.name == *name);
        if known || self.node.registry().named(name).next().is_none() {
            return Ok(None);
        }
        self.register(name, address.day).map(Some)
    }

    /// The records that an indicator of a register counts now, with the day of the address as `today()`.
    pub(super) fn open_live(
        &self,
        register: &Register,
        address: &Address,
        officer: Option<&Officer>,
        limit: usize,
    ) -> Outcome<Opened> {
        let definition = &register.definition;
        let indicator = definition.indicators.iter().find(|one| one.name == address.line);
        let indicator =
            indicator.ok_or_else(|| problem::indicator_unknown(definition, &address.line))?;
        if address.version.is_some() {
            return Err(problem::register_has_no_versions(address));
        }
        let unit = self.unit(&address.unit, address.day)?;
        if !unit.valid.on(address.day) {
            return Err(self.not_in_force_at(unit, address)?);
        }
        if let Some(officer) = officer.filter(|one| !self.sees(one, unit.id, address.day)) {
            return Err(problem::out_of_scope(self, unit.id, officer));
        }
        let title = indicator.title.clone();
        let list = self.live(register, indicator, unit.id, (address, title, address.day))?;
        Ok(Opened::Records(Box::new(self.read(list, officer, limit)?)))
    }

    /// Where a figure of a register opens.
    pub fn register_address(&self, figures: &RegisterFigures, unit: UnitId, name: &str) -> Address {
        Address {
            unit: self.key(unit, figures.day),
            day: figures.day,
            template: Some(figures.definition.name.clone()),
            line: name.to_owned(),
            version: None,
        }
    }
}

/// Whether units of a tier may have records of a register below them or of their own: then they stand there with zero.
fn territory(tier: Tier, kept_by: Tier) -> bool {
    tier <= kept_by && tier != Tier::Body
}

fn nothing(definition: &Definition) -> Tally {
    let zero = || definition.indicators.iter().map(|one| (one.name.clone(), 0)).collect();
    Tally { records: 0, figures: zero(), behind: zero() }
}

/// Figures, and the same indicators as plain counts beside one that counts every record.
fn tallies(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    day: Date,
) -> Outcome<BTreeMap<UnitId, Tally>> {
    let mut counting = register.clone();
    counting.definition.indicators.iter_mut().for_each(|one| one.sum.clear());
    counting.definition.indicators.push(Indicator {
        name: EVERY.to_owned(),
        title: domain::base::Bilingual::default(),
        filter: String::new(),
        sum: String::new(),
    });
    let mut figures = measure::figures_by_unit(reader, register, scope, day)?;
    let counted = measure::figures_by_unit(reader, &counting, scope, day)?;
    let tally = |(unit, mut behind): (UnitId, Figures)| {
        let records = behind.remove(EVERY).unwrap_or_default();
        (unit, Tally { records, figures: figures.remove(&unit).unwrap_or_default(), behind })
    };
    Ok(counted.into_iter().map(tally).collect())
}
