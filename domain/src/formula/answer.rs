//! What formulas give, and how one kind of answer becomes another.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use jiff::civil::{Date, DateTime, Time};

use super::functions::part_of_day;
use crate::base::{Value, date_from_days, days_since_1970};
use crate::register::Storage;

/// What a formula gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<'a> {
    /// Nothing.
    Empty,
    /// A condition.
    Boolean(bool),
    /// Text that is not empty.
    Text(Cow<'a, str>),
    /// Always finite.
    Number(f64),
    /// Days since 1970-01-01; a fraction is a part of the day.
    Date(f64),
    /// Time of day.
    Time(Time),
    /// Date and time.
    DateTime(DateTime),
    /// The values of several records, in their order; a formula as a whole never gives it.
    Many(Vec<Answer<'a>>),
}

impl<'a> Answer<'a> {
    /// A field's value, or none.
    pub(super) fn of_field(storage: Storage, value: Option<&'a Value>) -> Self {
        value.map_or(Self::Empty, |value| Self::of(storage, value))
    }

    /// A field's value as its column holds it, so that both back ends start from the same.
    fn of(storage: Storage, value: &'a Value) -> Self {
        match (storage, value) {
            (Storage::Text, Value::Text(text)) if !text.is_empty() => {
                Self::Text(Cow::Borrowed(text))
            }
            (Storage::Text, Value::Time(time)) => Self::Time(*time),
            (Storage::Text, Value::DateTime(moment)) => Self::DateTime(*moment),
            (Storage::Integer | Storage::Real, Value::Integer(number)) => {
                Self::Number(float(*number))
            }
            (Storage::Real, Value::Decimal(number)) => Self::finite(*number),
            (Storage::Days, Value::Date(date)) => Self::Date(days(*date)),
            _ => Self::Empty,
        }
    }

    /// Whether it is the condition "true".
    pub fn is_true(&self) -> bool {
        *self == Self::Boolean(true)
    }

    /// What a calculate field keeps.
    pub fn into_value(self) -> Value {
        match self {
            Self::Empty | Self::Many(_) => Value::Empty,
            Self::Text(text) => Value::text(text),
            Self::Number(number) => Value::Decimal(number),
            Self::Date(days) => whole_days(days).map_or(Value::Empty, Value::Date),
            Self::Time(time) => Value::Time(time),
            Self::DateTime(moment) => Value::DateTime(moment),
            Self::Boolean(flag) => Value::text(if flag { "true" } else { "false" }),
        }
    }

    pub(super) fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// `None` when a side is empty.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) | (Self::Date(one), Self::Date(two)) => {
                one.partial_cmp(two)
            }
            (Self::Time(one), Self::Time(two)) => Some(one.cmp(two)),
            (Self::DateTime(one), Self::DateTime(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }

    /// Arithmetic on numbers or days; empty when a side is empty or the result is none.
    pub(super) fn number2(&self, other: &Self, calculate: fn(f64, f64) -> f64) -> Answer<'static> {
        match (self.as_number(), other.as_number()) {
            (Some(one), Some(two)) => Answer::finite(calculate(one, two)),
            _ => Answer::Empty,
        }
    }

    /// A date so many days away.
    pub(super) fn shift(&self, days: &Self, sign: f64) -> Answer<'static> {
        match (self.as_number(), days.as_number()) {
            (Some(date), Some(days)) => Answer::Date(date + sign * days),
            _ => Answer::Empty,
        }
    }

    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) | Self::Date(number) => Some(*number),
            _ => None,
        }
    }

    /// Arithmetic on one number; empty when it is empty or the result is none.
    pub(super) fn number1(&self, calculate: fn(f64) -> f64) -> Answer<'static> {
        match self {
            Self::Number(number) => Answer::finite(calculate(*number)),
            _ => Answer::Empty,
        }
    }

    /// A place in a list; `None` when it is empty, negative or beyond any list.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked in the line before"
    )]
    pub(super) fn as_index(&self) -> Option<usize> {
        let number = self.as_number().filter(|number| (0.0..1e9).contains(number));
        number.map(|number| number as usize)
    }

    /// The calendar date of a day number.
    pub(super) fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(days) => whole_days(*days),
            _ => None,
        }
    }

    pub(super) fn of_date(date: Date) -> Answer<'static> {
        Answer::Date(days(date))
    }

    /// A date or moment as days since 1970-01-01, with the part of the day.
    pub(super) fn in_days(&self) -> Answer<'static> {
        match self {
            Self::Date(days) => Answer::Number(*days),
            Self::DateTime(moment) => {
                Answer::Number(days(moment.date()) + part_of_day(moment.time()))
            }
            _ => Answer::Empty,
        }
    }

    /// A text; none when it has no letter.
    pub(super) fn text<'t>(text: impl Into<Cow<'t, str>>) -> Answer<'t> {
        let text = text.into();
        if text.is_empty() { Answer::Empty } else { Answer::Text(text) }
    }

    /// The values of several records.
    pub(super) fn each(&self) -> &[Self] {
        match self {
            Self::Many(all) => all,
            _ => &[],
        }
    }

    pub(super) fn finite(number: f64) -> Answer<'static> {
        if number.is_finite() { Answer::Number(number) } else { Answer::Empty }
    }

    #[expect(clippy::cast_precision_loss, reason = "no text has 2^53 characters")]
    pub(super) fn count(count: usize) -> Answer<'static> {
        Answer::Number(count as f64)
    }

    pub(super) fn date_of_text(text: &str) -> Answer<'static> {
        text.trim().parse::<Date>().map_or(Answer::Empty, |date| Answer::Date(days(date)))
    }

    /// Only numbers of the size that fields hold.
    pub(super) fn number_of_text(text: &str) -> Answer<'static> {
        let number = text.trim().parse::<f64>().ok();
        let fits = |n: &f64| *n == 0.0 || (1e-9..=1e15).contains(&n.abs());
        number.filter(fits).map_or(Answer::Empty, Answer::Number)
    }
}

/// As `XForms` writes it: whole numbers without a point, ISO dates.
impl fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clone().into_value().fmt(f)
    }
}

fn days(date: Date) -> f64 {
    float(days_since_1970(date))
}

#[expect(clippy::cast_precision_loss, reason = "SQL casts to double in the same way")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a day beyond the calendar is no date")]
fn whole_days(days: f64) -> Option<Date> {
    date_from_days(days.floor() as i64)
}
