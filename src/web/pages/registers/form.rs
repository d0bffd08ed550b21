//! A record: its form with sections, and what happened to it.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use domain::base::units::Unit;
use domain::base::{Diagnostic, Kind, Value};
use domain::people::Right;
use domain::register::{Definition, Field, Tier};
use node::inbox::form::written;
use node::ledger::Happened;
use node::projection::Register;
use node::{HistoryStep, Record};

use super::rows::{self, Rows};
use super::{record, register, units};
use crate::web::chrome::{Chrome, moment_text};
use crate::web::nope::{Nope, Saying};
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::{Claim, unit_label};

#[derive(Template)]
#[template(path = "registers/form.html")]
struct Page {
    c: Chrome,
    title: String,
    action: String,
    /// Where a form that is being filled in is looked at.
    check: String,
    is_new: bool,
    entry: u64,
    unit: String,
    units: Vec<(String, String, bool)>,
    sections: Vec<Section>,
    sayings: Vec<Saying>,
    alike: Vec<(String, String)>,
    theirs: Vec<(String, String, String)>,
    may_write: bool,
    may_open: bool,
    reason: String,
    rows: Vec<Rows>,
    history: Vec<Step>,
    /// Pages and papers about the same thing.
    elsewhere: Vec<(String, String)>,
}

struct Section {
    title: String,
    fields: Vec<Input>,
}

struct Input {
    name: String,
    label: String,
    hint: String,
    /// `text`, `number`, `date`, `time`, `datetime-local`, `select`, `many`, `area`, `shown`.
    kind: &'static str,
    value: String,
    required: bool,
    fault: String,
    choices: Vec<(String, String, bool)>,
    /// A masked value: shown as dots until it is opened.
    masked: bool,
    /// A masked value that was opened: it can be emptied too.
    opened: bool,
}

struct Step {
    at: String,
    by: String,
    reason: String,
    changes: Vec<(String, String)>,
}

/// What a form shows beside the record.
#[derive(Default)]
pub(super) struct Typed {
    /// What was typed.
    pub(super) input: BTreeMap<String, String>,
    /// What is wrong with it.
    pub(super) faults: Vec<Diagnostic>,
    /// Records that may be the same.
    pub(super) alike: Vec<Record>,
    /// What somebody else wrote meanwhile.
    pub(super) theirs: Vec<(String, String, String)>,
    /// Fields that were opened.
    pub(super) opened: Vec<String>,
    /// What is wrong with the rows that belong to the record.
    pub(super) rows: Vec<Vec<Diagnostic>>,
}

impl Typed {
    fn is_refused(&self) -> bool {
        !(self.faults.is_empty() && self.alike.is_empty() && self.theirs.is_empty())
            || self.rows.iter().any(|row| !row.is_empty())
    }
}

/// An empty form.
pub(super) fn new(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    page(visit, &register, None, Typed::default())
}

/// A record.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::ReadRecords)?;
    let found = record(visit, &register, Right::ReadRecords)?;
    if let Some(officer) = visit.officer() {
        visit.node().log_readings(
            officer,
            register.definition.id,
            &[found.id],
            "mở dòng · opened on screen",
        )?;
    }
    page(visit, &register, Some(&found), Typed::default())
}

