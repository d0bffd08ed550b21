//! Files that were sent to be imported: tried first, looked at, then imported.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::base::UnitId;
use node::people::accounts::AccountId;

use super::request::Upload;
use crate::cli::import::Imported;

/// A file that waits to be imported.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// Who sent it: nobody else sees it.
    pub(crate) owner: AccountId,
    /// The register.
    pub(crate) register: String,
    /// Whose list it is.
    pub(crate) unit: UnitId,
    /// The file; it goes when this does.
    pub(crate) file: Upload,
    /// What the trial found.
    pub(crate) trial: Mutex<Option<Imported>>,
}

/// The files that wait.
#[derive(Debug, Default)]
pub(crate) struct Imports(Mutex<BTreeMap<String, Arc<Waiting>>>);

/// Files of one account that wait; an older one goes.
const MOST: usize = 5;

impl Imports {
    /// Keeps a file under a number.
    pub(crate) fn keep(&self, id: &str, waiting: Waiting) -> Arc<Waiting> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own: Vec<String> = all
            .iter()
            .filter(|(_, one)| one.owner == waiting.owner)
            .map(|(id, _)| id.clone())
            .collect();
        for old in own.iter().take(own.len().saturating_sub(MOST - 1)) {
            all.remove(old);
        }
        let waiting = Arc::new(waiting);
        all.insert(id.to_owned(), waiting.clone());
        waiting
    }

    /// One of an account's.
    pub(crate) fn get(&self, id: &str, owner: AccountId) -> Option<Arc<Waiting>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(id).filter(|one| one.owner == owner).cloned()
    }
}
