//! Every operator and function of the language in one table: its types, its evaluator, its SQL in both dialects.
//!
//! Adding one is adding a row to the group that it belongs to. Rows of the same name are tried from the top; the first
//! whose types fit is taken. In SQL templates `{0}`, `{1}` … are the arguments, `{*}` all of them with commas, `{joined}`
//! all of them as one text, `{or least}` and `{or most}` all of them with an infinite number in the place of empty ones,
//! `{today}` today's day number; an argument comes in brackets where it needs them. `None` means that a database cannot do it: then it serves forms only.
//!
//! What needs more than the values of its arguments (a compiled pattern, the labels of a list) is put together when the
//! formula is read, in `special.rs` of the folder above.

mod chance;
mod convert;
mod dates;
mod digest;
mod logic;
mod many;
mod moments;
mod numbers;
mod operators;
mod places;
mod select;
mod texts;

use std::fmt;

pub(super) use moments::part_of_day;

use super::around::Ambient;
use super::evaluate::Answer;
use super::size::Size;
use super::tree::Type;

/// One operator or function for one choice of types.
pub struct Function {
    /// As it is written.
    pub name: &'static str,
    /// Its arguments.
    pub takes: &'static [Takes],
    /// Whether the last argument may come any number of times.
    pub more: bool,
    /// Its result.
    pub gives: Gives,
    /// SQL template of `SQLite`.
    pub sqlite: Option<&'static str>,
    /// SQL template of `PostgreSQL`.
    pub postgres: Option<&'static str>,
    pub(super) size: fn(&[Size]) -> Size,
    pub(super) evaluate: Evaluate,
}

/// Arguments, and what is around them, to an answer.
pub(super) type Evaluate = for<'a> fn(&[Answer<'a>], &Ambient<'_>) -> Answer<'a>;

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// This type, or empty.
    Is(Type),
    /// Any type, the same for all such arguments, or empty.
    Same,
    /// The same, but of a type that has an order and is not text.
    Ordered,
    /// One value of any type.
    Any,
    /// The values of this type that several records have.
    Each(Type),
    /// The values that several records have, of the type of the result.
    EachSame,
    /// The values of several records, or the records themselves.
    EachAny,
}

/// What the result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// This type.
    Is(Type),
    /// The type of the arguments that are [`Takes::Same`] or [`Takes::EachSame`].
    Same,
    /// The values of several records, of that type.
    EachSame,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.takes == other.takes
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The groups of the table, in the order of the guide.
static GROUPS: &[&[Function]] = &[
    operators::ROWS,
    logic::ROWS,
    select::ROWS,
    numbers::ROWS,
    texts::ROWS,
    dates::ROWS,
    moments::ROWS,
    convert::ROWS,
    many::ROWS,
    places::ROWS,
    chance::ROWS,
    digest::ROWS,
];

/// The functions that are put together when a formula is read; they serve forms only.
pub const SPECIAL: [&str; 4] = super::special::NAMES;

/// The language: all rows, group by group.
pub fn all() -> impl Iterator<Item = &'static Function> {
    GROUPS.iter().copied().flatten()
}

/// The rows that a name may mean.
pub(super) fn named(name: &str) -> impl Iterator<Item = &'static Function> {
    all().filter(move |function| function.name == name)
}

const fn both(
    name: &'static str,
    takes: &'static [Takes],
    gives: Type,
    sql: &'static str,
    evaluate: Evaluate,
) -> Function {
    let (sqlite, postgres) = (Some(sql), Some(sql));
    Function {
        name,
        takes,
        more: false,
        gives: Gives::Is(gives),
        sqlite,
        postgres,
        size: |_| Size::COUNT,
        evaluate,
    }
}

const fn forms_only(
    name: &'static str,
    takes: &'static [Takes],
    gives: Type,
    evaluate: Evaluate,
) -> Function {
    Function {
        sqlite: None,
        postgres: None,
        size: |_| Size::INPUT,
        ..both(name, takes, gives, "", evaluate)
    }
}

const fn forms_only_many(
    name: &'static str,
    takes: &'static [Takes],
    gives: Type,
    evaluate: Evaluate,
) -> Function {
    Function { more: true, ..forms_only(name, takes, gives, evaluate) }
}
