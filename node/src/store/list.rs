//! Pages of a register's list: by unit, or by name where somebody searches; the next page begins where the last ended.

use domain::formula::{Parameter, Sql};
use domain::register::Cell;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Row, ToSql};

use super::rows::read;
use super::tables::Table;
use super::{Reader, Record, Scope};
use crate::Result;

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// A part of a name, folded; "" for all.
    pub search: &'a str,
    /// A condition, compiled from a formula.
    pub condition: Option<&'a Sql>,
    /// Today, for conditions that ask: days since 1970.
    pub today: i64,
    /// Where the last page ended.
    pub after: Option<Place>,
}

/// Where a page ended: the path or the name of its last row, and the row's place in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path, or folded name when searching.
    pub text: String,
    /// Number of the row in its table.
    pub row: i64,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its rows.
    pub records: Vec<Record>,
    /// Where the next one begins; `None` at the end.
    pub next: Option<Place>,
}

/// A bound value of either kind.
enum Bound {
    Text(String),
    Integer(i64),
}

impl ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Integer(number) => number.to_sql(),
        }
    }
}

impl Reader<'_> {
    /// A page of live rows that the scope sees: by unit and then as they came, or by name when searching. Each page costs
    /// the same, however far down it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn page(
        &self,
        table: &Table,
        scope: &Scope,
        wanted: &Wanted<'_>,
        limit: u32,
    ) -> Result<Page> {
        let searching = !wanted.search.is_empty() && !table.plan.search.is_empty();
        let order = if searching { "search" } else { "path" };
        let mut values: Vec<Bound> = Vec::new();
        let mut conditions = vec!["state = 0".to_owned()];
        if let Some(condition) = wanted.condition {
            // The compiler numbers its own parameters from $1.
            values.extend(condition.parameters.iter().map(|parameter| match parameter {
                Parameter::Today => Bound::Integer(wanted.today),
                Parameter::Text(text) => Bound::Text(text.clone()),
                Parameter::PathFrom | Parameter::PathTo => Bound::Text(String::new()),
            }));
            conditions.push(format!("({})", condition.text));
        }
        let (seen, bounds) = scope.condition(values.len() + 1);
        values.extend(bounds.into_iter().map(|cell| match cell {
            Cell::Text(text) => Bound::Text(text.into_owned()),
            Cell::Integer(number) => Bound::Integer(number),
            Cell::Real(_) | Cell::Null => Bound::Integer(0),
        }));
        conditions.push(seen);
        if searching {
            values.push(Bound::Text(wanted.search.to_owned()));
            conditions.push(format!("instr(search, ${}) > 0", values.len()));
        }
        if let Some(after) = &wanted.after {
            values.push(Bound::Text(after.text.clone()));
            values.push(Bound::Integer(after.row));
            conditions.push(format!(
                "({order}, rowid) > (${}, ${})",
                values.len() - 1,
                values.len()
            ));
        }
        values.push(Bound::Integer(i64::from(limit) + 1));
        // While a large list comes in there are no indexes; then a page takes longer, and is there.
        let index = match self.has_index(table, order)? {
            true => format!(" INDEXED BY {}", table.index_name(order)),
            false => String::new(),
        };
        let sql = format!(
            "{}{index} WHERE {} ORDER BY {order}, rowid LIMIT ${}",
            table.select_listed(order),
            conditions.join(" AND "),
            values.len()
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        for (number, value) in (1..).zip(&values) {
            if let Some(place) = statement.parameter_index(&format!("${number}"))? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        let columns = table.plan.columns.len();
        let place = |row: &Row<'_>| -> rusqlite::Result<Place> {
            let at = domain::register::STANDARD.len() + columns;
            Ok(Place { text: row.get(at)?, row: row.get(at + 1)? })
        };
        let mut rows = statement.raw_query();
        let (mut records, mut next) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            if records.len() == limit as usize {
                return Ok(Page { records, next });
            }
            records.push(read(&table.plan, row)?);
            next = Some(place(row)?);
        }
        Ok(Page { records, next: None })
    }

    /// Live rows with the same duplicate key as a body, by key; for a new record these may be the same person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn alike(
        &self,
        table: &Table,
        scope: &Scope,
        body: &domain::record::Body,
        most: u32,
    ) -> Result<Vec<Record>> {
        let hashes = table.plan.key_hashes(body);
        let mut found: Vec<Record> = Vec::new();
        for (key, hash) in table.plan.keys.iter().zip(hashes) {
            let Some(hash) = hash else { continue };
            let sql =
                format!("{} WHERE {} = $1 AND state = 0 LIMIT $2", table.select_all, key.column);
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut rows = statement.query((hash, most))?;
            while let Some(row) = rows.next()? {
                let record = read(&table.plan, row)?;
                if scope.sees(&record.path) && found.iter().all(|known| known.id != record.id) {
                    found.push(record);
                }
            }
        }
        Ok(found)
    }
}
