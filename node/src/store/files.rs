//! Files by the hash of their bytes: the same file lies here once, however many records it belongs to.

use rusqlite::{OptionalExtension, params};

use super::{Reader, Writer};
use crate::Result;

/// BLAKE3 of a file's bytes.
pub type FileHash = [u8; 32];

impl Reader<'_> {
    /// The bytes of a file as they are stored; `None` when it is not here.
    pub(crate) fn file(&self, hash: &FileHash) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT content FROM file WHERE hash = $1";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([hash], |row| row.get(0)).optional()?)
    }

    /// Whether a file is here.
    pub(crate) fn has_file(&self, hash: &FileHash) -> Result<bool> {
        let sql = "SELECT 1 FROM file WHERE hash = $1";
        Ok(self.connection().prepare_cached(sql)?.exists([hash])?)
    }

    /// Goes through all files, one in memory at a time: its name, and whether its bytes are what the name says.
    pub(crate) fn check_files(&self, mut each: impl FnMut(&[u8], bool)) -> Result<()> {
        let mut statement =
            self.connection().prepare("SELECT hash, size, content FROM file ORDER BY hash")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (hash, size): (Vec<u8>, i64) = (row.get(0)?, row.get(1)?);
            let content = row.get_ref(2)?.as_blob().unwrap_or_default();
            let whole = blake3::hash(content).as_bytes() == hash.as_slice()
                && usize::try_from(size) == Ok(content.len());
            each(&hash, whole);
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Stores a file; one that is here already is left as it is.
    pub(crate) fn put_file(&self, content: &[u8]) -> Result<FileHash> {
        let hash = *blake3::hash(content).as_bytes();
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO file (hash, size, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )?;
        let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
        statement.execute(params![hash, size, content])?;
        Ok(hash)
    }

    /// Removes a file.
    pub(crate) fn remove_file(&self, hash: &FileHash) -> Result<()> {
        self.connection().prepare_cached("DELETE FROM file WHERE hash = $1")?.execute([hash])?;
        Ok(())
    }
}
