//! With whom one person was: the same question forward (whom did a case expose), backward (who may have infected it) and
//! among cases (which of them belong together).

use std::collections::{BTreeMap, BTreeSet};

use super::{Meeting, Minute, PersonNo, PlaceNo, Rule, Visits};

/// The time of somebody that counts: `[from, to)`.
pub type Window = (Minute, Minute);

/// Whose meetings are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The person.
    pub person: PersonNo,
    /// When.
    pub window: Window,
    /// What is a contact.
    pub rule: &'a Rule,
    /// With whom, and when each of them counts; `None`: with anybody, at any time.
    pub among: Option<&'a BTreeMap<PersonNo, Window>>,
    /// People who were isolated at a moment: from then on they meet nobody.
    pub isolated: &'a BTreeMap<PersonNo, Minute>,
}

/// Every meeting of a person, by whom it was and when; a meeting that was noted twice is told once. [`Meeting::exposed`] is
/// the person, [`Meeting::by`] the other.
pub fn meetings(visits: &Visits, around: &Around<'_>) -> Vec<Meeting> {
    let end = around.end(around.person, around.window.1);
    let mut met = at_places(visits, around, end);
    met.extend(named(visits, around, end));
    met.sort_unstable_by_key(|one| (one.by, one.from, one.place, one.to));
    met.dedup();
    met
}

impl Around<'_> {
    fn end(&self, person: PersonNo, to: Minute) -> Minute {
        to.min(self.isolated.get(&person).copied().unwrap_or(Minute::MAX))
    }

    /// When another person counts; `None` where it does not.
    fn window_of(&self, other: PersonNo) -> Option<Window> {
        if other == self.person {
            return None;
        }
        let (from, to) = match self.among {
            Some(among) => *among.get(&other)?,
            None => (0, Minute::MAX),
        };
        Some((from, self.end(other, to)))
    }
}

fn at_places(visits: &Visits, around: &Around<'_>, end: Minute) -> Vec<Meeting> {
    let (person, begin) = (around.person, around.window.0);
    let mut met = Vec::new();
    if end <= begin {
        return met;
    }
    for (part, own) in visits.of_person(person, (begin, end)) {
        let Some(fewest) = around.rule.fewest(visits.kind(own.place)) else { continue };
        let (from, to) = (own.from.max(begin), own.to.min(end));
        for other in visits.at_place(own.place, (from, to), Some((part, own.number))) {
            let Some(window) = around.window_of(other.person) else { continue };
            let from = from.max(other.from).max(window.0);
            let to = to.min(other.to).min(window.1);
            if to >= from.saturating_add(fewest) {
                let place = Some(own.place);
                met.push(Meeting { exposed: person, by: other.person, place, from, to });
            }
        }
    }
    met
}

fn named<'a>(
    visits: &'a Visits,
    around: &'a Around<'_>,
    end: Minute,
) -> impl Iterator<Item = Meeting> + 'a {
    visits.named(around.person).iter().filter_map(move |named| {
        let window = around.window_of(named.other)?;
        let from = named.from.max(around.window.0).max(window.0);
        // The last minute of a named contact is part of it.
        let there = from <= named.to && from < end && from < window.1;
        let to = named.to.min(end).min(window.1);
        let (exposed, by) = (around.person, named.other);
        there.then_some(Meeting { exposed, by, place: None, from, to })
    })
}

/// Cases that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The cases, by number.
    pub people: Vec<PersonNo>,
    /// Where two of them met, by number.
    pub places: Vec<PlaceNo>,
}

