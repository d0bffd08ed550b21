//! The registers that a node knows: the newest version of each, with its table.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::DefinitionId;
use domain::register::{Definition, TablePlan, UpgradePlan};

use crate::store::Table;
use crate::{NodeError, Result};

/// A register and its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// The newest version of its definition.
    pub definition: Definition,
    /// Its table.
    pub table: Table,
}

/// All registers of a node, by id.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    registers: BTreeMap<DefinitionId, Arc<Register>>,
}

/// What a definition changes.
pub(super) enum Offer {
    /// This version or a newer one is known.
    Known,
    /// The first version of a register.
    New(Arc<Register>),
    /// A newer version.
    Upgrade(Box<UpgradePlan>, Arc<Register>),
}

impl Registry {
    /// A register by id.
    ///
    /// # Errors
    /// When no such register is known here.
    pub fn get(&self, id: DefinitionId) -> Result<&Arc<Register>> {
        self.registers.get(&id).ok_or(NodeError::UnknownRegister(id))
    }

    /// Registers of this name: what the system and national rules order, and what units issued.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Arc<Register>> {
        self.registers.values().filter(move |register| register.definition.name == name)
    }

    /// All registers, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Register>> {
        self.registers.values()
    }

    /// Takes a definition that is newer than what is known; fails when data would be lost.
    pub(super) fn offer(&mut self, definition: Definition) -> Result<Offer> {
        let id = definition.id;
        let known = self.registers.get(&id).cloned();
        if known.as_ref().is_some_and(|known| known.definition.version >= definition.version) {
            return Ok(Offer::Known);
        }
        let upgrade = match &known {
            Some(known) => Some(
                UpgradePlan::between(&known.definition, &definition)
                    .map_err(|faults| NodeError::Definition { definition: id, faults })?,
            ),
            None => None,
        };
        let table = Table::new(TablePlan::of(&definition));
        let register = Arc::new(Register { definition, table });
        self.registers.insert(id, register.clone());
        Ok(match upgrade {
            Some(upgrade) => Offer::Upgrade(Box::new(upgrade), register),
            None => Offer::New(register),
        })
    }
}
