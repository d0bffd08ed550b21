//! Writes workbooks row by row; finished rows leave the memory.

use domain::base::Diagnostic;
use rust_xlsxwriter::{
    ColNum, DocProperties, Format, FormatAlign, FormatBorder, RowNum, Workbook, Worksheet,
    XlsxError,
};

use super::Draft;
use crate::files::table::Cell;

/// Characters (UTF-16 units) that a cell of Excel holds.
pub(in crate::files) const MAX_TEXT: usize = 32_767;

/// Rows of a sheet, header included.
const MAX_ROWS: RowNum = 1_048_576;

/// Columns are as wide as their content, within reason. In characters.
const WIDTHS: (f64, f64) = (8.0, 50.0);

/// A workbook that is being written.
pub(super) struct Xlsx {
    draft: Draft,
    book: Workbook,
    formats: Formats,
    name: String,
    mark: Option<String>,
    headers: Vec<String>,
    widths: Vec<f64>,
    sheets: usize,
    /// The next row of the sheet.
    row: RowNum,
}

struct Formats {
    header: Format,
    text: Format,
    date: Format,
    moment: Format,
    second: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            header: header
                .set_background_color(0x00DD_E8F0)
                .set_border(FormatBorder::Thin)
                .set_num_format("@"),
            // "@" keeps text text when the cell is edited in Excel.
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("dd/mm/yyyy"),
            moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
            second: Format::new().set_num_format("dd/mm/yyyy hh:mm:ss"),
            time: Format::new().set_num_format("hh:mm:ss"),
        }
    }
}

impl Xlsx {
    pub(super) fn new(
        draft: Draft,
        options: super::Options<'_>,
        headers: &[String],
    ) -> Result<Self, Diagnostic> {
        let mut xlsx = Self {
            draft,
            book: Workbook::new(),
            formats: Formats::new(),
            name: sheet_name(options.sheet),
            mark: options.mark.map(str::to_owned),
            headers: headers.to_vec(),
            widths: headers.iter().map(|header| width(header.chars().count().min(24))).collect(),
            sheets: 0,
            row: 0,
        };
        // Rows wait on the disk that has room for the result, not on one that may be a part of the memory.
        let folder = xlsx.draft.folder().to_owned();
        xlsx.book.set_tempdir(folder).map_err(|error| xlsx.draft.unwritable(&error))?;
        if let Some(mark) = &xlsx.mark {
            let properties = DocProperties::new().set_author(mark).set_comment(mark);
            xlsx.book.set_properties(&properties);
        }
        xlsx.begin_sheet()?;
        Ok(xlsx)
    }

