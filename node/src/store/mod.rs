//! The database file: connections, transactions, and every SQL statement of the node.
//!
//! A [`Reader`] sees one moment and cannot write; a [`Writer`] is one transaction. Writers are few and wait for each
//! other, also across processes; readers never wait. `SQLite`, one file, WAL, `synchronous=FULL`: what is committed is on
//! the disk.
//!
//! Measured with a million rows of ten columns, before the layout was chosen (two cores, `sqlite3 .import`: 2.3 s): tables
//! with rowid and a unique index on the id took 9.3 s, `WITHOUT ROWID` 15.8 s; indexes kept during the import 14.5 s in
//! large transactions and 26.8 s in small ones, made at the end 9.3 s; `secure_delete` cost nothing that could be seen.

mod accounts;
mod connection;
mod copy;
mod entries;
mod files;
mod heads;
mod jobs;
mod kept;
mod list;
mod log;
mod meta;
mod migrate;
mod paths;
mod reader;
mod rows;
mod scope;
mod tables;
mod views;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, TryLockError};

use rusqlite::Connection;

pub(crate) use accounts::{AccountRow, EventRow, SecretHash, SessionRow, TokenRow};
pub(crate) use connection::APPLICATION_ID;
pub use copy::CopyProgress;
pub use entries::StoredEntry;
pub use files::FileHash;
pub use heads::{StoredSignature, StreamRow};
pub use jobs::FigureAlarm;
pub(crate) use kept::{KeptRow, Span};
pub use list::{Page, Place, Wanted};
pub use log::ReadRow;
pub use reader::Reader;
pub(crate) use reader::own;
pub use rows::Record;
pub(crate) use rows::{Inserter, Owner};
/// A cell as the driver hands it out, not copied.
pub(crate) use rusqlite::types::ValueRef;
pub use scope::Scope;
pub use tables::Table;
pub use writer::Writer;

use crate::config::StoreOptions;
use crate::{NodeError, Result};

/// Name of the database in the data folder.
pub const FILE: &str = "phaodai.db";

/// One database file and its connections.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    options: StoreOptions,
    writer: Mutex<Reader<'static>>,
    idle: Mutex<Vec<Connection>>,
}

impl Store {
    /// Makes a new database with its tables.
    ///
    /// # Errors
    /// When the file is there already, or cannot be made.
    pub fn create(path: &Path, options: StoreOptions) -> Result<Self> {
        if path.exists() {
            return Err(NodeError::Exists(path.to_owned()));
        }
        let connection = connection::create(path, &options)?;
        migrate::migrate(&connection)?;
        Ok(Self::over(path, options, connection))
    }

    /// Opens a database and brings its tables to this version.
    ///
    /// # Errors
    /// When there is none, it is of another program or of a newer version, or it cannot be opened.
    pub fn open(path: &Path, options: StoreOptions) -> Result<Self> {
        if !path.is_file() {
            return Err(NodeError::NotANode(path.parent().unwrap_or(path).to_owned()));
        }
        let connection = connection::open(path, &options)?;
        migrate::check(&connection, path)?;
        migrate::migrate(&connection)?;
        Ok(Self::over(path, options, connection))
    }

    fn over(path: &Path, options: StoreOptions, connection: Connection) -> Self {
        let (writer, idle) = (Mutex::new(Reader::over(connection)), Mutex::default());
        Self { path: path.to_owned(), options, writer, idle }
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A view of this moment: whatever is written meanwhile, it stays as it is.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reader(&self) -> Result<Reader<'_>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::open_reading(&self.path, &self.options)?,
        };
        Reader::begin(connection, self)
    }

    /// Two views of one moment, for two threads: nothing was appended between them. Only one when others keep appending.
    pub(crate) fn twins(&self) -> Result<Vec<Reader<'_>>> {
        const PATIENCE: usize = 20;
        let mut first = self.reader()?;
        for _ in 0..PATIENCE {
            let second = self.reader()?;
            // Rows change only together with an entry.
            if first.last_entry()? == second.last_entry()? {
                return Ok(vec![first, second]);
            }
            first = second;
        }
        Ok(vec![first])
    }

    /// Begins to write; waits for other writers.
    ///
    /// # Errors
    /// When another process goes on writing for longer than [`StoreOptions::patience`].
    pub fn writer(&self) -> Result<Writer<'_>> {
        Writer::begin(self.writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins to write if nobody of this process is writing; `None` otherwise.
    pub(crate) fn writer_if_free(&self) -> Option<Result<Writer<'_>>> {
        match self.writer.try_lock() {
            Ok(writer) => Some(Writer::begin(writer)),
            Err(TryLockError::Poisoned(poisoned)) => Some(Writer::begin(poisoned.into_inner())),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Empties the write-ahead log, so that nothing that was erased stays there. Readers of an older moment delay it.
    pub(crate) fn empty_log(&self) -> Result<()> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).empty_log()
    }

    /// Takes a reader's connection back.
    fn give_back(&self, connection: Connection) {
        const KEPT: usize = 12;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
    }
}
