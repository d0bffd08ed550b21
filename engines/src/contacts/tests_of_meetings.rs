//! Meetings, clusters and places: small worlds by hand, and random ones against the reference; and what becomes of contacts
//! when one of them is a case.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::reference;
use super::tests::{NOBODY, seeds, stays, visits, worlds};
use super::*;

#[test]
fn the_last_exposure_is_that_of_the_last_meeting() {
    let world = stays(&[
        (0, 0, 0, 60),
        (1, 0, 30, 90),
        (0, 1, 200, 260),
        (1, 1, 190, 230),
        (1, 2, 300, 400),
    ]);
    let rule = Rule::everywhere(15);
    let cases = [(0, (0, 1000))].into();
    let around = Around {
        person: 1,
        window: (0, Minute::MAX),
        rule: &rule,
        among: Some(&cases),
        isolated: &NOBODY,
    };
    let met = meetings(&visits(&world), &around);
    let told: Vec<_> = met.iter().map(|one| (one.by, one.place, one.from, one.to)).collect();
    assert_eq!(told, [(0, Some(0), 30, 60), (0, Some(1), 200, 230)]);
}

#[test]
fn cases_that_met_through_others_are_one_cluster_and_the_place_is_told() {
    let world = stays(&[
        (0, 5, 0, 60),
        (1, 5, 0, 60),
        (1, 6, 100, 160),
        (2, 6, 100, 160),
        (3, 7, 0, 60),
        (9, 5, 0, 60),
    ]);
    let rule = Rule::everywhere(15);
    let cases = (0..4).map(|case| (case, (0, 1000))).collect();
    let found = clusters(&visits(&world), &cases, &rule, &NOBODY);
    assert_eq!(
        found,
        [
            Cluster { people: vec![0, 1, 2], places: vec![5, 6] },
            Cluster { people: vec![3], places: vec![] }
        ]
    );
    let places = places(&visits(&world), &cases, &rule, &NOBODY);
    let told: Vec<_> = places.iter().map(|one| (one.place, one.cases, one.met)).collect();
    assert_eq!(told, [(5, 2, 1), (6, 2, 0), (7, 1, 0)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn meetings_clusters_and_places_are_those_of_the_reference(
        world in worlds(),
        cases in proptest::collection::btree_map(0_u32..8, (0_u32..20, 1_u32..25), 0..5),
        isolated in proptest::collection::btree_map(0_u32..8, 0_u32..40, 0..4),
        minutes in 0_u32..6,
        person in 0_u32..8,
        open in any::<bool>(),
    ) {
        let rule = Rule::everywhere(minutes).at(Kind(1), Some(1)).at(Kind(2), None);
        let cases: BTreeMap<PersonNo, Window> =
            cases.into_iter().map(|(case, (from, long))| (case, (from, from + long))).collect();
        let index = visits(&world);
        let among = (!open).then_some(&cases);
        let around = Around { person, window: (3, 25), rule: &rule, among, isolated: &isolated };
        prop_assert_eq!(meetings(&index, &around), reference::meetings(&world, &around));
        prop_assert_eq!(
            clusters(&index, &cases, &rule, &isolated),
            reference::clusters(&world, &cases, &rule, &isolated)
        );
        let found = places(&index, &cases, &rule, &isolated);
        prop_assert_eq!(&found, &reference::places(&world, &cases, &rule, &isolated));

        // The same list taken in once more changes nothing.
        let mut again = index;
        again.add(world.visits.clone());
        again.add_contacts(&world.contacts);
        prop_assert_eq!(places(&again, &cases, &rule, &isolated), found);
        prop_assert_eq!(meetings(&again, &around), reference::meetings(&world, &around));
    }

    #[test]
    fn a_contact_who_becomes_a_case_leaves_nobody_farther_from_a_case(
        world in worlds(),
        seeds in seeds(),
        which in any::<prop::sample::Index>(),
        minutes in 0_u32..6,
    ) {
        let rule = Rule::everywhere(minutes);
        let ask = |seeds: &[Seed]| {
            let question =
                Question { seeds, generations: 4, until: 60, rule: &rule, isolated: &NOBODY };
            let found = trace(&visits(&world), &question).found().to_vec();
            assert_eq!(found, reference::trace(&world, &question));
            found
        };
        let before = ask(&seeds);
        let contacts: Vec<&Found> = before.iter().filter(|found| found.generation > 0).collect();
        if contacts.is_empty() {
            return Ok(());
        }
        let turned = contacts[which.index(contacts.len())];
        let mut more = seeds.clone();
        more.push(Seed { person: turned.person, from: 0, to: Minute::MAX });
        let after = ask(&more);
        let class = |found: &[Found], person| {
            found.iter().find(|found| found.person == person).map(|found| found.generation)
        };
        prop_assert_eq!(class(&after, turned.person), Some(0));
        for found in &before {
            // Nobody is farther from a case than before.
            let now = class(&after, found.person);
            prop_assert!(now.is_some_and(|now| now <= found.generation), "{found:?} {now:?}");
        }
    }
}
