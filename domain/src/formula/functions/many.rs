//! Several records: those of a repeat, from the form around it.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Number, Text};
use super::Takes::{Each, EachAny, EachSame, Is};
use super::{Function, Gives, forms_only};

pub(super) static ROWS: &[Function] = &[
    forms_only("count", &[EachAny], Number, |a, _| Answer::count(a[0].each().len())),
    forms_only("count-non-empty", &[EachAny], Number, |a, _| {
        Answer::count(a[0].each().iter().filter(|one| **one != Answer::Empty).count())
    }),
    forms_only("sum", &[Each(Number)], Number, |a, _| {
        let numbers = a[0].each().iter().filter_map(Answer::as_number);
        Answer::finite(numbers.fold(0.0, |sum, number| sum + number))
    }),
    forms_only("join", &[Is(Text), EachAny], Text, |a, _| {
        let texts: Vec<String> = a[1].each().iter().map(Answer::to_string).collect();
        Answer::text(texts.join(a[0].as_text()))
    }),
    // The first record is number 1.
    Function {
        gives: Gives::Same,
        ..forms_only("indexed-repeat", &[EachSame, EachAny, Is(Number)], Text, |a, _| {
            let at = a[2].as_index().and_then(|at| at.checked_sub(1));
            at.and_then(|at| a[0].each().get(at)).cloned().unwrap_or(Answer::Empty)
        })
    },
    // Which record of its repeat this one is, counted from 1.
    forms_only("position", &[], Number, |_, ambient| {
        ambient.around.position.map_or(Answer::Empty, Answer::count)
    }),
];
