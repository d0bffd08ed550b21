//! Lists as people keep them in spreadsheets.
//!
//! Which rows are people and which are totals, notes, headings or signatures; in which order a column writes its dates;
//! which letters an old font means. Text in, decisions out: whoever reads the file gives the cells as they are shown.

pub mod dates;
pub mod letters;
pub mod place;
pub mod rows;
pub mod tally;
