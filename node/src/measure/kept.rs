//! Figures as they are kept, and counted where they are not: what the district looks at.
//!
//! A *return* is never made of these: it is counted afresh ([`super::figures`]).

use std::collections::BTreeSet;

use domain::base::{UnitId, days_since_1970};
use domain::register::{Counting, Counts};
use jiff::civil::Date;

use super::cases::{ByUnit, count_ranges};
use super::{Figures, faulty, figures_by_unit};
use crate::Result;
use crate::projection::Register;
use crate::store::{KeptRow, Reader, Scope};

/// Stale units that are counted one by one; for more, everything in the scope is read once.
const FEW: usize = 64;

/// What every unit with records in a scope counts to. What is kept and fresh is read; what is not is counted now.
///
/// # Errors
/// When the database cannot be read.
pub fn counts(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    today: Date,
) -> Result<ByUnit> {
    let definition = &register.definition;
    let counting = Counting::of(definition).map_err(faulty(definition))?;
    let of = (register, &counting);
    if !reader.keeps(definition.id)? {
        return recount(reader, of, scope.ranges(), today);
    }
    let (mut known, mut stale) = (ByUnit::new(), Vec::new());
    for (from, to) in scope.ranges() {
        reader.kept_rows(definition.id, (from, to), |row| {
            match fresh(&row, &counting, today) {
                Some(counts) if counts.records > 0 => {
                    known.insert(row.unit, counts);
                }
                Some(_) => {}
                None => stale.push(row),
            }
            Ok(())
        })?;
    }
    known.extend(count_stale(reader, of, scope, &stale, today)?);
    Ok(known)
}

/// All figures of a register over a scope, read where they are kept and counted where they are not. Without records every
/// figure is zero.
///
/// # Errors
/// When the database cannot be read.
pub fn kept_figures(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    today: Date,
) -> Result<Figures> {
    let mut sums = vec![0; register.definition.indicators.len()];
    for counts in counts(reader, register, scope, today)?.into_values() {
        for (sum, figure) in sums.iter_mut().zip(counts.figures) {
            *sum += figure;
        }
    }
    let names = register.definition.indicators.iter().map(|indicator| indicator.name.clone());
    Ok(names.zip(sums).collect())
}

fn count_stale(
    reader: &Reader<'_>,
    of: (&Register, &Counting),
    scope: &Scope,
    stale: &[KeptRow],
    today: Date,
) -> Result<ByUnit> {
    if stale.is_empty() {
        return Ok(ByUnit::new());
    }
    if stale.len() <= FEW {
        let ranges: Vec<(String, String)> = stale.iter().map(|row| own_range(&row.path)).collect();
        return recount(reader, of, &ranges, today);
    }
    let wanted: BTreeSet<UnitId> = stale.iter().map(|row| row.unit).collect();
    let mut counted = recount(reader, of, scope.ranges(), today)?;
    counted.retain(|unit, _| wanted.contains(unit));
    Ok(counted)
}

/// Counts ranges of paths; sums that are not of whole numbers are left to SQL.
pub(crate) fn recount(
    reader: &Reader<'_>,
    of: (&Register, &Counting),
    ranges: &[(String, String)],
    today: Date,
) -> Result<ByUnit> {
    let mut counted = count_ranges(reader, of, ranges, today)?;
    if counted.values().any(|counts| !counts.exact) {
        for range in ranges {
            let scope = Scope::between(range.clone());
            for (unit, figures) in figures_by_unit(reader, of.0, &scope, today)? {
                if let Some(counts) = counted.get_mut(&unit).filter(|counts| !counts.exact) {
                    let names = of.0.definition.indicators.iter();
                    let figure = |name: &String| figures.get(name).copied().unwrap_or_default();
                    counts.figures = names.map(|one| figure(&one.name)).collect();
                }
            }
        }
    }
    Ok(counted)
}

/// The range of paths that holds one unit, and none of those below it.
pub(crate) fn own_range(path: &str) -> (String, String) {
    (path.to_owned(), format!("{path}0"))
}

/// The figures of a kept row, if they mean what the definition says now, on this day.
pub(crate) fn fresh(row: &KeptRow, counting: &Counting, today: Date) -> Option<Counts> {
    (row.basis == counting.basis().0 && row.day == day_of(counting, today))
        .then(|| Counts::from_bytes(row.counts.as_deref()?, counting.nothing().figures.len()))
        .flatten()
}

/// The day that a kept row is marked with.
pub(crate) fn day_of(counting: &Counting, today: Date) -> i64 {
    if counting.asks_for_today() { days_since_1970(today) } else { 0 }
}

/// A row to keep; one that is not exact is marked to be counted again.
pub(crate) fn row_of(
    counting: &Counting,
    (unit, path): (UnitId, &str),
    counts: &Counts,
    today: Date,
) -> KeptRow {
    let bytes = counts.exact.then(|| counts.to_bytes());
    let (basis, day) = (counting.basis().0.to_vec(), day_of(counting, today));
    KeptRow { unit, path: path.to_owned(), basis, day, counts: bytes }
}
