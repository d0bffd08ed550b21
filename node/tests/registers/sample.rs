//! A register with a field of every type, random formulas over it and random records for it.

use domain::base::{RecordId, UnitId, Value, date_from_days};
use domain::record::Body;
use domain::register::{Cell, Definition, Owner, TablePlan};
use jiff::civil::Date;
use proptest::prelude::*;
use rusqlite::types::Value as Stored;

pub const TODAY: Date = Date::constant(2021, 9, 10);

const FIELDS: &str = r#"
name = "sample"
title = "Mẫu"
keys = [["goods", "stalls"]]
[[field]]
no = 1
name = "status"
kind = "select_one"
choices = "status"
label = "F1"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "tested"
kind = "date"
label = "F2"
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "stalls"
kind = "integer"
label = "F3"
visibility = "unit"
retention = "permanent"
[[field]]
no = 4
name = "goods"
kind = "text"
label = "F4"
visibility = "unit"
retention = "permanent"
[[field]]
no = 5
name = "amount"
kind = "decimal"
label = "F5"
visibility = "unit"
retention = "permanent"
[[field]]
no = 6
name = "kinds"
kind = "select_multiple"
choices = "kinds"
label = "F6"
visibility = "unit"
retention = "permanent"
[[field]]
no = 7
name = "left"
kind = "date"
label = "F7"
visibility = "unit"
retention = "permanent"
[[field]]
no = 8
name = "opens"
kind = "time"
label = "F8"
visibility = "unit"
retention = "permanent"
[[field]]
no = 9
name = "closes"
kind = "time"
label = "F9"
visibility = "unit"
retention = "permanent"
[[choices]]
name = "status"
items = [{ name = "open", label = "Mở" }, { name = "closed", label = "Đóng" }]
[[choices]]
name = "kinds"
items = [{ name = "rau", label = "Rau" }, { name = "thit", label = "Thịt" }, { name = "rau_qua", label = "Rau quả" }]
"#;

/// What is refused when it is read, and so never reaches a database.
const TOO_MUCH: [&str; 2] = ["formula_too_large", "formula_too_long"];

/// The register with an indicator of each condition, and a sum of each number; `None` when a number could grow beyond
/// what a double holds, which is refused.
pub fn definition(conditions: &[String], sums: &[String]) -> Option<Definition> {
    let mut text = FIELDS.to_owned();
    for (at, condition) in conditions.iter().enumerate() {
        text +=
            &format!("[[indicator]]\nname = \"c{at}\"\ntitle = \"C\"\nwhere = \"{condition}\"\n");
    }
    for (at, sum) in sums.iter().enumerate() {
        text += &format!("[[indicator]]\nname = \"s{at}\"\ntitle = \"S\"\nsum = \"{sum}\"\n");
    }
    match Definition::issued_by(Owner::BuiltIn, &text) {
        Ok(definition) => Some(definition),
        Err(faults) if faults.iter().all(|fault| TOO_MUCH.contains(&fault.code)) => None,
        Err(faults) => panic!("{conditions:?} {sums:?}\n{faults:#?}"),
    }
}

/// Some records, many of whose fields are empty.
pub fn bodies() -> impl Strategy<Value = Vec<Body>> {
    prop::collection::vec(body(), 1..8)
}

fn body() -> impl Strategy<Value = Body> {
    let time =
        || (0_i8..24, 0_i8..60).prop_map(|(h, m)| Value::Time(jiff::civil::time(h, m, 0, 0)));
    let fields = (
        maybe(prop_oneof![Just("open"), Just("closed")].prop_map(Value::from)),
        maybe(day()),
        maybe(prop_oneof![-3_i64..4, -1_000_000_000_i64..1_000_000_000].prop_map(Value::Integer)),
        maybe("[a-cđêỆ '%_x]{1,5}".prop_map(Value::Text)),
        maybe(
            prop_oneof![(-40_i32..40).prop_map(|n| f64::from(n) / 8.0), -1e15..1e15]
                .prop_map(Value::Decimal),
        ),
        maybe(
            prop_oneof![Just("rau"), Just("rau thit"), Just("rau_qua"), Just("thit rau_qua")]
                .prop_map(Value::from),
        ),
        maybe(day()),
        maybe(time()),
        maybe(time()),
    );
    fields.prop_map(|(a, b, c, d, e, f, g, h, i)| (1..).zip([a, b, c, d, e, f, g, h, i]).collect())
}

