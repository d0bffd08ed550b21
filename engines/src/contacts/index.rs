//! Visits by place, and once more by person, so that neither is looked up from the other: twenty-eight bytes a visit beside
//! the numbers of places and people.
//!
//! Visits that come later are a part of their own beside the large one; parts of about the same size are made one. A
//! question asks every part, so nothing waits for a rebuild.

use super::{Contact, Kind, Minute, PersonNo, PlaceNo, Visit};

/// The visits and named contacts that are known.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    parts: Vec<Part>,
    kinds: Vec<Kind>,
    contacts: Vec<Named>,
    people: usize,
}

/// A named contact from one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) one: PersonNo,
    pub(super) from: Minute,
    pub(super) to: Minute,
    pub(super) other: PersonNo,
}

/// A stay at a place that is known from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) from: Minute,
    pub(super) to: Minute,
    pub(super) person: PersonNo,
}

/// A stay of a person who is known from where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) place: PlaceNo,
    pub(super) from: Minute,
    pub(super) to: Minute,
    /// Its number among the stays of its part: those at the same time stand beside it.
    pub(super) number: u32,
}

/// Where a stay stands: the part, and its number there.
pub(super) type At = (usize, u32);

/// Visits that came together.
#[derive(Clone, Debug, Default)]
struct Part {
    /// By place, then by beginning.
    stays: Vec<Stay>,
    /// Where each place begins among the stays; one more than there are places.
    places: Vec<u32>,
    /// The longest stay at each place: nobody who came earlier than that is still there.
    longest: Vec<Minute>,
    /// By person, then by place and beginning.
    by_person: Vec<Own>,
    /// Where each person begins in `by_person`; one more than there are people.
    people: Vec<u32>,
}

impl Visits {
    /// Takes visits, in any order; with those that are known they are one world.
    pub fn add(&mut self, visits: Vec<Visit>) {
        if visits.is_empty() {
            return;
        }
        let mut part = Part::of(visits);
        // Parts stay few: the last two become one while they are of about the same size.
        while let Some(last) = self.parts.pop_if(|last| last.stays.len() < 2 * part.stays.len()) {
            let mut all = last.into_visits();
            all.extend(part.into_visits());
            part = Part::of(all);
        }
        self.people = self.people.max(part.people.len().saturating_sub(1));
        self.parts.push(part);
    }

    /// Takes contacts that somebody named, in any order.
    pub fn add_contacts(&mut self, contacts: &[Contact]) {
        for contact in contacts {
            let Contact { one, other, from, to } = *contact;
            self.contacts.push(Named { one, from, to, other });
            self.contacts.push(Named { one: other, from, to, other: one });
            self.people = self.people.max(one.max(other) as usize + 1);
        }
        self.contacts.sort_unstable();
        self.contacts.dedup();
    }

    /// Says of what kind places are, from place 0 on; further ones are of kind 0.
    pub fn set_kinds(&mut self, kinds: Vec<Kind>) {
        self.kinds = kinds;
    }

    /// How many visits are known.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.stays.len()).sum()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many people there are at most: one more than the largest number.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Whether somebody was at a place at any time in `[from, to)`.
    pub fn was_at(&self, person: PersonNo, place: PlaceNo, window: (Minute, Minute)) -> bool {
        window.0 < window.1 && self.of_person(person, window).any(|(_, own)| own.place == place)
    }

    /// Bytes that the index takes.
    pub fn bytes(&self) -> usize {
        let part = |part: &Part| {
            let numbers = part.places.capacity() + part.longest.capacity() + part.people.capacity();
            part.stays.capacity() * size_of::<Stay>()
                + part.by_person.capacity() * size_of::<Own>()
                + numbers * size_of::<u32>()
        };
        self.parts.iter().map(part).sum::<usize>() + self.contacts.capacity() * size_of::<Named>()
    }

    pub(super) fn kind(&self, place: PlaceNo) -> Kind {
        self.kinds.get(place as usize).copied().unwrap_or_default()
    }

    /// How long anybody stayed at a place at most.
    pub(super) fn longest(&self, place: PlaceNo) -> Minute {
        let longest = self.parts.iter().filter_map(|part| part.longest.get(place as usize));
        longest.copied().max().unwrap_or_default()
    }

