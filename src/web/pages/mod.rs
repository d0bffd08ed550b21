//! The pages: a folder for what a page is about, a file for what is done there. A page is a struct, a template of the same
//! path under `templates/`, and a function.

pub mod account;
pub mod admin;
pub mod audit;
pub mod board;
pub mod briefing;
pub mod care;
pub mod cases;
pub mod directives;
pub mod discrepancies;
pub mod figure;
pub mod follow_up;
pub mod jobs;
pub mod nope;
pub mod notices;
pub mod public;
pub mod registers;
pub mod returns;
pub mod tasks;
pub mod today;
mod words;
mod written;
pub mod zones;
