//! Lists out of spreadsheets and CSV files: the header is searched, rows come one at a time.

mod cell;
mod csv;
pub(super) mod guard;
mod header;
mod marks;
mod workbook;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::base::{Diagnostic, Warned};
use domain::record::list::dates;
use domain::record::list::letters::Letters;

pub use cell::{Cell, CellRef, Row, RowRef};
pub use header::Score;

use super::problem;
use super::sniff::{self, Content};
use header::Candidate;
use workbook::{Kind, Sheet};

/// A list in a file: one sheet of a workbook, or a CSV file.
pub struct Table {
    /// Name of the sheet; `None` for CSV.
    pub sheet: Option<String>,
    /// Whether the spreadsheet program does not show the sheet; it is read.
    pub sheet_hidden: bool,
    /// The last row of the header, as the spreadsheet program numbers it.
    pub header_row: u64,
    /// Column titles, in composed form with single spaces; "" for a column without one. A title that stands over several
    /// columns stands before each of theirs, parted by [`LEVEL`](domain::record::header::LEVEL).
    pub headers: Vec<String>,
    /// The texts above the header that stand alone in their row.
    pub above: Vec<String>,
    /// How the letters were written.
    pub letters: Letters,
    /// Rows that the spreadsheet program does not show; they are read.
    pub hidden_rows: Vec<u64>,
    /// Titles of columns that it does not show; they are read.
    pub hidden_columns: Vec<String>,
    /// Whether nothing can be told of merged cells, hidden rows and hidden columns.
    pub hidden_unknown: bool,
    /// Cells whose formula was never computed: empty here.
    pub uncomputed: Vec<String>,
    /// The rows below the header that hold something.
    pub rows: Rows,
}

impl Table {
    /// The name of its sheet, and whether one has to unhide it to see it.
    pub fn told_name(self) -> Option<String> {
        let hidden = self.sheet_hidden;
        self.sheet.map(|name| told_name(name, hidden))
    }
}

fn told_name(name: String, hidden: bool) -> String {
    if hidden { format!("{name} (trang ẩn · hidden)") } else { name }
}

/// Rows to be read one after another.
pub struct Rows(Inner);

enum Inner {
    Csv(Box<csv::CsvRows>),
    Sheet { rest: std::vec::IntoIter<Row>, current: Option<Row> },
}

impl Rows {
    fn csv(rows: csv::CsvRows) -> Self {
        Self(Inner::Csv(Box::new(rows)))
    }

    fn sheet(rows: Vec<Row>) -> Self {
        Self(Inner::Sheet { rest: rows.into_iter(), current: None })
    }

    /// Shows the first rows to come, at most so many, and stays where it is. Tells whether these were all. Rows that cannot
    /// be read are passed over, as an import passes over them.
    ///
    /// # Errors
    /// `file_unreadable` and others that end the reading.
    pub fn look_ahead(
        &self,
        most: usize,
        see: &mut dyn FnMut(RowRef<'_>),
    ) -> Result<bool, Diagnostic> {
        match &self.0 {
            Inner::Csv(rows) => rows.again()?.show(most, see),
            // A sheet is in memory: all of it tells.
            Inner::Sheet { rest, .. } => {
                rest.as_slice().iter().for_each(|row| see(RowRef::sheet(row)));
                Ok(true)
            }
        }
    }

    /// Whether any of the text could be a date with the month first; it is searched as it lies in the file, which takes a
    /// fraction of the time of reading it row by row.
    ///
    /// # Errors
    /// `file_unreadable`.
    pub fn may_hold_month_first(&self) -> Result<bool, Diagnostic> {
        match &self.0 {
            Inner::Csv(rows) => rows.search(&mut dates::Search::default()),
            Inner::Sheet { .. } => Ok(true),
        }
    }

    /// The next row, borrowed: nothing is allocated for a row of a CSV file. `None` at the end.
    ///
    /// # Errors
    /// `not_unicode` and `quote_unclosed` at their row, `file_unreadable`; reading may go on after the first two.
    pub fn next_row(&mut self) -> Result<Option<RowRef<'_>>, Diagnostic> {
        match &mut self.0 {
            Inner::Csv(rows) => Ok(if rows.advance()? { Some(rows.current()) } else { None }),
            Inner::Sheet { rest, current } => {
                *current = rest.next();
                Ok(current.as_ref().map(RowRef::sheet))
            }
        }
    }
}

/// The convenient way, with cells of their own.
impl Iterator for Rows {
    type Item = Result<Row, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::Sheet { rest, .. } => rest.next().map(Ok),
            Inner::Csv(_) => self.next_row().map(|row| row.map(|row| row.to_row())).transpose(),
        }
    }
}

