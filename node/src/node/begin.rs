//! Making, opening and restoring a node.

use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};

use domain::base::{NodeId, local};
use domain::entry::{Act, Draft, DraftChange, millis};
use domain::register::Definition;

use super::Node;
use crate::config::Options;
use crate::ledger::{self, Identity, Key, Pen};
use crate::projection::{
    Projection, Ready, Registry, definition_record, node_record, system_register, system_unit,
};
use crate::store::{FILE, Store, Writer};
use crate::{NodeError, Result};

impl Node {
    /// Makes a node in a folder: database, key, built-in definitions.
    ///
    /// # Errors
    /// When the folder holds a node already, or cannot be written.
    pub fn create(folder: &Path, options: Options) -> Result<Self> {
        let path = folder.join(FILE);
        if path.exists() {
            return Err(NodeError::Exists(path));
        }
        std::fs::create_dir_all(folder).map_err(NodeError::file(folder))?;
        let Options { clock, random, store, definitions } = options;
        let id = NodeId::v7(millis(clock.now()), &random.bytes()?);
        let key = Key::create(folder, &random)?;
        let store = Store::create(&path, store)?;
        let projection = {
            let writer = store.writer()?;
            write_identity(&writer, id, &key)?;
            let projection = Projection::begin(&writer)?;
            writer.commit()?;
            projection
        };
        crate::os::sync_folder(folder).map_err(NodeError::file(folder))?;
        let registry = projection.registry().clone();
        let node = Self {
            folder: folder.to_owned(),
            id,
            key,
            clock,
            random,
            store,
            pen: Mutex::new(Pen::new(id, None)),
            registry: RwLock::new(Arc::new(registry)),
            kept: super::KeptOfNode::default(),
        };
        node.define_missing(definitions)?;
        node.announce_key()?;
        Ok(node)
    }

    /// Opens the node of a folder: takes newer built-in definitions, and makes indexes that a cut-off import lacks.
    ///
    /// # Errors
    /// When there is no node, it is of a newer program, or its key is missing.
    pub fn open(folder: &Path, options: Options) -> Result<Self> {
        let store = Store::open(&folder.join(FILE), options.store)?;
        let key = Key::load(folder)?;
        Self::over(folder, store, key, options)
    }

    /// Makes a node from a backup.
    ///
    /// # Errors
    /// When the folder holds a node already, the backup does not pass its check, or the key is another node's.
    pub fn restore(
        backup: &Path,
        folder: &Path,
        identity: &Identity,
        options: Options,
    ) -> Result<Self> {
        let store = ledger::restore(backup, folder, options.store, identity)?;
        match identity {
            Identity::Same(_) => Self::over(folder, store, Key::load(folder)?, options),
            Identity::New => Self::succeed(folder, store, options),
        }
    }

    fn over(folder: &Path, store: Store, key: Key, options: Options) -> Result<Self> {
        let id = ledger::node_of(&store)?;
        let registry = {
            let reader = store.reader()?;
            if reader.meta("public_key")?.as_deref() != Some(key.public().as_str()) {
                return Err(NodeError::WrongKey(folder.join(ledger::KEY_FILE)));
            }
            Projection::load(&reader)?.registry().clone()
        };
        let Options { clock, random, definitions, .. } = options;
        let node = Self {
            folder: folder.to_owned(),
            id,
            key,
            clock,
            random,
            store,
            pen: Mutex::new(Pen::new(id, None)),
            registry: RwLock::new(Arc::new(registry)),
            kept: super::KeptOfNode::default(),
        };
        match node.mend_indexes() {
            // Without them all is slower and nothing is wrong: a full disk must not close the node to its readers.
            Err(NodeError::DiskFull | NodeError::Unwritable(_) | NodeError::Busy) => {}
            done => done?,
        }
        node.define_missing(definitions)?;
        Ok(node)
    }

    /// A new node that goes on where another stopped: new name and key, and the other's units move to it.
    fn succeed(folder: &Path, store: Store, options: Options) -> Result<Self> {
        let old = ledger::node_of(&store)?;
        let id = NodeId::v7(millis(options.clock.now()), &options.random.bytes()?);
        let key = Key::create(folder, &options.random)?;
        let writer = store.writer()?;
        write_identity(&writer, id, &key)?;
        writer.commit()?;
        let node = Self::over(folder, store, key, options)?;
        node.announce_key()?;
        let units = ledger::units_at(&node.reader()?, &node.registry(), old)?;
        for unit in units {
            node.set_home(unit, id, None, "Phục hồi từ bản sao lưu thành máy mới")?;
        }
        Ok(node)
    }

    /// Registers built-in and further definitions whose version is newer than what is known.
    fn define_missing(&self, further: Vec<Definition>) -> Result<()> {
        let faults = domain::register::built_in_faults();
        if !faults.is_empty() {
            return Err(NodeError::Definition {
                definition: system_register("definition"),
                faults,
            });
        }
        let registry = self.registry();
        let mut changes = Vec::new();
        for definition in domain::register::built_in().into_iter().chain(further) {
            if !self.is_recorded(&registry, &definition)? {
                changes.push(definition_record(&definition, None)?);
            }
        }
        self.append_system(changes)
    }

    /// Whether a definition stands in the register of definitions, in this version or a newer one.
    fn is_recorded(&self, registry: &Registry, definition: &Definition) -> Result<bool> {
        let own = system_register("definition");
        let known = registry.get(definition.id).map(|register| register.definition.version);
        let newest = known.is_ok_and(|known| known >= definition.version);
        if definition.id != own || !newest {
            return Ok(newest);
        }
        // The register of definitions is known before it is recorded.
        let DraftChange { record, .. } = definition_record(definition, None)?;
        Ok(self.reader()?.row(&registry.get(own)?.table, record)?.is_some())
    }

    fn announce_key(&self) -> Result<()> {
        let now = local(self.clock.now());
        self.append_system(vec![node_record(self.id, &self.key.public(), now)?])
    }

    fn append_system(&self, changes: Vec<DraftChange>) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        debug_assert!(changes.iter().all(|change| matches!(change.act, Act::Put(_))));
        let draft = Draft { unit: system_unit(), officer: None, reason: None, changes };
        let ready = Ready::of(draft, &self.registry(), &self.random)?;
        self.append_ready(vec![ready]).map(|_| ())
    }

    /// Makes the indexes that an import left out when it was cut off.
    fn mend_indexes(&self) -> Result<()> {
        let registry = self.registry();
        let reader = self.reader()?;
        let mut lacking = Vec::new();
        for register in registry.iter() {
            if !reader.missing_indexes(&register.table)?.is_empty() {
                lacking.push(register);
            }
        }
        drop(reader);
        for register in lacking {
            let writer = self.store.writer()?;
            writer.create_indexes(&register.table)?;
            writer.commit()?;
        }
        Ok(())
    }
}

fn write_identity(writer: &Writer<'_>, id: NodeId, key: &Key) -> Result<()> {
    writer.set_meta("node", &id.to_string())?;
    writer.set_meta("public_key", &key.public())
}
