//! Words of time → [`Deadline`]: the grammar of "trước 10h00 hàng ngày", "chậm nhất vào ngày 15/9".
//!
//! All moments are wall-clock times of +07:00. "Trước" is strict, "chậm nhất" includes the day. A
//! date that only dates a document or tells of the past is no deadline: without one of the words
//! that set a term, a date is passed over.

mod calendar;
mod cycle;
mod length;
mod term;
mod urgency;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer, Serialize};

use super::reading::{clock, clock_back};
use super::vocabulary::Vocabulary;
use super::words::Text;
use term::Terms;

/// By when something is due, with the words it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// What kind of deadline, with its moments.
    #[serde(flatten)]
    pub kind: DeadlineKind,
    /// The words it was read from; empty when the text says nothing.
    pub text: String,
}

/// The kinds of deadline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum DeadlineKind {
    /// One moment. `inclusive`: done at that very moment is still in time.
    Fixed {
        /// Wall-clock time of +07:00.
        at: DateTime,
        /// "Chậm nhất" includes the moment, "trước" does not.
        inclusive: bool,
    },
    /// Again and again.
    Recurring {
        /// How often.
        every: Every,
        /// On which day of the period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<On>,
        /// Strictly before this time of day.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "clock",
            deserialize_with = "clock_back"
        )]
        before: Option<Time>,
        /// At this time of day.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "clock",
            deserialize_with = "clock_back"
        )]
        at: Option<Time>,
    },
    /// Within a stretch of time.
    Window {
        /// First moment.
        from: DateTime,
        /// First moment that is too late.
        to: DateTime,
    },
    /// So long after something happens.
    Relative {
        /// Length in hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<u32>,
        /// Length in days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u32>,
        /// Whether only working days count.
        working: bool,
        /// What starts the clock, as written; `None` when the text does not say.
        after: Option<String>,
    },
    /// When something happens, without a term.
    Conditional {
        /// The condition, as written.
        when: String,
    },
    /// All the time: "24/24", "thường xuyên".
    Continuous,
    /// Nothing that a calendar could hold.
    Open {
        /// "Ngay", "khẩn trương", "kịp thời", or nothing of the kind.
        urgency: Urgency,
    },
}

/// How often something recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// Each calendar day.
    Day,
    /// Each week.
    Week,
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

/// The day of a period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum On {
    /// Day of the month, 1 to 31.
    Day(i8),
    /// English name of the weekday in small letters.
    Weekday(&'static str),
    /// `MM-DD`.
    Date(String),
}

/// How pressing an order without a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// "Ngay", "khẩn trương", "kịp thời", "thần tốc".
    High,
    /// Nothing said.
    Normal,
}

/// English names of the weekdays in small letters, Monday first.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl<'de> Deserialize<'de> for On {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Day(i8),
            Text(String),
        }
        Ok(match Written::deserialize(from)? {
            Written::Day(day) => Self::Day(day),
            Written::Text(text) => match WEEKDAYS.iter().find(|name| **name == text) {
                Some(name) => Self::Weekday(name),
                None => Self::Date(text),
            },
        })
    }
}

impl Deadline {
    /// The deadline of an order that says nothing about time.
    pub fn unsaid() -> Self {
        Self { kind: DeadlineKind::Open { urgency: Urgency::Normal }, text: String::new() }
    }

    /// Whether a calendar could hold it: fixed, window, relative or recurring.
    pub fn is_dated(&self) -> bool {
        use DeadlineKind::{Fixed, Recurring, Relative, Window};
        matches!(self.kind, Fixed { .. } | Window { .. } | Relative { .. } | Recurring { .. })
    }

    /// Whether nothing at all was said.
    pub fn is_unsaid(&self) -> bool {
        matches!(self.kind, DeadlineKind::Open { urgency: Urgency::Normal })
    }
}

/// A deadline at its place in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    /// What it says.
    pub deadline: Deadline,
    /// Whether "trước ngày" leaves open if the day itself counts.
    pub ambiguous: bool,
}

/// All dated deadlines between two words, in the order of the text. Two times of day are two.
pub(super) fn dated(text: &Text<'_>, from: usize, to: usize, issued: Option<Date>) -> Vec<Found> {
    Terms { text, vocabulary: Vocabulary::get(), to, issued }.all(from)
}

/// The deadline of a value that stands alone ("Quý IV/2025", "Hằng năm", "2025"), as in a table.
pub(super) fn bare(
    text: &Text<'_>,
    from: usize,
    to: usize,
    issued: Option<Date>,
) -> Option<Deadline> {
    let kind = Terms { text, vocabulary: Vocabulary::get(), to, issued }.bare(from)?;
    Some(Deadline { kind, text: text.slice(from, to).to_owned() })
}

/// What a stretch says about time without a date: a condition, "thường xuyên", "khẩn trương".
pub(super) fn undated(text: &Text<'_>, from: usize, to: usize) -> Deadline {
    urgency::read(text, from, to)
}

#[cfg(test)]
mod tests;
