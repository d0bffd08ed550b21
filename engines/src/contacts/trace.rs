//! Generation after generation: everybody whom those of the last one met after they were exposed.
//!
//! One generation is one sweep over the places where its people were. At a place the stays of those who pass on, the
//! *sources*, stand by their beginning; whether somebody met one of them, and when first, is then one search. So a market
//! with a thousand people at once costs a thousand searches, not a million pairs.

use std::collections::BTreeMap;

use super::index::{At, Stay, Visits};
use super::{Minute, PersonNo, PlaceNo, Rule};

/// A case, and when it could pass on the illness: `[from, to)`. Which days those are, the rule pack of the day says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The case.
    pub person: PersonNo,
    /// Since when.
    pub from: Minute,
    /// Until when.
    pub to: Minute,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The cases.
    pub seeds: &'a [Seed],
    /// How many generations.
    pub generations: u8,
    /// Nothing from this moment on is looked at.
    pub until: Minute,
    /// What is a contact.
    pub rule: &'a Rule,
    /// People who were isolated at a moment: from then on they meet nobody.
    pub isolated: &'a BTreeMap<PersonNo, Minute>,
}

/// Somebody who was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// In which generation: 0 is a case.
    pub generation: u8,
    /// When the exposure of that generation began.
    pub exposed: Minute,
    /// Who.
    pub person: PersonNo,
}

/// Everybody who was reached.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub(super) found: Vec<Found>,
    /// For each generation the people whom it reached first, or earlier than those before: by person, with the moment.
    pub(super) layers: Vec<Vec<(PersonNo, Minute)>>,
}

impl Trace {
    /// Everybody, by generation, then by moment.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// How many are in a generation.
    pub fn in_generation(&self, generation: u8) -> usize {
        self.found.iter().filter(|found| found.generation == generation).count()
    }
}

/// A stay, or a part of one, of somebody who passes on.
#[derive(Clone, Copy, Debug)]
struct Source {
    place: PlaceNo,
    from: Minute,
    to: Minute,
    /// Until when somebody passes on of those who have begun there.
    until: Minute,
    at: At,
}

const NEVER: Minute = Minute::MAX;

/// A moment as it is kept for each person, and back: 0 is never, so that memory which nobody has written yet says so.
fn flipped(moment: u32) -> u32 {
    NEVER - moment
}

/// What is known of each person while generations are followed.
struct Known {
    /// The earliest moment by any number of steps so far, and by one step more; both flipped. They stand side by side, for
    /// whoever asks for one soon asks for the other.
    exposed: Vec<[u32; 2]>,
    /// Who has a moment by one step more.
    touched: Vec<PersonNo>,
}

impl Known {
    fn of(people: usize) -> Self {
        // The operating system gives pages of zeros when they are touched: most people are not.
        Self { exposed: vec![[0; 2]; people], touched: Vec::new() }
    }

    fn earliest(&self, person: PersonNo) -> Minute {
        self.exposed.get(person as usize).map_or(0, |[earliest, _]| flipped(*earliest))
    }

    /// Somebody may have been exposed at a moment.
    fn meet(&mut self, person: PersonNo, at: Minute) {
        let Some([earliest, pending]) = self.exposed.get_mut(person as usize) else { return };
        let at = flipped(at);
        if at <= (*earliest).max(*pending) {
            return;
        }
        if *pending == 0 {
            self.touched.push(person);
        }
        *pending = at;
    }

    /// Ends a generation: whoever was reached, or reached earlier, with the moment, by person.
    fn end(&mut self, generation: u8, found: &mut Vec<Found>) -> Vec<(PersonNo, Minute)> {
        let mut layer = Vec::with_capacity(self.touched.len());
        let begin = found.len();
        for person in std::mem::take(&mut self.touched) {
            let Some(known) = self.exposed.get_mut(person as usize) else { continue };
            let [before, pending] = std::mem::replace(known, [known[1], 0]);
            if before == 0 {
                found.push(Found { generation, exposed: flipped(pending), person });
            }
            layer.push((person, flipped(pending)));
        }
        layer.sort_unstable_by_key(|(person, at)| both(*person, *at));
        if let Some(own) = found.get_mut(begin..) {
            own.sort_unstable_by_key(|found| both(found.exposed, found.person));
        }
        layer
    }

    /// Nobody exposes these: a case is nobody's contact.
    fn close(&mut self, people: &[(PersonNo, Minute)]) {
        for (person, _) in people {
            if let Some([earliest, _]) = self.exposed.get_mut(*person as usize) {
                *earliest = flipped(0);
            }
        }
    }
}

