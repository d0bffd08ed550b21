//! Agreement: rules that figures should satisfy, as data, and the pure functions that hold them against figures.
//!
//! ```text
//! definitions/rules/agreement.toml ──read──▶ Rule ──judge(figures)──▶ Holds | Unjudged | Broken { both sides }
//! ```
//!
//! A rule never blocks a return (real reports do not balance): what it finds is asked about and explained. Most rules are
//! one equation between figures, each named with where it comes from ([`FigureName`]): `total` is a line of the return,
//! `before.total` the same line of the return before, `below.total` the sum over the returns of the units below, `now.total`
//! the register at the cut-off, `came.away_resident` and `struck.away_resident` what entered and left a register since the
//! return before, `quarantine_site.beds_occupied` an indicator of a register. Two kinds need more than an equation:
//! `outlier` against a unit's own history, and [`in_several_units`] for one person on the lists of two units.

mod every;
mod figure_name;
mod judge;
mod outlier;
mod person;
mod read;
mod rule;
mod words;

#[cfg(test)]
mod tests;

pub use every::in_templates;
pub use figure_name::{FigureName, Origin};
pub use judge::{Broken, Side, Verdict, judge, judge_outlier};
pub use outlier::{Usual, usual};
pub use person::{Person, in_several_units};
pub use read::{built_in_rules, read_rules};
pub use rule::{Check, Gravity, Of, Outlier, Owner, Rule, Sameness, Test, Tolerance};
pub use words::spoken;
