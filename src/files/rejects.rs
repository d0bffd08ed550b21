//! Rows that an import could not take, in a workbook beside the input, with the reason in the last column.
//!
//! The columns and the values are those of the input, so that the workbook can be mended and imported as it is. A value
//! outside the columns that have a title is kept in the reason.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use domain::base::Diagnostic;

use super::problem;
use super::table::{Cell, Row};
use super::write::{MAX_TEXT, Options, TableWriter};

/// A row that was not taken, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Reject {
    /// The row as it was read.
    pub row: Row,
    /// One sentence per reason, in the language of the user.
    pub reasons: Vec<String>,
}

/// Rejected rows that are being written; no file appears when there are none.
pub struct Rejects {
    input: PathBuf,
    headers: Vec<String>,
    writer: Option<(TableWriter, PathBuf)>,
}

impl Rejects {
    /// Title of the last column.
    pub const REASON: &'static str = "Lý do";

    /// Rejects of an input with these column titles. A reason column of an earlier round is not kept.
    pub fn beside(input: &Path, headers: &[String]) -> Self {
        let mut headers = headers.to_vec();
        if headers.last().is_some_and(|last| last == Self::REASON) {
            headers.pop();
        }
        Self { input: input.to_owned(), headers, writer: None }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// `file_unwritable` when the folder of the input cannot be written to.
    pub fn push(&mut self, cells: &[Cell], reasons: &[String]) -> Result<(), Diagnostic> {
        let mut reasons = reasons.to_vec();
        let outside =
            cells.iter().skip(self.headers.len()).filter(|cell| !cell.borrow().is_blank());
        reasons.extend(outside.map(|cell| format!("ngoài các cột có tên: {cell}")));
        let mut row: Vec<Cell> =
            cells.iter().take(self.headers.len()).map(|cell| fitting(cell, &mut reasons)).collect();
        row.resize(self.headers.len(), Cell::Empty);
        row.push(fitting(&Cell::text(reasons.join("; ")), &mut Vec::new()));
        self.writer()?.push(&row)
    }

    /// Finishes the workbook and tells where it is; `None` when nothing was rejected. Where an earlier workbook beside
    /// the input says the same, cell by cell, that one stands for it: nothing that was there before is ever written over.
    ///
    /// # Errors
    /// `file_unwritable`.
    pub fn finish(self) -> Result<Option<PathBuf>, Diagnostic> {
        let Some((writer, path)) = self.writer else { return Ok(None) };
        writer.finish()?;
        let earlier = names(&self.input).take_while(|name| *name != path);
        let alike = earlier.filter(|name| name.exists()).find(|name| says_the_same(name, &path));
        if let Some(alike) = alike {
            fs::remove_file(&path).map_err(|error| problem::unwritable(&path, &error))?;
            return Ok(Some(alike));
        }
        Ok(Some(path))
    }

    fn writer(&mut self) -> Result<&mut TableWriter, Diagnostic> {
        if self.writer.is_none() {
            let path = free_name(&self.input);
            let mut headers = self.headers.clone();
            headers.push(Self::REASON.to_owned());
            let options =
                Options { sheet: "Dòng chưa nhập", input: Some(&self.input), mark: None };
            self.writer = Some((TableWriter::create(&path, &headers, options)?, path));
        }
        let opened = self.writer.as_mut().map(|(writer, _)| writer);
        opened.ok_or_else(|| problem::unwritable(&self.input, &""))
    }
}

/// Writes rejected rows beside the input; `None` when there are none. See [`Rejects`] for one row at a time.
///
/// # Errors
/// `file_unwritable` when the folder of the input cannot be written to.
pub fn rejects(
    input: &Path,
    headers: &[String],
    rows: impl IntoIterator<Item = Reject>,
) -> Result<Option<PathBuf>, Diagnostic> {
    let mut rejects = Rejects::beside(input, headers);
    for reject in rows {
        rejects.push(&reject.row.cells, &reject.reasons)?;
    }
    rejects.finish()
}

/// The first name that is free: an older round may be open in Excel, half mended.
fn free_name(input: &Path) -> PathBuf {
    names(input).find(|path| !path.exists()).unwrap_or_else(|| named(input, MOST + 1))
}

/// Most rounds beside one input.
const MOST: u32 = 9_999;

/// `list-dong-loi.xlsx`, then with a number.
fn names(input: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=MOST).map(|number| named(input, number))
}

fn named(input: &Path, number: u32) -> PathBuf {
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    let base = stem.split("-dong-loi").next().unwrap_or_default();
    input.with_file_name(match number {
        1 => format!("{base}-dong-loi.xlsx"),
        number => format!("{base}-dong-loi-{number}.xlsx"),
    })
}

/// Whether an older workbook holds the cells of a new one. One that cannot be read, or is far larger, does not.
fn says_the_same(older: &Path, new: &Path) -> bool {
    const SPARE: u64 = 64 * 1024;
    let bytes = |path: &Path| fs::metadata(path).map_or(u64::MAX, |metadata| metadata.len());
    let alike_in_size = bytes(older) <= bytes(new).saturating_mul(4).saturating_add(SPARE);
    alike_in_size && cells(new).is_some_and(|new| cells(older) == Some(new))
}

fn cells(path: &Path) -> Option<Vec<(String, Range<Data>)>> {
    let mut book: Xlsx<_> = open_workbook(path).ok()?;
    Some(book.worksheets())
}

/// A cell of the input may be longer than Excel allows; the row is still worth having.
fn fitting(cell: &Cell, reasons: &mut Vec<String>) -> Cell {
    match cell {
        Cell::Text(text) if text.encode_utf16().count() > MAX_TEXT => {
            reasons.push("ô dài quá 32.767 ký tự, ở đây đã cắt".to_owned());
            Cell::Text(text.chars().take(MAX_TEXT / 2).chain(['…']).collect())
        }
        cell => cell.clone(),
    }
}
