//! What can go wrong in a node: one variant per condition, each with a code, a sentence and a way out.

use std::path::PathBuf;

use domain::base::{DefinitionId, Diagnostic, RecordId, UnitId};
use domain::entry::{ChainError, DraftError, FormatError, Head};

/// The result of what a node does.
pub type Result<T> = std::result::Result<T, NodeError>;

/// Why a node could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The folder has no database.
    #[error("there is no phaodai.db in {}", .0.display())]
    NotANode(PathBuf),
    /// The folder has one already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// A database of some other program.
    #[error("{} is not a database of this program", .0.display())]
    NotOurs(PathBuf),
    /// A database of a newer version of this program.
    #[error("the database has version {found}, but this program knows versions up to {known}")]
    Newer {
        /// Version of the database.
        found: u32,
        /// Newest version that this program knows.
        known: u32,
    },
    /// Another process has been writing for longer than we wait.
    #[error("another process is writing to the database")]
    Busy,
    /// No room on the disk, or the size limit is reached.
    #[error("the disk is full: nothing was written")]
    DiskFull,
    /// The disk takes no more, though it does not say that it is full: a limit, a fault, a stick that was pulled out.
    #[error("the disk does not take what is written: {0}")]
    Unwritable(String),
    /// The file or its folder may not be written, or not even be opened.
    #[error("the database may not be opened for writing: {0}")]
    NoAccess(String),
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The database refuses a statement.
    #[error("the database reports: {0}")]
    Database(#[source] rusqlite::Error),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes: {0}")]
    Random(String),
    /// The draft cannot become an entry.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// No such register.
    #[error("register {0} is not known here")]
    UnknownRegister(DefinitionId),
    /// A version of a register that has not come yet.
    #[error("register {definition} is known in version {known}, but version {found} was used")]
    UnknownVersion {
        /// The register.
        definition: DefinitionId,
        /// The version that is known.
        known: u32,
        /// The version that was used.
        found: u32,
    },
    /// A definition that would lose data, or cannot be read.
    #[error("the definition of register {definition} cannot be taken")]
    Definition {
        /// The register, as far as it is known.
        definition: DefinitionId,
        /// What is wrong with it.
        faults: Vec<Diagnostic>,
    },
    /// An entry touches the records of one unit.
    #[error("record {record} belongs to unit {owner}, not to unit {unit}")]
    OtherUnit {
        /// The record.
        record: RecordId,
        /// Whose it is.
        owner: UnitId,
        /// Whose entry it was in.
        unit: UnitId,
    },
    /// There is nothing to retract, erase or open.
    #[error("record {0} is not in the register")]
    UnknownRecord(RecordId),
    /// The chain is broken.
    #[error("entry {no}: {source}")]
    Chain {
        /// The entry, as this node counts.
        no: u64,
        /// The condition that does not hold.
        source: ChainError,
    },
    /// The bytes of an entry cannot be read.
    #[error("entry {no}: {source}")]
    Entry {
        /// The entry, as this node counts.
        no: u64,
        /// Why.
        source: FormatError,
    },
    /// The bodies of an entry cannot be read.
    #[error("entry {no}, bodies: {what}")]
    Bodies {
        /// The entry, as this node counts.
        no: u64,
        /// Why.
        what: String,
    },
    /// A position that this node does not hold, or holds with another hash.
    #[error("entry {} of {} with hash {} is not held here", .0.seq, .0.stream, .0.hash)]
    UnknownPosition(Box<Head>),
    /// The key file is missing.
    #[error("the key of the node is missing: {}", .0.display())]
    KeyMissing(PathBuf),
    /// The key file does not hold this node's key.
    #[error("{} does not hold the key of this node", .0.display())]
    WrongKey(PathBuf),
    /// A copy that does not pass its own check.
    #[error("the copy is not whole: {0}")]
    BadCopy(String),
}

impl NodeError {
    /// A file error with its path.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// Stable identifier in snake case, for scripts and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotANode(_) => "node_not_found",
            Self::Exists(_) => "node_exists",
            Self::NotOurs(_) => "node_not_ours",
            Self::Newer { .. } => "node_newer",
            Self::Busy => "store_busy",
            Self::DiskFull => "store_full",
            Self::Unwritable(_) => "store_unwritable",
            Self::NoAccess(_) => "store_no_access",
            Self::Damaged(_) => "store_damaged",
            Self::File { .. } => "file_error",
            Self::Database(_) => "store_error",
            Self::Random(_) => "no_randomness",
            Self::Draft(DraftError::Empty) => "draft_empty",
            Self::Draft(DraftError::RecordTwice(_)) => "draft_record_twice",
            Self::Draft(DraftError::ReasonMissing(_)) => "draft_reason_missing",
            Self::UnknownRegister(_) => "register_unknown",
            Self::UnknownVersion { .. } => "register_version_unknown",
            Self::Definition { .. } => "definition_refused",
            Self::OtherUnit { .. } => "record_of_another_unit",
            Self::UnknownRecord(_) => "record_unknown",
            Self::Chain { .. } => "chain_broken",
            Self::Entry { .. } => "entry_unreadable",
            Self::Bodies { .. } => "bodies_unreadable",
            Self::UnknownPosition(_) => "position_unknown",
            Self::KeyMissing(_) => "key_missing",
            Self::WrongKey(_) => "key_wrong",
            Self::BadCopy(_) => "copy_bad",
        }
    }
}

impl From<rusqlite::Error> for NodeError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            PermissionDenied, ReadOnly, SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            Some(DiskFull) => Self::DiskFull,
            Some(SystemIoFailure) if writing(&error) => Self::Unwritable(error.to_string()),
            Some(ReadOnly | PermissionDenied | CannotOpen) => Self::NoAccess(error.to_string()),
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(error.to_string()),
            None if unreadable(&error) => Self::Damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

/// Whether the operating system refused to write, and not to read.
fn writing(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{
        SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMOPEN,
        SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    };
    let extended = error.sqlite_error().map(|error| error.extended_code);
    extended.is_some_and(|code| {
        [
            SQLITE_IOERR_WRITE,
            SQLITE_IOERR_FSYNC,
            SQLITE_IOERR_DIR_FSYNC,
            SQLITE_IOERR_TRUNCATE,
            SQLITE_IOERR_SHMSIZE,
            SQLITE_IOERR_SHMOPEN,
            SQLITE_IOERR_SHMMAP,
        ]
        .contains(&code)
    })
}

/// Whether a value has another type than this program ever wrote.
fn unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | Utf8Error(..)
    )
}
