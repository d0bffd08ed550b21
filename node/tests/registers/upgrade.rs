//! Upgrading step by step gives the same table as creating it anew, with nothing lost.

use domain::base::{Kind, RecordId, Value};
use domain::record::Body;
use domain::register::{Definition, Dialect, Shape, TablePlan, UpgradePlan, built_in};
use rusqlite::{Connection, params_from_iter};

use super::sample::row;

/// Three versions: a field comes, a name changes, keys and search change, a field retires.
fn versions() -> Vec<Definition> {
    let first = built_in().into_iter().find(|d| d.name == "away_resident").unwrap();
    let mut second = Definition { version: 2, ..first.clone() };
    let mut hamlet_head = second.field("full_name").unwrap().clone();
    hamlet_head.no = 20;
    hamlet_head.name = "hamlet_head".to_owned();
    hamlet_head.shape = Shape::PersonName;
    second.fields.push(hamlet_head);
    second.keys =
        vec![vec!["cccd".to_owned()], vec!["full_name".to_owned(), "destination".to_owned()]];
    let mut third = Definition { version: 3, ..second.clone() };
    third.fields[1].name = "home".to_owned();
    third.fields[6].retired = true;
    let mut beds = third.fields[12].clone();
    (beds.no, beds.name, beds.kind) = (21, "fever".to_owned(), Kind::Decimal);
    third.fields.push(beds);
    vec![first, second, third]
}

fn make(connection: &Connection, definition: &Definition) {
    for statement in TablePlan::of(definition).create(Dialect::Sqlite) {
        connection.execute_batch(&statement).unwrap();
    }
}

fn upgrade(connection: &Connection, old: &Definition, new: &Definition, body: &Body) {
    let plan = UpgradePlan::between(old, new).unwrap();
    for statement in plan.statements(Dialect::Sqlite) {
        connection.execute_batch(&statement).unwrap();
    }
    let Some(refill) = plan.refill_row() else { return };
    let all = row(plan.table(), 0, body);
    let names: Vec<String> = columns_of_insert(plan.table());
    let at = |column: &String| names.iter().position(|name| name == column).unwrap();
    let refilled = plan.refill.iter().map(|column| all[at(column)].clone());
    let values: Vec<_> = refilled.chain([all[0].clone()]).collect();
    connection.execute(&refill, params_from_iter(values)).unwrap();
}

fn columns_of_insert(plan: &TablePlan) -> Vec<String> {
    let inside = plan.insert.split(['(', ')']).nth(1).unwrap();
    inside.split(", ").map(str::to_owned).collect()
}

/// Columns with their types, indexes and the view, each in alphabetical order.
fn shape(connection: &Connection, plan: &TablePlan) -> Vec<String> {
    let sql = "SELECT name || ' ' || type FROM pragma_table_info($1)
        UNION ALL SELECT sql FROM sqlite_schema WHERE type IN ('index', 'view') AND sql IS NOT NULL ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([&plan.table], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn content(connection: &Connection, plan: &TablePlan) -> Vec<rusqlite::types::Value> {
    let columns = columns_of_insert(plan).join(", ");
    let sql = format!("SELECT {columns} FROM {}", plan.table);
    let count = plan.insert.matches('$').count();
    connection.query_row(&sql, [], |row| (0..count).map(|at| row.get(at)).collect()).unwrap()
}

#[test]
fn step_by_step_is_the_same_as_anew() {
    let versions = versions();
    let body = Body::from([
        (1, Value::from("Lò Thị Đào")),
        (3, Value::from("Bắc Giang")),
        (7, Value::from("worker")),
        (12, Value::from("014198123456")),
    ]);
    let stepped = Connection::open_in_memory().unwrap();
    make(&stepped, &versions[0]);
    let first = TablePlan::of(&versions[0]);
    stepped.execute(&first.insert, params_from_iter(row(&first, 0, &body))).unwrap();
    for pair in versions.windows(2) {
        upgrade(&stepped, &pair[0], &pair[1], &body);
    }
    let fresh = Connection::open_in_memory().unwrap();
    let last = TablePlan::of(&versions[2]);
    make(&fresh, &versions[2]);
    fresh.execute(&last.insert, params_from_iter(row(&last, 0, &body))).unwrap();
    assert_eq!(shape(&stepped, &last), shape(&fresh, &last));
    assert_eq!(content(&stepped, &last), content(&fresh, &last));
}

#[test]
fn rows_are_put_retracted_erased_and_shown_by_name() {
    let away = &versions()[0];
    let plan = TablePlan::of(away);
    let connection = Connection::open_in_memory().unwrap();
    make(&connection, away);
    let body = Body::from([
        (1, Value::from("Lò Thị Đào")),
        (4, Value::from(jiff::civil::date(2021, 9, 15))),
    ]);
    for _ in 0..2 {
        connection.execute(&plan.upsert, params_from_iter(row(&plan, 0, &body))).unwrap();
    }
    let shown = || {
        let sql = format!("SELECT full_name || ' ' || expected_return FROM {}", plan.view);
        connection.query_row(&sql, [], |row| row.get::<_, String>(0)).ok()
    };
    assert_eq!(shown().as_deref(), Some("Lò Thị Đào 2021-09-15"));
    let id = RecordId::derived("0");
    connection.execute(&plan.retract, rusqlite::params![2, id.bytes()]).unwrap();
    assert_eq!(shown(), None);
    let entry: i64 = connection.query_row(&plan.select, [id.bytes()], |row| row.get(3)).unwrap();
    assert_eq!(entry, 2);
    assert_eq!(connection.execute(&plan.erase, [id.bytes()]).unwrap(), 1);
}

#[test]
fn every_register_of_the_program_can_be_made() {
    let connection = Connection::open_in_memory().unwrap();
    for definition in built_in() {
        make(&connection, &definition);
        let plan = TablePlan::of(&definition);
        connection.execute(&plan.upsert, params_from_iter(row(&plan, 0, &Body::new()))).unwrap();
    }
}
