//! Returns: what a unit states each period, when it is due, and how many statements become one.
//!
//! A return is a claim. It is filled in from the registers at a moment, confirmed by the officers who answer for it,
//! stamped by the node that receives it, and never changes afterwards; a correction is a new version with a reason.

mod address;
pub mod agreement;
mod by_hand;
mod capacity;
mod collation;
mod discrepancy;
mod frozen;
mod line;
mod lineage;
mod message;
mod template;

pub use address::Address;
pub use by_hand::{ByHand, Stated, Taken, TakenFile, TakenMail, Via, read_figure};
pub use capacity::{Capacity, capacities};
pub use collation::{Collation, Counts, Received, Row, Standing, collate, judge};
pub use discrepancy::{DiscrepancyState, DiscrepancyStep, Judge, discrepancy_steps_from};
pub use frozen::{FORMAT, Frozen, Included, Position, UsedDefinition};
pub use line::{Figure, Line};
pub use lineage::{Carried, carried, endangered};
pub use message::Message;
pub use template::{CutOff, Post, Receiver, Template, built_in};
