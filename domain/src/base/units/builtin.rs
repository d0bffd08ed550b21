//! The definitions that the program brings along.

use crate::base::Diagnostic;

use super::{Eras, UnitFacts, Vocabulary};

/// The built-in example district, as text.
pub const MAI_SON: &str = include_str!("../../../../definitions/units/mai_son.toml");

const TIERS: &str = include_str!("../../../../definitions/units/tiers.toml");
const KINDS: &str = include_str!("../../../../definitions/units/kinds.toml");
const PHRASES: &str = include_str!("../../../../definitions/units/phrases.toml");

impl Eras {
    /// The tiers of Vietnam, from `definitions/units/tiers.toml`.
    ///
    /// # Errors
    /// Only when the file that was built in is not well formed, which a test excludes.
    pub fn builtin() -> Result<Self, Diagnostic> {
        Self::from_toml(TIERS)
    }
}

impl Vocabulary {
    /// The kinds and phrases of Vietnamese official documents, from `definitions/units/`.
    ///
    /// # Errors
    /// Only when a file that was built in is not well formed, which a test excludes.
    pub fn builtin() -> Result<Self, Diagnostic> {
        Self::from_toml(KINDS, PHRASES)
    }
}

/// Huyện Mai Sơn with its communes, offices and (invented) villages.
///
/// # Errors
/// Only when a file that was built in is not well formed, which a test excludes.
pub fn mai_son() -> Result<UnitFacts, Diagnostic> {
    UnitFacts::from_toml(MAI_SON, &Eras::builtin()?, &Vocabulary::builtin()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Tier;

    #[test]
    fn the_built_in_definitions_are_well_formed() {
        let facts = mai_son().unwrap();
        assert_eq!(facts.warnings, []);
        let counts = facts.count_by_tier();
        assert_eq!(counts[&Tier::Province], 1);
        assert_eq!(counts[&Tier::District], 1);
        assert_eq!(counts[&Tier::Commune], 22);
        assert!((22 * 6..=22 * 14).contains(&counts[&Tier::Village]));
    }
}
