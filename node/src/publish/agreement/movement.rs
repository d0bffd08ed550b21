//! What entered and left a register between two moments, by the ledger: not by comparing counts, which would always agree.

use std::collections::BTreeSet;

use domain::base::{DefinitionId, RecordId};
use domain::entry::{Acted, Stream};
use domain::returns::Position;

use crate::Result;
use crate::store::Reader;

/// The records of a register that came and went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// Written for the first time.
    pub(super) came: BTreeSet<RecordId>,
    /// Retracted (or lawfully erased) that had been there before.
    pub(super) struck: BTreeSet<RecordId>,
}

impl Moved {
    /// Between the positions of two returns.
    pub(super) fn between(
        reader: &Reader<'_>,
        register: DefinitionId,
        from: &[Position],
        to: &[Position],
    ) -> Result<Self> {
        let mut moved = Self::default();
        for end in to {
            let begin = from.iter().find(|one| (one.node, one.unit) == (end.node, end.unit));
            let begin = begin.map_or(0, |one| one.seq);
            let Some(stream) = reader.stream(Stream { node: end.node, unit: end.unit })? else {
                continue;
            };
            let passed = usize::try_from(begin).unwrap_or(usize::MAX);
            for entry in reader.entries_of(stream.no, end.seq)?.into_iter().skip(passed) {
                moved.take(reader, register, entry)?;
            }
        }
        Ok(moved)
    }

    fn take(&mut self, reader: &Reader<'_>, register: DefinitionId, no: u64) -> Result<()> {
        let Some(stored) = reader.entry(no)? else { return Ok(()) };
        let sealed = stored.open()?;
        let changes = sealed.entry().changes.iter();
        for change in changes.filter(|change| change.definition == register) {
            let record = change.record;
            match change.act {
                Acted::Retract | Acted::Erase => {
                    if !self.came.remove(&record) {
                        self.struck.insert(record);
                    }
                }
                _ => {
                    // Written again after it was taken out: it is back on the list.
                    let back = self.struck.remove(&record);
                    if !back && is_first(reader, record, no)? {
                        self.came.insert(record);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether an entry is the first that touched a record.
fn is_first(reader: &Reader<'_>, record: RecordId, no: u64) -> Result<bool> {
    Ok(reader.indexed_entries(record)?.first().is_none_or(|first| *first >= no))
}
