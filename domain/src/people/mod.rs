//! Who answers: the bodies that a unit must have for the outbreak, who heads them, and who watches over which locality.
//!
//! ```text
//! rules/bodies.toml ──▶ BodyRules ──▶ lacks of a unit's bodies      areas in charge + visits ──▶ Watch
//! ```

mod bodies;
mod follow_up;
mod lack;
mod rights;
mod rules;
mod watch;

pub use bodies::{Body, BodyKind, Duty, Member, PaperKind, Place};
pub use follow_up::{FollowUp, FollowUps};
pub use lack::Lack;
pub use rights::{Right, Role, Roles};
pub use rules::{BodyRules, Required};
pub use watch::Watch;
