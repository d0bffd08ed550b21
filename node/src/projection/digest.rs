//! One short value for all tables: equal digests, equal tables.

use std::collections::BTreeMap;

use domain::base::DefinitionId;
use domain::entry::Hash;

use super::Registry;
use crate::Result;
use crate::store::Reader;

/// Digests of all register tables, of the paths of units and of the index of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// For each register the digest of its table: all columns of all rows.
    pub registers: BTreeMap<DefinitionId, Hash>,
    /// Paths of units.
    pub paths: Hash,
    /// The index from records to entries.
    pub index: Hash,
}

impl Digest {
    /// Reads all tables.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(reader: &Reader<'_>, registry: &Registry) -> Result<Self> {
        let mut registers = BTreeMap::new();
        for register in registry.iter() {
            registers.insert(register.definition.id, reader.digest_table(&register.table)?);
        }
        let [paths, index] = Self::beside(reader)?;
        Ok(Self { registers, paths, index })
    }

    /// The digests that do not belong to a register: paths, index.
    pub(crate) fn beside(reader: &Reader<'_>) -> Result<[Hash; 2]> {
        reader.digest_beside()
    }

    /// One hash over all of them.
    pub fn total(&self) -> Hash {
        let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 digest of all tables");
        for (id, hash) in &self.registers {
            hasher.update(id.bytes()).update(&hash.0);
        }
        Hash(*hasher.update(&self.paths.0).update(&self.index.0).finalize().as_bytes())
    }
}
