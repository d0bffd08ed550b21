//! Lists out: `.xlsx` for people, `.csv` for programs, both complete or not at all.

mod csv;
mod draft;
mod xlsx;

use std::path::Path;

use domain::base::Diagnostic;

use super::problem;
use super::table::Cell;

pub(super) use draft::Draft;
pub(super) use xlsx::{MAX_TEXT, sheet_name};

/// What a list is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Excel: header bold, frozen and with filters; text stays text, so that telephone and identity numbers keep their
    /// zeros; dates are dates.
    Xlsx,
    /// Comma-separated UTF-8 with a byte order mark, as Excel needs it to show Vietnamese. Text that a spreadsheet would
    /// run as a formula gets an apostrophe before it, which reading takes off again.
    Csv,
}

impl Format {
    /// By the ending of the name.
    ///
    /// # Errors
    /// `format_unknown` when it is neither `.xlsx` nor `.csv`.
    pub fn of(path: &Path) -> Result<Self, Diagnostic> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("csv") => Ok(Self::Csv),
            _ => Err(Diagnostic::error(
                "format_unknown",
                "tên tệp phải có đuôi .xlsx hoặc .csv",
                "the name of the file must end in .xlsx or .csv",
            )
            .in_file(problem::name(path))),
        }
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Name of the sheet; characters that Excel forbids are replaced.
    pub sheet: &'a str,
    /// A file that must not be overwritten, because the rows come from it.
    pub input: Option<&'a Path>,
    /// Who took the list, and when: printed on every page, and in the properties of the file.
    pub mark: Option<&'a str>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { sheet: "Danh sách", input: None, mark: None }
    }
}

/// A list that is being written, row by row, in constant memory.
pub struct TableWriter {
    inner: Inner,
    rows: u64,
}

enum Inner {
    Xlsx(Box<xlsx::Xlsx>),
    Csv(Box<csv::Csv>),
}

impl TableWriter {
    /// Begins a list; nothing can be seen under its name before [`finish`](Self::finish).
    ///
    /// # Errors
    /// `format_unknown`, `input_overwritten`, `file_unwritable`, `cell_too_long`.
    pub fn create(
        path: &Path,
        headers: &[String],
        options: Options<'_>,
    ) -> Result<Self, Diagnostic> {
        let format = Format::of(path)?;
        let draft = Draft::new(path, options.input)?;
        let inner = match format {
            Format::Xlsx => Inner::Xlsx(Box::new(xlsx::Xlsx::new(draft, options, headers)?)),
            Format::Csv => Inner::Csv(Box::new(csv::Csv::new(draft, headers)?)),
        };
        Ok(Self { inner, rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// `cell_too_long` when a text does not fit into a cell of Excel; `file_unwritable`.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), Diagnostic> {
        self.rows += 1;
        match &mut self.inner {
            Inner::Xlsx(xlsx) => xlsx.push(cells).map_err(|problem| problem.at_row(self.rows + 1)),
            Inner::Csv(csv) => csv.push(cells),
        }
    }

    /// Puts the finished file in its place and gives the number of rows.
    ///
    /// # Errors
    /// `file_unwritable`; what stood under the name before is then untouched.
    pub fn finish(self) -> Result<u64, Diagnostic> {
        match self.inner {
            Inner::Xlsx(xlsx) => xlsx.finish()?,
            Inner::Csv(csv) => csv.finish()?,
        }
        Ok(self.rows)
    }
}

/// Writes a list: `.xlsx` or `.csv`, by the ending of the name.
///
/// An Excel file goes on in a second sheet beyond 1,048,576 rows. The file appears complete or not at all; an older one of that name is replaced, unless it is the input.
///
/// # Errors
/// As [`TableWriter`].
pub fn write_table<R: AsRef<[Cell]>>(
    path: &Path,
    headers: &[String],
    rows: impl IntoIterator<Item = R>,
    options: Options<'_>,
) -> Result<u64, Diagnostic> {
    let mut writer = TableWriter::create(path, headers, options)?;
    for row in rows {
        writer.push(row.as_ref())?;
    }
    writer.finish()
}
