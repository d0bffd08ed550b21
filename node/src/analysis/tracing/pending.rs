//! What is about to be written, by unit and reason: all of it in one transaction, or nothing.

use std::collections::BTreeMap;

use domain::base::{OfficerId, UnitId};
use domain::entry::{Draft, DraftChange};

use crate::{Node, Result};

/// Records in one entry.
const BATCH: usize = 500;

/// Changes that wait.
#[derive(Default)]
pub(super) struct Pending(BTreeMap<(UnitId, String), Vec<DraftChange>>);

impl Pending {
    /// Takes a change of a record of a unit, and why.
    pub(super) fn put(&mut self, unit: UnitId, why: &str, change: DraftChange) {
        self.0.entry((unit, why.to_owned())).or_default().push(change);
    }

    /// Writes them; tells how many records.
    pub(super) fn write(self, node: &Node, officer: Option<OfficerId>) -> Result<u64> {
        let mut drafts = Vec::new();
        let mut count = 0;
        for ((unit, why), changes) in self.0 {
            for some in changes.chunks(BATCH) {
                count += some.len() as u64;
                let (reason, changes) = (Some(why.clone()), some.to_vec());
                drafts.push(node.ready(Draft { unit, officer, reason, changes })?);
            }
        }
        if !drafts.is_empty() {
            node.append_ready(drafts)?;
        }
        Ok(count)
    }
}
