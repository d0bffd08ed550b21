//! How connections are set up.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::Result;
use crate::config::StoreOptions;

/// Marks the file as ours: `PhaD` in the header's application id.
pub(crate) const APPLICATION_ID: i32 = 0x5068_6144;

/// Larger pages than the default: bodies of an entry fill several, and sorting indexes reads fewer.
const PAGE_SIZE: u32 = 8192;

/// Threads that sort beside the one that makes an index.
const SORTING: u32 = 1;

/// Statements that stay prepared in a connection.
const PREPARED: usize = 256;

pub(super) fn create(path: &Path, options: &StoreOptions) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_up_writing(connection, options)
}

pub(super) fn open(path: &Path, options: &StoreOptions) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    set_up_writing(Connection::open_with_flags(path, flags)?, options)
}

pub(super) fn open_reading(path: &Path, options: &StoreOptions) -> Result<Connection> {
    // Not SQLITE_OPEN_READ_ONLY: a reader of a database in WAL mode may have to make the shared-memory file.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    set_up(&connection, options)?;
    set_cache_size(&connection, -i64::from(options.reader_cache_mib) * 1024)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// A database in memory, for folding the ledger to some position.
pub(super) fn scratch() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    set_up(&connection, &StoreOptions::default())?;
    Ok(connection)
}

/// A new file that is written once from beginning to end and made durable then: no journal meanwhile.
pub(super) fn create_unsafely(path: &Path, options: &StoreOptions) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_up(&connection, options)?;
    connection.pragma_update(None, "journal_mode", "off")?;
    connection.pragma_update(None, "synchronous", "off")?;
    connection.pragma_update(None, "locking_mode", "exclusive")?;
    Ok(connection)
}

/// Makes a file of [`create_unsafely`] like any other.
pub(super) fn settle(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "locking_mode", "normal")?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    Ok(())
}

fn set_up_writing(connection: Connection, options: &StoreOptions) -> Result<Connection> {
    set_up(&connection, options)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", options.checkpoint_pages)?;
    // What is erased or replaced is overwritten with zeros, not only unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    Ok(connection)
}

fn set_up(connection: &Connection, options: &StoreOptions) -> Result<()> {
    connection.busy_timeout(options.patience)?;
    set_cache_size(connection, -i64::from(options.cache_mib) * 1024)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Making an index sorts on a thread beside.
    connection.pragma_update(None, "threads", SORTING)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(())
}

/// The size of the page cache as `SQLite` counts it: pages, or KiB when negative.
pub(super) fn cache_size(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "cache_size", |row| row.get(0))?)
}

pub(super) fn set_cache_size(connection: &Connection, size: i64) -> Result<()> {
    Ok(connection.pragma_update(None, "cache_size", size)?)
}
