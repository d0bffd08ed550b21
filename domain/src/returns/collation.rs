//! Collation: who is on time, late or missing, and what the figures of those who reported add up to.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::CutOff;
use crate::base::UnitId;

/// How a unit stands towards a return that it owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Received before the cut-off.
    OnTime,
    /// Received, after the cut-off.
    Late,
    /// Not received, and the cut-off has gone by.
    Missing,
    /// Not received, and there is still time.
    Waiting,
}

/// What was received from one unit: the first receipt decides on timeliness, the newest version gives the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// When the first version was received.
    pub first_received: Timestamp,
    /// The number of that version.
    pub first_version: u32,
    /// When the version that counts was received.
    pub received: Timestamp,
    /// The version that counts.
    pub version: u32,
    /// Its figures by line.
    pub values: BTreeMap<String, i64>,
}

/// One unit's line in a collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub unit: UnitId,
    /// How it stands.
    pub standing: Standing,
    /// What came, if anything.
    pub received: Option<Received>,
}

/// How many units stand where. The denominator is `obliged`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Units that owe the return that day.
    pub obliged: usize,
    /// Received before the cut-off.
    pub on_time: usize,
    /// Received after it.
    pub late: usize,
    /// Not received.
    pub missing: usize,
    /// Not received, still in time.
    pub waiting: usize,
}

/// The returns of one day, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collation {
    /// The day of the cut-off.
    pub day: Date,
    /// One line a unit, in the order of the obliged units.
    pub rows: Vec<Row>,
    /// How many stand where.
    pub counts: Counts,
    /// Sums over what was received, by line. A line that some received return lacks is not summed: it is in `incomplete`.
    pub totals: BTreeMap<String, i64>,
    /// Lines that at least one received return lacks.
    pub incomplete: Vec<String>,
}

/// How one unit stands at a moment.
pub fn judge(
    cut_off: CutOff,
    day: Date,
    first_received: Option<Timestamp>,
    now: Timestamp,
) -> Standing {
    match first_received {
        Some(received) if cut_off.is_met(day, received) => Standing::OnTime,
        Some(_) => Standing::Late,
        None if cut_off.is_past(day, now) => Standing::Missing,
        None => Standing::Waiting,
    }
}

/// Puts the returns of a day side by side. Units that sent a return without owing one are not counted.
pub fn collate(
    lines: &[String],
    cut_off: CutOff,
    day: Date,
    obliged: &[UnitId],
    mut received: BTreeMap<UnitId, Received>,
    now: Timestamp,
) -> Collation {
    let rows: Vec<Row> = obliged
        .iter()
        .map(|unit| {
            let received = received.remove(unit);
            let standing = judge(cut_off, day, received.as_ref().map(|r| r.first_received), now);
            Row { unit: *unit, standing, received }
        })
        .collect();
    let (totals, incomplete) = sum(lines, &rows);
    Collation { day, counts: count(&rows), rows, totals, incomplete }
}

fn count(rows: &[Row]) -> Counts {
    let mut counts = Counts { obliged: rows.len(), ..Counts::default() };
    for row in rows {
        match row.standing {
            Standing::OnTime => counts.on_time += 1,
            Standing::Late => counts.late += 1,
            Standing::Missing => counts.missing += 1,
            Standing::Waiting => counts.waiting += 1,
        }
    }
    counts
}

fn sum(lines: &[String], rows: &[Row]) -> (BTreeMap<String, i64>, Vec<String>) {
    let mut totals = BTreeMap::new();
    let mut incomplete = Vec::new();
    let received: Vec<&Received> = rows.iter().filter_map(|row| row.received.as_ref()).collect();
    for line in lines {
        let figures: Option<Vec<i64>> =
            received.iter().map(|r| r.values.get(line).copied()).collect();
        match figures {
            Some(figures) => drop(totals.insert(line.clone(), figures.iter().sum())),
            None => incomplete.push(line.clone()),
        }
    }
    (totals, incomplete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stamp;
    use jiff::civil::{date, datetime, time};
    use proptest::prelude::*;

    fn at(hour: i8, minute: i8) -> Timestamp {
        stamp(datetime(2021, 9, 10, hour, minute, 0, 0)).unwrap()
    }

    fn received(hour: i8, minute: i8, total: i64) -> Received {
        let moment = at(hour, minute);
        let values = [("total".to_owned(), total)].into();
        Received { first_received: moment, first_version: 1, received: moment, version: 1, values }
    }

    const TEN: CutOff = CutOff::Before(time(10, 0, 0, 0));

    #[test]
    fn three_units_three_standings() {
        let units: Vec<UnitId> = ["a", "b", "c"].map(UnitId::derived).to_vec();
        let came = [(units[0], received(9, 59, 5)), (units[1], received(10, 0, 7))].into();
        let day = date(2021, 9, 10);
        let result = collate(&["total".into()], TEN, day, &units, came, at(12, 0));
        let standings: Vec<Standing> = result.rows.iter().map(|row| row.standing).collect();
        assert_eq!(standings, [Standing::OnTime, Standing::Late, Standing::Missing]);
        assert_eq!(result.totals["total"], 12);
    }

    #[test]
    fn before_the_cut_off_nobody_is_missing() {
        assert_eq!(judge(TEN, date(2021, 9, 10), None, at(9, 59)), Standing::Waiting);
        assert_eq!(judge(TEN, date(2021, 9, 10), None, at(10, 0)), Standing::Missing);
    }

    #[test]
    fn a_correction_does_not_make_a_unit_late() {
        let corrected = Received { received: at(11, 30), version: 2, ..received(9, 0, 5) };
        let unit = UnitId::derived("a");
        let came = [(unit, corrected)].into();
        let result = collate(&["total".into()], TEN, date(2021, 9, 10), &[unit], came, at(12, 0));
        assert_eq!(result.counts.on_time, 1);
    }

    #[test]
    fn a_line_that_one_return_lacks_is_not_summed() {
        let units = ["a", "b"].map(UnitId::derived);
        let mut without = received(9, 0, 0);
        without.values.clear();
        let came = [(units[0], received(9, 0, 5)), (units[1], without)].into();
        let result = collate(&["total".into()], TEN, date(2021, 9, 10), &units, came, at(12, 0));
        assert_eq!((result.totals.len(), result.incomplete), (0, vec!["total".to_owned()]));
    }

    proptest! {
        #[test]
        fn the_standings_add_up_to_the_obliged(hours in prop::collection::vec(prop::option::of(0i8..24), 0..30), now in 0i8..24) {
            let units: Vec<UnitId> = (0..hours.len()).map(|n| UnitId::derived(&n.to_string())).collect();
            let came = units.iter().zip(&hours).filter_map(|(unit, hour)| hour.map(|h| (*unit, received(h, 0, 1)))).collect();
            let result = collate(&["total".into()], TEN, date(2021, 9, 10), &units, came, at(now, 0));
            let c = result.counts;
            prop_assert_eq!(c.on_time + c.late + c.missing + c.waiting, c.obliged);
            prop_assert_eq!(result.totals["total"] as usize, c.on_time + c.late);
        }
    }
}