/// The page of a record, or of a new one.
pub(super) fn page(
    visit: &Visit<'_>,
    register: &Register,
    record: Option<&Record>,
    typed: Typed,
) -> Answer {
    let (definition, who, lang) = (&register.definition, visit.who()?, visit.lang);
    let name = &definition.name;
    let writable = units(visit, register, Right::WriteRecords)?;
    let (tree, day) = (visit.tree()?, visit.today());
    let may_write = match record {
        None => true,
        Some(record) => who.may_in(Claim::on(Right::WriteRecords, name), record.unit, &tree, day),
    };
    let wanted = visit.form.some("unit");
    let status = if typed.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let general = typed
        .faults
        .iter()
        .filter(|fault| field_of(fault).is_none_or(|name| definition.field(name).is_none()));
    let page = Page {
        c: visit.chrome("Dòng", "Record"),
        title: definition.title.get(lang).to_owned(),
        action: record.map_or_else(
            || format!("/registers/{name}/new"),
            |record| format!("/registers/{name}/{}", record.id),
        ),
        check: record.map_or_else(
            || format!("/registers/{name}/check"),
            |record| format!("/registers/{name}/{}/check", record.id),
        ),
        is_new: record.is_none(),
        entry: record.map_or(0, |record| record.entry),
        unit: record.map(|record| visit.unit_name(record.unit)).unwrap_or_default(),
        units: writable
            .iter()
            .map(|(id, title)| (id.to_string(), title.clone(), wanted == Some(&id.to_string()[..])))
            .collect(),
        sections: sections(visit, definition, record, &typed),
        sayings: general.flat_map(|fault| Nope::Wrong(vec![fault.clone()]).sayings()).collect(),
        alike: typed
            .alike
            .iter()
            .map(|one| {
                let cells = records::columns(definition)
                    .into_iter()
                    .map(|field| records::shown(visit, definition, field, &one.body, false));
                (
                    format!("/registers/{name}/{}", one.id),
                    format!(
                        "{} · {}",
                        visit.unit_name(one.unit),
                        cells.collect::<Vec<_>>().join(" · ")
                    ),
                )
            })
            .collect(),
        rows: rows::shown(visit, register, record, &typed.rows)?,
        elsewhere: record.map(|record| elsewhere(visit, name, record)).unwrap_or_default(),
        theirs: typed.theirs,
        may_write,
        may_open: who.may(Claim::on(Right::OpenSensitive, name)),
        reason: visit.form.get("reason").to_owned(),
        history: record
            .map(|record| history(visit, register, record))
            .transpose()?
            .unwrap_or_default(),
    };
    Reply::page_with(status, &page)
}

fn field_of(fault: &Diagnostic) -> Option<&str> {
    fault.place.field.as_deref()
}

