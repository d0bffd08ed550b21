//! The content of a return, counted at one moment: figures, positions of the streams, definitions, included returns.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{UnitId, local_date};
use domain::register::Definition;
use domain::returns::{FORMAT, Figure, Frozen, Included, Position, Template, UsedDefinition};
use jiff::civil::Date;

use super::{Collated, Desk, Outcome, Subject};
use crate::measure::{self, Figures};
use crate::projection::Register;
use crate::store::{Reader, Scope};

/// A return counted just now.
pub(super) struct Counted {
    /// Its content.
    pub(super) frozen: Frozen,
    /// All figures of the registers that were counted, by register: what balances are held against.
    pub(super) registers: Vec<(Definition, Figures)>,
}

/// What a return would say now.
pub(super) struct FiguresNow {
    /// The figures of its lines.
    pub(super) values: BTreeMap<String, i64>,
    /// All figures of the registers behind it: what balances are held against.
    pub(super) registers: Vec<(Definition, Figures)>,
}

type ByRegister<'t> = BTreeMap<&'t str, (Definition, Figures)>;
type Below<'t> = BTreeMap<&'t str, Collated>;

/// How the figures of a register are had: counted, or read where they are kept.
type Measure = fn(&Reader<'_>, &Register, &Scope, Date) -> crate::Result<Figures>;

impl Desk<'_> {
    /// What a return would say now, for whoever looks at it: figures that are kept are read, not counted.
    pub(super) fn figures_now(&self, subject: &Subject) -> Outcome<FiguresNow> {
        let reader = self.node.reader()?;
        let (registers, below) =
            self.measured(&reader, subject, self.today(), measure::kept_figures)?;
        let values = values(&subject.template, &registers, &below);
        Ok(FiguresNow { values, registers: registers.into_values().collect() })
    }

    fn measured<'t>(
        &self,
        reader: &Reader<'_>,
        subject: &'t Subject,
        today: Date,
        measure: Measure,
    ) -> Outcome<(ByRegister<'t>, Below<'t>)> {
        let scope = self.node.scope_in(reader, subject.unit)?;
        let mut registers = BTreeMap::new();
        for name in registers_of(&subject.template) {
            let register = self.register(name, subject.period)?;
            let figures = measure(reader, &register, &scope, today)?;
            registers.insert(name, (register.definition.clone(), figures));
        }
        let mut below = BTreeMap::new();
        for name in templates_of(&subject.template) {
            let template = self.template(name)?;
            below.insert(name, self.collate_in(reader, subject.unit, template, subject.period)?);
        }
        Ok((registers, below))
    }

    /// Counts a return. Everything is read at one moment, so that figures and positions belong together.
    pub(super) fn count(&self, subject: &Subject) -> Outcome<Counted> {
        let reader = self.node.reader()?;
        let as_of = self.now();
        let scope = self.node.scope_in(&reader, subject.unit)?;
        let (registers, below) =
            self.measured(&reader, subject, local_date(as_of), measure::figures)?;
        let values = values(&subject.template, &registers, &below);
        let positions = if registers.is_empty() { Vec::new() } else { positions(&reader, &scope)? };
        let mut frozen = Frozen {
            format: FORMAT,
            template: subject.template.name.clone(),
            template_hash: subject.template.hash(),
            lines: subject.template.lines.clone(),
            unit: subject.unit,
            period: subject.period,
            as_of,
            values,
            positions,
            definitions: registers.values().map(|(definition, _)| used(definition)).collect(),
            included: below.values().flat_map(included).collect(),
            missing: missing(&below),
            by_hand: BTreeMap::new(),
            taken: None,
        };
        frozen.format = frozen.format_needed();
        Ok(Counted { frozen, registers: registers.into_values().collect() })
    }
}

fn registers_of(template: &Template) -> BTreeSet<&str> {
    template
        .lines
        .iter()
        .filter_map(|line| match &line.figure {
            Figure::Counted { register, .. } => Some(register.as_str()),
            Figure::Summed { .. } | Figure::Standings { .. } | Figure::Typed => None,
        })
        .collect()
}

/// The templates of the returns that a roll-up is made of.
pub(super) fn templates_of(template: &Template) -> BTreeSet<&str> {
    template
        .lines
        .iter()
        .filter_map(|line| match &line.figure {
            Figure::Summed { template, .. } | Figure::Standings { template, .. } => {
                Some(template.as_str())
            }
            Figure::Counted { .. } | Figure::Typed => None,
        })
        .collect()
}

/// A line that cannot be computed is left out, never zero.
fn values(
    template: &Template,
    registers: &BTreeMap<&str, (Definition, Figures)>,
    below: &BTreeMap<&str, Collated>,
) -> BTreeMap<String, i64> {
    let value = |figure: &Figure| match figure {
        Figure::Counted { register, indicator } => {
            registers.get(register.as_str())?.1.get(indicator).copied()
        }
        Figure::Summed { template, line } => {
            below.get(template.as_str())?.collation.totals.get(line).copied()
        }
        Figure::Standings { template, standing } => {
            below.get(template.as_str())?.in_standing(standing)
        }
        Figure::Typed => None,
    };
    let lines = template.lines.iter();
    lines.filter_map(|line| Some((line.name.clone(), value(&line.figure)?))).collect()
}

/// Where the streams of the unit, and of the units below it, stand.
pub(super) fn positions(reader: &Reader<'_>, scope: &Scope) -> Outcome<Vec<Position>> {
    let mut positions = Vec::new();
    for head in reader.heads()? {
        let path = reader.path_of(head.stream.unit)?;
        if path.is_some_and(|path| scope.sees(&path)) {
            positions.push(Position {
                node: head.stream.node,
                unit: head.stream.unit,
                seq: head.seq,
                hash: head.hash.to_string(),
            });
        }
    }
    Ok(positions)
}

fn used(definition: &Definition) -> UsedDefinition {
    let (id, version, hash) = (definition.id, definition.version, definition.hash().to_string());
    UsedDefinition { definition: id, version, hash }
}

fn included(below: &Collated) -> Vec<Included> {
    let versions = below.versions.values();
    let one = |version: &super::Version| Included {
        unit: version.unit,
        record: version.record,
        version: version.number,
        hash: version.hash.clone(),
    };
    versions.map(one).collect()
}

fn missing(below: &BTreeMap<&str, Collated>) -> Vec<UnitId> {
    let rows = below.values().flat_map(|collated| &collated.collation.rows);
    let without: BTreeSet<UnitId> =
        rows.filter(|row| row.received.is_none()).map(|row| row.unit).collect();
    without.into_iter().collect()
}