/// Cases that met while both of them counted, and those whom these met, and so on: the largest first. A case that met no
/// other is a cluster of its own.
pub fn clusters(
    visits: &Visits,
    cases: &BTreeMap<PersonNo, Window>,
    rule: &Rule,
    isolated: &BTreeMap<PersonNo, Minute>,
) -> Vec<Cluster> {
    let mut group: BTreeMap<PersonNo, PersonNo> = cases.keys().map(|case| (*case, *case)).collect();
    let mut met_at: Vec<(PersonNo, PlaceNo)> = Vec::new();
    for (person, window) in cases {
        let around =
            Around { person: *person, window: *window, rule, among: Some(cases), isolated };
        for meeting in meetings(visits, &around) {
            met_at.extend(meeting.place.map(|place| (*person, place)));
            join(&mut group, *person, meeting.by);
        }
    }
    let mut found: BTreeMap<PersonNo, (Vec<PersonNo>, BTreeSet<PlaceNo>)> = BTreeMap::new();
    for case in cases.keys() {
        found.entry(root(&group, *case)).or_default().0.push(*case);
    }
    for (case, place) in met_at {
        found.entry(root(&group, case)).or_default().1.insert(place);
    }
    let cluster = |(people, places): (Vec<PersonNo>, BTreeSet<PlaceNo>)| Cluster {
        people,
        places: places.into_iter().collect(),
    };
    let mut clusters: Vec<Cluster> = found.into_values().map(cluster).collect();
    clusters.sort_by(|a, b| b.people.len().cmp(&a.people.len()).then(a.people.cmp(&b.people)));
    clusters
}

/// Who stands for the group of a case.
fn root(group: &BTreeMap<PersonNo, PersonNo>, mut case: PersonNo) -> PersonNo {
    while let Some(next) = group.get(&case).filter(|next| **next != case) {
        case = *next;
    }
    case
}

fn join(group: &mut BTreeMap<PersonNo, PersonNo>, one: PersonNo, other: PersonNo) {
    let (one, other) = (root(group, one), root(group, other));
    group.insert(one.max(other), one.min(other));
}

/// A place where cases were while they could pass it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Where.
    pub place: PlaceNo,
    /// Since when a case was there.
    pub from: Minute,
    /// Until when one was there.
    pub to: Minute,
    /// How many cases were there.
    pub cases: u32,
    /// How many people who are no cases they met there.
    pub met: u32,
}

/// Where cases were in their windows: the place with most people exposed first. What a tracing team closes and disinfects.
pub fn places(
    visits: &Visits,
    cases: &BTreeMap<PersonNo, Window>,
    rule: &Rule,
    isolated: &BTreeMap<PersonNo, Minute>,
) -> Vec<Exposed> {
    let mut found: BTreeMap<PlaceNo, Visited> = BTreeMap::new();
    for (person, window) in cases {
        let around = Around { person: *person, window: *window, rule, among: None, isolated };
        let end = around.end(*person, window.1);
        let own_stays = visits.of_person(*person, (window.0, end)).filter(|_| window.0 < end);
        for (_, own) in own_stays {
            let there = found.entry(own.place).or_default();
            there.stay(*person, own.from.max(window.0), own.to.min(end));
        }
        for meeting in meetings(visits, &around) {
            let fresh = !cases.contains_key(&meeting.by);
            if let (true, Some(place)) = (fresh, meeting.place) {
                found.entry(place).or_default().met.insert(meeting.by);
            }
        }
    }
    let exposed = |(place, there): (PlaceNo, Visited)| Exposed {
        place,
        from: there.from.unwrap_or_default(),
        to: there.to,
        cases: count(&there.cases),
        met: count(&there.met),
    };
    let mut places: Vec<Exposed> = found.into_iter().map(exposed).collect();
    places.sort_by_key(|one| (u32::MAX - one.met, u32::MAX - one.cases, one.place));
    places
}

/// What is known of a place.
#[derive(Default)]
struct Visited {
    from: Option<Minute>,
    to: Minute,
    cases: BTreeSet<PersonNo>,
    met: BTreeSet<PersonNo>,
}

impl Visited {
    fn stay(&mut self, case: PersonNo, from: Minute, to: Minute) {
        self.from = Some(self.from.map_or(from, |known| known.min(from)));
        self.to = self.to.max(to);
        self.cases.insert(case);
    }
}

fn count(people: &BTreeSet<PersonNo>) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}
