//! What a row of a list is: a person, or one of the rows that people put between and below them.

use super::place::{is_numeral, village};
use super::tally::{Discord, Tally, compare, whole};
use crate::base::Kind as FieldKind;
use crate::base::text::fold;
use crate::record::header::{Mapping, header_key, is_running_number};
use crate::register::{Definition, Shape};

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A row of the list.
    Data,
    /// A sum over the rows above it; what it says otherwise than they do.
    Totals(Vec<Discord>),
    /// The header once more, on the next printed page, or its columns numbered.
    HeaderAgain,
    /// Names the village of the rows below it.
    Heading(String),
    /// Signatures below the list.
    Signature,
    /// A remark, or a number without anybody behind it.
    Note,
}

impl Kind {
    /// Its name in the outcome; "" for a row of the list.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Data => "",
            Self::Totals(_) => "totals",
            Self::HeaderAgain => "header_again",
            Self::Heading(_) => "heading",
            Self::Signature => "signature",
            Self::Note => "note",
        }
    }
}

/// Sorts the rows of one list, from the first below the header to the last.
#[derive(Clone, Debug)]
pub struct Sorter {
    titles: Vec<String>,
    /// Title keys, for the header that is printed once more.
    keys: Vec<String>,
    /// Columns without which a row is nobody: those of required text fields.
    names: Vec<usize>,
    /// Columns whose cells may be counted in a totals row: choices, ticks and numbers.
    counted: Vec<bool>,
    /// Columns that some field reads.
    read: Vec<bool>,
    numbers: Vec<bool>,
    has_village: bool,
    /// The column of villages, if the list has one.
    village: Option<usize>,
    signed: bool,
    /// Since the last heading or totals row.
    since: Tally,
    /// Before that.
    before: Tally,
}

/// Words that begin a totals row. With their accents: without, "Tổng" is the family name Tòng.
const TOTALS: [&str; 6] = ["tổng", "cộng", "tong cong", "tong so", "cong", "total"];
/// Words of the lines below a list, folded.
const SIGNED: [&str; 14] = [
    "nguoi lap",
    "nguoi tong hop",
    "chu tich",
    "truong ban",
    "truong thon",
    "tieu khu truong",
    "ky ten",
    "ky va ghi",
    "ky, ghi",
    "ky, dong dau",
    "xac nhan cua",
    "t/m",
    "tm.",
    "noi nhan",
];
/// Words that begin a remark, folded.
const REMARKS: [&str; 5] = ["ghi chu", "luu y", "chu thich", "chu y", "*"];

impl Sorter {
    /// For a list with these titles.
    pub fn new(definition: &Definition, titles: &[String], mapping: &Mapping) -> Self {
        let field = |at: usize| mapping.columns.get(at).copied().flatten();
        let field = |at: usize| field(at).and_then(|no| definition.field_no(no));
        let ticked = |at: usize| mapping.ticks.iter().any(|tick| tick.column == at);
        let columns = 0..titles.len();
        let is_name =
            |at: &usize| field(*at).is_some_and(|f| f.required && f.kind == FieldKind::Text);
        let counts = |at: usize| {
            let kind = field(at).map(|field| (field.kind, field.shape));
            ticked(at)
                || matches!(kind, Some((FieldKind::SelectOne | FieldKind::Decimal, _)))
                || matches!(kind, Some((FieldKind::Integer, shape)) if shape != Shape::Year)
        };
        Self {
            titles: titles.to_vec(),
            keys: titles.iter().map(|title| header_key(title)).collect(),
            names: columns.clone().filter(is_name).collect(),
            counted: columns.clone().map(counts).collect(),
            read: columns.clone().map(|at| field(at).is_some() || ticked(at)).collect(),
            numbers: columns
                .map(|at| field(at).is_none() && is_running_number(&titles[at]))
                .collect(),
            village: (0..titles.len())
                .find(|at| field(*at).is_some_and(|field| field.shape == Shape::Village)),
            has_village: definition.in_use().any(|field| field.shape == Shape::Village),
            signed: false,
            since: Tally::default(),
            before: Tally::default(),
        }
    }

    /// What the next row is.
    pub fn sort(&mut self, cells: &[String]) -> Kind {
        let kind = if self.is_surely_data(cells) { Kind::Data } else { self.judge(cells) };
        match kind {
            Kind::Data => {
                self.signed = false;
                self.since.take(cells, &self.counted);
            }
            Kind::Totals(_) | Kind::Heading(_) => {
                self.before.add(&std::mem::take(&mut self.since));
            }
            Kind::Signature => self.signed = true,
            Kind::HeaderAgain | Kind::Note => {}
        }
        kind
    }

    /// Rows of the list so far.
    pub fn rows(&self) -> u64 {
        self.before.rows() + self.since.rows()
    }

