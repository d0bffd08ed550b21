//! The sheets of a form workbook, in and out: every cell as text, in the order of the file.

use std::path::Path;

use domain::base::Diagnostic;
use domain::register::xlsform::{Row, Sheet};
use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, XlsxError};

use super::table::{self, Cell};
use super::write::{Draft, MAX_TEXT};
use super::{document_text, problem, sniff};

/// All sheets of a form: a workbook, or a text in Markdown or CSV that names its sheets.
///
/// # Errors
/// As [`table::read`] and [`document_text`]: the file is missing, broken, locked, or of another kind.
pub fn form_sheets(path: &Path) -> Result<Vec<Sheet>, Diagnostic> {
    if table::content(path)? == sniff::Content::Text {
        return Ok(Sheet::all_from_text(&document_text(path)?));
    }
    let sheets = table::all_sheets(path).map_err(|fault| fault.in_file(problem::name(path)))?;
    Ok(sheets.into_iter().map(|(name, rows)| sheet(name, rows)).collect())
}

fn sheet(name: String, rows: Vec<table::Row>) -> Sheet {
    let rows = rows
        .into_iter()
        .map(|row| Row { number: row.number, cells: row.cells.iter().map(text).collect() });
    Sheet { name, rows: rows.collect() }
}

/// As `XForms` writes it: ISO dates, TRUE and FALSE, nothing for an error of the spreadsheet.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Date(date) => date.to_string(),
        Cell::DateTime(moment) => moment.to_string(),
        Cell::Time(time) => time.to_string(),
        Cell::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// Writes the sheets of a form as an Excel workbook. The file appears complete or not at all.
///
/// # Errors
/// `file_unwritable`; `cell_too_long` when a text does not fit into a cell of Excel.
pub fn write_form(path: &Path, sheets: &[Sheet]) -> Result<(), Diagnostic> {
    let draft = Draft::new(path, None)?;
    let mut book = Workbook::new();
    let heading = Format::new().set_bold().set_num_format("@");
    let plain = Format::new().set_num_format("@");
    for sheet in sheets {
        if let Some(row) = sheet.rows.iter().find(|row| row.cells.iter().any(|c| is_too_long(c))) {
            return Err(too_long(&sheet.name, row.number));
        }
        put(&mut book, sheet, &heading, &plain).map_err(|error| draft.unwritable(&error))?;
    }
    book.save_to_writer(draft.writer()?).map_err(|error| draft.unwritable(&error))?;
    draft.put()
}

fn put(
    book: &mut Workbook,
    sheet: &Sheet,
    heading: &Format,
    plain: &Format,
) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?.set_freeze_panes(1, 0)?;
    for row in &sheet.rows {
        let at = RowNum::try_from(row.number.saturating_sub(1)).unwrap_or(RowNum::MAX);
        let format = if at == 0 { heading } else { plain };
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let column = ColNum::try_from(column).unwrap_or(ColNum::MAX);
            page.write_string_with_format(at, column, cell, format)?;
        }
    }
    for (column, title) in (0..).zip(sheet.rows.first().map_or(&[][..], |row| &row.cells)) {
        let width =
            if title.starts_with("label") { 40 } else { title.chars().count().clamp(10, 24) };
        page.set_column_width(column, u32::try_from(width).unwrap_or(10))?;
    }
    Ok(())
}

fn is_too_long(cell: &str) -> bool {
    cell.encode_utf16().count() > MAX_TEXT
}

fn too_long(sheet: &str, row: u64) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        "cell_too_long",
        "một ô dài hơn 32.767 ký tự, Excel không chứa được",
        "a text is longer than the 32,767 characters of a cell of Excel",
    )
    .hint("rút ngắn nhãn, lời dẫn hoặc công thức", "shorten the label, note or formula")
    .at_row(row);
    diagnostic.place.sheet = Some(sheet.to_owned());
    diagnostic
}
