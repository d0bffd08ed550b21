//! An obligation laid on one unit: which states it goes through, when it is due, and whether it is late.
//!
//! ```text
//!  DeadlineKind ──plan──▶ asleep until declared │ one term │ one task a period │ watched by evidence │ reviewed
//!                                                  │
//!  given ──accept──▶ accepted ──report──▶ reported ──close──▶ closed          (late, done late, done in time: standing)
//!                                            └──return──▶ returned
//! ```

mod calendar;
mod plan;
mod rules;
mod standing;
mod state;
mod tally;

pub use calendar::{Workdays, periods};
pub use plan::{Plan, Term, plan, term_after};
pub use rules::{ReceiptRule, ReviewRule, TaskRules};
pub use standing::{Standing, standing, watched};
pub use state::{Side, Step, TaskState, steps_from};
pub use tally::Tally;
