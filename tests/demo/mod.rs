//! The invented morning of `phaodai demo`: what it promises to whoever builds on it.

mod letter;
pub mod recount;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use domain::base::local;
use domain::base::text::fold;
use domain::base::units::mai_son;
use jiff::civil::time;
use phaodai::demo::{
    AwayResident, CommuneKind, Flaw, ON_TWO_LISTS, Place, Post, Row, Sending, Sex, Whereabouts,
    World, world, world_of,
};

/// Any seed will do; the demo uses one of its own.
const SEED: u64 = 20_210_909;

fn morning() -> World {
    of_seed(SEED)
}

fn of_seed(seed: u64) -> World {
    world_of(seed, &mai_son().expect("the built-in list of units"))
}

fn everybody(world: &World) -> impl Iterator<Item = &AwayResident> {
    world.communes.iter().flat_map(|commune| &commune.residents)
}

#[test]
fn nineteen_are_in_time_two_late_one_missing() {
    let world = morning();
    let mut in_time = 0;
    let mut late = Vec::new();
    let mut missing = Vec::new();
    for commune in &world.communes {
        match commune.sending {
            Sending::Missing => missing.push(commune.code.as_str()),
            Sending::Received(at) if local(at).time() < time(10, 0, 0, 0) => {
                assert!((time(7, 10, 0, 0)..=time(9, 58, 0, 0)).contains(&local(at).time()));
                in_time += 1;
            }
            Sending::Received(at) => late.push((commune.code.as_str(), local(at).to_string())),
        }
    }
    assert_eq!(in_time, 19);
    assert_eq!(
        late,
        [("04144", "2021-09-10T10:00:00".to_owned()), ("04159", "2021-09-10T10:41:00".to_owned())]
    );
    assert_eq!(missing, ["04165"]);
}

#[test]
fn about_fifteen_thousand_are_away_in_communes_of_plausible_size() {
    let world = morning();
    assert!((14_500..15_500).contains(&everybody(&world).count()));
    for commune in &world.communes {
        assert!((250..=1_400).contains(&commune.residents.len()), "{}", commune.name);
    }
    let workers =
        everybody(&world).filter(|resident| resident.group == phaodai::demo::Group::Worker).count();
    assert!((76..=80).contains(&(workers * 100 / everybody(&world).count())));
}

#[test]
fn figures_balance_and_none_is_empty() {
    let expected = morning().expected();
    for (code, figures) in &expected.communes {
        assert_eq!(figures.returned + figures.not_returned, figures.total, "{code}");
        assert_eq!(figures.contacted + figures.not_contacted, figures.not_returned, "{code}");
        assert!(figures.not_contacted > 0 && figures.need_support > 0, "{code}");
    }
    let missing = expected.communes["04165"].total;
    let all: u32 = expected.communes.values().map(|figures| figures.total).sum();
    assert_eq!(expected.sent.total, all - missing);
}

#[test]
fn the_same_seed_writes_the_same_bytes() {
    let [one, two, other] = [SEED, SEED, SEED + 1].map(|seed| {
        let folder = tempfile::tempdir().unwrap();
        let written = of_seed(seed).write_workbooks(folder.path()).unwrap();
        let files: BTreeMap<String, Vec<u8>> =
            written.into_iter().map(|file| (file.code, fs::read(file.path).unwrap())).collect();
        files
    });
    assert_eq!(one.len(), 22);
    assert!(one == two, "the same seed");
    assert!(one.iter().all(|(code, bytes)| other[code] != *bytes), "another seed");
}

#[test]
fn identity_numbers_agree_with_sex_and_year_and_one_person_alone_is_on_two_lists() {
    let world = morning();
    let mut seen = BTreeMap::new();
    let mut twice = Vec::new();
    let listed = world.communes.iter().flat_map(|one| one.residents.iter().map(move |r| (one, r)));
    for (commune, resident) in listed {
        let Some(number) = &resident.identity_no else { continue };
        if let Some((code, name)) =
            seen.insert(number.clone(), (&commune.code, &resident.full_name))
        {
            assert_eq!(name, &resident.full_name, "{number}");
            twice.push([code.as_str(), commune.code.as_str()]);
        }
        assert_eq!(number.len(), 12);
        assert!(number.starts_with("014"));
        let digit: i16 = number[3..4].parse().unwrap();
        let century = if resident.birth_year < 2000 { 0 } else { 2 };
        assert_eq!(digit, century + i16::from(resident.sex == Sex::Female), "{number}");
        assert_eq!(number[4..6], format!("{:02}", resident.birth_year % 100));
    }
    assert!((6_000..12_000).contains(&seen.len()), "only part of them have a card");
    assert_eq!(twice, [ON_TWO_LISTS], "planted, for the district to find");
}

