//! Files that belong to records: the signed plan that shows a task done, the paper of a directive.
//!
//! The bytes lie in the database under their hash, so a backup has them; who they belong to, their name and their hash
//! are a record of the system register `attachment`, of the same unit as what they belong to. Bytes and records are
//! written in one transaction.

mod erase;
mod file;

use domain::base::{OfficerId, RecordId, UnitId, Value, local};
use domain::entry::{Draft, DraftChange};
use jiff::civil::DateTime;

pub use file::{File, MOST_BYTES};

pub(crate) use erase::{files_erased_by, hash_of, remove_unnamed};

use crate::ledger::hex;
use crate::projection::Register;
use crate::store::{Record, Scope};
use crate::{Node, Result, fields, units};

/// A file that belongs to a record, as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The record that says so.
    pub id: RecordId,
    /// What the file belongs to.
    pub of_record: RecordId,
    /// Name of the file when it was handed in.
    pub file_name: String,
    /// Hash of its bytes: BLAKE3, 64 hexadecimal digits.
    pub hash: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// What was said with it.
    pub note: String,
    /// When it was handed in.
    pub added_at: Option<DateTime>,
}

/// What files are attached to, and with which words.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Whose record.
    pub unit: UnitId,
    /// The record.
    pub record: RecordId,
    /// Name of its register.
    pub register: &'a str,
    /// What is said with the files.
    pub note: &'a str,
}

/// Attaches files to a record of a unit: bytes and records in one transaction. A file that the record has already is
/// not attached again.
///
/// # Errors
/// When the database cannot be read or written; then nothing has happened.
pub fn attach(
    node: &Node,
    target: Target<'_>,
    files: &[File],
    officer: Option<OfficerId>,
) -> Result<()> {
    let changes = changes(node, target, files)?;
    if changes.is_empty() {
        return Ok(());
    }
    append(node, Draft { unit: target.unit, officer, reason: None, changes }, files)
}

/// Appends an entry whose records name files, with these files.
pub(crate) fn append(node: &Node, draft: Draft, files: &[File]) -> Result<()> {
    let contents: Vec<&[u8]> = files.iter().map(File::content).collect();
    node.append_with_files(vec![node.ready(draft)?], &contents)?;
    Ok(())
}

/// The records that say that files belong to another record.
pub(crate) fn changes(node: &Node, target: Target<'_>, files: &[File]) -> Result<Vec<DraftChange>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let definition = &register(node)?.definition;
    let held = attachments_of(node, &Scope::everything(), target.record)?;
    let mut hashes: Vec<String> = held.into_iter().map(|one| one.hash).collect();
    let now = local(node.clock().now());
    let mut changes = Vec::new();
    for file in files {
        let hash = file.hash();
        if hashes.contains(&hash) {
            continue;
        }
        let values = [
            ("of_record", Value::text(target.record.to_string())),
            ("of_register", Value::text(target.register)),
            ("hash", Value::text(hash.as_str())),
            ("file_name", Value::text(file.name())),
            ("bytes", Value::Integer(i64::try_from(file.content().len()).unwrap_or(i64::MAX))),
            ("kind", Value::text(file.kind())),
            ("note", Value::text(target.note)),
            ("added_at", Value::DateTime(now)),
        ];
        changes.push(fields::change(definition, node.new_record()?, &values));
        hashes.push(hash);
    }
    Ok(changes)
}

/// The files of a record that a scope sees, in the order in which they came.
///
/// # Errors
/// When the database cannot be read.
pub fn attachments_of(node: &Node, scope: &Scope, record: RecordId) -> Result<Vec<Attachment>> {
    let register = register(node)?;
    let Some(field) = register.definition.field("of_record") else { return Ok(Vec::new()) };
    let rows = node.reader()?.rows_with(&register.table, field.no, &record.to_string())?;
    let seen = rows.iter().filter(|row| scope.sees(&row.path));
    Ok(seen.map(|row| attachment(&register, row, record)).collect())
}

/// The bytes of an attachment; `None` when they are not here.
///
/// # Errors
/// [`crate::NodeError::Damaged`] when they are no longer what their hash says; when the database cannot be read.
pub fn content(node: &Node, attachment: &Attachment) -> Result<Option<Vec<u8>>> {
    let Some(hash) = hash_of(&attachment.hash) else { return Ok(None) };
    let Some(content) = node.reader()?.file(&hash)? else { return Ok(None) };
    if *blake3::hash(&content).as_bytes() == hash {
        return Ok(Some(content));
    }
    Err(crate::NodeError::Damaged(format!("{} ({})", attachment.file_name, hex(&hash))))
}

fn attachment(register: &Register, row: &Record, of_record: RecordId) -> Attachment {
    let text = |name| fields::text(&register.definition, &row.body, name).to_owned();
    let added_at = match fields::value(&register.definition, &row.body, "added_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    };
    Attachment {
        id: row.id,
        of_record,
        file_name: text("file_name"),
        hash: text("hash"),
        bytes: fields::integer(&register.definition, &row.body, "bytes").unwrap_or_default(),
        note: text("note"),
        added_at,
    }
}

fn register(node: &Node) -> Result<std::sync::Arc<Register>> {
    units::register(node, "attachment")
}
