//! SQL text of a table: creation in both dialects, and the statements for rows, which both take alike.

use super::{Column, STANDARD, Storage, TablePlan};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// `SQLite` 3.39 and later.
    Sqlite,
    /// `PostgreSQL` 15 and later.
    Postgres,
}

impl Dialect {
    /// The column type of a storage. `PostgreSQL` compares text by bytes, as `SQLite` does.
    pub(crate) fn column_type(self, storage: Storage) -> &'static str {
        match (self, storage) {
            (Self::Sqlite, Storage::Text) => "TEXT",
            (Self::Sqlite, Storage::Integer | Storage::Days) => "INTEGER",
            (Self::Sqlite, Storage::Real) => "REAL",
            (Self::Postgres, Storage::Text) => "TEXT COLLATE \"C\"",
            (Self::Postgres, Storage::Integer | Storage::Days) => "BIGINT",
            (Self::Postgres, Storage::Real) => "DOUBLE PRECISION",
        }
    }

    fn bytes_type(self) -> &'static str {
        match self {
            Self::Sqlite => "BLOB",
            Self::Postgres => "BYTEA",
        }
    }

    fn table_end(self) -> &'static str {
        match self {
            Self::Sqlite => " STRICT",
            Self::Postgres => "",
        }
    }

    /// A column as the view shows it: dates as dates.
    fn shown(self, column: &Column) -> String {
        let name = &column.column;
        match (self, column.storage) {
            (Self::Sqlite, Storage::Days) => format!("date({name} * 86400, 'unixepoch')"),
            (Self::Postgres, Storage::Days) => {
                format!("DATE '1970-01-01' + CAST({name} AS INTEGER)")
            }
            _ => name.clone(),
        }
    }
}

impl TablePlan {
    /// The statements that make table, indexes and view, one after another.
    pub fn create(&self, dialect: Dialect) -> Vec<String> {
        let mut statements = vec![self.create_table(dialect)];
        statements.extend(self.indexes().into_iter().map(|(_, statement)| statement));
        statements.push(self.create_view(dialect));
        statements
    }

    fn create_table(&self, dialect: Dialect) -> String {
        let bytes = dialect.bytes_type();
        let text = dialect.column_type(Storage::Text);
        let integer = dialect.column_type(Storage::Integer);
        let mut columns = vec![
            format!("id {bytes} NOT NULL PRIMARY KEY"),
            format!("unit {bytes} NOT NULL"),
            format!("path {text} NOT NULL"),
            format!("entry {integer} NOT NULL"),
            format!("state {integer} NOT NULL"),
        ];
        columns.extend(self.derived_and_fields().map(|(name, storage)| {
            let column_type = dialect.column_type(storage);
            format!("{name} {column_type}")
        }));
        let end = dialect.table_end();
        format!("CREATE TABLE {} (\n  {}\n){end}", self.table, columns.join(",\n  "))
    }

    /// Columns after the standard ones, in the order of `insert`.
    pub(super) fn derived_and_fields(&self) -> impl Iterator<Item = (&str, Storage)> {
        let keys = self.keys.iter().map(|key| (key.column.as_str(), Storage::Integer));
        let search = (!self.search.is_empty()).then_some(("search", Storage::Text));
        let fields = self.columns.iter().map(|column| (column.column.as_str(), column.storage));
        keys.chain(search).chain(fields)
    }

    /// The indexes, named `<table>_<column>`, by the column they serve. Few: each costs as much as the table while a
    /// list is imported. A node makes them after a large import rather than before.
    pub fn indexes(&self) -> Vec<(&str, String)> {
        let table = &self.table;
        let index = |column: &str, filter: &str| {
            format!("CREATE INDEX {table}_{column} ON {table} ({column}){filter}")
        };
        let mut indexes = vec![("path", index("path", ""))];
        for key in &self.keys {
            let filter = format!(" WHERE {} IS NOT NULL", key.column);
            indexes.push((&key.column, index(&key.column, &filter)));
        }
        if !self.search.is_empty() {
            indexes.push(("search", index("search", "")));
        }
        indexes
    }

    pub(super) fn create_view(&self, dialect: Dialect) -> String {
        let mut columns: Vec<String> =
            STANDARD[..4].iter().map(|name| format!("{name} AS _{name}")).collect();
        for column in &self.columns {
            if let Some(field) = &column.field {
                columns.push(format!("{} AS \"{field}\"", dialect.shown(column)));
            }
        }
        format!(
            "CREATE VIEW {} AS SELECT {} FROM {} WHERE state = 0",
            self.view,
            columns.join(", "),
            self.table
        )
    }

    pub(super) fn drop_view(&self) -> String {
        format!("DROP VIEW IF EXISTS {}", self.view)
    }

    pub(super) fn insert_text(&self) -> String {
        let derived = self.derived_and_fields().map(|(name, _)| name);
        let names: Vec<&str> = STANDARD.into_iter().chain(derived).collect();
        let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.table, names.join(", "), places.join(", "))
    }

    pub(super) fn upsert_text(&self) -> String {
        let derived = self.derived_and_fields().map(|(name, _)| name);
        let sets: Vec<String> = STANDARD[1..]
            .iter()
            .copied()
            .chain(derived)
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        format!("{} ON CONFLICT (id) DO UPDATE SET {}", self.insert_text(), sets.join(", "))
    }

    pub(super) fn select_text(&self) -> String {
        let fields = self.columns.iter().map(|column| column.column.as_str());
        let names: Vec<&str> = STANDARD.into_iter().chain(fields).collect();
        format!("SELECT {} FROM {} WHERE id = $1", names.join(", "), self.table)
    }
}
