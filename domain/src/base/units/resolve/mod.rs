//! Addressee and assignee phrases: which units "UBND các xã, thị trấn" means when huyện Mai Sơn writes it.
//!
//! A phrase is read item by item; an item is understood from its first word to the next comma, "và" or line, or it is
//! not understood at all. What is not understood is listed word for word. Nothing is guessed: a group with a restriction
//! that the vocabulary does not know ("các xã biên giới"), a name that fits two units, a range ("từ Hà Tĩnh đến Lâm
//! Đồng") stay open for the officer, with candidates where one spelling comes close.

mod group;
mod issuer;
mod item;
mod organ;
mod place;
#[cfg(test)]
mod properties;
mod reading;
#[cfg(test)]
mod tests;
pub(super) mod token;

use jiff::civil::Date;

use crate::base::UnitId;
use crate::base::text::fold;

use super::{RelationKind, UnitTree};
use reading::Reading;

pub use issuer::{Issuer, issuer};

/// What a phrase means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The units, in the order in which the phrase names them, each once.
    pub units: Vec<UnitId>,
    /// What could not be told, word for word.
    pub unresolved: Vec<String>,
    /// The phrase piece by piece, without gaps between words.
    pub parts: Vec<Part>,
}

/// A piece of the phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// First byte in the phrase, and the byte after the last one.
    pub span: (usize, usize),
    /// How far it is understood.
    pub status: Status,
    /// Whom it names.
    pub units: Vec<UnitId>,
    /// Units that it may name, for the officer to choose: another spelling, or outside the issuer's reach.
    pub candidates: Vec<UnitId>,
}

/// How far a piece of a phrase is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It names these units.
    Resolved,
    /// It names these units and more that the tree does not have; it stands among the unresolved too.
    Partly,
    /// It names nobody by itself: "và", "Giao", "các tỉnh:" before names.
    Context,
    /// Nothing could be told.
    Unresolved,
}

/// The units that a phrase of an issuer's document means on the day of that document.
///
/// An issuer that is empty or unknown gives no group a meaning; units named in full still resolve.
pub fn resolve(tree: &UnitTree, issuer_text: &str, phrase: &str, day: Date) -> Resolution {
    let place = issuer(tree, issuer_text, day).and_then(|issuer| tree.position(issuer.place));
    let reading = Reading::new(tree, phrase, place, day);
    let parts = reading.parts();
    let mut resolution = Resolution::default();
    for mut part in parts {
        let words = &phrase[part.span.0..part.span.1];
        if part.status == Status::Unresolved
            && let Some(body) =
                place.and_then(|at| body_called(tree, tree.units()[at as usize].id, words, day))
        {
            part = Part { status: Status::Resolved, units: vec![body], ..part };
        }
        if matches!(part.status, Status::Unresolved | Status::Partly) {
            resolution.unresolved.push(words.to_owned());
        }
        for unit in &part.units {
            if !resolution.units.contains(unit) {
                resolution.units.push(*unit);
            }
        }
        resolution.parts.push(part);
    }
    resolution
}

/// The one body right below a place that has exactly this name, without its kind: in "Giao các phòng: Kinh tế và Hạ tầng,
/// Nội vụ" the kind stands once before the names.
fn body_called(tree: &UnitTree, place: UnitId, words: &str, day: Date) -> Option<UnitId> {
    let wanted = fold(words);
    let below = tree.children(place, RelationKind::PartOf, day);
    let mut called =
        below.iter().filter(|unit| !unit.is_territorial() && fold(&unit.name) == wanted);
    called.next().filter(|_| called.next().is_none()).map(|unit| unit.id)
}
