//! Paths of units: four base-36 digits for each level, from the top down.

use domain::base::UnitId;
use rusqlite::{OptionalExtension, params};

use super::{Reader, Writer};
use crate::Result;

/// Digits of one level: more than a million and a half units on one node.
const SEGMENT: usize = 4;

impl Reader<'_> {
    /// The path of a unit; `None` while nothing has been written about it or a unit under it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn path_of(&self, unit: UnitId) -> Result<Option<String>> {
        let mut statement =
            self.connection().prepare_cached("SELECT path FROM unit_path WHERE unit = $1")?;
        Ok(statement.query_row([unit.bytes()], |row| row.get(0)).optional()?)
    }

    /// The unit that has a path.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unit_at(&self, path: &str) -> Result<Option<UnitId>> {
        let mut statement =
            self.connection().prepare_cached("SELECT unit FROM unit_path WHERE path = $1")?;
        let bytes: Option<Vec<u8>> = statement.query_row([path], |row| row.get(0)).optional()?;
        Ok(bytes.as_deref().and_then(UnitId::from_slice))
    }

    /// All paths, by unit number.
    pub(crate) fn paths(&self) -> Result<Vec<(UnitId, u64, String)>> {
        let mut statement =
            self.connection().prepare("SELECT unit, no, path FROM unit_path ORDER BY no")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, i64>(1)?, row.get(2)?))
        })?;
        rows.map(|row| {
            let (unit, no, path) = row?;
            Ok((UnitId::from_bytes(unit), no.cast_unsigned(), path))
        })
        .collect()
    }
}

impl Writer<'_> {
    /// Gives a unit its place under a path, for ever.
    pub(crate) fn add_path(&self, unit: UnitId, above: &str) -> Result<String> {
        let mut statement =
            self.connection().prepare_cached("SELECT coalesce(max(no), 0) + 1 FROM unit_path")?;
        let no: i64 = statement.query_row([], |row| row.get(0))?;
        let path = format!("{above}{}", segment(no.cast_unsigned()));
        self.keep_path(unit, no.cast_unsigned(), &path)?;
        Ok(path)
    }

    /// Takes over a path that is known from elsewhere (scratch databases).
    pub(crate) fn keep_path(&self, unit: UnitId, no: u64, path: &str) -> Result<()> {
        let mut statement = self
            .connection()
            .prepare_cached("INSERT INTO unit_path (unit, no, path) VALUES ($1, $2, $3)")?;
        statement.execute(params![unit.bytes(), no.cast_signed(), path])?;
        Ok(())
    }
}

fn segment(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = ['0'; SEGMENT];
    for digit in digits.iter_mut().rev() {
        *digit = char::from(DIGITS[(number % 36) as usize]);
        number /= 36;
    }
    digits.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_have_one_width_and_sort_as_their_numbers() {
        assert_eq!(segment(1), "0001");
        assert_eq!(segment(35), "000z");
        assert_eq!(segment(36), "0010");
        assert!(segment(35) < segment(36) && segment(36) < segment(1295));
    }
}
