//! Whether the tables are what the entries say: folds them into a scratch file and compares.

use std::path::PathBuf;

use domain::base::RecordId;

use super::{Breach, Verified};
use crate::config::StoreOptions;
use crate::projection::{Digest, Register, Registry, fold_into};
use crate::store::{Reader, Store, Writer};
use crate::{NodeError, Result};

/// A scratch file that is gone when the check is over.
struct ScratchFile(PathBuf);

impl ScratchFile {
    fn beside(store: &Store) -> Self {
        let path = store.path().with_extension(format!("verify-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        // It is ours alone; what cannot be removed now is removed by the next check.
        let _ = std::fs::remove_file(&self.0);
    }
}

pub(super) fn check(store: &Store, reader: Reader<'_>, verified: &mut Verified) -> Result<()> {
    let file = ScratchFile::beside(store);
    let writer = Writer::file(&file.0, &StoreOptions::default())?;
    let (rebuilt, reader) = match fold_into(&writer, reader, false, &mut |_| ()) {
        Ok(folded) => folded,
        Err(error @ (NodeError::DiskFull | NodeError::Busy)) => return Err(error),
        Err(error) => {
            verified.report(None, Breach::Fold(error.to_string()));
            return Ok(());
        }
    };
    compare(&reader, &writer, &rebuilt.registry, verified)
}

fn compare(
    reader: &Reader<'_>,
    folded: &Reader<'_>,
    registry: &Registry,
    verified: &mut Verified,
) -> Result<()> {
    for register in registry.iter() {
        if !reader.has_table(&register.table)? {
            verified.report(None, Breach::Schema(register.table.plan.table.clone()));
        } else if let Some(record) = differing(reader, folded, register)? {
            let register = register.definition.name.clone();
            verified.report(None, Breach::Row { register, record });
        }
    }
    let (ours, theirs) = (Digest::beside(reader)?, Digest::beside(folded)?);
    for (at, table) in ["unit_path", "record_entry"].into_iter().enumerate() {
        if ours.get(at) != theirs.get(at) {
            verified.report(None, Breach::Table(table));
        }
    }
    Ok(())
}

/// The first record, by id, that is not alike in both.
fn differing(
    reader: &Reader<'_>,
    folded: &Reader<'_>,
    register: &Register,
) -> Result<Option<RecordId>> {
    let table = &register.table;
    if reader.digest_table(table)? == folded.digest_table(table)? {
        return Ok(None);
    }
    let (ours, theirs) = (reader.digest_rows(table)?, folded.digest_rows(table)?);
    let unlike = ours.iter().find(|(id, hash)| theirs.get(*id) != Some(*hash));
    let unlike = unlike.or_else(|| theirs.iter().find(|(id, _)| !ours.contains_key(*id)));
    Ok(unlike.map(|(id, _)| *id))
}
