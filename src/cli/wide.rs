//! A wide table on the terminal: the long titles of figures are broken into short lines, and figures that are missing
//! stand as dashes on the right side.

use std::fmt::{self, Write as _};

use domain::base::text::nfc;

/// Columns of figures are headed by words of at most so many places a line.
const NARROW: usize = 10;

/// On which side a column is flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Text.
    Left,
    /// Numbers; the title is broken into short lines.
    Right,
}

/// A table that is being filled.
#[derive(Clone, Debug, Default)]
pub struct Wide {
    titles: Vec<(Vec<String>, Side)>,
    rows: Vec<Vec<String>>,
}

impl Wide {
    /// A table with these columns.
    pub fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Side)>) -> Self {
        let title = |(text, side): (&str, Side)| match side {
            Side::Left if text.is_empty() => (Vec::new(), side),
            Side::Left => (vec![nfc(text)], side),
            Side::Right => (broken(&nfc(text)), side),
        };
        Self { titles: columns.into_iter().map(title).collect(), rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are left out.
    pub fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| nfc(&cell)).collect());
    }

    fn widths(&self) -> Vec<usize> {
        let of = |(at, (title, _)): (usize, &(Vec<String>, Side))| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            title.iter().chain(cells).map(|text| places(text)).max().unwrap_or_default()
        };
        self.titles.iter().enumerate().map(of).collect()
    }
}

/// Two places before each line and between columns; no blanks at the end of a line.
impl fmt::Display for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let height = self.titles.iter().map(|(title, _)| title.len()).max().unwrap_or_default();
        for line in 0..height {
            // Titles stand at the bottom of the head.
            let at = |title: &[String]| (line + title.len()).checked_sub(height);
            let cells = self.titles.iter().map(|(title, _)| {
                at(title).and_then(|at| title.get(at)).map_or("", String::as_str)
            });
            self.line(f, &widths, cells)?;
        }
        for row in &self.rows {
            self.line(f, &widths, row.iter().map(String::as_str))?;
        }
        Ok(())
    }
}

impl Wide {
    fn line<'a>(
        &self,
        f: &mut fmt::Formatter<'_>,
        widths: &[usize],
        cells: impl Iterator<Item = &'a str>,
    ) -> fmt::Result {
        let mut line = String::new();
        for ((cell, width), (_, side)) in cells.zip(widths).zip(&self.titles) {
            let gap = " ".repeat(width.saturating_sub(places(cell)));
            match side {
                Side::Left => write!(line, "  {cell}{gap}")?,
                Side::Right => write!(line, "  {gap}{cell}")?,
            }
        }
        writeln!(f, "{}", line.trim_end())
    }
}

fn places(text: &str) -> usize {
    text.chars().count()
}

/// Words on as many short lines as they need.
fn broken(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if places(line) + 1 + places(word) <= NARROW => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_columns_stand_under_their_titles() {
        let mut grid = Wide::new([("Đơn vị", Side::Left), ("Số chưa liên lạc được", Side::Right)]);
        grid.push(["Thị trấn Hát Lót".to_owned(), "1.204".to_owned()]);
        grid.push(["Xã Nà Ơt".to_owned(), "7".to_owned()]);
        insta::assert_snapshot!(format!("\n{grid}"), @r"

                             Số chưa
                            liên lạc
          Đơn vị                được
          Thị trấn Hát Lót     1.204
          Xã Nà Ơt                 7
        ");
    }
}
