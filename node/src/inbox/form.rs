//! One record from a form: checked as an import checks a row, written with who and why.

use std::collections::BTreeMap;

use domain::base::{Diagnostic, Kind, OfficerId, RecordId, UnitId, Value, Warned};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::{Before, Body, Checker, Circumstances, Guide};
use domain::register::Field;
use jiff::civil::Date;

use super::around::Surroundings;
use super::follow::Following;
use super::links::Links;
use super::unique::Batch;
use crate::analysis::tracing;
use crate::projection::Register;
use crate::store::{Record, Scope};
use crate::{Node, NodeError};

/// A form that was filled in.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// The register.
    pub register: &'a Register,
    /// Whose record it is, or becomes.
    pub unit: UnitId,
    /// The record that is changed; `None` for a new one.
    pub record: Option<&'a Record>,
    /// Name of a field → what was typed. Fields that are not there stay as they are.
    pub input: &'a BTreeMap<String, String>,
    /// Who.
    pub officer: Option<OfficerId>,
    /// Why; required to change or retract what was written before.
    pub reason: Option<&'a str>,
}

/// What a form would write.
pub(super) struct Planned {
    /// The record that is changed, or a new one.
    pub(super) record: RecordId,
    /// The change; `None` when nothing changes.
    pub(super) change: Option<DraftChange>,
    /// What is odd about it.
    pub(super) warnings: Vec<Diagnostic>,
}

impl Form<'_> {
    /// Checks it, and gives what would be written.
    ///
    /// # Errors
    /// Every fault, each at its field; when the database cannot be read.
    pub fn check(&self, node: &Node, today: Date) -> Result<Warned<Body>, Vec<Diagnostic>> {
        self.held(node, today, |checker, input, around| checker.check(input, around))?
    }

    /// How it looks with what was typed so far.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn guide(&self, node: &Node, today: Date) -> Result<Guide, Vec<Diagnostic>> {
        self.held(node, today, |checker, input, around| checker.guide(input, around))
    }

    fn held<T>(
        &self,
        node: &Node,
        today: Date,
        hold: impl FnOnce(&Checker<'_>, &BTreeMap<String, String>, &Circumstances<'_>) -> T,
    ) -> Result<T, Vec<Diagnostic>> {
        let definition = &self.register.definition;
        let checker = Checker::new(definition)?;
        let one = |error: NodeError| vec![error.to_diagnostic()];
        let around = Surroundings::of(node, definition, self.officer).map_err(one)?;
        let before = self.record.map(|record| &record.body);
        let mut input = self.whole(before);
        let unlinked = self.link(node, &mut input).map_err(one)?;
        if !unlinked.is_empty() {
            return Err(unlinked);
        }
        let empty = Body::new();
        let others = around
            .others(node, self.record.map(|record| record.id), before.unwrap_or(&empty))
            .map_err(one)?;
        let circumstances = around.circumstances(today, 0, others.as_ref());
        let before = before.map_or(Before::New, Before::Stood);
        Ok(hold(&checker, &input, &Circumstances { before, ..circumstances }))
    }

    /// Puts the id in the place of a name by which a record of another register was called. What names none is a fault.
    fn link(
        &self,
        node: &Node,
        input: &mut BTreeMap<String, String>,
    ) -> crate::Result<Vec<Diagnostic>> {
        let definition = &self.register.definition;
        let named = |field: &&Field| {
            field.kind == Kind::Record
                && input.get(&field.name).is_some_and(|typed| {
                    !typed.trim().is_empty() && typed.trim().parse::<RecordId>().is_err()
                })
        };
        let fields: Vec<&Field> = definition.in_use().filter(named).collect();
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let columns: Vec<Option<u16>> = fields.iter().map(|field| Some(field.no)).collect();
        let links = Links::of(node, definition, &columns, &node.scope_of(self.unit)?)?;
        let mut faults = Vec::new();
        for field in fields {
            let Some(typed) = input.get_mut(&field.name) else { continue };
            match links.read(field.no, typed) {
                Some(Ok(read)) => *typed = read.value.to_string(),
                Some(Err(fault)) => faults.push(fault),
                None => {}
            }
        }
        Ok(faults)
    }

    /// What was typed over what is there.
    fn whole(&self, before: Option<&Body>) -> BTreeMap<String, String> {
        let definition = &self.register.definition;
        let mut input = BTreeMap::new();
        for field in definition.in_use().filter(|field| field.calculation.is_empty()) {
            let there = before.and_then(|body| body.get(&field.no));
            // What only the program writes stays as it is, whatever was sent.
            let typed = self.input.get(&field.name).filter(|_| field.is_typed()).cloned();
            // A record that is changed must not get the defaults of a fresh form.
            let text = typed.or_else(|| before.map(|_| there.map(written).unwrap_or_default()));
            input.extend(text.map(|text| (field.name.clone(), text)));
        }
        input
    }

    /// Writes it. Gives the record and what is odd about it.
    ///
    /// # Errors
    /// As [`Form::check`]; `reason_missing` when a change has none; when the database cannot be written.
    pub fn save(&self, node: &Node, today: Date) -> Result<Warned<RecordId>, Vec<Diagnostic>> {
        let Planned { record, change, warnings } = self.plan(node, today, &mut Batch::default())?;
        self.append(node, change.into_iter().collect())
            .map_err(|error| vec![error.to_diagnostic()])?;
        Ok(Warned { output: record, warnings })
    }

    /// What would be written; nothing where nothing changes. No two of a batch may take the same value.
    pub(super) fn plan(
        &self,
        node: &Node,
        today: Date,
        batch: &mut Batch,
    ) -> Result<Planned, Vec<Diagnostic>> {
        let Warned { output: body, warnings } = self.check(node, today)?;
        let definition = &self.register.definition;
        let one = |error: NodeError| vec![error.to_diagnostic()];
        let record = match self.record {
            Some(record) => record.id,
            None => node.new_record().map_err(one)?,
        };
        let taken = batch.take(node, self.register, record, &body).map_err(one)?;
        if !taken.is_empty() {
            return Err(taken);
        }
        let values = match self.record {
            None => body,
            Some(record) => changed(&record.body, body),
        };
        if self.record.is_some() && values.is_empty() {
            return Ok(Planned { record, change: None, warnings });
        }
        if self.record.is_some() && self.why().is_none() {
            return Err(vec![reason_missing()]);
        }
        let (act, version) = (Act::Put(values), definition.version);
        let change = DraftChange { definition: definition.id, version, record, act };
        Ok(Planned { record, change: Some(change), warnings })
    }

    fn why(&self) -> Option<&str> {
        self.reason.map(str::trim).filter(|reason| !reason.is_empty())
    }

    /// Takes the record out of lists and counts; it stays in the ledger.
    ///
    /// # Errors
    /// `reason_missing`; when the database cannot be written.
    pub fn retract(&self, node: &Node) -> Result<(), Diagnostic> {
        let (Some(record), Some(_)) = (self.record, self.why()) else {
            return Err(reason_missing());
        };
        let definition = &self.register.definition;
        let act = Act::Retract;
        let change = DraftChange {
            definition: definition.id,
            version: definition.version,
            record: record.id,
            act,
        };
        Ok(self.append(node, vec![change])?)
    }

    /// Writes changes in one entry; records whose figures ask those that changed follow.
    pub(super) fn append(&self, node: &Node, changes: Vec<DraftChange>) -> crate::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let registry = node.registry();
        let mut touched: Vec<_> = changes.iter().map(|change| change.definition).collect();
        touched.dedup();
        let reason = self.why().map(str::to_owned);
        node.append(&Draft { unit: self.unit, officer: self.officer, reason, changes })?;
        let following = Following { node, unit: self.unit, officer: self.officer };
        let mut names = Vec::new();
        for register in touched.iter().filter_map(|id| registry.get(*id).ok()) {
            following.after(&register.definition)?;
            names.push(register.definition.name.as_str());
        }
        tracing::after(node, &names, self.officer)?;
        Ok(())
    }

    /// Records that have the same duplicate key: perhaps the same person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn alike(&self, node: &Node, scope: &Scope, body: &Body) -> crate::Result<Vec<Record>> {
        const MOST: u32 = 5;
        let found = node.reader()?.alike(&self.register.table, scope, body, MOST)?;
        let own = self.record.map(|record| record.id);
        Ok(found.into_iter().filter(|record| Some(record.id) != own).collect())
    }
}

