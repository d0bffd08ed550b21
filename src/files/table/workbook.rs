//! Workbooks of Excel and `LibreOffice`: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`.
//!
//! A sheet is kept in memory while its rows are read: about 40 bytes a cell and the text. Cells that hold nothing cost
//! nothing, wherever the sheet says that it ends.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx,
};
use domain::base::Diagnostic;
use jiff::civil::{Date, DateTime, Time};

use super::cell::{Cell, Row};
use super::marks::{self, Marks};
use crate::files::archive::{Archive, WORKBOOK_LIMIT};
use crate::files::problem;

/// Columns beyond this one are not read: no list of people is wider, and a stray cell must not cost memory.
pub(super) const COLUMNS: u32 = 1024;

type Input = BufReader<File>;

/// A sheet with its rows that hold something.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    pub(super) cut: bool,
    /// Whether the spreadsheet program does not show it.
    pub(super) hidden: bool,
    /// What is known beside the cells; `None` when it cannot be told.
    pub(super) marks: Option<Marks>,
}

/// The kinds of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// Which workbook an archive is.
pub(super) fn packed(path: &Path) -> Result<Kind, Diagnostic> {
    let mut archive = Archive::open(open(path)?, ".xlsx")?;
    let kind = if archive.has("xl/workbook.xml") {
        Kind::Xlsx
    } else if archive.has("xl/workbook.bin") {
        Kind::Xlsb
    } else if archive.has("content.xml") && archive.has("mimetype") {
        Kind::Ods
    } else if archive.has("word/document.xml") {
        return Err(super::unsupported("Word"));
    } else if !archive.names("xl/").is_empty() {
        return Err(problem::broken(".xlsx", &"xl/workbook.xml"));
    } else {
        return Err(super::unsupported("zip"));
    };
    archive.check_size(WORKBOOK_LIMIT)?;
    Ok(kind)
}

/// All sheets of a workbook.
pub(super) fn sheets(path: &Path, kind: Kind) -> Result<Vec<Sheet>, Diagnostic> {
    let input = open(path)?;
    // The reader of workbooks meets some damaged files with panics; here they become an error.
    let read: Result<Vec<Sheet>, Diagnostic> = catch_unwind(AssertUnwindSafe(|| match kind {
        Kind::Xlsx => xlsx(input),
        Kind::Xlsb => xlsb(input),
        Kind::Xls => ranges::<Xls<Input>>(input, ".xls"),
        Kind::Ods => ranges::<Ods<Input>>(input, ".ods"),
    }))
    .unwrap_or_else(|_| Err(problem::broken("Excel", &"cấu trúc · structure")));
    let mut sheets = read?;
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let marks = catch_unwind(|| marks::of(path, kind, &names)).unwrap_or_default();
    for (sheet, marks) in sheets.iter_mut().zip(marks) {
        sheet.marks = marks;
    }
    Ok(sheets)
}

fn open(path: &Path) -> Result<Input, Diagnostic> {
    File::open(path).map(BufReader::new).map_err(|error| problem::unreadable(path, &error))
}

/// The two newer formats give their cells one by one, by two readers that are alike but share no trait.
macro_rules! cell_by_cell {
    ($name:ident, $book:ident, $kind:literal) => {
        fn $name(input: Input) -> Result<Vec<Sheet>, Diagnostic> {
            let mut book: $book<Input> =
                $book::new(input).map_err(|error| refused($kind, &error))?;
            let mut sheets = Vec::new();
            for about in book.sheets_metadata().to_vec() {
                // Sheets of charts have no cells.
                let Ok(mut cells) = book.worksheet_cells_reader(&about.name) else { continue };
                let mut sheet = Sparse::default();
                while let Some(cell) = cells.next_cell().map_err(|error| refused($kind, &error))? {
                    let (row, column) = cell.get_position();
                    sheet.put(row, column, of_ref(cell.get_value()));
                }
                sheets.push(sheet.named(about));
            }
            Ok(sheets)
        }
    };
}