fn maybe(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop_oneof![1 => Just(Value::Empty), 3 => value]
}

/// Around today, so that comparisons fall on both sides.
fn day() -> impl Strategy<Value = Value> {
    (18_870_i64..18_890).prop_map(|days| date_from_days(days).map_or(Value::Empty, Value::Date))
}

fn literal(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(texts).prop_map(str::to_owned).boxed()
}

pub fn number(depth: u32) -> BoxedStrategy<String> {
    let leaf = literal(&[
        "${stalls}",
        "${amount}",
        "0",
        "1",
        "2.5",
        "1000000",
        "if(false(), 1, '')",
        "number(${tested})",
    ]);
    if depth == 0 {
        return leaf;
    }
    let below = || number(depth - 1);
    prop_oneof![
        2 => leaf,
        4 => (below(), prop::sample::select(&["+", "-", "*", "div", "mod"]), below())
            .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        1 => below().prop_map(|a| format!("(-{a})")),
        1 => text(depth - 1).prop_map(|a| format!("string-length({a})")),
        1 => (date(depth - 1), date(depth - 1)).prop_map(|(a, b)| format!("({a} - {b})")),
        1 => (condition(depth - 1), below()).prop_map(|(c, a)| format!("if({c}, {a}, 3)")),
        1 => (below(), below()).prop_map(|(a, b)| format!("coalesce({a}, {b}, 7)")),
        1 => condition(depth - 1).prop_map(|c| format!("number({c})")),
        1 => date(depth - 1).prop_map(|a| format!("number({a})")),
        2 => (prop::sample::select(&["abs", "round", "int"]), below())
            .prop_map(|(name, a)| format!("{name}({a})")),
        1 => (prop::sample::select(&["max", "min"]), below(), below(), below())
            .prop_map(|(name, a, b, c)| format!("{name}({a}, {b}, {c})")),
        1 => text(depth - 1).prop_map(|a| format!("count-selected({a})")),
    ]
    .boxed()
}

fn text(depth: u32) -> BoxedStrategy<String> {
    let leaf = literal(&[
        "${goods}",
        "string(${status})",
        "string(${kinds})",
        "'a'",
        "'đ'",
        "''",
        "'rau'",
        "'%'",
        "'b c'",
    ]);
    if depth == 0 {
        return leaf;
    }
    let below = || text(depth - 1);
    prop_oneof![
        3 => leaf,
        1 => (condition(depth - 1), below()).prop_map(|(c, a)| format!("if({c}, {a}, 'x')")),
        1 => (below(), below()).prop_map(|(a, b)| format!("coalesce({a}, {b}, 'x')")),
        1 => below().prop_map(|a| format!("string({a})")),
        1 => (below(), below(), below()).prop_map(|(a, b, c)| format!("concat({a}, {b}, {c})")),
        1 => (prop::sample::select(&["substring-before", "substring-after"]), below(), below())
            .prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        1 => (below(), place()).prop_map(|(a, from)| format!("substr({a}, {from})")),
        1 => (below(), place(), place())
            .prop_map(|(a, from, to)| format!("substr({a}, {from}, {to})")),
    ]
    .boxed()
}

/// A place in a text, near its ends and far beyond them.
fn place() -> BoxedStrategy<String> {
    literal(&[
        "0",
        "1",
        "2.9",
        "-1",
        "-2",
        "-0.5",
        "-9",
        "9",
        "1000000000000",
        "${stalls}",
        "${amount}",
    ])
}

