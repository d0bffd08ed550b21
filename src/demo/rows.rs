//! The rows of a list as the commune wrote it: the residents, and what went wrong while typing.

use fastrand::Rng;

use super::profile::Flaws;
use super::resident::AwayResident;

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The resident with this index; counts.
    Resident(usize),
    /// A row typed a second time, the same in every cell but the running number; does not count again.
    Repeated(usize),
    /// A row that cannot be taken; does not count.
    Flawed(AwayResident, Flaw),
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The name is empty.
    NoName,
    /// The expected return is a day that no calendar has: day and month, the year follows the list's habit.
    ImpossibleDate {
        /// Day of the month, e.g. 31.
        day: u8,
        /// Month, e.g. 9; may be 13.
        month: u8,
    },
}

const IMPOSSIBLE: [(u8, u8); 4] = [(31, 9), (30, 2), (31, 11), (12, 13)];

/// The residents in order, with flawed rows and repetitions strewn in.
pub(super) fn strewn(
    residents: usize,
    spoilt: Vec<AwayResident>,
    flaws: Flaws,
    rng: &mut Rng,
) -> Vec<Row> {
    let mut rows: Vec<Row> = (0..residents).map(Row::Resident).collect();
    for (number, resident) in spoilt.into_iter().enumerate() {
        let flaw = if number < usize::from(flaws.nameless) {
            Flaw::NoName
        } else {
            let (day, month) = IMPOSSIBLE[number % IMPOSSIBLE.len()];
            Flaw::ImpossibleDate { day, month }
        };
        rows.insert(rng.usize(1..rows.len()), Row::Flawed(resident, flaw));
    }
    for _ in 0..flaws.repeated {
        repeat_one(&mut rows, rng);
    }
    rows
}

/// Types a row again, somewhere below it.
fn repeat_one(rows: &mut Vec<Row>, rng: &mut Rng) {
    let from = rng.usize(..rows.len());
    let to = rng.usize(from + 1..=rows.len());
    let again = rows[from..to].iter().find_map(|row| match row {
        Row::Resident(index) => Some(*index),
        Row::Repeated(_) | Row::Flawed(..) => None,
    });
    if let Some(index) = again {
        rows.insert(to, Row::Repeated(index));
    }
}
