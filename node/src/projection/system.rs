//! The registers that the ledger itself needs, and the records that nodes write into them.

use domain::base::{DefinitionId, NodeId, RecordId, UnitId, Value};
use domain::entry::{Act, DraftChange};
use domain::record::Body;
use domain::register::{Definition, Owner};
use jiff::civil::DateTime;

use crate::{NodeError, Result};

/// The unit that issues what the program itself brings along: definitions, keys of nodes.
pub(crate) fn system_unit() -> UnitId {
    UnitId::derived("phaodai")
}

/// The id of a system register.
pub(crate) fn system_register(name: &str) -> DefinitionId {
    Owner::System.id_of(name)
}

/// A built-in system definition: the program is compiled with it.
pub(super) fn built_in(name: &str) -> Result<Definition> {
    let id = system_register(name);
    let found = domain::register::built_in().into_iter().find(|definition| definition.id == id);
    found.ok_or(NodeError::UnknownRegister(id))
}

/// The record of one version of a definition; its id follows from register and version, so it is alike on every node.
pub(crate) fn definition_record(
    definition: &Definition,
    issuer: Option<UnitId>,
) -> Result<DraftChange> {
    let (id, version) = (definition.id, definition.version);
    let record = RecordId::derived(&format!("definition/{id}/{version}"));
    put(
        "definition",
        record,
        &[
            ("register", Value::text(id.to_string())),
            ("name", Value::text(definition.name.as_str())),
            ("version", Value::Integer(i64::from(version))),
            ("issuer", Value::text(issuer.map(|unit| unit.to_string()).unwrap_or_default())),
            ("text", Value::text(definition.to_toml())),
            ("hash", Value::text(definition.hash().to_string())),
            ("valid_from", definition.valid_from.map_or(Value::Empty, Value::Date)),
        ],
    )
}

/// The record that makes a node's key known.
pub(crate) fn node_record(node: NodeId, public_key: &str, from: DateTime) -> Result<DraftChange> {
    let record = RecordId::derived(&format!("node/{node}/{public_key}"));
    put(
        "node",
        record,
        &[
            ("node", Value::text(node.to_string())),
            ("public_key", Value::text(public_key)),
            ("valid_from", Value::DateTime(from)),
        ],
    )
}

/// The record that makes a node the home of a unit from a moment on.
pub(crate) fn home_node_changes(
    record: RecordId,
    unit: UnitId,
    node: NodeId,
    from: DateTime,
    reason: Option<&str>,
) -> Result<DraftChange> {
    put(
        "home_node",
        record,
        &[
            ("of_unit", Value::text(unit.to_string())),
            ("node", Value::text(node.to_string())),
            ("valid_from", Value::DateTime(from)),
            ("reason", Value::text(reason.unwrap_or_default())),
        ],
    )
}

fn put(register: &str, record: RecordId, fields: &[(&str, Value)]) -> Result<DraftChange> {
    let definition = built_in(register)?;
    let mut body = Body::new();
    for (name, value) in fields {
        if let Some(field) = definition.field(name)
            && !value.is_empty()
        {
            body.insert(field.no, value.clone());
        }
    }
    let (version, definition) = (definition.version, definition.id);
    Ok(DraftChange { definition, version, record, act: Act::Put(body) })
}
