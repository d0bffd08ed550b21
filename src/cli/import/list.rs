//! The lists of a file, one after another, in columns that all of them share: rows that are nobody are left out and kept
//! in mind, ticks become choices, and the village of a sheet or heading is written into its rows.

use std::fmt::Write as _;

use domain::base::{Diagnostic, Kind};
use domain::record::header::{Mapping, Tick, header_key, match_decided};
use domain::record::list::dates::{self, Evidence, Order};
use domain::record::list::place;
use domain::record::list::rows::{self, Sorter};
use domain::register::{Definition, Shape};
use node::inbox::{Cells, Rows, row_of_sheet};

use super::decided::Decided;
use crate::files::table::{CellRef, RowRef, Table};

/// How many rows of a CSV file tell whether headings stand between them; a sheet tells with all of its rows. The order of
/// dates is told by all rows of either.
const AHEAD: usize = 20_000;

/// One list of the file with its columns.
pub struct List {
    /// Where it comes from.
    pub table: Table,
    /// Its columns.
    pub mapping: Mapping,
    /// The village that the sheet's name or a line above the header names.
    pub village: Option<String>,
    /// Columns of dates, with the order of each.
    pub dates: Vec<(usize, Order)>,
    /// Rows that were left out: row, why, its words.
    pub skipped: Vec<(u64, rows::Kind, String)>,
    sorter: Sorter,
    /// Whether headings in between name villages.
    headings: bool,
}

impl List {
    /// Looks at the columns of a table as a whole.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn new(
        table: Table,
        definition: &Definition,
        decided: &Decided,
    ) -> Result<Self, Diagnostic> {
        let mapping = match_decided(definition, &table.headers, &decided.on(&table.headers));
        let sorter = Sorter::new(definition, &table.headers, &mapping);
        let mut evidence: Vec<(usize, Evidence)> =
            dated(definition, &mapping).map(|at| (at, Evidence::default())).collect();
        let (mut trial, mut headings, mut texts) = (sorter.clone(), false, Vec::new());
        let all_seen = table.rows.look_ahead(AHEAD, &mut |row| {
            see_dates(&mut evidence, row);
            write_row(row, &mut texts);
            headings |= matches!(trial.sort(&texts), rows::Kind::Heading(_));
        })?;
        // Most files hold no date with the month first, and a search tells so before they are read twice.
        let unlike = |(_, evidence): &(usize, Evidence)| evidence.order() != Order::DayFirst;
        if !all_seen
            && !evidence.is_empty()
            && (evidence.iter().any(unlike) || table.rows.may_hold_month_first()?)
        {
            evidence.iter_mut().for_each(|(_, evidence)| *evidence = Evidence::default());
            table.rows.look_ahead(usize::MAX, &mut |row| see_dates(&mut evidence, row))?;
        }
        let named = table.sheet.iter().chain(table.above.iter().rev());
        let village = named.map(|name| place::village(name)).find(Option::is_some).flatten();
        let dates = evidence.into_iter().map(|(at, evidence)| (at, evidence.order())).collect();
        Ok(Self { table, mapping, village, dates, skipped: Vec::new(), sorter, headings })
    }

    /// Whether no field answers to any of its columns.
    pub fn knows_nothing(&self) -> bool {
        self.mapping.columns.iter().all(Option::is_none) && self.mapping.ticks.is_empty()
    }

    /// Whether every required field has a column.
    pub fn is_whole(&self, definition: &Definition) -> bool {
        let missing = self.mapping.missing.iter().filter_map(|no| definition.field_no(*no));
        missing.filter(|field| field.required).count() == 0
    }

    /// Rows of people that were read.
    pub fn rows(&self) -> u64 {
        self.sorter.rows()
    }
}

fn see_dates(evidence: &mut [(usize, Evidence)], row: RowRef<'_>) {
    for (at, evidence) in evidence {
        if let CellRef::Text(text) = row.get(*at) {
            evidence.see(text);
        }
    }
}

