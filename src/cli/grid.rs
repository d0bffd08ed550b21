//! Tables on a terminal: columns aligned by what the eye sees, not by bytes.

/// A table of texts; numbers are set to the right.
#[derive(Debug, Default)]
pub struct Grid {
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// A table with a header.
    pub fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        Self { rows: vec![header.into_iter().map(Into::into).collect()] }
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The table as text, with a line under the header.
    pub fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(|at| self.width(at)).collect();
        let mut text = String::new();
        for (no, row) in self.rows.iter().enumerate() {
            let cells =
                widths.iter().enumerate().map(|(at, width)| self.pad(no, row.get(at), at, *width));
            text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
            if no == 0 {
                text.push_str(
                    &"─".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1)),
                );
                text.push('\n');
            }
        }
        text
    }

    fn width(&self, column: usize) -> usize {
        self.rows.iter().filter_map(|row| row.get(column)).map(|cell| seen(cell)).max().unwrap_or(0)
    }

    fn pad(&self, no: usize, cell: Option<&String>, column: usize, width: usize) -> String {
        let cell = cell.map_or("", String::as_str);
        let gap = " ".repeat(width.saturating_sub(seen(cell)));
        let right = self.is_numeric(column) && (no > 0 || !cell.is_empty());
        if right { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self
            .rows
            .iter()
            .skip(1)
            .filter_map(|row| row.get(column))
            .filter(|cell| !cell.is_empty());
        let all = |cell: &String| {
            cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '–'))
        };
        cells.clone().next().is_some() && cells.all(all)
    }
}

/// Columns that a text takes: combining marks take none.
fn seen(text: &str) -> usize {
    domain::base::text::nfc(text).chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_accents() {
        let mut grid = Grid::new(["Xã", "Số"]);
        grid.row(["Nà Bó", "7"]);
        grid.row(["Thị trấn Hát Lót", "1200"]);
        assert_eq!(
            grid.render(),
            "Xã                  Số\n──────────────────────\nNà Bó                7\nThị trấn Hát Lót  1200\n"
        );
    }
}