    /// What was counted since the header.
    fn all(&self) -> Tally {
        let mut all = self.before.clone();
        all.add(&self.since);
        all
    }

    /// What nearly every row of a clean list is told by, without looking at its words.
    fn is_surely_data(&self, cells: &[String]) -> bool {
        let blank = |at: &usize| cells.get(*at).is_none_or(|cell| cell.trim_start().is_empty());
        if self.signed || self.names.is_empty() || self.names.iter().any(blank) {
            return false;
        }
        let is_title = |at: &usize| self.titles.get(*at) == cells.get(*at);
        let first = cells.iter().find(|cell| !cell.is_empty());
        // How a totals row or a bracket begins; "Tòng" and "Cầm" are families.
        let words = |cell: &String| {
            let mut letters = cell.chars();
            match letters.next() {
                Some('(') => true,
                Some('t' | 'T') => matches!(letters.next(), Some('ổ' | 'Ổ' | 'o' | 'O')),
                Some('c' | 'C') => matches!(letters.next(), Some('ộ' | 'Ộ' | 'o' | 'O')),
                _ => false,
            }
        };
        let odd = first.is_some_and(words) || self.names.iter().any(|at| words(&cells[*at]));
        !odd && !self.names.iter().any(is_title)
            && cells.iter().filter(|cell| !cell.is_empty()).take(4).count() >= 4
    }

