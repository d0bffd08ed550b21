//! Lists of invented people, as workbook or as separated text.

use jiff::civil::Date;
use rust_xlsxwriter::{Format, Workbook};

/// A cell as a clerk's spreadsheet holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text; "" leaves the cell empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day in the spreadsheet's own calendar.
    Day(Date),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// A header and rows below it.
#[derive(Clone, Debug)]
pub struct List {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl List {
    /// A list with these titles and nobody on it.
    pub fn of<const N: usize>(titles: [&str; N]) -> Self {
        Self { header: titles.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    /// One more row.
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.push(cells);
        self
    }

    /// One more row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Rows below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Three columns of every row, as text.
    pub fn columns(&self, [a, b, c]: [usize; 3]) -> impl Iterator<Item = (String, String, String)> {
        self.rows.iter().map(move |row| (typed(&row[a]), typed(&row[b]), typed(&row[c])))
    }

    /// Comma-separated text.
    pub fn csv(&self) -> Vec<u8> {
        self.separated(b',')
    }

    /// Separated text; numbers and days as Excel shows them in Vietnam.
    pub fn separated(&self, separator: u8) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        for row in &self.rows {
            writer.write_record(row.iter().map(typed)).unwrap();
        }
        writer.into_inner().unwrap()
    }

    /// A workbook.
    pub fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let as_day = Format::new().set_num_format("dd/mm/yyyy");
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, &self.header).unwrap();
        for (at, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(at, column, text),
                    Cell::Number(number) => sheet.write_number(at, column, *number),
                    Cell::Day(day) => sheet.write_datetime_with_format(at, column, *day, &as_day),
                }
                .unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }
}

fn typed(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.strftime("%d/%m/%Y").to_string(),
    }
}

const FAMILY: [&str; 7] = ["Lò", "Quàng", "Cà", "Tòng", "Hà", "Vì", "Lường"];
const MIDDLE: [&str; 5] = ["Văn", "Thị", "Đức", "Ngọc", "Thế"];
const GIVEN: [&str; 11] =
    ["Ánh", "Bình", "Đoàn", "Hặc", "Hiêng", "Khuyên", "Ơn", "Phượng", "Sương", "Tưởng", "Yêu"];
const VILLAGES: [&str; 3] = ["Bản Nà Ớt", "Tiểu khu 6", "Bản Mòn"];

/// Somebody who does not exist.
#[derive(Clone, Debug)]
pub struct Person {
    /// Family name, middle name, given name.
    pub name: String,
    /// Where the person is at home.
    pub village: &'static str,
    /// A number with a prefix that no operator was given.
    pub phone: String,
}

/// The nth person; no two have the same telephone.
pub fn person(n: usize) -> Person {
    let of = |parts: &[&'static str], step: usize| parts[n / step % parts.len()];
    let given = of(&GIVEN, 1);
    let (middle, family) = (of(&MIDDLE, 11), of(&FAMILY, 55));
    Person {
        name: format!("{family} {middle} {given}"),
        village: of(&VILLAGES, 1),
        phone: format!("030{n:07}"),
    }
}
