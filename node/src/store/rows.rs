//! Rows of register tables. Only projection writes them, in the transaction that appends the entry.

use domain::base::{RecordId, UnitId};
use domain::record::Body;
use domain::register::{Cell, STANDARD, TablePlan};
use rusqlite::{CachedStatement, OptionalExtension, Row};

use super::reader::{bind, bind_at, cells};
use super::tables::Table;
use super::{Reader, Scope, Writer};
use crate::{NodeError, Result};

/// One row of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Whose it is.
    pub unit: UnitId,
    /// Path of that unit: what a scope compares.
    pub path: String,
    /// The latest entry that touched it, as this node counts.
    pub entry: u64,
    /// Whether it is out of lists and counts.
    pub retracted: bool,
    /// Its fields; empty ones are left out.
    pub body: Body,
}

impl Reader<'_> {
    /// One record, if the scope sees it; a retracted one too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn record(&self, table: &Table, scope: &Scope, id: RecordId) -> Result<Option<Record>> {
        Ok(self.row(table, id)?.filter(|record| scope.sees(&record.path)))
    }

    /// Live records that the scope sees, by id, after one of them: the next page of a list.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn records(
        &self,
        table: &Table,
        scope: &Scope,
        after: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let (condition, bounds) = scope.condition(3);
        let sql = format!(
            "{} WHERE id > $1 AND state = 0 AND {condition} ORDER BY id LIMIT $2",
            table.select_all
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
        statement.raw_bind_parameter("$1", after)?;
        statement.raw_bind_parameter("$2", limit)?;
        bind(&mut statement, 3, &bounds)?;
        let mut rows = statement.raw_query();
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(read(&table.plan, row)?);
        }
        Ok(records)
    }

    /// All live records that the scope sees, as they stand in the file: by id, each of a large register would be looked up
    /// by itself, which takes five times as long.
    pub(crate) fn each(
        &self,
        table: &Table,
        scope: &Scope,
        mut take: impl FnMut(Record),
    ) -> Result<()> {
        let (condition, bounds) = scope.condition(1);
        let sql = format!("{} WHERE state = 0 AND {condition}", table.select_all);
        let mut statement = self.connection().prepare_cached(&sql)?;
        bind(&mut statement, 1, &bounds)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            take(read(&table.plan, row)?);
        }
        Ok(())
    }

    /// The duplicate keys of the live records that the scope sees, in the order of the plan's key columns.
    pub(crate) fn keys(
        &self,
        table: &Table,
        scope: &Scope,
        mut each: impl FnMut(RecordId, Vec<Option<i64>>),
    ) -> Result<()> {
        let columns: String =
            table.plan.keys.iter().map(|key| format!(", {}", key.column)).collect();
        let (condition, bounds) = scope.condition(1);
        let from = &table.plan.table;
        let sql = format!("SELECT id{columns} FROM {from} WHERE state = 0 AND {condition}");
        let mut statement = self.connection().prepare_cached(&sql)?;
        bind(&mut statement, 1, &bounds)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let Some(id) = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or(&[])) else {
                continue;
            };
            let key = |at: usize| row.get::<_, Option<i64>>(at + 1).ok().flatten();
            each(id, (0..table.plan.keys.len()).map(key).collect());
        }
        Ok(())
    }

    /// The latest entry that touched a table, and how many rows it has: together they change with every change of it.
    pub(crate) fn touched(&self, table: &Table) -> Result<(u64, u64)> {
        let sql = format!("SELECT coalesce(max(entry), 0), count(*) FROM {}", table.plan.table);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (entry, rows) = statement.query_row([], read)?;
        Ok((entry.cast_unsigned(), rows.cast_unsigned()))
    }

    /// How many live records the scope sees.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self, table: &Table, scope: &Scope) -> Result<u64> {
        let (condition, bounds) = scope.condition(1);
        let sql =
            format!("SELECT count(*) FROM {} WHERE state = 0 AND {condition}", table.plan.table);
        match self.query_one(&sql, &bounds)? {
            Some(Cell::Integer(count)) => Ok(count.cast_unsigned()),
            _ => Ok(0),
        }
    }

    /// Live rows that hold this text in a field, by id. For short system registers: it reads the whole table.
    pub(crate) fn rows_with(&self, table: &Table, field: u16, text: &str) -> Result<Vec<Record>> {
        let sql = format!("{} WHERE f{field} = $1 AND state = 0 ORDER BY id", table.select_all);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([text], |row| Ok(read(&table.plan, row)))?;
        rows.map(|row| row?).collect()
    }

    /// One row, whoever may see it.
    pub(crate) fn row(&self, table: &Table, id: RecordId) -> Result<Option<Record>> {
        let mut statement = self.connection().prepare_cached(&table.plan.select)?;
        let row = statement.query_row([id.bytes()], |row| Ok(read(&table.plan, row))).optional()?;
        row.transpose()
    }

    /// Every row, retracted ones too, by id.
    pub(crate) fn rows(
        &self,
        table: &Table,
        mut each: impl FnMut(Record) -> Result<()>,
    ) -> Result<()> {
        let mut statement =
            self.connection().prepare(&format!("{} ORDER BY id", table.select_all))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(read(&table.plan, row)?)?;
        }
        Ok(())
    }
}

