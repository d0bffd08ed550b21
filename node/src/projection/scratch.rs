//! Records as they were at given positions of the streams, in a database in memory.

use std::collections::{BTreeMap, BTreeSet};

use domain::entry::Head;

use super::{Projection, Registry, Step};
use crate::store::{Reader, Writer};
use crate::{NodeError, Result};

/// The records at some positions. Formulas run on its reader as they do on the node's own.
#[derive(Debug)]
pub struct Scratch {
    reader: Reader<'static>,
    registry: Registry,
    erased: u64,
}

impl Scratch {
    /// Folds the entries up to these positions, whole streams each; in the order in which this node took them in.
    ///
    /// # Errors
    /// When a position is not held here, or holds another hash; when an entry cannot be read.
    pub(crate) fn fold(
        reader: &Reader<'_>,
        registry: &Registry,
        positions: &[Head],
    ) -> Result<Self> {
        let writer = Writer::scratch()?;
        for (unit, no, path) in reader.paths()? {
            writer.keep_path(unit, no, &path)?;
        }
        let mut projection = Projection::with_tables(&writer, registry.clone())?;
        for register in registry.iter() {
            // The indexes come at the end: sorting once is quicker.
            writer.drop_indexes(&register.table)?;
        }
        let mut erased = 0;
        for no in numbers(reader, positions)? {
            let Some(stored) = reader.entry(no)? else { continue };
            let sealed = stored.open()?;
            let pack = stored.pack.as_deref().unwrap_or_default();
            let step = Step::read(no, sealed.entry(), pack, registry)?;
            for at in 0..step.changes.len() {
                erased += u64::from(step.erased(at)?);
            }
            projection.apply(&writer, step)?;
        }
        for register in registry.iter() {
            writer.create_indexes(&register.table)?;
        }
        let reader = writer.into_reader()?;
        let reader = reader.ok_or_else(|| NodeError::Damaged("scratch database".to_owned()))?;
        Ok(Self { reader, registry: registry.clone(), erased })
    }

    /// The records.
    pub fn reader(&self) -> &Reader<'static> {
        &self.reader
    }

    /// The registers that they are read with: those that the node knows today.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Bodies that could not be read because they were lawfully erased since.
    pub fn erased(&self) -> u64 {
        self.erased
    }
}

/// The numbers of all entries up to the positions, ascending.
fn numbers(reader: &Reader<'_>, positions: &[Head]) -> Result<BTreeSet<u64>> {
    let mut upto: BTreeMap<u64, u64> = BTreeMap::new();
    for head in positions {
        let unknown = || NodeError::UnknownPosition(Box::new(*head));
        let stream = reader.stream(head.stream)?.ok_or_else(unknown)?;
        if reader.hash_at(stream.no, head.seq)? != Some(head.hash) {
            return Err(unknown());
        }
        upto.insert(stream.no, head.seq);
    }
    let mut numbers = BTreeSet::new();
    for (stream, seq) in upto {
        numbers.extend(reader.entries_of(stream, seq)?);
    }
    Ok(numbers)
}
