//! One person on the lists of two units: found by whoever sees both, told to each without what the other's list holds.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::text::fold;
use domain::base::{RecordId, UnitId, Value, local};
use domain::record::Body;
use domain::register::{Definition, Tier};
use domain::returns::DiscrepancyState;
use domain::returns::agreement::{Person, Rule, Sameness, in_several_units};
use jiff::civil::Date;

use super::super::{Desk, Outcome};
use super::discrepancy::{Behind, Discrepancy, Evidence, Said};
use super::finding::{due, record_of};
use super::hold::Held;
use crate::fields;
use crate::measure;

/// Letters of a hash that tell persons of one unit apart.
const SHORT: usize = 8;

impl Desk<'_> {
    /// The persons on several lists under a unit. `known` are the discrepancies of this rule that are on record there: a
    /// person who is on one list only by now is held and agrees.
    pub(super) fn hold_persons(
        &self,
        rule: &Rule,
        same: &Sameness,
        (unit, day): (UnitId, Date),
        known: &[Discrepancy],
    ) -> Outcome<Vec<Held>> {
        let Ok(register) = self.register(&same.register, day) else { return Ok(Vec::new()) };
        let reader = self.node.reader()?;
        let scope = self.node.scope_in(&reader, unit)?;
        let records = measure::all_records(&reader, &register.table, &scope)?;
        let definition = &register.definition;
        let persons: Vec<Person> = records
            .iter()
            .map(|record| Person {
                record: record.id,
                unit: self.keeper(record.unit, definition.kept_by, day),
                keys: same.keys.iter().map(|key| joined(definition, &record.body, key)).collect(),
                never_differ: same
                    .never_differ
                    .iter()
                    .map(|name| joined(definition, &record.body, std::slice::from_ref(name)))
                    .collect(),
            })
            .collect();
        let mut held = Vec::new();
        for group in in_several_units(&persons) {
            let group: Vec<&Person> = group.iter().filter_map(|at| persons.get(*at)).collect();
            held.extend(self.shares(rule, same, &group, day));
        }
        let found: BTreeSet<RecordId> = held.iter().map(|one| one.id).collect();
        let below: BTreeSet<UnitId> =
            self.tree.descendants(unit, day).iter().map(|unit| unit.id).collect();
        let gone = known.iter().filter(|one| one.rule == rule.name && !found.contains(&one.id));
        // Who sees one of the lists only cannot tell that they agree.
        let seen = gone.filter(|one| one.shared_with.iter().all(|other| below.contains(other)));
        held.extend(seen.map(|one| Held { id: one.id, version: None, odd: None }));
        Ok(held)
    }

    /// One discrepancy for each unit whose list the person is on.
    fn shares(&self, rule: &Rule, same: &Sameness, group: &[&Person], day: Date) -> Vec<Held> {
        let Some(first) = group.first() else { return Vec::new() };
        // By the oldest record, so that a third list does not make it another finding; never by what tells the person.
        let whole = blake3::hash(format!("{}/{}", rule.name, first.record).as_bytes()).to_hex();
        let about: String = whole.chars().take(SHORT).collect();
        let units: BTreeSet<UnitId> = group.iter().map(|person| person.unit).collect();
        let mut by_unit: BTreeMap<UnitId, Vec<RecordId>> = BTreeMap::new();
        for person in group {
            by_unit.entry(person.unit).or_default().push(person.record);
        }
        let now = local(self.now());
        let share = |(unit, records): (UnitId, Vec<RecordId>)| {
            let id = record_of(&rule.name, unit, "always", &about);
            let behind = |record: &RecordId| Behind {
                register: same.register.clone(),
                record: *record,
                side: "both".to_owned(),
            };
            let evidence =
                Evidence { records: records.iter().map(behind).collect(), ..Evidence::default() };
            let odd = Discrepancy {
                id,
                rule: rule.name.clone(),
                title: rule.title.clone(),
                severity: rule.severity,
                unit,
                period: day,
                about: about.clone(),
                one: same.register.clone(),
                one_value: count(records.len()),
                other: same.register.clone(),
                other_value: count(group.len() - records.len()),
                evidence,
                found_at: now,
                owner: unit,
                due: Some(due(now, rule.hours)),
                state: DiscrepancyState::Found,
                asked: Said::default(),
                explained: Said::default(),
                party_route_at: None,
                state_route_at: None,
                judged: Said::default(),
                version: None,
                finding: format!("{}/{about}", rule.name),
                shared_with: units.iter().copied().filter(|other| *other != unit).collect(),
            };
            Held { id, version: None, odd: Some(odd) }
        };
        by_unit.into_iter().map(share).collect()
    }

    /// The unit of the tier that keeps the register: a village's row is on the commune's list.
    fn keeper(&self, unit: UnitId, tier: Tier, day: Date) -> UnitId {
        let own = self.tree.get(unit).is_some_and(|unit| unit.tier == tier);
        let mut above = self.tree.ancestors(unit, day).into_iter();
        match own {
            true => unit,
            false => above.find(|above| above.tier == tier).map_or(unit, |above| above.id),
        }
    }
}

/// The values of some fields as one text; `None` where one of them is blank.
fn joined(definition: &Definition, body: &Body, names: &[String]) -> Option<String> {
    let value = |name: &String| match fields::value(definition, body, name) {
        Value::Empty => None,
        value => Some(fold(&value.to_string())).filter(|text| !text.is_empty()),
    };
    let values: Option<Vec<String>> = names.iter().map(value).collect();
    values.map(|values| values.join("\u{1f}"))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
