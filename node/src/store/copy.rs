//! Whole databases: online copies, the tables that a rebuild takes over, and `SQLite`'s own check.

use std::collections::BTreeSet;
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

    /// Tables, indexes, views and triggers, one line each: type, name and table as `SQLite` quotes them, which tells text
    /// from bytes, then the parts of the text in an order that upgrades do not change. Only statistics are left out.
    pub(crate) fn schema(&self) -> Result<BTreeSet<String>> {
        let mut statement = self.connection().prepare(
            "SELECT quote(type) || ' ' || quote(name) || ' ' || quote(tbl_name), coalesce(sql, '')
             FROM sqlite_schema WHERE substr(name, 1, 11) != 'sqlite_stat'",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(format!("{} {}", row.get::<_, String>(0)?, parts(&row.get::<_, String>(1)?)))
        })?;
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

/// The parts between commas, sorted: a column that an upgrade added stands at the end of the text, with other blanks
/// around it than one that was there from the start. Letters and signs all count.
fn parts(sql: &str) -> String {
    let head = sql.find('(').map_or(0, |at| at + 1);
    let tail = sql.rfind(')').filter(|at| *at >= head).unwrap_or(sql.len());
    let columns = sql.get(head..tail).unwrap_or_default().split(',');
    let mut columns: Vec<&str> = columns.map(|part| part.trim_matches([' ', '\n'])).collect();
    columns.sort_unstable();
    let (before, after) = (sql.get(..head), sql.get(tail..));
    format!("{}{}{}", before.unwrap_or_default(), columns.join(","), after.unwrap_or_default())
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
