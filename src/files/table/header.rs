//! Which row is the header: titles, units and empty rows stand above it in most lists.

use domain::base::text::{nfc, squeeze};

use super::cell::CellRef;

/// How many rows are searched.
pub(super) const DEPTH: u64 = 20;

/// Says how many of these column titles are known; 0 when the row is no header.
pub type Score<'a> = &'a dyn Fn(&[String]) -> usize;

/// A row that may be the header.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) row: u64,
    pub(super) headers: Vec<String>,
    pub(super) score: usize,
}

/// Judges one row; `None` when it cannot be a header.
pub(super) fn judge<'a>(
    row: u64,
    cells: impl Iterator<Item = CellRef<'a>>,
    score: Score<'_>,
) -> Option<Candidate> {
    let (mut filled, mut texts) = (0, 0);
    let mut headers: Vec<String> = Vec::new();
    for cell in cells {
        filled += usize::from(!cell.is_blank());
        texts += usize::from(is_title(&cell));
        headers.push(squeeze(&nfc(&cell.to_string())));
    }
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    let score = if 2 * texts > filled { score(&headers) } else { 0 };
    (score > 0).then_some(Candidate { row, headers, score })
}

/// The better of two; the upper one when they are equal.
pub(super) fn better(best: Option<Candidate>, next: Option<Candidate>) -> Option<Candidate> {
    match (best, next) {
        (Some(best), Some(next)) => Some(if next.score > best.score { next } else { best }),
        (best, next) => best.or(next),
    }
}

fn is_title(cell: &CellRef<'_>) -> bool {
    matches!(cell, CellRef::Text(text) if text.chars().any(char::is_alphabetic))
}
