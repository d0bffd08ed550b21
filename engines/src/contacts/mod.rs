//! Who met whom, when and where: contacts of a case, their contacts, and so on, in the order of time.
//!
//! ```text
//! visits ──Visits::add──▶ index ──trace(question)──▶ Trace: generation and moment of each person
//!                                                      │
//!           │                                        path: person ◀ place, from–to ◀ person ◀ … ◀ case
//!           └──meetings──▶ with whom one person was: last exposure, possible sources
//!                └──▶ clusters of cases, places where cases were
//! ```
//!
//! A chain is one of *time*: whoever met a contact before that contact was exposed is none of its contacts. Generation 1
//! are the people whom a case met in its infectious window (F1), generation 2 those whom they met afterwards (F2); a person
//! stands in the first generation that reaches it. Source: 5053/QĐ-BYT of 3/12/2020 (steps of tracing), 3638/QĐ-BYT of
//! 30/7/2021 (classes).
//!
//! Times are whole minutes on one clock; which moment is minute 0 is the caller's to say.

mod index;
mod meetings;
mod path;
mod rule;
mod trace;
mod visit;

pub use index::Visits;
pub use meetings::{Around, Cluster, Exposed, Window, clusters, meetings, places};
pub use path::Meeting;
pub use rule::Rule;
pub use trace::{Found, Question, Seed, Trace, trace};
pub use visit::{Contact, Kind, Minute, PersonNo, PlaceNo, Visit};

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_meetings;
