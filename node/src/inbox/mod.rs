//! Lists that arrive as files: read → validate → match → commit, with nothing lost and nothing taken twice.
//!
//! The face opens the file and gives its rows as text ([`Rows`]); everything that decides is here. A row is accepted (new,
//! or changes a record), a duplicate (of an earlier row, or of a record that says the same), or rejected with its reasons.
//! `rows = accepted + rejected + duplicates`, always.
//!
//! An import is resumed by the hash of its file: the row it had come to is written in the same entry as the records
//! themselves, so after a crash the next call goes on exactly there.

mod apart;
mod around;
mod columns;
mod commit;
pub mod family;
mod follow;
pub mod form;
mod links;
mod matcher;
mod outcome;
mod rows;
mod run;
mod sort;
mod unique;

pub use columns::{Remembered, layout, remember, remembered};
pub use outcome::{Outcome, Problem};
pub use rows::{Cells, Rows, row_of_sheet};
pub use run::{OnReject, Request, import};
