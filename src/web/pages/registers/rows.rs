//! Rows that belong to a record, in its form: the people of a household.

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use domain::people::Right;
use domain::register::Field;
use node::inbox::family::{Inner, Row, inner_registers};
use node::projection::Register;
use node::{Record, measure};

use super::grid::{self, Column};
use crate::web::nope::Nope;
use crate::web::records;
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// The rows of one register that belong to the record of a form.
pub(super) struct Rows {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    /// What is there: its address and what it says.
    pub(super) there: Vec<(String, String)>,
    /// What is written anew.
    pub(super) fresh: Vec<Fresh>,
    /// Whether the visitor may write such rows.
    pub(super) may_write: bool,
}

/// A row that is being written.
pub(super) struct Fresh {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
    pub(super) fault: String,
}

/// Empty rows of a form.
const EMPTY: usize = 5;
/// Rows that are there and shown.
const SHOWN: usize = 60;

/// The registers whose rows a visitor may see in a form of this register.
fn inner(visit: &Visit<'_>, register: &Register) -> Result<Vec<Inner>, Nope> {
    let who = visit.who()?;
    let mut inner = inner_registers(visit.node(), register);
    inner.retain(|one| who.may(Claim::on(Right::ReadRecords, &one.register.definition.name)));
    Ok(inner)
}

/// What stands in the form: what is there, what was typed with its faults, empty rows.
pub(super) fn shown(
    visit: &Visit<'_>,
    register: &Register,
    record: Option<&Record>,
    faults: &[Vec<Diagnostic>],
) -> Result<Vec<Rows>, Nope> {
    let mut faults = faults.iter();
    let mut shown = Vec::new();
    for one in inner(visit, register)? {
        let fields = fields(&one);
        let mut fresh: Vec<Fresh> = Vec::new();
        for cells in typed(visit, &one, &fields) {
            let fault = faults.next().map(|faults| grid::said(visit, &one.register, faults));
            fresh.push(Fresh { number: 0, cells, fault: fault.unwrap_or_default() });
        }
        fresh.extend((0..EMPTY).map(|_| Fresh {
            number: 0,
            cells: vec![String::new(); fields.len()],
            fault: String::new(),
        }));
        for (number, row) in (1..).zip(&mut fresh) {
            row.number = number;
        }
        let definition = &one.register.definition;
        shown.push(Rows {
            name: definition.name.clone(),
            title: definition.title.get(visit.lang).to_owned(),
            columns: grid::shown_columns(visit, definition, &fields),
            there: record.map(|record| there(visit, &one, record)).transpose()?.unwrap_or_default(),
            fresh,
            may_write: visit.who()?.may(Claim::on(Right::WriteRecords, &definition.name)),
        });
    }
    Ok(shown)
}

/// The fields of a row: all but the link, which is the record of the form.
fn fields(inner: &Inner) -> Vec<&Field> {
    let mut fields = grid::columns(&inner.register.definition);
    fields.retain(|field| field.name != inner.link);
    fields
}

/// The rows that were sent, without the empty ones.
fn typed(visit: &Visit<'_>, inner: &Inner, fields: &[&Field]) -> Vec<Vec<String>> {
    let name = &inner.register.definition.name;
    let cell = |number: usize, field: &Field| {
        visit.form.get(&format!("m.{name}.{number}.{}", field.name)).to_owned()
    };
    let row = |number| fields.iter().map(|field| cell(number, field)).collect::<Vec<_>>();
    (1..=visit.form.last_row(&format!("m.{name}")))
        .map(row)
        .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
        .collect()
}

/// The rows that were sent, to be written with the record. Rows of a register that the visitor may not write are refused.
pub(super) fn sent(visit: &Visit<'_>, register: &Register) -> Result<Vec<Row>, Nope> {
    let mut rows = Vec::new();
    for one in inner(visit, register)? {
        let fields = fields(&one);
        for cells in typed(visit, &one, &fields) {
            if !visit.who()?.may(Claim::on(Right::WriteRecords, &one.register.definition.name)) {
                return Err(Nope::Forbidden);
            }
            let filled = fields.iter().zip(cells).filter(|(_, text)| !text.is_empty());
            let input: BTreeMap<String, String> =
                filled.map(|(field, text)| (field.name.clone(), text)).collect();
            rows.push(Row { inner: one.clone(), input });
        }
    }
    Ok(rows)
}

/// The rows that belong to a record already.
fn there(visit: &Visit<'_>, inner: &Inner, record: &Record) -> Result<Vec<(String, String)>, Nope> {
    let definition = &inner.register.definition;
    let scope = visit.who()?.scope(Claim::on(Right::ReadRecords, &definition.name));
    // The id is letters and digits: nothing in it ends the text of the condition.
    let condition = format!("${{{}}} = '{}'", inner.link, record.id);
    let reader = visit.node().reader()?;
    let found = measure::matching(&reader, &inner.register, &condition, &scope)?;
    let line = |one: &Record| {
        let columns = records::columns(definition).into_iter();
        let cells = columns
            .filter(|field| field.name != inner.link)
            .map(|field| records::shown(visit, definition, field, &one.body, false))
            .filter(|text| !text.is_empty());
        let text = cells.collect::<Vec<_>>().join(" · ");
        (format!("/registers/{}/{}", definition.name, one.id), text)
    };
    Ok(found.iter().take(SHOWN).map(line).collect())
}
