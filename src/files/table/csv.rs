//! CSV files: any of four separators, quotes, Unicode or the letters of old fonts; rows are read one at a time, none is kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};
use domain::base::Diagnostic;
use domain::record::list::dates;
use domain::record::list::letters::Letters;

use super::cell::RowRef;
use super::header::{self, Candidate, Score};
use super::{Row, Rows, Table, header_not_found};
use crate::files::text::{Old, Utf16};
use crate::files::{problem, sniff};

/// How much of the file decides about separator and header.
const SAMPLE: u64 = 256 * 1024;

/// A row longer than this has swallowed others behind a quote that was never closed.
const ROW_LIMIT: usize = 1024 * 1024;

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

type Source = Box<dyn Read + Send>;

/// What parts the cells, and what the rows.
#[derive(Clone, Copy)]
struct Shape {
    separator: u8,
    line_end: u8,
    letters: Letters,
}

/// Rows end with a line feed, so that mixed files are counted right; the carriage return before it is taken off later.
/// Only files of old Macintosh programs have none.
fn line_end(sample: &[u8]) -> u8 {
    if sample.contains(&b'\r') && !sample.contains(&b'\n') { b'\r' } else { b'\n' }
}

/// Opens a CSV file: separator and header are those that the score likes best.
pub(super) fn table(path: &Path, score: Score<'_>) -> Result<Table, Diagnostic> {
    let (sample, letters) = sample(path)?;
    let found = SEPARATORS
        .iter()
        .filter_map(|separator| Some((*separator, candidate(&sample, *separator, score)?)));
    // `max_by_key` gives the last of equals; reversed, it is the first separator of the list.
    let best = found.rev().max_by_key(|(_, candidate)| (candidate.score, candidate.headers.len()));
    let Some((separator, candidate)) = best else {
        return Err(header_not_found(&first_cells(&sample)));
    };
    let shape = Shape { separator, line_end: line_end(&sample), letters };
    let mut rows = CsvRows::open(path, shape)?;
    while rows.number < candidate.row && rows.advance()? {}
    Ok(Table {
        sheet: None,
        header_row: candidate.row,
        above: Vec::new(),
        letters,
        sheet_hidden: false,
        hidden_unknown: false,
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        uncomputed: Vec::new(),
        headers: candidate.headers,
        rows: Rows::csv(rows),
    })
}

fn candidate(sample: &[u8], separator: u8, score: Score<'_>) -> Option<Candidate> {
    let mut rows = CsvRows::of_sample(sample, separator);
    let mut near: Vec<Row> = Vec::new();
    // Beyond the sample's last full line nothing is certain; a broken row ends the search.
    while rows.number < header::DEPTH && rows.advance().unwrap_or(false) {
        near.push(rows.current().to_row());
    }
    header::find(&near, score)
}

fn first_cells(sample: &[u8]) -> Vec<String> {
    let mut rows = CsvRows::of_sample(sample, b',');
    if !rows.advance().unwrap_or(false) {
        return Vec::new();
    }
    rows.current().cells().map(|cell| cell.to_string()).collect()
}

/// The beginning of the file in UTF-8, and how the file writes its letters.
fn sample(path: &Path) -> Result<(Vec<u8>, Letters), Diagnostic> {
    let mut bytes = Vec::new();
    let source =
        source(path, Letters::Unicode).map_err(|error| problem::unreadable(path, &error))?;
    source
        .take(SAMPLE)
        .read_to_end(&mut bytes)
        .map_err(|error| problem::unreadable(path, &error))?;
    match std::str::from_utf8(&bytes) {
        Err(error) if error.error_len().is_some() => {
            let letters = Letters::of_bytes(&bytes).ok_or_else(problem::not_unicode)?;
            Ok((letters.decode(&bytes).into_bytes(), letters))
        }
        _ if bytes.is_empty() => Err(problem::empty()),
        _ => Ok((bytes, Letters::Unicode)),
    }
}

/// The content as UTF-8. A byte order mark of UTF-8 is skipped by the reader of rows, before it looks for quotes.
fn source(path: &Path, letters: Letters) -> io::Result<Source> {
    let mut file = BufReader::with_capacity(64 * 1024, File::open(path)?);
    let start = file.fill_buf()?;
    if sniff::has_utf16_mark(start) {
        return Ok(Box::new(Utf16::new(file)));
    }
    Ok(if letters == Letters::Unicode { Box::new(file) } else { Box::new(Old::new(file, letters)) })
}

