//! Values as tables hold them, and back.

use std::borrow::Cow;

use crate::base::{Kind, Value, date_from_days, days_since_1970};

/// How a column stores its values. Empty is always NULL, whatever the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Storage {
    /// Text, select names, ids; also times and moments as ISO text, which sorts as they do.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Real,
    /// Dates, as days since 1970-01-01: short, and the same arithmetic in both databases.
    Days,
}

impl Storage {
    /// The storage of a kind; a calculate field has that of its formula.
    pub(crate) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Integer => Self::Integer,
            Kind::Decimal => Self::Real,
            Kind::Date => Self::Days,
            _ => Self::Text,
        }
    }
}

/// One value on its way into or out of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Empty.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// Whole number, days, key hash.
    Integer(i64),
    /// Number with a fraction.
    Real(f64),
}

impl<'a> Cell<'a> {
    /// A value as a column of this storage holds it. A value of another kind than the column's becomes NULL: a body is
    /// checked against its definition before it comes here, and a table never refuses what the ledger holds.
    pub fn of(storage: Storage, value: &'a Value) -> Self {
        match (storage, value) {
            (_, Value::Empty) => Self::Null,
            (Storage::Text, Value::Text(text)) if text.is_empty() => Self::Null,
            (Storage::Text, Value::Text(text)) => Self::Text(Cow::Borrowed(text)),
            (Storage::Text, other) => Self::Text(Cow::Owned(other.to_string())),
            (Storage::Integer, Value::Integer(number)) => Self::Integer(*number),
            (Storage::Real, Value::Decimal(number)) if number.is_finite() => Self::Real(*number),
            #[expect(clippy::cast_precision_loss, reason = "the column holds floating point")]
            (Storage::Real, Value::Integer(number)) => Self::Real(*number as f64),
            (Storage::Days, Value::Date(date)) => Self::Integer(days_since_1970(*date)),
            _ => Self::Null,
        }
    }

    /// The same from a value that is not needed any more.
    pub(super) fn taking(storage: Storage, value: Value) -> Cell<'static> {
        match (storage, value) {
            (Storage::Text, Value::Text(text)) if !text.is_empty() => Cell::Text(Cow::Owned(text)),
            (storage, value) => match Cell::of(storage, &value) {
                Cell::Null => Cell::Null,
                Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
                Cell::Integer(number) => Cell::Integer(number),
                Cell::Real(number) => Cell::Real(number),
            },
        }
    }

    /// The value of a field of this kind; `Empty` for a cell that such a field cannot hold.
    pub fn into_value(self, kind: Kind) -> Value {
        match (kind, self) {
            (Kind::Date, Self::Integer(days)) => {
                date_from_days(days).map_or(Value::Empty, Value::Date)
            }
            (Kind::Time, Self::Text(text)) => text.parse().map_or(Value::Empty, Value::Time),
            (Kind::DateTime, Self::Text(text)) => {
                text.parse().map_or(Value::Empty, Value::DateTime)
            }
            (_, Self::Null) => Value::Empty,
            (_, Self::Text(text)) => Value::text(text),
            (_, Self::Integer(number)) => Value::Integer(number),
            (_, Self::Real(number)) => Value::Decimal(number),
        }
    }
}
