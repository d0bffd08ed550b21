//! Names chosen from a list: one text, separated by single spaces.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Boolean, Number, Text};
use super::Takes::Is;
use super::{Function, both, forms_only};

pub(super) static ROWS: &[Function] = &[
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
    both(
        "count-selected",
        &[Is(Text)],
        Number,
        "(CASE WHEN {0} IS NULL THEN 0.0 \
         ELSE CAST(length({0}) - length(replace({0}, ' ', '')) + 1 AS DOUBLE PRECISION) END)",
        |a, _| {
            Answer::count(match a[0].as_text() {
                "" => 0,
                list => list.matches(' ').count() + 1,
            })
        },
    ),
    // The first is number 0.
    forms_only("selected-at", &[Is(Text), Is(Number)], Text, |a, _| {
        let at = a[1].as_index();
        let found = at.and_then(|at| a[0].as_text().split_whitespace().nth(at));
        Answer::text(found.unwrap_or_default().to_owned())
    }),
];

/// Names stand in a list separated by single spaces.
fn selected(list: &Answer<'_>, name: &Answer<'_>) -> bool {
    let (list, name) = (list.as_text(), name.as_text());
    !list.is_empty() && !name.is_empty() && format!(" {list} ").contains(&format!(" {name} "))
}
