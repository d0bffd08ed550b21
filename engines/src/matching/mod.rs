//! Who is the same person: keys that find likely pairs, for imports and for merging registers.

pub mod identity;
