//! Where `SQLite` and `PostgreSQL` give different answers to the same SQL, and the formula of ours that gives one.
//!
//! Each row holds plain SQL, what each database says to it (as found on the real ones; an error is `error`), and a formula
//! over nothing with its one answer. In a few rows both databases agree, and both differ from what a user means (7 / 2).
//! `SQLite` is asked always, `PostgreSQL` where `PHAODAI_POSTGRES` names a database.

use std::process::Command;

use domain::formula::{Context, Formula, Parameter, Scope};
use domain::record::Body;
use domain::register::{Definition, Dialect, Owner};
use rusqlite::Connection;
use rusqlite::types::Value as Stored;

use super::sample::TODAY;

/// What differs.
struct Difference {
    /// In a word.
    what: &'static str,
    sql: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    /// A condition of ours about the same; it holds in the evaluator and in both databases.
    ours: &'static str,
}

const fn row(
    what: &'static str,
    sql: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    ours: &'static str,
) -> Difference {
    Difference { what, sql, sqlite, postgres, ours }
}

const TABLE: &[Difference] = &[
    row("division by zero", "SELECT 1.0 / 0.0", "", "error", "1 div 0 = ''"),
    row("remainder of fractions", "SELECT CAST(7.5 % 2 AS TEXT)", "1.0", "1.5", "7.5 mod 2 = 1.5"),
    row("remainder by zero", "SELECT 7 % 0", "", "error", "7 mod 0 = ''"),
    row(
        "half of a number that is exact",
        "SELECT CAST(round(CAST(2.5 AS DOUBLE PRECISION)) AS INTEGER)",
        "3",
        "2",
        "round(2.5) = 3",
    ),
    row(
        "half below zero",
        "SELECT CAST(round(CAST(-2.5 AS DOUBLE PRECISION)) AS INTEGER)",
        "-3",
        "-2",
        "round(-2.5) = -2",
    ),
    row("a fraction as a whole number", "SELECT CAST(2.7 AS INTEGER)", "2", "3", "int(2.7) = 2"),
    row(
        "a text that is no number",
        "SELECT CAST('12a' AS INTEGER)",
        "12",
        "error",
        "12 = int(12.9)",
    ),
    row("what is true", "SELECT 1 = 1", "1", "t", "true()"),
    row("a number as a condition", "SELECT CASE WHEN 2 THEN 'y' END", "y", "error", "2 != 0"),
    row("the largest with NULL", "SELECT max(1, NULL)", "", "error", "max(1, '') = 1"),
    row("the largest of two", "SELECT GREATEST(1, NULL)", "error", "1", "max('', 1) = 1"),
    row(
        "a part from before the start",
        "SELECT substr('abc', 0, 2)",
        "a",
        "a",
        "substr('abc', 0, 2) = 'ab'",
    ),
    row("a part from the end", "SELECT substr('abc', -2)", "bc", "abc", "substr('abc', -2) = 'bc'"),
    row(
        "a part of less than nothing",
        "SELECT substr('abc', 2, -1)",
        "a",
        "error",
        "substr('abc', 2, 1) = ''",
    ),
    row("where a text stands", "SELECT instr('abc', 'c')", "3", "error", "contains('abc', 'c')"),
    row(
        "where a text stands, the other",
        "SELECT strpos('abc', 'c')",
        "error",
        "3",
        "contains('abc', 'c')",
    ),
    row(
        "small and large letters",
        "SELECT 'Ab' LIKE 'aB'",
        "1",
        "f",
        "not(starts-with('Ab', 'aB'))",
    ),
    row("text and number", "SELECT '10' = 10", "0", "t", "string('10') = '10'"),
    row("text before number", "SELECT '9' < 10", "0", "t", "9 < 10"),
    row("a name in double quotes", "SELECT \"nothing\"", "nothing", "error", "'nothing' != ''"),
    row("joined with NULL", "SELECT 'a' || NULL", "", "", "concat('a', '') = 'a'"),
    row("empty and NULL", "SELECT coalesce(NULLIF('', ''), 'NULL')", "NULL", "NULL", "'' = ''"),
    row(
        "a number joined to a text",
        "SELECT 'a' || 1.0",
        "a1.0",
        "a1.0",
        "concat('a', 'b') = 'ab'",
    ),
    row("whole numbers divided", "SELECT 7 / 2", "3", "3", "7 div 2 = 3.5"),
    row(
        "beyond the range of whole numbers",
        "SELECT CAST(9223372036854775807 + 1 AS TEXT)",
        "9.2233720368547758e+18",
        "error",
        "1000000000000 * 1000000000000 > 0",
    ),
    row(
        "beyond the range of doubles",
        "SELECT 1e300 * 1e300 > 1",
        "1",
        "t",
        "1000000 * 1000000 > 1",
    ),
    row(
        "beyond the range of doubles, as doubles",
        "SELECT CAST(1e300 AS DOUBLE PRECISION) * CAST(1e300 AS DOUBLE PRECISION) > 1",
        "1",
        "error",
        "1000000 * 1000000 > 1",
    ),
    row(
        "neither number nor order",
        "SELECT CAST('NaN' AS DOUBLE PRECISION) = CAST('NaN' AS DOUBLE PRECISION)",
        "1",
        "t",
        "0 div 0 = ''",
    ),
    row("what NaN is", "SELECT CAST('NaN' AS DOUBLE PRECISION) > 1", "0", "t", "not(0 div 0 > 1)"),
    row("the order of letters", "SELECT 'b' < 'B'", "0", "f", "'b' != 'B'"),
    row("equal to nothing", "SELECT coalesce(CAST(NULL = NULL AS TEXT), '?')", "?", "?", "'' = ''"),
    row("power without functions", "SELECT 2 ^ 3", "error", "8", "2 * 2 * 2 = 8"),
    row(
        "a date as a text",
        "SELECT date('2021-09-15') + 1",
        "2022",
        "2021-09-16",
        "date('2021-09-15') + 1 = date('2021-09-16')",
    ),
    row(
        "days between",
        "SELECT date('2021-09-15') - date('2021-08-15')",
        "0",
        "31",
        "date('2021-09-15') - date('2021-08-15') = 31",
    ),
];

