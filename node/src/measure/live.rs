//! Figures of this moment: the definition's compiled SQL, all indicators in one pass.

use std::collections::BTreeMap;

use domain::base::{RecordId, UnitId, days_since_1970};
use domain::formula::{Parameter, Sql};
use domain::register::{Cell, Definition, Dialect, Indicator, figures_query, filter_query};
use jiff::civil::Date;

use super::{Figures, faulty, whole};
use crate::projection::Register;
use crate::store::{Reader, Record, Scope};
use crate::{NodeError, Result};

/// All figures of a register over the live records of a scope. Without records every figure is zero.
///
/// # Errors
/// When the database cannot be read.
pub fn figures(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    today: Date,
) -> Result<Figures> {
    let definition = &register.definition;
    let mut sum: Figures = definition.indicators.iter().map(|i| (i.name.clone(), 0)).collect();
    for figures in figures_by_unit(reader, register, scope, today)?.into_values() {
        for (name, figure) in figures {
            *sum.entry(name).or_default() += figure;
        }
    }
    Ok(sum)
}

/// The same for each unit that has records in the scope.
///
/// # Errors
/// As [`figures`].
pub fn figures_by_unit(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    today: Date,
) -> Result<BTreeMap<UnitId, Figures>> {
    let definition = &register.definition;
    let query = figures_query(definition, Dialect::Sqlite).map_err(faulty(definition))?;
    let mut by_unit: BTreeMap<UnitId, Figures> = BTreeMap::new();
    for range in scope.ranges() {
        reader.query(&query.text, &bound(&query, range, today), |cells| {
            let (unit, figures) = line(definition, cells)?;
            by_unit.insert(unit, figures);
            Ok(())
        })?;
    }
    Ok(by_unit)
}

fn line(definition: &Definition, cells: &[Cell<'_>]) -> Result<(UnitId, Figures)> {
    let unit = match cells.first() {
        Some(Cell::Text(hex)) => hex.parse().ok(),
        _ => None,
    };
    let unit = unit.ok_or_else(|| NodeError::Damaged("a row without its unit".to_owned()))?;
    let names = definition.indicators.iter().map(|indicator| indicator.name.clone());
    Ok((unit, names.zip(cells.iter().skip(1).map(figure)).collect()))
}

fn figure(cell: &Cell<'_>) -> i64 {
    match cell {
        Cell::Integer(count) => *count,
        Cell::Real(sum) => whole(*sum),
        Cell::Null | Cell::Text(_) => 0,
    }
}

/// The live records of a scope that an indicator counts, by id.
///
/// # Errors
/// As [`figures`].
pub fn records_of(
    reader: &Reader<'_>,
    register: &Register,
    indicator: &Indicator,
    scope: &Scope,
    today: Date,
) -> Result<Vec<Record>> {
    let definition = &register.definition;
    let query = filter_query(definition, indicator, Dialect::Sqlite).map_err(faulty(definition))?;
    let mut ids: Vec<RecordId> = Vec::new();
    for range in scope.ranges() {
        reader.query(&query.text, &bound(&query, range, today), |cells| {
            if let Some(Cell::Text(hex)) = cells.first() {
                ids.extend(hex.parse::<RecordId>().ok());
            }
            Ok(())
        })?;
    }
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        records.extend(reader.record(&register.table, scope, id)?);
    }
    Ok(records)
}

/// The live records of a scope that satisfy a condition on their fields, by id.
///
/// # Errors
/// As [`figures`]; when the condition is no formula over the register.
pub fn matching(
    reader: &Reader<'_>,
    register: &Register,
    condition: &str,
    scope: &Scope,
) -> Result<Vec<Record>> {
    let indicator = Indicator {
        name: String::new(),
        title: domain::base::Bilingual::default(),
        filter: condition.to_owned(),
        sum: String::new(),
    };
    // The conditions that the program itself writes do not ask for today.
    records_of(reader, register, &indicator, scope, Date::constant(1970, 1, 1))
}

fn bound(query: &Sql, (from, to): &(String, String), today: Date) -> Vec<Cell<'static>> {
    let cell = |parameter: &Parameter| match parameter {
        Parameter::Today => Cell::Integer(days_since_1970(today)),
        Parameter::PathFrom => Cell::Text(from.clone().into()),
        Parameter::PathTo => Cell::Text(to.clone().into()),
        Parameter::Text(text) => Cell::Text(text.clone().into()),
    };
    query.parameters.iter().map(cell).collect()
}
