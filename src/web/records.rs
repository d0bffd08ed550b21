//! Values of records as a page shows them.

use domain::base::{Kind, UnitId, Value};
use domain::people::Right;
use domain::record::Body;
use domain::register::{Definition, Field, Visibility};
use node::inbox::family::title_of_linked;

use crate::say;
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// Stands for a sensitive value that was not opened.
pub(crate) const HIDDEN: &str = "•••";

/// What a linked record is called, as far as the visitor may read it.
pub(crate) fn linked(visit: &Visit<'_>, field: &Field, id: &str) -> Option<String> {
    let claim = Claim::on(Right::ReadRecords, &field.register);
    let scope = visit.who().ok()?.scope(claim);
    title_of_linked(visit.node(), field, id.parse().ok()?, &scope).ok()?
}

/// The columns of a list: those that the definition names, or the first in use.
pub(crate) fn columns(definition: &Definition) -> Vec<&Field> {
    const MOST: usize = 8;
    let named: Vec<&Field> =
        definition.columns.iter().filter_map(|name| definition.field(name)).collect();
    if named.is_empty() { definition.in_use().take(MOST).collect() } else { named }
}

/// Whether a value of a field is hidden until it is opened.
pub(crate) fn is_sensitive(field: &Field) -> bool {
    field.visibility == Visibility::Sensitive
}

/// How many records of a list a visitor is shown: whoever may not read those of the register and unit sees how many there
/// are, and none of them.
pub(crate) fn given_out<'v>(
    visit: &'v Visit<'_>,
    at_once: usize,
) -> impl Fn(&str, UnitId) -> usize + use<'v> {
    move |register, unit| {
        let claim = Claim::on(Right::ReadRecords, register);
        if visit.reach(claim, unit).is_ok() { at_once } else { 0 }
    }
}

/// A value as people write it; a sensitive one only when it is open. A unit and a linked record are called by their names.
pub(crate) fn shown(
    visit: &Visit<'_>,
    definition: &Definition,
    field: &Field,
    body: &Body,
    open: bool,
) -> String {
    let value = body.get(&field.no).unwrap_or(&Value::Empty);
    if is_sensitive(field) && !open && *value != Value::Empty {
        return HIDDEN.to_owned();
    }
    let label = |name: &str| {
        let choices = definition.choices_of(field);
        let choice = choices.iter().find(|choice| choice.name == name);
        choice.map_or(name, |choice| choice.label.get(visit.lang)).to_owned()
    };
    match (field.kind, value) {
        (_, Value::Date(date)) => say::day(*date),
        (Kind::Unit, Value::Text(id)) => {
            id.parse().map_or_else(|_| id.clone(), |unit| visit.unit_name(unit))
        }
        (Kind::Record, Value::Text(id)) => linked(visit, field, id).unwrap_or_else(|| id.clone()),
        (Kind::SelectOne, Value::Text(name)) => label(name),
        (Kind::SelectMultiple, Value::Text(names)) => {
            names.split_whitespace().map(label).collect::<Vec<_>>().join(", ")
        }
        (_, other) => other.to_string(),
    }
}
