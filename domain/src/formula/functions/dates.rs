//! Dates that figures can use, too.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Date, DateTime, Number, Text};
use super::Takes::Is;
use super::{Function, both, forms_only};

pub(super) static ROWS: &[Function] = &[
    both("today", &[], Date, "{today}", |_, ambient| Answer::Date(ambient.today)),
    both("date", &[Is(Date)], Date, "{0}", |a, _| a[0].clone()),
    both("date", &[Is(Number)], Date, "{0}", |a, _| match a[0] {
        Answer::Number(days) => Answer::Date(days),
        _ => Answer::Empty,
    }),
    // A literal text is read when the formula is; any other needs a form.
    forms_only("date", &[Is(Text)], Date, |a, _| Answer::date_of_text(a[0].as_text())),
    forms_only("date", &[Is(DateTime)], Date, |a, _| match a[0] {
        Answer::DateTime(moment) => Answer::of_date(moment.date()),
        _ => Answer::Empty,
    }),
];
