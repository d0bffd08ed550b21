//! The append-only history: appending, importing, erasing, signing, verifying, and carrying copies away.
//!
//! An entry and the table rows it changes are one transaction; the acknowledgement ([`Appended`]) exists only after the
//! transaction is durable. Nothing is overwritten: lawful erasure removes bodies beside the chain and says so in it.

mod audit;
mod bulk;
mod copy;
mod erase;
mod history;
mod home;
mod key;
mod past;
mod pen;
mod sign;
mod verify;

pub(crate) use audit::audit;
pub use audit::{AuditFilter, AuditRow};
pub use bulk::Bulk;
pub use copy::{BackedUp, Identity};
pub use history::{Happened, HistoryStep};
pub use key::KEY_FILE;
pub use past::AsOf;
pub use pen::Appended;
pub use verify::{Breach, Broken, Depth, ErasedBody, Place, Verified};

pub(crate) use copy::{backup, node_of, restore};
pub(crate) use history::history;
pub(crate) use home::{home_of, units_at};
pub(crate) use key::{Key, hex};
pub(crate) use past::each_before;
pub(crate) use pen::Pen;
pub(crate) use sign::sign_heads;
pub(crate) use verify::verify;
