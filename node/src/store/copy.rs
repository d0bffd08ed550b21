//! Whole databases: online copies, the tables that a rebuild takes over, and `SQLite`'s own check.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::ToSqlOutput;

use super::{Reader, Writer, migrate};
use crate::{NodeError, Result};

/// How far a copy has come, in pages of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyProgress {
    /// Pages that are copied.
    pub done: u64,
    /// Pages in all.
    pub total: u64,
}

/// Pages between two reports.
const STEP: std::ffi::c_int = 1024;

impl Reader<'_> {
    /// Copies the database as it is at this reader's moment into a new file, while others go on writing.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn copy_to(
        &self,
        path: &Path,
        progress: &mut dyn FnMut(CopyProgress),
    ) -> Result<()> {
        let mut copy = Connection::open(path)?;
        {
            let backup = Backup::new(self.connection(), &mut copy)?;
            loop {
                let step = backup.step(STEP)?;
                let now = backup.progress();
                let pages = |count: std::ffi::c_int| u64::try_from(count).unwrap_or(0);
                let total = pages(now.pagecount);
                progress(CopyProgress { done: total - pages(now.remaining).min(total), total });
                match step {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => return Err(NodeError::Busy),
                }
            }
        }
        // One file, without a log beside it: it is carried on a stick.
        copy.pragma_update(None, "journal_mode", "delete")?;
        Ok(())
    }

    /// `SQLite`'s own check of pages, trees and indexes: its first complaint.
    pub(crate) fn integrity(&self) -> Result<Option<String>> {
        let sql = "PRAGMA integrity_check(1)";
        let first: String = self.connection().query_row(sql, [], |row| row.get(0))?;
        Ok((first != "ok").then_some(first))
    }

    /// The node's own tables, indexes, views and triggers with their text: what migrations alone decide.
    pub(crate) fn own_schema(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection().prepare(
            "SELECT name, type || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema
             WHERE substr(tbl_name, 1, 2) NOT IN ('r_', 'v_') AND substr(name, 1, 12) != 'sqlite_stat1'
             ORDER BY name",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// The shape of register tables: for each its columns, indexes and view, in an order that upgrades do not change.
    pub(crate) fn register_schema(&self) -> Result<Vec<String>> {
        let mut statement = self.connection().prepare(
            "SELECT s.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk
                    || ' ' || c.hidden || ' ' || coalesce(c.dflt_value, '')
             FROM sqlite_schema s, pragma_table_xinfo(s.name) c
             WHERE s.type = 'table' AND substr(s.name, 1, 2) = 'r_'
             UNION ALL
             SELECT type || ' ' || tbl_name || ' ' || coalesce(sql, name) FROM sqlite_schema
             WHERE type != 'table' AND substr(tbl_name, 1, 2) IN ('r_', 'v_')
             ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// The version of the tables.
    pub(crate) fn version(&self) -> Result<u32> {
        migrate::version(self.connection())
    }

    /// What marks the file as ours.
    pub(crate) fn application_id(&self) -> Result<i32> {
        Ok(self.connection().pragma_query_value(None, "application_id", |row| row.get(0))?)
    }

    /// Changes whenever another connection has written.
    pub(crate) fn data_version(&self) -> Result<i64> {
        let mut statement = self.connection().prepare_cached("PRAGMA data_version")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Carries the write-ahead log over and empties it, so that nothing that was erased stays there.
    pub(crate) fn empty_log(&self) -> Result<()> {
        self.connection().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Tables that a rebuild makes from the entries instead of copying them.
const FOLDED: [&str; 4] = ["entry", "pack", "record_entry", "unit_path"];

impl Writer<'_> {
    /// Takes over every table that does not follow from the entries.
    pub(crate) fn copy_beside(&self, source: &Reader<'_>) -> Result<()> {
        let mut statement = source.connection().prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table'
             AND substr(name, 1, 2) != 'r_' AND substr(name, 1, 7) != 'sqlite_' ORDER BY name",
        )?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        for name in names {
            let name = name?;
            if !FOLDED.contains(&name.as_str()) {
                self.copy_table(source, &name)?;
            }
        }
        Ok(())
    }

    /// The name comes from the schema of a database that was checked to be ours.
    fn copy_table(&self, source: &Reader<'_>, name: &str) -> Result<()> {
        let mut from = source.connection().prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns = from.column_names().collect::<Vec<_>>().join("\", \"");
        let count = from.column_count();
        let places: Vec<String> = (1..=count).map(|at| format!("${at}")).collect();
        let mut into = self.connection().prepare(&format!(
            "INSERT INTO \"{name}\" (\"{columns}\") VALUES ({})",
            places.join(", ")
        ))?;
        let mut rows = from.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..count {
                into.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(row.get_ref(at)?))?;
            }
            into.raw_execute()?;
        }
        Ok(())
    }
}
