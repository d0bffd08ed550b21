//! The evaluator and `SQLite` give the same answer for random formulas on random records.

use domain::base::days_since_1970;
use domain::formula::{Answer, Context, Formula, Parameter, Scope, Sql};
use domain::record::Body;
use domain::register::{Definition, Dialect, TablePlan, figures_query, filter_query};
use proptest::prelude::*;
use rusqlite::types::Value as Stored;
use rusqlite::{Connection, params_from_iter};

use super::sample::{COVERED, TODAY, bodies, condition, definition, number, row, unit};

fn database(definition: &Definition, bodies: &[Body]) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let plan = TablePlan::of(definition);
    for statement in plan.create(Dialect::Sqlite) {
        connection.execute_batch(&statement).unwrap();
    }
    for (at, body) in bodies.iter().enumerate() {
        connection.execute(&plan.insert, params_from_iter(row(&plan, at, body))).unwrap();
    }
    connection
}

fn bind(sql: &Sql) -> Vec<Stored> {
    let value = |parameter: &Parameter| match parameter {
        Parameter::Today => Stored::Integer(days_since_1970(TODAY)),
        Parameter::PathFrom => Stored::Text("/a".to_owned()),
        Parameter::PathTo => Stored::Text("/b".to_owned()),
        Parameter::Text(text) => Stored::Text(text.clone()),
    };
    sql.parameters.iter().map(value).collect()
}

/// Per row in the order of insertion: whether each condition counts it, then each sum.
fn figures(connection: &Connection, definition: &Definition, rows: usize) -> Vec<Vec<f64>> {
    let sql = figures_query(definition, Dialect::Sqlite).unwrap();
    let mut statement = connection.prepare(&sql.text).unwrap();
    let columns = definition.indicators.len();
    let read = statement.query_map(params_from_iter(bind(&sql)), |row| {
        let unit: Vec<u8> = row.get(0)?;
        let figures = (1..=columns).map(|at| row.get::<_, f64>(at)).collect::<Result<_, _>>()?;
        Ok((unit, figures))
    });
    let mut out = vec![Vec::new(); rows];
    for line in read.unwrap() {
        let (unit_bytes, figures): (Vec<u8>, Vec<f64>) = line.unwrap();
        let at = (0..rows).find(|at| unit(*at).bytes()[..] == unit_bytes).unwrap();
        out[at] = figures;
    }
    out
}

pub fn evaluated(definition: &Definition, body: &Body) -> Vec<f64> {
    let scope = Scope::of(definition);
    let context = Context { body, today: TODAY };
    let one = |text: &str| match Formula::parse(text, &scope).unwrap().evaluate(context) {
        Answer::Boolean(holds) => f64::from(u8::from(holds)),
        Answer::Number(number) => number,
        Answer::Empty => 0.0,
        other => panic!("{text} gives {other:?}"),
    };
    let text =
        |indicator: &domain::register::Indicator| format!("{}{}", indicator.filter, indicator.sum);
    definition.indicators.iter().map(|indicator| one(&text(indicator))).collect()
}

/// A function that gets SQL and no place in the random formulas would be held by nothing.
#[test]
fn every_function_with_sql_is_among_the_random_formulas() {
    let with_sql = |f: &&domain::formula::functions::Function| {
        assert_eq!(f.sqlite.is_some(), f.postgres.is_some(), "{}", f.name);
        f.sqlite.is_some()
    };
    let mut names: Vec<&str> =
        domain::formula::functions::all().filter(with_sql).map(|f| f.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, COVERED);
    let written = include_str!("sample.rs");
    for name in COVERED {
        let drawn = written.matches(&format!("\"{name}\"")).count() > 1
            || written.contains(&format!("{name}("))
            || written.contains(&format!(" {name} "));
        assert!(drawn, "{name} is drawn by no strategy");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn evaluator_and_sqlite_agree(
        conditions in prop::collection::vec(condition(4), 1..4),
        sums in prop::collection::vec(number(3), 1..3),
        bodies in bodies(),
    ) {
        let definition = definition(&conditions, &sums);
        prop_assume!(definition.is_some());
        let definition = definition.unwrap();
        let connection = database(&definition, &bodies);
        let found = figures(&connection, &definition, bodies.len());
        for (body, found) in bodies.iter().zip(found) {
            prop_assert_eq!(found, evaluated(&definition, body), "{:?} {:?} {:?}", conditions, sums, body);
        }
    }

    #[test]
    fn a_figure_has_as_many_records_as_it_says(condition in condition(3), bodies in bodies()) {
        let definition = definition(&[condition], &[]);
        prop_assume!(definition.is_some());
        let definition = definition.unwrap();
        let connection = database(&definition, &bodies);
        let counted: f64 = figures(&connection, &definition, bodies.len()).iter().flatten().sum();
        let sql = filter_query(&definition, &definition.indicators[0], Dialect::Sqlite).unwrap();
        let mut statement = connection.prepare(&sql.text).unwrap();
        let mut ids = statement.query(params_from_iter(bind(&sql))).unwrap();
        let mut opened = 0.0;
        while ids.next().unwrap().is_some() {
            opened += 1.0;
        }
        prop_assert_eq!(counted, opened);
    }
}
