//! The description of the API (`OpenAPI` 3.1), as other programs read it. A test holds it against the table of routes.

use serde_json::{Value, json};

use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// The description.
pub(super) fn show(_: &Visit<'_>) -> Answer {
    Reply::json(&document())
}

fn parameter(name: &str, place: &str, required: bool, says: &str) -> Value {
    json!({ "name": name, "in": place, "required": required, "description": says, "schema": { "type": "string" } })
}

fn query(name: &str, says: &str) -> Value {
    parameter(name, "query", false, says)
}

fn part(name: &str, says: &str) -> Value {
    parameter(name, "path", true, says)
}

/// An answer in JSON with these keys.
fn answers(status: &str, says: &str, keys: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), json!({}))).collect();
    let schema = json!({ "type": "object", "required": keys, "properties": properties });
    let errors = json!({ "description": "what is wrong, as errors with code, message (vi, en) and hint", "content": { "application/json": { "schema": { "type": "object", "required": ["errors"] } } } });
    json!({ status: { "description": says, "content": { "application/json": { "schema": schema } } }, "default": errors })
}

fn operation(says: &str, parameters: Vec<Value>, responses: Value) -> Value {
    json!({ "summary": says, "parameters": parameters, "responses": responses, "security": [{ "key": [] }] })
}

fn with_body(mut operation: Value, says: &str, required: &[&str]) -> Value {
    let schema = json!({ "type": "object", "required": required, "properties": {
        "unit": { "type": "string", "description": "code or id of the unit" },
        "fields": { "type": "object", "additionalProperties": { "type": "string" } },
        "reason": { "type": "string" },
        "entry": { "type": "integer", "description": "the entry that was read with the record" },
    } });
    operation["requestBody"] = json!({ "required": true, "description": says, "content": { "application/json": { "schema": schema } } });
    operation
}

/// The document.
pub(crate) fn document() -> Value {
    let unit = || query("unit", "code or id of the unit; without it the first of the account");
    let day = || query("day", "2021-09-10; without it today");
    let record = ["id", "unit", "unit_name", "entry", "fields"];
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Pháo Đài", "version": "1", "description": "Command of an outbreak response from province to commune. Every call carries a key: Authorization: Bearer pd_…" },
        "components": { "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } } },
        "paths": {
            "/api/v1/openapi.json": { "get": { "summary": "this document", "parameters": [], "responses": answers("200", "the document", &["openapi", "info", "paths"]) } },
            "/api/v1/registers": { "get": operation("registers with their fields", vec![], answers("200", "registers", &["registers"])) },
            "/api/v1/registers/{name}/records": {
                "get": operation("a page of records, by unit or by name", vec![part("name", "name of the register"), unit(), query("q", "part of a name, accents do not matter"), query("after", "next of the page before"), query("limit", "1 to 500"), query("open", "yes: sensitive fields too; each reading is recorded")], answers("200", "records and where the next page begins", &["records", "next"])),
                "post": with_body(operation("a new record", vec![part("name", "name of the register")], answers("201", "its id and what is odd", &["id", "warnings"])), "the record", &["fields"]),
            },
            "/api/v1/registers/{name}/records/{record}": {
                "get": operation("one record", vec![part("name", "name of the register"), part("record", "id"), query("open", "yes: sensitive fields too; the reading is recorded")], answers("200", "the record", &record)),
                "patch": with_body(operation("changes fields of a record; 409 when somebody else changed it meanwhile", vec![part("name", "name of the register"), part("record", "id")], answers("200", "its id and what is odd", &["id", "warnings"])), "fields, reason, and the entry that was read", &["fields", "reason", "entry"]),
            },
            "/api/v1/figures": { "get": operation("one figure by its address", vec![parameter("address", "query", true, "04117/2021-09-10/away_resident_daily.not_returned@v1")], answers("200", "the figure", &["address", "title", "value", "as_of"])) },
            "/api/v1/returns/{unit}/{day}/{template}": { "get": operation("a return beside the live count", vec![part("unit", "code or id"), part("day", "2021-09-10"), part("template", "name")], answers("200", "the return", &["unit", "day", "template", "standing", "version", "state", "figures", "receipts"])) },
            "/api/v1/collation": { "get": operation("all returns of a day under a unit", vec![unit(), day(), query("template", "name, where several are owed")], answers("200", "who is on time, late, missing; totals", &["unit", "day", "template", "counts", "totals", "rows"])) },
            "/api/v1/tasks": { "get": operation("tasks of a unit and of those below it", vec![unit(), query("show", "open, late, unaccepted, reported or all")], answers("200", "the tasks, the most pressing first", &["unit", "as_of", "tasks"])) },
            "/api/v1/directives": { "get": operation("directives of a unit and of those below it", vec![unit()], answers("200", "the directives, the newest first", &["unit", "directives"])) },
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::web::Method;

    #[test]
    fn every_route_of_the_api_is_described_and_nothing_else() {
        let described: BTreeSet<(String, String)> = document()["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, methods)| {
                methods
                    .as_object()
                    .unwrap()
                    .keys()
                    .map(|method| (path.clone(), method.clone()))
                    .collect::<Vec<_>>()
            })
            .collect();
        let method = |method| match method {
            Method::Get => "get",
            Method::Post => "post",
            Method::Patch => "patch",
        };
        let served: BTreeSet<(String, String)> = super::super::ROUTES
            .iter()
            .map(|route| (route.path.to_owned(), method(route.method).to_owned()))
            .collect();
        assert_eq!(described, served);
    }
}