#[test]
fn sqlite_says_what_the_table_says() {
    let connection = Connection::open_in_memory().unwrap();
    let found: Vec<(&str, String)> =
        TABLE.iter().map(|row| (row.what, sqlite(&connection, row.sql))).collect();
    let expected: Vec<(&str, String)> =
        TABLE.iter().map(|row| (row.what, row.sqlite.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn postgres_says_what_the_table_says() {
    let Some(database) = super::postgres::database() else { return };
    let found: Vec<(&str, String)> =
        TABLE.iter().map(|row| (row.what, postgres(&database, row.sql))).collect();
    let expected: Vec<(&str, String)> =
        TABLE.iter().map(|row| (row.what, row.postgres.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_formula_of_ours_gives_one_answer() {
    let connection = Connection::open_in_memory().unwrap();
    let database = super::postgres::database();
    let definition = plain();
    let scope = Scope::of(&definition);
    for row in TABLE {
        let formula = Formula::condition(row.ours, &scope);
        let formula = formula.unwrap_or_else(|fault| panic!("{}: {fault}", row.what));
        assert!(formula.holds(Context { body: &Body::new(), today: TODAY }), "{}", row.what);
        let sql = |dialect| written(&formula, dialect);
        assert_eq!(sqlite(&connection, &sql(Dialect::Sqlite)), "1", "{}", row.what);
        if let Some(database) = &database {
            assert_eq!(postgres(database, &sql(Dialect::Postgres)), "t", "{}", row.what);
        }
    }
}

fn plain() -> Definition {
    let text = "name = \"plain\"\ntitle = \"P\"\n[[field]]\nno = 1\nname = \"a\"\nkind = \"text\"\n\
                label = \"A\"\nvisibility = \"unit\"\nretention = \"permanent\"\n";
    Definition::issued_by(Owner::BuiltIn, text).unwrap()
}

/// The formula as a statement of its own, its parameters written out.
fn written(formula: &Formula, dialect: Dialect) -> String {
    let sql = formula.to_sql(dialect).unwrap();
    let mut text = format!("SELECT {}", sql.text);
    for (at, parameter) in sql.parameters.iter().enumerate().rev() {
        let Parameter::Text(value) = parameter else { panic!("{parameter:?}") };
        text = text.replace(&format!("${}", at + 1), &format!("'{}'", value.replace('\'', "''")));
    }
    text
}

fn sqlite(connection: &Connection, sql: &str) -> String {
    let answer = connection.query_row(sql, [], |row| row.get::<_, Stored>(0));
    match answer {
        Err(_) => "error".to_owned(),
        Ok(Stored::Null) => String::new(),
        Ok(Stored::Integer(number)) => number.to_string(),
        Ok(Stored::Real(number)) => number.to_string(),
        Ok(Stored::Text(text)) => text,
        Ok(Stored::Blob(_)) => "blob".to_owned(),
    }
}

fn postgres(database: &str, sql: &str) -> String {
    let ran = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql])
        .env("PGCLIENTENCODING", "UTF8")
        .output()
        .unwrap();
    match ran.status.success() {
        true => String::from_utf8(ran.stdout).unwrap().trim_end().to_owned(),
        false => "error".to_owned(),
    }
}
