//! Pages of the database that a dying disk gives back as zeros: named, and a backup brings everything back.

use std::fs;

use super::list;
use crate::support::{COMMUNE, Desk, Ran, program};

const PAGE: usize = 8192;

#[test]
fn pages_of_zeros_are_told_and_a_backup_brings_everything_back() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list(0..500));
    desk.import(&file, COMMUNE).done();
    let kept = desk.records(COMMUNE, "csv");
    let backup = desk.argument("sao-luu.db");
    desk.run(["backup", &backup]).done();

    let database = desk.data().join("phaodai.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / PAGE / 2 * PAGE;
    bytes[middle..].fill(0);
    fs::write(&database, bytes).unwrap();
    let out = desk.argument("hong.csv");
    let export = ["export", "away_resident", "--unit", COMMUNE, "-o", &out];
    for command in [["verify", "--quick"].as_slice(), &export] {
        let told = desk.run(command);
        assert_ne!(told.code, 0, "{told:#?}");
        assert!(!told.err.contains("panicked"), "{told:#?}");
        assert!(told.err.contains("phaodai verify") || told.out.contains("broken"), "{told:#?}");
    }
    let anew = desk.path("phuc-hoi");
    let run = |arguments: &[&str]| {
        Ran::of(program(&anew, "2021-09-10T12:00").args(arguments).output().unwrap())
    };
    run(&["restore", &backup]).done();
    assert_eq!(run(&["verify"]).done()["whole"], true);
    let out = desk.argument("phuc-hoi.csv");
    run(&["export", "away_resident", "--unit", COMMUNE, "-o", &out]).done();
    let mut restored = crate::support::shown(out.as_ref());
    restored.sort();
    assert_eq!(restored, kept);
}