/// Opens the lists of a file: `.csv` and other separated text, `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`.
///
/// `score` is given the titles of each of the first 20 rows and says how many it knows; the best row is the header.
/// Every sheet with a header is a table; the others are named in a warning (`sheets_left_out`).
///
/// # Errors
/// `header_not_found` when no row of no sheet scores; `file_missing`, `file_denied`, `file_unreadable`, `file_empty`,
/// `file_too_large`, `file_broken`, `file_encrypted`, `not_unicode`, `kind_unsupported`.
pub fn read(path: &Path, score: Score<'_>) -> Result<Warned<Vec<Table>>, Diagnostic> {
    let named = |problem: Diagnostic| problem.in_file(problem::name(path));
    let mut read = open(path, score).map_err(named)?;
    for warning in &mut read.warnings {
        warning.place.file = Some(problem::name(path));
    }
    Ok(read)
}

fn open(path: &Path, score: Score<'_>) -> Result<Warned<Vec<Table>>, Diagnostic> {
    match sniff::content(&start(path)?) {
        Content::Empty => Err(problem::empty()),
        Content::Text => csv::table(path, score)
            .map(|table| Warned { output: vec![table], warnings: Vec::new() }),
        Content::Zip => choose(workbook::sheets(path, workbook::packed(path)?)?, score),
        Content::Compound => choose(old_workbook(path)?, score),
        Content::Html => Err(unsupported("HTML")),
        Content::Pdf => Err(unsupported("PDF")),
        Content::Rtf => Err(unsupported("RTF")),
        Content::Picture => Err(unsupported("ảnh · picture")),
        Content::Binary => Err(unsupported("nhị phân · binary")),
    }
}

/// What a file is, by its content.
pub(in crate::files) fn content(path: &Path) -> Result<Content, Diagnostic> {
    start(path).map(|bytes| sniff::content(&bytes))
}

/// Every sheet of a workbook with its rows, whether or not it has a header.
pub(in crate::files) fn all_sheets(path: &Path) -> Result<Vec<(String, Vec<Row>)>, Diagnostic> {
    let sheets = match content(path)? {
        Content::Empty => return Err(problem::empty()),
        Content::Zip => workbook::sheets(path, workbook::packed(path)?)?,
        Content::Compound => old_workbook(path)?,
        _ => return Err(unsupported("không phải Excel · not Excel")),
    };
    Ok(sheets.into_iter().map(|sheet| (sheet.name, sheet.rows)).collect())
}

fn start(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| problem::unreadable(path, &error))?;
    file.take(4096).read_to_end(&mut bytes).map_err(|error| problem::unreadable(path, &error))?;
    Ok(bytes)
}

/// Old Excel, or a workbook that is locked with a password.
fn old_workbook(path: &Path) -> Result<Vec<Sheet>, Diagnostic> {
    let bytes = std::fs::read(path).map_err(|error| problem::unreadable(path, &error))?;
    if sniff::contains_utf16(&bytes, "EncryptedPackage") {
        return Err(problem::encrypted());
    }
    if sniff::contains_utf16(&bytes, "WordDocument") {
        return Err(unsupported("Word"));
    }
    drop(bytes);
    workbook::sheets(path, Kind::Xls)
}

/// Takes the sheets that have a header.
fn choose(sheets: Vec<Sheet>, score: Score<'_>) -> Result<Warned<Vec<Table>>, Diagnostic> {
    let (mut tables, mut warnings, mut left_out, mut seen) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for mut sheet in sheets {
        let letters = read_letters(&mut sheet.rows);
        match header::find(&sheet.rows, score) {
            Some(header) => {
                warnings.extend(sheet.cut.then(|| columns_cut(&sheet.name)));
                tables.push(table(sheet, header, letters));
            }
            None => {
                let first =
                    sheet.rows.first().map(|row| row.cells.iter().map(Cell::to_string).collect());
                seen.extend(first.unwrap_or_else(Vec::new));
                let name = told_name(sheet.name, sheet.hidden);
                left_out.extend((!sheet.rows.is_empty()).then_some(name));
            }
        }
    }
    if tables.is_empty() {
        return Err(if left_out.is_empty() { problem::empty() } else { header_not_found(&seen) });
    }
    warnings.extend((!left_out.is_empty()).then(|| sheets_left_out(&left_out)));
    Ok(Warned { output: tables, warnings })
}

