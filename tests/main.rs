//! Whole-program tests: what a user does, in the order of the flow.

mod coverage;
mod demo;
mod files;
mod returns;
mod units;
mod walkthroughs;
