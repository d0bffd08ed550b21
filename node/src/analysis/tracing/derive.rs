//! From the registers to classes: who was reached from which case, how, until when; who is cleared by negative tests; where
//! cases were; which cases belong together; who may have infected them; what is missing.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::RecordId;
use domain::tracing::{ContactPack, Derived, Nearness, Pack, Packs};
use engines::contacts::{
    Around, Contact, Found, Minute, PersonNo, Question, Rule, Seed, Visits, Window, clusters,
    meetings, places, trace,
};
use jiff::civil::{Date, DateTime};

use super::world::{Case, HOUSEHOLD, KINDS, Place, WORK, World, end_of, kind_no, minute, moment};

/// What follows from the registers.
#[derive(Default)]
pub struct Answer {
    /// Everybody who was reached, by person.
    pub derived: BTreeMap<RecordId, Derived>,
    /// People who are cases, since when, and the record of the case.
    pub cases: BTreeMap<RecordId, (Date, RecordId)>,
    /// Those who were reached only through people whose test is negative.
    pub cleared: BTreeSet<RecordId>,
    /// How many generations are listed, by the latest pack that was asked.
    pub listed: u8,
    /// The pack of each case.
    pub packs: BTreeMap<RecordId, String>,
    /// Places where cases were, those with most people exposed first.
    pub places: Vec<ExposedPlace>,
    /// Cases that belong together, the largest cluster first.
    pub clusters: Vec<CaseCluster>,
    /// For each case, other cases that it met while they could pass it on, before it fell ill itself.
    pub sources: BTreeMap<RecordId, Vec<PossibleSource>>,
}

/// A place where cases were while they could pass it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposedPlace {
    /// The place.
    pub place: Place,
    /// Since when a case was there.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// How many cases.
    pub cases: u32,
    /// How many other people met one there.
    pub met: u32,
    /// The cases that were there.
    pub of: BTreeSet<RecordId>,
}

/// Cases that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseCluster {
    /// The cases.
    pub cases: Vec<RecordId>,
    /// Where they met.
    pub places: Vec<Place>,
}

/// A case that may have infected another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibleSource {
    /// The case.
    pub case: RecordId,
    /// Where they met; empty for a contact that somebody noted.
    pub place: String,
    /// When.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
}

/// The cases that the same rules of a day apply to.
type UnderOnePack<'a> = (&'a ContactPack, Vec<(RecordId, Seed)>);

/// Works it out, as far as the end of a day. `negative` are people whose test after the last exposure was negative.
pub(super) fn answer(
    world: &World,
    negative: &BTreeSet<RecordId>,
    packs: &Packs<ContactPack>,
    today: Date,
) -> Answer {
    let mut answer = Answer::default();
    let mut groups: BTreeMap<String, UnderOnePack> = BTreeMap::new();
    let until = minute(end_of(today));
    for case in world.cases.iter().filter(|case| case.is_confirmed()) {
        let day = case.days.known_on();
        if let Some(person) = case.person {
            answer.cases.insert(person, (day.unwrap_or(today), case.record));
        }
        let Some(pack) = packs.on(day.unwrap_or(today)) else { continue };
        answer.packs.insert(case.record, pack.label());
        if let Some(seed) = seed(world, case, pack, until) {
            let group = groups.entry(pack.label()).or_insert((pack, Vec::new()));
            group.1.push((case.record, seed));
        }
    }
    let from = groups.values().flat_map(|group| &group.1).map(|(_, seed)| seed.from).min();
    let mut world = world.clone();
    world.share(from.unwrap_or(until), until);
    let mut base = Visits::default();
    base.add(std::mem::take(&mut world.visits));
    base.set_kinds(world.places.iter().map(|place| kind_no(&place.kind)).collect());
    for (pack, cases) in groups.into_values() {
        answer.listed = answer.listed.max(pack.listed);
        let mut visits = base.clone();
        visits.add_contacts(&noted(&world, pack, until));
        let asked = Asked { world: &world, visits: &visits, rule: &rule_of(pack), until, pack };
        asked.reach(&cases, negative, &mut answer);
        asked.around(&cases, &mut answer);
    }
    answer
}

/// A case and its window; nothing where no day of it is known, or nobody knows who it is.
fn seed(world: &World, case: &Case, pack: &ContactPack, until: Minute) -> Option<Seed> {
    let person = *world.numbers.get(&case.person?)?;
    let from = minute(pack.infectious(&case.days)?.since.at(0, 0, 0, 0));
    let to = case.isolated().map_or(until, minute).min(until);
    // A case that was isolated before it could pass it on exposed nobody.
    (from < to).then_some(Seed { person, from, to })
}

