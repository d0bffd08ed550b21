//! Rows of a register by the names of their fields.

use std::sync::Arc;

use domain::base::{RecordId, UnitId, Value};
use domain::entry::DraftChange;
use jiff::civil::{Date, DateTime};

use crate::projection::Register;
use crate::store::{Reader, Record, Scope};
use crate::{Node, NodeError, Result, fields};

/// A register of tracing.
#[derive(Clone)]
pub(super) struct Book(pub(super) Arc<Register>);

impl Book {
    /// The register that everybody shares under a name.
    pub(super) fn of(node: &Node, name: &str) -> Result<Self> {
        let registry = node.registry();
        let found = registry.called(name).map(|found| Self(found.clone()));
        found.map_err(|_| NodeError::Damaged(format!("there is no register `{name}`")))
    }

    /// Its rows in a scope, by id.
    pub(super) fn rows(&self, node: &Node, scope: &Scope) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        node.reader()?.each(&self.0.table, scope, |record| {
            rows.push(Row::of(&self.0, record));
        })?;
        rows.sort_unstable_by_key(|row| row.record.id);
        Ok(rows)
    }

    /// One row, if a scope sees it and it was not taken out.
    pub(super) fn row(
        &self,
        reader: &Reader<'_>,
        scope: &Scope,
        id: RecordId,
    ) -> Result<Option<Row>> {
        let found = reader.record(&self.0.table, scope, id)?;
        let found = found.filter(|record| !record.retracted);
        Ok(found.map(|record| Row { register: self.0.clone(), record }))
    }

    /// A change of named values.
    pub(super) fn put(&self, record: RecordId, values: &[(&str, Value)]) -> DraftChange {
        fields::change(&self.0.definition, record, values)
    }
}

/// A row.
#[derive(Clone)]
pub(super) struct Row {
    register: Arc<Register>,
    /// The record.
    pub(super) record: Record,
}

impl Row {
    /// A record of a register.
    pub(super) fn of(register: &Arc<Register>, record: Record) -> Self {
        Self { register: register.clone(), record }
    }

    pub(super) fn value(&self, name: &str) -> &Value {
        fields::value(&self.register.definition, &self.record.body, name)
    }

    /// A text, or the name of a choice; "" where nothing is said.
    pub(super) fn text(&self, name: &str) -> &str {
        self.value(name).as_text().unwrap_or_default()
    }

    pub(super) fn date(&self, name: &str) -> Option<Date> {
        match self.value(name) {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub(super) fn moment(&self, name: &str) -> Option<DateTime> {
        match self.value(name) {
            Value::DateTime(moment) => Some(*moment),
            _ => None,
        }
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        match self.value(name) {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn decimal(&self, name: &str) -> Option<f64> {
        self.value(name).to_string().parse().ok()
    }

    pub(super) fn link(&self, name: &str) -> Option<RecordId> {
        self.text(name).parse().ok()
    }

    pub(super) fn unit(&self, name: &str) -> Option<UnitId> {
        self.text(name).parse().ok()
    }

    /// The values among these that it does not say yet: what is left to be written.
    pub(super) fn differing<'n>(&self, values: Vec<(&'n str, Value)>) -> Vec<(&'n str, Value)> {
        let differs = |(name, value): &(&'n str, Value)| self.value(name) != value;
        values.into_iter().filter(differs).collect()
    }
}

/// A date, or nothing.
pub(super) fn date(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

/// A moment, or nothing.
pub(super) fn moment(moment: Option<DateTime>) -> Value {
    moment.map_or(Value::Empty, Value::DateTime)
}

/// A link, or nothing.
pub(super) fn link(record: Option<RecordId>) -> Value {
    record.map_or(Value::Empty, |record| Value::text(record.to_string()))
}