/// Columns that hold dates, or years that people write as dates.
fn dated<'a>(
    definition: &'a Definition,
    mapping: &'a Mapping,
) -> impl Iterator<Item = usize> + use<'a> {
    let is_date = |no: u16| {
        definition.field_no(no).is_some_and(|field| {
            matches!(field.kind, Kind::Date | Kind::DateTime) || field.shape == Shape::Year
        })
    };
    let columns = mapping.columns.iter().enumerate();
    columns.filter_map(move |(at, no)| no.filter(|no| is_date(*no)).map(|_| at))
}

/// A column that all lists share.
struct Shared {
    title: String,
    field: Option<u16>,
}

/// Where a shared column comes from in one list.
#[derive(Clone)]
enum Source {
    Column(usize),
    Ticks(Vec<Tick>),
    Village(Option<usize>),
    Nothing,
}

/// All lists of a file, one after another.
pub struct Lists {
    /// The lists, in the order of the sheets.
    pub lists: Vec<List>,
    columns: Vec<Shared>,
    sources: Vec<Vec<Source>>,
    /// Whether the columns of the file are taken as they stand.
    plain: bool,
    at: usize,
    texts: Vec<String>,
    heading: Option<String>,
}

impl Lists {
    /// Lays the columns of the lists beside each other.
    pub fn new(lists: Vec<List>, definition: &Definition) -> Self {
        let mut all = Self {
            plain: lists.len() == 1,
            columns: Vec::new(),
            sources: Vec::new(),
            at: 0,
            texts: Vec::new(),
            heading: None,
            lists,
        };
        for at in 0..all.lists.len() {
            all.lay(at, definition);
        }
        let village = definition.in_use().find(|field| field.shape == Shape::Village);
        if let Some(field) =
            village.filter(|_| all.lists.iter().any(|l| l.village.is_some() || l.headings))
        {
            all.lay_village(field.no, &field.label.vi);
        }
        for sources in &mut all.sources {
            sources.resize(all.columns.len(), Source::Nothing);
        }
        let unturned = |list: &List| list.dates.iter().all(|(_, order)| *order == Order::DayFirst);
        all.plain &= all.lists.iter().all(|list| list.mapping.ticks.is_empty() && unturned(list));
        all
    }

    /// Gives each column of a list its shared column.
    fn lay(&mut self, list: usize, definition: &Definition) {
        let mut sources = vec![Source::Nothing; self.columns.len()];
        let List { table, mapping, .. } = &self.lists[list];
        let single = self.lists.len() == 1;
        for (at, title) in table.headers.iter().enumerate() {
            let field = mapping.field_of(at);
            let ticked: Vec<Tick> =
                mapping.ticks.iter().filter(|tick| Some(tick.field) == field).cloned().collect();
            if (title.is_empty() && !single) || ticked.first().is_some_and(|tick| tick.column != at)
            {
                continue;
            }
            let source =
                if ticked.is_empty() { Source::Column(at) } else { Source::Ticks(ticked.clone()) };
            let same = |(to, shared): &(usize, &Shared)| {
                let alike = if field.is_some() {
                    shared.field == field
                } else {
                    shared.field.is_none() && header_key(&shared.title) == header_key(title)
                };
                alike && matches!(sources.get(*to), Some(Source::Nothing))
            };
            let shared = self.columns.iter().enumerate().find(same).filter(|_| !single);
            if let Some((to, _)) = shared {
                sources[to] = source;
                continue;
            }
            let label = field.filter(|_| !ticked.is_empty()).and_then(|no| definition.field_no(no));
            let title = label.map_or(title, |field| &field.label.vi).clone();
            self.columns.push(Shared { title, field });
            sources.push(source);
        }
        self.sources.push(sources);
    }

