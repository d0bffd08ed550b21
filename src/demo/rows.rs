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
    /// The expected return is a day that no calendar has: in the coming twelve months.
    ImpossibleDate {
        /// Day of the month, e.g. 31.
        day: u8,
        /// Month, e.g. 9.
        month: u8,
    },
}

const IMPOSSIBLE: [(u8, u8); 3] = [(31, 9), (30, 2), (31, 11)];

/// The residents in order, with flawed rows and repetitions strewn in.
///
/// Only rows with a telephone are repeated: with it and the name they are known to be the same person, whether rows are
/// compared whole or by the keys of the register.
pub(super) fn strewn(
    residents: &[AwayResident],
    spoilt: Vec<AwayResident>,
    flaws: Flaws,
    rng: &mut Rng,
) -> Vec<Row> {
    let mut rows: Vec<Row> = (0..residents.len()).map(Row::Resident).collect();
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
        repeat_one(&mut rows, residents, rng);
    }
    rows
}

/// Types a row again, somewhere below it.
fn repeat_one(rows: &mut Vec<Row>, residents: &[AwayResident], rng: &mut Rng) {
    let from = rng.usize(..rows.len());
    let found = (from..).zip(&rows[from..]).find_map(|(at, row)| match row {
        Row::Resident(index) if residents[*index].phone.is_some() => Some((at, *index)),
        _ => None,
    });
    if let Some((at, index)) = found {
        rows.insert(rng.usize(at + 1..=rows.len()), Row::Repeated(index));
    }
}
