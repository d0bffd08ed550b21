//! Views of lists that accounts keep.

use rusqlite::{Row, params};

use super::{Reader, Writer};
use crate::Result;

impl Reader<'_> {
    /// Name and query of each view that an account keeps of a register, by name.
    pub(crate) fn saved_views(
        &self,
        account: &[u8; 16],
        register: &str,
    ) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection().prepare_cached(
            "SELECT name, query FROM saved_view WHERE account = $1 AND register = $2 ORDER BY name",
        )?;
        let view = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let rows = statement.query_map(params![account, register], view)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a view; one of the same name is replaced.
    pub(crate) fn save_view(
        &self,
        account: &[u8; 16],
        register: &str,
        (name, query): (&str, &str),
    ) -> Result<()> {
        self.connection()
            .prepare_cached(
                "INSERT INTO saved_view (account, register, name, query) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (account, register, name) DO UPDATE SET query = excluded.query",
            )?
            .execute(params![account, register, name, query])?;
        Ok(())
    }

    /// Takes a view away.
    pub(crate) fn remove_view(&self, account: &[u8; 16], register: &str, name: &str) -> Result<()> {
        self.connection()
            .prepare_cached(
                "DELETE FROM saved_view WHERE account = $1 AND register = $2 AND name = $3",
            )?
            .execute(params![account, register, name])?;
        Ok(())
    }
}
