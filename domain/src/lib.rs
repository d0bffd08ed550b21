//! The pure pipeline of Pháo Đài: no file, socket, database, clock or random source.
//!
//! ```text
//! text ── document::parse ──▶ Document ── directive::read ──▶ Reading ── register::propose ──▶ Definition
//!                                                                                             │
//! form ── record::check ──▶ Body ── entry::Draft ──▶ Entry ── register::TablePlan ──▶ rows ◀──┘
//!                                                                     │
//!                             formula::{evaluate, sql} ◀── indicators ┘ ──▶ returns ──▶ briefing
//! ```
//!
//! The folders stand in the order in which data flows; `node` and `tests` repeat that order.

pub mod base;
pub mod briefing;
pub mod directive;
pub mod document;
pub mod entry;
pub mod formula;
pub mod people;
pub mod record;
pub mod register;
pub mod returns;
pub mod tracing;