/// Two numbers as one that is larger where the first is, and where that is equal the second: compared at once, not in turn.
fn both(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Follows contacts from cases on.
pub fn trace(visits: &Visits, question: &Question<'_>) -> Trace {
    let people = question.seeds.iter().map(|seed| seed.person as usize + 1).max();
    let mut known = Known::of(visits.people().max(people.unwrap_or_default()));
    let mut traced = Trace::default();
    for seed in question.seeds {
        known.meet(seed.person, seed.from);
    }
    let cases = known.end(0, &mut traced.found);
    known.close(&cases);
    let mut windows: Vec<(PersonNo, Minute, Minute)> =
        question.seeds.iter().map(|seed| (seed.person, seed.from, seed.to)).collect();
    traced.layers.push(cases);
    for generation in 1..=question.generations {
        let sources = sources(visits, question, &windows, &mut known);
        for at_place in sources.chunk_by(|a, b| a.place == b.place) {
            for run in runs(visits, at_place) {
                meet_at(visits, question, run, &mut known);
            }
        }
        let layer = known.end(generation, &mut traced.found);
        if layer.is_empty() {
            break;
        }
        windows = layer.iter().map(|(person, at)| (*person, *at, NEVER)).collect();
        traced.layers.push(layer);
    }
    traced
}

/// When somebody stops meeting others.
pub(super) fn end_of(question: &Question<'_>, person: PersonNo, to: Minute) -> Minute {
    let isolated = question.isolated.get(&person).copied().unwrap_or(NEVER);
    to.min(isolated).min(question.until)
}

/// Where and when people pass on, by place and beginning; those whom they were named with are met on the way.
fn sources(
    visits: &Visits,
    question: &Question<'_>,
    windows: &[(PersonNo, Minute, Minute)],
    known: &mut Known,
) -> Vec<Source> {
    let mut sources = Vec::new();
    for (person, from, to) in windows.iter().copied() {
        let to = end_of(question, person, to);
        if to <= from {
            continue;
        }
        for (part, own) in visits.of_person(person, (from, to)) {
            let (place, from, to) = (own.place, own.from.max(from), own.to.min(to));
            let fewest = question.rule.fewest(visits.kind(place));
            if fewest.is_some_and(|fewest| to - from >= fewest) {
                sources.push(Source { place, from, to, until: to, at: (part, own.number) });
            }
        }
        for named in visits.named(person) {
            // The last minute of a named contact is part of it.
            let at = named.from.max(from);
            if at < to && at <= named.to && at < end_of(question, named.other, NEVER) {
                known.meet(named.other, at);
            }
        }
    }
    sources.sort_unstable_by_key(|source| both(source.place, source.from));
    let mut before: Option<(PlaceNo, Minute)> = None;
    for source in &mut sources {
        let there = before.filter(|(place, _)| *place == source.place);
        source.until = there.map_or(source.to, |(_, until)| until.max(source.to));
        before = Some((source.place, source.until));
    }
    sources
}

/// Sources of one place that the same person may meet, together: nobody stays as long as from the end of one run to the
/// beginning of the next, so what lies between need not be looked at.
fn runs<'s>(visits: &Visits, mut rest: &'s [Source]) -> impl Iterator<Item = &'s [Source]> {
    let longest = rest.first().map_or(0, |source| visits.longest(source.place));
    std::iter::from_fn(move || {
        let apart = |pair: &[Source]| match pair {
            [before, after] => after.from.saturating_sub(before.until) >= longest,
            _ => false,
        };
        let gap = rest.windows(2).position(apart);
        let (run, after) = rest.split_at(gap.map_or(rest.len(), |gap| gap + 1));
        rest = after;
        (!run.is_empty()).then_some(run)
    })
}

/// Everybody at a place who met one of the sources there.
fn meet_at(visits: &Visits, question: &Question<'_>, sources: &[Source], known: &mut Known) {
    let Some(first) = sources.first() else { return };
    let Some(fewest) = question.rule.fewest(visits.kind(first.place)) else { return };
    let end = sources.last().map_or(first.until, |last| last.until);
    for stay in visits.at_place(first.place, (first.from, end), Some(first.at)) {
        // Nobody is met earlier than they come, nor than anybody passes on.
        if known.earliest(stay.person) <= stay.from.max(first.from) {
            continue;
        }
        let end = end_of(question, stay.person, stay.to);
        if let Some(at) = first_meeting(sources, (stay, end), fewest) {
            known.meet(stay.person, at);
        }
    }
}

/// When somebody at a place first meets a source for long enough. That the source may be the same person does no harm: it
/// passes on from the moment on at which it was exposed, and is not exposed earlier by that.
fn first_meeting(
    sources: &[Source],
    (stay, end): (&Stay, Minute),
    fewest: Minute,
) -> Option<Minute> {
    let last = end.checked_sub(fewest)?;
    if last < stay.from {
        return None;
    }
    let begun = sources.partition_point(|source| source.from <= stay.from);
    let there = begun.checked_sub(1).and_then(|at| sources.get(at));
    if there.is_some_and(|source| source.until.saturating_sub(stay.from) >= fewest) {
        return Some(stay.from);
    }
    // Sources that come later are long enough by themselves.
    sources.get(begun).map(|source| source.from).filter(|from| *from <= last)
}
