//! Whole-program tests: what a user does, in the order of the flow.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its world has failed")]

mod acceptance;
mod accounts;
mod briefing;
mod browser;
mod cases;
mod coverage;
mod demo;
mod directive;
mod discrepancies;
mod document;
mod faults;
mod files;
mod forms;
mod import;
mod people;
mod registers;
mod returns;
mod sql;
mod support;
mod tasks;
mod units;
mod users;
mod walkthroughs;
mod web;
mod week;
