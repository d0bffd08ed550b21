//! Kept figures: one row for each register and unit, and reading a register's rows fast enough to count them all again.

use domain::base::{DefinitionId, UnitId};
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, params};

use super::tables::Table;
use super::{Reader, Writer};
use crate::{NodeError, Result};

/// What is kept of one unit's records in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptRow {
    /// Whose records.
    pub(crate) unit: UnitId,
    /// Path of that unit.
    pub(crate) path: String,
    /// What the figures mean.
    pub(crate) basis: Vec<u8>,
    /// The day that `today()` stood for, in days since 1970; 0 when no indicator asks.
    pub(crate) day: i64,
    /// The figures; `None` when they must be counted again.
    pub(crate) counts: Option<Vec<u8>>,
}

/// Which rows of a register are read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Span<'a> {
    /// Row numbers: from (excluded) and to (included).
    Numbers(i64, i64),
    /// Paths: from (included) and to (excluded).
    Paths(&'a str, &'a str),
}

impl Reader<'_> {
    /// Whether every unit with live records has a kept row.
    pub(crate) fn keeps(&self, register: DefinitionId) -> Result<bool> {
        let sql = "SELECT 1 FROM kept_register WHERE register = $1";
        Ok(self.connection().prepare_cached(sql)?.exists([register.bytes()])?)
    }

    /// The kept row of a unit.
    pub(crate) fn kept_row(&self, register: DefinitionId, path: &str) -> Result<Option<KeptRow>> {
        let mut statement = self.connection().prepare_cached(
            "SELECT unit, path, basis, day, counts FROM kept_figure WHERE register = $1 AND path = $2",
        )?;
        Ok(statement.query_row(params![register.bytes(), path], kept).optional()?)
    }

    /// The kept rows of a register in a range of paths, by path.
    pub(crate) fn kept_rows(
        &self,
        register: DefinitionId,
        (from, to): (&str, &str),
        mut each: impl FnMut(KeptRow) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "SELECT unit, path, basis, day, counts FROM kept_figure
             WHERE register = $1 AND path >= $2 AND path < $3 ORDER BY path",
        )?;
        let mut rows = statement.query(params![register.bytes(), from, to])?;
        while let Some(row) = rows.next()? {
            each(kept(row)?)?;
        }
        Ok(())
    }

    /// Reads some fields of the live rows of a register: first the unit, then the fields in the order of `fields`.
    pub(crate) fn scan(
        &self,
        table: &Table,
        fields: &[u16],
        span: Span<'_>,
        each: impl FnMut(&[u8], &[ValueRef<'_>]) -> Result<()>,
    ) -> Result<()> {
        // The cells of a row lie on the stack and are cleared for each: for millions of rows their room is as small as
        // it can be.
        match fields.len() {
            ..=16 => self.scan_into::<16>(table, fields, span, each),
            17..=64 => self.scan_into::<64>(table, fields, span, each),
            _ => self.scan_into::<FIELDS>(table, fields, span, each),
        }
    }

    fn scan_into<const ROOM: usize>(
        &self,
        table: &Table,
        fields: &[u16],
        span: Span<'_>,
        mut each: impl FnMut(&[u8], &[ValueRef<'_>]) -> Result<()>,
    ) -> Result<()> {
        let columns: String = fields.iter().map(|no| format!(", f{no}")).collect();
        let rows = match span {
            Span::Numbers(..) => "rowid > $1 AND rowid <= $2",
            Span::Paths(..) => "path >= $1 AND path < $2",
        };
        let from = &table.plan.table;
        let sql = format!("SELECT unit{columns} FROM {from} WHERE {rows} AND state = 0");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = match span {
            Span::Numbers(from, to) => statement.query(params![from, to])?,
            Span::Paths(from, to) => statement.query(params![from, to])?,
        };
        while let Some(row) = rows.next()? {
            let unit = row.get_ref(0)?;
            let mut cells = [ValueRef::Null; ROOM];
            let wanted = cells.get_mut(..fields.len()).ok_or_else(too_many)?;
            for (at, cell) in wanted.iter_mut().enumerate() {
                *cell = row.get_ref(at + 1)?;
            }
            each(unit.as_blob().unwrap_or(&[]), wanted)?;
        }
        Ok(())
    }
}

/// Fields that the indicators of one register may read.
const FIELDS: usize = 256;

fn too_many() -> NodeError {
    NodeError::Damaged(format!("indicators read more than {FIELDS} fields"))
}

fn kept(row: &rusqlite::Row<'_>) -> rusqlite::Result<KeptRow> {
    Ok(KeptRow {
        unit: UnitId::from_bytes(row.get::<_, [u8; 16]>(0)?),
        path: row.get(1)?,
        basis: row.get(2)?,
        day: row.get(3)?,
        counts: row.get(4)?,
    })
}

impl Writer<'_> {
    /// Keeps the figures of a unit.
    pub(crate) fn keep(&self, register: DefinitionId, row: &KeptRow) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO kept_figure (register, path, unit, basis, day, counts)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (register, path)
             DO UPDATE SET basis = excluded.basis, day = excluded.day, counts = excluded.counts",
        )?;
        let KeptRow { unit, path, basis, day, counts } = row;
        statement.execute(params![register.bytes(), path, unit.bytes(), basis, day, counts])?;
        Ok(())
    }

    /// Forgets the kept figures of a register.
    pub(crate) fn keep_nothing(&self, register: DefinitionId) -> Result<()> {
        for sql in [
            "DELETE FROM kept_register WHERE register = $1",
            "DELETE FROM kept_figure WHERE register = $1",
        ] {
            self.connection().prepare_cached(sql)?.execute([register.bytes()])?;
        }
        Ok(())
    }

    /// From now on a unit without a kept row has no live records.
    pub(crate) fn keep_all(&self, register: DefinitionId) -> Result<()> {
        let sql = "INSERT INTO kept_register (register) VALUES ($1) ON CONFLICT DO NOTHING";
        self.connection().prepare_cached(sql)?.execute([register.bytes()])?;
        Ok(())
    }
}
