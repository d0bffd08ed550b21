//! A list that comes a second time: the same file changes nothing, a changed cell changes one record.

use serde_json::Value;

use crate::support::{COMMUNE, Cell, Desk, List, person};

fn list(last_destination: &str) -> List {
    let mut list = List::of(["Họ và tên", "Bản", "SĐT", "Đi đâu"]);
    for n in 0..30 {
        let destination = if n == 29 { last_destination } else { "Bắc Giang" };
        let someone = person(n);
        let cells = [someone.name, someone.village.into(), someone.phone, destination.into()];
        list.push(cells.map(Cell::from));
    }
    list
}

fn figures(outcome: &Value) -> [u64; 4] {
    ["accepted", "duplicates", "unchanged", "updated"].map(|name| outcome[name].as_u64().unwrap())
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list("Bắc Ninh").csv());
    assert_eq!(figures(&desk.import(&file, COMMUNE).done()), [30, 0, 0, 0]);
    let (entries, records) = (desk.entries(), desk.records(COMMUNE, "csv"));
    assert_eq!(records.len(), 30);

    assert_eq!(figures(&desk.import(&file, COMMUNE).done()), [0, 30, 30, 0]);
    assert_eq!(desk.entries(), entries);
    assert_eq!(desk.records(COMMUNE, "csv"), records);
}

#[test]
fn the_same_rows_in_another_file_change_nothing_either() {
    let desk = Desk::district();
    desk.import(&desk.put("ds.csv", list("Bắc Ninh").csv()), COMMUNE).done();
    let entries = desk.entries();
    let outcome = desk.import(&desk.put("ds.xlsx", list("Bắc Ninh").xlsx()), COMMUNE).done();
    assert_eq!(figures(&outcome), [0, 30, 30, 0]);
    assert_eq!(desk.entries(), entries);
}

#[test]
fn a_changed_cell_changes_its_record_and_no_other() {
    let desk = Desk::district();
    desk.import(&desk.put("ds.csv", list("Bắc Ninh").csv()), COMMUNE).done();
    let before = desk.records(COMMUNE, "csv");
    let outcome = desk.import(&desk.put("ds.csv", list("Hải Dương").csv()), COMMUNE).done();
    assert_eq!(figures(&outcome), [1, 29, 29, 1]);

    let after = desk.records(COMMUNE, "csv");
    assert_eq!(after.len(), 30);
    let changed: Vec<_> = after.iter().filter(|record| !before.contains(record)).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["Đi đâu"], "Hải Dương");
    assert_eq!(changed[0]["Số điện thoại liên lạc"], person(29).phone);
}

#[test]
fn an_empty_cell_takes_nothing_away() {
    let desk = Desk::district();
    desk.import(&desk.put("ds.csv", list("Bắc Ninh").csv()), COMMUNE).done();
    let before = desk.records(COMMUNE, "csv");
    let outcome = desk.import(&desk.put("ds.csv", list("").csv()), COMMUNE).done();
    assert_eq!(figures(&outcome), [0, 30, 30, 0]);
    assert_eq!(desk.records(COMMUNE, "csv"), before);
}

#[test]
fn a_trial_says_what_would_happen_and_writes_nothing() {
    let desk = Desk::district();
    let entries = desk.entries();
    let faulty = list("Bắc Ninh").row(["", "Bản Mòn", "0300000099", ""].map(Cell::from));
    let file = desk.put("ds.csv", faulty.csv());
    let tried = desk.run(["import", "away_resident", &file, "--unit", COMMUNE, "--dry-run"]);
    let tried = tried.partly();
    assert_eq!(tried["dry_run"], true);
    assert_eq!(desk.entries(), entries);
    assert!(desk.records(COMMUNE, "csv").is_empty());
    assert!(!desk.path("ds-dong-loi.xlsx").exists());

    let mut real = desk.import(&file, COMMUNE).partly();
    assert_eq!(real["dry_run"], false);
    real["dry_run"] = true.into();
    real.as_object_mut().unwrap().remove("rejects");
    assert_eq!(real, tried, "the trial has foretold it");
}

/// A village head may know of people nothing but their names and where they went.
#[test]
fn people_without_telephone_or_birth_year_are_not_taken_twice_either() {
    let desk = Desk::district();
    let mut list = List::of(["Họ và tên", "Bản", "Đi đâu"]);
    for n in 0..30 {
        list.push([person(n).name, "Bản Mòn".into(), "Bắc Ninh".into()].map(Cell::from));
    }
    // The same name, gone elsewhere: somebody else. The same row once more: the same person.
    list.push([person(0).name, "Bản Mòn".into(), "Hà Nội".into()].map(Cell::from));
    list.push([person(1).name, "Bản Mòn".into(), "Bắc Ninh".into()].map(Cell::from));
    let file = desk.put("ds.csv", list.csv());
    assert_eq!(figures(&desk.import(&file, COMMUNE).done()), [31, 1, 0, 0]);
    let (entries, records) = (desk.entries(), desk.records(COMMUNE, "csv"));
    assert_eq!(records.len(), 31);

    assert_eq!(figures(&desk.import(&file, COMMUNE).done()), [0, 32, 31, 0]);
    assert_eq!(desk.entries(), entries);
    assert_eq!(desk.records(COMMUNE, "csv"), records);
}

#[test]
fn the_same_people_typed_in_capitals_without_accents_keep_their_names() {
    let desk = Desk::district();
    desk.import(&desk.put("ds.csv", list("Bắc Ninh").csv()), COMMUNE).done();
    let before = desk.records(COMMUNE, "csv");
    let mut worse = List::of(["Họ và tên", "Bản", "SĐT", "Đi đâu"]);
    for n in 0..30 {
        let someone = person(n);
        let name = domain::base::text::fold(&someone.name).to_uppercase();
        let destination = if n == 29 { "BẮC NINH" } else { "Bắc Giang" };
        let cells = [name, someone.village.into(), someone.phone, destination.into()];
        worse.push(cells.map(Cell::from));
    }
    let outcome = desk.import(&desk.put("ds-hoa.csv", worse.csv()), COMMUNE).done();
    assert_eq!(figures(&outcome), [0, 30, 30, 0]);
    assert_eq!(desk.records(COMMUNE, "csv"), before);
}
