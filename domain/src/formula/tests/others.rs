//! Records around a record: a household and the people in it.

use std::collections::BTreeMap;

use super::*;
use crate::register::{Dialect, figures_query};

const HOUSEHOLD: &str = r#"
name = "household"
title = "Hộ"
[[field]]
no = 1
name = "head"
kind = "text"
label = "Chủ hộ"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "people"
kind = "calculate"
calculation = "count(${member})"
label = "Số người"
visibility = "unit"
retention = "permanent"
[[related]]
register = "member"
stands = "inside"
fields = [
  { name = "age", no = 3, kind = "integer" },
  { name = "full_name", no = 2, kind = "text" },
  { name = "born", no = 4, kind = "date" },
]
[[related]]
register = "village"
stands = "outside"
fields = [{ name = "code", no = 5, kind = "text" }]
"#;

fn household() -> Definition {
    Definition::issued_by(Owner::BuiltIn, HOUSEHOLD).unwrap()
}

fn member(name: &str, age: i64) -> Body {
    let age = if age < 0 { Value::Empty } else { Value::from(age) };
    Body::from([(2, Value::from(name)), (3, age), (4, Value::from(date(2000, 1, 1)))])
}

fn people() -> BTreeMap<String, Vec<Body>> {
    let members = vec![member("Lò Văn Ánh", 40), member("Lò Thị Đào", -1), member("Lò Văn Ba", 9)];
    let village = vec![Body::from([(5, Value::from("B7"))])];
    BTreeMap::from([("member".to_owned(), members), ("village".to_owned(), village)])
}

fn answer(text: &str, records: &BTreeMap<String, Vec<Body>>) -> String {
    let definition = household();
    let formula = Formula::parse(text, &Scope::of(&definition));
    let formula = formula.unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let body = Body::from([(1, Value::from("Lò Văn Ánh"))]);
    let around = Around { records: Some(records), ..Around::default() };
    formula.evaluate_among(Context { body: &body, today: date(2021, 9, 10) }, around).to_string()
}

#[test]
fn a_household_counts_its_people() {
    for (text, expected) in [
        ("count(${member})", "3"),
        ("count(${member.age})", "3"),
        ("count-non-empty(${member.age})", "2"),
        ("sum(${member.age})", "49"),
        ("max(${member.age}) - min(${member.age})", "31"),
        ("max(${member.born})", "2000-01-01"),
        ("join(', ', ${member.full_name})", "Lò Văn Ánh, Lò Thị Đào, Lò Văn Ba"),
        ("indexed-repeat(${member.full_name}, ${member}, 3)", "Lò Văn Ba"),
        ("indexed-repeat(${member.full_name}, ${member}, 0)", ""),
        ("count(${member.age} | ${member.age})", "6"),
        ("${village.code} = 'B7' and ${head} != ''", "true"),
    ] {
        assert_eq!(answer(text, &people()), expected, "{text}");
    }
    let alone = BTreeMap::new();
    assert_eq!(answer("count(${member})", &alone), "0");
    assert_eq!(answer("max(${member.age})", &alone), "");
    assert_eq!(answer("${village.code}", &alone), "");
}

#[test]
fn several_records_are_not_one_value_and_figures_have_none_of_them() {
    let definition = household();
    let fault = |text: &str| Formula::parse(text, &Scope::of(&definition)).unwrap_err().code;
    assert_eq!(fault("${member.age}"), "formula_many");
    assert_eq!(fault("${member.age} + 1"), "formula_many");
    assert_eq!(fault("sum(${member.full_name})"), "formula_types");
    assert_eq!(fault("${member.weight}"), "formula_field_unknown");
    let figure =
        "[[indicator]]\nname = \"old\"\ntitle = \"Già\"\nwhere = \"${village.code} = 'B7'\"\n";
    let faults =
        Definition::issued_by(Owner::BuiltIn, &format!("{HOUSEHOLD}{figure}")).unwrap_err();
    assert_eq!(faults[0].code, "formula_related_not_in_sql");
    assert!(faults[0].hint.is_some());
    assert!(figures_query(&definition, Dialect::Sqlite).is_ok());
}

#[test]
fn once_keeps_what_is_there() {
    let definition = household();
    let field = definition.field("head").unwrap();
    let scope = Scope::of(&definition).at(field);
    let formula = Formula::parse("once('mới')", &scope).unwrap();
    let answer =
        |body: &Body| formula.evaluate(Context { body, today: date(2021, 9, 10) }).to_string();
    assert_eq!(answer(&Body::new()), "mới");
    assert_eq!(answer(&Body::from([(1, Value::from("cũ"))])), "cũ");
}
