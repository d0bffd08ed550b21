//! What the rows read so far add up to, to be held against the totals row that the village head typed.

use super::rows::is_tick;

/// Counts of one column.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    filled: u64,
    ticked: u64,
    sum: u64,
}

/// Counts since the header, or since the last heading or totals row.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    rows: u64,
    columns: Vec<Count>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.filled += other.filled;
        self.ticked += other.ticked;
        self.sum += other.sum;
    }
}

/// A totals row that says something else than the rows above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discord {
    /// The column, from 0; `None` for the number of rows.
    pub column: Option<usize>,
    /// What the totals row says.
    pub says: u64,
    /// What was read.
    pub read: u64,
}

impl Tally {
    /// Counts a row of the list, in the columns whose cells can be counted.
    pub(super) fn take(&mut self, cells: &[String], counted: &[bool]) {
        self.rows += 1;
        if self.columns.len() < cells.len() {
            self.columns.resize(cells.len(), Count::default());
        }
        let columns = self.columns.iter_mut().zip(cells).zip(counted);
        for ((count, cell), _) in
            columns.filter(|((_, cell), counted)| **counted && !cell.is_empty())
        {
            count.filled += 1;
            count.ticked += u64::from(is_tick(cell));
            // Identity numbers and telephones are longer than any count of a village.
            count.sum += (cell.len() <= 6).then(|| whole(cell)).flatten().unwrap_or_default();
        }
    }

    /// Counts what another has counted, too.
    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        if self.columns.len() < other.columns.len() {
            self.columns.resize(other.columns.len(), Count::default());
        }
        for (count, more) in self.columns.iter_mut().zip(&other.columns) {
            count.add(*more);
        }
    }

    fn agrees(&self, column: usize, says: u64) -> bool {
        let count = self.columns.get(column).copied().unwrap_or_default();
        [count.filled, count.ticked, count.sum, self.rows].contains(&says)
    }

    /// Whether all these numbers are counts or sums of their columns.
    pub(super) fn is_sum(&self, numbers: &[(usize, u64)]) -> bool {
        self.rows > 1
            && numbers.iter().any(|(_, says)| *says > 0)
            && numbers.iter().all(|(column, says)| self.agrees(*column, *says))
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The counts of a column's ticks, or of its filled cells where it has none.
    fn read(&self, column: usize) -> u64 {
        let count = self.columns.get(column).copied().unwrap_or_default();
        if count.ticked > 0 { count.ticked } else { count.filled }
    }
}

/// Holds a totals row against both counts: since the last heading, and since the header. `people` are numbers that can
/// only count rows; `under` stand in columns that are counted.
pub(super) fn compare(
    tallies: [&Tally; 2],
    people: &[u64],
    under: &[(usize, u64)],
) -> Vec<Discord> {
    let mut discords = Vec::new();
    if !people.is_empty()
        && !people.iter().any(|says| tallies.iter().any(|tally| tally.rows == *says))
    {
        discords.push(Discord { column: None, says: people[0], read: tallies[0].rows });
    }
    for (column, says) in under {
        if !tallies.iter().any(|tally| tally.agrees(*column, *says)) {
            let read = tallies[0].read(*column);
            discords.push(Discord { column: Some(*column), says: *says, read });
        }
    }
    discords
}

/// A whole number, also as "57.0" and "1.234".
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = text.trim_start();
    // Nearly every cell of a list is words.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_end();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let plain = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
