//! What stands before every handler: limits on how much comes in, where it comes from, and that it counts once.

mod cookie;
mod limits;
mod once;
mod origin;

pub(super) use cookie::{cookie, cookies};
pub(super) use limits::{Limits, Rate};
pub(super) use once::Sent;
pub(super) use origin::is_ours;
