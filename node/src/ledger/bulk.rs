//! Large imports: several entries in one transaction, indexes made at the end.

use std::sync::Arc;
use std::thread;

use domain::base::DefinitionId;

use super::Appended;
use crate::projection::{Ready, Register};
use crate::{Node, Result};

/// Entries in one transaction: 5,000 records of 500 each. Syncing the disk is a small part of the time, and the writer
/// works in short bursts, so that the threads before it need not stand still while it does.
const ENTRIES: usize = 10;

/// Rows from which on it pays to make the indexes at the end.
const MANY: u64 = 20_000;

/// An import under way. What was pushed is durable in steps; after [`Bulk::finish`] all of it is.
///
/// When it is cut off, the entries of whole steps are there, and the next opening of the node makes the indexes.
#[derive(Debug)]
pub struct Bulk<'n> {
    node: &'n Node,
    waiting: Vec<Ready>,
    appended: Vec<Appended>,
    bare: Option<Arc<Register>>,
    definition: DefinitionId,
}

impl<'n> Bulk<'n> {
    /// Begins an import of about so many rows into a register. When the register holds fewer than twice as many, its
    /// indexes are dropped until the end: sorting once is several times faster than inserting one by one.
    pub(crate) fn begin(node: &'n Node, definition: DefinitionId, rows: u64) -> Result<Self> {
        let register = node.registry().get(definition)?.clone();
        let writer = node.store().writer()?;
        let pays = rows >= MANY && writer.size(&register.table)? / 2 <= rows;
        if pays {
            writer.drop_indexes(&register.table)?;
            writer.commit()?;
        }
        let bare = pays.then_some(register);
        Ok(Self { node, waiting: Vec::new(), appended: Vec::new(), bare, definition })
    }

    /// Takes one entry; commits when there are enough for a transaction.
    ///
    /// # Errors
    /// As [`Node::append`]; then the entries of this transaction are not in the ledger.
    pub fn push(&mut self, ready: Ready) -> Result<()> {
        self.waiting.push(ready);
        if self.waiting.len() < ENTRIES { Ok(()) } else { self.flush() }
    }

    /// The entries that are durable by now.
    pub fn appended(&self) -> &[Appended] {
        &self.appended
    }

    /// Commits the rest, makes the indexes and counts the figures of the units that were written to.
    ///
    /// # Errors
    /// As [`Node::append`].
    pub fn finish(mut self) -> Result<Vec<Appended>> {
        self.flush()?;
        let (node, definition) = (self.node, self.definition);
        // Rows are counted, on one thread, while they are sorted for the indexes on another; the figures are put in when the indexes are there. The
        // import is durable by now: figures that could not be kept are counted by whoever reads them.
        thread::scope(|scope| {
            let counted = scope.spawn(move || node.settle_register(definition, 1));
            let indexed = self.index();
            let _ = counted.join();
            indexed
        })?;
        Ok(std::mem::take(&mut self.appended))
    }

    fn flush(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let entries = std::mem::take(&mut self.waiting);
        self.appended.extend(self.node.append_ready(entries)?);
        Ok(())
    }

    fn index(&mut self) -> Result<()> {
        let Some(register) = self.bare.take() else { return Ok(()) };
        // The register may have been upgraded meanwhile; its newest plan tells which indexes there should be.
        let register = self.node.registry().get(register.definition.id)?.clone();
        let writer = self.node.store().writer()?;
        writer.create_indexes(&register.table)?;
        writer.commit()
    }
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        // An import that was given up leaves no table without indexes; if this fails, the next opening does it.
        let _ = self.index();
    }
}
