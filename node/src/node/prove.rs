//! What proves that everything is still there, and carries it away.

use std::path::Path;

use jiff::Timestamp;

use super::Node;
use crate::config::StoreOptions;
use crate::ledger::{self, BackedUp, Depth, Verified};
use crate::projection::{Digest, RebuildProgress, Rebuilt, Registry, fold_into};
use crate::store::{CopyProgress, Writer};
use crate::{NodeError, Result};

impl Node {
    /// Checks the whole database, while others go on writing. `progress` hears how many entries were walked, of how many.
    ///
    /// # Errors
    /// When the check itself cannot be made (no room for the scratch file). What is broken is in the result.
    pub fn verify(&self, depth: Depth, progress: &mut dyn FnMut(u64, u64)) -> Result<Verified> {
        ledger::verify(&self.store, depth, progress)
    }

    /// The digest of all tables that follow from the entries.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn digest(&self) -> Result<Digest> {
        Digest::of(&self.reader()?, &self.registry())
    }

    /// The digest of the tables in another file, such as one that [`Node::rebuild`] made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn digest_of(path: &Path, registry: &Registry) -> Result<Digest> {
        let writer = Writer::file(path, &StoreOptions::default())?;
        Digest::of(&writer, registry)
    }

    /// Makes all tables again, from the entries alone, in a new database file.
    ///
    /// Entries, signatures and read log are copied, tables are folded. The file can take the place of `phaodai.db` while
    /// the node is stopped.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, or an entry cannot be read.
    pub fn rebuild(
        &self,
        into: &Path,
        progress: &mut dyn FnMut(RebuildProgress),
    ) -> Result<Rebuilt> {
        if into.exists() {
            return Err(NodeError::Exists(into.to_owned()));
        }
        let rebuilt = self.rebuild_new(into, progress);
        if rebuilt.is_err() {
            // Half a database must not be taken for a whole one.
            let _ = std::fs::remove_file(into);
        }
        rebuilt
    }

    fn rebuild_new(
        &self,
        into: &Path,
        progress: &mut dyn FnMut(RebuildProgress),
    ) -> Result<Rebuilt> {
        let writer = Writer::file(into, &StoreOptions::default())?;
        let reader = self.reader()?;
        writer.copy_beside(&reader)?;
        let (rebuilt, _) = fold_into(&writer, reader, true, progress)?;
        crate::jobs::keep_everything(&writer, &rebuilt.registry, self.clock.today())?;
        writer.settle()?;
        let file = std::fs::File::options().write(true).open(into);
        file.and_then(|file| file.sync_all()).map_err(NodeError::file(into))?;
        Ok(rebuilt)
    }

    /// Copies the database into a new file while the node runs, and checks the copy. The key is not in it.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, or the copy does not pass its check.
    pub fn backup(&self, path: &Path, progress: &mut dyn FnMut(CopyProgress)) -> Result<BackedUp> {
        let made = ledger::backup(&self.store, path, progress)?;
        // The copy is whole whether or not this can be noted: a disk that is full of backups must not fail the last one.
        let _ = self.note_backup(path);
        Ok(made)
    }

    /// Notes when and where the last backup went, for [`crate::doctor`].
    fn note_backup(&self, path: &Path) -> Result<()> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let writer = self.store.writer()?;
        writer.set_meta("backed_up_at", &self.clock.now().to_string())?;
        writer.set_meta("backed_up_to", &path.display().to_string())?;
        writer.commit()
    }

    /// When and where the last backup of this node went; `None` when none was made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_backup(&self) -> Result<Option<(Timestamp, String)>> {
        let reader = self.reader()?;
        let at = reader.meta("backed_up_at")?.and_then(|text| text.parse().ok());
        Ok(at.zip(reader.meta("backed_up_to")?))
    }

    /// The moment of the last entry, by the clock of whoever wrote it; `None` on a fresh node.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_entry_at(&self) -> Result<Option<Timestamp>> {
        let latest = self.reader()?.newest_clock()?;
        Ok(latest.and_then(|clock| Timestamp::from_millisecond(clock.millis.cast_signed()).ok()))
    }
}
