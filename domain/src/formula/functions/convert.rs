//! One type into another.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Boolean, Date, DateTime, Number, Text};
use super::Takes::{Any, Is};
use super::{Function, both, forms_only};

pub(super) static ROWS: &[Function] = &[
    Function {
        size: |s| s[0],
        ..both("number", &[Is(Number)], Number, "{0}", |a, _| a[0].clone())
    },
    both("number", &[Is(Date)], Number, "CAST({0} AS DOUBLE PRECISION)", |a, _| match a[0] {
        Answer::Date(days) => Answer::Number(days),
        _ => Answer::Empty,
    }),
    both("number", &[Is(Boolean)], Number, "(CASE WHEN {0} THEN 1.0 ELSE 0.0 END)", |a, _| {
        Answer::Number(if a[0].is_true() { 1.0 } else { 0.0 })
    }),
    forms_only("number", &[Is(Text)], Number, |a, _| Answer::number_of_text(a[0].as_text())),
    both("string", &[Is(Text)], Text, "{0}", |a, _| a[0].clone()),
    forms_only("number", &[Is(DateTime)], Number, |a, _| a[0].in_days()),
    forms_only("string", &[Any], Text, |a, _| Answer::text(a[0].to_string())),
];
