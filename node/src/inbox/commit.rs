//! Rows become entries: 500 records each, with the place that the import has come to in the same entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::{OfficerId, RecordId, UnitId, Value, local};
use domain::entry::{Act, Draft, DraftChange};
use domain::register::Definition;
use jiff::Timestamp;

use super::Outcome;
use crate::projection::{Ready, Register};
use crate::store::Scope;
use crate::{Node, Result, fields};

/// Records in one entry.
pub(super) const BATCH: usize = 500;

/// Gathers changes and makes entries of them.
pub(super) struct Gatherer<'n> {
    node: &'n Node,
    register: Arc<Register>,
    progress: Progress,
    unit: UnitId,
    officer: Option<OfficerId>,
    changes: Vec<DraftChange>,
    /// Changes of records that other units in the scope hold: those of a merged commune stay in its own book.
    elsewhere: BTreeMap<UnitId, Vec<DraftChange>>,
    /// Changes of the program's own registers, which count as no row.
    also: Vec<DraftChange>,
}

/// The record that says how far the import of a file has come.
pub(super) struct Progress {
    register: Arc<Register>,
    record: RecordId,
    started: Timestamp,
    about: Vec<(&'static str, Value)>,
}

/// How far an earlier import of the same file had come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    /// Rows that were dealt with.
    pub(super) rows: u64,
    pub(super) accepted: u64,
    pub(super) duplicates: u64,
    pub(super) unchanged: u64,
    pub(super) updated: u64,
}

impl Progress {
    pub(super) fn new(
        register: Arc<Register>,
        record: RecordId,
        started: Timestamp,
        about: Vec<(&'static str, Value)>,
    ) -> Self {
        Self { register, record, started, about }
    }

    /// How far an import of the same file had come when it was cut off; `None` when it was not.
    pub(super) fn earlier(&self, node: &Node) -> Result<Option<Earlier>> {
        let definition = &self.register.definition;
        let record =
            node.reader()?.record(&self.register.table, &Scope::everything(), self.record)?;
        let Some(record) =
            record.filter(|record| fields::text(definition, &record.body, "stage") == "running")
        else {
            return Ok(None);
        };
        let number =
            |name| fields::integer(definition, &record.body, name).map_or(0, i64::cast_unsigned);
        Ok(Some(Earlier {
            rows: number("rows"),
            accepted: number("taken"),
            duplicates: number("duplicates"),
            unchanged: number("unchanged"),
            updated: number("updated"),
        }))
    }

    fn change(&self, outcome: &Outcome, finished: Option<Timestamp>) -> DraftChange {
        let number = |number: u64| Value::Integer(number.cast_signed());
        let mut values = self.about.clone();
        values.extend([
            ("stage", Value::text(if finished.is_some() { "done" } else { "running" })),
            ("rows", number(outcome.rows)),
            ("taken", number(outcome.accepted)),
            ("refused", number(outcome.rejected)),
            ("duplicates", number(outcome.duplicates)),
            ("unchanged", number(outcome.unchanged)),
            ("updated", number(outcome.updated)),
            ("warned", number(outcome.warned)),
            ("started_at", Value::DateTime(local(self.started))),
            ("finished_at", finished.map_or(Value::Empty, |moment| Value::DateTime(local(moment)))),
        ]);
        fields::change(&self.register.definition, self.record, &values)
    }
}

impl<'n> Gatherer<'n> {
    pub(super) fn new(
        node: &'n Node,
        register: Arc<Register>,
        progress: Progress,
        unit: UnitId,
        officer: Option<OfficerId>,
    ) -> Self {
        let changes = Vec::with_capacity(BATCH + 1);
        Self {
            node,
            register,
            progress,
            unit,
            officer,
            changes,
            elsewhere: BTreeMap::new(),
            also: Vec::new(),
        }
    }

    /// Takes what goes into the same entry as the next row.
    pub(super) fn also(&mut self, change: DraftChange) {
        self.also.push(change);
    }

    /// Takes a change of a record that `holder` holds; gives entries when there are enough. `outcome` counts the row of
    /// this change already.
    pub(super) fn take(
        &mut self,
        holder: UnitId,
        record: RecordId,
        body: domain::record::Body,
        outcome: &Outcome,
    ) -> Result<Vec<Ready>> {
        let Definition { id: definition, version, .. } = self.register.definition;
        let change = DraftChange { definition, version, record, act: Act::Put(body) };
        if holder == self.unit {
            self.changes.push(change);
        } else {
            self.elsewhere.entry(holder).or_default().push(change);
        }
        if self.changes.len() + self.elsewhere.values().map(Vec::len).sum::<usize>() < BATCH {
            Ok(Vec::new())
        } else {
            self.entries(self.progress.change(outcome, None))
        }
    }

    /// The last entries, which say that the import is done; none when nothing was taken and nothing need be said.
    pub(super) fn finish(&mut self, outcome: &Outcome, resumed: bool) -> Result<Vec<Ready>> {
        if outcome.accepted == 0 && !resumed {
            return Ok(Vec::new());
        }
        let done = self.progress.change(outcome, Some(self.node.clock().now()));
        self.entries(done)
    }

    /// What was gathered. How far the import has come is said last: nothing that it counts can be missing then.
    fn entries(&mut self, progress: DraftChange) -> Result<Vec<Ready>> {
        let mut changes = std::mem::replace(&mut self.changes, Vec::with_capacity(BATCH + 1));
        changes.append(&mut self.also);
        changes.push(progress);
        let elsewhere = std::mem::take(&mut self.elsewhere).into_iter();
        elsewhere
            .chain([(self.unit, changes)])
            .map(|(unit, changes)| {
                self.node.ready(Draft { unit, officer: self.officer, reason: None, changes })
            })
            .collect()
    }
}
