//! Where something stands in the text.

use serde::{Serialize, Serializer};

/// First and last line, 1-based, inclusive. Written as `[first, last]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    /// First line.
    pub first: u32,
    /// Last line, at least `first`.
    pub last: u32,
}

impl Lines {
    /// A single line.
    pub const fn one(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// From one line to another, in either order.
    pub fn new(a: u32, b: u32) -> Self {
        Self { first: a.min(b), last: a.max(b) }
    }

    /// The smallest range that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Whether a line lies inside.
    pub fn contains(self, line: u32) -> bool {
        (self.first..=self.last).contains(&line)
    }

    /// Whether the two share a line.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.first, self.last].serialize(serializer)
    }
}
