//! All tables again, from the entries alone.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use domain::base::RecordId;
use domain::entry::{Acted, Sealed};
use domain::record::Body;
use domain::register::Definition;

use super::apply::definition_in;
use super::system::{built_in, system_register};
use super::{Projection, Registry, RowCells, Step};
use crate::store::{Reader, StoredEntry, Writer};
use crate::{NodeError, Result};

/// How far a rebuild has come, in entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RebuildProgress {
    /// Entries that are folded.
    pub done: u64,
    /// Entries in all.
    pub total: u64,
}

/// A change whose body was lawfully erased, so that it could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The entry, as this node counts.
    pub entry: u64,
    /// The record.
    pub record: RecordId,
}

/// What a rebuild did.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// Entries that were folded.
    pub entries: u64,
    /// What could not be read any more.
    pub unreadable: Vec<Unreadable>,
    /// The registers that were found in the ledger.
    pub registry: Registry,
}

/// An entry that was read and decoded beside the writer's thread.
struct Decoded {
    stored: StoredEntry,
    sealed: Sealed,
    cells: Vec<Option<RowCells>>,
}

/// Entries that wait between the two threads.
const WAITING: usize = 16;

/// Folds all entries into the empty tables of `writer`; with `keep`, the entries are copied too. Gives the reader back.
pub(crate) fn fold_into<'s>(
    writer: &Writer<'_>,
    reader: Reader<'s>,
    keep: bool,
    progress: &mut dyn FnMut(RebuildProgress),
) -> Result<(Rebuilt, Reader<'s>)> {
    let total = reader.last_entry()?;
    let registry = registry_of(&reader)?;
    let mut projection = Projection::with_tables(writer, registry.clone())?;
    for register in registry.iter() {
        writer.drop_indexes(&register.table)?;
    }
    let mut rebuilt = Rebuilt { entries: 0, unreadable: Vec::new(), registry: registry.clone() };
    let (send, receive) = sync_channel(WAITING);
    let reader = thread::scope(|scope| {
        let decoding = scope.spawn(|| decode_all(reader, &registry, send));
        let taken = take_all(receive, |decoded| {
            if keep {
                let pack = decoded.stored.pack.as_deref().unwrap_or_default();
                writer.add_entry(
                    decoded.stored.no,
                    decoded.stored.stream,
                    &decoded.sealed,
                    pack,
                )?;
            }
            fold_one(writer, &mut projection, decoded, &mut rebuilt)?;
            progress(RebuildProgress { done: rebuilt.entries, total });
            Ok(())
        });
        let reader = decoding.join().map_err(|_| NodeError::Damaged("decoding".to_owned()))?;
        taken.map(|()| reader)
    })?;
    for register in registry.iter() {
        writer.create_indexes(&register.table)?;
    }
    Ok((rebuilt, reader))
}

fn take_all(
    receive: Receiver<Result<Decoded>>,
    mut each: impl FnMut(Decoded) -> Result<()>,
) -> Result<()> {
    // Leaving early drops the receiver: the other thread stops when nobody listens.
    receive.into_iter().try_for_each(|decoded| each(decoded?))
}

fn decode_all<'s>(
    reader: Reader<'s>,
    registry: &Registry,
    send: SyncSender<Result<Decoded>>,
) -> Reader<'s> {
    let sent = reader.entries(|stored| {
        let decoded = decode(stored, registry)?;
        send.send(Ok(decoded)).map_err(|_| NodeError::Damaged("nobody listens".to_owned()))
    });
    if let Err(error) = sent {
        // When nobody listens any more, the other side has its own error to tell.
        let _ = send.send(Err(error));
    }
    reader
}

fn decode(stored: StoredEntry, registry: &Registry) -> Result<Decoded> {
    let sealed = stored.open()?;
    let pack = stored.pack.as_deref().unwrap_or_default();
    let cells = Step::read(stored.no, sealed.entry(), pack, registry)?.cells;
    Ok(Decoded { stored, sealed, cells })
}

fn fold_one(
    writer: &Writer<'_>,
    projection: &mut Projection,
    decoded: Decoded,
    rebuilt: &mut Rebuilt,
) -> Result<()> {
    let Decoded { stored, sealed, cells } = decoded;
    let entry = sealed.entry();
    for (change, cells) in entry.changes.iter().zip(&cells) {
        let known = rebuilt.registry.get(change.definition).is_ok();
        if matches!(change.act, Acted::Put(_)) && cells.is_none() && known {
            rebuilt.unreadable.push(Unreadable { entry: stored.no, record: change.record });
        }
    }
    let pack = stored.pack.as_deref().unwrap_or_default();
    let step = Step::new(stored.no, entry.stream.unit, &entry.changes, pack, cells);
    projection.apply(writer, step)?;
    rebuilt.entries += 1;
    Ok(())
}

/// The registers as the ledger defines them, all versions taken in the order in which they came.
fn registry_of(reader: &Reader<'_>) -> Result<Registry> {
    let bootstrap = built_in("definition")?;
    let mut registry = Registry::default();
    let mut bodies: BTreeMap<RecordId, Body> = BTreeMap::new();
    offer(&mut registry, bootstrap.clone());
    reader.entries(|stored| {
        let sealed = stored.open()?;
        let definitions = system_register("definition");
        let entry = sealed.entry();
        if entry.changes.iter().all(|change| change.definition != definitions) {
            return Ok(());
        }
        let pack = stored.pack.as_deref().unwrap_or_default();
        let step = Step::read(stored.no, entry, pack, &Registry::default())?;
        for (at, change) in entry.changes.iter().enumerate() {
            if change.definition == definitions
                && let Some(body) = step.body(at)?
            {
                let whole = bodies.entry(change.record).or_default();
                whole.extend(body);
                if let Some(definition) = definition_in(&bootstrap, whole) {
                    offer(&mut registry, definition);
                }
            }
        }
        Ok(())
    })?;
    Ok(registry)
}

/// What was refused when it came is refused again.
fn offer(registry: &mut Registry, definition: Definition) {
    let _ = registry.offer(definition);
}
