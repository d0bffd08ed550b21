//! What changes the ledger.

use std::sync::PoisonError;

use domain::base::{DefinitionId, NodeId, OfficerId, RecordId, UnitId, local};
use domain::entry::{Acted, Draft, millis};
use domain::register::Definition;

use super::Node;
use crate::attachments;
use crate::ledger::{self, Appended, Bulk, Pen};
use crate::projection::{Ready, definition_record, home_node_changes};
use crate::store::{ReadRow, Reader, Writer};
use crate::{NodeError, Result};

impl Node {
    /// A fresh record id.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn new_record(&self) -> Result<RecordId> {
        self.random.record_id(millis(self.clock.now()))
    }

    /// Appends one entry and changes its rows. When this returns, both are on the disk.
    ///
    /// # Errors
    /// When the draft is refused (unknown register, record of another unit, no reason …), another process writes for too
    /// long, or the disk is full. Then nothing has happened.
    pub fn append(&self, draft: &Draft) -> Result<Appended> {
        let ready = self.ready(draft.clone())?;
        let appended = self.append_ready(vec![ready])?;
        appended.into_iter().next().ok_or(NodeError::Draft(domain::entry::DraftError::Empty))
    }

    /// Does everything for a draft that needs no database: checks, bytes, hashes, rows. On any thread.
    ///
    /// # Errors
    /// As [`Ready::of`].
    pub fn ready(&self, draft: Draft) -> Result<Ready> {
        Ready::of(draft, &self.registry(), &self.random)
    }

    /// Appends several entries in one transaction: all or none.
    ///
    /// # Errors
    /// As [`Node::append`].
    pub fn append_ready(&self, drafts: Vec<Ready>) -> Result<Vec<Appended>> {
        self.append_with_files(drafts, &[])
    }

    /// Appends several entries in one transaction if something still holds when nobody else can write: a number is still
    /// free, a record still unknown. `None` when it no longer does; then nothing has happened.
    pub(crate) fn append_if(
        &self,
        drafts: Vec<Ready>,
        holds: impl FnOnce(&Reader<'_>) -> Result<bool>,
    ) -> Result<Option<Vec<Appended>>> {
        self.write(drafts, &[], holds)
    }

    /// Appends entries and stores the files that their records name, in one transaction: all or nothing.
    pub(crate) fn append_with_files(
        &self,
        drafts: Vec<Ready>,
        files: &[&[u8]],
    ) -> Result<Vec<Appended>> {
        Ok(self.write(drafts, files, |_| Ok(true))?.unwrap_or_default())
    }

    fn write(
        &self,
        drafts: Vec<Ready>,
        files: &[&[u8]],
        holds: impl FnOnce(&Reader<'_>) -> Result<bool>,
    ) -> Result<Option<Vec<Appended>>> {
        let now = millis(self.clock.now());
        let erases = drafts
            .iter()
            .any(|ready| ready.prepared.changes().iter().any(|change| change.act == Acted::Erase));
        let mut pen = self.pen.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = self.store.writer()?;
        if !holds(&writer)? {
            return Ok(None);
        }
        let appended = write_all(&mut pen, writer, now, drafts, files);
        let appended = appended.inspect_err(|_| pen.forget())?;
        if let Some(registry) = pen.registry() {
            self.set_registry(registry.clone());
        }
        drop(pen);
        if erases {
            self.store.empty_log()?;
        }
        Ok(Some(appended))
    }

    /// Takes a new register, or a new version of one, by an entry of the unit that issues it. Its table is there when
    /// this returns.
    ///
    /// # Errors
    /// When the new version would lose data, and as [`Node::append`].
    pub fn define(
        &self,
        issuer: UnitId,
        officer: Option<OfficerId>,
        definition: &Definition,
    ) -> Result<Appended> {
        let changes = vec![definition_record(definition, Some(issuer))?];
        self.append(&Draft { unit: issuer, officer, reason: None, changes })
    }

    /// Begins a large import of about `rows` records into a register.
    ///
    /// # Errors
    /// When the register is not known, or the database cannot be written.
    pub fn bulk(&self, definition: DefinitionId, rows: u64) -> Result<Bulk<'_>> {
        Bulk::begin(self, definition, rows)
    }

    /// Signs the heads of this node's streams that are not signed yet; tells how many. At each return, on request, and
    /// hourly.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn sign_heads(&self) -> Result<usize> {
        let writer = self.store.writer()?;
        let signed = ledger::sign_heads(&writer, self.id, &self.key, millis(self.clock.now()))?;
        writer.commit()?;
        Ok(signed)
    }

    /// Makes a node the home of a unit from now on, by an entry of the unit.
    ///
    /// # Errors
    /// As [`Node::append`].
    pub fn set_home(
        &self,
        unit: UnitId,
        node: NodeId,
        officer: Option<OfficerId>,
        reason: &str,
    ) -> Result<Appended> {
        let from = local(self.clock.now());
        let change = home_node_changes(self.new_record()?, unit, node, from, Some(reason))?;
        let reason = Some(reason.to_owned());
        self.append(&Draft { unit, officer, reason, changes: vec![change] })
    }

    /// Notes in the read log that an officer opened personal records, and why.
    ///
    /// # Errors
    /// When the database cannot be written; then the records must not be shown.
    pub fn log_readings(
        &self,
        officer: OfficerId,
        definition: DefinitionId,
        records: &[RecordId],
        purpose: &str,
    ) -> Result<()> {
        let at = millis(self.clock.now());
        let reading = |record: &RecordId| {
            let (record, purpose) = (*record, purpose.to_owned());
            ReadRow { at, officer, definition, record, purpose }
        };
        let readings: Vec<ReadRow> = records.iter().map(reading).collect();
        let writer = self.store.writer()?;
        writer.log_readings(&readings)?;
        writer.commit()
    }
}

/// Everything of one transaction. Files whose last attachment is erased go with it.
fn write_all(
    pen: &mut Pen,
    writer: Writer<'_>,
    now: u64,
    drafts: Vec<Ready>,
    files: &[&[u8]],
) -> Result<Vec<Appended>> {
    let erased = attachments::files_erased_by(&writer, &drafts)?;
    for content in files {
        writer.put_file(content)?;
    }
    let appended = pen.append(&writer, now, drafts)?;
    attachments::remove_unnamed(&writer, &erased)?;
    writer.commit()?;
    Ok(appended)
}
