//! Tables of tasks that came to us as one cell a line: "TT / Nội dung / Cơ quan chủ trì / … / 1 / …".

use crate::document::{Document, Item, Lines};

use super::plan::Attribute;
use super::vocabulary::Vocabulary;
use super::words::Text;

/// One row of a table of tasks.
pub(super) struct Row<'d> {
    /// The cells that have a known meaning.
    pub cells: Vec<(Attribute, Cell<'d>)>,
    /// From the first cell after the number to the last.
    pub lines: Lines,
    /// Where the row stands in the tree of clauses.
    pub path: &'d str,
}

/// One cell.
#[derive(Clone, Copy)]
pub(super) struct Cell<'d> {
    item: &'d Item,
    /// The words of the cell.
    pub text: &'d str,
}

/// The largest table header that is believed.
const MOST_COLUMNS: usize = 12;

/// The rows of all tables of tasks in a document, and which items (in the order of
/// [`Item::walk`] over all items) belong to tables.
pub(super) fn rows(document: &Document) -> (Vec<Row<'_>>, Vec<bool>) {
    let items: Vec<&Item> = document.items.iter().flat_map(Item::walk).collect();
    let mut in_table = vec![false; items.len()];
    let mut rows = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let Some(columns) = header(&items[at..]) else {
            at += 1;
            continue;
        };
        let end = body(&items, at + columns.len(), &columns, &mut rows);
        in_table[at..end].fill(true);
        at = end;
    }
    (rows, in_table)
}

/// The columns of a table that begins here: "TT" and at least two more, task and lead among them.
fn header(items: &[&Item]) -> Option<Vec<Attribute>> {
    let first = column(items.first()?)?;
    if first != Attribute::Number {
        return None;
    }
    let columns: Vec<Attribute> =
        items.iter().take(MOST_COLUMNS).map_while(|item| column(item)).collect();
    let tasks = columns.contains(&Attribute::Task) && columns.contains(&Attribute::Lead);
    (columns.len() >= 3 && tasks).then_some(columns)
}

fn column(item: &Item) -> Option<Attribute> {
    if item.label.is_some() || item.text.len() > 80 {
        return None;
    }
    Attribute::column(&Vocabulary::get().words(&item.text))
}

/// Reads rows until the items end; gives the place after the last row.
fn body<'d>(
    items: &[&'d Item],
    from: usize,
    columns: &[Attribute],
    rows: &mut Vec<Row<'d>>,
) -> usize {
    let mut number = 0;
    let mut at = from;
    while at < items.len() {
        let Some(next) = row_number(items[at], number) else {
            // A heading between rows, or what stands after the table.
            if items[at..].iter().take(6).any(|item| row_number(item, number).is_some()) {
                at += 1;
                continue;
            }
            break;
        };
        number = next;
        let first = at + 1;
        let end = (first..items.len().min(first + columns.len() * 2))
            .find(|at| row_number(items[*at], number).is_some() || is_part_heading(items[*at]))
            .unwrap_or_else(|| items.len().min(first + columns.len() - 1));
        if let Some(row) = row(&items[first..end], &columns[1..]) {
            rows.push(row);
        }
        at = end.max(at + 1);
    }
    at
}

/// The number of a row: the next one, or 1 where the count starts again.
fn row_number(item: &Item, before: u32) -> Option<u32> {
    let written = match (&item.label, item.text.as_str()) {
        (None, text) => text,
        (Some(label), "") => label,
        _ => return None,
    };
    let number: u32 = written.trim_end_matches(['.', ')']).parse().ok()?;
    (number == before + 1 || number == 1 || number == before + 2).then_some(number)
}

/// "II", "III. HỢP TÁC VÀ THU HÚT ĐẦU TƯ": a part of the table.
fn is_part_heading(item: &Item) -> bool {
    let roman = |text: &str| {
        !text.is_empty() && text.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
    };
    let label = item.label.as_deref().map(|label| label.trim_end_matches('.'));
    label.is_some_and(roman) || roman(item.text.trim_end_matches('.'))
}

fn row<'d>(cells: &[&'d Item], columns: &[Attribute]) -> Option<Row<'d>> {
    let (first, last) = (cells.first()?, cells.last()?);
    let cells: Vec<(Attribute, Cell<'d>)> = columns
        .iter()
        .zip(cells)
        .map(|(column, item)| (*column, Cell { item, text: &item.text }))
        .collect();
    let has = |wanted: Attribute| {
        cells.iter().any(|(column, cell)| *column == wanted && !cell.text.is_empty())
    };
    let lines = first.lines.join(last.lines);
    (has(Attribute::Task) && has(Attribute::Lead)).then_some(Row {
        cells,
        lines,
        path: &first.path,
    })
}

impl<'d> Row<'d> {
    /// The cell of a column.
    pub fn cell(&self, wanted: Attribute) -> Option<Cell<'d>> {
        self.cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell)
    }

    /// The words of a column, taken apart.
    pub fn words(&self, wanted: Attribute) -> Option<Text<'d>> {
        self.cell(wanted).map(|cell| Vocabulary::get().words(cell.text))
    }
}

impl Cell<'_> {
    /// The label that the cell's line was taken to have, which belongs to its words.
    pub fn label(&self) -> Option<&str> {
        self.item.label.as_deref()
    }
}
