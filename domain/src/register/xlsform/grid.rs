//! A sheet under its column titles: cells by column, each with its place.

use std::collections::BTreeMap;

use super::column::Column;
use super::fault;
use super::sheet::{Row, Sheet};
use crate::base::Diagnostic;
use crate::base::text::nfc;

/// A sheet whose titles are known.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a str,
    titles: Vec<(String, Column)>,
    rows: &'a [Row],
}

/// One row of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) number: u64,
    grid: &'a Grid<'a>,
    cells: &'a [String],
}

impl<'a> Grid<'a> {
    /// Reads the titles; a column that stands there twice is a fault.
    pub(super) fn of(sheet: &'a Sheet, found: &mut Vec<Diagnostic>) -> Self {
        let (first, rows) = sheet.rows.split_first().map_or((None, &[][..]), |(f, r)| (Some(f), r));
        let titles = first.map_or(&[][..], |row| &row.cells).iter().map(|title| {
            let title = nfc(title.trim());
            let column = Column::of(&title);
            (title, column)
        });
        let titles: Vec<(String, Column)> = titles.collect();
        let filled = |at: usize| {
            rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.trim().is_empty()))
        };
        for (at, (title, column)) in titles.iter().enumerate() {
            let known = matches!(column, Column::Known(..)) && filled(at);
            let twin =
                |(other, (_, twin)): (usize, &(String, Column))| twin == column && filled(other);
            if known && titles[..at].iter().enumerate().any(twin) {
                let row = first.map_or(1, |row| row.number);
                found.push(fault::at(fault::column_twice(title), &sheet.name, row, title));
            }
        }
        Self { sheet: &sheet.name, titles, rows }
    }

    pub(super) fn lines(&'a self) -> impl Iterator<Item = Line<'a>> {
        let filled = |row: &&Row| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let line = |row: &'a Row| Line { number: row.number, grid: self, cells: &row.cells };
        self.rows.iter().filter(filled).map(line)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.titles
            .iter()
            .any(|(_, column)| matches!(column, Column::Known(known, _) if *known == key))
    }

    /// The languages that its titles name.
    pub(super) fn languages(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().filter_map(|(_, column)| match column {
            Column::Known(_, Some(language)) => Some(language.as_str()),
            _ => None,
        })
    }

    /// Titles of filled columns that a register does without, and of those that nobody knows.
    pub(super) fn unread(&self, wanted: impl Fn(&Column) -> bool) -> Vec<&str> {
        let unread = self.titles.iter().enumerate().filter(|(at, (title, column))| {
            wanted(column) && !title.is_empty() && self.lines().any(|line| line.cell(*at).is_some())
        });
        unread.map(|(_, (title, _))| title.as_str()).collect()
    }
}

impl<'a> Line<'a> {
    fn cell(&self, at: usize) -> Option<&'a str> {
        self.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The text under a column without a language, in composed form; "" when there is none.
    pub(super) fn get(&self, key: &str) -> String {
        let is = |column: &Column| matches!(column, Column::Known(k, None) if *k == key);
        let columns = self.grid.titles.iter().enumerate().filter(|(_, (_, column))| is(column));
        columns.filter_map(|(at, _)| self.cell(at)).map(nfc).next().unwrap_or_default()
    }

    /// The texts under a column with their languages.
    pub(super) fn texts(&self, key: &str) -> Vec<(Option<&'a str>, String)> {
        let columns =
            self.grid.titles.iter().enumerate().filter_map(|(at, (_, column))| match column {
                Column::Known(known, language) if *known == key => Some((at, language.as_deref())),
                _ => None,
            });
        columns.filter_map(|(at, language)| Some((language, nfc(self.cell(at)?)))).collect()
    }

    /// The filled cells of columns that are neither ours nor of `XLSForm`.
    pub(super) fn others(&self) -> BTreeMap<String, String> {
        let others =
            self.grid.titles.iter().enumerate().filter_map(|(at, (_, column))| match column {
                Column::Other(title) if !title.is_empty() => {
                    Some((title.clone(), nfc(self.cell(at)?)))
                }
                _ => None,
            });
        others.collect()
    }

    /// A cell of one of our own sheets, by its title.
    pub(super) fn own(&self, title: &str) -> String {
        let is = |(own, _): &(String, Column)| own.eq_ignore_ascii_case(title);
        let at = self.grid.titles.iter().position(is);
        at.and_then(|at| self.cell(at)).map(nfc).unwrap_or_default()
    }

    /// Puts a diagnostic at a column of this row.
    pub(super) fn at(&self, key: &str, diagnostic: Diagnostic) -> Diagnostic {
        let is =
            |(_, column): &&(String, Column)| matches!(column, Column::Known(k, _) if *k == key);
        let title = self.grid.titles.iter().find(is).map_or(key, |(title, _)| title.as_str());
        fault::at(diagnostic, self.grid.sheet, self.number, title)
    }
}
