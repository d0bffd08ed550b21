//! `XLSForm` in and out: the form workbooks of ODK and Kobo become definitions, and definitions such workbooks.
//!
//! ```text
//! sheets ── grid ──▶ titled rows ── survey ──▶ drafts of registers ── rules ──▶ formulas in our language
//!                                                  │                                   │
//!                    choices ── lists ─────────────┘          `_` sheets ── ours ──────┤
//!                                                                                      ▼
//!                                       definitions ◀── renew (known ones keep their numbers) ◀── verify
//! ```
//!
//! **Whole or not at all.** A form becomes definitions, or every one of its faults is told with sheet, row and column.
//! What a register does without (pictures beside questions, SMS columns, a third language) is left out with a warning.
//!
//! **Structure.** The form is a register; a group is a section; a repeat is a register of its own, whose records link to
//! the record of the outer one by a `record` field. Notes, choice columns for filters and appearances are kept.
//!
//! **Formulas.** `${…}` is translated; a field of the form inside a repeat, or of a repeat in the form, becomes
//! `${register.field}`, and the definition lists it as related. A path into a choice list becomes `pulldata`. When our language lacks a function, or has other types, then a `relevant`, a
//! `constraint` or a `choice_filter` is left out with a warning (the field is asked always, takes everything, offers all
//! its choices) and a `calculation` is a fault: without it the field would be empty. A condition under `required` makes
//! the field wanted: a row without it is taken, with a warning. A default that is a formula and a `repeat_count` are left
//! out with a warning. Wrong syntax and unknown names are faults everywhere.
//!
//! **Ours.** What `XLSForm` has no column for stands in columns `bind::phaodai:…` and in sheets whose names begin with `_`,
//! which other programs leave alone: `_register`, `_sections`, `_workflow`, `_indicators`, `_balance`, `_retired`.

mod choices;
mod column;
mod draft;
mod export;
mod expression;
mod fault;
mod finish;
mod grid;
mod labels;
mod language;
mod lookup;
mod names;
mod ours;
mod question;
mod related;
mod renew;
mod rules;
mod sheet;
mod survey;
mod told;
mod types;

pub use export::sheets;
pub use sheet::{Row, Sheet};

use super::{Definition, Owner};
use crate::base::{Diagnostic, Warned};

/// The sheets that are read and belong to `XLSForm`.
const SHEETS: [&str; 4] = ["survey", "choices", "settings", "external_choices"];

/// Reads a form. The first definition is the form's own, those of its repeats follow, outer before inner.
///
/// `stem` names the form when its settings do not. `known` are the registers that are there already: one that the form
/// brings again keeps its field numbers, fields that are gone are retired, and the version goes up when anything changed.
///
/// # Errors
/// Every fault of the form, each with sheet, row and column.
pub fn read(
    owner: Owner,
    stem: &str,
    sheets: &[Sheet],
    known: &[Definition],
) -> Result<Warned<Vec<Definition>>, Vec<Diagnostic>> {
    let mut form = draft::Form::open(owner, stem, sheets)?;
    form.read_survey();
    form.read_own_sheets();
    form.settle_labels();
    form.settle_numbers(known);
    form.settle_rules();
    form.finish(known)
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