#[test]
fn telephones_are_shared_within_households_only_and_belong_to_no_operator() {
    let world = morning();
    let mut villages: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let mut shared = BTreeMap::new();
    for commune in &world.communes {
        for resident in &commune.residents {
            let Some(phone) = resident.phone.as_deref() else { continue };
            assert_eq!(phone.len(), 10);
            assert!(
                ["030", "031", "053", "054", "072", "073", "074", "075"].contains(&&phone[..3])
            );
            villages.entry(phone).or_default().insert((&commune.code, &resident.village));
            *shared.entry(phone).or_insert(0_u32) += 1;
        }
    }
    assert!(villages.values().all(|at| at.len() == 1), "one village each");
    assert!(shared.values().filter(|persons| **persons > 1).count() > 1_000);
}

/// The register of away residents knows two rows for the same person by these keys.
#[test]
fn nobody_is_on_the_list_twice() {
    for commune in morning().communes {
        let mut keys = BTreeSet::new();
        for one in &commune.residents {
            let name = fold(&one.full_name);
            assert!(keys.insert(format!("{name}, {}, {}", one.birth_year, one.village)), "{name}");
            if let Some(phone) = &one.phone {
                assert!(keys.insert(format!("{name}, {phone}")), "{name}");
            }
        }
        for row in &commune.rows {
            if let Row::Repeated(index) = row {
                assert!(
                    commune.residents[*index].phone.is_some(),
                    "a repetition can be recognised"
                );
            }
        }
    }
}

#[test]
fn flaws_are_a_handful_and_stand_apart_from_those_who_count() {
    let world = morning();
    let rows = || world.communes.iter().flat_map(|commune| &commune.rows);
    let count = |wanted: fn(&Row) -> bool| rows().filter(|row| wanted(row)).count();
    assert_eq!(count(|row| matches!(row, Row::Flawed(_, Flaw::NoName))), 4);
    assert_eq!(count(|row| matches!(row, Row::Flawed(_, Flaw::ImpossibleDate { .. }))), 5);
    assert_eq!(count(|row| matches!(row, Row::Repeated(_))), 14);
    assert_eq!(count(|row| matches!(row, Row::Resident(_))), everybody(&world).count());
}

#[test]
fn one_deputy_acts_for_a_chair() {
    let world = morning();
    let deputies: Vec<_> = world
        .communes
        .iter()
        .filter(|commune| commune.officers.chair.post == Post::DeputyForChair)
        .map(|commune| commune.name.as_str())
        .collect();
    assert_eq!(deputies, ["Chiềng Chung"]);
    assert!(world.communes.iter().all(|one| one.officers.secretary.post == Post::Secretary));
}

#[test]
fn only_those_still_away_are_telephoned_or_expected() {
    for resident in everybody(&morning()) {
        if resident.expected_return.is_some() {
            assert_eq!(resident.whereabouts, Whereabouts::Away { contacted: true });
        }
    }
}

#[test]
fn everybody_lives_in_a_village_of_the_list_of_units() {
    let facts = mai_son().unwrap();
    let known: BTreeSet<String> = facts.units.iter().map(|unit| unit.full_name()).collect();
    for resident in everybody(&morning()) {
        assert!(known.contains(&resident.village), "{:?}", resident.village);
    }
}

#[test]
fn a_commune_without_villages_or_story_still_has_its_list() {
    let place = Place { code: "99999", kind: CommuneKind::Commune, name: "Lạ", villages: &[] };
    let world = world(SEED, &[place]);
    assert_eq!(world.communes.len(), 1);
    let folder = tempfile::tempdir().unwrap();
    let written = world.write_workbooks(folder.path()).unwrap();
    assert_eq!(written[0].rows, world.communes[0].residents.len());
    assert!(written[0].rows > 300);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("da-co");
    fs::write(&file, "").unwrap();
    let refused = morning().write_workbooks(&file).unwrap_err();
    assert_eq!(refused.code, "demo_file_unwritable");
    assert!(refused.place.file.is_some_and(|path| path.contains("da-co")));
}
