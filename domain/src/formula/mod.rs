//! The expression language of definitions, written as `XLSForm` users know it.
//!
//! ```text
//! "${status} != 'returned'" ── lex ──▶ tokens ── parse ──▶ nodes ── check ──▶ typed tree ─┬─ evaluate ──▶ answer
//!                                                                                        └─ sql ──▶ SQL, parameters
//! ```
//!
//! **Parts.** `${field}`, `.` (the field itself, in a constraint), `'text'`, numbers, brackets, `= != < <= > >=`,
//! `and or`, `+ - * div mod |`, and the functions of [`functions::all`]. Operators and functions stand in that one
//! table, each with its types, its evaluator and its SQL per dialect; a function without SQL there serves forms only.
//!
//! **Other records.** `${register.field}` is a field of a [related](crate::register::Related) register: one value where
//! it stands outside, the values of several records where it stands inside or beside, which `sum`, `count`, `join`,
//! `max`, `min` and `indexed-repeat` take. Only the evaluator has them ([`Around`]); in a figure they are an error when
//! the definition is read.
//!
//! **Types** are text, number, date, time, dateTime and boolean. They are checked when the formula is read: comparing a
//! date with a text is an error with place and hint, never a silent `false`. A name that is none of the choices of a
//! select field is an error, too. `date ± number` is a date so many days away, `date - date` is a number of days.
//!
//! **Empty** is the empty string of `XForms`, in forms and in SQL alike (tables hold NULL, and nothing else, for it):
//!
//! - `=` is true when both sides are empty or both are there and equal; `!=` is exactly its opposite;
//! - `< <= > >=` are false when a side is empty;
//! - arithmetic with an empty side, and division by zero, give empty (where `XForms` says NaN);
//! - conditions are true or false, never empty: there is no third truth value;
//! - in text functions empty counts as a text of no length; `coalesce` gives the first that is not empty;
//! - a sum leaves empties out.
//!
//! **Numbers** are IEEE doubles in both back ends. The size of every intermediate result is bounded when the formula is
//! read, so that neither can overflow, and the two give the same answer to the last bit. Dates count as days since
//! 1970-01-01, as `number()` of `XForms` gives them. `today()` is an argument of the evaluator and a parameter in SQL.

mod answer;
mod around;
mod balance;
mod check;
mod evaluate;
mod fault;
pub mod functions;
mod lex;
mod parse;
mod pattern;
mod scope;
mod size;
mod special;
mod sql;
mod tree;

pub use around::Around;
pub use balance::{Equation, Judgement, Sides};
pub use evaluate::{Answer, Context};
pub use scope::Scope;
pub(crate) use sql::Writer;
pub use sql::{Parameter, Sql};
pub use tree::{Formula, Type};

#[cfg(test)]
mod tests;
