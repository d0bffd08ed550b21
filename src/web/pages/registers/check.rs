//! A form while it is filled in: which fields matter, what is computed, which choices are left, what would be refused.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::Right;
use domain::record::Guide;
use node::Record;
use node::inbox::form::{Form, written};
use node::projection::Register;
use serde_json::{Map, Value, json};

use super::save::{input, unit};
use super::{record, register};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Of a new record.
pub(super) fn new(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    answer(visit, &register, None)
}

/// Of a record that is changed.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let found = record(visit, &register, Right::WriteRecords)?;
    answer(visit, &register, Some(&found))
}

fn answer(visit: &Visit<'_>, register: &Register, record: Option<&Record>) -> Answer {
    let input = input(visit, register, record);
    let form = Form {
        register,
        unit: record.map_or_else(|| unit(visit, register), |record| Ok(record.unit))?,
        record,
        input: &input,
        officer: visit.officer(),
        reason: None,
    };
    // What cannot be looked at says so at its field.
    let guide = form.guide(visit.node(), visit.today()).unwrap_or_else(|faults| Guide {
        hidden: BTreeSet::new(),
        offered: BTreeMap::new(),
        computed: BTreeMap::new(),
        faults,
    });
    let definition = &register.definition;
    let name = |no: u16| definition.field_no(no).map(|field| field.name.clone());
    let hidden: Vec<String> = guide.hidden.iter().filter_map(|no| name(*no)).collect();
    let offered: BTreeMap<String, &Vec<String>> =
        guide.offered.iter().filter_map(|(no, names)| Some((name(*no)?, names))).collect();
    let computed: BTreeMap<String, String> = guide
        .computed
        .iter()
        .filter_map(|(no, value)| Some((name(*no)?, written(value))))
        .collect();
    let mut faults: Map<String, Value> = Map::new();
    for fault in &guide.faults {
        if let Some(field) = &fault.place.field {
            let hint = fault.hint.as_ref().map(|hint| format!(" {}", hint.get(visit.lang)));
            let said = format!("{}{}", fault.message.get(visit.lang), hint.unwrap_or_default());
            faults.entry(field.clone()).or_insert(Value::String(said));
        }
    }
    Reply::json(
        &json!({ "hidden": hidden, "offered": offered, "computed": computed, "faults": faults }),
    )
}
