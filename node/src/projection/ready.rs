//! A draft with everything computed that does not need the database: this can be done on any thread.

use domain::base::UnitId;
use domain::entry::{Act, Draft, Prepared};

use super::{Registry, RowCells};
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
    pub fn of(draft: &Draft, registry: &Registry, random: &Random) -> Result<Self> {
        let mut cells = Vec::with_capacity(draft.changes.len());
        for change in &draft.changes {
            let register = registry.get(change.definition)?;
            let (definition, known) = (change.definition, register.definition.version);
            if change.version > known {
                let found = change.version;
                return Err(NodeError::UnknownVersion { definition, known, found });
            }
            cells.push(match &change.act {
                Act::Put(body) => Some(RowCells::of(register, body)),
                Act::Retract | Act::Erase => None,
            });
        }
        let prepared = draft.prepare(random.salts(draft.changes.len())?)?;
        Ok(Self { prepared, cells })
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
