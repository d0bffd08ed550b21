//! Tracing, from the first positive test to the last contact.
//!
//! What people write (cases, whereabouts, contacts, stays) becomes the contact list, the follow-ups in the units where people
//! are, and the ends of quarantines.
//!
//! ```text
//! case, place_visit, contact, person ─▶ world ─▶ derive (engine + rule packs) ─▶ list: traced_contact
//!                                                                                  │ listed by an officer
//! quarantine_stay ─▶ stays: until, rule                     hand_over: follow_up in the unit where the person is
//!                                                                                  │ acknowledged, reached, lost
//!                                                           back into traced_contact
//! ```
//!
//! All of it runs after every change of one of these registers, and once a day; doing it again changes nothing.

mod book;
mod chains;
mod derive;
mod hand_over;
mod list;
mod near;
mod pending;
mod persons;
mod read;
mod rules;
mod sightings;
mod stays;
mod world;
mod zones;

use domain::base::OfficerId;

pub use chains::{Chains, Serial, chains};
pub use derive::{Answer, CaseCluster, ExposedPlace, PossibleSource};
pub use near::{Compliance, ServicePoint, compliance, service_points, unserved};
pub use read::{
    Condition, Contact, FollowUp, Missing, Reach, Seen, case, cases, contacts, follow_ups,
    last_cases, missing, picture, reach, seen_on,
};
pub use rules::{KeptRules, add_rules, kept_rules, rules};
pub(crate) use world::World;
pub use world::{Case, Person, Place};
pub use zones::{Checkpoint, Inside, Measure, Zone, checkpoints, households, measures, zones};

use crate::store::Scope;
use crate::{Node, Result};
use book::Book;

/// The registers whose changes are followed.
const FOLLOWED: [&str; 10] = [
    "sighting",
    "away_resident",
    "case",
    "person",
    "place",
    "place_visit",
    "contact",
    "traced_contact",
    "follow_up",
    "quarantine_stay",
];

/// Registers of people and places that matter only while there is a case or a contact.
const AROUND: [&str; 4] = ["person", "place", "place_visit", "contact"];

/// Registers that matter only for who was seen back and has not declared.
const SEEN: [&str; 2] = ["sighting", "away_resident"];

/// After a change of a register: everything that follows from it. Tells how many records changed.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) fn after(node: &Node, changed: &[&str], officer: Option<OfficerId>) -> Result<u64> {
    let followed = |name: &&&str| FOLLOWED.contains(*name);
    if !changed.iter().any(|name| followed(&name)) {
        return Ok(0);
    }
    if changed.iter().all(|name| !followed(&name) || SEEN.contains(name)) {
        return sightings::settle(node, officer);
    }
    if changed.iter().all(|name| AROUND.contains(name) || !followed(&name)) && is_quiet(node)? {
        return Ok(0);
    }
    run(node, officer)
}

/// Works everything out again: links to persons, ends of quarantines, classes, follow-ups. Tells how many records changed;
/// done twice, the second time changes none.
///
/// # Errors
/// When the database cannot be read or written.
pub fn run(node: &Node, officer: Option<OfficerId>) -> Result<u64> {
    let mut changed = persons::complete(node, officer)?;
    changed += stays::settle(node, officer)?;
    changed += list::derive_again(node, officer)?.0;
    let sent = hand_over::hand_over(node, officer)?;
    if sent > 0 {
        // A follow-up that was just sent has its end, and what it says goes back.
        changed += persons::complete(node, officer)?;
        changed += hand_over::hand_over(node, officer)?;
    }
    changed += sent;
    changed += sightings::settle(node, officer)?;
    Ok(changed)
}

/// Whether there is no case and no contact: then nothing follows from where people are.
fn is_quiet(node: &Node) -> Result<bool> {
    let reader = node.reader()?;
    for name in ["case", "traced_contact"] {
        let book = Book::of(node, name)?;
        if !reader.records(&book.0.table, &Scope::everything(), None, 1)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}
