//! Counting again what is not kept: after an import, a new definition, an upgrade, or when the day has changed.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{DefinitionId, UnitId};
use domain::register::{Counting, Counts};
use jiff::civil::Date;

use crate::measure::{self, ByUnit, count_table, faulty, fresh, own_range, recount, row_of};
use crate::projection::{Register, Registry};
use crate::store::{Reader, Scope, Store, Writer};
use crate::{Node, Result};

/// How often units that were written to while they were being counted are counted again. The next run counts the rest.
const ROUNDS: usize = 4;

/// Stale units from which on the whole table is read, on two threads, instead of the units one by one.
const MANY: usize = 256;

/// Rows from which on a second thread pays.
const LARGE: u64 = 100_000;

impl Node {
    /// Counts again whatever is not kept or not of today; tells how many units of how many registers that were.
    ///
    /// Others go on writing meanwhile: only putting the figures in takes the writer's place.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn settle_figures(&self) -> Result<u64> {
        let registry = self.registry();
        let mut settled = 0;
        for register in registry.iter().filter(|one| !one.definition.indicators.is_empty()) {
            settled += self.settle_register(register.definition.id, 2)?;
        }
        Ok(settled)
    }

    /// The same for one register, on so many threads at most.
    pub(crate) fn settle_register(&self, id: DefinitionId, threads: usize) -> Result<u64> {
        let registry = self.registry();
        let register = registry.get(id)?;
        if register.definition.indicators.is_empty() {
            return Ok(0);
        }
        let (mut settled, today) = (0, self.clock().today());
        for _ in 0..ROUNDS {
            let (done, missed) = settle(self.store(), register, today, threads)?;
            settled += done;
            if !missed {
                break;
            }
        }
        Ok(settled)
    }

    /// What every unit with records in a scope counts to, from what is kept where it is fresh.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn kept_counts(
        &self,
        register: &Register,
        scope: &Scope,
        today: Date,
    ) -> Result<BTreeMap<UnitId, Counts>> {
        measure::counts(&self.reader()?, register, scope, today)
    }

    /// What every unit with records counts to now, counted from all rows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn recount(&self, register: &Register, today: Date) -> Result<BTreeMap<UnitId, Counts>> {
        let counting = Counting::of(&register.definition).map_err(faulty(&register.definition))?;
        whole_table(self.store(), self.store().twins()?, (register, &counting), today)
    }
}

/// Fills an empty set of kept figures in a database that nobody else uses yet.
pub(crate) fn keep_everything(writer: &Writer<'_>, registry: &Registry, today: Date) -> Result<()> {
    let paths = paths(writer)?;
    for register in registry.iter().filter(|one| !one.definition.indicators.is_empty()) {
        let counting = Counting::of(&register.definition).map_err(faulty(&register.definition))?;
        let everything = Scope::everything();
        let counted = recount(writer, (register, &counting), everything.ranges(), today)?;
        writer.keep_nothing(register.definition.id)?;
        for (unit, counts) in &counted {
            if let Some(path) = paths.get(unit) {
                let row = row_of(&counting, (*unit, path), counts, today);
                writer.keep(register.definition.id, &row)?;
            }
        }
        writer.keep_all(register.definition.id)?;
    }
    Ok(())
}

/// The units to be counted; everybody where the register is not kept at all.
enum Wanted {
    All,
    Units(Vec<(UnitId, String)>),
}

/// One round: how many units were counted, and whether some were missed because they were written to meanwhile.
fn settle(store: &Store, register: &Register, today: Date, threads: usize) -> Result<(u64, bool)> {
    let counting = Counting::of(&register.definition).map_err(faulty(&register.definition))?;
    let of = (register, &counting);
    let mut readers = store.twins()?;
    readers.truncate(threads);
    let Some(reader) = readers.first() else { return Ok((0, false)) };
    let (seen, wanted) = (reader.last_entry()?, wanted(reader, of, today)?);
    let counted = match &wanted {
        Wanted::Units(units) if units.is_empty() => return Ok((0, false)),
        Wanted::Units(units) if units.len() < MANY && !most_of_it(reader, of, units)? => {
            let ranges: Vec<_> = units.iter().map(|(_, path)| own_range(path)).collect();
            recount(reader, of, &ranges, today)?
        }
        _ => whole_table(store, readers, of, today)?,
    };
    put(store.writer()?, of, (seen, &wanted, counted), today)
}