/// The rows of a CSV file.
pub(super) struct CsvRows {
    reader: Reader<Source>,
    record: StringRecord,
    number: u64,
    path: PathBuf,
    shape: Shape,
}

impl CsvRows {
    fn of_sample(sample: &[u8], separator: u8) -> Self {
        let shape = Shape { separator, line_end: line_end(sample), letters: Letters::Unicode };
        Self::new(Box::new(Cursor::new(sample.to_vec())), shape, PathBuf::new())
    }

    fn open(path: &Path, shape: Shape) -> Result<Self, Diagnostic> {
        let source =
            source(path, shape.letters).map_err(|error| problem::unreadable(path, &error))?;
        Ok(Self::new(source, shape, path.to_owned()))
    }

    fn new(source: Source, shape: Shape, path: PathBuf) -> Self {
        let mut builder = ReaderBuilder::new();
        builder
            .delimiter(shape.separator)
            .terminator(Terminator::Any(shape.line_end))
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(256 * 1024);
        let reader = builder.from_reader(source);
        Self { reader, record: StringRecord::new(), number: 0, path, shape }
    }

    /// The same file opened once more, at the same row.
    pub(super) fn again(&self) -> Result<Self, Diagnostic> {
        let mut again = Self::open(&self.path, self.shape)?;
        while again.number < self.number && again.advance()? {}
        Ok(again)
    }

    /// Goes to the next row that holds something; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Diagnostic> {
        loop {
            let before = self.reader.position().line();
            let read = self.reader.read_record(&mut self.record);
            let lines = self.reader.position().line() - before;
            self.number += if lines == 1 { 1 } else { self.rows_in(lines) };
            if !read.map_err(|error| self.problem(&error))? {
                return Ok(false);
            }
            if self.record.as_slice().len() > ROW_LIMIT {
                return Err(self.quote_unclosed());
            }
            if !self.record.as_slice().trim_ascii().is_empty()
                && self.record.iter().any(|cell| !cell.trim().is_empty())
            {
                return Ok(true);
            }
        }
    }

    /// Shows so many rows at most; tells whether these were all.
    pub(super) fn show(
        mut self,
        most: usize,
        see: &mut dyn FnMut(RowRef<'_>),
    ) -> Result<bool, Diagnostic> {
        for _ in 0..most {
            match self.advance() {
                Ok(true) => see(self.current()),
                Ok(false) => return Ok(true),
                Err(fault) if matches!(fault.code, "not_unicode" | "quote_unclosed") => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(false)
    }

    /// Searches the whole file, titles and all, without taking it apart into cells.
    pub(super) fn search(&self, search: &mut dates::Search) -> Result<bool, Diagnostic> {
        let unreadable = |error: io::Error| problem::unreadable(&self.path, &error);
        let mut source = source(&self.path, self.shape.letters).map_err(unreadable)?;
        let mut chunk = vec![0; 256 * 1024];
        loop {
            match source.read(&mut chunk) {
                Ok(0) => return Ok(false),
                Ok(read) if search.finds(&chunk[..read]) => return Ok(true),
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    return Err(unreadable(error));
                }
                _ => {}
            }
        }
    }

    /// The row that was gone to.
    pub(super) fn current(&self) -> RowRef<'_> {
        RowRef::csv(self.number, &self.record)
    }

    /// Rows of the sheet that some lines are: empty lines are rows, line breaks inside a cell are not.
    fn rows_in(&self, lines: u64) -> u64 {
        let inside = self.record.as_slice().bytes().filter(|byte| *byte == b'\n').count();
        lines.saturating_sub(inside as u64).max(1)
    }

    fn problem(&self, error: &csv::Error) -> Diagnostic {
        let diagnostic = match error.kind() {
            csv::ErrorKind::Utf8 { .. } => problem::not_unicode(),
            csv::ErrorKind::Io(error) => problem::unreadable(&self.path, error),
            _ => problem::broken("CSV", error),
        };
        diagnostic.in_file(problem::name(&self.path)).at_row(self.number)
    }

    fn quote_unclosed(&self) -> Diagnostic {
        Diagnostic::error(
            "quote_unclosed",
            "dấu nháy kép mở ra mà không đóng, các dòng sau bị nuốt vào một ô",
            "a double quote opens and never closes, and swallows the rows after it",
        )
        .hint(
            "mở tệp bằng trình soạn thảo, xóa hoặc đóng dấu \" ở dòng này",
            "open the file in a text editor and remove or close the \" in this row",
        )
        .in_file(problem::name(&self.path))
        .at_row(self.number)
    }
}
