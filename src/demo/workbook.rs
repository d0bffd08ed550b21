//! Files as communes send them: one workbook or text file per commune, in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use domain::base::Diagnostic;
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::cells::{Cell, Typed, plain};
use super::layout::{FileKind, Layout};
use super::rows::Row;
use super::world::{Commune, CommuneKind, World};

/// Where the list of a commune that did not send lies: not among those that came in.
const NOT_SENT: &str = "chua-gui";

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Code of the commune.
    pub code: String,
    /// Where it lies; in the sub-folder `chua-gui` when the commune did not send it.
    pub path: PathBuf,
    /// Rows below the header that are not empty.
    pub rows: usize,
}

impl World {
    /// Writes the list of every commune into a folder, which is made if need be; files of the same name are replaced.
    ///
    /// # Errors
    /// `demo_file_unwritable`, with the path, when the folder or a file cannot be written.
    pub fn write_workbooks(&self, folder: &Path) -> Result<Vec<Written>, Diagnostic> {
        let not_sent = folder.join(NOT_SENT);
        fs::create_dir_all(&not_sent).map_err(|error| unwritable(&not_sent, &error))?;
        self.communes
            .iter()
            .map(|commune| commune.write(if commune.has_sent() { folder } else { &not_sent }))
            .collect()
    }
}

impl Commune {
    fn write(&self, folder: &Path) -> Result<Written, Diagnostic> {
        let path = folder.join(self.fill_in(self.layout.file_name));
        let rows = self.typed_rows();
        let bytes = match self.layout.file {
            FileKind::Xlsx => self.workbook(&rows).map_err(|error| unwritable(&path, &error))?,
            FileKind::Csv => self.text(&rows).map_err(|error| unwritable(&path, &error))?,
        };
        fs::write(&path, bytes).map_err(|error| unwritable(&path, &error))?;
        Ok(Written { code: self.code.clone(), path, rows: rows.len() })
    }

    /// The cells of all rows, in order.
    fn typed_rows(&self) -> Vec<Vec<Cell>> {
        let commune = format!("{} {}", self.kind.word(), self.name);
        let typed = self.rows.iter().zip(1..).map(|(row, number)| {
            let (resident, flaw) = match row {
                Row::Resident(index) | Row::Repeated(index) => (&self.residents[*index], None),
                Row::Flawed(resident, flaw) => (resident, Some(*flaw)),
            };
            self.layout.cells(&Typed { number, resident, flaw, commune: &commune })
        });
        typed.collect()
    }

    /// A name of a file or a title with the commune's particulars in place.
    fn fill_in(&self, template: &str) -> String {
        let short = match self.kind {
            CommuneKind::Commune => "xã",
            CommuneKind::Township => "TT",
        };
        let plain = plain(&self.name);
        template
            .replace("{code}", &self.code)
            .replace("{kind}", short)
            .replace("{KIND}", &self.kind.word().to_uppercase())
            .replace("{name}", &self.name)
            .replace("{NAME}", &self.name.to_uppercase())
            .replace("{plain}", &plain)
            .replace("{PLAIN}", &plain.to_uppercase())
    }

    /// With a byte order mark, semicolons and line ends of Windows.
    fn text(&self, rows: &[Vec<Cell>]) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        out.write_record(self.layout.columns.iter().map(|(_, header)| header))?;
        for row in rows {
            out.write_record(row.iter().map(as_text))?;
        }
        if self.layout.trailing_row {
            out.write_record(self.layout.columns.iter().map(|_| ""))?;
        }
        out.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    fn workbook(&self, rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&properties()?);
        self.fill(book.add_worksheet().set_name(self.fill_in(self.layout.sheet))?, rows)?;
        for name in self.layout.empty_sheets {
            book.add_worksheet().set_name(*name)?;
        }
        book.save_to_buffer()
    }

    fn fill(&self, sheet: &mut Worksheet, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        let formats = Formats::new();
        let mut at = self.title(sheet, &formats)?;
        header(sheet, at, self.layout, &formats)?;
        for row in rows {
            at += 1;
            for (cell, column) in row.iter().zip(0..) {
                formats.write(sheet, at, column, cell)?;
            }
        }
        if self.layout.trailing_row {
            for (_, column) in self.layout.columns.iter().zip(0..) {
                sheet.write_blank(at + 1, column, &formats.framed)?;
            }
        }
        Ok(())
    }

    /// Merged lines above the header; gives the row of the header.
    fn title(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<u32, XlsxError> {
        let last = u16::try_from(self.layout.columns.len() - 1).unwrap_or(u16::MAX);
        let mut at = 0;
        for line in self.layout.title {
            if !line.is_empty() {
                sheet.merge_range(at, 0, at, last, &self.fill_in(line), &formats.bold)?;
            }
            at += 1;
        }
        for (from, to, words) in self.layout.bands {
            sheet.merge_range(at, *from, at, *to, words, &formats.header)?;
        }
        Ok(if self.layout.bands.is_empty() { at } else { at + 1 })
    }
}

fn header(
    sheet: &mut Worksheet,
    at: u32,
    layout: &Layout,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for ((_, words), column) in layout.columns.iter().zip(0..) {
        sheet.write_string_with_format(at, column, *words, &formats.header)?;
        sheet.set_column_width(column, 16.0)?;
    }
    Ok(())
}

/// The looks of cells.
struct Formats {
    bold: Format,
    header: Format,
    framed: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12.0);
        let bold = base.clone().set_bold().set_align(FormatAlign::Center);
        let framed = base.set_border(FormatBorder::Thin);
        Self {
            header: bold.clone().set_border(FormatBorder::Thin).set_text_wrap(),
            date: framed.clone().set_num_format("dd/mm/yyyy"),
            framed,
            bold,
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => sheet.write_blank(row, column, &self.framed)?,
            Cell::Text(text) => sheet.write_string_with_format(row, column, text, &self.framed)?,
            Cell::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &self.framed)?
            }
            Cell::Date(day) => {
                sheet.write_datetime_with_format(row, column, &excel(*day)?, &self.date)?
            }
        };
        Ok(())
    }
}

fn excel(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let [year, month, day] =
        [day.year(), i16::from(day.month()), i16::from(day.day())].map(|part| part.unsigned_abs());
    // Months and days have one byte each by their range.
    ExcelDateTime::from_ymd(year, month.to_le_bytes()[0], day.to_le_bytes()[0])
}

/// A fixed date of making, so that the same seed gives the same bytes.
fn properties() -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(2021, 9, 10)?.and_hms(7, 0, 0.0)?;
    Ok(DocProperties::new()
        .set_creation_datetime(&made)
        .set_comment("Số liệu mô phỏng để trình diễn phần mềm; không có người thật."))
}

fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.strftime("%d/%m/%Y").to_string(),
    }
}

fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        "demo_file_unwritable",
        format!("không ghi được tệp: {error}"),
        format!("the file cannot be written: {error}"),
    )
    .in_file(path.display().to_string())
    .hint(
        "chọn thư mục có quyền ghi và còn chỗ trống",
        "choose a folder that can be written to and has room",
    )
}
