//! Risk levels of areas, as they were decided: the register `risk_level`. Nothing is assessed here.

use std::collections::BTreeMap;

use domain::base::{Bilingual, UnitId};
use jiff::civil::Date;

use super::{Desk, Outcome};
use crate::store::Scope;
use crate::{fields, measure};

/// The level of an area on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskLevel {
    /// `r1` to `r4`, the highest last.
    pub name: String,
    /// What it is called.
    pub title: Bilingual,
    /// Since when.
    pub since: Date,
    /// By which paper.
    pub decision: String,
}

impl Desk<'_> {
    /// The level of each area on a day, as a unit above it decided: of several decisions the one that began last. Levels are public, so whoever sees
    /// the board sees those that a unit above decided, too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn risk_levels(&self, day: Date) -> Outcome<BTreeMap<UnitId, RiskLevel>> {
        let Ok(register) = self.register("risk_level", day) else { return Ok(BTreeMap::new()) };
        let definition = &register.definition;
        let reader = self.node.reader()?;
        let mut levels: BTreeMap<UnitId, RiskLevel> = BTreeMap::new();
        for record in measure::all_records(&reader, &register.table, &Scope::everything())? {
            let body = &record.body;
            let area = fields::text(definition, body, "area").parse::<UnitId>().ok();
            let (Some(area), Some(since)) = (area, fields::date(definition, body, "since")) else {
                continue;
            };
            // A level is decided from above: what a commune writes of itself colours nothing.
            let above = self.tree.ancestors(area, day);
            if above.iter().all(|unit| unit.id != record.unit) {
                continue;
            }
            let until = fields::date(definition, body, "until");
            let holds = since <= day && until.is_none_or(|until| day <= until);
            if !holds || levels.get(&area).is_some_and(|known| known.since > since) {
                continue;
            }
            let name = fields::text(definition, body, "level").to_owned();
            let choices = definition.field("level").map(|field| definition.choices_of(field));
            let choice = choices.and_then(|all| all.iter().find(|choice| choice.name == name));
            let title = choice.map(|choice| choice.label.clone()).unwrap_or_default();
            let decision = fields::text(definition, body, "decision").to_owned();
            levels.insert(area, RiskLevel { name, title, since, decision });
        }
        Ok(levels)
    }
}
