//! Lawful erasure: bodies and salts of a record go, the chain stays whole.
//!
//! The database overwrites what it frees (`secure_delete`), and the write-ahead log is emptied afterwards. Backups made
//! before keep what they hold: whoever erases must replace them.

use domain::base::RecordId;
use domain::entry::{Change, pack};

use super::history::entries_of;
use crate::projection::Registry;
use crate::store::Writer;
use crate::{NodeError, Result};

/// Removes the bodies of a record from all packs.
pub(super) fn erase_bodies(
    writer: &Writer<'_>,
    registry: &Registry,
    change: &Change,
) -> Result<()> {
    for no in entries_of(writer, registry, change.definition, change.record)? {
        erase_body(writer, no, change.record)?;
    }
    Ok(())
}

fn erase_body(writer: &Writer<'_>, no: u64, record: RecordId) -> Result<()> {
    let Some(stored) = writer.entry(no)? else {
        return Err(NodeError::Damaged(format!("entry {no} is missing")));
    };
    let sealed = stored.open()?;
    let unreadable = |what: String| NodeError::Bodies { no, what };
    let slot = sealed.entry().changes.iter().position(|change| change.record == record);
    let bytes = stored.pack.ok_or_else(|| unreadable("the bodies are missing".to_owned()))?;
    let Some(slot) = slot else { return Ok(()) };
    let rest = pack::without(&bytes, slot).map_err(|error| unreadable(error.to_string()))?;
    writer.replace_pack(no, &rest)
}
