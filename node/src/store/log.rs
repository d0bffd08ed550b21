//! The read log: who read which personal record, when and why.

use domain::base::{DefinitionId, OfficerId, RecordId};
use domain::entry::Hash;
use rusqlite::{OptionalExtension, Row, params};

use super::{Reader, Writer};
use crate::{NodeError, Result};

/// One reading of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// When: milliseconds since 1970, this node's clock.
    pub at: u64,
    /// Who.
    pub officer: OfficerId,
    /// Of which register.
    pub definition: DefinitionId,
    /// Which record.
    pub record: RecordId,
    /// What for.
    pub purpose: String,
}

const COLUMNS: &str = "SELECT no, at, officer, definition, record, purpose, hash FROM read_log";

impl Reader<'_> {
    /// Who read a record, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readings_of(&self, record: RecordId) -> Result<Vec<ReadRow>> {
        let sql = format!("{COLUMNS} WHERE record = $1 ORDER BY no DESC");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([record.bytes()], |row| Ok(read(row)))?;
        rows.map(|row| Ok(row??.1)).collect()
    }

    /// Readings of an officer, of a record, or all; the latest first, each with its number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readings(
        &self,
        officer: Option<OfficerId>,
        record: Option<RecordId>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<(u64, ReadRow)>> {
        let sql = format!(
            "{COLUMNS} WHERE no < $1 AND ($2 IS NULL OR officer = $2) AND ($3 IS NULL OR record = $3)
             ORDER BY no DESC LIMIT $4"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let (officer, record) =
            (officer.as_ref().map(OfficerId::bytes), record.as_ref().map(RecordId::bytes));
        let before = before.map_or(i64::MAX, u64::cast_signed);
        let rows =
            statement.query_map(params![before, officer, record, limit], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The first row of the read log that does not follow from the one before it.
    pub(crate) fn broken_reading(&self) -> Result<Option<u64>> {
        let mut statement = self.connection().prepare(&format!("{COLUMNS} ORDER BY no"))?;
        let mut rows = statement.query([])?;
        let (mut before, mut expected) = (Hash([0; 32]), 1);
        while let Some(row) = rows.next()? {
            let Ok((no, reading)) = read(row) else { return Ok(Some(expected)) };
            let hash = chained(&before, &reading);
            if no != expected || row.get::<_, Vec<u8>>(6)? != hash.0 {
                return Ok(Some(expected));
            }
            (before, expected) = (hash, expected + 1);
        }
        Ok(None)
    }
}

impl Writer<'_> {
    /// Notes that records were read.
    pub(crate) fn log_readings(&self, readings: &[ReadRow]) -> Result<()> {
        let sql = "SELECT no, hash FROM read_log ORDER BY no DESC LIMIT 1";
        let last = self
            .connection()
            .query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)));
        let (mut no, mut before) = last.optional()?.unwrap_or((0, [0; 32]));
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO read_log (no, at, officer, definition, record, purpose, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )?;
        for reading in readings {
            (no, before) = (no + 1, chained(&Hash(before), reading).0);
            statement.execute(params![
                no,
                reading.at.cast_signed(),
                reading.officer.bytes(),
                reading.definition.bytes(),
                reading.record.bytes(),
                reading.purpose,
                before,
            ])?;
        }
        Ok(())
    }
}

fn chained(before: &Hash, reading: &ReadRow) -> Hash {
    let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 reading");
    hasher.update(&before.0).update(&reading.at.to_le_bytes()).update(reading.officer.bytes());
    hasher.update(reading.definition.bytes()).update(reading.record.bytes());
    Hash(*hasher.update(reading.purpose.as_bytes()).finalize().as_bytes())
}

fn read(row: &Row<'_>) -> Result<(u64, ReadRow)> {
    let id = |at: usize| -> Result<[u8; 16]> { Ok(row.get(at)?) };
    let reading = ReadRow {
        at: row.get::<_, i64>(1)?.cast_unsigned(),
        officer: OfficerId::from_bytes(id(2)?),
        definition: DefinitionId::from_bytes(id(3)?),
        record: RecordId::from_bytes(id(4)?),
        purpose: row.get(5)?,
    };
    let no: i64 = row.get(0)?;
    if no < 1 {
        Err(NodeError::Damaged("a reading without a number".to_owned()))
    } else {
        Ok((no.cast_unsigned(), reading))
    }
}