    fn lay_village(&mut self, no: u16, title: &str) {
        self.plain = false;
        let to = self.columns.iter().position(|shared| shared.field == Some(no));
        let to = to.unwrap_or_else(|| {
            self.columns.push(Shared { title: title.to_owned(), field: Some(no) });
            self.columns.len() - 1
        });
        for sources in &mut self.sources {
            sources.resize(self.columns.len().max(sources.len()), Source::Nothing);
            sources[to] = Source::Village(match sources[to] {
                Source::Column(at) => Some(at),
                _ => None,
            });
        }
    }

    /// Titles of the shared columns.
    pub fn titles(&self) -> Vec<String> {
        self.columns.iter().map(|shared| shared.title.clone()).collect()
    }

    /// Fields of the shared columns.
    pub fn fields(&self) -> Vec<Option<u16>> {
        self.columns.iter().map(|shared| shared.field).collect()
    }

    /// Names of the sheets.
    pub fn sheets(&self) -> Vec<String> {
        self.lists.iter().filter_map(|list| list.table.sheet.clone()).collect()
    }

    fn number(&self, row: u64) -> u64 {
        if self.lists.len() > 1 { row_of_sheet(self.at, row) } else { row }
    }

    /// Writes the row that was read into the shared columns.
    fn write(&self, cells: &mut Cells) -> Option<Diagnostic> {
        let list = &self.lists[self.at];
        let cell = |at: usize| self.texts.get(at).map_or("", String::as_str);
        let mut fault = None;
        for source in &self.sources[self.at] {
            let out = cells.next_cell();
            match source {
                Source::Column(at) => {
                    let order = list.dates.iter().find(|(dated, _)| dated == at).map(|(_, o)| *o);
                    match order.unwrap_or_default() {
                        Order::MonthFirst => {
                            let turned = dates::day_first(cell(*at));
                            out.push_str(turned.as_deref().unwrap_or(cell(*at)));
                            continue;
                        }
                        Order::Mixed if dates::is_ambiguous(cell(*at)) => {
                            let title = &list.table.headers[*at];
                            fault = fault.or(Some(unclear(title, cell(*at))));
                        }
                        _ => {}
                    }
                    out.push_str(cell(*at));
                }
                Source::Ticks(ticks) => match ticked(ticks, &cell, &list.table.headers) {
                    Ok(choice) => out.push_str(&choice),
                    Err(twice) => {
                        out.push_str(&twice.0);
                        fault = fault.or(Some(twice.1));
                    }
                },
                Source::Village(own) => {
                    let own = own.map(cell).filter(|own| !own.trim().is_empty());
                    let named = self.heading.as_deref().or(list.village.as_deref());
                    out.push_str(own.or(named).unwrap_or_default());
                }
                Source::Nothing => {}
            }
        }
        // Cells that no column answers for go with the row, so that a refused one shows them.
        let untitled = |at: &usize| list.table.headers.get(*at).is_none_or(String::is_empty);
        for at in (0..self.texts.len()).filter(untitled).filter(|at| !cell(*at).is_empty()) {
            cells.next_cell().push_str(cell(at));
        }
        fault
    }
}

impl Rows for Lists {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, Diagnostic> {
        loop {
            let Some(list) = self.lists.get_mut(self.at) else { return Ok(None) };
            let Some(row) = list.table.rows.next_row()? else {
                self.at += 1;
                self.heading = None;
                continue;
            };
            let number = row.number;
            // Separated text has no formulas.
            let broken = list.table.sheet.as_ref();
            let broken = broken.and_then(|_| broken_cell(row, &list.mapping, &list.table.headers));
            let kind = if self.plain {
                cells.clear();
                row.cells().for_each(|cell| write_cell(cells.next_cell(), cell));
                list.sorter.sort(cells.texts())
            } else {
                write_row(row, &mut self.texts);
                list.sorter.sort(&self.texts)
            };
            if kind != rows::Kind::Data {
                let words = if self.plain { cells.texts() } else { &self.texts };
                let words: Vec<&str> =
                    words.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
                if let rows::Kind::Heading(village) = &kind {
                    self.heading = Some(village.clone());
                }
                list.skipped.push((number, kind, words.join(" | ")));
                continue;
            }
            let fault = if self.plain { None } else { self.write(cells) };
            let number = self.number(number);
            return match broken.or(fault) {
                Some(fault) => Err(fault.at_row(number)),
                None => Ok(Some(number)),
            };
        }
    }
}

