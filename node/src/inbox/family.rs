//! A record and those that belong to it in one form: a household and its people. All are written, or none.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::{Diagnostic, Kind, RecordId};
use domain::register::{Field, Visibility};
use jiff::civil::Date;

use super::form::{Form, Planned};
use super::links::naming;
use super::unique::Batch;
use crate::Node;
use crate::projection::Register;
use crate::store::{Record, Scope};

/// A register whose records belong to those of another.
#[derive(Clone, Debug)]
pub struct Inner {
    /// The register.
    pub register: Arc<Register>,
    /// Its field that names the record to which one belongs.
    pub link: String,
}

/// The registers whose records belong to those of a register, by name.
pub fn inner_registers(node: &Node, outer: &Register) -> Vec<Inner> {
    let registry = node.registry();
    let same = |name: &str| {
        registry.called(name).is_ok_and(|found| found.definition.id == outer.definition.id)
    };
    let link = |register: &Arc<Register>| {
        let definition = &register.definition;
        let field = definition
            .in_use()
            .find(|field| field.kind == Kind::Record && field.required && same(&field.register))?;
        Some(Inner { register: register.clone(), link: field.name.clone() })
    };
    let mut inner: Vec<Inner> = registry.iter().filter_map(link).collect();
    inner.sort_by(|a, b| a.register.definition.name.cmp(&b.register.definition.name));
    inner
}

/// What people call the record that a field links to: its name, its number. `None` where the scope does not see it, or
/// there is none.
///
/// # Errors
/// When the database cannot be read.
pub fn title_of_linked(
    node: &Node,
    field: &Field,
    id: RecordId,
    scope: &Scope,
) -> crate::Result<Option<String>> {
    let registry = node.registry();
    let Ok(register) = registry.called(&field.register) else { return Ok(None) };
    let record = node.reader()?.record(&register.table, scope, id)?;
    let names = |record: Record| {
        // What is opened one by one names nobody in passing.
        let open = |no: &u16| {
            let field = register.definition.field_no(*no);
            field.is_some_and(|field| field.visibility != Visibility::Sensitive)
        };
        let texts = naming(&register.definition)
            .into_iter()
            .filter(open)
            .filter_map(|no| record.body.get(&no).map(ToString::to_string))
            .filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(", ")
    };
    Ok(record.filter(|record| !record.retracted).map(names).filter(|title| !title.is_empty()))
}

/// One row that belongs to the record.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which of the inner registers.
    pub inner: Inner,
    /// Name of a field → what was typed; the link is not among it.
    pub input: BTreeMap<String, String>,
}

/// A record and new rows that belong to it.
#[derive(Clone, Debug)]
pub struct Family<'a> {
    /// The record.
    pub head: Form<'a>,
    /// The rows.
    pub rows: &'a [Row],
}

/// What is wrong with a family: nothing of it was written.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// With the record.
    pub head: Vec<Diagnostic>,
    /// With each row, in their order.
    pub rows: Vec<Vec<Diagnostic>>,
}

impl Family<'_> {
    /// Writes all of it in one entry. Gives the record.
    ///
    /// # Errors
    /// Every fault of the record and of its rows, as [`Form::save`].
    pub fn save(&self, node: &Node, today: Date) -> Result<RecordId, Faults> {
        let mut faults = Faults { head: Vec::new(), rows: vec![Vec::new(); self.rows.len()] };
        let mut batch = Batch::default();
        let planned = self.head.plan(node, today, &mut batch);
        let mut changes = Vec::new();
        // Rows are held against the rules also when the record is wrong, so that all is told at once.
        let record = match planned {
            Ok(Planned { record, change, .. }) => {
                changes.extend(change);
                record
            }
            Err(found) => {
                faults.head = found;
                self.head.record.map_or_else(|| RecordId::derived("not written"), |one| one.id)
            }
        };
        for (row, found) in self.rows.iter().zip(&mut faults.rows) {
            let mut input = row.input.clone();
            input.insert(row.inner.link.clone(), record.to_string());
            let form = Form {
                register: &row.inner.register,
                unit: self.head.unit,
                record: None,
                input: &input,
                officer: self.head.officer,
                reason: None,
            };
            match form.plan(node, today, &mut batch) {
                Ok(planned) => changes.extend(planned.change),
                Err(wrong) => *found = wrong,
            }
        }
        if !faults.head.is_empty() || faults.rows.iter().any(|row| !row.is_empty()) {
            return Err(faults);
        }
        match self.head.append(node, changes) {
            Ok(()) => Ok(record),
            Err(error) => Err(Faults { head: vec![error.to_diagnostic()], ..faults }),
        }
    }
}
