//! A draft with everything computed that does not need the database: this can be done on any thread.

use std::sync::Arc;

use domain::base::{DefinitionId, UnitId};
use domain::entry::{Act, Draft, Prepared};

use super::{Register, Registry, RowCells};
use crate::{NodeError, Random, Result};

/// A draft whose bodies are encoded, salted and hashed, and whose rows are computed.
///
/// An import makes these beside the writer's thread and hands them over, 500 records each.
#[derive(Debug)]
pub struct Ready {
    pub(crate) prepared: Prepared,
    pub(crate) cells: Vec<Option<RowCells>>,
}

impl Ready {
    /// Checks the draft against the registers and computes everything that its rows need.
    ///
    /// # Errors
    /// When the draft is refused (see [`domain::entry::DraftError`]), or a register or its version is not known.
    pub fn of(draft: Draft, registry: &Registry, random: &Random) -> Result<Self> {
        let registers: Vec<&Arc<Register>> = draft
            .changes
            .iter()
            .map(|change| register(registry, change.definition, change.version))
            .collect::<Result<_>>()?;
        let prepared = draft.prepare(random.salts(draft.changes.len())?)?;
        let cells =
            registers.into_iter().zip(draft.changes).map(|(register, change)| match change.act {
                Act::Put(body) => Some(RowCells::taking(register, body)),
                Act::Retract | Act::Erase => None,
            });
        Ok(Self { cells: cells.collect(), prepared })
    }

    /// Whose records.
    pub fn unit(&self) -> UnitId {
        self.prepared.unit()
    }

    /// How many records it changes.
    pub fn len(&self) -> usize {
        self.prepared.changes().len()
    }

    /// Whether it changes nothing; a draft that does so is refused, so never.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The register of a change, if this node knows the version that the body was checked against.
fn register(registry: &Registry, definition: DefinitionId, version: u32) -> Result<&Arc<Register>> {
    let register = registry.get(definition)?;
    let known = register.definition.version;
    if version > known {
        return Err(NodeError::UnknownVersion { definition, known, found: version });
    }
    Ok(register)
}
