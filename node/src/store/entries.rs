//! The chain, the packs beside it, and the index from records to entries.

use domain::base::RecordId;
use domain::entry::{Hash, Sealed};
use rusqlite::{OptionalExtension, params};

use super::{Reader, Writer};
use crate::{NodeError, Result};

/// An entry as it stands in the database; nothing of it is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its number on this node.
    pub no: u64,
    /// Number of its stream on this node.
    pub stream: u64,
    /// Number within the stream, as the row says.
    pub seq: u64,
    /// Hash, as the row says.
    pub hash: Vec<u8>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its salts and bodies; `None` when the pack is missing.
    pub pack: Option<Vec<u8>>,
}

impl StoredEntry {
    /// The entry, when bytes and hash agree.
    ///
    /// # Errors
    /// When they do not.
    pub fn open(&self) -> Result<Sealed> {
        let no = self.no;
        let sealed =
            Sealed::read(self.bytes.clone()).map_err(|source| NodeError::Entry { no, source })?;
        if self.hash != sealed.hash().0 {
            return Err(NodeError::Damaged(format!("entry {no} does not have its hash")));
        }
        Ok(sealed)
    }
}

const ENTRY: &str = "SELECT no, stream, seq, hash, entry.bytes, pack.bytes
                     FROM entry LEFT JOIN pack ON pack.entry = entry.no";

impl Reader<'_> {
    /// Every entry, in the order in which this node took them in.
    ///
    /// # Errors
    /// When the database cannot be read, or `each` fails.
    pub fn entries(&self, mut each: impl FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        let mut statement = self.connection().prepare(&format!("{ENTRY} ORDER BY no"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(read(row)?)?;
        }
        Ok(())
    }

    /// The entries of one stream up to a number, each with the number that this node gave it.
    pub(crate) fn entries_of(&self, stream: u64, upto: u64) -> Result<Vec<u64>> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT no FROM entry WHERE stream = $1 AND seq <= $2 ORDER BY seq")?;
        let rows = statement.query_map([stream.cast_signed(), upto.cast_signed()], |row| {
            Ok(row.get::<_, i64>(0)?.cast_unsigned())
        })?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// One entry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn entry(&self, no: u64) -> Result<Option<StoredEntry>> {
        let mut statement = self.connection().prepare_cached(&format!("{ENTRY} WHERE no = $1"))?;
        Ok(statement.query_row([no.cast_signed()], read).optional()?)
    }

    /// The number of the last entry; 0 when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_entry(&self) -> Result<u64> {
        let mut statement =
            self.connection().prepare_cached("SELECT coalesce(max(no), 0) FROM entry")?;
        Ok(statement.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// Entries that touched a record, apart from the one that its row carries; ascending.
    pub(crate) fn indexed_entries(&self, record: RecordId) -> Result<Vec<u64>> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT entry FROM record_entry WHERE record = $1 ORDER BY entry")?;
        let rows = statement
            .query_map([record.bytes()], |row| Ok(row.get::<_, i64>(0)?.cast_unsigned()))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// Packs of entries that are not there.
    pub(crate) fn stray_packs(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM pack WHERE entry NOT IN (SELECT no FROM entry)";
        Ok(self.connection().query_row(sql, [], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// The hash of an entry by stream and number within it.
    pub(crate) fn hash_at(&self, stream: u64, seq: u64) -> Result<Option<Hash>> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT hash FROM entry WHERE stream = $1 AND seq = $2")?;
        let bytes: Option<Vec<u8>> = statement
            .query_row([stream.cast_signed(), seq.cast_signed()], |row| row.get(0))
            .optional()?;
        Ok(bytes.as_deref().and_then(Hash::from_slice))
    }
}

impl Writer<'_> {
    /// Appends an entry and its pack.
    pub(crate) fn add_entry(
        &self,
        no: u64,
        stream: u64,
        sealed: &Sealed,
        pack: &[u8],
    ) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO entry (no, stream, seq, hash, bytes) VALUES ($1, $2, $3, $4, $5)",
        )?;
        let (no, seq) = (no.cast_signed(), sealed.entry().seq.cast_signed());
        statement.execute(params![
            no,
            stream.cast_signed(),
            seq,
            sealed.hash().0,
            sealed.bytes()
        ])?;
        let mut statement =
            self.connection().prepare_cached("INSERT INTO pack (entry, bytes) VALUES ($1, $2)")?;
        statement.execute(params![no, pack])?;
        Ok(())
    }

    /// Rewrites a pack: lawful erasure, and nothing else.
    pub(crate) fn replace_pack(&self, no: u64, pack: &[u8]) -> Result<()> {
        let mut statement =
            self.connection().prepare_cached("UPDATE pack SET bytes = $1 WHERE entry = $2")?;
        statement.execute(params![pack, no.cast_signed()])?;
        Ok(())
    }

    /// Notes that an entry touched a record, when the record's row will not carry it any more.
    pub(crate) fn index_entry(&self, record: RecordId, entry: u64) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO record_entry (record, entry) VALUES ($1, $2)
             ON CONFLICT (record, entry) DO NOTHING",
        )?;
        statement.execute(params![record.bytes(), entry.cast_signed()])?;
        Ok(())
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredEntry> {
    Ok(StoredEntry {
        no: row.get::<_, i64>(0)?.cast_unsigned(),
        stream: row.get::<_, i64>(1)?.cast_unsigned(),
        seq: row.get::<_, i64>(2)?.cast_unsigned(),
        hash: row.get(3)?,
        bytes: row.get(4)?,
        pack: row.get(5)?,
    })
}
