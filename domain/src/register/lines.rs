//! The lines on which the parts of a definition stand, for diagnostics.

/// Lines of fields, sections, notes, choice lists, moves, indicators and balances, each in the order of the definition; all empty when the
/// definition does not come from a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) fields: Vec<u64>,
    pub(super) sections: Vec<u64>,
    pub(super) notes: Vec<u64>,
    pub(super) choices: Vec<u64>,
    pub(super) moves: Vec<u64>,
    pub(super) indicators: Vec<u64>,
    pub(super) balances: Vec<u64>,
}
