//! A view of one moment.

use domain::register::Cell;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Row};

use super::Store;
use crate::{NodeError, Result};

/// Reads the database as it was when the reader was taken. Cannot write.
///
/// The other files of this folder add what can be read: entries, heads, rows, paths, read log.
#[derive(Debug)]
pub struct Reader<'s> {
    /// `None` only while dropping.
    connection: Option<Connection>,
    /// Takes the connection back; `None` when it is not borrowed.
    store: Option<&'s Store>,
}

impl<'s> Reader<'s> {
    pub(super) fn begin(connection: Connection, store: &'s Store) -> Result<Self> {
        connection.execute_batch("BEGIN DEFERRED")?;
        // A deferred transaction sees the moment of its first query: let that be now.
        connection.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?;
        Ok(Self { connection: Some(connection), store: Some(store) })
    }

    /// The reading half of a connection that begins and ends its transactions itself.
    pub(super) fn over(connection: Connection) -> Self {
        Self { connection: Some(connection), store: None }
    }

    /// Stands where a reader was taken away.
    pub(super) fn gone() -> Self {
        Self { connection: None, store: None }
    }

    /// Rows of a query, one after another. The text comes from a formula, a plan or a literal: never from a user, whose
    /// values are parameters.
    ///
    /// # Errors
    /// When the database refuses the query, or `each` fails.
    pub fn query(
        &self,
        sql: &str,
        parameters: &[Cell<'_>],
        mut each: impl FnMut(&[Cell<'_>]) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection().prepare_cached(sql)?;
        bind(&mut statement, 1, parameters)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            each(&cells(row, 0, columns)?)?;
        }
        Ok(())
    }

    /// The first column of the first row of a query, owned; `None` without a row.
    ///
    /// # Errors
    /// When the database refuses the query.
    pub fn query_one(&self, sql: &str, parameters: &[Cell<'_>]) -> Result<Option<Cell<'static>>> {
        let mut first = None;
        self.query(sql, parameters, |cells| {
            if first.is_none() {
                first = cells.first().map(own);
            }
            Ok(())
        })?;
        Ok(first)
    }

    pub(super) fn connection(&self) -> &Connection {
        connection(self.connection.as_ref())
    }
}

/// The connection is there until the reader is dropped.
fn connection(connection: Option<&Connection>) -> &Connection {
    match connection {
        Some(connection) => connection,
        None => unreachable!("a reader keeps its connection until it is dropped"),
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let (Some(connection), Some(store)) = (self.connection.take(), self.store)
            && connection.execute_batch("ROLLBACK").is_ok()
        {
            store.give_back(connection);
        }
    }
}

/// Binds cells to `$from`, `$from + 1` … wherever they stand in the text. `SQLite` takes `$1` for a name and numbers names
/// as they come, so their place must be asked for; a parameter that the text does not use is left out.
pub(super) fn bind(
    statement: &mut CachedStatement<'_>,
    from: usize,
    cells: &[Cell<'_>],
) -> Result<()> {
    for (number, cell) in (from..).zip(cells) {
        if let Some(place) = statement.parameter_index(&format!("${number}"))? {
            bind_at(statement, place, cell)?;
        }
    }
    Ok(())
}

/// Binds a cell to a place that is known.
pub(super) fn bind_at(
    statement: &mut CachedStatement<'_>,
    place: usize,
    cell: &Cell<'_>,
) -> Result<()> {
    match cell {
        Cell::Null => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
        Cell::Text(text) => statement.raw_bind_parameter(place, text.as_ref())?,
        Cell::Integer(number) => statement.raw_bind_parameter(place, number)?,
        Cell::Real(number) => statement.raw_bind_parameter(place, number)?,
    }
    Ok(())
}

/// The columns `from..to` of a row. Ids come as hexadecimal text, as queries should ask for them.
pub(super) fn cells<'r>(row: &'r Row<'_>, from: usize, to: usize) -> Result<Vec<Cell<'r>>> {
    (from..to).map(|at| cell(row.get_ref(at)?)).collect()
}

fn cell(value: ValueRef<'_>) -> Result<Cell<'_>> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(
            std::str::from_utf8(text)
                .map_err(|error| NodeError::Damaged(error.to_string()))?
                .into(),
        ),
        ValueRef::Blob(bytes) => {
            Cell::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into())
        }
    })
}

pub(crate) fn own(cell: &Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Null => Cell::Null,
        Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
        Cell::Integer(number) => Cell::Integer(*number),
        Cell::Real(number) => Cell::Real(*number),
    }
}
