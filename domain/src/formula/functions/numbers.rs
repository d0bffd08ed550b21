//! Numbers: rounding, powers, the largest and smallest, trigonometry.
//!
//! Sines, powers and logarithms come from `libm`, written in Rust: the machine's own differ in the last bit.

use super::super::evaluate::Answer;
use super::super::size::Size;
use super::super::tree::Type::{self, Date, Number, Text};
use super::Takes::{Each, Is};
use super::{Evaluate, Function, Takes, both, forms_only};

/// Beyond 2^53 a double has no fraction left.
const WHOLE: f64 = 9_007_199_254_740_992.0;

const fn of_one(name: &'static str, evaluate: Evaluate) -> Function {
    forms_only(name, &[Is(Number)], Number, evaluate)
}

/// The largest or smallest of several values; empties are left out, as in a sum. `SQLite` gives NULL when one of them is
/// NULL, so there an infinite number, which no field holds, takes the place of an empty one.
const fn extreme(takes: &'static [Takes], ty: Type, largest: bool, evaluate: Evaluate) -> Function {
    let (name, sqlite, postgres) = match largest {
        true => ("max", "NULLIF(max(-9e999, {or least}), -9e999)", "GREATEST({*})"),
        false => ("min", "NULLIF(min(9e999, {or most}), 9e999)", "LEAST({*})"),
    };
    Function {
        more: true,
        size: |s| s.iter().copied().reduce(Size::either).unwrap_or(Size::COUNT),
        postgres: Some(postgres),
        ..both(name, takes, ty, sqlite, evaluate)
    }
}

pub(super) static ROWS: &[Function] = &[
    Function {
        size: |s| s[0],
        ..both("abs", &[Is(Number)], Number, "abs({0})", |a, _| a[0].number1(f64::abs))
    },
    // A half goes up, as in XPath: round(-2.5) is -2.
    Function {
        sqlite: Some(
            "(CASE WHEN abs({0}) >= 9007199254740992.0 THEN {0} \
             WHEN {0} - CAST({0} AS INTEGER) >= 0.5 \
             THEN CAST(CAST({0} AS INTEGER) + 1 AS DOUBLE PRECISION) \
             WHEN {0} - CAST({0} AS INTEGER) < -0.5 \
             THEN CAST(CAST({0} AS INTEGER) - 1 AS DOUBLE PRECISION) \
             ELSE CAST(CAST({0} AS INTEGER) AS DOUBLE PRECISION) END)",
        ),
        postgres: Some(
            "(CASE WHEN abs({0}) >= 9007199254740992.0 THEN {0} \
             WHEN {0} - trunc({0}) >= 0.5 THEN trunc({0}) + 1.0 \
             WHEN {0} - trunc({0}) < -0.5 THEN trunc({0}) - 1.0 \
             ELSE trunc({0}) + 0.0 END)",
        ),
        size: |s| s[0].sum(Size::COUNT),
        ..both("round", &[Is(Number)], Number, "", |a, _| a[0].number1(half_up))
    },
    forms_only("round", &[Is(Number), Is(Number)], Number, |a, _| a[0].number2(&a[1], round_to)),
    // Towards zero.
    Function {
        sqlite: Some(
            "(CASE WHEN abs({0}) >= 9007199254740992.0 THEN {0} \
             ELSE CAST(CAST({0} AS INTEGER) AS DOUBLE PRECISION) END)",
        ),
        postgres: Some("(trunc({0}) + 0.0)"),
        size: |s| Size { low: 0, ..s[0] },
        ..both("int", &[Is(Number)], Number, "", |a, _| a[0].number1(|x| x.trunc() + 0.0))
    },
    forms_only("int", &[Is(Text)], Number, |a, _| {
        Answer::number_of_text(a[0].as_text()).number1(|x| x.trunc() + 0.0)
    }),
    extreme(&[Is(Number)], Number, true, |a, _| largest(a)),
    extreme(&[Is(Number)], Number, false, |a, _| smallest(a)),
    extreme(&[Is(Date)], Date, true, |a, _| largest(a)),
    extreme(&[Is(Date)], Date, false, |a, _| smallest(a)),
    forms_only("max", &[Each(Number)], Number, |a, _| largest(a[0].each())),
    forms_only("min", &[Each(Number)], Number, |a, _| smallest(a[0].each())),
    forms_only("max", &[Each(Date)], Date, |a, _| largest(a[0].each())),
    forms_only("min", &[Each(Date)], Date, |a, _| smallest(a[0].each())),
    forms_only("pow", &[Is(Number), Is(Number)], Number, |a, _| a[0].number2(&a[1], libm::pow)),
    of_one("sqrt", |a, _| a[0].number1(f64::sqrt)),
    of_one("exp", |a, _| a[0].number1(libm::exp)),
    of_one("exp10", |a, _| a[0].number1(libm::exp10)),
    of_one("log", |a, _| a[0].number1(libm::log)),
    of_one("log10", |a, _| a[0].number1(libm::log10)),
    of_one("sin", |a, _| a[0].number1(libm::sin)),
    of_one("cos", |a, _| a[0].number1(libm::cos)),
    of_one("tan", |a, _| a[0].number1(libm::tan)),
    of_one("asin", |a, _| a[0].number1(libm::asin)),
    of_one("acos", |a, _| a[0].number1(libm::acos)),
    of_one("atan", |a, _| a[0].number1(libm::atan)),
    forms_only("atan2", &[Is(Number), Is(Number)], Number, |a, _| a[0].number2(&a[1], libm::atan2)),
    forms_only("pi", &[], Number, |_, _| Answer::Number(std::f64::consts::PI)),
];

fn half_up(number: f64) -> f64 {
    if number.abs() >= WHOLE {
        return number;
    }
    let whole = number.trunc();
    let rest = number - whole;
    let step = if rest >= 0.5 {
        1.0
    } else if rest < -0.5 {
        -1.0
    } else {
        0.0
    };
    whole + step
}

/// To so many places after the point (before it, when negative), by the decimal digits of the number: 1.005 to two
/// places is 1.01, though no double is exactly 1.005.
fn round_to(number: f64, places: f64) -> f64 {
    let places = places.trunc().clamp(-30.0, 30.0);
    let moved = |number: f64, places: f64| format!("{number}e{places}").parse().unwrap_or(f64::NAN);
    moved(half_up(moved(number, places)), -places)
}

fn largest<'a>(answers: &[Answer<'a>]) -> Answer<'a> {
    answers.iter().fold(Answer::Empty, |best, next| better(best, next, std::cmp::Ordering::Greater))
}

fn smallest<'a>(answers: &[Answer<'a>]) -> Answer<'a> {
    answers.iter().fold(Answer::Empty, |best, next| better(best, next, std::cmp::Ordering::Less))
}

fn better<'a>(best: Answer<'a>, next: &Answer<'a>, wanted: std::cmp::Ordering) -> Answer<'a> {
    if best == Answer::Empty || next.order(&best) == Some(wanted) { next.clone() } else { best }
}
