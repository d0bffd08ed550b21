//! The self-check: kept figures of a sample of units are counted again by SQL, and a difference is an alarm.
//!
//! SQL over the rows is what returns are made of and shares nothing with the way in which figures are kept. What is
//! found wrong is mended at once; the alarm stays until somebody takes note of it with a name, because a figure that
//! was wrong may have been read.

use domain::base::UnitId;
use domain::entry::millis;
use domain::register::{Counting, Counts};

use crate::measure::{faulty, figures_by_unit, fresh, own_range, recount, row_of};
use crate::projection::Register;
use crate::store::{FigureAlarm, KeptRow, Scope, Writer};
use crate::{Node, Result};

impl Node {
    /// Compares what is kept with a recount, for `sample` units that `seed` chooses; gives the differences, which are
    /// mended and kept as alarms.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn check_figures(&self, sample: usize, seed: u64) -> Result<Vec<FigureAlarm>> {
        let registry = self.registry();
        let mut chosen = Vec::new();
        for register in registry.iter().filter(|one| !one.definition.indicators.is_empty()) {
            let id = register.definition.id;
            let reader = self.reader()?;
            for (from, to) in Scope::everything().ranges() {
                reader.kept_rows(id, (from, to), |row| {
                    if row.counts.is_some() {
                        chosen.push((lot(seed, register, row.unit), register, row.path));
                    }
                    Ok(())
                })?;
            }
        }
        chosen.sort_by_key(|one| one.0);
        let mut alarms = Vec::new();
        for (_, register, path) in chosen.into_iter().take(sample) {
            alarms.extend(self.check_unit(register, &path)?);
        }
        Ok(alarms)
    }

    /// One unit, in a transaction of its own, so that nobody waits for long.
    fn check_unit(&self, register: &Register, path: &str) -> Result<Vec<FigureAlarm>> {
        let counting = Counting::of(&register.definition).map_err(faulty(&register.definition))?;
        let now = self.clock().now();
        // Seen without holding up writers; only what differs is looked at again with the writer's place.
        let writer = {
            let reader = self.reader()?;
            let Some(row) = reader.kept_row(register.definition.id, path)? else {
                return Ok(Vec::new());
            };
            if differences(&reader, (register, &counting), &row)?.is_empty() {
                return Ok(Vec::new());
            }
            self.store().writer()?
        };
        let Some(row) = writer.kept_row(register.definition.id, path)? else {
            return Ok(Vec::new());
        };
        let found = differences(&writer, (register, &counting), &row)?;
        let alarms = found.into_iter().map(|(indicator, kept, counted)| FigureAlarm {
            no: 0,
            at: millis(now),
            register: register.definition.id,
            unit: row.unit,
            path: row.path.clone(),
            indicator,
            kept,
            counted,
        });
        let alarms: Vec<FigureAlarm> = alarms.collect();
        alarms.iter().try_for_each(|alarm| writer.raise_alarm(alarm))?;
        mend(&writer, (register, &counting), &row, self.clock().today())?;
        writer.commit()?;
        Ok(alarms)
    }

    /// Takes note of an alarm, with the name of who did.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_alarm(&self, no: u64, by: &str) -> Result<bool> {
        let writer = self.store().writer()?;
        let noted = writer.note_alarm(no, millis(self.clock().now()), by)?;
        writer.commit()?;
        Ok(noted)
    }
}

/// A number that a seed gives to a unit of a register: the smallest are the sample.
fn lot(seed: u64, register: &Register, unit: UnitId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 sample of a self-check");
    hasher.update(&seed.to_le_bytes()).update(register.definition.id.bytes()).update(unit.bytes());
    *hasher.finalize().as_bytes()
}

/// Name of the indicator (empty: all records), what is kept (-1: bytes that are no figures), what SQL counts.
type Difference = (String, i64, i64);

fn differences(
    reader: &crate::Reader<'_>,
    (register, counting): (&Register, &Counting),
    row: &KeptRow,
) -> Result<Vec<Difference>> {
    let day = domain::base::date_from_days(row.day).unwrap_or_default();
    let scope = Scope::between(own_range(&row.path));
    let records = reader.count(&register.table, &scope)?.cast_signed();
    let Some(kept) = fresh(row, counting, day) else {
        // On another basis it is only waiting to be counted; on this one the bytes are no figures.
        let unreadable = row.counts.is_some() && row.basis == counting.basis().0;
        return Ok(if unreadable { vec![(String::new(), -1, records)] } else { Vec::new() });
    };
    let by_sql = figures_by_unit(reader, register, &scope, day)?.remove(&row.unit);
    let by_sql = by_sql.unwrap_or_default();
    let names = register.definition.indicators.iter().map(|one| one.name.clone());
    let pairs = names.zip(&kept.figures).map(|(name, kept)| {
        let counted = by_sql.get(&name).copied().unwrap_or_default();
        (name, *kept, counted)
    });
    let all = std::iter::once((String::new(), kept.records, records)).chain(pairs);
    Ok(all.filter(|(_, kept, counted)| kept != counted).collect())
}

fn mend(
    writer: &Writer<'_>,
    of: (&Register, &Counting),
    row: &KeptRow,
    today: jiff::civil::Date,
) -> Result<()> {
    let counted = recount(writer, of, &[own_range(&row.path)], today)?;
    let counts: Counts = counted.get(&row.unit).cloned().unwrap_or_else(|| of.1.nothing());
    writer.keep(of.0.definition.id, &row_of(of.1, (row.unit, &row.path), &counts, today))
}
