//! Whether an entry may follow another: every condition, each with its own sentence.

use std::collections::BTreeSet;

use super::{Acted, Entry, Hash, Head, Hlc, Sealed, Stream};
use crate::base::{NodeId, RecordId};

/// The end of a stream: what the next entry must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Stream, number and hash of the last entry.
    pub head: Head,
    /// Its clock.
    pub at: Hlc,
}

impl Tail {
    /// The stream ends with this entry.
    pub fn of(sealed: &Sealed) -> Self {
        Self { head: sealed.head(), at: sealed.entry().at }
    }
}

/// Why an entry cannot stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// It belongs elsewhere.
    #[error("the entry belongs to the stream of {found}, but stands in the stream of {expected}")]
    Stream {
        /// The stream that is being read.
        expected: Stream,
        /// The stream that the entry names.
        found: Stream,
    },
    /// A gap, or a number used twice.
    #[error("expected entry number {expected}, but found number {found}")]
    Seq {
        /// The number after the last one.
        expected: u64,
        /// The number that the entry carries.
        found: u64,
    },
    /// The first entry has nothing before it.
    #[error("the first entry of the stream names a previous entry")]
    FirstHasPrevious,
    /// Every other entry has.
    #[error("entry {0} names no previous entry")]
    PreviousMissing(u64),
    /// The entry before it is not the one it was written after.
    #[error("entry {seq} follows {found}, but the entry before it has the hash {expected}")]
    Previous {
        /// Number of the entry.
        seq: u64,
        /// Hash of the entry that is there.
        expected: Hash,
        /// Hash that the entry names.
        found: Hash,
    },
    /// The clock of one stream only goes forward.
    #[error("entry {0} is not later than the entry before it")]
    ClockBackwards(u64),
    /// A stream knows itself without saying so.
    #[error("entry {0} says that it has seen its own stream")]
    SeenItself(u64),
    /// One place for each node, in order.
    #[error("entry {seq} does not name the streams it has seen in order, at node {node}")]
    SeenOrder {
        /// Number of the entry.
        seq: u64,
        /// The node that stands out of order or twice.
        node: NodeId,
    },
    /// There is no entry 0.
    #[error("entry {seq} says that it has seen entry 0 of node {node}")]
    SeenNothing {
        /// Number of the entry.
        seq: u64,
        /// The node.
        node: NodeId,
    },
    /// An entry is a change.
    #[error("entry {0} changes nothing")]
    Empty(u64),
    /// One entry is one step.
    #[error("entry {seq} changes record {record} more than once")]
    RecordTwice {
        /// Number of the entry.
        seq: u64,
        /// The record.
        record: RecordId,
    },
    /// Retraction and erasure are explained.
    #[error("entry {seq} retracts or erases record {record} without a reason")]
    ReasonMissing {
        /// Number of the entry.
        seq: u64,
        /// The record.
        record: RecordId,
    },
}

/// Checks an entry against the end of its stream (`None`: the stream is empty).
///
/// - it belongs to that stream, and its number is the next one;
/// - it names the hash of the entry before it, and the first names none;
/// - its clock is later than that of the entry before it;
/// - `seen` is in the order of the nodes, each once, never its own, never entry 0;
/// - it changes something, no record twice, and says why when it retracts or erases.
///
/// # Errors
/// The first condition that does not hold.
pub fn validate(entry: &Entry, stream: Stream, tail: Option<&Tail>) -> Result<(), ChainError> {
    check_place(entry, stream, tail)?;
    check_seen(entry)?;
    check_changes(entry)
}

fn check_place(entry: &Entry, stream: Stream, tail: Option<&Tail>) -> Result<(), ChainError> {
    if entry.stream != stream {
        return Err(ChainError::Stream { expected: stream, found: entry.stream });
    }
    let (seq, expected) = (entry.seq, tail.map_or(1, |tail| tail.head.seq + 1));
    if seq != expected {
        return Err(ChainError::Seq { expected, found: seq });
    }
    match (entry.previous, tail) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(ChainError::FirstHasPrevious),
        (None, Some(_)) => Err(ChainError::PreviousMissing(seq)),
        (Some(found), Some(tail)) if found != tail.head.hash => {
            Err(ChainError::Previous { seq, expected: tail.head.hash, found })
        }
        (Some(_), Some(tail)) if entry.at <= tail.at => Err(ChainError::ClockBackwards(seq)),
        (Some(_), Some(_)) => Ok(()),
    }
}

