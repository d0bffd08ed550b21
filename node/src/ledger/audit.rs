//! Who changed what, the latest first: the entries themselves, as a page of a log.

use domain::base::{DefinitionId, OfficerId, RecordId, UnitId};
use domain::entry::{Acted, Hlc};

use crate::Result;
use crate::store::{Reader, Scope};

/// An entry as the audit shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    /// Its number on this node.
    pub no: u64,
    /// The writer's clock.
    pub at: Hlc,
    /// Whose records.
    pub unit: UnitId,
    /// Who acted.
    pub officer: Option<OfficerId>,
    /// Why.
    pub reason: Option<String>,
    /// What was done to which records.
    pub changes: Vec<(DefinitionId, RecordId, Acted)>,
}

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditFilter {
    /// Of this officer.
    pub officer: Option<OfficerId>,
    /// That touch this register.
    pub register: Option<DefinitionId>,
    /// That touch this record.
    pub record: Option<RecordId>,
    /// Before this number; the latest without.
    pub before: Option<u64>,
}

/// Entries that are looked at for one page: a rare filter gives a short page and a way to go on.
const LOOKED_AT: u64 = 5_000;

/// The entries that a scope sees and a filter wants, the latest first, and the number to go on before.
pub(crate) fn audit(
    reader: &Reader<'_>,
    scope: &Scope,
    filter: &AuditFilter,
    limit: usize,
) -> Result<(Vec<AuditRow>, Option<u64>)> {
    let last = match filter.before {
        Some(before) => before.saturating_sub(1),
        None => reader.last_entry()?,
    };
    let first = last.saturating_sub(LOOKED_AT).max(1);
    let mut rows = Vec::new();
    for no in (first..=last).rev() {
        let Some(stored) = reader.entry(no)? else { continue };
        let sealed = stored.open()?;
        let entry = sealed.entry();
        let path = reader.path_of(entry.stream.unit)?;
        let wanted = filter.officer.is_none_or(|officer| entry.officer == Some(officer))
            && filter.register.is_none_or(|register| {
                entry.changes.iter().any(|change| change.definition == register)
            })
            && filter
                .record
                .is_none_or(|record| entry.changes.iter().any(|change| change.record == record));
        if !wanted || !path.is_some_and(|path| scope.sees(&path)) {
            continue;
        }
        rows.push(AuditRow {
            no,
            at: entry.at,
            unit: entry.stream.unit,
            officer: entry.officer,
            reason: entry.reason.clone(),
            changes: entry
                .changes
                .iter()
                .map(|change| (change.definition, change.record, change.act))
                .collect(),
        });
        if rows.len() == limit {
            return Ok((rows, (no > 1).then_some(no)));
        }
    }
    Ok((rows, (first > 1).then_some(first)))
}