    pub(super) fn push(&mut self, cells: &[Cell]) -> Result<(), Diagnostic> {
        if self.row == MAX_ROWS {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        let (row, formats) = (self.row, &self.formats);
        let sheet = self
            .book
            .worksheet_from_index(self.sheets - 1)
            .map_err(|error| self.draft.unwritable(&error))?;
        for (column, cell) in cells.iter().enumerate() {
            let title = self.headers.get(column).map_or("", String::as_str);
            let at = ColNum::try_from(column).unwrap_or(ColNum::MAX);
            put(sheet, row, at, cell, formats)
                .map_err(|error| problem(&self.draft, &error, title))?;
            widen(&mut self.widths, column, cell);
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Diagnostic> {
        self.end_sheet()?;
        let saved = self.book.save_to_writer(self.draft.writer()?);
        saved.map_err(|error| self.draft.unwritable(&error))?;
        self.draft.put()
    }

    fn begin_sheet(&mut self) -> Result<(), Diagnostic> {
        self.sheets += 1;
        let name =
            if self.sheets == 1 { self.name.clone() } else { numbered(&self.name, self.sheets) };
        let begun = self.book.add_worksheet_with_constant_memory().and_then(|sheet| {
            sheet.set_name(name)?.set_freeze_panes(1, 0)?;
            if let Some(mark) = &self.mark {
                // "&" begins a code in headers of Excel.
                sheet.set_header(format!("&R{}", mark.replace('&', "&&")));
                sheet.set_footer("&C&P/&N");
            }
            for (column, header) in (0..).zip(&self.headers) {
                sheet.write_string_with_format(0, column, header, &self.formats.header)?;
            }
            Ok(())
        });
        self.row = 1;
        begun.map_err(|error| problem(&self.draft, &error, ""))
    }

    fn end_sheet(&mut self) -> Result<(), Diagnostic> {
        let last_row = self.row - 1;
        let ended = self.book.worksheet_from_index(self.sheets - 1).and_then(|sheet| {
            for (column, width) in (0..).zip(&self.widths) {
                sheet.set_column_width(column, *width)?;
            }
            match ColNum::try_from(self.headers.len()) {
                Ok(count @ 1..) => sheet.autofilter(0, 0, last_row, count - 1).map(drop),
                _ => Ok(()),
            }
        });
        ended.map_err(|error| problem(&self.draft, &error, ""))
    }
}

/// Writes one cell. Dates that Excel does not know (before 1900) are written as text.
fn put(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Number(number) if number.is_finite() => sheet.write_number(row, column, *number)?,
        Cell::Bool(yes) => sheet.write_boolean(row, column, *yes)?,
        Cell::Date(date) if date.year() >= 1900 => {
            sheet.write_datetime_with_format(row, column, *date, &formats.date)?
        }
        Cell::DateTime(at) if at.year() >= 1900 => {
            let format = if at.second() == 0 { &formats.moment } else { &formats.second };
            sheet.write_datetime_with_format(row, column, *at, format)?
        }
        Cell::Time(time) => sheet.write_datetime_with_format(row, column, *time, &formats.time)?,
        other => sheet.write_string_with_format(row, column, other.to_string(), &formats.text)?,
    };
    Ok(())
}

fn widen(widths: &mut Vec<f64>, column: usize, cell: &Cell) {
    let letters = match cell {
        Cell::Empty => return,
        Cell::Text(text) => text.chars().count(),
        Cell::DateTime(_) => 17,
        _ => 11,
    };
    if widths.len() <= column {
        widths.resize(column + 1, WIDTHS.0);
    }
    widths[column] = widths[column].max(width(letters));
}

fn width(letters: usize) -> f64 {
    (letters as f64 * 1.1 + 2.0).clamp(WIDTHS.0, WIDTHS.1)
}

fn problem(draft: &Draft, error: &XlsxError, title: &str) -> Diagnostic {
    match error {
        XlsxError::MaxStringLengthExceeded => too_long(title),
        error => draft.unwritable(error),
    }
}

fn too_long(title: &str) -> Diagnostic {
    let message = (
        "một ô dài hơn 32.767 ký tự, Excel không chứa được",
        "a text is longer than the 32,767 characters of a cell of Excel",
    );
    let diagnostic = Diagnostic::error("cell_too_long", message.0, message.1)
        .hint("xuất ra .csv", "export to .csv");
    if title.is_empty() { diagnostic } else { diagnostic.at_field(title) }
}

/// A name that Excel accepts: 31 characters at most, none of `[]:*?/\`.
pub(in crate::files) fn sheet_name(name: &str) -> String {
    let plain = name.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let short: String = plain.trim().trim_matches('\'').chars().take(31).collect();
    match short.trim() {
        "" => "Danh sách".to_owned(),
        short => short.to_owned(),
    }
}

fn numbered(name: &str, number: usize) -> String {
    let start: String = name.chars().take(24).collect();
    format!("{} ({number})", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_made_acceptable() {
        assert_eq!(sheet_name("Bản Mòng: tháng 9/2021"), "Bản Mòng  tháng 9 2021");
        assert_eq!(sheet_name("''"), "Danh sách");
        assert_eq!(sheet_name(&"ở".repeat(40)).chars().count(), 31);
        assert_eq!(numbered("Danh sách", 2), "Danh sách (2)");
    }
}
