//! Grid entry: many new records at once, pasted from a spreadsheet. All rows are checked; good ones are written, the others
//! stay with their faults.

use std::collections::BTreeMap;

use askama::Template;
use domain::base::{Diagnostic, Kind};
use domain::people::Right;
use domain::register::{Choice, Definition, Field};
use node::inbox::form::{Form, save_all};
use node::projection::Register;

use super::{register, units};
use crate::web::chrome::Chrome;
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "registers/grid.html")]
struct Page {
    c: Chrome,
    name: String,
    title: String,
    units: Vec<(String, String, bool)>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    faults: usize,
}

/// A column of a grid.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) required: bool,
    /// Labels of its choices.
    pub(super) choices: Vec<String>,
}

struct Row {
    number: usize,
    cells: Vec<String>,
    fault: String,
}

/// Empty rows of a fresh grid.
const FRESH: usize = 10;

/// An empty grid.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&page(visit, Vec::new())?)
}

fn page(visit: &Visit<'_>, kept: Vec<Row>) -> Result<Page, Nope> {
    let register = register(visit, Right::WriteRecords)?;
    let fields: Vec<&Field> = columns(&register.definition);
    let asked = visit.form.some("unit");
    let faults = kept.iter().filter(|row| !row.fault.is_empty()).count();
    let mut rows = kept;
    let begun = rows.len();
    rows.extend((0..FRESH.saturating_sub(begun).max(3)).map(|_| Row {
        number: 0,
        cells: vec![String::new(); fields.len()],
        fault: String::new(),
    }));
    for (number, row) in (1..).zip(&mut rows) {
        row.number = number;
    }
    Ok(Page {
        c: visit.chrome("Nhập bảng", "Grid entry"),
        name: register.definition.name.clone(),
        title: register.definition.title.get(visit.lang).to_owned(),
        units: units(visit, &register, Right::WriteRecords)?
            .into_iter()
            .map(|(id, name)| {
                let chosen = asked == Some(&id.to_string()[..]);
                (id.to_string(), name, chosen)
            })
            .collect(),
        columns: shown_columns(visit, &register.definition, &fields),
        rows,
        faults,
    })
}

/// Fields as columns.
pub(super) fn shown_columns(
    visit: &Visit<'_>,
    definition: &Definition,
    fields: &[&Field],
) -> Vec<Column> {
    let label = |choice: &Choice| choice.label.get(visit.lang).to_owned();
    let column = |field: &&Field| Column {
        name: field.name.clone(),
        label: field.label.get(visit.lang).to_owned(),
        required: field.required,
        choices: definition
            .choices_of(field)
            .iter()
            .filter(|choice| !choice.retired)
            .map(label)
            .collect(),
    };
    fields.iter().map(column).collect()
}

/// The fields that are typed into a grid.
pub(super) fn columns(definition: &Definition) -> Vec<&Field> {
    definition
        .in_use()
        .filter(|field| field.is_typed() && field.kind != Kind::SelectMultiple)
        .collect()
}

/// Writes the rows that are right.
pub(super) fn save(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::WriteRecords)?;
    let fields = columns(&register.definition);
    let choices = units(visit, &register, Right::WriteRecords)?;
    let asked = visit.form.some("unit");
    let unit = choices
        .iter()
        .find(|(id, _)| asked.is_none_or(|asked| asked == id.to_string()))
        .ok_or(Nope::NotFound)?
        .0;
    let mut rows: Vec<(usize, Vec<String>, BTreeMap<String, String>)> = Vec::new();
    for number in 1..=visit.form.last_row("c") {
        let cell =
            |field: &&Field| visit.form.get(&format!("c.{number}.{}", field.name)).to_owned();
        let cells: Vec<String> = fields.iter().map(cell).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let filled = fields.iter().zip(&cells).filter(|(_, text)| !text.is_empty());
        let input = filled.map(|(field, text)| (field.name.clone(), text.clone())).collect();
        rows.push((number, cells, input));
    }
    let forms = rows.iter().map(|(_, _, input)| Form {
        register: &register,
        unit,
        record: None,
        input,
        officer: visit.officer(),
        reason: None,
    });
    let forms: Vec<Form<'_>> = forms.collect();
    let saved = save_all(visit.node(), &forms, visit.today())?;
    let written = saved.iter().filter(|one| one.is_ok()).count();
    let mut kept = Vec::new();
    for ((number, cells, _), saved) in rows.into_iter().zip(saved) {
        if let Err(faults) = saved {
            kept.push(Row { number, cells, fault: said(visit, &register, &faults) });
        }
    }
    let say = format!("{} {written}", visit.w("Số dòng đã ghi:", "Rows written:"));
    if kept.is_empty() {
        return Reply::said(format!("/registers/{}", register.definition.name), say);
    }
    let mut page = page(visit, kept)?;
    page.c.said = (written > 0).then_some(say);
    Reply::refused(&page)
}

/// What is wrong with a row, in one line.
pub(super) fn said(visit: &Visit<'_>, register: &Register, faults: &[Diagnostic]) -> String {
    let say = faults.iter().map(|fault| {
        let field = fault.place.field.as_deref().and_then(|name| register.definition.field(name));
        let label = field.map(|field| format!("{}: ", field.label.get(visit.lang)));
        format!("{}{}", label.unwrap_or_default(), fault.message.get(visit.lang))
    });
    say.collect::<Vec<_>>().join(" ")
}
