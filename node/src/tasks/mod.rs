//! Directives in, tasks out: a paper is registered, its orders are confirmed and laid on units, and each task is followed
//! until it is done.
//!
//! ```text
//! paper ──receive──▶ directive + obligations (proposed) ──correct──▶ confirmed ──issue──▶ one task a unit
//!                                                                                          │
//!                                  list: who has not accepted, what is late ◀── step ◀─────┘
//! ```
//!
//! Directive and obligations are records of the unit that received the paper; a task is a record of the unit that has to
//! do it, so that whoever sees the unit sees its tasks, and nobody else does.

mod correct;
mod directive;
mod implementation;
mod issue;
mod list;
mod office;
mod problem;
mod readers;
mod receive;
mod reference;
mod returned;
mod step;
mod task;

pub use correct::Correction;
pub use directive::{Directive, Obligation};
pub use implementation::{Implementation, OrderProgress, UnitProgress};
pub use issue::{Issued, Unissued};
pub use list::{Board, Filter};
pub use office::Office;
pub use readers::{Readers, Reading, UnitReadings};
pub use receive::{Incoming, Received};
pub use reference::TaskReference;
pub use returned::ReturnIn;
pub use step::Said;
pub use task::Task;

/// What the office says when it cannot do what it was asked.
pub type Outcome<T> = Result<T, domain::base::Diagnostic>;
