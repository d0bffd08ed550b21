//! One running instance of Pháo Đài: the only place with drivers, files, sockets and the clock.
//!
//! What a node can do:
//!
//! | | |
//! |---|---|
//! | begin | [`Node::create`], [`Node::open`], [`Node::restore`] |
//! | write | [`Node::append`]; off the writer's thread [`Node::ready`], then [`Node::append_ready`]; large imports [`Node::bulk`] |
//! | define lists | [`Node::define`]; which versions there were: [`Node::versions_of`] |
//! | ids and time | [`Node::new_record`], [`Node::clock`] |
//! | read | [`Node::reader`]: one moment, by [`Scope`]; [`Node::scope_of`], [`Node::registry`], [`Node::history`] |
//! | erase lawfully | [`Node::append`] with [`domain::entry::Act::Erase`] and the legal basis as its reason |
//! | answer for units | [`Node::home_of`], [`Node::set_home`] |
//! | freeze a return | [`Reader::heads_of`], [`Node::sign_heads`]; years later [`Node::fold_at`] |
//! | prove | [`Node::verify`], [`Node::digest`], [`Node::rebuild`] |
//! | survive | [`Node::backup`]; [`doctor::examine`] says what threatens the node |
//! | by the clock | [`Node::run_due_jobs`], [`Node::settle_figures`], [`Node::check_figures`] |
//! | say who read what | [`Node::log_readings`], [`Reader::readings_of`] |
//!
//! Folders in the order in which data flows: `store` (the file, all SQL), `ledger` (the chain), `projection` (tables).
//! Nothing changes a register table except `projection`, in the transaction that appends the entry.

pub mod analysis;
pub mod attachments;
pub mod briefing;
pub mod clock;
pub mod config;
pub mod doctor;
mod error;
mod error_text;
pub mod jobs;
pub mod ledger;
pub mod measure;
mod node;
pub mod os;
pub mod projection;
pub mod publish;
pub mod random;
pub mod store;
pub mod tasks;

pub use clock::Clock;
pub use config::{Options, StoreOptions};
pub use error::{NodeError, Result};
pub use ledger::{Appended, AsOf, BackedUp, Bulk, Depth, HistoryStep, Identity, Verified};
pub use node::{Node, TakenVersion};
pub use projection::{Digest, Ready, Rebuilt, Register, Registry, Scratch};
pub use random::Random;
pub use store::{FigureAlarm, Reader, Record, Scope};
pub mod fields;
pub mod inbox;
pub mod people;
pub mod units;
