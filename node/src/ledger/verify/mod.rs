//! Whether everything that was ever written is still there as it was written.
//!
//! What is checked, and by what it is caught when a single byte of the file changes:
//!
//! | what | caught by |
//! |---|---|
//! | pages, trees, indexes, types of values | `SQLite`'s `integrity_check` |
//! | text of the schema, version, application id | comparison with a fresh database |
//! | `entry` | canonical bytes, hash, number, chain, and the streams it says it has seen |
//! | `pack` | salted hashes in the chain; a body that is missing needs an erasure |
//! | `stream` | must be what the walk ends with |
//! | `signature` | Ed25519, by a key that the node's register knows |
//! | `file` | the hash that names each file; attachments whose file is missing |
//! | `meta`, `read_log` | a hash of their own, chained for the log |
//! | register tables, `unit_path`, `record_entry` | deep: a fold of the entries into a scratch file gives the same digests |
//!
//! Not covered: bytes that hold nothing (free pages, the unused middle of a page, counters of the file header that `SQLite`
//! rewrites), and tables that are no part of the ledger (sign-in, jobs, caches), of which only the structure is
//! checked. An attacker who rewrites the whole file, with all hashes, is caught by signatures and by whoever holds an
//! older head: a return, another node, a backup.

mod beside;
mod deep;
mod files;
mod walk;

use std::fmt;

use domain::base::RecordId;
use domain::entry::{ChainError, FormatError, Stream};

use crate::store::Store;
use crate::{NodeError, Result};

/// How thoroughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Pages, chains, bodies, signatures.
    Ledger,
    /// Also the tables, against a fold of the whole ledger. Takes as long as a rebuild, and room for a scratch file.
    Tables,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Streams that were walked.
    pub streams: u64,
    /// Entries that were walked.
    pub entries: u64,
    /// Bodies whose hash was computed again.
    pub bodies: u64,
    /// Signatures that hold.
    pub signatures: u64,
    /// Files whose bytes have the hash that names them.
    pub files: u64,
    /// Bodies that are gone by law.
    pub erased: Vec<ErasedBody>,
    /// What is broken, in the order in which it was found; entries in the order in which they were taken in.
    pub broken: Vec<Broken>,
}

impl Verified {
    /// Whether nothing is broken.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// The first broken entry.
    pub fn first_broken_entry(&self) -> Option<&Broken> {
        self.broken.iter().find(|broken| broken.place.is_some())
    }

    fn report(&mut self, place: Option<Place>, breach: Breach) {
        /// One damaged page can break everything after it.
        const ENOUGH: usize = 100;
        if self.broken.len() < ENOUGH {
            self.broken.push(Broken { place, breach });
        }
    }
}

/// A body that is gone by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedBody {
    /// The entry that it belonged to, as this node counts.
    pub entry: u64,
    /// The record.
    pub record: RecordId,
    /// The entry that erased it.
    pub by: u64,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which entry; `None` for what does not belong to one.
    pub place: Option<Place>,
    /// What is wrong with it.
    pub breach: Breach,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its stream; `None` when the stream itself is missing.
    pub stream: Option<Stream>,
    /// Its number in the stream.
    pub seq: u64,
    /// Its number on this node.
    pub no: u64,
}

