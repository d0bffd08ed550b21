//! What actions of pages write: fields of a record, with the same checks, rights and reasons as its form; and papers.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::{Diagnostic, RecordId, UnitId};
use domain::people::Right;
use node::Record;
use node::inbox::form::{Form, save_all};
use node::projection::Register;

use crate::files::official::{Paper, official};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// A register that everybody shares, by name.
pub(super) fn register(visit: &Visit<'_>, name: &str) -> Result<Arc<Register>, Nope> {
    let registry = visit.node().registry();
    registry.called(name).cloned().map_err(|_| Nope::NotFound)
}

/// A live record of a register, by the name of a part of the path, as far as a right reaches.
pub(super) fn record(
    visit: &Visit<'_>,
    register: &Register,
    right: Right,
    id: &str,
) -> Result<Record, Nope> {
    let id: RecordId = id.parse().map_err(|_| Nope::NotFound)?;
    let scope = visit.scope(Claim::on(right, &register.definition.name))?;
    let found = visit.node().reader()?.record(&register.table, &scope, id)?;
    found.filter(|record| !record.retracted).ok_or(Nope::NotFound)
}

/// A new record in the book of a unit.
pub(super) fn add(
    visit: &Visit<'_>,
    name: &str,
    unit: UnitId,
    cells: &[(&str, &str)],
) -> Result<RecordId, Nope> {
    visit.reach(Claim::on(Right::WriteRecords, name), unit)?;
    let register = register(visit, name)?;
    save(visit, &register, unit, None, cells, None)
}

/// The one record of a unit that has the same key as what was typed, or a new one; and whether it is new.
pub(super) fn find_or_add(
    visit: &Visit<'_>,
    name: &str,
    unit: UnitId,
    cells: &[(&str, &str)],
) -> Result<(RecordId, bool), Nope> {
    visit.reach(Claim::on(Right::WriteRecords, name), unit)?;
    let register = register(visit, name)?;
    let input = typed(cells, false);
    let officer = visit.officer();
    let form =
        Form { register: &register, unit, record: None, input: &input, officer, reason: None };
    let wrong = |faults| Nope::Wrong(named(&register, faults));
    let checked = form.check(visit.node(), visit.today()).map_err(wrong)?;
    let scope = visit.node().scope_of(unit)?;
    match form.alike(visit.node(), &scope, &checked.output)?.as_slice() {
        [one] => Ok((one.id, false)),
        _ => Ok((save(visit, &register, unit, None, cells, None)?, true)),
    }
}

/// What was typed, by field. In a new record what is empty says nothing.
fn typed(cells: &[(&str, &str)], empty_too: bool) -> BTreeMap<String, String> {
    let cells = cells.iter().filter(|(_, text)| empty_too || !text.trim().is_empty());
    cells.map(|(name, text)| ((*name).to_owned(), text.trim().to_owned())).collect()
}

/// Fields of a record; the others stay as they are.
pub(super) fn change(
    visit: &Visit<'_>,
    register: &Register,
    record: &Record,
    cells: &[(&str, &str)],
    reason: &str,
) -> Result<RecordId, Nope> {
    let claim = Claim::on(Right::WriteRecords, &register.definition.name);
    visit.reach(claim, record.unit)?;
    save(visit, register, record.unit, Some(record), cells, Some(reason))
}

/// Forms of one register, in one entry a unit; tells how many. The first fault is told before anything is written.
pub(super) fn together(visit: &Visit<'_>, forms: &mut [Form<'_>]) -> Result<usize, Nope> {
    forms.sort_by_key(|form| form.unit);
    for form in forms.iter() {
        let definition = &form.register.definition;
        visit.reach(Claim::on(Right::WriteRecords, &definition.name), form.unit)?;
        let wrong = |faults| Nope::Wrong(named(form.register, faults));
        form.check(visit.node(), visit.today()).map_err(wrong)?;
    }
    for same in forms.chunk_by(|one, other| one.unit == other.unit) {
        for saved in save_all(visit.node(), same, visit.today())? {
            saved.map_err(Nope::Wrong)?;
        }
    }
    Ok(forms.len())
}

fn save(
    visit: &Visit<'_>,
    register: &Register,
    unit: UnitId,
    record: Option<&Record>,
    cells: &[(&str, &str)],
    reason: Option<&str>,
) -> Result<RecordId, Nope> {
    let input = typed(cells, record.is_some());
    let form = Form { register, unit, record, input: &input, officer: visit.officer(), reason };
    let saved = form.save(visit.node(), visit.today());
    saved.map(|saved| saved.output).map_err(|faults| Nope::Wrong(named(register, faults)))
}

/// Faults with the label of their field: the page has no field beside which they could stand.
fn named(register: &Register, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let one = |mut fault: Diagnostic| {
        let field = fault.place.field.as_deref().and_then(|name| register.definition.field(name));
        if let Some(field) = field {
            fault.message.vi = format!("{}: {}", field.label.vi, fault.message.vi);
            fault.message.en = format!("{}: {}", field.label.en, fault.message.en);
        }
        fault
    };
    faults.into_iter().map(one).collect()
}

/// A paper as a Word file.
pub(super) fn paper(paper: &Paper, name: &str) -> Answer {
    Ok(Reply::word(name, official(paper).map_err(|fault| Nope::broken(&fault))?))
}
