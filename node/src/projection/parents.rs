//! Which unit stands above which: read from the register of relations when a unit gets its place in the tree.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{UnitId, Value};
use domain::record::Body;
use domain::register::Definition;
use jiff::civil::Date;

use super::Register;
use crate::Result;
use crate::store::{Reader, Writer};

/// For each unit the one that commands it (`part_of`), by the relation that holds from the latest day.
#[derive(Debug, Default)]
pub(super) struct Parents(BTreeMap<UnitId, (Option<Date>, UnitId)>);

/// Of two relations to commanders the one that holds from the later day. Of two from the same day the smaller id is taken:
/// any rule will do, if it is always the same.
pub(crate) fn latest_commander(
    known: (Option<Date>, UnitId),
    other: (Option<Date>, UnitId),
) -> (Option<Date>, UnitId) {
    let later = other.0 > known.0 || (other.0 == known.0 && other.1 < known.1);
    if later { other } else { known }
}

impl Parents {
    /// Reads all relations.
    pub(super) fn read(reader: &Reader<'_>, relations: &Register) -> Result<Self> {
        let mut parents = Self::default();
        reader.rows(&relations.table, |record| {
            if !record.retracted
                && let Some((child, from, parent)) = relation(&relations.definition, &record.body)
            {
                parents.add(child, from, parent);
            }
            Ok(())
        })?;
        Ok(parents)
    }

    fn add(&mut self, child: UnitId, from: Option<Date>, parent: UnitId) {
        let latest = self.0.entry(child).or_insert((from, parent));
        *latest = latest_commander(*latest, (from, parent));
    }

    /// The path of a unit. A unit that is written for the first time gets one, and so do those above it that have none.
    pub(super) fn place(&self, writer: &Writer<'_>, unit: UnitId) -> Result<String> {
        let mut without = Vec::new();
        let mut met = BTreeSet::new();
        let (mut at, mut path) = (Some(unit), String::new());
        while let Some(unit) = at.filter(|unit| met.insert(*unit)) {
            if let Some(known) = writer.path_of(unit)? {
                path = known;
                break;
            }
            without.push(unit);
            at = self.0.get(&unit).map(|(_, parent)| *parent);
        }
        for unit in without.into_iter().rev() {
            path = writer.add_path(unit, &path)?;
        }
        Ok(path)
    }
}

fn relation(definition: &Definition, body: &Body) -> Option<(UnitId, Option<Date>, UnitId)> {
    let value = |name: &str| body.get(&definition.field(name)?.no);
    let unit = |name: &str| value(name)?.as_text()?.parse::<UnitId>().ok();
    if value("relation")?.as_text()? != "part_of" {
        return None;
    }
    let from = match value("valid_from") {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    Some((unit("child")?, from, unit("parent")?))
}