cell_by_cell!(xlsx, Xlsx, ".xlsx");
cell_by_cell!(xlsb, Xlsb, ".xlsb");

fn ranges<B>(input: Input, kind: &'static str) -> Result<Vec<Sheet>, Diagnostic>
where
    B: Reader<Input>,
    B::Error: std::fmt::Display,
{
    let mut book = B::new(input).map_err(|error| refused(kind, &error))?;
    let mut sheets = Vec::new();
    for about in book.sheets_metadata().to_vec() {
        let range = book.worksheet_range(&about.name).map_err(|error| refused(kind, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sparse::default();
        for (row, column, value) in range.used_cells() {
            sheet.put(top + row as u32, left + column as u32, of_data(value));
        }
        sheets.push(sheet.named(about));
    }
    Ok(sheets)
}

fn refused(kind: &'static str, error: &dyn std::fmt::Display) -> Diagnostic {
    let said = error.to_string();
    if said.to_lowercase().contains("password") {
        problem::encrypted()
    } else {
        problem::broken(kind, &said)
    }
}

#[derive(Default)]
struct Sparse {
    rows: BTreeMap<u32, Vec<Cell>>,
    cut: bool,
}

impl Sparse {
    fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell == Cell::Empty {
            return;
        }
        if column >= COLUMNS {
            self.cut = true;
            return;
        }
        let cells = self.rows.entry(row).or_default();
        let at = column as usize;
        if cells.len() <= at {
            cells.resize(at + 1, Cell::Empty);
        }
        cells[at] = cell;
    }

    fn named(self, about: calamine::Sheet) -> Sheet {
        let filled = self
            .rows
            .into_iter()
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.borrow().is_blank()));
        let rows = filled.map(|(row, cells)| Row { number: u64::from(row) + 1, cells }).collect();
        let hidden = about.visible != SheetVisible::Visible;
        Sheet { name: about.name, rows, cut: self.cut, hidden, marks: None }
    }
}

fn of_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::SharedString(text) => Cell::text(*text),
        other => of_data(&Data::from(other.clone())),
    }
}

fn of_data(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text.as_str()),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::Error(error) => Cell::Error(error_sign(error)),
        Data::DateTime(moment) => of_serial(moment),
        Data::DateTimeIso(text) => of_iso(text),
        Data::DurationIso(text) => {
            of_duration(text).map_or_else(|| Cell::text(text.as_str()), Cell::Time)
        }
    }
}

/// Days since 1900 (or 1904), as spreadsheets keep dates. Below 1 it is a time of day.
fn of_serial(moment: &ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    let number = Cell::Number(serial);
    if !(0.0..2_958_466.0).contains(&serial) || (moment.is_duration() && serial >= 1.0) {
        return number;
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let time = Time::new(hour as i8, minute as i8, second as i8, 0);
    let (Ok(date), Ok(time)) = (Date::new(year as i16, month as i8, day as i8), time) else {
        return number;
    };
    let rounded =
        if milli >= 500 { jiff::SignedDuration::from_secs(1) } else { jiff::SignedDuration::ZERO };
    let Ok(at) = date.to_datetime(time).checked_add(rounded) else { return number };
    if serial < 1.0 && serial > 0.0 { Cell::Time(at.time()) } else { date_or_moment(at) }
}

fn of_iso(text: &str) -> Cell {
    let date = || text.parse::<Date>().ok().filter(|_| !text.contains('T')).map(Cell::Date);
    let moment = || text.parse::<DateTime>().ok().map(date_or_moment);
    date().or_else(moment).unwrap_or_else(|| Cell::text(text))
}

fn of_duration(text: &str) -> Option<Time> {
    let duration: jiff::SignedDuration = text.parse().ok()?;
    let day = jiff::SignedDuration::from_hours(24);
    (!duration.is_negative() && duration < day).then(|| Time::midnight().saturating_add(duration))
}

fn date_or_moment(at: DateTime) -> Cell {
    if at.time() == Time::midnight() { Cell::Date(at.date()) } else { Cell::DateTime(at) }
}

fn error_sign(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}
