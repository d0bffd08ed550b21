//! The desk at which returns are made out and received: a node with its units, officers and templates at hand.

use std::sync::Arc;

use domain::base::units::{Unit, UnitTree};
use domain::base::{UnitId, local_date};
use domain::returns::{Post, Template, capacities};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{InUse, Outcome, owed, problem, templates};
use crate::people::{self, Officer};
use crate::projection::{Register, Uncalled};
use crate::{Node, units};

/// A node with its units, officers and templates at hand.
#[derive(Debug)]
pub struct Desk<'n> {
    pub(super) node: &'n Node,
    pub(super) tree: Arc<UnitTree>,
    pub(super) officers: Arc<Vec<Officer>>,
    pub(super) templates: Vec<Template>,
    pub(super) in_use: Arc<Vec<InUse>>,
}

impl<'n> Desk<'n> {
    /// Reads units and officers of the node, and the templates: those of the program and those in the folder `returns`
    /// of the node's data folder.
    ///
    /// # Errors
    /// When the database cannot be read, or a template of the folder has a fault.
    pub fn open(node: &'n Node) -> Outcome<Self> {
        Ok(Self {
            node,
            tree: units::tree(node)?,
            officers: people::officers(node)?,
            templates: templates::all(node)?,
            in_use: owed::all(node)?,
        })
    }

    /// The units.
    pub fn tree(&self) -> &UnitTree {
        &self.tree
    }

    /// The officers on record.
    pub fn officers(&self) -> &[Officer] {
        &self.officers
    }

    /// The templates that are known here.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// Now, by the node's clock.
    pub fn now(&self) -> Timestamp {
        self.node.clock().now()
    }

    /// Today in Vietnam, by the node's clock.
    pub fn today(&self) -> Date {
        local_date(self.now())
    }

    /// A unit by its code on a day, or by its id. A code that only one unit ever had is taken on any day.
    ///
    /// # Errors
    /// `unit_unknown`.
    pub fn unit(&self, text: &str, day: Date) -> Outcome<&Unit> {
        self.tree.called(text, day).ok_or_else(|| problem::unit_unknown(text, day))
    }

    /// What a unit is called in addresses of figures: its code, or its id where the code would mean another unit or none.
    pub fn key(&self, unit: UnitId, day: Date) -> String {
        self.code(unit, day).map_or_else(|| unit.to_string(), str::to_owned)
    }

    /// The code by which [`Desk::unit`] finds a unit on a day.
    pub fn code(&self, unit: UnitId, day: Date) -> Option<&str> {
        let code = self.tree.get(unit)?.code.as_deref()?;
        self.unit(code, day).is_ok_and(|found| found.id == unit).then_some(code)
    }

    /// Kind and name of a unit on a day; its id when it is not known here.
    pub fn unit_name(&self, unit: UnitId, day: Date) -> String {
        self.tree.get(unit).map_or_else(|| unit.to_string(), |unit| unit.full_name_on(day))
    }

    pub(super) fn template(&self, name: &str) -> Outcome<&Template> {
        let found = self.templates.iter().find(|template| template.name == name);
        found.ok_or_else(|| problem::template_unknown(name, &self.templates))
    }

    /// The units below one that owe a return on a day, by code.
    pub(super) fn obliged(&self, above: UnitId, template: &Template, day: Date) -> Vec<UnitId> {
        let below = self.tree.descendants(above, day).into_iter();
        let mut owing: Vec<&Unit> =
            below.filter(|unit| unit.valid.on(day) && self.owes(unit, template, day)).collect();
        owing.sort_by(|a, b| (&a.code, &a.name, a.id).cmp(&(&b.code, &b.name, b.id)));
        owing.into_iter().map(|unit| unit.id).collect()
    }

    /// Whether any unit below one owes a return by a template on a day.
    pub fn is_owed_below(&self, above: UnitId, template: &Template, day: Date) -> bool {
        let mut below = self.tree.descendants(above, day).into_iter();
        below.any(|unit| unit.valid.on(day) && self.owes(unit, template, day))
    }

    /// The officers who can confirm for a post of a unit.
    pub fn holders(&self, unit: UnitId, post: Post, day: Date) -> Vec<&Officer> {
        let can = |officer: &&Officer| {
            self.is_of(officer, unit, day)
                && capacities(&officer.post, officer.acting_for.as_deref())
                    .iter()
                    .any(|capacity| capacity.post == post)
        };
        self.officers.iter().filter(can).collect()
    }

    /// Whether an officer belongs to a unit itself or to its party committee. The secretary of the youth union does not.
    pub(super) fn is_of(&self, officer: &Officer, unit: UnitId, day: Date) -> bool {
        officer.unit == unit
            || self.tree.get(officer.unit).is_some_and(|body| {
                is_party_committee(&body.kind)
                    && self.tree.ancestors(body.id, day).first().is_some_and(|u| u.id == unit)
            })
    }

    /// Whether an officer's scope holds a unit: the own unit and what is below it.
    pub(super) fn sees(&self, officer: &Officer, unit: UnitId, day: Date) -> bool {
        let above = self.tree.ancestors(unit, day);
        let seat = |of: UnitId| self.is_of(officer, of, day);
        seat(unit) || above.into_iter().any(|above| seat(above.id))
    }

    /// A register by name: the program's own before one that a unit issued, in the version in force on a day.
    pub(super) fn register(&self, name: &str, day: Date) -> Outcome<Arc<Register>> {
        let registry = self.node.registry();
        match registry.called(name) {
            Ok(register) => Ok(registry.in_force(register, day)),
            Err(Uncalled::Nobody) => Err(problem::register_unknown(name)),
            Err(Uncalled::Several) => Err(problem::register_ambiguous(name)),
        }
    }

    pub(super) fn system(&self, name: &str) -> Outcome<Arc<Register>> {
        Ok(units::register(self.node, name)?)
    }
}

/// "đảng ủy", "huyện ủy", "thị ủy" …: the kinds that `kinds.toml` marks as party committees all end so.
fn is_party_committee(kind: &str) -> bool {
    domain::base::text::fold(kind).ends_with(" uy")
}
