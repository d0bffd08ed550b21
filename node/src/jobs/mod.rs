//! What must happen by the clock: figures counted again, a self-check of those that are kept, heads signed.
//!
//! A job runs when it is due by the node's clock, once, however long the node was off; nothing here waits or sleeps.
//! `phaodai jobs run` calls [`crate::Node::run_due_jobs`], and so will a server.
//!
//! ```text
//! entry ──projection──▶ kept_figure ◀──settle── rows, read by two threads
//!                            │
//!                         check ──▶ alarm ──▶ doctor, and whoever shows a figure of that unit
//! ```

mod check;
mod run;
mod settle;

pub use run::{Job, Planned, Ran};
pub(crate) use settle::keep_everything;
