//! Rows as the file gives them.

use domain::base::Diagnostic;

/// A file, row by row. The face implements it over whatever it opened.
pub trait Rows: Send {
    /// Puts the next row's cells in place of those of the row before; gives its number as the user counts.
    ///
    /// # Errors
    /// When the row cannot be read: it is rejected with this diagnostic, and reading goes on.
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, Diagnostic>;
}

/// Bits of a row's number; those above count the sheets. No sheet of any program has more rows.
const ROW_BITS: u32 = 20;

/// One number for a row of one of several sheets, from 0. Where there is one list only, rows are given as they are.
pub fn row_of_sheet(sheet: usize, row: u64) -> u64 {
    ((sheet as u64) << (ROW_BITS + 1)) | row
}

/// Sheet and row again.
pub(super) fn sheet_and_row(number: u64) -> (usize, u64) {
    let row = number & ((1 << (ROW_BITS + 1)) - 1);
    (usize::try_from(number >> (ROW_BITS + 1)).unwrap_or(usize::MAX), row)
}

/// The cells of one row; their memory is used again for the next.
#[derive(Debug, Default)]
pub struct Cells {
    texts: Vec<String>,
    filled: usize,
}

impl Cells {
    /// Forgets the row.
    pub fn clear(&mut self) {
        self.filled = 0;
    }

    /// Room for the next cell; write its text into it.
    pub fn next_cell(&mut self) -> &mut String {
        if self.filled == self.texts.len() {
            self.texts.push(String::new());
        }
        let cell = &mut self.texts[self.filled];
        self.filled += 1;
        cell.clear();
        cell
    }

    /// A cell by column, from 0; "" beyond the end.
    pub fn get(&self, column: usize) -> &str {
        if column < self.filled { &self.texts[column] } else { "" }
    }

    /// A cell to be written anew.
    pub fn cell_mut(&mut self, column: usize) -> Option<&mut String> {
        self.texts[..self.filled].get_mut(column)
    }

    /// All cells of the row.
    pub fn texts(&self) -> &[String] {
        &self.texts[..self.filled]
    }

    /// A copy that takes little room, for a row that may be refused later.
    pub(super) fn keep(&self) -> Kept {
        let mut text = String::with_capacity(self.texts().iter().map(String::len).sum());
        let ends = self.texts().iter().map(|cell| {
            text.push_str(cell);
            text.len()
        });
        Kept { ends: ends.collect(), text }
    }
}

/// The cells of a row, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Kept {
    /// The cells again.
    pub(super) fn texts(&self) -> Vec<String> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| self.text[from..*to].to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_row_does_not_show_the_cells_of_the_one_before() {
        let mut cells = Cells::default();
        cells.next_cell().push('a');
        cells.next_cell().push('b');
        cells.clear();
        cells.next_cell().push('c');
        assert_eq!((cells.get(0), cells.get(1), cells.texts().len()), ("c", "", 1));
    }

    #[test]
    fn kept_cells_come_back_as_they_were() {
        let mut cells = Cells::default();
        for text in ["Lò Thị Ánh", "", "0912 345 678"] {
            cells.next_cell().push_str(text);
        }
        assert_eq!(cells.keep().texts(), cells.texts());
        assert_eq!(Kept::default().texts(), Vec::<String>::new());
    }
}
