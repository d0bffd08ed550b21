//! What lies under a unit now that units were merged and moved: paths are given once and never rewritten.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::UnitId;
use domain::base::units::RelationKind;
use domain::register::{Definition, Owner};
use jiff::civil::Date;

use crate::projection::{Registry, latest_commander};
use crate::store::{Reader, Record, Scope};
use crate::{Result, fields};

/// No chain of command is longer.
const DEEPEST: usize = 32;

/// The paths that a unit sees.
pub(crate) fn scope(reader: &Reader<'_>, registry: &Registry, unit: UnitId) -> Result<Scope> {
    let own = reader.path_of(unit)?;
    let Ok(register) = registry.get(Owner::System.id_of("unit_relation")) else {
        return Ok(Scope::under(own));
    };
    let mut relations = Relations::default();
    reader.rows(&register.table, |record| {
        if !record.retracted {
            relations.take(&register.definition, &record);
        }
        Ok(())
    })?;
    if relations.heirs.is_empty() && relations.moved.is_empty() {
        return Ok(Scope::under(own));
    }
    let members = relations.members(unit);
    let mut paths = BTreeSet::new();
    for member in &members {
        paths.extend(reader.path_of(*member)?);
    }
    let scope = Scope::under(paths.iter().cloned());
    let mut away = Vec::new();
    for moved in relations.moved.iter().filter(|unit| !members.contains(unit)) {
        away.extend(reader.path_of(*moved)?.filter(|path| scope.sees(path)));
    }
    Ok(scope.without(away))
}

/// Who commands whom by the latest relation, who was moved, and who was merged into whom.
#[derive(Debug, Default)]
struct Relations {
    commander: BTreeMap<UnitId, (Option<Date>, UnitId)>,
    moved: BTreeSet<UnitId>,
    /// By heir.
    heirs: BTreeMap<UnitId, Vec<UnitId>>,
}

impl Relations {
    fn take(&mut self, definition: &Definition, record: &Record) {
        let text = |name: &str| fields::text(definition, &record.body, name);
        let (Ok(child), Ok(parent)) = (text("child").parse(), text("parent").parse()) else {
            return;
        };
        match RelationKind::from_word(text("relation")) {
            Some(RelationKind::PartOf) => {
                self.commands(child, fields::date(definition, &record.body, "valid_from"), parent);
            }
            Some(RelationKind::MergedInto) => self.heirs.entry(parent).or_default().push(child),
            Some(RelationKind::Territory | RelationKind::SplitFrom) | None => {}
        }
    }

    fn commands(&mut self, child: UnitId, from: Option<Date>, parent: UnitId) {
        let known = self.commander.entry(child).or_insert((from, parent));
        if known.1 != parent {
            self.moved.insert(child);
        }
        // As when a path is given.
        *known = latest_commander(*known, (from, parent));
    }

    /// The unit; the units that were moved under it; and the units that were merged into one of them, or into one below.
    fn members(&self, unit: UnitId) -> BTreeSet<UnitId> {
        let mut members = BTreeSet::from([unit]);
        loop {
            let before = members.len();
            for (heir, merged) in &self.heirs {
                if self.is_below(*heir, &members) {
                    members.extend(merged);
                }
            }
            let moved: Vec<UnitId> =
                self.moved.iter().filter(|unit| self.is_below(**unit, &members)).copied().collect();
            members.extend(moved);
            if members.len() == before {
                return members;
            }
        }
    }

    fn is_below(&self, unit: UnitId, members: &BTreeSet<UnitId>) -> bool {
        std::iter::successors(Some(unit), |unit| self.commander.get(unit).map(|(_, above)| *above))
            .take(DEEPEST)
            .any(|unit| members.contains(&unit))
    }
}
