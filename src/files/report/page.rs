//! Puts the form on the page, from the head down.

use jiff::civil::Date;
use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, Worksheet, XlsxError};

use super::style::{Cells, Style};
use super::{Column, Header, Report, Signature};
use crate::files::table::Cell;
use crate::files::write::sheet_name;

/// Margins of Nghị định 30/2020/NĐ-CP in inches: left 30 mm, right 15 mm, top and bottom 20 mm.
const MARGINS: (f64, f64, f64, f64) = (1.18, 0.59, 0.79, 0.79);

/// Height of a line of 13 points.
const LINE: f64 = 18.0;

/// The form as a workbook.
pub(super) fn book(report: &Report) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&report.title))?;
    paper(sheet);
    let style = Style::new();
    let mut page = Page {
        split: split(&report.columns),
        sheet,
        style,
        row: 0,
        last: last_column(&report.columns),
    };
    page.widths(&report.columns)?;
    page.head(report)?;
    page.title(report)?;
    page.table(report)?;
    page.notes(&report.notes)?;
    page.signatures(report)?;
    Ok(book)
}

fn paper(sheet: &mut Worksheet) {
    let (left, right, top, bottom) = MARGINS;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(left, right, top, bottom, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer("&C&\"Times New Roman\"&P/&N").set_screen_gridlines(false);
}

/// The head needs two blocks, so that a form has two columns at least.
fn last_column(columns: &[Column]) -> ColNum {
    ColNum::try_from(columns.len().saturating_sub(1)).unwrap_or(ColNum::MAX).max(1)
}

/// The first column of the right block: where about 45 % of the width have passed.
fn split(columns: &[Column]) -> ColNum {
    let total: f64 = columns.iter().map(width).sum();
    let mut passed = 0.0;
    for (at, column) in (0..).zip(columns) {
        passed += width(column);
        if passed >= 0.45 * total {
            return (at + 1).clamp(1, last_column(columns));
        }
    }
    1
}

fn width(column: &Column) -> f64 {
    let by_title = column.title.chars().count().clamp(8, 24) as f64;
    if column.width > 0.0 { column.width } else { by_title }
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    style: Style,
    /// The next row.
    row: RowNum,
    /// The first column of the right block.
    split: ColNum,
    last: ColNum,
}

impl Page<'_> {
    fn widths(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        // Both blocks of the head want room, however few columns the table has.
        let total: f64 = columns.iter().map(width).sum();
        let stretch = (96.0 / total.max(1.0)).max(1.0);
        for at in 0..=self.last {
            let own = columns.get(usize::from(at)).map_or(8.0, width);
            self.sheet.set_column_width(at, own * stretch)?;
        }
        Ok(())
    }

    /// Issuer at the left; quốc hiệu, tiêu ngữ, place and date at the right.
    fn head(&mut self, report: &Report) -> Result<(), XlsxError> {
        let style = &self.style;
        let number = report.number.as_deref().unwrap_or("…………");
        let mut left = vec![(report.parent.to_uppercase(), style.plain.clone())];
        left.retain(|(text, _)| !text.is_empty());
        left.push((report.issuer.to_uppercase(), style.underlined.clone()));
        left.push((format!("Số: {number}"), style.plain.clone()));
        let mut right = match report.header {
            Header::State => vec![
                ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(), style.bold.clone()),
                ("Độc lập - Tự do - Hạnh phúc".to_owned(), style.underlined.clone()),
            ],
            Header::Party => vec![("ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(), style.underlined.clone())],
        };
        right.push((place_and_date(&report.place, report.date), style.italic.clone()));
        self.side_by_side(&left, &right)?;
        self.row += 1;
        Ok(())
    }

    fn title(&mut self, report: &Report) -> Result<(), XlsxError> {
        self.across(&report.title.to_uppercase(), &self.style.title.clone())?;
        if !report.subtitle.is_empty() {
            self.across(&report.subtitle, &self.style.bold.clone())?;
        }
        if let Some(moment) = report.as_of {
            let (date, time) = (moment.date(), moment.time());
            let clock = format!("{:02}:{:02}", time.hour(), time.minute());
            let text = format!("(Tính đến {clock} ngày {})", Cell::Date(date));
            self.across(&text, &self.style.italic.clone())?;
        }
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, report: &Report) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(&report.columns) {
            self.sheet.write_string_with_format(self.row, at, &column.title, &self.style.header)?;
        }
        self.sheet.set_row_height(self.row, LINE * f64::from(header_lines(report)))?;
        self.sheet.set_repeat_rows(self.row, self.row)?;
        self.row += 1;
        for cells in &report.rows {
            cells_of(self.sheet, self.row, cells, report.columns.len(), &self.style.body)?;
            self.row += 1;
        }
        if let Some(totals) = &report.totals {
            cells_of(self.sheet, self.row, totals, report.columns.len(), &self.style.total)?;
            self.row += 1;
        }
        Ok(())
    }

    fn notes(&mut self, notes: &[String]) -> Result<(), XlsxError> {
        for note in notes {
            let lines = note.chars().count().div_ceil(110).max(1) as f64;
            self.sheet.set_row_height(self.row, LINE * lines)?;
            self.merged(0, self.last, note, &self.style.note.clone())?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn signatures(&mut self, report: &Report) -> Result<(), XlsxError> {
        let (left, right) = (report.prepared_by.as_ref(), report.signed_by.as_ref());
        let titles = |signature: Option<&Signature>| -> Vec<(String, Format)> {
            let titles = signature.map_or(&[][..], |signature| &signature.titles);
            titles.iter().map(|title| (title.clone(), self.style.bold.clone())).collect()
        };
        let (left_titles, right_titles) = (titles(left), titles(right));
        self.side_by_side(&left_titles, &right_titles)?;
        // Room for the signature and the seal.
        self.row += 4;
        let name = |signature: Option<&Signature>| -> Vec<(String, Format)> {
            signature
                .iter()
                .map(|signature| (signature.name.clone(), self.style.bold.clone()))
                .collect()
        };
        let (left_name, right_name) = (name(left), name(right));
        self.side_by_side(&left_name, &right_name)
    }

    fn side_by_side(
        &mut self,
        left: &[(String, Format)],
        right: &[(String, Format)],
    ) -> Result<(), XlsxError> {
        for at in 0..left.len().max(right.len()) {
            self.sheet.set_row_height(self.row, LINE)?;
            if let Some((text, format)) = left.get(at) {
                self.merged(0, self.split - 1, text, format)?;
            }
            if let Some((text, format)) = right.get(at) {
                self.merged(self.split, self.last, text, format)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn across(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, LINE + 2.0)?;
        self.merged(0, self.last, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn merged(
        &mut self,
        from: ColNum,
        to: ColNum,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if from == to {
            self.sheet.write_string_with_format(self.row, from, text, format)?;
        } else {
            self.sheet.merge_range(self.row, from, self.row, to, text, format)?;
        }
        Ok(())
    }
}

/// A row of the table; cells that are missing get their lines too.
fn cells_of(
    sheet: &mut Worksheet,
    row: RowNum,
    cells: &[Cell],
    columns: usize,
    formats: &Cells,
) -> Result<(), XlsxError> {
    for (at, index) in (0..columns).zip(0..) {
        match cells.get(at).unwrap_or(&Cell::Empty) {
            Cell::Empty => sheet.write_blank(row, index, &formats.text)?,
            Cell::Number(number) if number.is_finite() => {
                let format =
                    if number.fract() == 0.0 { formats.whole() } else { formats.number.clone() };
                sheet.write_number_with_format(row, index, *number, &format)?
            }
            Cell::Date(date) if date.year() >= 1900 => {
                sheet.write_datetime_with_format(row, index, *date, &formats.date)?
            }
            Cell::DateTime(at) if at.year() >= 1900 => {
                sheet.write_datetime_with_format(row, index, *at, &formats.moment)?
            }
            Cell::Time(time) => {
                sheet.write_datetime_with_format(row, index, *time, &formats.time)?
            }
            other => {
                sheet.write_string_with_format(row, index, other.to_string(), &formats.text)?
            }
        };
    }
    Ok(())
}

/// Days below 10 and months 1 and 2 get a zero (NĐ 30/2020, Phụ lục I, II.4).
fn place_and_date(place: &str, date: Option<Date>) -> String {
    let place = if place.is_empty() { "…………" } else { place };
    match date {
        None => format!("{place}, ngày … tháng … năm …"),
        Some(date) => {
            let month = if date.month() < 3 {
                format!("{:02}", date.month())
            } else {
                date.month().to_string()
            };
            format!("{place}, ngày {:02} tháng {month} năm {}", date.day(), date.year())
        }
    }
}

/// How many lines the longest column title takes: word by word, as the spreadsheet program breaks it in bold.
fn header_lines(report: &Report) -> u32 {
    report.columns.iter().map(|column| lines_of(&column.title, column.width)).max().unwrap_or(1)
}

fn lines_of(title: &str, width: f64) -> u32 {
    // Bold letters are wider than the digits in which column widths are measured.
    let room = (width * 0.8).max(4.0);
    let (mut lines, mut used) = (1, 0.0);
    for word in title.split_whitespace() {
        let letters = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if used > 0.0 && used + 1.0 + letters > room {
            lines += 1;
            used = 0.0;
        }
        used += letters + 1.0;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_written_as_the_decree_wants_and_never_invented() {
        assert_eq!(
            place_and_date("Suối Đá", Some(date(2021, 9, 9))),
            "Suối Đá, ngày 09 tháng 9 năm 2021"
        );
        assert_eq!(
            place_and_date("Suối Đá", Some(date(2021, 2, 10))),
            "Suối Đá, ngày 10 tháng 02 năm 2021"
        );
        assert_eq!(place_and_date("", None), "…………, ngày … tháng … năm …");
    }
}