fn date(depth: u32) -> BoxedStrategy<String> {
    let leaf = literal(&["${tested}", "${left}", "today()", "date('2021-09-05')", "date(18880)"]);
    if depth == 0 {
        return leaf;
    }
    let below = || date(depth - 1);
    prop_oneof![
        3 => leaf,
        1 => (below(), number(depth - 1)).prop_map(|(a, b)| format!("({a} + {b})")),
        1 => (below(), number(depth - 1)).prop_map(|(a, b)| format!("({a} - {b})")),
        1 => (condition(depth - 1), below()).prop_map(|(c, a)| format!("if({c}, {a}, '')")),
        1 => (below(), below()).prop_map(|(a, b)| format!("coalesce({a}, {b})")),
        1 => (prop::sample::select(&["max", "min"]), below(), below())
            .prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
    ]
    .boxed()
}

/// Every operator and function that has SQL, by name: what the strategies above must draw from.
pub const COVERED: &[&str] = &[
    "!=",
    "*",
    "+",
    "-",
    "<",
    "<=",
    "=",
    ">",
    ">=",
    "abs",
    "and",
    "coalesce",
    "concat",
    "contains",
    "count-selected",
    "date",
    "div",
    "ends-with",
    "false",
    "if",
    "int",
    "max",
    "min",
    "mod",
    "not",
    "number",
    "or",
    "round",
    "selected",
    "starts-with",
    "string",
    "string-length",
    "substr",
    "substring-after",
    "substring-before",
    "today",
    "true",
];

pub fn condition(depth: u32) -> BoxedStrategy<String> {
    let leaf = literal(&[
        "true()",
        "false()",
        "(${status} = 'open')",
        "(${status} != 'closed')",
        "(${opens} < ${closes})",
        "(${opens} = ${closes})",
    ]);
    if depth == 0 {
        return leaf;
    }
    let order = || prop::sample::select(&["=", "!=", "<", "<=", ">", ">="]);
    let equal = || prop::sample::select(&["=", "!="]);
    let below = || condition(depth - 1);
    prop_oneof![
        1 => leaf,
        3 => (number(depth - 1), order(), number(depth - 1))
            .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        3 => (date(depth - 1), order(), date(depth - 1)).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        3 => (text(depth - 1), equal(), text(depth - 1)).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        1 => number(depth - 1).prop_map(|a| format!("({a} = '')")),
        1 => (below(), prop::sample::select(&["and", "or", "=", "!="]), below()).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        1 => below().prop_map(|a| format!("not({a})")),
        1 => (text(depth - 1), text(depth - 1)).prop_map(|(a, b)| format!("contains({a}, {b})")),
        1 => (text(depth - 1), text(depth - 1)).prop_map(|(a, b)| format!("starts-with({a}, {b})")),
        1 => (text(depth - 1), text(depth - 1)).prop_map(|(a, b)| format!("ends-with({a}, {b})")),
        1 => literal(&["'rau'", "'thit'", "'rau_qua'", "''"]).prop_map(|name| format!("selected(${{kinds}}, {name})")),
        1 => (text(depth - 1), text(depth - 1)).prop_map(|(a, b)| format!("selected(coalesce({a}, 'a b'), coalesce({b}, 'a'))")),
    ]
    .boxed()
}

/// The unit of the row at this position: each row has its own, so that grouped figures are those of single rows.
pub fn unit(at: usize) -> UnitId {
    UnitId::derived(&at.to_string())
}

/// The parameters of `insert`: the standard columns, then the cells of the body.
pub fn row(plan: &TablePlan, at: usize, body: &Body) -> Vec<Stored> {
    let id = RecordId::derived(&at.to_string());
    let mut row = vec![
        Stored::Blob(id.bytes().to_vec()),
        Stored::Blob(unit(at).bytes().to_vec()),
        Stored::Text("/a/b".to_owned()),
        Stored::Integer(1),
        Stored::Integer(0),
    ];
    row.extend(plan.cells(body).into_iter().map(stored));
    row
}

fn stored(cell: Cell<'_>) -> Stored {
    match cell {
        Cell::Null => Stored::Null,
        Cell::Text(text) => Stored::Text(text.into_owned()),
        Cell::Integer(number) => Stored::Integer(number),
        Cell::Real(number) => Stored::Real(number),
    }
}
