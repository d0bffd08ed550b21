//! Registers in a real database: formulas, figures, tables and their upgrades.

mod agreement;
mod postgres;
mod sample;
mod upgrade;
