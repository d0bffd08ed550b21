//! What people type, read as values: "15/9/21", "912 345 678", "1.200", "Đã về", "0", "x".
//!
//! Reading corrects what has only one meaning (a telephone that lost its zero, a number that Excel made of a date) and
//! says so in a warning; what could mean two things is an error with both ways to write it. Nothing is guessed.

mod choice;
mod date;
mod identity;
mod number;
mod phone;
mod place;
mod text;

use jiff::civil::Date;

use self::choice::Choices;
use crate::base::{Diagnostic, Kind, Value};
use crate::register::{Definition, Field, Shape};

pub use identity::{Sex, identity_number_tells};

/// A value, and what was odd about how it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coerced {
    /// What is kept.
    pub value: Value,
    /// What was corrected or looks odd; the value is taken all the same.
    pub warnings: Vec<Diagnostic>,
}

impl Coerced {
    fn sure(value: impl Into<Value>) -> Self {
        Self { value: value.into(), warnings: Vec::new() }
    }

    fn odd(value: impl Into<Value>, warning: Diagnostic) -> Self {
        Self { value: value.into(), warnings: vec![warning] }
    }
}

/// Reads the values of one field; made once per import or form, used for every row.
#[derive(Clone, Debug)]
pub struct FieldReader<'a> {
    field: &'a Field,
    choices: Choices<'a>,
}

/// Words that stand in a cell for "nothing known", folded.
const NOTHING: &[&str] = &[
    "-",
    "--",
    "---",
    ".",
    "..",
    "...",
    "/",
    "?",
    "n/a",
    "na",
    "null",
    "khong",
    "khong co",
    "khong ro",
    "ko",
    "ko co",
    "chua co",
    "chua ro",
    "chua biet",
    "chua xac dinh",
    "khong xac dinh",
    "khong nho",
    "khong biet",
    "trong",
];

impl<'a> FieldReader<'a> {
    /// Prepares a field.
    pub fn new(definition: &'a Definition, field: &'a Field) -> Self {
        Self { field, choices: Choices::of(definition.choices_of(field)) }
    }

    /// The field.
    pub fn field(&self) -> &'a Field {
        self.field
    }

    /// Reads what was typed or stands in a cell; `today` decides the century of two-digit years.
    ///
    /// # Errors
    /// When it cannot be read as the field's type, or could mean two things; names field, rule and way out.
    pub fn read(&self, typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
        let typed = typed.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if typed.is_empty() {
            return Ok(Coerced::default());
        }
        match self.coerce(typed, today) {
            Ok(mut coerced) => {
                for warning in &mut coerced.warnings {
                    warning.place.field = Some(self.field.name.clone());
                }
                Ok(coerced)
            }
            Err(_) if self.says_nothing(typed) => {
                Ok(Coerced::odd(Value::Empty, says_nothing(typed).at_field(&self.field.name)))
            }
            Err(fault) => Err(self.named(fault)),
        }
    }

    fn coerce(&self, typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
        match self.field.kind {
            Kind::Integer if self.field.shape == Shape::Year => number::year(typed, today),
            Kind::Integer => number::integer(typed),
            Kind::Decimal => number::decimal(typed),
            Kind::Date => date::date(typed, today),
            Kind::Time => date::time(typed).map(|time| Coerced::sure(Value::Time(time))),
            Kind::DateTime => date::date_time(typed, today),
            Kind::SelectOne => self.choices.one(typed),
            Kind::SelectMultiple => self.choices.many(typed),
            Kind::Geopoint => place::geopoint(typed),
            Kind::Unit | Kind::Record => place::id(typed),
            Kind::Text => self.text(typed),
            Kind::Image | Kind::File | Kind::Barcode | Kind::Calculate => {
                Ok(Coerced::sure(Value::Text(text::clean(typed))))
            }
        }
    }

    fn text(&self, typed: &str) -> Result<Coerced, Diagnostic> {
        match self.field.shape {
            Shape::Phone => phone::phone(typed),
            Shape::Cccd => identity::identity_number(typed),
            Shape::PersonName | Shape::Village => Ok(Coerced::sure(Value::text(text::line(typed)))),
            Shape::Plain | Shape::Year => Ok(Coerced::sure(Value::text(text::clean(typed)))),
        }
    }

    fn says_nothing(&self, typed: &str) -> bool {
        typed.len() <= 24 && NOTHING.contains(&crate::base::text::fold(typed).as_str())
    }

    /// Names the field in the message: the reader may see it far from its cell.
    fn named(&self, mut fault: Diagnostic) -> Diagnostic {
        fault.message.vi = format!("{}: {}", self.field.label.vi, fault.message.vi);
        fault.message.en = format!("{}: {}", self.field.label.en, fault.message.en);
        fault.at_field(&self.field.name)
    }
}

fn says_nothing(typed: &str) -> Diagnostic {
    Diagnostic::warning(
        "says_nothing",
        format!("“{typed}” được hiểu là chưa có thông tin."),
        format!("“{typed}” is taken as nothing known."),
    )
}

#[cfg(test)]
mod tests;
