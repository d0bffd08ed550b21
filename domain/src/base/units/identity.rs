//! Permanent ids that two nodes derive alike from the same official list.
//!
//! A coded unit's id follows from the scheme that issued its code, its tier and the code. The scheme stands for the
//! unknown day on which the unit began: lists print the units of a day, not since when each exists, and two lists of the
//! same scheme (November 2021, March 2023) must give one commune one id. Where a file states that a unit began on a
//! given day within the scheme (a commune formed by a merger that took over an old code), that day is part of the id.

use jiff::civil::Date;

use crate::base::UnitId;
use crate::register::Tier;

/// The id of the country, the root of all.
pub fn country_id() -> UnitId {
    UnitId::derived("vn")
}

/// The id of a unit with an official code. `began` only when it is known for this very unit.
pub fn coded_id(scheme: &str, tier: Tier, code: &str, began: Option<Date>) -> UnitId {
    let began = began.map(|day| format!("@{day}")).unwrap_or_default();
    UnitId::derived(&format!("{scheme}/{}/{code}{began}", tier_word(tier)))
}

/// The id of a unit without a code: a village or an office, named within its parent.
pub fn body_id(parent: UnitId, kind: &str, name: &str) -> UnitId {
    UnitId::derived(&format!("{parent}/{kind}/{name}"))
}

/// The word for a tier in files and ids, as serde writes it.
pub(super) const fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Country => "country",
        Tier::Province => "province",
        Tier::District => "district",
        Tier::Commune => "commune",
        Tier::Village => "village",
        Tier::Body => "body",
    }
}

/// Reads the word for a tier.
pub(super) fn tier_from_word(word: &str) -> Option<Tier> {
    const ALL: [Tier; 6] =
        [Tier::Country, Tier::Province, Tier::District, Tier::Commune, Tier::Village, Tier::Body];
    ALL.into_iter().find(|tier| tier_word(*tier) == word)
}