fn rule_of(pack: &ContactPack) -> Rule {
    let rule = Rule::everywhere(pack.minutes);
    KINDS.iter().fold(rule, |rule, kind| match *kind {
        HOUSEHOLD | WORK => rule.at(kind_no(kind), Some(1)),
        kind => rule.at(kind_no(kind), pack.minutes_at(kind)),
    })
}

/// The contacts that somebody noted and that are close by the rules of a pack. One without a day counts all the time.
fn noted(world: &World, pack: &ContactPack, until: Minute) -> Vec<Contact> {
    let close = world.met.iter().filter(|met| {
        pack.is_contact(&Nearness {
            kind: &met.kind,
            metres: met.metres,
            minutes: met.minutes,
            mask: met.mask,
        })
    });
    let contact = |met: &super::world::Met| {
        let first = met.first.or(met.last).map_or(0, minute);
        let last = met.last.or(met.first).map_or(until, minute);
        Contact::new(met.one, met.other, first, last)
    };
    close.filter_map(contact).collect()
}

/// One pack and its world.
struct Asked<'a> {
    world: &'a World,
    visits: &'a Visits,
    rule: &'a Rule,
    until: Minute,
    pack: &'a ContactPack,
}

impl Asked<'_> {
    fn question<'q>(&'q self, seeds: &'q [Seed], generations: u8) -> Question<'q> {
        let (rule, until) = (self.rule, self.until);
        Question { seeds, generations, until, rule, isolated: &self.world.isolated }
    }

    /// The beginning of the time in which a case was infected, from that of the time in which it could pass it on.
    fn back(&self, from: Minute) -> Minute {
        from.saturating_sub(self.pack.incubation_days.saturating_mul(1440))
    }

    /// Who is reached, and who is cleared.
    fn reach(
        &self,
        cases: &[(RecordId, Seed)],
        negative: &BTreeSet<RecordId>,
        answer: &mut Answer,
    ) {
        let seeds: Vec<Seed> = cases.iter().map(|(_, seed)| *seed).collect();
        let of_person: BTreeMap<PersonNo, RecordId> =
            cases.iter().map(|(case, seed)| (seed.person, *case)).collect();
        let question = self.question(&seeds, self.pack.listed);
        let traced = trace(self.visits, &question);
        let found: Vec<Found> =
            traced.found().iter().copied().filter(|found| found.generation > 0).collect();
        // Those who pass on, from when to when: cases, then everybody whom they reached.
        let mut layers: Vec<BTreeMap<PersonNo, Window>> =
            vec![seeds.iter().map(|seed| (seed.person, (seed.from, seed.to))).collect()];
        for generation in 1..=self.pack.listed {
            let of = found.iter().filter(|found| found.generation == generation);
            layers.push(of.map(|found| (found.person, (found.exposed, self.until))).collect());
        }
        for found in &found {
            let path = traced.path(self.visits, &question, *found);
            let Some(nearest) = path.first() else { continue };
            let Some(case) = path.last().and_then(|last| of_person.get(&last.by)) else { continue };
            let among = layers.get(usize::from(found.generation) - 1);
            // A stay that ends at midnight belongs to the day before.
            let last = self.last_exposure(found, among).unwrap_or(nearest.to);
            let last = if last.is_multiple_of(1440) { last.saturating_sub(1) } else { last };
            let via = self.world.who(nearest.by).map(|person| person.record);
            let (Some(person), Some(via)) = (self.world.who(found.person), via) else { continue };
            let derived = Derived {
                steps: found.generation,
                first: moment(found.exposed),
                last: moment(last),
                case: *case,
                via,
                why: self.why(&path),
            };
            let known = answer.derived.get(&person.record);
            if known.is_none_or(|known| (derived.steps, derived.first) < (known.steps, known.first))
            {
                answer.derived.insert(person.record, derived);
            }
        }
        self.clear(&found, negative, answer);
    }

    /// When somebody last met one of those who could have exposed it.
    fn last_exposure(
        &self,
        found: &Found,
        among: Option<&BTreeMap<PersonNo, Window>>,
    ) -> Option<Minute> {
        let around = Around {
            person: found.person,
            window: (0, self.until),
            rule: self.rule,
            among,
            isolated: &self.world.isolated,
        };
        meetings(self.visits, &around).iter().map(|meeting| meeting.to).max()
    }

    /// Contacts of contacts whom nobody could have exposed but people with a negative test.
    fn clear(&self, found: &[Found], negative: &BTreeSet<RecordId>, answer: &mut Answer) {
        let is_negative = |person: PersonNo| {
            self.world.who(person).is_some_and(|person| negative.contains(&person.record))
        };
        let first = found.iter().filter(|found| found.generation == 1);
        let doubtful: Vec<Seed> = first
            .filter(|found| !is_negative(found.person))
            .map(|found| Seed { person: found.person, from: found.exposed, to: self.until })
            .collect();
        let traced = trace(self.visits, &self.question(&doubtful, 1));
        let still: BTreeSet<PersonNo> = traced.found().iter().map(|found| found.person).collect();
        for found in found.iter().filter(|found| found.generation == 2) {
            let Some(person) = self.world.who(found.person) else { continue };
            if !still.contains(&found.person) {
                answer.cleared.insert(person.record);
            }
        }
    }

    /// The way to the case, in words.
    fn why(&self, path: &[engines::contacts::Meeting]) -> String {
        let step = |meeting: &engines::contacts::Meeting| {
            let name = |person| self.world.who(person).map_or("?", |person| person.name.as_str());
            let place = meeting.place.and_then(|place| self.world.places.get(place as usize));
            let place = match place {
                None => "tiếp xúc đã ghi".to_owned(),
                Some(place) if place.kind == HOUSEHOLD => "cùng nhà".to_owned(),
                Some(place) if place.kind == WORK => format!("cùng {}", place.name),
                Some(place) => place.name.clone(),
            };
            let time = |minute: Minute| moment(minute).strftime("%H:%M %d/%m/%Y").to_string();
            let times = match (meeting.from, meeting.to) {
                (0, _) => "không rõ lúc nào".to_owned(),
                (from, to) => format!("{}–{}", time(from), time(to)),
            };
            format!("{} gặp {} ({place}, {times})", name(meeting.exposed), name(meeting.by))
        };
        path.iter().map(step).collect::<Vec<_>>().join("; ")
    }

    /// Places where cases were, cases that belong together, and possible sources.
    fn around(&self, cases: &[(RecordId, Seed)], answer: &mut Answer) {
        let windows: BTreeMap<PersonNo, Window> =
            cases.iter().map(|(_, seed)| (seed.person, (seed.from, seed.to))).collect();
        let of_person: BTreeMap<PersonNo, RecordId> =
            cases.iter().map(|(case, seed)| (seed.person, *case)).collect();
        let isolated = &self.world.isolated;
        for found in places(self.visits, &windows, self.rule, isolated) {
            let Some(place) = self.world.places.get(found.place as usize) else { continue };
            if place.record.is_none() {
                continue;
            }
            let there = |person: &&PersonNo| {
                let window = windows.get(person).copied().unwrap_or_default();
                self.visits.was_at(**person, found.place, window)
            };
            answer.places.push(ExposedPlace {
                place: place.clone(),
                from: moment(found.from),
                to: moment(found.to),
                cases: found.cases,
                met: found.met,
                of: windows
                    .keys()
                    .filter(there)
                    .filter_map(|p| of_person.get(p).copied())
                    .collect(),
            });
        }
        let exposed: BTreeMap<PersonNo, Window> =
            windows.iter().map(|(person, (from, to))| (*person, (self.back(*from), *to))).collect();
        for cluster in clusters(self.visits, &exposed, self.rule, isolated) {
            let cases = cluster.people.iter().filter_map(|p| of_person.get(p).copied()).collect();
            let places = cluster.places.iter().filter_map(|p| self.world.places.get(*p as usize));
            answer.clusters.push(CaseCluster { cases, places: places.cloned().collect() });
        }
        for (case, seed) in cases {
            let around = Around {
                person: seed.person,
                window: (self.back(seed.from), seed.to),
                rule: self.rule,
                among: Some(&windows),
                isolated,
            };
            let sources = meetings(self.visits, &around).into_iter().filter_map(|meeting| {
                let place = meeting.place.and_then(|p| self.world.places.get(p as usize));
                let name = place.map(|place| match place.kind.as_str() {
                    HOUSEHOLD => "cùng nhà".to_owned(),
                    _ => place.name.clone(),
                });
                Some(PossibleSource {
                    case: *of_person.get(&meeting.by)?,
                    place: name.unwrap_or_default(),
                    from: moment(meeting.from),
                    to: moment(meeting.to),
                })
            });
            answer.sources.insert(*case, sources.collect());
        }
    }
}
