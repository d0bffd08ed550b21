//! A form that was sent: written, or shown again with what is wrong, what may be the same, or what somebody else wrote.

use std::collections::BTreeMap;

use domain::base::{Kind, UnitId, Value};
use domain::people::Right;
use node::Record;
use node::inbox::family::{Family, Faults};
use node::inbox::form::{Form, written};
use node::projection::Register;

use super::form::{Typed, page};
use super::{record, register, rows, units};
use crate::web::nope::Nope;
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// A new record.
pub(super) fn new(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let unit = unit(visit, &register)?;
    let input = input(visit, &register, None);
    let form = Form {
        register: &register,
        unit,
        record: None,
        input: &input,
        officer: visit.officer(),
        reason: None,
    };
    let checked = match form.check(visit.node(), visit.today()) {
        Ok(checked) => checked,
        Err(faults) => {
            return page(
                visit,
                &register,
                None,
                Typed { input: input.clone(), faults, ..Typed::default() },
            );
        }
    };
    if visit.form.get("apart") != "yes" {
        let scope = visit.who()?.scope(Claim::on(Right::ReadRecords, &register.definition.name));
        let alike = form.alike(visit.node(), &scope, &checked.output)?;
        if !alike.is_empty() {
            return page(
                visit,
                &register,
                None,
                Typed { input: input.clone(), alike, ..Typed::default() },
            );
        }
    }
    let (rows, warnings) = (rows::sent(visit, &register)?, checked.warnings);
    match (Family { head: form, rows: &rows }).save(visit.node(), visit.today()) {
        Ok(record) => {
            let next = if visit.form.get("then") == "another" {
                format!("/registers/{}/new", register.definition.name)
            } else {
                format!("/registers/{}/{record}", register.definition.name)
            };
            let odd: Vec<&str> =
                warnings.iter().map(|warning| warning.message.get(visit.lang)).collect();
            let say = visit.w("Đã ghi.", "Written.");
            Reply::said(
                next,
                if odd.is_empty() {
                    say.to_owned()
                } else {
                    format!("{say} {} {}", visit.w("Lưu ý:", "Note:"), odd.join(" "))
                },
            )
        }
        Err(Faults { head: faults, rows }) => page(
            visit,
            &register,
            None,
            Typed { input: input.clone(), faults, rows, ..Typed::default() },
        ),
    }
}

/// A changed record. When somebody else changed it meanwhile, both are shown, and nothing is written.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let found = record(visit, &register, Right::WriteRecords)?;
    let input = input(visit, &register, Some(&found));
    let seen: u64 = visit.form.get("entry").parse().unwrap_or_default();
    if seen != found.entry {
        let theirs = theirs(visit, &register, &found, &input);
        if !theirs.is_empty() {
            return page(
                visit,
                &register,
                Some(&found),
                Typed { input, theirs, ..Typed::default() },
            );
        }
    }
    let reason = visit.form.some("reason");
    let form = Form {
        register: &register,
        unit: found.unit,
        record: Some(&found),
        input: &input,
        officer: visit.officer(),
        reason,
    };
    let rows = rows::sent(visit, &register)?;
    match (Family { head: form, rows: &rows }).save(visit.node(), visit.today()) {
        Ok(_) => Reply::said(
            format!("/registers/{}/{}", register.definition.name, found.id),
            visit.w("Đã ghi thay đổi.", "The change is written."),
        ),
        Err(Faults { head: faults, rows }) => page(
            visit,
            &register,
            Some(&found),
            Typed { input: input.clone(), faults, rows, ..Typed::default() },
        ),
    }
}

/// Takes a record out of lists and counts.
pub(super) fn retract(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let found = record(visit, &register, Right::WriteRecords)?;
    let input = BTreeMap::new();
    let reason = visit.form.some("reason");
    let form = Form {
        register: &register,
        unit: found.unit,
        record: Some(&found),
        input: &input,
        officer: visit.officer(),
        reason,
    };
    match form.retract(visit.node()) {
        Ok(()) => Reply::said(
            format!("/registers/{}", register.definition.name),
            visit.w(
                "Đã rút dòng này; nhật ký vẫn giữ.",
                "The record is retracted; the ledger keeps it.",
            ),
        ),
        Err(fault) => {
            page(visit, &register, Some(&found), Typed { faults: vec![fault], ..Typed::default() })
        }
    }
}

pub(super) fn unit(visit: &Visit<'_>, register: &Register) -> Result<UnitId, Nope> {
    let choices = units(visit, register, Right::WriteRecords)?;
    let asked = visit.form.some("unit");
    let found = choices.iter().find(|(id, _)| asked.is_none_or(|asked| asked == id.to_string()));
    found.map(|(id, _)| *id).ok_or(Nope::NotFound)
}

/// What was typed, by field. A masked field that was left alone is not among it; of several choices all that are ticked.
pub(super) fn input(
    visit: &Visit<'_>,
    register: &Register,
    record: Option<&Record>,
) -> BTreeMap<String, String> {
    let definition = &register.definition;
    let mut input = BTreeMap::new();
    for field in definition.in_use().filter(|field| field.is_typed()) {
        let name = format!("f.{}", field.name);
        let Some(first) = visit.form.given(&name) else { continue };
        let text = match field.kind {
            Kind::SelectMultiple => {
                visit.form.all(&name).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
            }
            _ => first.trim().to_owned(),
        };
        let masked = records::is_sensitive(field)
            && record
                .and_then(|record| record.body.get(&field.no))
                .is_some_and(|value| *value != Value::Empty)
            && visit.form.get(&format!("opened.{}", field.name)) != "yes";
        if masked && text.is_empty() {
            continue;
        }
        input.insert(field.name.clone(), text);
    }
    input
}

/// Fields that differ between what is there now and what was typed: label, theirs, ours.
fn theirs(
    visit: &Visit<'_>,
    register: &Register,
    found: &Record,
    input: &BTreeMap<String, String>,
) -> Vec<(String, String, String)> {
    let definition = &register.definition;
    let fields = definition.in_use().filter_map(|field| {
        let ours = input.get(&field.name)?;
        let now = found.body.get(&field.no).map(written).unwrap_or_default();
        (now != *ours).then(|| {
            let shown = records::shown(
                visit,
                definition,
                field,
                &found.body,
                !records::is_sensitive(field),
            );
            (field.label.get(visit.lang).to_owned(), shown, ours.clone())
        })
    });
    fields.collect()
}
