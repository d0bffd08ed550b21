//! The node itself: what is said from outside goes through here.

mod begin;
mod kept;
mod prove;
mod read;
mod versions;
mod write;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::base::NodeId;
use domain::base::units::UnitTree;

use crate::analysis::tracing::World;
use crate::ledger::{Key, Pen};
use crate::people::Officer;
use crate::projection::Registry;
use crate::publish::InUse;
use crate::store::Store;
use crate::{Clock, Random};

pub(crate) use kept::Kept;
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
    pub(crate) kept: KeptOfNode,
}

/// What is kept of registers that change seldom.
#[derive(Debug, Default)]
pub(crate) struct KeptOfNode {
    /// The units.
    pub(crate) tree: Kept<UnitTree>,
    /// The officers.
    pub(crate) officers: Kept<Vec<Officer>>,
    /// Which returns were put in use.
    pub(crate) in_use: Kept<Vec<InUse>>,
    /// People, places and whereabouts, as tracing asks for them.
    pub(crate) world: Kept<World>,
}

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

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    fn set_registry(&self, registry: Registry) {
        *self.registry.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(registry);
    }
}
