//! One transaction.

use std::ops::Deref;
use std::path::Path;
use std::sync::MutexGuard;

use super::{Reader, connection, migrate};
use crate::Result;
use crate::config::StoreOptions;

/// Writes in one transaction, and reads what it has written. Dropped without [`Writer::commit`], nothing has happened.
///
/// The other files of this folder add what can be written.
#[derive(Debug)]
pub struct Writer<'s> {
    hold: Hold<'s>,
    open: bool,
}

#[derive(Debug)]
enum Hold<'s> {
    /// The store's writing connection.
    Shared(MutexGuard<'s, Reader<'static>>),
    /// A database of its own: scratch, or a copy that is being made.
    Own(Box<Reader<'static>>),
}

impl<'s> Writer<'s> {
    pub(super) fn begin(guard: MutexGuard<'s, Reader<'static>>) -> Result<Self> {
        guard.connection().execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { hold: Hold::Shared(guard), open: true })
    }

    /// An empty database in memory, with the tables of the node.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn scratch() -> Result<Writer<'static>> {
        Self::own(connection::scratch()?)
    }

    /// A new file that is made durable only at the end, when it is settled.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn file(path: &Path, options: &StoreOptions) -> Result<Writer<'static>> {
        Self::own(connection::create_unsafely(path, options)?)
    }

    fn own(connection: rusqlite::Connection) -> Result<Writer<'static>> {
        migrate::migrate(&connection)?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Writer { hold: Hold::Own(Box::new(Reader::over(connection))), open: true })
    }

    /// Makes everything durable. Only after this may anybody be told that it is done.
    ///
    /// # Errors
    /// When the disk is full or fails; then nothing has happened.
    pub fn commit(mut self) -> Result<()> {
        self.finish()
    }

    /// Commits a scratch database and keeps it for reading.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub(crate) fn into_reader(mut self) -> Result<Option<Reader<'static>>> {
        self.finish()?;
        let hold = std::mem::replace(&mut self.hold, Hold::Own(Box::new(Reader::gone())));
        Ok(match hold {
            Hold::Own(reader) => Some(*reader),
            Hold::Shared(_) => None,
        })
    }

    /// Commits, and makes the file of [`Writer::file`] durable and like any other.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub(crate) fn settle(mut self) -> Result<()> {
        self.finish()?;
        connection::settle(self.connection())
    }

    /// Does something with another size of the page cache, in MiB, and sets it back.
    pub(super) fn with_cache<T>(&self, mib: u32, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let before = connection::cache_size(self.connection())?;
        connection::set_cache_size(self.connection(), -i64::from(mib) * 1024)?;
        let done = work();
        connection::set_cache_size(self.connection(), before)?;
        done
    }

    fn finish(&mut self) -> Result<()> {
        self.connection().execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Deref for Writer<'_> {
    type Target = Reader<'static>;

    fn deref(&self) -> &Self::Target {
        match &self.hold {
            Hold::Shared(guard) => guard,
            Hold::Own(reader) => reader,
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if self.open {
            // When this fails, closing the connection or recovery at the next opening rolls back.
            let _ = self.connection().execute_batch("ROLLBACK");
        }
    }
}
