//! When jobs ran, and alarms about kept figures.

use domain::base::{DefinitionId, UnitId};
use rusqlite::{OptionalExtension, Row, params};

use super::{Reader, Scope, Writer};
use crate::Result;
use crate::store::reader::bind;

/// A kept figure that was not what a recount gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureAlarm {
    /// Its number: 1, 2, 3 …
    pub no: u64,
    /// When it was found: milliseconds since 1970.
    pub at: u64,
    /// Register.
    pub register: DefinitionId,
    /// Whose records.
    pub unit: UnitId,
    /// Path of that unit.
    pub path: String,
    /// Name of the indicator; empty for the number of records.
    pub indicator: String,
    /// What was kept.
    pub kept: i64,
    /// What a recount gave.
    pub counted: i64,
}

impl Reader<'_> {
    /// Alarms that nobody took note of, about units that a scope sees; the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn figure_alarms(&self, scope: &Scope) -> Result<Vec<FigureAlarm>> {
        let (condition, bounds) = scope.condition(1);
        let sql = format!(
            "SELECT no, at, register, unit, path, indicator, kept, counted FROM figure_alarm
             WHERE {condition} AND noted_at IS NULL ORDER BY no"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        bind(&mut statement, 1, &bounds)?;
        let mut rows = statement.raw_query();
        let mut alarms = Vec::new();
        while let Some(row) = rows.next()? {
            alarms.push(alarm(row)?);
        }
        Ok(alarms)
    }

    /// When a job last ran (milliseconds since 1970), and how much it did then.
    pub(crate) fn job_run(&self, job: &str) -> Result<Option<(u64, u64)>> {
        let sql = "SELECT at, done FROM job_run WHERE job = $1";
        let numbers = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let found = self.connection().prepare_cached(sql)?.query_row([job], numbers).optional()?;
        Ok(found.map(|(at, done)| (at.cast_unsigned(), done.cast_unsigned())))
    }
}

fn alarm(row: &Row<'_>) -> rusqlite::Result<FigureAlarm> {
    Ok(FigureAlarm {
        no: row.get::<_, i64>(0)?.cast_unsigned(),
        at: row.get::<_, i64>(1)?.cast_unsigned(),
        register: DefinitionId::from_bytes(row.get::<_, [u8; 16]>(2)?),
        unit: UnitId::from_bytes(row.get::<_, [u8; 16]>(3)?),
        path: row.get(4)?,
        indicator: row.get(5)?,
        kept: row.get(6)?,
        counted: row.get(7)?,
    })
}

impl Writer<'_> {
    /// Raises an alarm, under the next number.
    pub(crate) fn raise_alarm(&self, alarm: &FigureAlarm) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO figure_alarm (no, at, register, unit, path, indicator, kept, counted)
             SELECT coalesce(max(no), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM figure_alarm",
        )?;
        statement.execute(params![
            alarm.at.cast_signed(),
            alarm.register.bytes(),
            alarm.unit.bytes(),
            alarm.path,
            alarm.indicator,
            alarm.kept,
            alarm.counted
        ])?;
        Ok(())
    }

    /// Takes note of an alarm; `false` when there is none of that number, or somebody did before.
    pub(crate) fn note_alarm(&self, no: u64, at: u64, by: &str) -> Result<bool> {
        let mut statement = self.connection().prepare_cached(
            "UPDATE figure_alarm SET noted_at = $1, noted_by = $2 WHERE no = $3 AND noted_at IS NULL",
        )?;
        Ok(statement.execute(params![at.cast_signed(), by, no.cast_signed()])? == 1)
    }

    /// Notes that a job ran.
    pub(crate) fn note_run(&self, job: &str, at: u64, done: u64) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO job_run (job, at, done) VALUES ($1, $2, $3)
             ON CONFLICT (job) DO UPDATE SET at = excluded.at, done = excluded.done",
        )?;
        statement.execute(params![job, at.cast_signed(), done.cast_signed()])?;
        Ok(())
    }
}
