//! What a ledger entry is: one atomic change to one or more records of one unit.
//!
//! ```text
//! Draft ──prepare(salts)──▶ Prepared ──seal(link)──▶ Sealed { entry, bytes, hash } + pack
//!                                                      │
//!        chain::validate ◀── Sealed::read(bytes) ◀─────┘
//! ```
//!
//! An entry is hash-chained within its stream (node, unit). Bodies stand beside the chain, in the entry's [`pack`]:
//! the entry holds only their salted hashes, so that lawful erasure leaves the chain whole. `seen` names the heads of
//! the unit's other streams that are new since the stream's last entry; it is what makes *concurrent* decidable
//! ([`Causality`]), which a clock cannot. The bytes of an entry are permanent: see `bytes.rs` for the format.

mod bytes;
mod causality;
mod chain;
mod clock;
mod compare;
mod draft;
mod hash;
mod merge;
pub mod pack;
mod sealed;
mod stream;

pub use bytes::{FORMAT, FormatError};
pub use causality::Causality;
pub use chain::{ChainError, Tail, validate};
pub use clock::{AHEAD_LIMIT_MILLIS, Hlc, Received, millis};
pub use compare::{Comparison, Fork, Range, compare};
pub use draft::{Act, Draft, DraftChange, DraftError, Link, Prepared};
pub use hash::{Hash, Salt, body_hash};
pub use merge::{Conflict, Merged, Origin, Written, merge};
pub use sealed::{Acted, Change, Entry, Sealed};
pub use stream::{Head, Stream};
