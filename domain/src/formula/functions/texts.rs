//! Texts: their parts, their length, joining them. Positions count letters, not bytes.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Boolean, Number, Text};
use super::Takes::{Any, Is};
use super::{Function, both, forms_only, forms_only_many};

/// Where `substr` begins or ends in SQL: so many letters from the start, or, negative, from the end. Positions beyond a
/// million letters are cut, so that no cast overflows.
macro_rules! sqlite_place {
    ($at:literal) => {
        concat!(
            "max(0, min(1000000, CAST(",
            $at,
            " AS INTEGER)) + length(COALESCE({0}, '')) * (",
            $at,
            " <= -1.0))"
        )
    };
}

/// The same in `PostgreSQL`, whose `GREATEST` and `LEAST` leave NULL out and whose `CAST` rounds.
macro_rules! postgres_place {
    ($at:literal) => {
        concat!(
            "(CASE WHEN ",
            $at,
            " IS NULL THEN NULL WHEN ",
            $at,
            " <= -1.0 THEN GREATEST(0, length(COALESCE({0}, '')) + CAST(trunc(GREATEST(",
            $at,
            ", -1000000.0)) AS INTEGER)) ELSE CAST(trunc(LEAST(",
            $at,
            ", 1000000.0)) AS INTEGER) END)"
        )
    };
}

pub(super) static ROWS: &[Function] = &[
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
    both(
        "ends-with",
        &[Is(Text), Is(Text)],
        Boolean,
        "(CASE WHEN length(COALESCE({1}, '')) > length(COALESCE({0}, '')) THEN FALSE \
         ELSE substr(COALESCE({0}, ''), length(COALESCE({0}, '')) - length(COALESCE({1}, '')) + 1) \
         = COALESCE({1}, '') END)",
        |a, _| Answer::Boolean(a[0].as_text().ends_with(a[1].as_text())),
    ),
    // The first letter is number 0, the end is not part of it; a negative position counts from the end.
    Function {
        postgres: Some(concat!("NULLIF(substr({0}, 1 + ", postgres_place!("{1}"), "), '')")),
        ..both(
            "substr",
            &[Is(Text), Is(Number)],
            Text,
            concat!("NULLIF(substr({0}, 1 + ", sqlite_place!("{1}"), "), '')"),
            |a, _| part(a[0].as_text(), a[1].as_number(), Some(f64::INFINITY)),
        )
    },
    Function {
        postgres: Some(concat!(
            "NULLIF(substr(substr({0}, 1, ",
            postgres_place!("{2}"),
            "), 1 + ",
            postgres_place!("{1}"),
            "), '')"
        )),
        ..both(
            "substr",
            &[Is(Text), Is(Number), Is(Number)],
            Text,
            concat!(
                "NULLIF(substr(substr({0}, 1, ",
                sqlite_place!("{2}"),
                "), 1 + ",
                sqlite_place!("{1}"),
                "), '')"
            ),
            |a, _| part(a[0].as_text(), a[1].as_number(), a[2].as_number()),
        )
    },
    Function {
        postgres: Some(
            "(CASE WHEN strpos(COALESCE({0}, ''), COALESCE({1}, '')) > 0 THEN NULLIF(substr({0}, 1, \
             strpos(COALESCE({0}, ''), COALESCE({1}, '')) - 1), '') END)",
        ),
        ..both(
            "substring-before",
            &[Is(Text), Is(Text)],
            Text,
            "(CASE WHEN instr(COALESCE({0}, ''), COALESCE({1}, '')) > 0 THEN NULLIF(substr({0}, 1, \
             instr(COALESCE({0}, ''), COALESCE({1}, '')) - 1), '') END)",
            |a, _| {
                let parts = a[0].as_text().split_once(a[1].as_text());
                Answer::text(parts.map_or("", |parts| parts.0).to_owned())
            },
        )
    },
    Function {
        postgres: Some(
            "(CASE WHEN strpos(COALESCE({0}, ''), COALESCE({1}, '')) > 0 THEN NULLIF(substr({0}, \
             strpos(COALESCE({0}, ''), COALESCE({1}, '')) + length(COALESCE({1}, ''))), '') END)",
        ),
        ..both(
            "substring-after",
            &[Is(Text), Is(Text)],
            Text,
            "(CASE WHEN instr(COALESCE({0}, ''), COALESCE({1}, '')) > 0 THEN NULLIF(substr({0}, \
             instr(COALESCE({0}, ''), COALESCE({1}, '')) + length(COALESCE({1}, ''))), '') END)",
            |a, _| {
                let parts = a[0].as_text().split_once(a[1].as_text());
                Answer::text(parts.map_or("", |parts| parts.1).to_owned())
            },
        )
    },
    Function {
        more: true,
        ..both("concat", &[Is(Text)], Text, "NULLIF({joined}, '')", |a, _| {
            Answer::text(a.iter().map(Answer::as_text).collect::<String>())
        })
    },
    forms_only_many("concat", &[Any], Text, |a, _| {
        Answer::text(a.iter().map(Answer::to_string).collect::<String>())
    }),
    forms_only("translate", &[Is(Text), Is(Text), Is(Text)], Text, |a, _| {
        let (from, to) = (a[1].as_text(), a[2].as_text());
        let one = |letter: char| match from.chars().position(|known| known == letter) {
            None => Some(letter),
            Some(at) => to.chars().nth(at),
        };
        Answer::text(a[0].as_text().chars().filter_map(one).collect::<String>())
    }),
    forms_only("normalize-space", &[Is(Text)], Text, |a, _| {
        Answer::text(a[0].as_text().split_whitespace().collect::<Vec<_>>().join(" "))
    }),
    forms_only_many("join", &[Is(Text), Any], Text, |a, _| {
        let texts: Vec<String> = a[1..].iter().map(Answer::to_string).collect();
        Answer::text(texts.join(a[0].as_text()))
    }),
];

/// The letters from a place up to another.
fn part(text: &str, from: Option<f64>, to: Option<f64>) -> Answer<'static> {
    let length = text.chars().count();
    let (Some(from), Some(to)) = (from, to) else { return Answer::Empty };
    let (from, to) = (place(from, length), place(to, length));
    Answer::text(text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "cut to a million on both sides before"
)]
fn place(at: f64, length: usize) -> usize {
    let whole = at.trunc().clamp(-1_000_000.0, 1_000_000.0);
    if whole < 0.0 { (length as f64 + whole).max(0.0) as usize } else { whole as usize }
}