/// What is wrong: one variant per condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// `SQLite`'s own check complains.
    #[error("the file is damaged: {0}")]
    File(String),
    /// A table, index or view is not what this program makes.
    #[error("the schema is not what this program makes: {0}")]
    Schema(String),
    /// A fact about the node was changed.
    #[error("the fact {0} about the node was changed")]
    Meta(String),
    /// A number is missing.
    #[error("entry {0} is missing")]
    Gap(u64),
    /// The stream is not known.
    #[error("the entry stands in a stream that is not known")]
    NoStream,
    /// The bytes are no entry.
    #[error(transparent)]
    Bytes(FormatError),
    /// The bytes are another entry.
    #[error("the bytes do not have the hash that stands beside them")]
    Hash,
    /// The number beside the bytes is another.
    #[error("the entry has number {found}, but stands at number {expected}")]
    Number {
        /// The number beside the bytes.
        expected: u64,
        /// The number in them.
        found: u64,
    },
    /// It does not follow the entry before it.
    #[error(transparent)]
    Chain(ChainError),
    /// It has seen what is not there.
    #[error("the entry has seen entry {seq} of {stream}, which is not there")]
    Seen {
        /// The stream it has seen.
        stream: Stream,
        /// The number it has seen.
        seq: u64,
    },
    /// The bodies cannot be read.
    #[error("the bodies cannot be read: {0}")]
    Pack(String),
    /// A body does not have the hash in the chain.
    #[error("the body of record {0} is not the one that was hashed")]
    Body(RecordId),
    /// A body stands where none should be.
    #[error("there is a body for record {0}, which has none here")]
    BodyTooMuch(RecordId),
    /// A body is gone, and no entry says that it was erased.
    #[error("the body of record {0} is missing, and no entry has erased it")]
    BodyMissing(RecordId),
    /// The stream's last entry is another than its row says.
    #[error("the stream {0} does not end where it should")]
    StreamEnd(Stream),
    /// A signature does not hold.
    #[error("the signature of entry {seq} of {stream} does not hold")]
    Signature {
        /// The stream.
        stream: Stream,
        /// The number that is signed.
        seq: u64,
    },
    /// A row that belongs to nothing.
    #[error("there are {0} rows in {1} that belong to nothing")]
    Stray(u64, &'static str),
    /// The read log was changed.
    #[error("row {0} of the read log does not follow from the one before it")]
    ReadLog(u64),
    /// The bytes of a stored file were changed.
    #[error("the stored file {hash} (`{name}`) is not what its hash says")]
    StoredFile {
        /// Its hash.
        hash: String,
        /// The name under which it was attached; "" when no record names it.
        name: String,
    },
    /// A record names a file that is not here.
    #[error("the file {hash} (`{name}`) of attachment {record} is missing")]
    FileMissing {
        /// The attachment.
        record: RecordId,
        /// The file's hash.
        hash: String,
        /// The file's name.
        name: String,
    },
    /// A row is not what the entries say.
    #[error("record {record} of register {register} is not what the entries say")]
    Row {
        /// The register's name.
        register: String,
        /// The record.
        record: RecordId,
    },
    /// A table beside the registers is not what the entries say.
    #[error("the table {0} is not what the entries say")]
    Table(&'static str),
    /// The entries cannot be folded.
    #[error("the entries cannot be folded into tables: {0}")]
    Fold(String),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(place) = &self.place else { return self.breach.fmt(f) };
        write!(f, "entry {} (number {}", place.no, place.seq)?;
        if let Some(stream) = &place.stream {
            write!(f, " of {stream}")?;
        }
        write!(f, "): {}", self.breach)
    }
}

/// Checks a database. `progress` hears how many entries were walked, of how many.
pub(crate) fn verify(
    store: &Store,
    depth: Depth,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Verified> {
    let mut verified = Verified::default();
    let outcome = check(store, depth, progress, &mut verified);
    match outcome {
        Ok(()) => Ok(verified),
        // A database that is too damaged to be read is a finding, not a failure of the check.
        Err(error @ (NodeError::Damaged(_) | NodeError::Database(_))) => {
            verified.report(None, Breach::File(error.to_string()));
            Ok(verified)
        }
        Err(other) => Err(other),
    }
}

fn check(
    store: &Store,
    depth: Depth,
    progress: &mut dyn FnMut(u64, u64),
    verified: &mut Verified,
) -> Result<()> {
    let reader = store.reader()?;
    if let Some(complaint) = reader.integrity()? {
        verified.report(None, Breach::File(complaint));
    }
    beside::check_schema(&reader, verified)?;
    let ends = walk::walk(&reader, verified, progress)?;
    beside::check(&reader, &ends, verified)?;
    files::check(&reader, verified)?;
    if depth == Depth::Tables {
        deep::check(store, reader, verified)?;
    }
    Ok(())
}
