//! Which rows are the header: titles, units and empty rows stand above it in most lists, and it may have several rows.

use domain::base::text::{nfc, squeeze};
use domain::record::header::LEVEL;

use super::cell::{Cell, CellRef, Row};

/// How many rows are searched.
pub(super) const DEPTH: u64 = 20;

/// Says how many of these column titles are known; 0 when the row is no header.
pub type Score<'a> = &'a dyn Fn(&[String]) -> usize;

/// Rows that may be the header.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its last row.
    pub(super) row: u64,
    pub(super) headers: Vec<String>,
    pub(super) score: usize,
}

/// The best header among the first rows of a sheet; the upper one when two are equal.
pub(super) fn find(rows: &[Row], score: Score<'_>) -> Option<Candidate> {
    let near = rows.iter().take_while(|row| row.number <= DEPTH).enumerate();
    let judged = near.filter_map(|(at, row)| Some((at, judge(row, score)?)));
    let (mut at, mut best) =
        judged.reduce(|best, next| if next.1.score > best.1.score { next } else { best })?;
    // A row of groups above it: "Tình hình liên lạc" over "Đã LL" and "Chưa LL".
    if let Some(grown) = at.checked_sub(1).and_then(|up| under(&titles(&rows[up]), &best.headers))
        && score(&grown) > best.score
    {
        best = Candidate { score: score(&grown), headers: grown, ..best };
    }
    // One title alone is no row of groups: it is what a wrong separator makes of a header.
    let groups = best.headers.iter().filter(|title| !title.is_empty()).count() > 1;
    while groups
        && let Some(below) = rows.get(at + 1).filter(|row| row.number == best.row + 1)
        && is_words(below)
        && let Some(grown) = under(&best.headers, &titles(below))
        && score(&grown) >= best.score
    {
        best = Candidate { row: below.number, score: score(&grown), headers: grown };
        at += 1;
    }
    Some(best)
}

/// Judges one row; `None` when it cannot be a header.
fn judge(row: &Row, score: Score<'_>) -> Option<Candidate> {
    let filled = row.cells.iter().filter(|cell| !cell.borrow().is_blank()).count();
    let texts = row.cells.iter().filter(|cell| is_title(&cell.borrow())).count();
    let headers = titles(row);
    let score = if 2 * texts > filled { score(&headers) } else { 0 };
    (score > 0).then_some(Candidate { row: row.number, headers, score })
}

fn titles(row: &Row) -> Vec<String> {
    let mut titles: Vec<String> =
        row.cells.iter().map(|cell: &Cell| squeeze(&nfc(&cell.to_string()))).collect();
    while titles.last().is_some_and(String::is_empty) {
        titles.pop();
    }
    titles
}

/// Two rows of titles as one: below a title that stands over several columns stand theirs. `None` when the lower row is
/// none: it fills a column that has a title of its own.
fn under(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let width = upper.len().max(lower.len());
    let at = |titles: &[String], column: usize| titles.get(column).cloned().unwrap_or_default();
    let mut groups = 0;
    let mut group = String::new();
    let mut joined = Vec::with_capacity(width);
    for column in 0..width {
        let (above, below) = (at(upper, column), at(lower, column));
        if below.is_empty() {
            group.clear();
            joined.push(above);
            continue;
        }
        if !above.is_empty() {
            let spreads = at(upper, column + 1).is_empty() && !at(lower, column + 1).is_empty();
            if !spreads {
                return None;
            }
            groups += 1;
            group = above;
        }
        joined.push(if group.is_empty() { below } else { format!("{group}{LEVEL}{below}") });
    }
    (groups > 0).then_some(joined)
}

fn is_words(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.borrow().is_blank() || is_title(&cell.borrow()))
}

fn is_title(cell: &CellRef<'_>) -> bool {
    matches!(cell, CellRef::Text(text) if text.chars().any(char::is_alphabetic))
}