/// A cell of a known column that shows an error of the spreadsheet.
fn broken_cell(row: RowRef<'_>, mapping: &Mapping, titles: &[String]) -> Option<Diagnostic> {
    let errors = row.cells().enumerate().filter_map(|(at, cell)| match cell {
        CellRef::Error(sign) => Some((at, sign)),
        _ => None,
    });
    let (at, sign) = errors.into_iter().find(|(at, _)| mapping.field_of(*at).is_some())?;
    let title = titles.get(at).cloned().unwrap_or_default();
    Some(
        Diagnostic::error(
            "cell_error",
            format!("cột “{title}”: công thức bị lỗi {sign}"),
            format!("column “{title}”: the formula gives {sign}"),
        )
        .hint("Gõ giá trị thay cho công thức.", "Type the value in place of the formula.")
        .at_field(title),
    )
}

/// The choice that is ticked; several are a fault, with the words that show it.
fn ticked<'c>(
    ticks: &[Tick],
    cell: &impl Fn(usize) -> &'c str,
    titles: &[String],
) -> Result<String, (String, Diagnostic)> {
    let no = |text: &str| {
        matches!(text, "" | "0" | "-" | "o" | "O" | "không" | "Không" | "chưa" | "Chưa")
    };
    let said: Vec<(&Tick, &str)> = ticks
        .iter()
        .map(|tick| (tick, cell(tick.column).trim()))
        .filter(|(_, text)| !no(text))
        .collect();
    // Doses are counted up: who has a cross at the second has had the first.
    if said.len() > 1 && said.iter().all(|(tick, _)| tick.step.is_some()) {
        let last = said.iter().max_by_key(|(tick, _)| tick.step);
        return Ok(last.map(|(tick, _)| tick.choice.clone()).unwrap_or_default());
    }
    match said[..] {
        [] => Ok(String::new()),
        // The day of a dose says that it was given.
        [(tick, text)] if rows::is_tick(text) || (tick.step.is_some() && text.contains('/')) => {
            Ok(tick.choice.clone())
        }
        [(_, text)] => Ok(text.to_owned()),
        _ => {
            let names: Vec<&str> =
                said.iter().map(|(tick, _)| titles[tick.column].as_str()).collect();
            let names = names.join(" + ");
            let fault = Diagnostic::error(
                "ticks_contradict",
                format!("đánh dấu ở cả hai cột: {names}"),
                format!("ticked in both columns: {names}"),
            );
            let fault = fault.hint("Chỉ để lại một dấu.", "Leave one tick only.");
            Err((names, fault))
        }
    }
}

fn unclear(title: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "date_order_unclear",
        format!("cột “{title}” có chỗ viết ngày trước, có chỗ viết tháng trước: “{text}” là ngày nào?"),
        format!("column “{title}” has the day first in places and the month in others: which day is “{text}”?"),
    )
    .hint("Viết năm-tháng-ngày: 2021-09-05.", "Write year-month-day: 2021-09-05.")
    .at_field(title)
}

fn write_row(row: RowRef<'_>, texts: &mut Vec<String>) {
    texts.resize_with(row.len(), String::new);
    for (text, cell) in texts.iter_mut().zip(row.cells()) {
        text.clear();
        write_cell(text, cell);
    }
}

fn write_cell(text: &mut String, cell: CellRef<'_>) {
    match cell {
        CellRef::Text(typed) => text.push_str(typed),
        // Writing into a string cannot fail.
        other => drop(write!(text, "{other}")),
    }
}
