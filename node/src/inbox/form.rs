//! One record from a form: checked as an import checks a row, written with who and why.

use std::collections::BTreeMap;

use domain::base::{Diagnostic, OfficerId, RecordId, UnitId, Value, Warned};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::{Before, Body, Checker, Circumstances, Guide};
use jiff::civil::Date;

use super::around::Surroundings;
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
        let input = self.whole(before);
        let empty = Body::new();
        let others = around
            .others(node, self.record.map(|record| record.id), before.unwrap_or(&empty))
            .map_err(one)?;
        let circumstances = around.circumstances(today, 0, others.as_ref());
        let before = before.map_or(Before::New, Before::Stood);
        Ok(hold(&checker, &input, &Circumstances { before, ..circumstances }))
    }

    /// What was typed over what is there.
    fn whole(&self, before: Option<&Body>) -> BTreeMap<String, String> {
        let definition = &self.register.definition;
        let mut input = BTreeMap::new();
        for field in definition.in_use().filter(|field| field.calculation.is_empty()) {
            let there = before.and_then(|body| body.get(&field.no));
            let typed = self.input.get(&field.name).cloned();
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
        let Warned { output: body, warnings } = self.check(node, today)?;
        let definition = &self.register.definition;
        let one = |error: NodeError| vec![error.to_diagnostic()];
        let values = match self.record {
            None => body,
            Some(record) => changed(&record.body, body),
        };
        let id = match self.record {
            Some(record) if values.is_empty() => return Ok(Warned { output: record.id, warnings }),
            Some(record) => record.id,
            None => node.new_record().map_err(one)?,
        };
        let reason = self.reason.map(str::trim).filter(|reason| !reason.is_empty());
        if self.record.is_some() && reason.is_none() {
            return Err(vec![reason_missing()]);
        }
        let act = Act::Put(values);
        let change =
            DraftChange { definition: definition.id, version: definition.version, record: id, act };
        self.append(node, change, reason).map_err(one)?;
        Ok(Warned { output: id, warnings })
    }

    /// Takes the record out of lists and counts; it stays in the ledger.
    ///
    /// # Errors
    /// `reason_missing`; when the database cannot be written.
    pub fn retract(&self, node: &Node) -> Result<(), Diagnostic> {
        let reason = self.reason.map(str::trim).filter(|reason| !reason.is_empty());
        let (Some(record), Some(_)) = (self.record, reason) else { return Err(reason_missing()) };
        let definition = &self.register.definition;
        let act = Act::Retract;
        let change = DraftChange {
            definition: definition.id,
            version: definition.version,
            record: record.id,
            act,
        };
        Ok(self.append(node, change, reason)?)
    }

    fn append(&self, node: &Node, change: DraftChange, reason: Option<&str>) -> crate::Result<()> {
        let reason = reason.map(str::to_owned);
        node.append(&Draft {
            unit: self.unit,
            officer: self.officer,
            reason,
            changes: vec![change],
        })?;
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
