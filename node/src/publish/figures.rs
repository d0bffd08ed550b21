//! The indicators of a register as it stands now, without any return: for a unit and for each unit right below it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::units::{RelationKind, Unit};
use domain::base::{Diagnostic, UnitId};
use domain::register::{Counts, Definition, Tier};
use domain::returns::Address;
use jiff::civil::Date;

use super::{Desk, Most, Opened, Outcome, problem};
use crate::measure::{self, Figures, unbalanced};
use crate::people::Officer;
use crate::projection::Register;

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
        let reader = self.node.reader()?;
        let by_unit = measure::counts(&reader, register, &self.node.scope_of(unit.id)?, day)?;
        let mut all = nothing(&register.definition);
        by_unit.values().for_each(|counts| all.add(counts, 1));
        let all = named(&register.definition, &all);
        let odd = unbalanced(&register.definition, &all.figures);
        let name = unit.full_name();
        let mut warnings: Vec<Diagnostic> =
            odd.iter().map(|one| problem::unbalanced(&name, one)).collect();
        warnings.extend(self.figure_alarms(unit.id, day)?);
        Ok(RegisterFigures {
            parts: self.parts_below(unit, &by_unit, &register.definition, day),
            warnings,
            definition: register.definition.clone(),
            unit: unit.id,
            day,
            all,
        })
    }

    /// Kept figures under a unit that a self-check found wrong and nobody took note of yet: whoever is shown a figure of
    /// that unit is told.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn figure_alarms(&self, unit: UnitId, day: Date) -> Outcome<Vec<Diagnostic>> {
        let alarms = self.node.reader()?.figure_alarms(&self.node.scope_of(unit)?)?;
        let registry = self.node.registry();
        let told = alarms.iter().map(|alarm| {
            let register = registry.get(alarm.register).map(|one| one.definition.name.clone());
            let figure = match (register.unwrap_or_default(), alarm.indicator.as_str()) {
                (register, "") => register,
                (register, indicator) => format!("{register}.{indicator}"),
            };
            problem::figure_was_wrong(&self.unit_name(alarm.unit, day), &figure, alarm)
        });
        Ok(told.collect())
    }

    fn parts_below(
        &self,
        unit: &Unit,
        by_unit: &BTreeMap<UnitId, Counts>,
        definition: &Definition,
        day: Date,
    ) -> Vec<(UnitId, Tally)> {
        let mut below = self.tree.children(unit.id, RelationKind::PartOf, day);
        below.sort_by(|a, b| (a.tier, &a.code, &a.name).cmp(&(b.tier, &b.code, &b.name)));
        let mut parts: Vec<(UnitId, Counts)> =
            below.iter().map(|child| (child.id, nothing(definition))).collect();
        parts.insert(0, (unit.id, nothing(definition)));
        for (holder, counts) in by_unit {
            let above = self.tree.ancestors(*holder, day);
            let mut line = std::iter::once(*holder).chain(above.iter().map(|unit| unit.id));
            // The unit itself comes last on the way up; whoever has no way up to it is counted with the unit.
            let child = line.find(|id| parts[1..].iter().any(|(child, _)| child == id));
            let at = parts.iter().position(|(id, _)| Some(*id) == child).unwrap_or_default();
            if let Some((_, part)) = parts.get_mut(at) {
                part.add(counts, 1);
            }
        }
        let keeps = |id: UnitId| {
            below.iter().any(|child| child.id == id && territory(child.tier, definition.kept_by))
        };
        parts.retain(|(id, counts)| counts.records > 0 || keeps(*id));
        if parts.iter().all(|(id, _)| *id == unit.id) {
            return Vec::new();
        }
        parts.into_iter().map(|(id, counts)| (id, named(definition, &counts))).collect()
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
        most: Most<'_>,
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
        Ok(Opened::Records(Box::new(self.read(list, officer, most)?)))
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

/// The counts with the names of their indicators.
fn named(definition: &Definition, counts: &Counts) -> Tally {
    let names = |values: &[i64]| {
        let names = definition.indicators.iter().map(|one| one.name.clone());
        names.zip(values.iter().copied()).collect()
    };
    Tally {
        records: counts.records,
        figures: names(&counts.figures),
        behind: names(&counts.behind),
    }
}

fn nothing(definition: &Definition) -> Counts {
    let zero = vec![0; definition.indicators.len()];
    Counts { records: 0, figures: zero.clone(), behind: zero, exact: true }
}
