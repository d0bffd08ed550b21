//! Files of the database: each is what its hash says, and each that a record names is there.

use std::collections::BTreeMap;

use super::{Breach, Verified};
use crate::attachments::hash_of;
use crate::ledger::hex;
use crate::projection::{Projection, system_register};
use crate::store::Reader;
use crate::{Result, fields};

pub(super) fn check(reader: &Reader<'_>, verified: &mut Verified) -> Result<()> {
    let mut damaged = BTreeMap::new();
    reader.check_files(|hash, whole| {
        if whole {
            verified.files += 1;
        } else {
            damaged.insert(hash.to_vec(), String::new());
        }
    })?;
    check_named(reader, &mut damaged, verified)?;
    for (hash, name) in damaged {
        verified.report(None, Breach::StoredFile { hash: hex(&hash), name });
    }
    Ok(())
}

/// Finds out what the damaged files are called, and whether a file that a record names is missing.
fn check_named(
    reader: &Reader<'_>,
    damaged: &mut BTreeMap<Vec<u8>, String>,
    verified: &mut Verified,
) -> Result<()> {
    let registry = Projection::load(reader)?.registry().clone();
    let Ok(attachments) = registry.get(system_register("attachment")) else { return Ok(()) };
    reader.rows(&attachments.table, |row| {
        let text = |name| fields::text(&attachments.definition, &row.body, name);
        let Some(hash) = hash_of(text("hash")) else { return Ok(()) };
        let name = text("file_name").to_owned();
        if let Some(unnamed) = damaged.get_mut(hash.as_slice()) {
            *unnamed = name;
        } else if !reader.has_file(&hash)? {
            let breach = Breach::FileMissing { record: row.id, hash: hex(&hash), name };
            verified.report(None, breach);
        }
        Ok(())
    })
}
