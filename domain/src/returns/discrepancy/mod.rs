//! Two figures that should agree and do not: what happens until somebody has answered for it.

mod state;

pub use state::{DiscrepancyState, DiscrepancyStep, Judge, discrepancy_steps_from};
