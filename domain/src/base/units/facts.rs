//! What a file says about units, before it is put into a tree.

use std::collections::BTreeMap;

use crate::base::Diagnostic;
use crate::register::Tier;

use super::{Relation, Unit};

/// Units and relations that a file states, with what was odd about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFacts {
    /// Units in the order of the file.
    pub units: Vec<Unit>,
    /// Who is part of whom, what was merged into what.
    pub relations: Vec<Relation>,
    /// What was odd: corrected spaces, unknown parents, repeated codes.
    pub warnings: Vec<Diagnostic>,
}

impl UnitFacts {
    /// How many units of each tier the file holds.
    pub fn count_by_tier(&self) -> BTreeMap<Tier, usize> {
        let mut counts = BTreeMap::new();
        for unit in &self.units {
            *counts.entry(unit.tier).or_default() += 1;
        }
        counts
    }
}
