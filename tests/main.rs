//! Whole-program tests: what a user does, in the order of the flow.

mod coverage;
mod demo;
mod directive;
mod document;
mod files;
mod units;
mod walkthroughs;
