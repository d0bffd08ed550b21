//! Returns: made out from the registers, confirmed by those who answer for them, received with a stamp, put side by side.
//!
//! ```text
//! registers ──freeze──▶ version (draft) ──attest, attest──▶ confirmed ──submit──▶ received + receipts
//!                                                                                   │
//!        briefing, roll-up ◀── collate: on time · late · missing · totals ◀─────────┘
//! ```
//!
//! A version is a record of the system register `return`; its content is frozen text ([`domain::returns::Frozen`]) that
//! is never written again. Before it is submitted, preparing again retracts the draft, with its reason, and makes
//! another of the same number. After that, a correction is a new version with a reason; the one before is superseded.
//! All records of a return belong to the unit that states it, the receipt too: whoever may see the unit sees when its
//! return arrived. The receiver is told by the node whose stream the receipt stands in.

mod agreement;
mod attest;
mod collate;
mod day;
mod declared;
mod desk;
mod evidence;
mod figures;
mod freeze;
mod open;
mod owed;
mod prepare;
mod problem;
mod problem_by_hand;
mod recompute;
mod risk;
mod show;
mod subject;
mod submit;
mod take;
mod templates;
mod version;

#[cfg(test)]
mod tests;

pub use agreement::{
    Behind, Checked, Discrepancy, DiscrepancyCounts, DiscrepancyList, DiscrepancyReference,
    DiscrepancyShown, Evidence, FigureAt, HistoryLine, OddFigure, OpenedSide, Route, Said, Wanted,
};
pub use attest::Attested;
pub use collate::Collated;
pub use day::{in_words, last_day_with_data};
pub use declared::Declared;
pub use desk::Desk;
pub use evidence::{Attestation, Receipt};
pub use figures::{RegisterFigures, Tally};
pub use open::{Most, Opened, Part, Parts, RecordList, StatedFigure, nameless};
pub use owed::InUse;
pub use prepare::Prepared;
pub use recompute::{Difference, Recomputed};
pub use risk::RiskLevel;
pub use show::{FigureShown, Shown};
pub use subject::Subject;
pub use submit::Submitted;
pub use take::{Brought, TakenIn};
pub use version::{State, Version};

/// What a return says to the user when it cannot do what it was asked.
pub type Outcome<T> = Result<T, domain::base::Diagnostic>;
