//! The registers that a node knows: the newest version of each, with its table.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::DefinitionId;
use domain::register::{Definition, Owner, TablePlan, UpgradePlan};
use jiff::civil::Date;

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
    /// Every version that was taken, by number.
    versions: BTreeMap<DefinitionId, BTreeMap<u32, Arc<Definition>>>,
}

/// Why a name does not tell a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncalled {
    /// No register is called so.
    Nobody,
    /// Several units issued one of this name, and the program has none.
    Several,
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

    /// The register that people mean by a name: the program's own before the one that a unit issued.
    ///
    /// # Errors
    /// When there is none, or only several that units issued.
    pub fn called<'a>(&'a self, name: &'a str) -> std::result::Result<&'a Arc<Register>, Uncalled> {
        if let Some(register) = self.registers.get(&Owner::BuiltIn.id_of(name)) {
            return Ok(register);
        }
        let mut named = self.named(name);
        match (named.next(), named.next()) {
            (Some(register), None) => Ok(register),
            (None, _) => Err(Uncalled::Nobody),
            (Some(_), Some(_)) => Err(Uncalled::Several),
        }
    }

    /// A register with the version that is in force on a day: the newest that has begun; the first one before any has.
    /// Its table is always that of the newest, which holds the columns of all.
    pub fn in_force(&self, register: &Arc<Register>, day: Date) -> Arc<Register> {
        let begun = |one: &&Arc<Definition>| one.valid_from.is_none_or(|first| first <= day);
        let versions = self.versions.get(&register.definition.id);
        let versions = versions.into_iter().flat_map(BTreeMap::values);
        let found = versions.clone().rev().find(begun).or_else(|| versions.clone().next());
        match found {
            Some(found) if found.version != register.definition.version => Arc::new(Register {
                definition: Definition::clone(found),
                table: register.table.clone(),
            }),
            _ => register.clone(),
        }
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
            // A version that comes late, after a newer one, is still the one that was in force in its time.
            let taken = self.versions.entry(id).or_default();
            taken.entry(definition.version).or_insert_with(|| Arc::new(definition));
            return Ok(Offer::Known);
        }
        let upgrade = match &known {
            Some(known) => Some(
                UpgradePlan::between(&known.definition, &definition)
                    .map_err(|faults| NodeError::Definition { definition: id, faults })?,
            ),
            None => None,
        };
        self.versions
            .entry(id)
            .or_default()
            .insert(definition.version, Arc::new(definition.clone()));
        let table = Table::new(TablePlan::of(&definition));
        let register = Arc::new(Register { definition, table });
        self.registers.insert(id, register.clone());
        Ok(match upgrade {
            Some(upgrade) => Offer::Upgrade(Box::new(upgrade), register),
            None => Offer::New(register),
        })
    }
}