    /// Stays of a person that have something in `[from, to)`.
    pub(super) fn of_person(
        &self,
        person: PersonNo,
        (from, to): (Minute, Minute),
    ) -> impl Iterator<Item = (usize, &Own)> {
        let parts = self.parts.iter().enumerate();
        let own = parts
            .flat_map(move |(at, part)| part.of_person(person).iter().map(move |own| (at, own)));
        own.filter(move |(_, own)| own.from < to && from < own.to)
    }

    /// Stays at a place that may have something in `[from, to)`, by part; each part by beginning. `near` is a stay at that
    /// place that began about then, where one is known: whoever looks need not search.
    pub(super) fn at_place(
        &self,
        place: PlaceNo,
        (from, to): (Minute, Minute),
        near: Option<At>,
    ) -> impl Iterator<Item = &Stay> {
        let parts = self.parts.iter().enumerate();
        parts.flat_map(move |(at, part)| {
            let near = near.filter(|(part, _)| *part == at).map(|(_, number)| number);
            part.at_place(place, from, near).iter().take_while(move |stay| stay.from < to)
        })
    }

    /// Named contacts of a person.
    pub(super) fn named(&self, person: PersonNo) -> &[Named] {
        let begin = self.contacts.partition_point(|one| one.one < person);
        let rest = self.contacts.get(begin..).unwrap_or_default();
        let end = rest.partition_point(|one| one.one == person);
        rest.get(..end).unwrap_or_default()
    }
}

impl Part {
    fn of(mut visits: Vec<Visit>) -> Self {
        visits.sort_unstable();
        let places = visits.iter().map(|visit| visit.place as usize + 1).max().unwrap_or_default();
        let people = visits.iter().map(|visit| visit.person as usize + 1).max().unwrap_or_default();
        let mut part = Self {
            stays: Vec::with_capacity(visits.len()),
            places: vec![0; places + 1],
            longest: vec![0; places],
            by_person: vec![Own::default(); visits.len()],
            people: vec![0; people + 1],
        };
        for Visit { place, from, to, person } in visits.iter().copied() {
            part.stays.push(Stay { from, to, person });
            add_one(&mut part.places, place as usize + 1);
            add_one(&mut part.people, person as usize + 1);
            if let Some(longest) = part.longest.get_mut(place as usize) {
                *longest = (*longest).max(to - from);
            }
        }
        add_up(&mut part.places);
        add_up(&mut part.people);
        let mut next = part.people.clone();
        for (number, Visit { place, from, to, person }) in (0..).zip(visits) {
            if let Some(slot) = next.get_mut(person as usize) {
                if let Some(own) = part.by_person.get_mut(*slot as usize) {
                    *own = Own { place, from, to, number };
                }
                *slot += 1;
            }
        }
        part
    }

    fn into_visits(self) -> Vec<Visit> {
        let mut visits = Vec::with_capacity(self.stays.len());
        for (place, bounds) in (0..).zip(self.places.windows(2)) {
            let own = self.stays.get(range(bounds)).unwrap_or_default();
            visits.extend(own.iter().map(|stay| Visit {
                place,
                from: stay.from,
                to: stay.to,
                person: stay.person,
            }));
        }
        visits
    }

    fn of_person(&self, person: PersonNo) -> &[Own] {
        let bounds = self.people.get(person as usize..person as usize + 2).unwrap_or_default();
        self.by_person.get(range(bounds)).unwrap_or_default()
    }

    /// Stays at a place from the first on that may go on after a moment.
    fn at_place(&self, place: PlaceNo, from: Minute, near: Option<u32>) -> &[Stay] {
        let bounds = self.places.get(place as usize..place as usize + 2).unwrap_or_default();
        let (stays, first) =
            (self.stays.get(range(bounds)).unwrap_or_default(), range(bounds).start);
        let longest = self.longest.get(place as usize).copied().unwrap_or_default();
        let over = |stay: &Stay| stay.from.saturating_add(longest) <= from;
        let begin = match near {
            Some(near) => {
                let before = stays.get(..near as usize - first).unwrap_or_default();
                before.iter().rposition(over).map_or(0, |last| last + 1)
            }
            None => stays.partition_point(over),
        };
        stays.get(begin..).unwrap_or_default()
    }
}

fn range(bounds: &[u32]) -> std::ops::Range<usize> {
    match bounds {
        [from, to] => *from as usize..*to as usize,
        _ => 0..0,
    }
}

fn add_one(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// Counts become beginnings.
fn add_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}
