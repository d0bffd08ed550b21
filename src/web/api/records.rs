//! Registers and their records. Sensitive fields are left out, unless they are asked for, may be opened, and the reading is
//! written down.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::base::{Diagnostic, days_since_1970};
use domain::people::Right;
use domain::register::{Definition, Owner};
use node::Record;
use node::inbox::form::{Form, written};
use node::projection::Register;
use node::store::{Place, Wanted};
use serde_json::{Map, Value, json};

use crate::web::nope::Nope;
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::request::JSON;
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// Records of a page.
const AT_ONCE: u32 = 500;

/// The registers that the key may read, with their fields.
pub(super) fn registers(visit: &Visit<'_>) -> Answer {
    let (who, registry) = (visit.who()?, visit.node().registry());
    let own = registry
        .iter()
        .filter(|one| Owner::System.id_of(&one.definition.name) != one.definition.id);
    let rows: Vec<Value> = own
        .filter(|one| who.may(Claim::on(Right::ReadRecords, &one.definition.name)))
        .map(|one| {
            let definition = &one.definition;
            let field = |field: &domain::register::Field| json!({
                "name": field.name, "kind": field.kind, "label": field.label, "required": field.required,
                "sensitive": records::is_sensitive(field),
                "choices": definition.choices_of(field).iter().map(|choice| &choice.name).collect::<Vec<_>>(),
            });
            json!({ "name": definition.name, "version": definition.version, "title": definition.title, "fields": definition.in_use().map(field).collect::<Vec<_>>() })
        })
        .collect();
    Reply::json(&json!({ "registers": rows }))
}

fn register(visit: &Visit<'_>, right: Right) -> Result<std::sync::Arc<Register>, Nope> {
    let name = visit.part("name");
    let registry = visit.node().registry();
    let found = registry.called(name).map_err(|_| Nope::NotFound)?;
    let system = Owner::System.id_of(name) == found.definition.id;
    if system || !visit.who()?.may(Claim::on(right, name)) {
        return Err(Nope::NotFound);
    }
    Ok(registry.in_force(found, visit.today()))
}

/// Whether sensitive fields are given out: asked for, and allowed.
fn opens(visit: &Visit<'_>, definition: &Definition) -> Result<bool, Nope> {
    let asked = visit.query.get("open") == "yes";
    if asked && !visit.who()?.may(Claim::on(Right::OpenSensitive, &definition.name)) {
        return Err(Nope::Forbidden);
    }
    Ok(asked)
}

fn as_json(visit: &Visit<'_>, register: &Register, record: &Record, open: bool) -> Value {
    let definition = &register.definition;
    let mut fields = Map::new();
    for field in definition.in_use().filter(|field| open || !records::is_sensitive(field)) {
        if let Some(value) = record.body.get(&field.no) {
            fields.insert(field.name.clone(), Value::String(written(value)));
        }
    }
    json!({ "id": record.id.to_string(), "unit": record.unit.to_string(), "unit_name": visit.unit_name(record.unit), "entry": record.entry, "fields": fields })
}

fn note(visit: &Visit<'_>, register: &Register, found: &[Record], open: bool) -> Result<(), Nope> {
    let Some(officer) = visit.officer() else {
        return if open { Err(Nope::Forbidden) } else { Ok(()) };
    };
    let ids: Vec<_> = found.iter().map(|record| record.id).collect();
    let purpose = format!("API {}", visit.who()?.session);
    Ok(visit.node().log_readings(officer, register.definition.id, &ids, &purpose)?)
}

/// A page of records.
pub(super) fn list(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::ReadRecords)?;
    let open = opens(visit, &register.definition)?;
    let scope = match visit.query.some("unit") {
        Some(_) => visit
            .node()
            .scope_of(visit.unit(Claim::on(Right::ReadRecords, &register.definition.name))?.id)?,
        None => visit.who()?.scope(Claim::on(Right::ReadRecords, &register.definition.name)),
    };
    let search = domain::base::text::fold(visit.query.get("q"));
    let after = visit
        .query
        .some("after")
        .and_then(|text| text.split_once(' '))
        .and_then(|(row, text)| Some(Place { row: row.parse().ok()?, text: text.to_owned() }));
    let limit = visit.query.get("limit").parse().unwrap_or(100).clamp(1, AT_ONCE);
    let wanted =
        Wanted { search: &search, condition: None, today: days_since_1970(visit.today()), after };
    let page = visit.node().reader()?.page(&register.table, &scope, &wanted, limit)?;
    note(visit, &register, &page.records, open)?;
    let rows: Vec<Value> =
        page.records.iter().map(|record| as_json(visit, &register, record, open)).collect();
    Reply::json(
        &json!({ "records": rows, "next": page.next.map(|place| format!("{} {}", place.row, place.text)) }),
    )
}

fn found(visit: &Visit<'_>, register: &Register, right: Right) -> Result<Record, Nope> {
    let id = visit.part("record").parse().map_err(|_| Nope::NotFound)?;
    let scope = visit.who()?.scope(Claim::on(right, &register.definition.name));
    let found = visit.node().reader()?.record(&register.table, &scope, id)?;
    found.filter(|record| !record.retracted).ok_or(Nope::NotFound)
}

/// One record.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::ReadRecords)?;
    let open = opens(visit, &register.definition)?;
    let record = found(visit, &register, Right::ReadRecords)?;
    note(visit, &register, std::slice::from_ref(&record), open)?;
    Reply::json(&as_json(visit, &register, &record, open))
}

/// What was sent.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    unit: Option<String>,
    fields: BTreeMap<String, String>,
    reason: Option<String>,
    entry: Option<u64>,
}

fn sent(visit: &Visit<'_>) -> Result<Sent, Nope> {
    let text = visit.form.given(JSON).unwrap_or_default();
    serde_json::from_str(text).map_err(|fault| {
        Diagnostic::error(
            "json_wrong",
            format!("JSON gửi lên không đúng: {fault}."),
            format!("The JSON is wrong: {fault}."),
        )
        .hint(
            "Gửi {\"unit\": \"04117\", \"fields\": {\"tên trường\": \"giá trị\"}}.",
            "Send {\"unit\": \"04117\", \"fields\": {\"name\": \"value\"}}.",
        )
        .into()
    })
}

/// A new record.
pub(super) fn add(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let sent = sent(visit)?;
    let unit = visit.unit_called(Right::WriteRecords, sent.unit.as_deref())?.id;
    let form = Form {
        register: &register,
        unit,
        record: None,
        input: &sent.fields,
        officer: visit.officer(),
        reason: None,
    };
    let saved = form.save(visit.node(), visit.today()).map_err(Nope::Wrong)?;
    Reply::json_with(
        StatusCode::CREATED,
        &json!({ "id": saved.output.to_string(), "warnings": saved.warnings }),
    )
}

/// A changed record. `entry` must be the one that was read: what somebody else wrote meanwhile is not overwritten.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let record = found(visit, &register, Right::WriteRecords)?;
    let sent = sent(visit)?;
    if sent.entry != Some(record.entry) {
        let now = as_json(visit, &register, &record, false);
        return Reply::json_with(
            StatusCode::CONFLICT,
            &json!({ "errors": [{ "code": "changed_meanwhile" }], "record": now }),
        );
    }
    let form = Form {
        register: &register,
        unit: record.unit,
        record: Some(&record),
        input: &sent.fields,
        officer: visit.officer(),
        reason: sent.reason.as_deref(),
    };
    let saved = form.save(visit.node(), visit.today()).map_err(Nope::Wrong)?;
    Reply::json(&json!({ "id": saved.output.to_string(), "warnings": saved.warnings }))
}
