//! Agreement: the rules held against the returns of a day, what they find as records, and what is said about it.
//!
//! ```text
//! returns received ──hold──▶ found ──ask──▶ asked ──explain──▶ explained ──accept──▶ accepted
//!                              │                                  └──refuse──▶ refused ──explain──▶ …
//!                              └── a corrected return: corrected · agrees again: gone · no matter: dismissed
//! ```
//!
//! A discrepancy is a record of the unit that has to explain it, with an id that follows from rule, unit, day and line:
//! found again it is the same record. What two units share (one person on both lists) is one record in each, under one
//! finding; neither holds anything of the other's list but the name of the unit. Nothing here blocks a return.

mod closing;
mod discrepancy;
mod figures;
mod finding;
mod history;
mod hold;
mod list;
mod movement;
mod persons;
mod problem;
mod reference;
mod rules;
mod settle;
mod shown;
mod step;

pub use discrepancy::{Behind, Discrepancy, Evidence, FigureAt, Said};
pub use finding::OddFigure;
pub use list::{DiscrepancyCounts, DiscrepancyList, Wanted};
pub use reference::DiscrepancyReference;
pub use settle::Checked;
pub use shown::{DiscrepancyShown, HistoryLine, OpenedSide};
pub use step::Route;
