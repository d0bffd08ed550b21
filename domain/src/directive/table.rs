//! Tables of tasks that came to us as one cell a line: "TT / Nội dung / Cơ quan chủ trì / … / 1 / …".

use crate::document::{Document, Item, Lines};

use super::plan::Attribute;
use super::vocabulary::Vocabulary;
use super::words::Text;

/// One row of a table of tasks.
pub(super) struct Row<'d> {
    /// The cells, by what their column says.
    cells: Vec<(Attribute, &'d str)>,
    /// From the first cell after the number to the last.
    pub lines: Lines,
    /// Where the row stands in the tree of clauses.
    pub path: &'d str,
}

/// The largest table header that is believed.
const MOST_COLUMNS: usize = 12;

/// One source line inside an item.
struct Line<'d> {
    /// Place of its item in the order of [`Item::walk`] over all items.
    item: usize,
    path: &'d str,
    label: Option<&'d str>,
    text: &'d str,
    lines: Lines,
}

/// The rows of all tables of tasks in a document, and which items (in the order of
/// [`Item::walk`] over all items) belong to tables.
pub(super) fn rows(document: &Document) -> (Vec<Row<'_>>, Vec<bool>) {
    let items: Vec<&Item> = document.items.iter().flat_map(Item::walk).collect();
    let mut in_table = vec![false; items.len()];
    let mut rows = Vec::new();
    if !items.iter().any(|item| may_head(item)) {
        return (rows, in_table);
    }
    let lines: Vec<Line<'_>> =
        items.iter().enumerate().flat_map(|(at, item)| split(at, item)).collect();
    let mut at = 0;
    while at < lines.len() {
        let Some(columns) = header(&lines[at..]) else {
            at += 1;
            continue;
        };
        let end = body(&lines, at + columns.len(), &columns, &mut rows);
        for line in &lines[at..end] {
            in_table[line.item] = true;
        }
        at = end;
    }
    (rows, in_table)
}

/// A cheap look whether an item may hold the first cell of a header.
fn may_head(item: &Item) -> bool {
    ["TT", "STT", "Stt", "Tt", "Số TT"].iter().any(|number| item.text.starts_with(number))
}

/// The source lines of an item, however they were joined.
fn split(at: usize, item: &Item) -> Vec<Line<'_>> {
    let line = |from: usize, to: usize, number: u32, first: bool| Line {
        item: at,
        path: &item.path,
        label: item.label.as_deref().filter(|_| first),
        text: item.text[from..to].trim(),
        lines: Lines::one(number),
    };
    let mut lines = Vec::new();
    let mut from = 0;
    let mut number = item.line_at(0);
    if item.lines.first != item.lines.last {
        for (space, _) in item.text.match_indices(' ') {
            let next = item.line_at(space + 1);
            if next != number {
                lines.push(line(from, space, number, from == 0));
                (from, number) = (space + 1, next);
            }
        }
    }
    lines.push(line(from, item.text.len(), number, from == 0));
    lines
}

/// The columns of a table that begins here: "TT" and at least two more, task and lead among them.
fn header(lines: &[Line<'_>]) -> Option<Vec<Attribute>> {
    if column(lines.first()?)? != Attribute::Number {
        return None;
    }
    let columns: Vec<Attribute> = lines.iter().take(MOST_COLUMNS).map_while(column).collect();
    let tasks = columns.contains(&Attribute::Task) && columns.contains(&Attribute::Lead);
    (columns.len() >= 3 && tasks).then_some(columns)
}

fn column(line: &Line<'_>) -> Option<Attribute> {
    if line.label.is_some() || line.text.len() > 80 {
        return None;
    }
    Attribute::column(&Vocabulary::get().words(line.text))
}

/// Reads rows until the lines end; gives the place after the last row.
fn body<'d>(
    lines: &[Line<'d>],
    from: usize,
    columns: &[Attribute],
    rows: &mut Vec<Row<'d>>,
) -> usize {
    let mut number = 0;
    let mut at = from;
    while at < lines.len() {
        let Some(next) = row_number(&lines[at], number) else {
            // A heading between rows, or what stands after the table.
            if lines[at..].iter().take(6).any(|line| row_number(line, number).is_some()) {
                at += 1;
                continue;
            }
            break;
        };
        number = next;
        let first = at + 1;
        let most = lines.len().min(first + columns.len() - 1);
        let end = (first..most)
            .find(|at| row_number(&lines[*at], number).is_some() || is_part_heading(&lines[*at]))
            .unwrap_or(most);
        rows.extend(row(&lines[first..end], &columns[1..]));
        at = end.max(at + 1);
    }
    at
}

/// The number of a row: the next one, or a lower one where a part of the table counts anew.
fn row_number(line: &Line<'_>, before: u32) -> Option<u32> {
    let written = match (line.label, line.text) {
        (None, text) => text,
        (Some(label), "") => label,
        _ => return None,
    };
    let number: u32 = written.trim_end_matches(['.', ')']).parse().ok()?;
    (1..=before + 2).contains(&number).then_some(number)
}

/// "II", "III. HỢP TÁC VÀ THU HÚT ĐẦU TƯ": a part of the table.
fn is_part_heading(line: &Line<'_>) -> bool {
    let roman = |text: &str| {
        !text.is_empty() && text.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
    };
    line.label.is_some_and(|label| roman(label.trim_end_matches('.')))
        || roman(line.text.trim_end_matches('.'))
}

fn row<'d>(lines: &[Line<'d>], columns: &[Attribute]) -> Option<Row<'d>> {
    let (first, last) = (lines.first()?, lines.last()?);
    let cells: Vec<(Attribute, &'d str)> =
        columns.iter().zip(lines).map(|(column, line)| (*column, line.text)).collect();
    let has = |wanted| cells.iter().any(|(column, text)| *column == wanted && !text.is_empty());
    let lines = first.lines.join(last.lines);
    (has(Attribute::Task) && has(Attribute::Lead)).then_some(Row { cells, lines, path: first.path })
}

impl<'d> Row<'d> {
    /// The cell of a column; `None` when the row has none or it is empty.
    pub fn cell(&self, wanted: Attribute) -> Option<&'d str> {
        self.cells
            .iter()
            .find(|(column, text)| *column == wanted && !text.is_empty())
            .map(|(_, text)| *text)
    }

    /// The words of a column, taken apart.
    pub fn words(&self, wanted: Attribute) -> Option<Text<'d>> {
        self.cell(wanted).map(|text| Vocabulary::get().words(text))
    }
}
