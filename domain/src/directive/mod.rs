//! A document → who must do what by when.
//!
//! [`read`] finds the orders of an official document and gives each its assignees, deadline, the
//! report it asks for and the list it wants kept, all pointing at the words they were read from. It
//! never fails and never invents: what the text does not say stays empty.
//!
//! ```text
//! Document ── words ──▶ sentences ──▶ clauses ──▶ orders ──▶ Obligation
//!                headings and lead-ins say whom the clauses bind ──┘
//! ```

mod actor;
mod adverbial;
mod clause;
mod deadline;
mod list;
mod outline;
mod plan;
mod quotation;
mod reading;
mod report;
pub mod score;
mod sentence;
mod table;
pub mod task;
mod vocabulary;
mod words;

pub use deadline::{Deadline, DeadlineKind, Every, On, Urgency};
pub use reading::{Channel, Force, Obligation, Reading, Report, Resolution};

use crate::document::Document;

/// Finds the obligations of a document. The same document always gives the same reading.
pub fn read(document: &Document) -> Reading {
    let (obligations, mut odd) = outline::obligations(document);
    let mut warnings = document.warnings.clone();
    warnings.append(&mut odd);
    Reading { document: document.clone(), obligations, warnings }
}

#[cfg(test)]
mod tests;
