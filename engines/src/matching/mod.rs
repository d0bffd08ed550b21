//! Who is the same person, for imports and for merging registers.

mod people;

pub use people::{Keys, People, Person};
