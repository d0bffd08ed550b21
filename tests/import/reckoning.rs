//! `rows = accepted + rejected + duplicates`, with each row where it belongs.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::Value;

use crate::support::{COMMUNE, Cell, Desk, List, Person, person};

/// What the test itself knows of the list it made.
#[derive(Debug, Default, PartialEq)]
struct Reckoning {
    accepted: u64,
    rejected: u64,
    duplicates: u64,
}

/// A list of people without fault, without a name, with a day that no calendar has, and of people named before.
fn list(rng: &mut Rng) -> (List, Reckoning) {
    let mut list = List::of(["Họ và tên", "Bản, tiểu khu", "SĐT", "Dự kiến ngày về"]);
    let mut reckoning = Reckoning::default();
    let mut sound: Vec<Person> = Vec::new();
    for n in 0..rng.usize(80..160) {
        let mut someone = person(n);
        let mut day = ["", "15/9/2021", "2021-10-01"][rng.usize(..3)];
        match rng.u8(..10) {
            0 => someone.name.clear(),
            1 => day = "31/9/2021",
            2 if !sound.is_empty() => someone = sound[rng.usize(..sound.len())].clone(),
            _ => sound.push(someone.clone()),
        }
        list.push(
            [someone.name, someone.village.into(), someone.phone, day.into()].map(Cell::from),
        );
    }
    let mut met = BTreeSet::new();
    for (name, phone, day) in list.columns([0, 2, 3]) {
        if name.is_empty() || day == "31/9/2021" {
            reckoning.rejected += 1;
        } else if met.insert((name, phone)) {
            reckoning.accepted += 1;
        } else {
            reckoning.duplicates += 1;
        }
    }
    (list, reckoning)
}

fn figure(outcome: &Value, name: &str) -> u64 {
    outcome[name].as_u64().unwrap_or_else(|| panic!("{name} is missing: {outcome}"))
}

#[test]
fn every_row_is_accepted_rejected_or_a_duplicate() {
    for seed in 1..=5 {
        let (list, expected) = list(&mut Rng::with_seed(seed));
        assert!(expected.rejected > 0 && expected.duplicates > 0, "seed {seed} shows nothing");
        let desk = Desk::district();
        let outcome = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).partly();
        let [rows, accepted, rejected, duplicates] =
            ["rows", "accepted", "rejected", "duplicates"].map(|name| figure(&outcome, name));
        assert_eq!(rows, accepted + rejected + duplicates, "seed {seed}");
        assert_eq!(rows, list.len() as u64, "seed {seed}");
        assert_eq!(Reckoning { accepted, rejected, duplicates }, expected, "seed {seed}");
        assert_eq!(desk.records(COMMUNE, "csv").len() as u64, accepted, "seed {seed}");
    }
}

#[test]
fn the_outcome_has_every_figure_that_scripts_count_on() {
    let desk = Desk::district();
    let list = List::of(["Họ và tên", "Dự kiến ngày về"]);
    let list = list.row(["", "15/9/2021"].map(Cell::from));
    let outcome = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).partly();
    for name in ["rows", "accepted", "rejected", "duplicates", "unchanged"] {
        figure(&outcome, name);
    }
    assert!(outcome["mapping"].is_object());
    let errors = outcome["errors"].as_array().unwrap();
    let keys: Vec<&String> = errors[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["row", "field", "rule", "message"]);
}

#[test]
fn people_who_share_a_telephone_are_several() {
    let desk = Desk::district();
    let mut list = List::of(["Họ và tên", "Bản", "SĐT", "Năm sinh"]);
    for n in 0..4 {
        list.push(
            [person(n).name, "Bản Mòn".into(), person(0).phone, "1990".into()].map(Cell::from),
        );
    }
    let done = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).done();
    assert_eq!((&done["accepted"], &done["duplicates"]), (&4.into(), &0.into()));
}

#[test]
fn the_same_list_of_two_communes_is_two_lists() {
    let desk = Desk::district();
    let list = List::of(["Họ và tên", "SĐT"]);
    let list = list.row([person(1).name, person(1).phone].map(Cell::from));
    let file = desk.put("ds.csv", list.csv());
    for unit in [COMMUNE, crate::support::OTHER_COMMUNE] {
        assert_eq!(desk.import(&file, unit).done()["accepted"], 1, "{unit}");
    }
}
