//! Cases and their contacts by the rules of the day: since when a case passes it on, what a contact is, which class people
//! are in, how long they stay in quarantine, when a zone is lifted.
//!
//! ```text
//! rules/contact.toml ────▶ ContactPack ─▶ window, closeness ─▶ (who met whom) ─▶ Derived ─┐
//! rules/quarantine.toml ─▶ QuarantinePack ─▶ until, tests                     Standing ──┴─▶ settle ─▶ Row
//! rules/zone.toml ───────▶ ZonePack ─▶ days without a case
//! rules/measures.toml ───▶ Regime
//! ```
//!
//! Who met whom is calculated elsewhere; here is only what papers say. Each answer names the pack it comes from.

mod class;
mod closeness;
mod measures;
mod pack;
mod quarantine;
mod rules;
mod zone;

pub use class::{Change, Class, Derived, Ended, Picture, Row, Standing, Step, Told, settle};
pub use closeness::{Basis, CaseDays, ContactPack, Infectious, Mask, Nearness, contact_packs};
pub use measures::{Regime, regimes};
pub use pack::{Pack, Packs, Sure};
pub use quarantine::{Person, Quarantine, QuarantinePack, quarantine, quarantine_packs};
pub use rules::{PackHead, Rules, RulesFile};
pub use zone::{ZoneDays, ZonePack, ZoneState, days_since, zone_packs};
