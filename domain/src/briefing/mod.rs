//! What the leader reads and decides on each day: facts of returns, discrepancies and tasks become sentences and tables.
//!
//! ```text
//! Facts ── compose(rules) ──▶ Briefing: sections of items, each with its sources
//! ```
//!
//! Every sentence and every cell with a figure carries where it comes from, as the program opens it. A figure that is
//! missing is said to be missing. The rules (what is charted, who is proposed for commendation) are data.

mod commend;
mod compose;
mod edit;
mod facts;
mod item;
mod remind;
mod rules;
mod source;

pub use compose::compose;
pub use edit::Edits;
pub use facts::{
    Day, DirectiveFact, Disagreement, Facts, FigureFact, Past, Series, TaskFact, UnitFact,
};
pub use item::{Briefing, Chart, ChartPoint, Item, Line, Section, Table};
pub use rules::{BriefingRules, CommendRule};
pub use source::Source;

#[cfg(test)]
mod tests;
