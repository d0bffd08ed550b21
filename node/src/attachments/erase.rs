//! When the last record that names a file is erased by law, the file goes too.

use domain::entry::Acted;

use crate::projection::{Projection, Ready, system_register};
use crate::store::{FileHash, Reader, Record, Writer};
use crate::{Result, fields};

/// The files that the attachments name which these drafts erase; to be asked before the drafts are appended.
pub(crate) fn files_erased_by(reader: &Reader<'_>, drafts: &[Ready]) -> Result<Vec<FileHash>> {
    let attachments = system_register("attachment");
    let changes = drafts.iter().flat_map(|ready| ready.prepared.changes());
    let erased: Vec<_> = changes
        .filter(|change| change.act == Acted::Erase && change.definition == attachments)
        .collect();
    if erased.is_empty() {
        return Ok(Vec::new());
    }
    let registry = Projection::load(reader)?.registry().clone();
    let register = registry.get(attachments)?;
    let mut hashes = Vec::new();
    for change in erased {
        let row = reader.row(&register.table, change.record)?;
        hashes.extend(row.and_then(|row| named(&register.definition, &row)));
    }
    Ok(hashes)
}

/// Removes those of these files that no attachment names any more. A retracted attachment still names its file.
pub(crate) fn remove_unnamed(writer: &Writer<'_>, hashes: &[FileHash]) -> Result<()> {
    if hashes.is_empty() {
        return Ok(());
    }
    let registry = Projection::load(writer)?.registry().clone();
    let register = registry.get(system_register("attachment"))?;
    let mut unnamed = hashes.to_vec();
    writer.rows(&register.table, |row| {
        let hash = named(&register.definition, &row);
        unnamed.retain(|one| Some(*one) != hash);
        Ok(())
    })?;
    unnamed.iter().try_for_each(|hash| writer.remove_file(hash))
}

fn named(definition: &domain::register::Definition, row: &Record) -> Option<FileHash> {
    hash_of(fields::text(definition, &row.body, "hash"))
}

/// The hash that 64 hexadecimal digits say.
pub(crate) fn hash_of(text: &str) -> Option<FileHash> {
    blake3::Hash::from_hex(text).ok().map(|hash| *hash.as_bytes())
}
