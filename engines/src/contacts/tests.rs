//! Small worlds by hand, and thousands of random ones against the reference.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::reference::{self, World};
use super::*;

pub(super) static NOBODY: BTreeMap<PersonNo, Minute> = BTreeMap::new();

pub(super) fn visits(world: &World) -> Visits {
    let mut index = Visits::default();
    index.add(world.visits.clone());
    index.add_contacts(&world.contacts);
    index.set_kinds(world.kinds.clone());
    index
}

pub(super) fn stays(stays: &[(PersonNo, PlaceNo, Minute, Minute)]) -> World {
    let visit = |(person, place, from, to): &(PersonNo, PlaceNo, Minute, Minute)| {
        Visit::new(*person, *place, *from, *to).unwrap()
    };
    World { visits: stays.iter().map(visit).collect(), ..World::default() }
}

fn classes(world: &World, question: &Question<'_>) -> Vec<(PersonNo, u8, Minute)> {
    let traced = trace(&visits(world), question);
    let found = traced.found().iter();
    found.map(|found| (found.person, found.generation, found.exposed)).collect()
}

fn question<'a>(seeds: &'a [Seed], rule: &'a Rule) -> Question<'a> {
    Question { seeds, generations: 3, until: 1_000_000, rule, isolated: &NOBODY }
}

#[test]
fn whoever_met_a_contact_before_it_was_exposed_is_no_contact() {
    // 0 is the case; 1 meets it at 100; 2 met 1 at 50, 3 meets 1 at 150.
    let world = stays(&[
        (0, 0, 100, 140),
        (1, 0, 100, 140),
        (1, 1, 50, 80),
        (2, 1, 50, 80),
        (1, 1, 150, 190),
        (3, 1, 160, 200),
    ]);
    let (seeds, rule) = ([Seed { person: 0, from: 0, to: 500 }], Rule::everywhere(15));
    assert_eq!(classes(&world, &question(&seeds, &rule)), [(0, 0, 0), (1, 1, 100), (3, 2, 160)]);
}

#[test]
fn fifteen_minutes_are_enough_and_fourteen_are_not() {
    let world = stays(&[
        (0, 0, 100, 200),
        (1, 0, 185, 300),
        (2, 0, 186, 300),
        (3, 0, 90, 115),
        (4, 0, 90, 114),
    ]);
    let (seeds, rule) = ([Seed { person: 0, from: 0, to: 500 }], Rule::everywhere(15));
    let mut question = question(&seeds, &rule);
    question.generations = 1;
    assert_eq!(classes(&world, &question), [(0, 0, 0), (3, 1, 100), (1, 1, 185)]);
    // In the open nobody counts; in a vehicle any minute does.
    let rule = Rule::everywhere(15).at(Kind(2), None).at(Kind(1), Some(0));
    question.rule = &rule;
    let at = |kind| World { kinds: vec![Kind(kind)], ..world.clone() };
    assert_eq!(classes(&at(2), &question).len(), 1);
    assert_eq!(classes(&at(1), &question).len(), 5);
}

#[test]
fn a_window_begins_and_ends_and_whoever_is_isolated_meets_nobody() {
    let world = stays(&[
        (0, 0, 100, 200),
        (1, 0, 100, 150),
        (2, 0, 150, 200),
        (2, 1, 300, 400),
        (3, 1, 300, 400),
    ]);
    let (seeds, rule) = ([Seed { person: 0, from: 140, to: 500 }], Rule::everywhere(15));
    // Ten minutes of the window are left for 1.
    assert_eq!(classes(&world, &question(&seeds, &rule)), [(0, 0, 140), (2, 1, 150), (3, 2, 300)]);
    let isolated: BTreeMap<PersonNo, Minute> = [(2, 310)].into();
    let question = Question { isolated: &isolated, ..question(&seeds, &rule) };
    assert_eq!(classes(&world, &question), [(0, 0, 140), (2, 1, 150)]);
}

#[test]
fn the_path_says_where_when_and_whom() {
    let mut world =
        stays(&[(0, 7, 100, 160), (1, 7, 120, 400), (1, 3, 500, 600), (2, 3, 530, 560)]);
    world.contacts.push(Contact::new(2, 3, 540, 900).unwrap());
    let (seeds, rule) = ([Seed { person: 0, from: 0, to: 500 }], Rule::everywhere(15));
    let (index, question) = (visits(&world), question(&seeds, &rule));
    let traced = trace(&index, &question);
    let last = *traced.found().last().unwrap();
    assert_eq!((last.person, last.generation, last.exposed), (3, 3, 540));
    let path = traced.path(&index, &question, last);
    let steps: Vec<_> =
        path.iter().map(|one| (one.exposed, one.by, one.place, one.from, one.to)).collect();
    assert_eq!(
        steps,
        [(3, 2, None, 540, 900), (2, 1, Some(3), 530, 560), (1, 0, Some(7), 120, 160)]
    );
}

