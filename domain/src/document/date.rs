//! Dates as papers carry them: the day, or even the month, may be blank.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A calendar date of which day or month may be missing. Always valid as far as it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A whole date; `None` when the calendar has no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from)
    }

    /// A month; `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok()?;
        Some(Self { year, month: Some(month), day: None })
    }

    /// A year alone.
    pub fn year(year: i16) -> Option<Self> {
        Date::new(year, 1, 1).ok()?;
        Some(Self { year, month: None, day: None })
    }

    /// The date, when nothing is missing.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The year, always known.
    pub fn known_year(self) -> i16 {
        self.year
    }

    /// The month, when known.
    pub fn known_month(self) -> Option<i8> {
        self.month
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// ISO 8601, cut where knowledge ends: `2021-09-09`, `2021-09`, `2021`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A date as it was read from the paper, before anything is known to be whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    pub day: Option<i8>,
    pub month: Option<i8>,
    pub year: Option<i16>,
}

impl Printed {
    /// What is known; `None` without a year. An impossible day or month counts as blank.
    pub fn known(self) -> Option<PartialDate> {
        let year = self.year?;
        let month = self.month.and_then(|month| PartialDate::month(year, month));
        let day =
            self.month.zip(self.day).and_then(|(month, day)| PartialDate::day(year, month, day));
        day.or(month).or_else(|| PartialDate::year(year))
    }
}

/// Reads a date at the beginning of `text`: "ngày 09 tháng 9 năm 2021", "ngày … tháng 9 năm 2021",
/// "9/9/2021", "09-9-2021", "tháng 9/2021", "16/11". Returns it with the bytes it takes.
pub(super) fn read(text: &str) -> Option<(Printed, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let named = cursor.word("ngay");
    cursor.fill();
    let day = cursor.number(2);
    if cursor.word("thang") {
        cursor.fill();
        let month = cursor.number(2);
        let year = cursor.year();
        return worded(named || day.is_some(), day, month, year, cursor.at);
    }
    slashed(named, day, cursor)
}

fn worded(
    named: bool,
    day: Option<i32>,
    month: Option<i32>,
    year: Option<i32>,
    end: usize,
) -> Option<(Printed, usize)> {
    let known = month.is_some() || year.is_some();
    (known && (named || year.is_some())).then(|| (printed(day, month, year), end))
}

fn slashed(named: bool, first: Option<i32>, mut cursor: Cursor<'_>) -> Option<(Printed, usize)> {
    let separator = cursor.separator()?;
    let second = cursor.number(4)?;
    let before_year = cursor.at;
    let third = (cursor.separator() == Some(separator)).then(|| cursor.number(4)).flatten();
    let date = match (first, third) {
        (day, Some(year)) if (1900..2200).contains(&year) => printed(day, Some(second), Some(year)),
        (Some(month), None) if (1900..2200).contains(&second) => {
            printed(None, Some(month), Some(second))
        }
        (Some(day), None) if named && separator == '/' && second <= 12 => {
            cursor.at = before_year;
            printed(Some(day), Some(second), None)
        }
        _ => return None,
    };
    (date.month.is_some()).then_some((date, if third.is_some() { cursor.at } else { before_year }))
}

fn printed(day: Option<i32>, month: Option<i32>, year: Option<i32>) -> Printed {
    let small = |value: Option<i32>, most: i32| {
        value.filter(|v| (1..=most).contains(v)).and_then(|v| i8::try_from(v).ok())
    };
    Printed {
        day: small(day, 31),
        month: small(month, 12),
        year: year.and_then(|y| i16::try_from(y).ok()),
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// White space and what is drawn where a number is still to be written.
    fn fill(&mut self) {
        let rest = &self.text[self.at..];
        let blank = |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_' | '\\' | ':');
        self.at += rest.len() - rest.trim_start_matches(blank).len();
    }

    fn word(&mut self, word: &str) -> bool {
        let start = self.at;
        self.fill();
        match super::letters::spells(&self.text[self.at..], word) {
            Some(length) => {
                self.at += length;
                true
            }
            None => {
                self.at = start;
                false
            }
        }
    }

    fn number(&mut self, digits: usize) -> Option<i32> {
        self.spaces();
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || length > digits {
            return None;
        }
        self.at += length;
        rest[..length].parse().ok()
    }

    /// "năm 2021", "/2021", ", 2021".
    fn year(&mut self) -> Option<i32> {
        let start = self.at;
        if !self.word("nam") && self.separator().is_none() {
            return None;
        }
        self.fill();
        let year = self.number(4).filter(|year| (1900..2200).contains(year));
        if year.is_none() {
            self.at = start;
        }
        year
    }

    fn separator(&mut self) -> Option<char> {
        let start = self.at;
        self.fill_spaces_and_dots();
        let found = self.text[self.at..].chars().next().filter(|c| matches!(c, '/' | '-' | '.'));
        match found {
            Some(mark) => self.at += mark.len_utf8(),
            None => self.at = start,
        }
        found
    }

    fn fill_spaces_and_dots(&mut self) {
        let rest = &self.text[self.at..];
        let blanks = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '…' || c == '_');
        self.at += rest.len() - blanks.len();
        // A row of dots stands for a blank number; a single one separates.
        let dots = blanks.bytes().take_while(|b| *b == b'.').count();
        if dots > 1 {
            self.at += dots;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        read(text)?.0.known().map(|date| date.to_string())
    }

    #[test]
    fn reads_the_forms_that_papers_use() {
        for (text, expected) in [
            ("ngày 09 tháng 9 năm 2021", "2021-09-09"),
            ("ngày 9 tháng 02 năm 2021.", "2021-02-09"),
            ("ngày tháng 9 năm 2021", "2021-09"),
            ("ngày … tháng … năm 2021", "2021"),
            ("ngày ..... tháng 12 năm 2025", "2025-12"),
            ("ngày      /9/2021", "2021-09"),
            ("ngày 16/8/2021 về", "2021-08-16"),
            ("ngày 09-9-2021", "2021-09-09"),
            ("01.7.2021", "2021-07-01"),
            ("tháng 9/2021", "2021-09"),
            ("ngày 31/2/2021", "2021-02"),
            ("Ngày09 tháng9 năm2021", "2021-09-09"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_of_documents_are_no_dates() {
        for text in ["12/UBND-VX", "24/24", "1825", "11/11 khu", "ngày mai", ""] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_year_keeps_the_year_open() {
        let (date, length) = read("ngày 16/11, số").unwrap();
        assert_eq!(
            (date.day, date.month, date.year, length),
            (Some(16), Some(11), None, "ngày 16/11".len())
        );
    }
}
