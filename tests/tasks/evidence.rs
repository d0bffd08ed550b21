//! A commune shows that a task is done with the signed plan; the district opens it the next morning, also from the stick.

use std::fs;
use std::path::Path;

use super::{CHAIR, COMMUNE_CHAIR, at, issued};
use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, Ran, program};

const PLAN: &[u8] = b"%PDF-1.4 invented plan \x00\xff with its stamp";

/// A task of the commune, reported with the signed plan at four in the afternoon; its reference.
fn reported(desk: &Desk) -> String {
    let listed = desk.run(["task", "list", "--unit", COMMUNE]).done();
    let all = listed.as_array().unwrap();
    let plan = all.iter().find(|task| task["quote"].as_str().unwrap().contains("kịch bản"));
    let task = plan.unwrap()["task"].as_str().unwrap().to_owned();
    let file = desk.put("kich-ban.pdf", PLAN);
    at(desk, "2021-09-10T16:00", &report(&task, &file)).done();
    task
}

fn report<'a>(task: &'a str, file: &'a str) -> [&'a str; 7] {
    ["task", "report", task, "--evidence", file, "--as", COMMUNE_CHAIR]
}

/// What the district gets when it has the evidence written to a folder.
fn opened(data: &Path, task: &str, folder: &Path) -> Vec<u8> {
    let mut command = program(data, "2021-09-11T07:30");
    command.args(["task", "evidence", task, "--as", CHAIR, "-o"]).arg(folder);
    Ran::of(command.output().unwrap()).done();
    fs::read(folder.join("1-kich-ban.pdf")).unwrap()
}

#[test]
fn the_district_opens_next_morning_what_the_commune_attached() {
    let desk = issued();
    let task = reported(&desk);
    assert_eq!(opened(&desk.data(), &task, &desk.path("out")), PLAN);
    let listed = desk.run(["task", "evidence", &task]).done();
    assert_eq!(listed[0]["file"], "kich-ban.pdf");
    assert_eq!(listed[0]["bytes"], PLAN.len());
    assert_eq!(listed[0]["added_at"], "2021-09-10T16:00:00");
    let shown = desk.run(["task", "show", &task]).done();
    assert_eq!((&shown["evidence"], &shown["state"]), (&1.into(), &"reported".into()));
    desk.run(["task", "evidence", &task, "-o", &desk.path("out").display().to_string()])
        .refused(1, "file_exists");
}

#[test]
fn the_backup_has_it_too() {
    let desk = issued();
    let task = reported(&desk);
    let (stick, other) = (desk.path("stick.db"), desk.path("other"));
    desk.run(["backup", &stick.display().to_string()]).done();
    let mut restore = program(&other, "2021-09-11T07:00");
    Ran::of(restore.arg("restore").arg(&stick).output().unwrap()).done();
    assert_eq!(opened(&other, &task, &desk.path("out")), PLAN);
}

#[test]
fn a_stranger_does_not_see_it() {
    let desk = issued();
    let task = reported(&desk);
    let other = "Hà Thị Khác";
    desk.run(["officer", "add", "--name", other, "--post", "chair", "--unit", OTHER_COMMUNE])
        .done();
    desk.run(["task", "evidence", &task, "--as", other]).refused(1, "task_not_yours");
}

#[test]
fn what_is_empty_too_large_or_not_there_is_refused_and_nothing_is_reported() {
    let desk = issued();
    let listed = desk.run(["task", "list", "--unit", COMMUNE]).done();
    let task = listed[0]["task"].as_str().unwrap().to_owned();
    let refused = |file: &str, code: &str| {
        desk.run(report(&task, file)).refused(1, code);
    };
    refused(&desk.put("rong.pdf", b""), "file_empty");
    refused(&desk.put("phim.mp4", vec![7; 25 * 1024 * 1024 + 1]), "file_too_large");
    refused(&desk.path("khong-co.pdf").display().to_string(), "file_missing");
    assert_eq!(desk.run(["task", "show", &task]).done()["evidence"], 0);
    assert_ne!(desk.run(["task", "show", &task]).done()["state"], "reported");
    desk.run(report(&task, &desk.put("vua.pdf", vec![7; 25 * 1024 * 1024]))).done();
}

#[test]
fn verify_names_a_stored_file_that_was_changed() {
    let desk = issued();
    reported(&desk);
    assert_eq!(desk.run(["verify"]).done()["files"], 2, "the paper and the plan");
    let database = desk.data().join("phaodai.db");
    let mut bytes = fs::read(&database).unwrap();
    let place = bytes.windows(PLAN.len()).position(|part| part == PLAN).unwrap();
    bytes[place + 9] ^= 1;
    fs::write(&database, bytes).unwrap();
    let found = desk.run(["verify"]);
    assert_ne!(found.code, 0);
    assert!(found.out.contains("kich-ban.pdf"), "{}\n{}", found.out, found.err);
}

#[test]
fn the_paper_itself_is_kept_and_comes_back_as_it_came() {
    let desk = issued();
    let out = desk.path("lai.txt").display().to_string();
    let file = ["directive", "file", "1", "--unit", "125", "-o", &out];
    desk.run(file).done();
    assert_eq!(fs::read_to_string(&out).unwrap(), super::DISPATCH);
    desk.run(file).refused(1, "file_exists");
    // What was concluded at a briefing never was a file.
    let words = "1. UBND thị trấn Hát Lót rà soát danh sách, chậm nhất ngày 15/9/2021.";
    desk.run(["briefing", "conclude", "--unit", "125", "--text", words, "--as", CHAIR]).done();
    desk.run(["directive", "file", "2", "--unit", "125", "-o", &desk.argument("khac.txt")])
        .refused(1, "directive_no_file");
    desk.run(["verify"]).done();
}
