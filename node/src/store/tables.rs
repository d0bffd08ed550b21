//! Register tables as wholes: making, upgrading, indexing and summing them up.

use std::collections::BTreeMap;

use domain::base::RecordId;
use domain::entry::Hash;
use domain::record::Body;
use domain::register::{Cell, Dialect, STANDARD, TablePlan, UpgradePlan};
use rusqlite::types::ValueRef;

use super::reader::bind;
use super::{Reader, Writer};
use crate::Result;

/// Memory, in MiB, to sort an index in: what the processor's own cache holds is sorted quickest, and the pieces are
/// merged. With 64 it takes nearly twice as long.
const CACHE_TO_SORT: u32 = 4;

/// A plan with the statements that only this database needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The plan.
    pub plan: TablePlan,
    /// Inserts a row, or does nothing when its id is there.
    pub(super) insert_new: String,
    /// Reads every row: standard columns, then fields.
    pub(super) select_all: String,
}

impl Table {
    /// The table of a plan.
    pub fn new(plan: TablePlan) -> Self {
        let fields = plan.columns.iter().map(|column| column.column.as_str());
        let names: Vec<&str> = STANDARD.into_iter().chain(fields).collect();
        Self {
            insert_new: format!("{} ON CONFLICT (id) DO NOTHING", plan.insert),
            select_all: format!("SELECT {} FROM {}", names.join(", "), plan.table),
            plan,
        }
    }

    /// Reads rows of a list: standard columns, fields, what the list is ordered by, the place in the table.
    pub(super) fn select_listed(&self, order: &str) -> String {
        let fields = self.plan.columns.iter().map(|column| column.column.as_str());
        let names: Vec<&str> = STANDARD.into_iter().chain(fields).collect();
        format!("SELECT {}, {order}, rowid FROM {}", names.join(", "), self.plan.table)
    }

    /// All columns, in the order of the plan, whatever their order in the file.
    fn columns(&self) -> Vec<&str> {
        let plan = &self.plan;
        let keys = plan.keys.iter().map(|key| key.column.as_str());
        let search = (!plan.search.is_empty()).then_some("search");
        let fields = plan.columns.iter().map(|column| column.column.as_str());
        STANDARD.into_iter().chain(keys).chain(search).chain(fields).collect()
    }

    pub(super) fn index_name(&self, column: &str) -> String {
        format!("{}_{column}", self.plan.table)
    }
}

impl Writer<'_> {
    /// Makes table, indexes and view.
    pub(crate) fn create_table(&self, table: &Table) -> Result<()> {
        for statement in table.plan.create(Dialect::Sqlite) {
            self.connection().execute(&statement, [])?;
        }
        Ok(())
    }

    /// Brings a table to a new version of its definition and fills the columns that are derived anew.
    pub(crate) fn upgrade_table(&self, upgrade: &UpgradePlan, table: &Table) -> Result<()> {
        for statement in upgrade.statements(Dialect::Sqlite) {
            self.connection().execute(&statement, [])?;
        }
        let Some(sql) = upgrade.refill_row() else { return Ok(()) };
        let mut rows: Vec<(RecordId, Vec<Cell<'static>>)> = Vec::new();
        self.rows(table, |record| {
            rows.push((record.id, derived(table, &record.body, &upgrade.refill)));
            Ok(())
        })?;
        let mut statement = self.connection().prepare_cached(&sql)?;
        for (id, cells) in rows {
            bind(&mut statement, 1, &cells)?;
            statement.raw_bind_parameter(cells.len() + 1, id.bytes())?;
            statement.raw_execute()?;
        }
        Ok(())
    }

    /// Drops the indexes of a table, for a large import.
    pub(crate) fn drop_indexes(&self, table: &Table) -> Result<()> {
        for (column, _) in table.plan.indexes() {
            let name = table.index_name(column);
            self.connection().execute(&format!("DROP INDEX IF EXISTS {name}"), [])?;
        }
        Ok(())
    }

    /// Makes the indexes that are missing; tells whether there were any.
    pub(crate) fn create_indexes(&self, table: &Table) -> Result<bool> {
        let missing = self.missing_indexes(table)?;
        if missing.is_empty() {
            return Ok(false);
        }
        self.with_cache(CACHE_TO_SORT, || {
            for statement in &missing {
                self.connection().execute(statement, [])?;
            }
            Ok(())
        })?;
        Ok(true)
    }
}

