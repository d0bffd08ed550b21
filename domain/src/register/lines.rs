//! The lines on which the parts of a definition stand, for diagnostics.

/// Lines of the parts of a definition, each in their order there; all empty when it does not come from a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) fields: Vec<u64>,
    pub(super) sections: Vec<u64>,
    pub(super) notes: Vec<u64>,
    pub(super) choices: Vec<u64>,
    pub(super) moves: Vec<u64>,
    pub(super) indicators: Vec<u64>,
    pub(super) balances: Vec<u64>,
    pub(super) related: Vec<u64>,
}
