//! Dated relations between units.

use crate::base::{RecordId, UnitId};

use super::Validity;

/// A dated relation of one unit to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The unit that it is said of.
    pub unit: UnitId,
    /// What is said.
    pub kind: RelationKind,
    /// The other unit.
    pub to: UnitId,
    /// When it holds. A merger or split has its day as `from`.
    pub valid: Validity,
}

/// What one unit is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// The other one commands it.
    PartOf,
    /// It stands on the other one's area. Only written where that differs from who commands it, as with a company of a
    /// province-wide party committee that stands in a commune.
    Territory,
    /// It was merged into the other one on the day `from`.
    MergedInto,
    /// It was split from the other one on the day `from`.
    SplitFrom,
}

impl RelationKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::PartOf, Self::Territory, Self::MergedInto, Self::SplitFrom];

    /// The word in files and in the register `unit_relation`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PartOf => "part_of",
            Self::Territory => "territory",
            Self::MergedInto => "merged_into",
            Self::SplitFrom => "split_from",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Relation {
    /// The record id under which every node stores this relation, so that two imports of one list agree.
    pub fn record(&self) -> RecordId {
        let from = self.valid.from.map(|day| day.to_string()).unwrap_or_default();
        RecordId::derived(&format!("{}/{}/{}/{from}", self.unit, self.kind.word(), self.to))
    }
}
