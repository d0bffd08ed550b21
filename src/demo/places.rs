//! The communes of the demo, as the list of units gives them.

use std::collections::BTreeMap;

use domain::base::UnitId;
use domain::base::units::{RelationKind, Unit, UnitFacts};
use domain::register::Tier;

use super::world::{CommuneKind, Place, World, world};

/// Makes the morning of all communes of a list of units, such as [`domain::base::units::mai_son`], with their villages.
pub fn world_of(seed: u64, facts: &UnitFacts) -> World {
    let villages = villages(facts);
    let communes = facts.units.iter().filter(|unit| unit.tier == Tier::Commune);
    let places: Vec<Place> = communes
        .map(|unit| Place {
            code: unit.code.as_deref().unwrap_or_default(),
            kind: kind(unit),
            name: &unit.name,
            villages: villages.get(&unit.id).map_or(&[], Vec::as_slice),
        })
        .collect();
    world(seed, &places)
}

fn kind(unit: &Unit) -> CommuneKind {
    if unit.kind == CommuneKind::Township.word() {
        CommuneKind::Township
    } else {
        CommuneKind::Commune
    }
}

/// Full names of villages, in the order of the list, by the commune that they are part of.
fn villages(facts: &UnitFacts) -> BTreeMap<UnitId, Vec<String>> {
    let part_of = facts.relations.iter().filter(|one| one.kind == RelationKind::PartOf);
    let commune: BTreeMap<UnitId, UnitId> = part_of.map(|one| (one.unit, one.to)).collect();
    let mut villages: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
    for unit in facts.units.iter().filter(|unit| unit.tier == Tier::Village) {
        if let Some(commune) = commune.get(&unit.id) {
            villages.entry(*commune).or_default().push(unit.full_name());
        }
    }
    villages
}
