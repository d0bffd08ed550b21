//! The form onto the page.

use std::path::Path;

use domain::base::Diagnostic;
use rust_xlsxwriter::{
    ColNum, Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format,
    FormatAlign, FormatBorder, ProtectionOptions, RowNum, Workbook, Worksheet, XlsxError,
};

use super::{AS_OF, DAY, Form, FormLine, KEY, Mark, columns};
use crate::files::write::{Draft, sheet_name};

/// Widths of the columns in characters: A4 upright holds about 100.
const WIDTHS: [f64; 4] = [5.0, 47.0, 13.0, 35.0];

/// The hidden column of names.
const NAMES: ColNum = 4;

/// The last column that is seen.
const LAST: ColNum = 3;

/// Margins of Nghị định 30/2020/NĐ-CP in inches: left 30 mm, right 15 mm, top and bottom 20 mm.
const MARGINS: (f64, f64, f64, f64) = (1.18, 0.59, 0.79, 0.79);

/// Height of a line of 12 points.
const LINE: f64 = 17.0;

/// Writes a form as a workbook. The file appears complete or not at all.
///
/// # Errors
/// `file_unwritable`.
pub fn write_sheet(path: &Path, form: &Form) -> Result<(), Diagnostic> {
    let draft = Draft::new(path, None)?;
    let mut book = book(form).map_err(|error| draft.unwritable(&error))?;
    book.save_to_writer(draft.writer()?).map_err(|error| draft.unwritable(&error))?;
    draft.put()
}

fn book(form: &Form) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&form.title))?;
    paper(sheet)?;
    let mut page = Page { sheet, row: 0 };
    page.head(form)?;
    page.title(form)?;
    page.table(&form.lines)?;
    page.answerable(form)?;
    page.notes(&form.notes)?;
    page.mark(&form.mark)?;
    Ok(book)
}

fn paper(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (left, right, top, bottom) = MARGINS;
    sheet.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0);
    sheet.set_margins(left, right, top, bottom, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer("&C&\"Times New Roman\"&P/&N").set_screen_gridlines(false);
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    sheet.set_column_width(NAMES, 24)?.set_column_hidden(NAMES)?;
    let open = ProtectionOptions { format_columns: true, format_rows: true, ..Default::default() };
    sheet.protect_with_options(&open);
    Ok(())
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    /// The next row.
    row: RowNum,
}

