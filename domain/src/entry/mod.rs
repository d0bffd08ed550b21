//! What a ledger entry is: one atomic change to one or more records of one unit.
//!
//! An entry is hash-chained within its stream (node, unit). Bodies stand beside the chain: the entry holds only their
//! salted hashes, so that lawful erasure leaves the chain whole.

use jiff::Timestamp;

use crate::base::{DefinitionId, NodeId, OfficerId, RecordId, UnitId};
use crate::record::Body;

/// A 32-byte BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// A stream: what one node wrote about one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stream {
    /// Who wrote.
    pub node: NodeId,
    /// Whose records.
    pub unit: UnitId,
}

/// A position in a stream, with the hash of the entry there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Which stream.
    pub stream: Stream,
    /// Number of the entry, from 1.
    pub seq: u64,
    /// Hash of that entry.
    pub hash: Hash,
}

/// A hybrid logical clock: wall milliseconds, then a counter for the same millisecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hlc {
    /// Milliseconds since 1970, never less than what this node has seen (within 15 minutes ahead).
    pub millis: u64,
    /// Counts up within a millisecond.
    pub counter: u32,
}

/// What an officer or a program wants to change; not yet in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Whose records.
    pub unit: UnitId,
    /// Who acts.
    pub officer: Option<OfficerId>,
    /// Why; required for retractions, corrections and erasure.
    pub reason: Option<String>,
    /// The changes, all or none.
    pub changes: Vec<DraftChange>,
}

/// One change of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftChange {
    /// Register.
    pub definition: DefinitionId,
    /// Version of the definition that the body was checked against.
    pub version: u32,
    /// Which record.
    pub record: RecordId,
    /// What happens to it.
    pub act: Act,
}

/// What happens to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Sets these fields; the others stay. An `Empty` value clears a field.
    Put(Body),
    /// Takes the record out of lists and counts; it stays in the ledger.
    Retract,
    /// Removes bodies and salts of the record for a legal reason; the chain stays.
    Erase,
}

/// A moment as entries carry it. Legal time is the receiver's receipt, never this.
pub fn millis(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_millisecond()).unwrap_or(0)
}
