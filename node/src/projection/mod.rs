//! From entries to tables. Nothing else changes a register table, and only in the transaction that appends the entry.
//!
//! ```text
//! Draft ──Ready::of──▶ cells, off the writer's thread ─┐
//! entry + pack ──read──▶ cells ────────────────────────┴──apply──▶ rows, index of entries, unit paths, new tables
//! ```
//!
//! Applying the same entries in the same order gives the same tables: `rebuild` does so into an empty file, `fold_at`
//! into memory up to some position, `verify` into a scratch file to compare.

mod apply;
mod digest;
mod keep;
mod parents;
mod ready;
mod rebuild;
mod registry;
mod scratch;
mod step;
mod system;

pub use digest::Digest;
pub use ready::Ready;
pub use rebuild::{RebuildProgress, Rebuilt, Unreadable};
pub use registry::{Register, Registry, Uncalled};
pub use scratch::Scratch;

pub(crate) use apply::Projection;
pub(crate) use parents::latest_commander;
pub(crate) use rebuild::fold_into;
pub(crate) use step::{RowCells, Step, body};
pub(crate) use system::{
    definition_record, home_node_changes, node_record, system_register, system_unit,
};