fn check_seen(entry: &Entry) -> Result<(), ChainError> {
    let seq = entry.seq;
    let mut last = None;
    for head in &entry.seen {
        let node = head.stream.node;
        if node == entry.stream.node {
            return Err(ChainError::SeenItself(seq));
        }
        if last.is_some_and(|last| last >= node) {
            return Err(ChainError::SeenOrder { seq, node });
        }
        if head.seq == 0 {
            return Err(ChainError::SeenNothing { seq, node });
        }
        last = Some(node);
    }
    Ok(())
}

fn check_changes(entry: &Entry) -> Result<(), ChainError> {
    let seq = entry.seq;
    if entry.changes.is_empty() {
        return Err(ChainError::Empty(seq));
    }
    let mut records = BTreeSet::new();
    for change in &entry.changes {
        let record = change.record;
        if !records.insert(record) {
            return Err(ChainError::RecordTwice { seq, record });
        }
        let explained = matches!(change.act, Acted::Put(_)) || entry.reason.is_some();
        if !explained {
            return Err(ChainError::ReasonMissing { seq, record });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{DefinitionId, UnitId};
    use crate::entry::Change;

    const ALICE: u8 = 1;
    const BOB: u8 = 2;

    fn stream(node: u8) -> Stream {
        Stream { node: NodeId::from_bytes([node; 16]), unit: UnitId::from_bytes([9; 16]) }
    }

    fn head(node: u8, seq: u64) -> Head {
        Head { stream: stream(node), seq, hash: Hash([0; 32]) }
    }

    fn put(record: u8) -> Change {
        let record = RecordId::from_bytes([record; 16]);
        let definition = DefinitionId::from_bytes([1; 16]);
        Change { definition, version: 1, record, act: Acted::Put(Hash([0; 32])) }
    }

    fn first() -> Entry {
        Entry {
            stream: stream(ALICE),
            seq: 1,
            previous: None,
            at: Hlc { millis: 100, counter: 0 },
            officer: None,
            reason: None,
            seen: vec![],
            changes: vec![put(1)],
        }
    }

    fn second() -> (Entry, Tail) {
        let before = first().seal();
        let at = Hlc { millis: 100, counter: 1 };
        let entry = Entry { seq: 2, previous: Some(before.hash()), at, ..first() };
        (entry, Tail::of(&before))
    }

    /// A second entry with one thing changed, against the first.
    fn broken(change: impl FnOnce(&mut Entry)) -> ChainError {
        let (mut entry, tail) = second();
        change(&mut entry);
        validate(&entry, stream(ALICE), Some(&tail)).unwrap_err()
    }

    #[test]
    fn a_whole_chain_passes() {
        assert_eq!(validate(&first(), stream(ALICE), None), Ok(()));
        let (entry, tail) = second();
        assert_eq!(validate(&entry, stream(ALICE), Some(&tail)), Ok(()));
    }

    #[test]
    fn every_broken_condition_has_its_own_name() {
        let node = NodeId::from_bytes([BOB; 16]);
        let record = RecordId::from_bytes([1; 16]);
        assert!(matches!(broken(|e| e.stream = stream(BOB)), ChainError::Stream { .. }));
        assert_eq!(broken(|e| e.seq = 4), ChainError::Seq { expected: 2, found: 4 });
        assert_eq!(broken(|e| e.previous = None), ChainError::PreviousMissing(2));
        assert!(matches!(
            broken(|e| e.previous = Some(Hash([9; 32]))),
            ChainError::Previous { seq: 2, .. }
        ));
        assert_eq!(broken(|e| e.at.counter = 0), ChainError::ClockBackwards(2));
        assert_eq!(broken(|e| e.seen = vec![head(ALICE, 1)]), ChainError::SeenItself(2));
        assert_eq!(
            broken(|e| e.seen = vec![head(BOB, 1), head(BOB, 2)]),
            ChainError::SeenOrder { seq: 2, node }
        );
        assert_eq!(
            broken(|e| e.seen = vec![head(BOB, 0)]),
            ChainError::SeenNothing { seq: 2, node }
        );
        assert_eq!(broken(|e| e.changes.clear()), ChainError::Empty(2));
        assert_eq!(broken(|e| e.changes.push(put(1))), ChainError::RecordTwice { seq: 2, record });
        assert_eq!(
            broken(|e| e.changes[0].act = Acted::Erase),
            ChainError::ReasonMissing { seq: 2, record }
        );
        let mut entry = first();
        entry.previous = Some(Hash([0; 32]));
        assert_eq!(validate(&entry, stream(ALICE), None), Err(ChainError::FirstHasPrevious));
    }
}
