//! The SQL of indicators: all figures of a register in one pass, and the records behind each figure.

use super::{Definition, Dialect, Indicator, Measure, TablePlan};
use crate::base::Diagnostic;
use crate::formula::{Formula, Parameter, Scope, Sql, Writer};

/// One query for all indicators of a register, grouped by unit, over the live rows of a range of paths.
///
/// The columns are `unit` and then one number per indicator, in the order of the definition: counts are integers, sums
/// are doubles, 0 when nothing counts. A unit without rows has no line. Paths run from [`Parameter::PathFrom`] up to but
/// without [`Parameter::PathTo`].
///
/// # Errors
/// The fault of a formula; a definition that was read has none.
pub fn figures_query(definition: &Definition, dialect: Dialect) -> Result<Sql, Diagnostic> {
    let scope = Scope::of(definition);
    let mut writer = Writer::new(dialect);
    let mut columns = vec!["unit".to_owned()];
    for indicator in &definition.indicators {
        columns.push(figure(indicator, &scope, &mut writer)?);
    }
    let (table, rows) = rows(definition, &mut writer);
    let columns = columns.join(", ");
    Ok(writer.finish(&format!("SELECT {columns} FROM {table} WHERE {rows} GROUP BY unit")))
}

/// The ids of the records that one indicator counts, in the order of their ids, so that a figure opens into its records.
///
/// # Errors
/// As [`figures_query`].
pub fn filter_query(
    definition: &Definition,
    indicator: &Indicator,
    dialect: Dialect,
) -> Result<Sql, Diagnostic> {
    let scope = Scope::of(definition);
    let mut writer = Writer::new(dialect);
    let (table, rows) = rows(definition, &mut writer);
    let filter = match indicator.filter.as_str() {
        "" => String::new(),
        filter => format!(" AND {}", writer.formula(&Formula::condition(filter, &scope)?)?),
    };
    Ok(writer.finish(&format!("SELECT id FROM {table} WHERE {rows}{filter} ORDER BY id")))
}

fn figure(
    indicator: &Indicator,
    scope: &Scope<'_>,
    writer: &mut Writer,
) -> Result<String, Diagnostic> {
    let filter = match indicator.filter.as_str() {
        "" => String::new(),
        filter => {
            let condition = writer.formula(&Formula::condition(filter, scope)?)?;
            format!(" FILTER (WHERE {condition})")
        }
    };
    match indicator.measure() {
        Measure::Count => Ok(format!("count(*){filter}")),
        Measure::Sum(amount) => {
            let amount = writer.formula(&Formula::number(amount, scope)?)?;
            Ok(format!("COALESCE(sum({amount}){filter}, CAST(0 AS DOUBLE PRECISION))"))
        }
    }
}

fn rows(definition: &Definition, writer: &mut Writer) -> (String, String) {
    let from = writer.place(Parameter::PathFrom);
    let to = writer.place(Parameter::PathTo);
    let table = TablePlan::of(definition).table;
    (table, format!("state = 0 AND path >= {from} AND path < {to}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::built_in;

    #[test]
    fn the_five_counters_and_the_total_in_one_pass() {
        let away = built_in().into_iter().find(|d| d.name == "away_resident").unwrap();
        let query = figures_query(&away, Dialect::Sqlite).unwrap();
        insta::assert_snapshot!(format!("{}\n{:?}", query.text, query.parameters), @r#"
    SELECT unit, count(*) FILTER (WHERE (f9 IS NOT DISTINCT FROM CAST($1 AS TEXT))), count(*) FILTER (WHERE (f9 IS DISTINCT FROM CAST($1 AS TEXT))), count(*) FILTER (WHERE ((f9 IS DISTINCT FROM CAST($1 AS TEXT)) AND (f10 IS NOT DISTINCT FROM CAST($1 AS TEXT)))), count(*) FILTER (WHERE ((f9 IS DISTINCT FROM CAST($1 AS TEXT)) AND (f10 IS DISTINCT FROM CAST($1 AS TEXT)))), count(*) FILTER (WHERE (f11 IS NOT DISTINCT FROM CAST($1 AS TEXT))), count(*) FROM r_73ac6d7bfca18b8fb961a3b24d6ef3ff WHERE state = 0 AND path >= $2 AND path < $3 GROUP BY unit
    [Text("yes"), PathFrom, PathTo]
    "#);
    }

    #[test]
    fn a_figure_opens_into_its_records() {
        let away = built_in().into_iter().find(|d| d.name == "away_resident").unwrap();
        let query = filter_query(&away, &away.indicators[3], Dialect::Postgres).unwrap();
        insta::assert_snapshot!(format!("{}\n{:?}", query.text, query.parameters), @r#"
    SELECT id FROM r_73ac6d7bfca18b8fb961a3b24d6ef3ff WHERE state = 0 AND path >= $1 AND path < $2 AND ((f9 IS DISTINCT FROM CAST($3 AS TEXT)) AND (f10 IS DISTINCT FROM CAST($3 AS TEXT))) ORDER BY id
    [PathFrom, PathTo, Text("yes")]
    "#);
    }
}