/// Inserts rows of one table with one prepared statement.
pub(crate) struct Inserter<'w>(CachedStatement<'w>);

/// Whose row, and which entry wrote it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner<'a> {
    pub(crate) unit: UnitId,
    pub(crate) path: &'a str,
    pub(crate) entry: u64,
}

impl Inserter<'_> {
    /// Inserts a live row; `false` when its id is there already, and nothing was done.
    pub(crate) fn insert(
        &mut self,
        id: RecordId,
        owner: Owner<'_>,
        cells: &[Cell<'_>],
    ) -> Result<bool> {
        bind_row(&mut self.0, id, owner, cells)?;
        Ok(self.0.raw_execute()? == 1)
    }
}

impl Writer<'_> {
    /// Prepares for inserting rows.
    pub(crate) fn inserter(&self, table: &Table) -> Result<Inserter<'_>> {
        Ok(Inserter(self.connection().prepare_cached(&table.insert_new)?))
    }

    /// Replaces a row, live.
    pub(crate) fn replace_row(
        &self,
        table: &Table,
        id: RecordId,
        owner: Owner<'_>,
        cells: &[Cell<'_>],
    ) -> Result<()> {
        let mut statement = self.connection().prepare_cached(&table.plan.upsert)?;
        bind_row(&mut statement, id, owner, cells)?;
        statement.raw_execute()?;
        Ok(())
    }

    /// Takes a row out of lists and counts.
    pub(crate) fn retract_row(&self, table: &Table, id: RecordId, entry: u64) -> Result<()> {
        let mut statement = self.connection().prepare_cached(&table.plan.retract)?;
        statement.raw_bind_parameter("$1", entry.cast_signed())?;
        statement.raw_bind_parameter("$2", id.bytes())?;
        statement.raw_execute()?;
        Ok(())
    }

    /// Removes a row.
    pub(crate) fn erase_row(&self, table: &Table, id: RecordId) -> Result<()> {
        let mut statement = self.connection().prepare_cached(&table.plan.erase)?;
        statement.execute([id.bytes()])?;
        Ok(())
    }
}

fn bind_row(
    statement: &mut CachedStatement<'_>,
    id: RecordId,
    owner: Owner<'_>,
    cells: &[Cell<'_>],
) -> Result<()> {
    // In the texts of a plan the parameters of a row stand in their order, so their places are their numbers.
    const LIVE: i64 = 0;
    statement.raw_bind_parameter(1, id.bytes())?;
    statement.raw_bind_parameter(2, owner.unit.bytes())?;
    statement.raw_bind_parameter(3, owner.path)?;
    statement.raw_bind_parameter(4, owner.entry.cast_signed())?;
    statement.raw_bind_parameter(5, LIVE)?;
    for (place, cell) in (STANDARD.len() + 1..).zip(cells) {
        bind_at(statement, place, cell)?;
    }
    Ok(())
}

pub(super) fn read(plan: &TablePlan, row: &Row<'_>) -> Result<Record> {
    let damaged = || NodeError::Damaged(format!("a row of {} without id or unit", plan.table));
    let fields = cells(row, STANDARD.len(), STANDARD.len() + plan.columns.len())?;
    Ok(Record {
        id: RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or(&[])).ok_or_else(damaged)?,
        unit: UnitId::from_slice(row.get_ref(1)?.as_blob().unwrap_or(&[])).ok_or_else(damaged)?,
        path: row.get(2)?,
        entry: row.get::<_, i64>(3)?.cast_unsigned(),
        retracted: row.get::<_, i64>(4)? != 0,
        body: plan.body(fields),
    })
}
