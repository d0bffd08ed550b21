//! The same, slow and obvious: every pair of visits, every number of steps. The engine is held against it.

use std::collections::BTreeMap;

use super::{
    Around, Cluster, Contact, Exposed, Found, Kind, Meeting, Minute, PersonNo, PlaceNo, Question,
    Rule, Visit, Window,
};

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

/// Every meeting of a person: every pair of visits, every named contact.
pub(super) fn meetings(world: &World, around: &Around<'_>) -> Vec<Meeting> {
    let isolated = |person: PersonNo| around.isolated.get(&person).copied().unwrap_or(Minute::MAX);
    let window = |person: PersonNo| match around.among {
        Some(among) => among.get(&person).copied(),
        None => Some((0, Minute::MAX)),
    };
    let (person, (begin, end)) = (around.person, around.window);
    let mut met = Vec::new();
    for one in world.visits.iter().filter(|visit| visit.person == person) {
        for other in world.visits.iter().filter(|visit| visit.person != person) {
            let kind = world.kinds.get(one.place as usize).copied().unwrap_or_default();
            let (Some(fewest), Some(counts)) = (around.rule.fewest(kind), window(other.person))
            else {
                continue;
            };
            let begins = [one.from, other.from, begin, counts.0];
            let ends = [one.to, other.to, end, counts.1, isolated(person), isolated(other.person)];
            let from = begins.into_iter().max().unwrap();
            let to = ends.into_iter().min().unwrap();
            if one.place == other.place && to >= from && to - from >= fewest {
                let (by, place) = (other.person, Some(one.place));
                met.push(Meeting { exposed: person, by, place, from, to });
            }
        }
    }
    for contact in &world.contacts {
        for (one, other) in [(contact.one, contact.other), (contact.other, contact.one)] {
            let Some(counts) = window(other).filter(|_| one == person) else { continue };
            let from = contact.from.max(begin).max(counts.0);
            let to = [end, counts.1, isolated(one), isolated(other)].into_iter().min().unwrap();
            if from <= contact.to && from < to {
                let (place, to) = (None, contact.to.min(to));
                met.push(Meeting { exposed: person, by: other, place, from, to });
            }
        }
    }
    met.sort_unstable_by_key(|one| (one.by, one.from, one.place, one.to));
    met.dedup();
    met
}

/// Clusters by joining any two cases that met until nothing changes.
pub(super) fn clusters(
    world: &World,
    cases: &BTreeMap<PersonNo, Window>,
    rule: &Rule,
    isolated: &BTreeMap<PersonNo, Minute>,
) -> Vec<Cluster> {
    let met = |person: PersonNo| {
        let around = Around { person, window: cases[&person], rule, among: Some(cases), isolated };
        meetings(world, &around)
    };
    let mut groups: Vec<Vec<PersonNo>> = cases.keys().map(|case| vec![*case]).collect();
    while let Some((one, other)) = (0..groups.len())
        .flat_map(|one| (0..one).map(move |other| (other, one)))
        .find(|(one, other)| {
            groups[*one].iter().any(|a| met(*a).iter().any(|m| groups[*other].contains(&m.by)))
        })
    {
        let joined = groups.remove(other);
        groups[one].extend(joined);
    }
    let mut clusters: Vec<Cluster> = groups
        .into_iter()
        .map(|mut people| {
            people.sort_unstable();
            let mut places: Vec<PlaceNo> =
                people.iter().flat_map(|one| met(*one)).filter_map(|one| one.place).collect();
            places.sort_unstable();
            places.dedup();
            Cluster { people, places }
        })
        .collect();
    clusters.sort_by_key(|one| (usize::MAX - one.people.len(), one.people.clone()));
    clusters
}

/// Places by asking of each place, case and other person anew.
pub(super) fn places(
    world: &World,
    cases: &BTreeMap<PersonNo, Window>,
    rule: &Rule,
    isolated: &BTreeMap<PersonNo, Minute>,
) -> Vec<Exposed> {
    let mut found = Vec::new();
    for place in 0..8 {
        let stays: Vec<(PersonNo, Minute, Minute)> = world
            .visits
            .iter()
            .filter(|visit| visit.place == place)
            .filter_map(|visit| {
                let (from, to) = cases.get(&visit.person)?;
                let to = (*to).min(isolated.get(&visit.person).copied().unwrap_or(Minute::MAX));
                let (from, to) = (visit.from.max(*from), visit.to.min(to));
                (from < to).then_some((visit.person, from, to))
            })
            .collect();
        if stays.is_empty() {
            continue;
        }
        let there = |person: PersonNo| stays.iter().any(|(case, _, _)| *case == person);
        let met = (0..16).filter(|other| {
            !cases.contains_key(other)
                && cases.iter().any(|(case, window)| {
                    let (person, window) = (*case, *window);
                    let around = Around { person, window, rule, among: None, isolated };
                    let all = meetings(world, &around);
                    all.iter().any(|one| one.by == *other && one.place == Some(place))
                })
        });
        let count = |number: usize| u32::try_from(number).unwrap();
        found.push(Exposed {
            place,
            from: stays.iter().map(|stay| stay.1).min().unwrap(),
            to: stays.iter().map(|stay| stay.2).max().unwrap(),
            cases: count(cases.keys().filter(|case| there(**case)).count()),
            met: count(met.count()),
        });
    }
    found.sort_by_key(|one| (u32::MAX - one.met, u32::MAX - one.cases, one.place));
    found
}
