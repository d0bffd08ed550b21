//! Whole-program tests: what a user does, in the order of the flow.

mod files;
mod coverage;
mod demo;
mod walkthroughs;
mod units;
