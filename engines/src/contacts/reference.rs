//! The same, slow and obvious: every pair of visits, every number of steps. The engine is held against it.

use std::collections::BTreeMap;

use super::{Contact, Found, Kind, Minute, PersonNo, Question, Visit};

/// Everything that is known, as it was given.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    pub(super) visits: Vec<Visit>,
    pub(super) contacts: Vec<Contact>,
    pub(super) kinds: Vec<Kind>,
}

/// Everybody who is reached, by generation, then by moment.
pub(super) fn trace(world: &World, question: &Question<'_>) -> Vec<Found> {
    let end = |person: PersonNo, to: Minute| {
        let isolated = question.isolated.get(&person).copied().unwrap_or(Minute::MAX);
        to.min(isolated).min(question.until)
    };
    let mut found: BTreeMap<PersonNo, (u8, Minute)> = BTreeMap::new();
    for seed in question.seeds {
        let known = found.entry(seed.person).or_insert((0, seed.from));
        known.1 = known.1.min(seed.from);
    }
    let is_case = |person: PersonNo| question.seeds.iter().any(|seed| seed.person == person);
    // Who passes on from when to when, after exactly so many steps.
    let mut sources: Vec<(PersonNo, Minute, Minute)> = question
        .seeds
        .iter()
        .map(|seed| (seed.person, seed.from, end(seed.person, seed.to)))
        .collect();
    for generation in 1..=question.generations {
        let mut reached: BTreeMap<PersonNo, Minute> = BTreeMap::new();
        let mut meet = |person: PersonNo, at: Minute| {
            if !is_case(person) {
                let known = reached.entry(person).or_insert(at);
                *known = at.min(*known);
            }
        };
        for (person, from, to) in sources.iter().copied() {
            for one in world.visits.iter().filter(|visit| visit.person == person) {
                for other in world.visits.iter().filter(|visit| visit.person != person) {
                    let kind = world.kinds.get(one.place as usize).copied().unwrap_or_default();
                    let Some(fewest) = question.rule.fewest(kind) else { continue };
                    let begin = one.from.max(other.from).max(from);
                    let last = one.to.min(end(other.person, other.to)).min(to);
                    if one.place == other.place && last >= begin.saturating_add(fewest) {
                        meet(other.person, begin);
                    }
                }
            }
            for contact in &world.contacts {
                for (one, other) in [(contact.one, contact.other), (contact.other, contact.one)] {
                    let at = contact.from.max(from);
                    if one == person && at <= contact.to && at < to && at < end(other, Minute::MAX)
                    {
                        meet(other, at);
                    }
                }
            }
        }
        for (person, at) in &reached {
            found.entry(*person).or_insert((generation, *at));
        }
        sources =
            reached.iter().map(|(person, at)| (*person, *at, end(*person, Minute::MAX))).collect();
    }
    let mut found: Vec<Found> = found
        .into_iter()
        .map(|(person, (generation, exposed))| Found { generation, exposed, person })
        .collect();
    found.sort_unstable();
    found
}
