//! What happened to one record, entry by entry.

use domain::base::{DefinitionId, OfficerId, RecordId};
use domain::entry::{Acted, Head, Hlc, Sealed, pack};
use domain::record::Body;

use crate::projection::Registry;
use crate::store::Reader;
use crate::{NodeError, Result};

/// One step in the history of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryStep {
    /// The entry, as this node counts.
    pub no: u64,
    /// Its position in the chain.
    pub head: Head,
    /// The writer's clock.
    pub at: Hlc,
    /// Who acted.
    pub officer: Option<OfficerId>,
    /// Why.
    pub reason: Option<String>,
    /// What happened.
    pub happened: Happened,
}

/// What an entry did to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// It set these fields.
    Put(Body),
    /// It set fields that were lawfully erased since.
    PutErased,
    /// It took the record out of lists and counts.
    Retract,
    /// It erased the bodies of the record.
    Erase,
}

/// The history of a record, the oldest step first.
pub(crate) fn history(
    reader: &Reader<'_>,
    registry: &Registry,
    definition: DefinitionId,
    record: RecordId,
) -> Result<Vec<HistoryStep>> {
    let entries = entries_of(reader, registry, definition, record)?;
    let steps = entries.into_iter().map(|no| step(reader, no, record));
    steps.filter_map(Result::transpose).collect()
}

/// The numbers of all entries that touched a record, ascending.
pub(super) fn entries_of(
    reader: &Reader<'_>,
    registry: &Registry,
    definition: DefinitionId,
    record: RecordId,
) -> Result<Vec<u64>> {
    let mut entries = reader.indexed_entries(record)?;
    let table = &registry.get(definition)?.table;
    entries.extend(reader.row(table, record)?.map(|row| row.entry));
    entries.sort_unstable();
    entries.dedup();
    Ok(entries)
}

fn step(reader: &Reader<'_>, no: u64, record: RecordId) -> Result<Option<HistoryStep>> {
    let Some(stored) = reader.entry(no)? else { return Ok(None) };
    step_in(no, &stored.open()?, stored.pack.as_deref().unwrap_or_default(), record)
}

/// What an entry that is open did to a record.
pub(super) fn step_in(
    no: u64,
    sealed: &Sealed,
    pack: &[u8],
    record: RecordId,
) -> Result<Option<HistoryStep>> {
    let entry = sealed.entry();
    let Some(at) = entry.changes.iter().position(|change| change.record == record) else {
        return Ok(None);
    };
    let happened = match entry.changes.get(at).map(|change| change.act) {
        Some(Acted::Retract) => Happened::Retract,
        Some(Acted::Erase) => Happened::Erase,
        _ => put(no, pack, at)?,
    };
    let (officer, reason) = (entry.officer, entry.reason.clone());
    Ok(Some(HistoryStep { no, head: sealed.head(), at: entry.at, officer, reason, happened }))
}

fn put(no: u64, bytes: &[u8], at: usize) -> Result<Happened> {
    let slots =
        pack::read(bytes).map_err(|error| NodeError::Bodies { no, what: error.to_string() })?;
    match slots.get(at).copied().flatten() {
        Some((_, bytes)) => crate::projection::body(no, bytes).map(Happened::Put),
        None => Ok(Happened::PutErased),
    }
}