impl Reader<'_> {
    /// Statements for the indexes that a table lacks: an import was cut off.
    pub(crate) fn missing_indexes(&self, table: &Table) -> Result<Vec<String>> {
        let mut missing = Vec::new();
        for (column, statement) in table.plan.indexes() {
            if !self.has_index(table, column)? {
                missing.push(statement);
            }
        }
        Ok(missing)
    }

    /// Whether the index that serves a column is there.
    pub(super) fn has_index(&self, table: &Table, column: &str) -> Result<bool> {
        let mut known = self
            .connection()
            .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = $1")?;
        Ok(known.exists([table.index_name(column)])?)
    }

    /// Whether the table is there.
    pub(crate) fn has_table(&self, table: &Table) -> Result<bool> {
        let mut known = self
            .connection()
            .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1")?;
        Ok(known.exists([&table.plan.table])?)
    }

    /// About how many rows a table has; never too few.
    pub(crate) fn size(&self, table: &Table) -> Result<u64> {
        let sql = format!("SELECT coalesce(max(rowid), 0) FROM {}", table.plan.table);
        Ok(self.connection().query_row(&sql, [], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// The digest of a register table: all columns of all rows, by id.
    pub(crate) fn digest_table(&self, table: &Table) -> Result<Hash> {
        let columns = table.columns().join(", ");
        self.digest(&format!("SELECT {columns} FROM {} ORDER BY id", table.plan.table))
    }

    /// For each row of a register table its digest: to find the one that differs.
    pub(crate) fn digest_rows(&self, table: &Table) -> Result<BTreeMap<RecordId, blake3::Hash>> {
        let columns = table.columns().join(", ");
        let sql = format!("SELECT {columns} FROM {} ORDER BY id", table.plan.table);
        let mut digests = BTreeMap::new();
        self.lines(&sql, |id, line| {
            digests.insert(RecordId::from_slice(id).unwrap_or(NOBODY), blake3::hash(line));
        })?;
        Ok(digests)
    }

    /// Digests of the tables that projection fills beside the registers: paths, and the index of entries.
    pub(crate) fn digest_beside(&self) -> Result<[Hash; 2]> {
        Ok([
            self.digest("SELECT unit, no, path FROM unit_path ORDER BY no")?,
            self.digest("SELECT record, entry FROM record_entry ORDER BY record, entry")?,
        ])
    }

    fn digest(&self, sql: &str) -> Result<Hash> {
        let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 digest of a table");
        self.lines(sql, |_, line| {
            hasher.update(line);
        })?;
        Ok(Hash(*hasher.finalize().as_bytes()))
    }

    /// The rows of a query, each with the bytes of its first column and as one line of bytes.
    fn lines(&self, sql: &str, mut each: impl FnMut(&[u8], &[u8])) -> Result<()> {
        let mut statement = self.connection().prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut line = Vec::new();
        while let Some(row) = rows.next()? {
            line.clear();
            for at in 0..columns {
                write(&mut line, row.get_ref(at)?);
            }
            each(row.get_ref(0)?.as_blob().unwrap_or(&[]), &line);
        }
        Ok(())
    }
}

/// Stands for an id that is not sixteen bytes long.
const NOBODY: RecordId = RecordId::from_bytes([0; 16]);

/// Key and search cells by the name of their column.
fn derived(table: &Table, body: &Body, wanted: &[String]) -> Vec<Cell<'static>> {
    let names = table.columns();
    let names = &names[STANDARD.len()..];
    let cells = table.plan.cells(body);
    let cell = |name: &String| {
        let at = names.iter().position(|known| known == name);
        at.and_then(|at| cells.get(at)).map_or(Cell::Null, super::reader::own)
    };
    wanted.iter().map(cell).collect()
}

/// A value so that no two rows have the same bytes.
fn write(line: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut tagged = |tag: u8, bytes: &[u8]| {
        line.push(tag);
        line.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        line.extend_from_slice(bytes);
    };
    match value {
        ValueRef::Null => tagged(0, &[]),
        ValueRef::Integer(number) => tagged(1, &number.to_le_bytes()),
        ValueRef::Real(number) => tagged(2, &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => tagged(3, text),
        ValueRef::Blob(bytes) => tagged(4, bytes),
    }
}
