//! True and false, and what depends on them.

use super::super::evaluate::Answer;
use super::super::size::Size;
use super::super::tree::Type::{Boolean, Number, Text};
use super::Takes::{Any, Is, Same};
use super::{Function, Gives, both, forms_only, forms_only_many};

pub(super) static ROWS: &[Function] = &[
    both("not", &[Is(Boolean)], Boolean, "(NOT {0})", |a, _| Answer::Boolean(!a[0].is_true())),
    both("true", &[], Boolean, "TRUE", |_, _| Answer::Boolean(true)),
    both("false", &[], Boolean, "FALSE", |_, _| Answer::Boolean(false)),
    Function {
        gives: Gives::Same,
        size: |s| s[1].either(s[2]),
        ..both(
            "if",
            &[Is(Boolean), Same, Same],
            Text,
            "(CASE WHEN {0} THEN {1} ELSE {2} END)",
            |a, _| if a[0].is_true() { a[1].clone() } else { a[2].clone() },
        )
    },
    Function {
        gives: Gives::Same,
        more: true,
        size: |s| s.iter().copied().reduce(Size::either).unwrap_or(Size::COUNT),
        ..both("coalesce", &[Same, Same], Text, "COALESCE({*})", |a, _| {
            a.iter().find(|answer| **answer != Answer::Empty).cloned().unwrap_or(Answer::Empty)
        })
    },
    // As XForms has it: any text is true, even "false"; boolean-from-string reads the word.
    forms_only("boolean", &[Any], Boolean, |a, _| {
        Answer::Boolean(match &a[0] {
            Answer::Empty | Answer::Boolean(false) => false,
            Answer::Number(number) => *number != 0.0,
            _ => true,
        })
    }),
    forms_only("boolean-from-string", &[Any], Boolean, |a, _| {
        let text = a[0].to_string();
        Answer::Boolean(text == "1" || text.eq_ignore_ascii_case("true"))
    }),
    forms_only_many("checklist", &[Is(Number), Is(Number), Is(Boolean)], Boolean, |a, _| {
        let held = a[2..].iter().map(|one| f64::from(u8::from(one.is_true()))).sum();
        Answer::Boolean(between(held, &a[0], &a[1]))
    }),
    // After the bounds come pairs: a condition and its weight.
    forms_only_many("weighted-checklist", &[Is(Number), Is(Number), Any], Boolean, |a, _| {
        let pairs = a[2..].chunks(2);
        let weight = |pair: &[Answer<'_>]| pair.get(1).and_then(Answer::as_number).unwrap_or(0.0);
        let held = pairs.filter(|pair| pair[0].is_true()).map(weight).sum();
        Answer::Boolean(between(held, &a[0], &a[1]))
    }),
];

/// A bound of -1, or none, does not bind.
fn between(held: f64, low: &Answer<'_>, high: &Answer<'_>) -> bool {
    let bound = |answer: &Answer<'_>| answer.as_number().filter(|bound| *bound >= 0.0);
    bound(low).is_none_or(|low| held >= low) && bound(high).is_none_or(|high| held <= high)
}
