//! The node itself: what is said from outside goes through here.

mod begin;
mod prove;
mod read;
mod versions;
mod write;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::base::NodeId;
use domain::base::units::UnitTree;

use crate::ledger::{Key, Pen};
use crate::projection::Registry;
use crate::store::Store;
use crate::{Clock, Random};

pub use versions::TakenVersion;

/// A node: a data folder with a database and a key, a clock and a random source.
///
/// Shared between threads as it is: readers do not wait, writers wait for each other.
#[derive(Debug)]
pub struct Node {
    folder: PathBuf,
    id: NodeId,
    key: Key,
    clock: Clock,
    random: Random,
    store: Store,
    pen: Mutex<Pen>,
    registry: RwLock<Arc<Registry>>,
    tree: Mutex<Option<KeptTree>>,
}

/// The units as they were at a state of their registers.
type KeptTree = ([u64; 4], Arc<UnitTree>);

impl Node {
    /// Its id: who writes its streams.
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// Its data folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Its time.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Its random source.
    pub fn random(&self) -> &Random {
        &self.random
    }

    /// The registers as they are now.
    pub fn registry(&self) -> Arc<Registry> {
        self.registry.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The units at a state of their registers: made once for each.
    pub(crate) fn kept_tree(
        &self,
        state: [u64; 4],
        make: impl FnOnce() -> crate::Result<UnitTree>,
    ) -> crate::Result<Arc<UnitTree>> {
        let mut kept = self.tree.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, tree)) = &*kept
            && *at == state
        {
            return Ok(tree.clone());
        }
        let tree = Arc::new(make()?);
        *kept = Some((state, tree.clone()));
        Ok(tree)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    fn set_registry(&self, registry: Registry) {
        *self.registry.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(registry);
    }
}
