//! The values that fields hold.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// The type of a field, named as in `XLSForm`, plus `unit` and `record`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Free text.
    Text,
    /// Whole number.
    Integer,
    /// Number with a fraction.
    Decimal,
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Date and time, wall clock of +07:00.
    #[serde(rename = "dateTime")]
    DateTime,
    /// One name out of a list.
    SelectOne,
    /// Several names out of a list, kept separated by single spaces.
    SelectMultiple,
    /// "lat lon alt accuracy".
    Geopoint,
    /// Name of a stored picture.
    Image,
    /// Name of a stored file.
    File,
    /// Content of a bar code or QR code.
    Barcode,
    /// Computed by an expression, stored as text or number.
    Calculate,
    /// A unit, by its permanent id.
    Unit,
    /// A link to a record of another register, by its id.
    Record,
}

/// One value. `Empty` is the empty string of `XForms`: it equals "" and nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing there.
    #[default]
    Empty,
    /// Text, select names, ids: never the empty string (that is `Empty`).
    Text(String),
    /// Whole number.
    Integer(i64),
    /// Finite number with a fraction.
    Decimal(f64),
    /// Calendar date.
    Date(Date),
    /// Time of day.
    Time(Time),
    /// Date and time on the wall clock of +07:00.
    DateTime(DateTime),
}

impl Value {
    /// Text that may be empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The text of a text value, "" when empty; `None` for the other kinds.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Empty => Some(""),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// As `XForms` writes it and as files carry it: ISO dates, a point in numbers, "" for empty.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Decimal(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::DateTime(moment) => moment.fmt(f),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}
