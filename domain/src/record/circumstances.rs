//! What is known when a record is checked, beside what it says.

use jiff::civil::Date;

use super::Body;
use crate::formula::{Around, Context, Formula};

/// What is known when a record is checked.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// What `today()` gives.
    pub today: Date,
    /// The moment, the seed, and the records around this one.
    pub around: Around<'a>,
    /// The record as it stood.
    pub before: Before<'a>,
    /// The posts of the officer who acts, by name and in words; `None` where nobody is named.
    pub posts: Option<&'a [String]>,
}

/// How a record stood before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Before<'a> {
    /// There was none: it is made now, and begins where the workflow begins.
    New,
    /// There was none here, but the list was kept elsewhere before: real lists come in the middle of things, so a state
    /// that is not a beginning is taken, with a warning.
    KeptElsewhere,
    /// So it stood.
    Stood(&'a Body),
}

impl<'a> Circumstances<'a> {
    /// A new record, by nobody in particular, with nothing around it.
    pub fn of_new(today: Date) -> Self {
        Self { today, around: Around::default(), before: Before::New, posts: None }
    }

    /// A row of a list that was kept elsewhere, with nothing around it.
    pub fn of_list(today: Date) -> Self {
        Self { before: Before::KeptElsewhere, ..Self::of_new(today) }
    }

    /// A record that changes.
    pub fn of_change(today: Date, before: &'a Body) -> Self {
        Self { before: Before::Stood(before), ..Self::of_new(today) }
    }

    /// Whether all is known that a formula asks.
    pub(super) fn can_judge(&self, formula: &Formula) -> bool {
        self.around.records.is_some() || !formula.asks_others()
    }

    /// Whether a condition holds; `None` where there is none, or where what it asks is not known.
    pub(super) fn holds(&self, condition: Option<&Formula>, body: &Body) -> Option<bool> {
        let condition = condition.filter(|condition| self.can_judge(condition))?;
        Some(condition.holds_among(Context { body, today: self.today }, self.around))
    }

    /// What is around one field: each draws its own random numbers.
    pub(super) fn among(&self, field: u16) -> Around<'a> {
        let seed = self.around.seed ^ u64::from(field).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Around { seed, ..self.around }
    }
}
