//! Whole-program tests: what a user does, in the order of the flow.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its world has failed")]

mod coverage;
mod demo;
mod document;
mod files;
mod returns;
mod units;
mod walkthroughs;
