//! The language as its users meet it: what formulas mean, and what is said of a wrong one.

mod functions;
mod others;

use jiff::civil::date;

use super::*;
use crate::base::{Lang, Value};
use crate::record::Body;
use crate::register::{Definition, Owner};

const TRADERS: &str = r#"
name = "traders"
title = "Tiểu thương"
[[field]]
no = 1
name = "status"
kind = "select_one"
choices = "status"
label = "Trạng thái"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "tested_on"
kind = "date"
label = "Ngày xét nghiệm"
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "stalls"
kind = "integer"
label = "Số quầy"
visibility = "unit"
retention = "permanent"
[[field]]
no = 4
name = "goods"
kind = "text"
label = "Mặt hàng"
visibility = "unit"
retention = "permanent"
[[choices]]
name = "status"
items = [{ name = "open", label = "Mở" }, { name = "closed", label = "Đóng" }]
"#;

fn traders() -> Definition {
    Definition::issued_by(Owner::BuiltIn, TRADERS).unwrap()
}

fn answer(text: &str, body: &Body) -> String {
    let definition = traders();
    let formula = Formula::parse(text, &Scope::of(&definition)).unwrap();
    formula.evaluate(Context { body, today: date(2021, 9, 10) }).to_string()
}

fn body() -> Body {
    Body::from([
        (1, Value::from("open")),
        (2, Value::from(date(2021, 9, 1))),
        (3, Value::from(4)),
        (4, Value::from("rau quả")),
    ])
}

#[test]
fn what_formulas_give() {
    for (text, expected) in [
        ("${status} = 'open' and ${stalls} > 3", "true"),
        ("${status} != 'open' or not(${stalls} >= 5)", "true"),
        ("today() - ${tested_on}", "9"),
        ("${tested_on} + 14 > today()", "true"),
        ("date('2021-09-01') = ${tested_on}", "true"),
        ("2 + 3 * 4 - 10 div 4", "11.5"),
        ("-(7) mod 3", "-1"),
        ("7 mod -3", "1"),
        ("1 div 0", ""),
        ("if(${stalls} > 3, 'nhiều', 'ít')", "nhiều"),
        ("coalesce('', '', ${goods})", "rau quả"),
        ("string-length(${goods})", "7"),
        ("contains(${goods}, 'quả') and starts-with(${goods}, 'rau')", "true"),
        ("selected(${goods}, 'quả') and not(selected(${goods}, 'qu'))", "true"),
        ("number(${tested_on})", "18871"),
        ("number('12.5') + number(true())", "13.5"),
        ("string(${stalls})", "4"),
        ("“a” = ‘a’", "true"),
    ] {
        assert_eq!(answer(text, &body()), expected, "{text}");
    }
}

#[test]
fn empty_is_the_empty_text_and_there_is_no_third_truth_value() {
    let empty = Body::new();
    for (text, expected) in [
        ("${status} = ''", "true"),
        ("${status} != 'open'", "true"),
        ("${stalls} = 0", "false"),
        ("${stalls} != 0", "true"),
        ("${stalls} < 5", "false"),
        ("not(${stalls} < 5)", "true"),
        ("${tested_on} <= today()", "false"),
        ("${stalls} + 1", ""),
        ("${stalls} + 1 = ''", "true"),
        ("string-length(${goods})", "0"),
        ("contains(${goods}, '')", "true"),
        ("selected(${goods}, '')", "false"),
        ("coalesce(${stalls}, 0) + 1", "1"),
        ("if(${status} = '', ${stalls}, 1) = ''", "true"),
    ] {
        assert_eq!(answer(text, &empty), expected, "{text}");
    }
}

