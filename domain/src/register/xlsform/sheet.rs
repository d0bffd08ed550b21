//! The sheets of a form as text, whatever file they came in.

use csv::ReaderBuilder;

/// One sheet: its rows as texts. The first row holds the column titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Its rows that hold something.
    pub rows: Vec<Row>,
}

/// One row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number of the row as the spreadsheet program shows it, from 1.
    pub number: u64,
    /// Cells from the first column on; dates as `2021-09-15`, numbers with a point.
    pub cells: Vec<String>,
}

impl Sheet {
    /// A sheet from rows of cells, numbered from 1.
    pub fn new(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let rows = (1..).zip(rows).map(|(number, cells)| Row { number, cells }).collect();
        Self { name: name.to_owned(), rows }
    }

    /// The sheets of a form that is written as text, in Markdown (`| survey | | |`) or CSV: a row with only a first cell
    /// names a sheet, and the rows of the sheet leave their first cell empty.
    pub fn all_from_text(text: &str) -> Vec<Self> {
        let markdown = text.trim_start().starts_with('|');
        let rows = if markdown { markdown_rows(text) } else { csv_rows(text) };
        let mut sheets: Vec<Self> = Vec::new();
        for (number, mut cells) in rows {
            let filled = |cell: &String| !cell.trim().is_empty();
            match cells.first().filter(|cell| filled(cell)) {
                Some(name) if cells.iter().skip(1).all(|cell| !filled(cell)) => {
                    sheets.push(Self { name: name.trim().to_owned(), rows: Vec::new() });
                }
                _ if cells.iter().any(filled) && !cells.is_empty() => {
                    cells.remove(0);
                    let sheet = sheets.last_mut();
                    sheet
                        .into_iter()
                        .for_each(|s| s.rows.push(Row { number, cells: cells.clone() }));
                }
                _ => {}
            }
        }
        sheets
    }
}

/// `\|` is a bar inside a cell.
fn markdown_rows(text: &str) -> Vec<(u64, Vec<String>)> {
    let lines = (1..).zip(text.lines().map(str::trim));
    let tables = lines.filter(|(_, line)| line.starts_with('|') && !line.starts_with("|--"));
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim_start_matches('|').replace("\\|", "\u{1}");
        let inner = inner.strip_suffix('|').unwrap_or(&inner);
        inner.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
    };
    tables.map(|(number, line)| (number, cells(line))).collect()
}

fn csv_rows(text: &str) -> Vec<(u64, Vec<String>)> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| {
        let line = row.position().map_or(0, csv::Position::line);
        (line, row.iter().map(str::to_owned).collect())
    })
    .collect()
}
