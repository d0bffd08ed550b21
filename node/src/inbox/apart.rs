//! Rows that share a weak key with somebody and are somebody else: a clerk says so once, by the row's number.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{RecordId, UnitId, Value, local};
use domain::entry::DraftChange;
use domain::record::Body;

use super::sort::whole_key;
use crate::units::register as system;
use crate::{Node, Result, fields};

/// Who was told apart, now and before.
pub(super) struct Apart<'r> {
    /// Rows of this file.
    rows: &'r BTreeSet<u64>,
    /// Records of rows that were told apart in earlier imports, by all that the row says.
    told: BTreeMap<i64, RecordId>,
    unit: UnitId,
    register: String,
}

impl<'r> Apart<'r> {
    pub(super) fn of(
        node: &Node,
        unit: UnitId,
        register: &str,
        rows: &'r BTreeSet<u64>,
    ) -> Result<Self> {
        let kept = system(node, "told_apart")?;
        let definition = &kept.definition;
        let mut told = BTreeMap::new();
        if let Some(field) = definition.field("register") {
            for row in node.reader()?.rows_with(&kept.table, field.no, register)? {
                let text = |name| fields::text(definition, &row.body, name);
                let hash: Option<i64> = text("row_hash").parse().ok();
                let record: Option<RecordId> = text("of_record").parse().ok();
                let known = hash.zip(record);
                told.extend(known.filter(|_| row.unit == unit));
            }
        }
        Ok(Self { rows, told, unit, register: register.to_owned() })
    }

    /// All that a row says, as a number; `None` where nobody was ever told apart, so that nothing need be computed.
    pub(super) fn hash(&self, row: u64, said: &Body) -> Option<i64> {
        let asked = self.rows.contains(&row) || !self.told.is_empty();
        asked.then(|| whole_key(said))
    }

    /// The record of a row that was told apart before.
    pub(super) fn record(&self, hash: Option<i64>) -> Option<RecordId> {
        self.told.get(&hash?).copied()
    }

    /// Whether this row is to be somebody else now.
    pub(super) fn is_asked(&self, row: u64) -> bool {
        self.rows.contains(&row)
    }

    /// Keeps in mind that a row of this content is this record.
    pub(super) fn tell(&mut self, node: &Node, hash: i64, record: RecordId) -> Result<DraftChange> {
        self.told.insert(hash, record);
        let kept = system(node, "told_apart")?;
        let id = RecordId::derived(&format!("told_apart/{}/{}/{hash}", self.unit, self.register));
        let values = [
            ("of_unit", Value::text(self.unit.to_string())),
            ("register", Value::text(self.register.as_str())),
            ("row_hash", Value::text(hash.to_string())),
            ("of_record", Value::text(record.to_string())),
            ("told_at", Value::DateTime(local(node.clock().now()))),
        ];
        Ok(fields::change(&kept.definition, id, &values))
    }
}