fn faults(texts: &[&str]) -> String {
    let definition = traders();
    let scope = Scope::of(&definition);
    let told = texts.iter().map(|text| {
        let fault = Formula::condition(text, &scope).expect_err(text);
        let (from, to) = fault.place.span.expect("every fault has its place");
        let mark = format!(
            "{}{}",
            " ".repeat(text[..from].chars().count()),
            "^".repeat((to - from).max(1))
        );
        format!("{text}\n{mark}\n{}", fault.render(Lang::En))
    });
    told.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_wrong_formula_is_told_with_place_and_way_out() {
    insta::assert_snapshot!(faults(&[
        "${state} = 'open'",
        "${status} = 'opened'",
        "${tested_on} < '2021-09-15'",
        "${stalls} > '3'",
        "${status} < 'open'",
        "${tested_on} > 14",
        "status = 'open'",
        "${status} = 'open",
        "${status = 'open'",
        "${stalls} >",
        "(${stalls} > 1",
        "${stalls} > 1 ${stalls}",
        "${stalls} & 1",
        "lower(${goods}) = 'a'",
        "${stalls}",
        "date('15/9/2021') = today()",
        ". > 1",
        "if(${stalls} > 1, 'a', 2) = 'a'",
        "true() = ''",
    ]), @r#"
    ${state} = 'open'
    ^^^^^^^^
    There is no field named `state`. [formula_field_unknown]
      → Fields: goods, stalls, status, tested_on.

    ${status} = 'opened'
                ^^^^^^^^
    `opened` is none of the choices of this field. [formula_choice_unknown]
      → Choices: open, closed.

    ${tested_on} < '2021-09-15'
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    `<` does not take: a date, text. [formula_types]
      → A written date stands in date('2021-09-15').

    ${stalls} > '3'
    ^^^^^^^^^^^^^^^
    `>` does not take: a number, text. [formula_types]
      → Numbers have no quotes; number(…) turns a text into one.

    ${status} < 'open'
    ^^^^^^^^^^^^^^^^^^
    `<` does not take: text, text. [formula_types]
      → Both sides must be of one type; texts have no order.

    ${tested_on} > 14
    ^^^^^^^^^^^^^^^^^
    `>` does not take: a date, a number. [formula_types]
      → Days between two dates: today() - ${date} > 14.

    status = 'open'
    ^^^^^^
    `status` is neither a field nor a text nor a function. [formula_bare_word]
      → A field: ${status}; a text: 'status'; a function: status().

    ${status} = 'open
                ^
    A quote opens and does not close. [formula_quote]
      → Write 'yes' with both quotes.

    ${status = 'open'
    ^
    The field is not written right. [formula_field_form]
      → Write ${field_name}.

    ${stalls} >
               ^
    The formula ends too early. [formula_ends]
      → Add a field, a number or a text.

    (${stalls} > 1
                  ^
    `)` is expected here. [formula_expected]
      → Check the brackets and commas.

    ${stalls} > 1 ${stalls}
                  ^^^^^^^^^
    This is left over after the formula. [formula_left_over]
      → Join it by and, or, or an operator.

    ${stalls} & 1
              ^
    The character `&` has no meaning in a formula. [formula_character]
      → Texts stand in single quotes; comparisons are = != < <= > >=.

    lower(${goods}) = 'a'
    ^^^^^
    There is no function `lower`. [formula_function_unknown]
      → Functions: abs, acos, and, area, asin, atan, atan2, base64-decode, boolean, boolean-from-string, checklist, coalesce, concat, contains, cos, count, count-non-empty, count-selected, date, date-time, decimal-date-time, decimal-time, digest, distance, div, ends-with, exp, exp10, false, format-date, format-date-time, geofence, if, indexed-repeat, int, intersects, join, jr:choice-name, log, log10, max, min, mod, normalize-space, not, now, number, once, or, pi, position, pow, pulldata, random, randomize, regex, round, selected, selected-at, sin, sqrt, starts-with, string, string-length, substr, substring-after, substring-before, sum, tan, today, translate, true, uuid, weighted-checklist.

    ${stalls}
    ^^^^^^^^^
    This formula gives a number; a condition is needed here. [formula_result]
      → Write a comparison: ${returned} = 'yes'.

    date('15/9/2021') = today()
    ^^^^^^^^^^^^^^^^^
    `15/9/2021` is not a date. [formula_date]
      → Write year-month-day: date('2021-09-15').

    . > 1
    ^
    The dot serves only in the constraint of a field. [formula_this]
      → Write the name of the field: ${field_name}.

    if(${stalls} > 1, 'a', 2) = 'a'
    ^^^^^^^^^^^^^^^^^^^^^^^^^
    `if` does not take: a condition, text, a number. [formula_types]
      → Both sides must be of one type; texts have no order.

    true() = ''
    ^^^^^^^^^^^
    `=` does not take: a condition, empty. [formula_types]
      → Both sides must be of one type; texts have no order.
    "#);
}

#[test]
fn what_could_leave_the_range_of_numbers_is_refused() {
    let definition = traders();
    let scope = Scope::of(&definition);
    let many = |times: usize| vec!["${stalls}"; times].join(" * ") + " > 1";
    assert!(Formula::condition(&many(10), &scope).is_ok());
    assert_eq!(Formula::condition(&many(20), &scope).unwrap_err().code, "formula_too_large");
    let deep = format!("{}true(){}", "not(".repeat(70), ")".repeat(70));
    assert_eq!(Formula::condition(&deep, &scope).unwrap_err().code, "formula_too_long");
    let long = vec!["true()"; 500].join(" or ");
    assert_eq!(Formula::condition(&long, &scope).unwrap_err().code, "formula_too_long");
}

/// The difference between the dialects, and nothing but it.
#[test]
fn the_sql_of_both_dialects() {
    let definition = traders();
    let scope = Scope::of(&definition);
    let mut told = Vec::new();
    for text in [
        "${status} != 'open' and ${tested_on} < today()",
        "${stalls} mod 2 = 0",
        "selected(${goods}, 'rau') or contains(${goods}, 'x''')",
        "coalesce(${tested_on}, '') = ''",
    ] {
        // XPath has no escaped quote: a text with a quote stands in the other kind.
        let text = text.replace("'x'''", "\"x'\"");
        let formula = Formula::condition(&text, &scope).unwrap();
        let sql = |dialect| {
            let mut writer = Writer::new(dialect);
            let text = writer.formula(&formula).unwrap();
            let sql = writer.finish(&text);
            (sql.text, sql.parameters)
        };
        let sqlite = sql(crate::register::Dialect::Sqlite);
        let postgres = sql(crate::register::Dialect::Postgres);
        told.push(format!("{text}\n  {}\n  {:?}", sqlite.0, sqlite.1));
        if postgres != sqlite {
            told.push(format!("  PostgreSQL: {}", postgres.0));
        }
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    ${status} != 'open' and ${tested_on} < today()
      ((f1 IS DISTINCT FROM CAST($1 AS TEXT)) AND ((f2 < CAST($2 AS BIGINT)) IS TRUE))
      [Text("open"), Today]
    ${stalls} mod 2 = 0
      ((CASE WHEN abs(CAST(f3 AS DOUBLE PRECISION) / NULLIF(CAST(2 AS DOUBLE PRECISION), 0.0)) < 9007199254740992.0 THEN CAST(f3 AS DOUBLE PRECISION) - CAST(2 AS DOUBLE PRECISION) * CAST(CAST(f3 AS DOUBLE PRECISION) / NULLIF(CAST(2 AS DOUBLE PRECISION), 0.0) AS INTEGER) END) IS NOT DISTINCT FROM CAST(0 AS DOUBLE PRECISION))
      []
      PostgreSQL: ((CASE WHEN abs(CAST(f3 AS DOUBLE PRECISION) / NULLIF(CAST(2 AS DOUBLE PRECISION), 0.0)) < 9007199254740992.0 THEN CAST(f3 AS DOUBLE PRECISION) - CAST(2 AS DOUBLE PRECISION) * trunc(CAST(f3 AS DOUBLE PRECISION) / NULLIF(CAST(2 AS DOUBLE PRECISION), 0.0)) END) IS NOT DISTINCT FROM CAST(0 AS DOUBLE PRECISION))
    selected(${goods}, 'rau') or contains(${goods}, "x'")
      (((instr(' ' || f4 || ' ', ' ' || CAST($1 AS TEXT) || ' ') > 0) IS TRUE) OR (instr(COALESCE(f4, ''), COALESCE(CAST($2 AS TEXT), '')) > 0))
      [Text("rau"), Text("x'")]
      PostgreSQL: (((strpos(' ' || f4 || ' ', ' ' || CAST($1 AS TEXT) || ' ') > 0) IS TRUE) OR (strpos(COALESCE(f4, ''), COALESCE(CAST($2 AS TEXT), '')) > 0))
    coalesce(${tested_on}, '') = ''
      (COALESCE(f2, CAST(NULL AS BIGINT)) IS NOT DISTINCT FROM CAST(NULL AS BIGINT))
      []
    "#);
}
