//! Fields of system records by name: the program's own registers are written and read through their definitions too.

use domain::base::{RecordId, Value};
use domain::entry::{Act, DraftChange};
use domain::record::Body;
use domain::register::Definition;

/// A body out of named values. A name that the definition does not have is left out; a test of each writer would miss it.
pub fn put(definition: &Definition, values: &[(&str, Value)]) -> Body {
    let known =
        values.iter().filter_map(|(name, value)| Some((definition.field(name)?.no, value.clone())));
    known.collect()
}

/// A change that sets named values of a record.
pub fn change(definition: &Definition, record: RecordId, values: &[(&str, Value)]) -> DraftChange {
    let act = Act::Put(put(definition, values));
    DraftChange { definition: definition.id, version: definition.version, record, act }
}

/// A value by name; `Empty` when it is not there.
pub fn value<'a>(definition: &Definition, body: &'a Body, name: &str) -> &'a Value {
    const NOTHING: &Value = &Value::Empty;
    definition.field(name).and_then(|field| body.get(&field.no)).unwrap_or(NOTHING)
}

/// A text by name; "" when it is not there.
pub fn text<'a>(definition: &Definition, body: &'a Body, name: &str) -> &'a str {
    value(definition, body, name).as_text().unwrap_or_default()
}

/// A whole number by name.
pub fn integer(definition: &Definition, body: &Body, name: &str) -> Option<i64> {
    match value(definition, body, name) {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

/// A date by name.
pub fn date(definition: &Definition, body: &Body, name: &str) -> Option<jiff::civil::Date> {
    match value(definition, body, name) {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}