/// Whether units of a large table probably hold most of its rows, as after the import of one long list.
fn most_of_it(
    reader: &Reader<'_>,
    (register, _): (&Register, &Counting),
    units: &[(UnitId, String)],
) -> Result<bool> {
    let rows = reader.size(&register.table)?;
    if rows < LARGE {
        return Ok(false);
    }
    let mut held = 0;
    for (_, path) in units {
        held += reader.count(&register.table, &Scope::between(own_range(path)))?;
    }
    Ok(held > rows / 2)
}

fn wanted(
    reader: &Reader<'_>,
    (register, counting): (&Register, &Counting),
    today: Date,
) -> Result<Wanted> {
    let id = register.definition.id;
    if !reader.keeps(id)? {
        return Ok(Wanted::All);
    }
    let mut stale = Vec::new();
    for (from, to) in Scope::everything().ranges() {
        reader.kept_rows(id, (from, to), |row| {
            if fresh(&row, counting, today).is_none() {
                stale.push((row.unit, row.path));
            }
            Ok(())
        })?;
    }
    Ok(Wanted::Units(stale))
}

/// Counts a whole table; sums that are not of whole numbers are left to SQL.
fn whole_table(
    store: &Store,
    mut readers: Vec<Reader<'_>>,
    of: (&Register, &Counting),
    today: Date,
) -> Result<ByUnit> {
    if let Some(reader) = readers.first()
        && reader.size(&of.0.table)? < LARGE
    {
        readers.truncate(1);
    }
    let counted = count_table(readers, of, today)?;
    if counted.values().all(|counts| counts.exact) {
        return Ok(counted);
    }
    recount(&store.reader()?, of, Scope::everything().ranges(), today)
}

/// Puts in what was counted, apart from the units that were written to since.
fn put(
    writer: Writer<'_>,
    (register, counting): (&Register, &Counting),
    (seen, wanted, counted): (u64, &Wanted, ByUnit),
    today: Date,
) -> Result<(u64, bool)> {
    let (id, paths) = (register.definition.id, paths(&writer)?);
    let streams = writer.streams()?.into_iter().filter(|row| row.last > seen);
    let touched: BTreeSet<UnitId> = streams.map(|row| row.tail.head.stream.unit).collect();
    let mut units: BTreeMap<UnitId, Counts> = match wanted {
        Wanted::Units(units) => units.iter().map(|(unit, _)| (*unit, counting.nothing())).collect(),
        Wanted::All => {
            writer.keep_nothing(id)?;
            // Whoever wrote meanwhile has records that were not seen.
            touched.iter().map(|unit| (*unit, counting.nothing())).collect()
        }
    };
    for (unit, counts) in counted {
        if matches!(wanted, Wanted::All) || units.contains_key(&unit) {
            units.insert(unit, counts);
        }
    }
    let (mut done, mut missed) = (0, false);
    for (unit, mut counts) in units {
        let Some(path) = paths.get(&unit) else { continue };
        if touched.contains(&unit) {
            missed = true;
            counts.exact = false;
        }
        done += u64::from(counts.exact);
        writer.keep(id, &row_of(counting, (unit, path), &counts, today))?;
    }
    writer.keep_all(id)?;
    writer.commit()?;
    Ok((done, missed))
}

fn paths(reader: &Reader<'_>) -> Result<BTreeMap<UnitId, String>> {
    Ok(reader.paths()?.into_iter().map(|(unit, _, path)| (unit, path)).collect())
}
