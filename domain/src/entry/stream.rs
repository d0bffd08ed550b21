//! Streams and their heads.

use std::fmt;

use super::Hash;
use crate::base::{NodeId, UnitId};

/// A stream: what one node wrote about one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stream {
    /// Who wrote.
    pub node: NodeId,
    /// Whose records.
    pub unit: UnitId,
}

/// A position in a stream, with the hash of the entry there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Which stream.
    pub stream: Stream,
    /// Number of the entry, from 1.
    pub seq: u64,
    /// Hash of that entry.
    pub hash: Hash,
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {} about unit {}", self.node, self.unit)
    }
}
