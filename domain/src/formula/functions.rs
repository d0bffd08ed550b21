//! Every operator and function of the language in one table: its types, its evaluator, its SQL in both dialects.
//!
//! Adding one is adding a row. Rows of the same name are tried from the top; the first whose types fit is taken. In SQL
//! templates `{0}`, `{1}` … are the arguments, `{*}` all of them with commas, `{today}` today's day number; an argument
//! comes in brackets where it needs them. `None` means that a database cannot do it: then it serves forms only.

use std::borrow::Cow;
use std::fmt;

use super::evaluate::Answer;
use super::size::Size;
use super::tree::Type;

/// One operator or function for one choice of types.
pub struct Function {
    /// As it is written.
    pub name: &'static str,
    /// Its arguments.
    pub takes: &'static [Takes],
    /// Whether the last argument may come any number of times.
    pub more: bool,
    /// Its result.
    pub gives: Gives,
    /// SQL template of `SQLite`.
    pub sqlite: Option<&'static str>,
    /// SQL template of `PostgreSQL`.
    pub postgres: Option<&'static str>,
    pub(super) size: fn(&[Size]) -> Size,
    pub(super) evaluate: Evaluate,
}

/// Arguments and today's day number to an answer.
pub(super) type Evaluate = for<'a> fn(&[Answer<'a>], f64) -> Answer<'a>;

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// This type, or empty.
    Is(Type),
    /// Any type, the same for all such arguments, or empty.
    Same,
    /// The same, but of a type that has an order and is not text.
    Ordered,
}

/// What the result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// This type.
    Is(Type),
    /// The type of the arguments that are [`Takes::Same`].
    Same,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.takes == other.takes
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The rows that a name may mean.
pub(super) fn named(name: &str) -> impl Iterator<Item = &'static Function> {
    TABLE.iter().filter(move |function| function.name == name)
}

use Gives::Is as Gives_;
use Takes::{Is, Ordered, Same};
use Type::{Boolean, Date, Number, Text};

const fn both(
    name: &'static str,
    takes: &'static [Takes],
    gives: Type,
    sql: &'static str,
    evaluate: Evaluate,
) -> Function {
    let (sqlite, postgres) = (Some(sql), Some(sql));
    Function {
        name,
        takes,
        more: false,
        gives: Gives_(gives),
        sqlite,
        postgres,
        size: |_| Size::COUNT,
        evaluate,
    }
}

const fn forms_only(
    name: &'static str,
    takes: &'static [Takes],
    gives: Type,
    evaluate: Evaluate,
) -> Function {
    Function {
        sqlite: None,
        postgres: None,
        size: |_| Size::INPUT,
        ..both(name, takes, gives, "", evaluate)
    }
}

const fn arithmetic(
    name: &'static str,
    sql: &'static str,
    size: fn(&[Size]) -> Size,
    evaluate: Evaluate,
) -> Function {
    Function { size, ..both(name, &[Is(Number), Is(Number)], Number, sql, evaluate) }
}

/// The language.
pub static TABLE: &[Function] = &[
    both("or", &[Is(Boolean), Is(Boolean)], Boolean, "({0} OR {1})", |a, _| {
        Answer::Boolean(a[0].is_true() || a[1].is_true())
    }),
    both("and", &[Is(Boolean), Is(Boolean)], Boolean, "({0} AND {1})", |a, _| {
        Answer::Boolean(a[0].is_true() && a[1].is_true())
    }),
    both("not", &[Is(Boolean)], Boolean, "(NOT {0})", |a, _| Answer::Boolean(!a[0].is_true())),
    both("true", &[], Boolean, "TRUE", |_, _| Answer::Boolean(true)),
    both("false", &[], Boolean, "FALSE", |_, _| Answer::Boolean(false)),
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
    Function {
        postgres: Some("((strpos(' ' || {0} || ' ', ' ' || {1} || ' ') > 0) IS TRUE)"),
        ..both(
            "selected",
            &[Is(Text), Is(Text)],
            Boolean,
            "((instr(' ' || {0} || ' ', ' ' || {1} || ' ') > 0) IS TRUE)",
            |a, _| Answer::Boolean(selected(&a[0], &a[1])),
        )
    },
    Function {
        postgres: Some("(strpos(COALESCE({0}, ''), COALESCE({1}, '')) > 0)"),
        ..both(
            "contains",
            &[Is(Text), Is(Text)],
            Boolean,
            "(instr(COALESCE({0}, ''), COALESCE({1}, '')) > 0)",
            |a, _| Answer::Boolean(a[0].as_text().contains(a[1].as_text())),
        )
    },
    both(
        "starts-with",
        &[Is(Text), Is(Text)],
        Boolean,
        "(substr(COALESCE({0}, ''), 1, length(COALESCE({1}, ''))) = COALESCE({1}, ''))",
        |a, _| Answer::Boolean(a[0].as_text().starts_with(a[1].as_text())),
    ),
    both(
        "string-length",
        &[Is(Text)],
        Number,
        "CAST(length(COALESCE({0}, '')) AS DOUBLE PRECISION)",
        |a, _| Answer::count(a[0].as_text().chars().count()),
    ),
    both("today", &[], Date, "{today}", |_, today| Answer::Date(today)),
    both("date", &[Is(Date)], Date, "{0}", |a, _| a[0].clone()),
    both("date", &[Is(Number)], Date, "{0}", |a, _| match a[0] {
        Answer::Number(days) => Answer::Date(days),
        _ => Answer::Empty,
    }),
    // A literal text is read when the formula is; any other needs a form.
    forms_only("date", &[Is(Text)], Date, |a, _| Answer::date_of_text(a[0].as_text())),
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
    forms_only("string", &[Same], Text, |a, _| {
        let text = a[0].to_string();
        if text.is_empty() { Answer::Empty } else { Answer::Text(Cow::Owned(text)) }
    }),
];

/// Names stand in a list separated by single spaces.
fn selected(list: &Answer<'_>, name: &Answer<'_>) -> bool {
    let (list, name) = (list.as_text(), name.as_text());
    !list.is_empty() && !name.is_empty() && format!(" {list} ").contains(&format!(" {name} "))
}
