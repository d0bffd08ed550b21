//! The same formulas in `PostgreSQL`: the compiler's second dialect is not left to hope.
//!
//! Runs where `PHAODAI_POSTGRES` holds the connection string of an empty database and `psql` is installed; elsewhere it
//! says so.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use domain::base::{UnitId, days_since_1970};
use domain::formula::Parameter;
use domain::record::Body;
use domain::register::{Definition, Dialect, TablePlan, figures_query};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rusqlite::types::Value as Stored;

use super::agreement::evaluated;
use super::sample::{TODAY, bodies, condition, definition, number, row, unit};

const CASES: usize = 150;

/// The connection string, or `None` where there is no database, which is said.
pub fn database() -> Option<String> {
    let database = std::env::var("PHAODAI_POSTGRES").ok();
    if database.is_none() {
        let required = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(
            !required,
            "PHAODAI_POSTGRES, the connection string of an empty database, is required"
        );
        println!("skipped: PHAODAI_POSTGRES is not set");
    }
    database
}

#[test]
fn evaluator_and_postgres_agree() {
    let Some(database) = database() else { return };
    let cases = cases();
    let script: String =
        cases.iter().map(|(definition, bodies)| script(definition, bodies)).collect();
    let answer = psql(&database, &script);
    let mut groups = answer.split("case\n").skip(1);
    for (definition, bodies) in &cases {
        let group = groups.next().expect("an answer for every case");
        let mut expected: Vec<(UnitId, Vec<f64>)> = Vec::new();
        for (at, body) in bodies.iter().enumerate() {
            expected.push((unit(at), evaluated(definition, body)));
        }
        expected.sort_by_key(|(unit, _)| *unit);
        let mut found: Vec<(UnitId, Vec<f64>)> = group.lines().map(line).collect();
        found.sort_by_key(|(unit, _)| *unit);
        assert_eq!(found, expected, "{:#?}\n{bodies:?}", definition.indicators);
    }
}

fn cases() -> Vec<(Definition, Vec<Body>)> {
    let mut runner = TestRunner::deterministic();
    let conditions = proptest::collection::vec(condition(4), 3);
    let strategy = (conditions, proptest::collection::vec(number(3), 2), bodies());
    let mut cases = Vec::new();
    while cases.len() < CASES {
        let (conditions, sums, bodies) = strategy.new_tree(&mut runner).unwrap().current();
        cases.extend(definition(&conditions, &sums).map(|definition| (definition, bodies)));
    }
    cases
}

/// Makes the table, fills it, and asks for the figures.
fn script(definition: &Definition, bodies: &[Body]) -> String {
    let plan = TablePlan::of(definition);
    let mut text = format!("DROP TABLE IF EXISTS {} CASCADE;\n", plan.table);
    for statement in plan.create(Dialect::Postgres) {
        let _ = writeln!(text, "{statement};");
    }
    let _ = writeln!(text, "PREPARE put AS {};", plan.insert);
    for (at, body) in bodies.iter().enumerate() {
        let values: Vec<String> = row(&plan, at, body).iter().map(literal).collect();
        let _ = writeln!(text, "EXECUTE put({});", values.join(", "));
    }
    let sql = figures_query(definition, Dialect::Postgres).unwrap();
    let values: Vec<String> = sql.parameters.iter().map(|p| literal(&bound(p))).collect();
    let _ = writeln!(text, "\\echo case\nPREPARE ask AS {};", sql.text);
    let _ = writeln!(text, "EXECUTE ask({});\nDEALLOCATE ALL;", values.join(", "));
    text
}

fn bound(parameter: &Parameter) -> Stored {
    match parameter {
        Parameter::Today => Stored::Integer(days_since_1970(TODAY)),
        Parameter::PathFrom => Stored::Text("/a".to_owned()),
        Parameter::PathTo => Stored::Text("/b".to_owned()),
        Parameter::Text(text) => Stored::Text(text.clone()),
    }
}

fn literal(value: &Stored) -> String {
    match value {
        Stored::Null => "NULL".to_owned(),
        Stored::Integer(number) => number.to_string(),
        Stored::Real(number) => format!("'{number:e}'::float8"),
        Stored::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Stored::Blob(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("'\\x{hex}'::bytea")
        }
    }
}

fn line(line: &str) -> (UnitId, Vec<f64>) {
    let mut parts = line.split('|');
    let hex = parts.next().unwrap().trim_start_matches("\\x");
    let bytes: Vec<u8> =
        (0..16).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect();
    let numbers = parts.map(|part| part.parse().unwrap()).collect();
    (UnitId::from_slice(&bytes).unwrap(), numbers)
}

fn psql(database: &str, script: &str) -> String {
    let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database];
    let mut command = Command::new("psql");
    command.args(arguments).env("PGCLIENTENCODING", "UTF8").stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).spawn().expect("psql is installed");
    let mut input = child.stdin.take().unwrap();
    let script = script.to_owned();
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    assert!(output.status.success(), "psql failed");
    String::from_utf8(output.stdout).unwrap()
}