    fn judge(&self, cells: &[String]) -> Kind {
        let filled: Vec<(usize, &str)> = (0..)
            .zip(cells.iter().map(|cell| cell.trim()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if self.repeats_header(&filled) || self.numbers_columns(&filled) {
            return Kind::HeaderAgain;
        }
        if let Some(totals) = self.totals(&filled) {
            return totals;
        }
        if let Some(name) = self.heading(&filled) {
            return Kind::Heading(name);
        }
        if self.is_signature(&filled) {
            return Kind::Signature;
        }
        if self.is_note(&filled) { Kind::Note } else { Kind::Data }
    }

    fn repeats_header(&self, filled: &[(usize, &str)]) -> bool {
        let same = filled.iter().filter(|(at, cell)| {
            self.keys.get(*at).is_some_and(|key| !key.is_empty() && *key == header_key(cell))
        });
        filled.len() > 1 && 2 * same.count() > filled.len()
    }

    /// "(1) (2) (3)" or "A B 1 2" below the titles.
    fn numbers_columns(&self, filled: &[(usize, &str)]) -> bool {
        let number = |cell: &str| is_numeral(cell.trim_matches(['(', ')', '[', ']']));
        let name = |at: &usize| self.names.contains(at);
        filled.len() > 2
            && filled.iter().all(|(_, cell)| cell.len() <= 4 && number(cell))
            && filled.iter().any(|(at, _)| name(at))
    }

    fn totals(&self, filled: &[(usize, &str)]) -> Option<Kind> {
        let (word_at, word) = *filled
            .iter()
            .find(|(_, cell)| cell.chars().any(char::is_alphabetic))
            .unwrap_or(&(usize::MAX, ""));
        let numbers: Vec<(usize, u64)> =
            filled.iter().filter_map(|(at, cell)| Some((*at, whole(cell)?))).collect();
        let small = word.to_lowercase();
        let said = TOTALS.iter().any(|total| {
            small.strip_prefix(total).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        });
        let others = filled.iter().filter(|(at, _)| *at != word_at);
        let bare = others.clone().all(|(_, cell)| whole(cell).is_some());
        // Without a word: nobody's name, and every number is a count of its column.
        let summed = word.is_empty()
            && !filled.iter().any(|(at, _)| self.names.contains(at))
            && numbers.iter().all(|(at, _)| self.counted.get(*at) == Some(&true))
            && (self.since.is_sum(&numbers) || self.all().is_sum(&numbers));
        if !(said && (bare || others.count() <= 1) || summed) {
            return None;
        }
        let mut people: Vec<u64> = numbers
            .iter()
            .filter(|(at, _)| self.names.contains(at) || self.numbers.get(*at) == Some(&true))
            .map(|(_, number)| *number)
            .collect();
        people.extend(number_in(word));
        let under: Vec<(usize, u64)> =
            numbers.into_iter().filter(|(at, _)| self.counted.get(*at) == Some(&true)).collect();
        Some(Kind::Totals(compare([&self.since, &self.all()], &people, &under)))
    }

    /// One cell that names a village, perhaps with its number before it or its count behind.
    fn heading(&self, filled: &[(usize, &str)]) -> Option<String> {
        let words: Vec<&str> =
            filled.iter().map(|(_, cell)| *cell).filter(|cell| !is_numeral(cell)).collect();
        match words[..] {
            // In its own column, beside a number, it is the village of somebody whose name is missing.
            [only] if self.has_village && filled.len() <= 3 => {
                let own =
                    filled.iter().any(|(at, cell)| cell == &only && self.village == Some(*at));
                village(only).filter(|_| !own || filled.len() == 1)
            }
            _ => None,
        }
    }

    fn is_signature(&self, filled: &[(usize, &str)]) -> bool {
        let spoken = filled.iter().any(|(_, cell)| {
            let folded = fold(cell);
            SIGNED.iter().any(|word| folded.starts_with(word)) || is_dateline(&folded)
        });
        let few = filled.len() <= 3 && filled.iter().all(|(_, cell)| whole(cell).is_none());
        few && (spoken || self.signed)
    }

    fn is_note(&self, filled: &[(usize, &str)]) -> bool {
        let unread = |at: &usize| self.read.get(*at) != Some(&true);
        match filled {
            [] => true,
            [(at, cell)] if self.names.contains(at) => {
                let folded = fold(cell);
                REMARKS.iter().any(|word| folded.starts_with(word)) || cell.chars().count() > 60
            }
            [(_, cell)] if REMARKS.iter().any(|word| fold(cell).starts_with(word)) => true,
            _ => filled.iter().all(|(at, _)| unread(at)),
        }
    }
}

/// "Hát Lót, ngày 10 tháng 9 năm 2021".
fn is_dateline(folded: &str) -> bool {
    folded.contains("ngay") && folded.contains("thang") && folded.contains("nam")
}

/// The number in "Tổng cộng: 57 người".
fn number_in(words: &str) -> Option<u64> {
    words.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()
}

/// Whether a cell says no more than yes.
pub fn is_tick(cell: &str) -> bool {
    // No tick is longer than "TRUE" between a few spaces.
    cell.len() <= 8
        && matches!(
            cell.trim(),
            "x" | "X"
                | "v"
                | "V"
                | "1"
                | "1.0"
                | "✓"
                | "✔"
                | "√"
                | "TRUE"
                | "true"
                | "có"
                | "Có"
                | "xx"
                | "+"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::header::match_columns;
    use crate::register::built_in;

    const TITLES: [&str; 5] = ["STT", "Họ và tên", "Năm sinh", "SĐT", "Đã về"];

    fn sorted(rows: &[[&str; 5]]) -> Vec<Kind> {
        let away = built_in().into_iter().find(|one| one.name == "away_resident").unwrap();
        let titles = TITLES.map(str::to_owned);
        let mut sorter = Sorter::new(&away, &titles, &match_columns(&away, &titles));
        rows.iter().map(|row| sorter.sort(&row.map(str::to_owned))).collect()
    }

    const TONG: [&str; 5] = ["1", "Tòng Văn Cộng", "1985", "0300000001", "x"];
    const LO: [&str; 5] = ["2", "Lò Thị Ánh", "", "", ""];

    #[test]
    fn a_totals_row_is_held_against_the_rows_above_it() {
        let agrees = sorted(&[TONG, LO, ["", "Tổng cộng", "", "", "1"]]);
        assert_eq!(agrees, [Kind::Data, Kind::Data, Kind::Totals(vec![])]);
        let discord = Discord { column: None, says: 3, read: 2 };
        let says_three = sorted(&[TONG, LO, ["Cộng: 3 người", "", "", "", ""]]);
        assert_eq!(says_three[2], Kind::Totals(vec![discord]));
        let wordless = sorted(&[TONG, TONG, LO, ["", "", "", "", "2"]]);
        assert_eq!(wordless[3], Kind::Totals(vec![]));
    }

    #[test]
    fn people_named_tong_and_cong_are_people() {
        let only_a_name = ["", "Tòng Thị Cộng", "", "", ""];
        assert_eq!(sorted(&[TONG, only_a_name]), [Kind::Data, Kind::Data]);
        assert_eq!(sorted(&[["1", "Tong Van Cong", "1990", "", ""]]), [Kind::Data]);
    }

    #[test]
    fn what_stands_between_and_below_is_no_person() {
        let rows = [
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I", "Bản Nà Ớt", "", "", ""],
            TONG,
            TITLES,
            ["", "Ghi chú: còn hai hộ chưa rà soát", "", "", ""],
            ["3", "", "", "", ""],
            ["", "Người lập biểu", "", "", "Trưởng bản"],
            ["", "Lò Văn Hặc", "", "", "Cà Văn Ơn"],
        ];
        let names: Vec<&str> = sorted(&rows).iter().map(Kind::name).collect();
        let expected = [
            "header_again",
            "heading",
            "",
            "header_again",
            "note",
            "note",
            "signature",
            "signature",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_row_with_a_telephone_and_no_name_is_a_row_to_be_refused() {
        assert_eq!(sorted(&[["3", "", "", "0300000009", ""]]), [Kind::Data]);
    }
}
