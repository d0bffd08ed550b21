//! What a briefing shows and proposes, as data.

use serde::Deserialize;

use crate::base::{Bilingual, Diagnostic};

const BUILT_IN: &str = include_str!("../../../definitions/rules/briefing.toml");

/// The rules of a briefing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefingRules {
    /// Name of the pack.
    pub name: String,
    /// In words.
    pub title: Bilingual,
    /// Who decided it.
    pub source: String,
    /// The line that is charted: the first of these that the template has.
    pub chart: Vec<String>,
    /// Over so many days.
    pub chart_days: u16,
    /// Over so many days it is counted how often a unit was late or missing.
    pub days_back: u16,
    /// So many rows of a list are printed.
    pub printed: usize,
    /// Who is proposed for commendation.
    pub commend: CommendRule,
}

/// A unit is proposed when all of these hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommendRule {
    /// It reported before the cut-off on each of so many days, the last ones.
    pub days_on_time: usize,
    /// It has no open discrepancy.
    pub no_discrepancy: bool,
    /// It has no late task, and none that it should have acknowledged.
    pub no_late_task: bool,
}

impl BriefingRules {
    /// The rules of the program.
    pub fn built_in() -> Self {
        // The file is part of the program; a test reads it.
        Self::from_toml(BUILT_IN).unwrap_or_else(|fault| unreachable!("{fault:?}"))
    }

    /// Rules of a file.
    ///
    /// # Errors
    /// `rules_unreadable`.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        toml::from_str(text).map_err(|error| {
            Diagnostic::error(
                "rules_unreadable",
                format!("Không đọc được quy tắc giao ban: {}", error.message()),
                format!("The rules of the briefing cannot be read: {}", error.message()),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_the_program_can_be_read_and_a_mistake_is_named() {
        assert_eq!(BriefingRules::built_in().commend.days_on_time, 7);
        assert_eq!(BriefingRules::from_toml("chart = 3").unwrap_err().code, "rules_unreadable");
    }
}