impl Page<'_> {
    fn head(&mut self, form: &Form) -> Result<(), XlsxError> {
        let (plain, bold) = (letters(12.0).set_align(FormatAlign::Center), strong());
        let rows = [
            ((form.parent.to_uppercase(), &plain), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)),
            ((form.issuer.to_uppercase(), &bold), ("Độc lập - Tự do - Hạnh phúc", &bold)),
            ((String::new(), &plain), ("", &plain)),
        ];
        for ((left, left_format), (right, right_format)) in rows {
            self.sheet.set_row_height(self.row, LINE)?;
            self.sheet.merge_range(self.row, 0, self.row, 1, &left, left_format)?;
            self.sheet.merge_range(self.row, 2, self.row, LAST, right, right_format)?;
            self.row += 1;
        }
        Ok(())
    }

    fn title(&mut self, form: &Form) -> Result<(), XlsxError> {
        self.across(&form.title.to_uppercase(), &strong().set_font_size(14.0), 22.0)?;
        self.across(&form.subtitle, &letters(12.0).set_align(FormatAlign::Center), LINE)?;
        let date = typed().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left);
        self.label("Ngày báo cáo", DAY)?;
        self.sheet.merge_range(self.row, 2, self.row, LAST, "", &date)?;
        self.sheet.write_datetime_with_format(self.row, 2, form.mark.day, &date)?;
        self.row += 1;
        let text = typed().set_num_format("@").set_align(FormatAlign::Left);
        self.label("Tính đến (giờ, ngày)", AS_OF)?;
        let as_of = form.as_of.map(|at| {
            let (hour, minute) = (at.hour(), at.minute());
            format!("{hour:02}:{minute:02} {:02}/{:02}/{}", at.day(), at.month(), at.year())
        });
        self.merged_text(&as_of.unwrap_or_default(), &text)?;
        self.row += 2;
        Ok(())
    }

    fn table(&mut self, lines: &[FormLine]) -> Result<(), XlsxError> {
        let header = strong().set_border(FormatBorder::Thin);
        for (at, title) in (0..).zip(columns()) {
            self.sheet.write_string_with_format(self.row, at, &title.vi, &header)?;
        }
        self.sheet.set_row_height(self.row, LINE + 3.0)?;
        self.sheet.set_repeat_rows(self.row, self.row)?;
        self.row += 1;
        let first = self.row;
        for (at, line) in (1_u32..).zip(lines) {
            self.line(at, line)?;
        }
        if self.row > first {
            self.sheet.add_data_validation(first, 2, self.row - 1, 2, &whole_numbers())?;
        }
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, at: u32, line: &FormLine) -> Result<(), XlsxError> {
        if let Some(heading) = &line.heading {
            let format = boxed(letters(12.0).set_bold());
            self.sheet.merge_range(self.row, 0, self.row, LAST, heading, &format)?;
            self.sheet.set_row_height(self.row, LINE)?;
            self.row += 1;
        }
        let (row, plain) = (self.row, boxed(letters(12.0)).set_text_wrap());
        let centred = plain.clone().set_align(FormatAlign::Center);
        let plain = plain.set_indent(1);
        self.sheet.write_number_with_format(row, 0, at, &centred)?;
        self.sheet.write_string_with_format(row, 1, &line.title, &plain)?;
        let figure = typed().set_num_format("#,##0").set_align(FormatAlign::Right);
        match line.figure {
            Some(number) =>
            {
                #[expect(clippy::cast_precision_loss, reason = "a workbook holds doubles")]
                self.sheet.write_number_with_format(row, 2, number as f64, &figure)?
            }
            None => self.sheet.write_blank(row, 2, &figure)?,
        };
        let source = typed().set_num_format("@").set_text_wrap().set_indent(1);
        if line.source.is_empty() {
            self.sheet.write_blank(row, LAST, &source)?;
        } else {
            self.sheet.write_string_with_format(row, LAST, &line.source, &source)?;
        }
        self.sheet.write_string(row, NAMES, format!("{KEY}{}", line.name))?;
        let lines = rows_of(&line.title, 42).max(rows_of(&line.source, 31));
        self.sheet.set_row_height(row, LINE * f64::from(lines))?;
        self.row += 1;
        Ok(())
    }

    /// Who answers for the figures: typed names on paper, or those who confirmed.
    fn answerable(&mut self, form: &Form) -> Result<(), XlsxError> {
        let intro = "Người chịu trách nhiệm về tính chính xác của số liệu:";
        self.across(intro, &letters(12.0).set_italic(), LINE)?;
        let name = typed().set_num_format("@").set_bold().set_align(FormatAlign::Left);
        for (post, title, holder) in &form.posts {
            self.label(&format!("{} (họ tên)", title.to_uppercase()), &format!("@{post}"))?;
            self.merged_text(holder, &name)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn notes(&mut self, notes: &[String]) -> Result<(), XlsxError> {
        let format = letters(11.0).set_italic().set_text_wrap();
        for note in notes {
            let height = LINE * f64::from(rows_of(note, 92));
            self.across(note, &format, height)?;
        }
        Ok(())
    }

    fn mark(&mut self, mark: &Mark) -> Result<(), XlsxError> {
        let format = letters(8.0).set_font_color(Color::Gray);
        let told = format!("Mã phiếu, không sửa: {mark}");
        self.across(&told, &format, 12.0)?;
        self.sheet.write_string(0, NAMES, mark.to_string())?;
        Ok(())
    }

    /// A name at the left of a place to type in, with the place's name in the hidden column.
    fn label(&mut self, label: &str, name: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, LINE + 2.0)?;
        self.sheet.merge_range(self.row, 0, self.row, 1, label, &letters(12.0))?;
        self.sheet.write_string(self.row, NAMES, format!("{KEY}{name}"))?;
        Ok(())
    }

    fn merged_text(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.merge_range(self.row, 2, self.row, LAST, text, format)?;
        Ok(())
    }

    fn across(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.sheet.merge_range(self.row, 0, self.row, LAST, text, format)?;
        self.row += 1;
        Ok(())
    }
}

fn whole_numbers() -> DataValidation {
    let most = 999_999_999;
    DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(0, most))
        .ignore_blank(true)
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Số liệu")
        .and_then(|rule| {
            rule.set_error_message("Ghi số nguyên từ 0 trở lên; chưa có số thì để trống.")
        })
        .unwrap_or_else(|_| DataValidation::new().ignore_blank(true))
}

fn letters(size: f64) -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
}

fn strong() -> Format {
    letters(12.0).set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// A place that can be typed over.
fn typed() -> Format {
    boxed(letters(12.0)).set_unlocked().set_background_color(Color::RGB(0x00FF_FBE6))
}

/// How many lines a text takes in a column of so many letters.
fn rows_of(text: &str, room: usize) -> u32 {
    u32::try_from(text.chars().count().div_ceil(room).max(1)).unwrap_or(1)
}
