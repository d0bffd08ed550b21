//! What the sheets of a workbook say beside their cells: merged cells, hidden rows and columns, formulas whose result was
//! never computed. The reader of workbooks gives little of it, so each format is looked at once more, one file each.

mod ods;
mod spans;
mod xls;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use quick_xml::events::BytesStart;

use super::workbook::{COLUMNS, Kind};
use crate::files::archive::Archive;
pub(super) use spans::Spans;

/// What one sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Rows that the spreadsheet program does not show, from 1.
    pub(super) hidden_rows: Spans,
    /// Columns that it does not show, from 0.
    pub(super) hidden_columns: BTreeSet<usize>,
    /// Cells that stand for several rows: column from 0, first and last row from 1.
    pub(super) merged: Vec<(usize, u64, u64)>,
    /// Formulas without a result: "C7".
    pub(super) uncomputed: Vec<String>,
}

impl Marks {
    /// Columns from 0, the last one with them; what lies beyond the columns that are read is nobody's concern.
    fn hide_columns(&mut self, first: u64, last: u64) {
        let last = last.min(u64::from(COLUMNS) - 1);
        self.hidden_columns.extend((first..=last).map(|at| at as usize));
    }

    /// A region of merged cells, columns from 0 and rows from 1; one that lies in a single row says nothing about others.
    fn merge(&mut self, column: u64, first: u64, last: u64) {
        if last > first && column < u64::from(COLUMNS) {
            self.merged.push((column as usize, first, last));
        }
    }
}

/// The marks of the sheets with these names, which stand in the order of the workbook. `None` for a sheet whose marks
/// cannot be told: its cells are read all the same, and the user hears of it.
pub(super) fn of(path: &Path, kind: Kind, names: &[String]) -> Vec<Option<Marks>> {
    let mut by_name = match kind {
        Kind::Xlsx => archive(path).map(|mut archive| xlsx::of(&mut archive)),
        Kind::Ods => archive(path).and_then(|mut archive| ods::of(&mut archive)),
        Kind::Xls => return xls::of(path, names.len()),
        Kind::Xlsb => None,
    }
    .unwrap_or_else(BTreeMap::new);
    names.iter().map(|name| by_name.remove(name)).collect()
}

type Zipped = Archive<BufReader<File>>;

fn archive(path: &Path) -> Option<Zipped> {
    Archive::open(BufReader::new(File::open(path).ok()?), "zip").ok()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    let text = found.value.into_owned();
    quick_xml::escape::unescape(&text).ok().map(|text| text.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u64> {
    attribute(tag, name)?.parse().ok()
}
