//! The office in which papers come in and tasks are followed: a node with its units and rules at hand.

use std::sync::Arc;

use domain::base::units::{Unit, UnitTree};
use domain::base::{UnitId, local};
use domain::directive::task::TaskRules;
use jiff::civil::{Date, DateTime};

use super::{Outcome, problem};
use crate::people::Officer;
use crate::projection::Register;
use crate::{Node, units};

/// A node with its units and rules at hand.
#[derive(Debug)]
pub struct Office<'n> {
    pub(super) node: &'n Node,
    pub(super) tree: Arc<UnitTree>,
    pub(super) rules: TaskRules,
}

impl<'n> Office<'n> {
    /// Reads the units of the node; the rules on tasks are those of the file `rules/tasks.toml` in the node's
    /// folder where there is one, else the program's.
    ///
    /// # Errors
    /// When the database or the file cannot be read.
    pub fn open(node: &'n Node) -> Outcome<Self> {
        let own = node.folder().join("rules").join("tasks.toml");
        let rules = match std::fs::read_to_string(&own) {
            Ok(text) => TaskRules::from_toml(&text)
                .map_err(|fault| fault.in_file(own.display().to_string()))?,
            Err(_) => TaskRules::built_in(),
        };
        Ok(Self { node, tree: units::tree(node)?, rules })
    }

    /// The units.
    pub fn tree(&self) -> &UnitTree {
        &self.tree
    }

    /// Now, on the clock on the wall.
    pub fn now(&self) -> DateTime {
        local(self.node.clock().now())
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// A unit by its code on a day, or by its id. A code that only one unit ever had is taken on any day.
    ///
    /// # Errors
    /// `unit_unknown`.
    pub fn unit(&self, text: &str, day: Date) -> Outcome<&Unit> {
        self.tree.called(text, day).ok_or_else(|| problem::unit_unknown(text, day))
    }

    /// Kind and name of a unit on a day; its id when it is not known here.
    pub fn unit_name(&self, unit: UnitId, day: Date) -> String {
        self.tree.get(unit).map_or_else(|| unit.to_string(), |unit| unit.full_name_on(day))
    }

    /// What a unit is called in references: its code, or its id where it has none or the code means another one.
    pub fn key(&self, unit: UnitId, day: Date) -> String {
        let code = self.tree.get(unit).and_then(|unit| unit.code.as_deref());
        let code = code.filter(|code| self.unit(code, day).is_ok_and(|found| found.id == unit));
        code.map_or_else(|| unit.to_string(), str::to_owned)
    }

    pub(super) fn register(&self, name: &str) -> Outcome<Arc<Register>> {
        Ok(units::register(self.node, name)?)
    }

    /// Whether an officer belongs to a unit, or to one above it.
    pub(super) fn answers_above(&self, officer: &Officer, unit: UnitId, day: Date) -> bool {
        officer.unit == unit
            || self.tree.ancestors(unit, day).iter().any(|above| above.id == officer.unit)
    }
}
