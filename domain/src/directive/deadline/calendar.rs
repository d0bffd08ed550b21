//! Dates, months, quarters, years and times of day as papers write them.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::super::vocabulary::Vocabulary;
use super::super::words::{Shape, Text};

/// A stretch of the calendar and the words that name it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    /// First day.
    pub first: Date,
    /// First day after it.
    pub after: Date,
    /// One past its last word.
    pub to: usize,
    /// Whether it is a single day.
    pub day: bool,
    /// Whether the year stands in the text.
    pub year_said: bool,
}

/// Reads dates at places of a text; dates without a year take that of the paper, or the next one
/// when they would lie before it.
#[derive(Clone, Copy)]
pub(super) struct Calendar<'t> {
    pub text: &'t Text<'t>,
    pub issued: Option<Date>,
}

impl Calendar<'_> {
    fn is(&self, at: usize, syllable: &str) -> bool {
        self.text.get(at).is_some_and(|word| {
            let here = &self.text.source[word.from as usize..word.to as usize];
            word.is_syllable() && (here == syllable || here.to_lowercase() == syllable)
        })
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.text.get(at)?.number()
    }

    fn mark(&self, at: usize, marks: &[u8]) -> bool {
        matches!(self.text.get(at).map(|word| word.shape), Some(Shape::Mark(mark)) if marks.contains(&mark))
    }

    /// A day, month, quarter or year at a place.
    pub fn stretch(&self, at: usize) -> Option<Stretch> {
        self.day(at)
            .or_else(|| self.month(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.year(at))
    }

    /// "15/9/2021", "ngày 15/9", "ngày 25 tháng 11 năm 2025", "25/11".
    pub fn day(&self, at: usize) -> Option<Stretch> {
        let said = self.is(at, "ngày");
        let at = if said { at + 1 } else { at };
        let day = self.number(at)?;
        if self.is(at + 1, "tháng") {
            let month = self.number(at + 2)?;
            let (year, to) = self.year_after(at + 3);
            return self.make_day(day, month, year, to);
        }
        if !self.mark(at + 1, b"/-.") {
            return None;
        }
        let month = self.number(at + 2)?;
        if self.text.get(at + 1)?.spaced || self.text.get(at + 2)?.spaced {
            return None;
        }
        if self.mark(at + 3, b"/-.") && self.number(at + 4).is_some_and(|year| year >= 1900) {
            return self.make_day(day, month, self.number(at + 4), at + 5);
        }
        // A pair of numbers is a date only with "ngày" before it or a slash inside: 4.1 is no date.
        if said || self.mark(at + 1, b"/") { self.make_day(day, month, None, at + 3) } else { None }
    }

    fn make_day(&self, day: u32, month: u32, year: Option<u32>, to: usize) -> Option<Stretch> {
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        let first = match year {
            Some(year) => Date::new(i16::try_from(year).ok()?, month, day).ok()?,
            None => self.inherit(|year| Date::new(year, month, day).ok(), |date| date)?,
        };
        let after = first.checked_add(1.day()).ok()?;
        Some(Stretch { first, after, to, day: true, year_said: year.is_some() })
    }

    /// Gives a date without year the paper's year, or the next one when it would have passed.
    fn inherit<T>(&self, make: impl Fn(i16) -> Option<T>, last: impl Fn(&T) -> &Date) -> Option<T> {
        let issued = self.issued?;
        let same = make(issued.year());
        match same {
            Some(made) if *last(&made) >= issued => Some(made),
            _ => make(issued.year().checked_add(1)?),
        }
    }

    /// "tháng 12/2025", "tháng 12 năm 2025", "tháng 12".
    pub fn month(&self, at: usize) -> Option<Stretch> {
        if !self.is(at, "tháng") {
            return None;
        }
        let month = i8::try_from(self.number(at + 1)?).ok()?;
        let (year, to) = self.year_after(at + 2);
        let make = |year: i16| {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.checked_add(1.month()).ok()?))
        };
        self.period(year, to, make)
    }

    /// "quý IV/2025", "quý I năm 2026", "quí 4-2025".
    pub fn quarter(&self, at: usize) -> Option<Stretch> {
        if !self.is(at, "quý") && !self.is(at, "quí") {
            return None;
        }
        let word = self.text.get(at + 1)?;
        let quarter: i8 = match &self.text.source[word.from as usize..word.to as usize] {
            "I" | "1" | "i" => 0,
            "II" | "2" | "ii" => 1,
            "III" | "3" | "iii" => 2,
            "IV" | "4" | "iv" => 3,
            _ => return None,
        };
        let (year, to) = self.year_after(at + 2);
        let make = |year: i16| {
            let first = Date::new(year, quarter * 3 + 1, 1).ok()?;
            Some((first, first.checked_add(3.months()).ok()?))
        };
        self.period(year, to, make)
    }

    /// "năm 2025".
    pub fn year(&self, at: usize) -> Option<Stretch> {
        let year = self.number(at + 1).filter(|year| (1900..=9000).contains(year))?;
        if !self.is(at, "năm") {
            return None;
        }
        let first = Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        let after = first.checked_add(1.year()).ok()?;
        Some(Stretch { first, after, to: at + 2, day: false, year_said: true })
    }

    fn period(
        &self,
        year: Option<u32>,
        to: usize,
        make: impl Fn(i16) -> Option<(Date, Date)>,
    ) -> Option<Stretch> {
        let (first, after) = match year {
            Some(year) => make(i16::try_from(year).ok()?)?,
            None => self.inherit(make, |(_, after)| after)?,
        };
        Some(Stretch { first, after, to, day: false, year_said: year.is_some() })
    }

    /// The year that stands after a month or quarter, and the place after it.
    fn year_after(&self, at: usize) -> (Option<u32>, usize) {
        let joined = self.mark(at, b"/-.") || self.is(at, "năm");
        match self.number(at + 1).filter(|year| joined && (1900..=9000).contains(year)) {
            Some(year) => (Some(year), at + 2),
            None => (None, at),
        }
    }

    /// "10h00", "10h00'", "10 giờ", "17 giờ 30 phút", "10:30"; with the place after it. "24 giờ" is
    /// the end of the day and given as `None`.
    pub fn time(&self, at: usize) -> Option<(Option<Time>, usize)> {
        let hour = self.number(at).filter(|hour| *hour <= 24)?;
        let mut to = at + 1;
        if self.is(to, "h") || self.is(to, "g") || self.is(to, "giờ") {
            to += 1;
        } else if !(self.mark(to, b":") && self.number(to + 1).is_some()) {
            return None;
        } else {
            to += 1;
        }
        let mut minute = 0;
        if let Some(value) = self.number(to).filter(|minute| *minute < 60) {
            let written_out = self.is(to + 1, "phút") || self.is(to + 1, "p");
            let close = self.text.get(to).is_some_and(|word| !word.spaced);
            let short = self.is(to.saturating_sub(1), "h");
            if written_out || close || short && !self.mark(to + 1, b"/") {
                minute = value;
                to += 1 + usize::from(written_out);
            }
        }
        while self.mark(to, b"'") {
            to += 1;
        }
        let time = if hour == 24 {
            None
        } else {
            Some(Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?)
        };
        Some((time, to))
    }
}

/// Midnight at the start of a day.
pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// The last second of the day before `after`.
pub(super) fn last_second(after: Date) -> Option<DateTime> {
    midnight(after).checked_sub(1.second()).ok()
}

/// The name of the weekday that stands at a place ("thứ Sáu", "chủ nhật"), and the place after it.
pub(super) fn weekday(
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    at: usize,
) -> Option<(&'static str, usize)> {
    const NAMES: [(&str, &str); 12] = [
        ("hai", "monday"),
        ("ba", "tuesday"),
        ("tư", "wednesday"),
        ("năm", "thursday"),
        ("sáu", "friday"),
        ("bảy", "saturday"),
        ("2", "monday"),
        ("3", "tuesday"),
        ("4", "wednesday"),
        ("5", "thursday"),
        ("6", "friday"),
        ("7", "saturday"),
    ];
    if let length @ 1.. = vocabulary.sunday.at(&text.words, at) {
        return Some(("sunday", at + length));
    }
    if !vocabulary.weekday.begins(&text.words, at) {
        return None;
    }
    let word = text.slice(at + 1, at + 2).to_lowercase();
    let (_, name) = NAMES.iter().find(|(written, _)| *written == word)?;
    Some((name, at + 2))
}
