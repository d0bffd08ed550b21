//! The home node of a unit: the one that numbers its returns and submits for it.

use domain::base::{NodeId, UnitId, Value};

use crate::Result;
use crate::projection::{Registry, system_register};
use crate::store::{Reader, Record};

/// The home node of a unit, by the entry that is valid from the latest moment; `None` when nobody said.
pub(crate) fn home_of(
    reader: &Reader<'_>,
    registry: &Registry,
    unit: UnitId,
) -> Result<Option<NodeId>> {
    let register = registry.get(system_register("home_node"))?;
    let Some(of_unit) = register.definition.field("of_unit") else { return Ok(None) };
    let rows = reader.rows_with(&register.table, of_unit.no, &unit.to_string())?;
    let value = |row: &Record, name: &str| {
        let field = register.definition.field(name)?;
        row.body.get(&field.no).cloned()
    };
    let from = |row: &Record| match value(row, "valid_from") {
        Some(Value::DateTime(moment)) => Some(moment),
        _ => None,
    };
    let latest = rows.into_iter().max_by_key(|row| (from(row), row.id));
    Ok(latest.and_then(|row| value(&row, "node")?.as_text()?.parse().ok()))
}

/// The units whose home is this node.
pub(crate) fn units_at(
    reader: &Reader<'_>,
    registry: &Registry,
    node: NodeId,
) -> Result<Vec<UnitId>> {
    let register = registry.get(system_register("home_node"))?;
    let (Some(of_unit), Some(field)) =
        (register.definition.field("of_unit"), register.definition.field("node"))
    else {
        return Ok(Vec::new());
    };
    let mut units: Vec<UnitId> = Vec::new();
    for row in reader.rows_with(&register.table, field.no, &node.to_string())? {
        let unit = row.body.get(&of_unit.no).and_then(Value::as_text);
        if let Some(unit) = unit.and_then(|text| text.parse().ok())
            && !units.contains(&unit)
            && home_of(reader, registry, unit)? == Some(node)
        {
            units.push(unit);
        }
    }
    Ok(units)
}
