//! Operators: conditions joined, comparisons, arithmetic.

use super::super::evaluate::Answer;
use super::super::size::Size;
use super::super::tree::Type::{Boolean, Date, DateTime, Number};
use super::Takes::{EachSame, Is, Ordered, Same};
use super::{Evaluate, Function, Gives, both, forms_only};

const fn arithmetic(
    name: &'static str,
    sql: &'static str,
    size: fn(&[Size]) -> Size,
    evaluate: Evaluate,
) -> Function {
    Function { size, ..both(name, &[Is(Number), Is(Number)], Number, sql, evaluate) }
}

pub(super) static ROWS: &[Function] = &[
    both("or", &[Is(Boolean), Is(Boolean)], Boolean, "({0} OR {1})", |a, _| {
        Answer::Boolean(a[0].is_true() || a[1].is_true())
    }),
    both("and", &[Is(Boolean), Is(Boolean)], Boolean, "({0} AND {1})", |a, _| {
        Answer::Boolean(a[0].is_true() && a[1].is_true())
    }),
    both("=", &[Same, Same], Boolean, "({0} IS NOT DISTINCT FROM {1})", |a, _| {
        Answer::Boolean(a[0] == a[1])
    }),
    both("!=", &[Same, Same], Boolean, "({0} IS DISTINCT FROM {1})", |a, _| {
        Answer::Boolean(a[0] != a[1])
    }),
    // NULL on either side makes the comparison NULL, which is not true.
    both("<", &[Ordered, Ordered], Boolean, "(({0} < {1}) IS TRUE)", |a, _| {
        Answer::Boolean(a[0].order(&a[1]).is_some_and(std::cmp::Ordering::is_lt))
    }),
    both("<=", &[Ordered, Ordered], Boolean, "(({0} <= {1}) IS TRUE)", |a, _| {
        Answer::Boolean(a[0].order(&a[1]).is_some_and(std::cmp::Ordering::is_le))
    }),
    both(">", &[Ordered, Ordered], Boolean, "(({0} > {1}) IS TRUE)", |a, _| {
        Answer::Boolean(a[0].order(&a[1]).is_some_and(std::cmp::Ordering::is_gt))
    }),
    both(">=", &[Ordered, Ordered], Boolean, "(({0} >= {1}) IS TRUE)", |a, _| {
        Answer::Boolean(a[0].order(&a[1]).is_some_and(std::cmp::Ordering::is_ge))
    }),
    arithmetic("+", "({0} + {1})", |s| s[0].sum(s[1]), |a, _| a[0].number2(&a[1], |x, y| x + y)),
    both("+", &[Is(Date), Is(Number)], Date, "({0} + {1})", |a, _| a[0].shift(&a[1], 1.0)),
    both("+", &[Is(Number), Is(Date)], Date, "({0} + {1})", |a, _| a[1].shift(&a[0], 1.0)),
    arithmetic("-", "({0} - {1})", |s| s[0].sum(s[1]), |a, _| a[0].number2(&a[1], |x, y| x - y)),
    Function {
        size: |_| Size { high: 19, low: -17 },
        ..both(
            "-",
            &[Is(Date), Is(Date)],
            Number,
            "CAST(({0} - {1}) AS DOUBLE PRECISION)",
            |a, _| a[0].number2(&a[1], |x, y| x - y),
        )
    },
    both("-", &[Is(Date), Is(Number)], Date, "({0} - {1})", |a, _| a[0].shift(&a[1], -1.0)),
    Function {
        size: |s| s[0],
        ..both("-", &[Is(Number)], Number, "(0.0 - {0})", |a, _| {
            Answer::Number(0.0).number2(&a[0], |zero, x| zero - x)
        })
    },
    arithmetic(
        "*",
        "({0} * {1})",
        |s| s[0].product(s[1]),
        |a, _| a[0].number2(&a[1], |x, y| x * y),
    ),
    arithmetic(
        "div",
        "({0} / NULLIF({1}, 0.0))",
        |s| s[0].quotient(s[1]),
        |a, _| a[0].number2(&a[1], |x, y| x / y),
    ),
    // The remainder has the sign of the dividend, as in XPath. Beyond 2^53 a quotient has no last digit to speak of.
    Function {
        sqlite: Some(
            "(CASE WHEN abs({0} / NULLIF({1}, 0.0)) < 9007199254740992.0 \
             THEN {0} - {1} * CAST({0} / NULLIF({1}, 0.0) AS INTEGER) END)",
        ),
        postgres: Some(
            "(CASE WHEN abs({0} / NULLIF({1}, 0.0)) < 9007199254740992.0 \
             THEN {0} - {1} * trunc({0} / NULLIF({1}, 0.0)) END)",
        ),
        ..arithmetic(
            "mod",
            "",
            |s| s[0].remainder(s[1]),
            |a, _| {
                a[0].number2(&a[1], |x, y| {
                    let quotient = x / y;
                    if quotient.abs() < 9_007_199_254_740_992.0 {
                        x - y * quotient.trunc()
                    } else {
                        f64::NAN
                    }
                })
            },
        )
    },
    // Days and parts of days between two moments.
    forms_only("-", &[Is(DateTime), Is(DateTime)], Number, |a, _| {
        a[0].in_days().number2(&a[1].in_days(), |x, y| x - y)
    }),
    // The values of one repeat and of another, as the union of XPath.
    Function {
        gives: Gives::EachSame,
        ..forms_only("|", &[EachSame, EachSame], Number, |a, _| {
            Answer::Many(a.iter().flat_map(Answer::each).cloned().collect())
        })
    },
];