/// The fields, under the titles of their sections, in the order of the form.
fn sections(
    visit: &Visit<'_>,
    definition: &Definition,
    record: Option<&Record>,
    typed: &Typed,
) -> Vec<Section> {
    let mut sections: Vec<(String, Section)> = Vec::new();
    for field in definition.in_use() {
        let title = definition.sections.iter().find(|one| one.name == field.section);
        let title = title.map(|one| one.title.get(visit.lang).to_owned()).unwrap_or_default();
        let input = input(visit, definition, field, record, typed);
        match sections.last_mut() {
            Some((name, section)) if *name == field.section => section.fields.push(input),
            _ => sections.push((field.section.clone(), Section { title, fields: vec![input] })),
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}

fn input(
    visit: &Visit<'_>,
    definition: &Definition,
    field: &Field,
    record: Option<&Record>,
    typed: &Typed,
) -> Input {
    let lang = visit.lang;
    let there = record.and_then(|record| record.body.get(&field.no));
    let fresh = if record.is_none() { field.default.clone() } else { String::new() };
    let value =
        typed.input.get(&field.name).cloned().unwrap_or_else(|| there.map_or(fresh, written));
    let faults = typed.faults.iter().filter(|fault| field_of(fault) == Some(&field.name));
    let fault: Vec<String> = faults
        .map(|fault| {
            let hint = fault.hint.as_ref().map(|hint| format!(" {}", hint.get(lang)));
            format!("{}{}", fault.message.get(lang), hint.unwrap_or_default())
        })
        .collect();
    let masked = records::is_sensitive(field)
        && there.is_some_and(|value| *value != Value::Empty)
        && !typed.opened.contains(&field.name)
        && !typed.input.contains_key(&field.name);
    let value = match record {
        Some(record) if field.program => {
            records::shown(visit, definition, field, &record.body, true)
        }
        _ => value,
    };
    let kind = match field.kind {
        _ if !field.is_typed() => "shown",
        Kind::SelectOne | Kind::Unit => "select",
        Kind::SelectMultiple => "many",
        Kind::Integer => "number",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::DateTime => "datetime-local",
        Kind::Text if field.appearance.contains("multiline") => "area",
        _ => "text",
    };
    let mut hint = field.hint.as_ref().map(|hint| hint.get(lang).to_owned()).unwrap_or_default();
    if field.kind == Kind::Record
        && let Some(title) = records::linked(visit, field, &value)
    {
        hint = format!("→ {title}");
    }
    let chosen: Vec<&str> = value.split_whitespace().collect();
    let choices = definition
        .choices_of(field)
        .iter()
        .filter(|choice| !choice.retired || chosen.contains(&choice.name.as_str()));
    Input {
        name: field.name.clone(),
        label: field.label.get(lang).to_owned(),
        hint,
        kind,
        required: field.required,
        fault: fault.join(" "),
        choices: if field.kind == Kind::Unit {
            areas(visit, definition, &value)
        } else {
            choices
                .map(|choice| {
                    let is_chosen = chosen.contains(&choice.name.as_str());
                    (choice.name.clone(), choice.label.get(lang).to_owned(), is_chosen)
                })
                .collect()
        },
        masked,
        opened: records::is_sensitive(field) && typed.opened.contains(&field.name),
        value: if masked { String::new() } else { value },
    }
}

/// The territories that a field of a unit may name: those below the units for which the visitor may write, and what
/// stands there already.
fn areas(visit: &Visit<'_>, definition: &Definition, value: &str) -> Vec<(String, String, bool)> {
    const MOST: usize = 400;
    let (Ok(who), Ok(tree), day) = (visit.who(), visit.tree(), visit.today()) else {
        return Vec::new();
    };
    let held = who.units(Claim::on(Right::WriteRecords, &definition.name));
    let held = held.into_iter().filter_map(|unit| tree.get(unit));
    let below = held.flat_map(|unit| {
        let below = tree.descendants(unit.id, day).into_iter();
        std::iter::once(unit).chain(below.filter(|one| one.valid.on(day)))
    });
    let territory = |unit: &&Unit| !matches!(unit.tier, Tier::Body | Tier::Village);
    let mut areas: Vec<(String, String, bool)> = below
        .filter(territory)
        .take(MOST)
        .map(|unit| (unit.id.to_string(), unit_label(unit, day), unit.id.to_string() == value))
        .collect();
    if !value.is_empty() && areas.iter().all(|(id, ..)| id != value) {
        let name = value.parse().map_or_else(|_| value.to_owned(), |unit| visit.unit_name(unit));
        areas.push((value.to_owned(), name, true));
    }
    areas
}

/// Who changed what when and why; masked values stay masked.
fn history(visit: &Visit<'_>, register: &Register, record: &Record) -> Result<Vec<Step>, Nope> {
    let definition = &register.definition;
    let scope = visit.who()?.scope(Claim::on(Right::ReadRecords, &definition.name));
    let steps = visit.node().history(definition.id, record.id, &scope)?;
    let step = |step: &HistoryStep| Step {
        at: moment_text(step.at.millis),
        by: step.officer.and_then(|officer| visit.officer_name(officer)).unwrap_or_default(),
        reason: step.reason.clone().unwrap_or_default(),
        changes: match &step.happened {
            Happened::Put(body) => body
                .keys()
                .filter_map(|no| {
                    let field = definition.field_no(*no)?;
                    Some((
                        field.label.get(visit.lang).to_owned(),
                        records::shown(visit, definition, field, body, false),
                    ))
                })
                .collect(),
            Happened::PutErased => {
                vec![(visit.w("Đã xóa theo luật", "Lawfully erased").to_owned(), String::new())]
            }
            Happened::Retract => {
                vec![(visit.w("Rút khỏi sổ", "Retracted").to_owned(), String::new())]
            }
            Happened::Erase => vec![(visit.w("Xóa theo luật", "Erased").to_owned(), String::new())],
        },
    };
    Ok(steps.iter().rev().map(step).collect())
}

/// Pages and papers about what a record speaks of.
fn elsewhere(visit: &Visit<'_>, register: &str, record: &Record) -> Vec<(String, String)> {
    match register {
        "case" => vec![(
            format!("/cases/{}", record.id),
            visit.w("Truy vết ca này", "Trace this case").to_owned(),
        )],
        "zone" => vec![(
            format!("/zones/{}", record.id),
            visit.w("Trang vùng phong tỏa", "Page of the zone").to_owned(),
        )],
        "quarantine_stay" => vec![(
            format!("/stays/{}/decision.docx", record.id),
            visit.w("Quyết định cách ly (Word)", "Decision (Word)").to_owned(),
        )],
        "service_point" => {
            vec![("/care".to_owned(), visit.w("Các điểm y tế", "All points of care").to_owned())]
        }
        "compliance_check" => vec![(
            "/zones".to_owned(),
            visit.w("Vùng phong tỏa, biện pháp", "Zones and measures").to_owned(),
        )],
        "follow_up" => vec![(
            "/follow-up".to_owned(),
            visit.w("Theo dõi hằng ngày", "Daily follow-up").to_owned(),
        )],
        _ => Vec::new(),
    }
}