/// Turns the letters of old fonts into today's, column by column; tells which they were.
fn read_letters(rows: &mut [Row]) -> Letters {
    /// Texts of a column that are looked at.
    const SAMPLE: usize = 500;
    let mut columns: Vec<Vec<&str>> = Vec::new();
    for row in rows.iter() {
        for (at, cell) in row.cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            if columns.len() <= at {
                columns.resize(at + 1, Vec::new());
            }
            if columns[at].len() < SAMPLE && !text.is_ascii() {
                columns[at].push(text);
            }
        }
    }
    let letters = Letters::of_columns(&columns);
    let Some(old) = letters.iter().copied().find(|one| *one != Letters::Unicode) else {
        return Letters::Unicode;
    };
    for cell in rows.iter_mut().flat_map(|row| row.cells.iter_mut().zip(&letters)) {
        if let (Cell::Text(text), letters) = cell
            && *letters != Letters::Unicode
        {
            *text = letters.read(text);
        }
    }
    old
}

fn table(sheet: Sheet, header: Candidate, letters: Letters) -> Table {
    let mut rows = sheet.rows;
    let above = above(&rows, header.row);
    rows.retain(|row| row.number > header.row);
    let hidden_unknown = sheet.marks.is_none();
    let marks = sheet.marks.unwrap_or_default();
    spread(&mut rows, &marks.merged);
    let hidden = rows.iter().map(|row| row.number);
    let shown = |at: &usize| !marks.hidden_columns.contains(at);
    let titles = header.headers.iter().enumerate();
    Table {
        sheet: Some(sheet.name),
        sheet_hidden: sheet.hidden,
        header_row: header.row,
        above,
        letters,
        hidden_rows: hidden.filter(|row| marks.hidden_rows.contains(*row)).collect(),
        hidden_columns: titles
            .filter(|(at, title)| !shown(at) && !title.is_empty())
            .map(|(_, title)| title.clone())
            .collect(),
        hidden_unknown,
        uncomputed: marks.uncomputed,
        headers: header.headers,
        rows: Rows::sheet(rows),
    }
}

/// The texts above the header that stand alone in their row.
fn above(rows: &[Row], header: u64) -> Vec<String> {
    let alone = rows.iter().take_while(|row| row.number < header).filter_map(|row| {
        let mut filled = row.cells.iter().filter(|cell| !cell.borrow().is_blank());
        filled.next().filter(|_| filled.next().is_none())
    });
    alone.map(Cell::to_string).collect()
}

/// A cell that stands for several rows says the same of each.
fn spread(rows: &mut [Row], merged: &[(usize, u64, u64)]) {
    for (column, first, last) in merged {
        let from = rows.partition_point(|row| row.number < *first);
        let to = rows.partition_point(|row| row.number <= *last);
        let Some(top) = rows.get(from).filter(|row| row.number == *first) else { continue };
        let Some(cell) = top.cells.get(*column).cloned() else { continue };
        for row in &mut rows[from + 1..to] {
            if row.cells.len() <= *column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            if row.cells[*column].borrow().is_blank() {
                row.cells[*column] = cell.clone();
            }
        }
    }
}

fn header_not_found(seen: &[String]) -> Diagnostic {
    let mut titles: Vec<&str> =
        seen.iter().map(|title| title.trim()).filter(|title| !title.is_empty()).collect();
    titles.truncate(12);
    let titles = titles.join(" | ");
    Diagnostic::error(
        "header_not_found",
        format!("không tìm thấy dòng tiêu đề cột trong 20 dòng đầu; dòng đầu là: {titles}"),
        format!("no row of column titles among the first 20 rows; the first row is: {titles}"),
    )
    .hint(
        "đặt tên cột như trong sổ ở một dòng phía trên danh sách; xuất tệp mẫu để so sánh",
        "put column titles as in the register above the list; export a template to compare",
    )
}

fn sheets_left_out(names: &[String]) -> Diagnostic {
    let names = names.join(", ");
    Diagnostic::warning(
        "sheets_left_out",
        format!("các trang không có tiêu đề của sổ, không đọc: {names}"),
        format!("sheets without titles of the register, not read: {names}"),
    )
}

fn columns_cut(sheet: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(
        "columns_cut",
        "có ô nằm sau cột thứ 1.024, không đọc",
        "there are cells beyond column 1,024, which are not read",
    );
    diagnostic.place.sheet = Some(sheet.to_owned());
    diagnostic
}

fn unsupported(kind: &str) -> Diagnostic {
    Diagnostic::error(
        "kind_unsupported",
        format!("không đọc được danh sách từ loại tệp này ({kind})"),
        format!("lists cannot be read from this kind of file ({kind})"),
    )
    .hint(
        "mở bằng Excel và lưu thành .xlsx hoặc .csv",
        "open it in Excel and save it as .xlsx or .csv",
    )
}
