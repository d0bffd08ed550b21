//! An entry, and an entry with its bytes and hash.

use super::bytes::{FormatError, decode, encode};
use super::hash::entry_hash;
use super::{Hash, Head, Hlc, Stream};
use crate::base::{DefinitionId, OfficerId, RecordId};

/// One atomic change to one or more records of one unit, in its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who wrote, and whose records.
    pub stream: Stream,
    /// Number within the stream, from 1.
    pub seq: u64,
    /// Hash of the entry before it in the stream; `None` for the first.
    pub previous: Option<Hash>,
    /// The writer's clock. Legal time is the receiver's receipt, never this.
    pub at: Hlc,
    /// Who acted; `None` for what the program does by itself.
    pub officer: Option<OfficerId>,
    /// Why; for erasure, the legal basis.
    pub reason: Option<String>,
    /// Heads of the unit's other streams that are new since the stream's last entry, in the order of the nodes.
    pub seen: Vec<Head>,
    /// What changed; no record twice.
    pub changes: Vec<Change>,
}

/// One change of an entry. The body itself is in the entry's pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Register.
    pub definition: DefinitionId,
    /// Version of the definition that the body was checked against.
    pub version: u32,
    /// Which record.
    pub record: RecordId,
    /// What happened to it.
    pub act: Acted,
}

/// What an entry says happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// Fields were set; the salted hash of the body.
    Put(Hash),
    /// The record was taken out of lists and counts.
    Retract,
    /// Bodies and salts of the record were removed for a legal reason.
    Erase,
}

/// An entry that has its canonical bytes and its hash, and cannot be changed any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    entry: Entry,
    bytes: Vec<u8>,
    hash: Hash,
}

impl Entry {
    /// Writes the canonical bytes and hashes them.
    pub fn seal(self) -> Sealed {
        let bytes = encode(&self);
        let hash = entry_hash(&bytes);
        Sealed { entry: self, bytes, hash }
    }
}

impl Sealed {
    /// Reads canonical bytes and hashes them.
    ///
    /// # Errors
    /// When the bytes are anything that [`Entry::seal`] would not write.
    pub fn read(bytes: Vec<u8>) -> Result<Self, FormatError> {
        let entry = decode(&bytes)?;
        let hash = entry_hash(&bytes);
        Ok(Self { entry, bytes, hash })
    }

    /// What it says.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Its canonical bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Hash of its bytes.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Its position, as other entries, signatures and returns name it.
    pub fn head(&self) -> Head {
        Head { stream: self.entry.stream, seq: self.entry.seq, hash: self.hash }
    }
}
