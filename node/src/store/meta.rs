//! Facts about the node, each with a hash of its own.

use rusqlite::{OptionalExtension, params};

use super::{Reader, Writer};
use crate::Result;

impl Reader<'_> {
    /// A fact.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) fn meta(&self, name: &str) -> Result<Option<String>> {
        let mut statement =
            self.connection().prepare_cached("SELECT value FROM meta WHERE name = $1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// The first fact whose hash does not fit.
    pub(crate) fn broken_meta(&self) -> Result<Option<String>> {
        let mut statement = self.connection().prepare("SELECT name, value, sum FROM meta")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
            if row.get::<_, Vec<u8>>(2)? != sum(&name, &value) {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

impl Writer<'_> {
    /// Sets a fact.
    pub(crate) fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO meta (name, value, sum) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, sum = excluded.sum",
        )?;
        statement.execute(params![name, value, sum(name, value)])?;
        Ok(())
    }
}

fn sum(name: &str, value: &str) -> [u8; 32] {
    blake3::derive_key("phaodai 1 meta", format!("{name}\n{value}").as_bytes())
}