/// Writes what is right among many forms of one unit and one officer in one entry. Gives for each its record, or what is
/// wrong with it.
///
/// # Errors
/// When the database cannot be written; then nothing of it was.
pub fn save_all(
    node: &Node,
    forms: &[Form<'_>],
    today: Date,
) -> crate::Result<Vec<Result<RecordId, Vec<Diagnostic>>>> {
    let mut changes = Vec::new();
    let mut saved = Vec::with_capacity(forms.len());
    let mut batch = Batch::default();
    for form in forms {
        saved.push(form.plan(node, today, &mut batch).map(|planned| {
            changes.extend(planned.change);
            planned.record
        }));
    }
    if let Some(form) = forms.first() {
        form.append(node, changes)?;
    }
    Ok(saved)
}

/// A value as a form holds it: what is read again gives the same value.
pub fn written(value: &Value) -> String {
    match value {
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        other => other.to_string(),
    }
}

/// Only what differs; an emptied field is written as empty.
fn changed(before: &Body, after: Body) -> Body {
    let mut changes = Body::new();
    for no in before.keys().filter(|no| !after.contains_key(no)) {
        changes.insert(*no, Value::Empty);
    }
    changes.extend(after.into_iter().filter(|(no, value)| before.get(no) != Some(value)));
    changes
}

fn reason_missing() -> Diagnostic {
    Diagnostic::error(
        "reason_missing",
        "Chưa ghi lý do sửa.",
        "The reason of the change is missing.",
    )
    .hint(
        "Ghi vì sao sửa: nhập sai, người nhà báo lại …",
        "Say why: a typing error, the family called back …",
    )
    .at_field("reason")
}
