//! One cell, owned or borrowed, and one row of them.

use std::fmt;

use csv::StringRecord;
use jiff::civil::{Date, DateTime, Time};

use super::guard;

/// A cell as the file holds it. Nothing is read into it: a telephone number that Excel keeps as a number stays one.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing there.
    #[default]
    Empty,
    /// Text, not empty. Every filled cell of a CSV file is one.
    Text(String),
    /// A number.
    Number(f64),
    /// A calendar date.
    Date(Date),
    /// A date with a time of day, wall clock.
    DateTime(DateTime),
    /// A time of day.
    Time(Time),
    /// Yes or no.
    Bool(bool),
    /// An error of the spreadsheet, such as `#N/A`.
    Error(&'static str),
}

/// A cell that borrows its text from the row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum CellRef<'a> {
    /// Nothing there.
    #[default]
    Empty,
    /// Text, not empty.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A calendar date.
    Date(Date),
    /// A date with a time of day.
    DateTime(DateTime),
    /// A time of day.
    Time(Time),
    /// Yes or no.
    Bool(bool),
    /// An error of the spreadsheet.
    Error(&'static str),
}

impl Cell {
    /// Text that may be empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell, borrowed.
    pub fn borrow(&self) -> CellRef<'_> {
        match self {
            Self::Empty => CellRef::Empty,
            Self::Text(text) => CellRef::Text(text),
            Self::Number(number) => CellRef::Number(*number),
            Self::Date(date) => CellRef::Date(*date),
            Self::DateTime(moment) => CellRef::DateTime(*moment),
            Self::Time(time) => CellRef::Time(*time),
            Self::Bool(yes) => CellRef::Bool(*yes),
            Self::Error(error) => CellRef::Error(error),
        }
    }
}

impl CellRef<'_> {
    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell with text of its own.
    pub fn to_cell(&self) -> Cell {
        match *self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text.to_owned()),
            Self::Number(number) => Cell::Number(number),
            Self::Date(date) => Cell::Date(date),
            Self::DateTime(moment) => Cell::DateTime(moment),
            Self::Time(time) => Cell::Time(time),
            Self::Bool(yes) => Cell::Bool(yes),
            Self::Error(error) => Cell::Error(error),
        }
    }
}

/// As the clerk reads it: `05/10/2021`, `05/10/2021 14:30`, a point in numbers.
impl fmt::Display for CellRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => write_date(*date, f),
            Self::DateTime(moment) => {
                write_date(moment.date(), f)?;
                f.write_str(" ")?;
                write_time(moment.time(), f)
            }
            Self::Time(time) => write_time(*time, f),
            Self::Bool(yes) => f.write_str(if *yes { "TRUE" } else { "FALSE" }),
            Self::Error(error) => f.write_str(error),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}

fn write_date(date: Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

fn write_time(time: Time, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
    if time.second() == 0 { Ok(()) } else { write!(f, ":{:02}", time.second()) }
}

/// A row with cells of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As the spreadsheet program numbers it: the first row of the sheet is 1, title and empty rows count.
    pub number: u64,
    /// Its cells from the first column on; shorter than the header when the last ones are empty.
    pub cells: Vec<Cell>,
}

/// A row that lives until the next one is read.
#[derive(Clone, Copy, Debug)]
pub struct RowRef<'a> {
    /// As in [`Row::number`].
    pub number: u64,
    source: Source<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    Csv(&'a StringRecord),
    Sheet(&'a [Cell]),
}

impl<'a> RowRef<'a> {
    pub(super) fn csv(number: u64, record: &'a StringRecord) -> Self {
        Self { number, source: Source::Csv(record) }
    }

    pub(super) fn sheet(row: &'a Row) -> Self {
        Self { number: row.number, source: Source::Sheet(&row.cells) }
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        match self.source {
            Source::Csv(record) => record.len(),
            Source::Sheet(cells) => cells.len(),
        }
    }

    /// Whether it has no cells at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A cell by its column from 0; empty beyond the end.
    pub fn get(&self, column: usize) -> CellRef<'a> {
        match self.source {
            Source::Csv(record) => {
                let text = record.get(column).unwrap_or_default();
                let last = column + 1 == record.len();
                // A line that ends in CR LF leaves its CR in the last cell.
                csv_cell(if last { text.strip_suffix('\r').unwrap_or(text) } else { text })
            }
            Source::Sheet(cells) => cells.get(column).map_or(CellRef::Empty, Cell::borrow),
        }
    }

    /// All cells from the first column on.
    pub fn cells(&self) -> impl Iterator<Item = CellRef<'a>> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.get(column))
    }

    /// The row with cells of its own.
    pub fn to_row(&self) -> Row {
        Row { number: self.number, cells: self.cells().map(|cell| cell.to_cell()).collect() }
    }
}

fn csv_cell(text: &str) -> CellRef<'_> {
    match guard::open(text) {
        "" => CellRef::Empty,
        text => CellRef::Text(text),
    }
}
