//! Directives that arrive: the reading becomes a record, so that what was ordered can be found again.

use domain::base::{OfficerId, RecordId, UnitId, Value, local};
use domain::directive::Reading;
use domain::entry::Draft;

use crate::units::register;
use crate::{Node, Result, fields};

/// Writes a directive that a unit received. The same text is written once; tells whether it was new.
///
/// # Errors
/// As [`Node::append`].
pub fn register_directive(
    node: &Node,
    unit: UnitId,
    file_name: &str,
    text: &str,
    reading: &Reading,
    officer: Option<OfficerId>,
) -> Result<bool> {
    let register = register(node, "directive")?;
    let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    let record = RecordId::derived(&format!("directive/{unit}/{hash}"));
    let scope = crate::store::Scope::everything();
    if node.reader()?.record(&register.table, &scope, record)?.is_some() {
        return Ok(false);
    }
    let header = &reading.document.header;
    let optional = |text: &Option<String>| Value::text(text.clone().unwrap_or_default());
    let values = [
        ("source_hash", Value::text(hash)),
        ("file_name", Value::text(file_name)),
        ("number", optional(&header.number)),
        ("issued_on", Value::text(header.date.map(|date| date.to_string()).unwrap_or_default())),
        ("issuer", optional(&header.issuer)),
        ("subject", optional(&header.subject)),
        ("received_at", Value::DateTime(local(node.clock().now()))),
        ("reading", Value::text(serde_json::to_string(reading).unwrap_or_default())),
        ("state", Value::text("read")),
    ];
    let changes = vec![fields::change(&register.definition, record, &values)];
    node.append(&Draft { unit, officer, reason: None, changes })?;
    Ok(true)
}