#[test]
fn nobody_is_a_contact_of_oneself_and_what_ends_before_it_begins_is_nothing() {
    assert_eq!(Visit::new(1, 1, 5, 5), None);
    assert_eq!(Contact::new(1, 1, 5, 9), None);
    assert_eq!(Contact::new(1, 2, 9, 5), None);
    // Two notes of one stay do not make a contact.
    let world = stays(&[(0, 0, 0, 100), (0, 0, 10, 90)]);
    let (seeds, rule) = ([Seed { person: 0, from: 0, to: 500 }], Rule::everywhere(1));
    assert_eq!(classes(&world, &question(&seeds, &rule)), [(0, 0, 0)]);
}

#[test]
fn a_visit_takes_less_than_forty_bytes_in_the_index() {
    let mut index = Visits::default();
    let count = 200_000;
    let visit = |n: u32| Visit::new(n % 10_000, n % 3_000, n, n + 60).unwrap();
    index.add((0..count).map(visit).collect());
    assert!(index.bytes() < 40 * count as usize, "{}", index.bytes());
}

/// Worlds with few people, places and moments: ties are the rule.
pub(super) fn worlds() -> impl Strategy<Value = World> {
    let visit = (0_u32..8, 0_u32..4, 0_u32..30, 1_u32..12);
    let contact = (0_u32..8, 0_u32..8, 0_u32..30, 0_u32..6);
    let kinds = proptest::collection::vec((0_u8..3).prop_map(Kind), 0..5);
    (proptest::collection::vec(visit, 0..40), proptest::collection::vec(contact, 0..6), kinds)
        .prop_map(|(visits, contacts, kinds)| World {
            visits: visits
                .into_iter()
                .filter_map(|(person, place, from, long)| {
                    Visit::new(person, place, from, from + long)
                })
                .collect(),
            contacts: contacts
                .into_iter()
                .filter_map(|(one, other, from, long)| Contact::new(one, other, from, from + long))
                .collect(),
            kinds,
        })
}

pub(super) fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let seed = (0_u32..8, 0_u32..20, 1_u32..25);
    proptest::collection::vec(seed, 1..4).prop_map(|seeds| {
        seeds
            .into_iter()
            .map(|(person, from, long)| Seed { person, from, to: from + long })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]
    #[test]
    fn the_engine_says_what_the_reference_says(
        world in worlds(),
        seeds in seeds(),
        generations in 0_u8..5,
        until in 5_u32..45,
        isolated in proptest::collection::btree_map(0_u32..8, 0_u32..40, 0..4),
        minutes in 0_u32..6,
        cut in 0_usize..40,
    ) {
        let rule = Rule::everywhere(minutes).at(Kind(1), Some(1)).at(Kind(2), None);
        let question = Question { seeds: &seeds, generations, until, rule: &rule, isolated: &isolated };
        let expected = reference::trace(&world, &question);
        let whole = visits(&world);
        let traced = trace(&whole, &question);
        prop_assert_eq!(traced.found(), &expected[..]);

        // Visits that come later, and once more, say the same.
        let mut late = Visits::default();
        let (first, second) = world.visits.split_at(cut.min(world.visits.len()));
        late.add(second.to_vec());
        late.add(first.to_vec());
        late.add(first.iter().take(3).copied().collect());
        late.add_contacts(&world.contacts);
        late.add_contacts(&world.contacts);
        late.set_kinds(world.kinds.clone());
        let again = trace(&late, &question);
        prop_assert_eq!(again.found(), &expected[..]);

        // Everybody has a path that leads to a case, step by step, in the order of time.
        for found in traced.found() {
            let path = traced.path(&whole, &question, *found);
            prop_assert_eq!(path.len(), usize::from(found.generation));
            let mut person = found.person;
            for meeting in &path {
                prop_assert_eq!(meeting.exposed, person);
                prop_assert!(meeting.from <= meeting.to && meeting.by != person);
                person = meeting.by;
            }
            prop_assert!(path.windows(2).all(|pair| pair[1].from <= pair[0].from));
            prop_assert!(seeds.iter().any(|seed| seed.person == person));
        }
    }
}
