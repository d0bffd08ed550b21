//! What reads.

use domain::base::{DefinitionId, NodeId, RecordId, UnitId};
use domain::entry::Head;

use super::Node;
use crate::ledger::{self, AuditFilter, AuditRow, HistoryStep};
use crate::projection::Scratch;
use crate::store::{Reader, Scope};
use crate::{NodeError, Result};

impl Node {
    /// A view of this moment, for one request: whatever is written meanwhile, its figures agree with each other.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reader(&self) -> Result<Reader<'_>> {
        self.store.reader()
    }

    /// What is under a unit: its own records, those of the units below it, and those of the units that were merged into
    /// any of them. Units that were moved elsewhere are not under it any more. Nothing, as long as nothing was written
    /// there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn scope_of(&self, unit: UnitId) -> Result<Scope> {
        self.scope_in(&self.reader()?, unit)
    }

    /// The same at the moment of a reader.
    pub(crate) fn scope_in(&self, reader: &Reader<'_>, unit: UnitId) -> Result<Scope> {
        crate::units::boundaries::scope(reader, &self.registry(), unit)
    }

    /// What happened to a record, the oldest step first.
    ///
    /// # Errors
    /// When the scope does not see the record, or it never was; when the database cannot be read.
    pub fn history(
        &self,
        definition: DefinitionId,
        record: RecordId,
        scope: &Scope,
    ) -> Result<Vec<HistoryStep>> {
        let (reader, registry) = (self.reader()?, self.registry());
        let steps = ledger::history(&reader, &registry, definition, record)?;
        let unit = steps.first().map(|step| step.head.stream.unit);
        let path = match unit {
            Some(unit) => reader.path_of(unit)?,
            None => None,
        };
        match path {
            Some(path) if scope.sees(&path) => Ok(steps),
            _ => Err(NodeError::UnknownRecord(record)),
        }
    }

    /// Who changed what, the latest first, and the number before which to go on.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry does not have its hash.
    pub fn audit(
        &self,
        scope: &Scope,
        filter: &AuditFilter,
        limit: usize,
    ) -> Result<(Vec<AuditRow>, Option<u64>)> {
        ledger::audit(&self.reader()?, scope, filter, limit)
    }

    /// The home node of a unit; `None` when no entry says.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn home_of(&self, unit: UnitId) -> Result<Option<NodeId>> {
        ledger::home_of(&self.reader()?, &self.registry(), unit)
    }

    /// The records as they were at these positions, in memory: the figures of a return are computed there again.
    ///
    /// # Errors
    /// When a position is not held here, or with another hash; when an entry cannot be read.
    pub fn fold_at(&self, positions: &[Head]) -> Result<Scratch> {
        Scratch::fold(&self.reader()?, &self.registry(), positions)
    }
}
