//! Registers in a real database: formulas, figures, tables and their upgrades.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agreement;
mod dialects;
mod postgres;
mod sample;
mod upgrade;
