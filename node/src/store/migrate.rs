//! Tables of the node itself, one file per step; `user_version` says how many were taken.

use std::path::Path;

use rusqlite::Connection;

use super::connection::APPLICATION_ID;
use crate::{NodeError, Result};

/// Every step, in order. A released step is never edited: a test holds a database of each release.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1.sql"),
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
    include_str!("../migrations/4.sql"),
    include_str!("../migrations/5.sql"),
];

/// The version that this program writes.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Refuses files that are not ours, or newer than we are.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<()> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(NodeError::NotOurs(path.to_owned()));
    }
    let (found, known) = (version(connection)?, newest());
    if found > known { Err(NodeError::Newer { found, known }) } else { Ok(()) }
}

/// Takes the steps that are missing, each in a transaction of its own.
pub(super) fn migrate(connection: &Connection) -> Result<()> {
    let taken = version(connection)?;
    for (step, sql) in (1_u32..).zip(MIGRATIONS).skip(taken as usize) {
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {step};\nCOMMIT;"
        ))?;
    }
    Ok(())
}

pub(super) fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
