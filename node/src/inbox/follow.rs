//! Computed fields that ask other records: when those have changed, they are computed again, by an entry of their own.
//!
//! A form counts the rows of its repeat when it is written. When a row comes later, in another list, nobody writes the
//! form; so whoever writes rows lets the records that ask them follow.

use std::sync::Arc;

use domain::base::{OfficerId, UnitId};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::{Body, Checker};
use domain::register::Definition;

use super::around::{Surroundings, single};
use super::commit::BATCH;
use crate::projection::Register;
use crate::{Node, NodeError, Result, units};

/// How far a change is followed: a figure that follows may itself be asked, also by the register it came from. Forms
/// nest three or four deep; whatever runs in a circle stops here.
const ROUNDS: usize = 8;

/// Whose records follow, and in whose name.
#[derive(Clone, Copy)]
pub(super) struct Following<'n> {
    pub(super) node: &'n Node,
    pub(super) unit: UnitId,
    pub(super) officer: Option<OfficerId>,
}

impl Following<'_> {
    /// Computes again what asks the records of a register; tells how many records changed.
    pub(super) fn after(&self, changed: &Definition) -> Result<u64> {
        let mut waiting = vec![changed.name.clone()];
        let mut count = 0;
        for _ in 0..ROUNDS {
            let mut next = Vec::new();
            for name in &waiting {
                for register in self.asking(name) {
                    let changed = self.settle(&register, name)?;
                    count += changed;
                    if changed > 0 && !next.contains(&register.definition.name) {
                        next.push(register.definition.name.clone());
                    }
                }
            }
            waiting = next;
        }
        Ok(count)
    }

    /// The registers whose formulas ask records of this one.
    fn asking(&self, name: &str) -> Vec<Arc<Register>> {
        let asks = |register: &&Arc<Register>| {
            register.definition.related.iter().any(|related| related.register == name)
                && single(self.node, &register.definition.name)
                    .is_some_and(|one| one.definition.id == register.definition.id)
        };
        self.node.registry().iter().filter(asks).cloned().collect()
    }

    /// Computes the records of a register again.
    fn settle(&self, register: &Register, asked: &str) -> Result<u64> {
        let definition = &register.definition;
        let checker = Checker::new(definition)
            .map_err(|faults| NodeError::Definition { definition: definition.id, faults })?;
        let surroundings = Surroundings::of(self.node, definition, self.officer)?;
        let today = self.node.clock().today();
        let scope = self.node.scope_of(self.unit)?;
        let mut standing = Vec::new();
        units::each_in(self.node, register, &scope, |record| {
            standing.push((record.id, record.unit, record.body.clone()));
        })?;
        let mut changes: Vec<(UnitId, DraftChange)> = Vec::new();
        for (row, (record, unit, body)) in (1..).zip(standing) {
            let Some(others) = surroundings.others(self.node, Some(record), &body)? else {
                continue;
            };
            let around = surroundings.circumstances(today, row, Some(&others));
            let computed: Body = checker.recompute(&body, &around);
            if !computed.is_empty() {
                let Definition { id, version, .. } = *definition;
                let act = Act::Put(computed);
                changes.push((unit, DraftChange { definition: id, version, record, act }));
            }
        }
        self.write(changes, asked)
    }

    fn write(&self, mut changes: Vec<(UnitId, DraftChange)>, asked: &str) -> Result<u64> {
        changes.sort_by_key(|(unit, _)| *unit);
        let count = changes.len() as u64;
        for same in changes.chunk_by(|one, other| one.0 == other.0) {
            for some in same.chunks(BATCH) {
                let draft = Draft {
                    unit: same[0].0,
                    officer: self.officer,
                    reason: Some(format!("Tính lại theo sổ “{asked}” · computed again from it")),
                    changes: some.iter().map(|(_, change)| change.clone()).collect(),
                };
                self.node.append(&draft)?;
            }
        }
        Ok(count)
    }
}
