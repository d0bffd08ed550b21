//! `phaodai demo`: the figures that it prints are those of its own workbooks and of the commands that it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use phaodai::demo::{CAME_BACK, Figures, MISTAKEN, ON_TWO_LISTS};
use serde_json::{Value, json};

use super::{Demonstration, run};
use crate::demo::recount::recount_file;

/// The lists that came in, without those of rows that were refused.
fn lists_in(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder.join("demo/danh-sach")).unwrap().map(|entry| entry.unwrap());
    let files = inside.map(|entry| entry.path()).filter(|path| path.is_file());
    let refused = |path: &PathBuf| path.to_string_lossy().ends_with("-dong-loi.xlsx");
    files.filter(|path| !refused(path)).collect()
}

fn as_totals(figures: Figures) -> Value {
    json!({
        "contacted": figures.contacted, "need_support": figures.need_support,
        "not_contacted": figures.not_contacted, "not_returned": figures.not_returned,
        "returned": figures.returned, "total": figures.total,
    })
}

#[test]
fn it_prints_who_reported_when_and_how_many() {
    let printed = &Demonstration::shared().printed;
    for (name, expected) in [("communes", 22), ("on_time", 19), ("late", 2), ("missing", 1)] {
        assert_eq!(printed[name], expected, "{name}");
    }
    let records = printed["records"].as_u64().unwrap();
    assert!((14_000..16_000).contains(&records), "{records}");
    assert_eq!(printed["totals"]["total"], records);
    assert!(printed["seconds"].as_f64().is_some());
    assert!(printed["obligations"].as_u64().unwrap() > 20);
}

#[test]
fn the_files_that_it_names_are_there() {
    let files = Demonstration::shared().printed["files"].as_object().unwrap();
    for name in ["rollup", "dispatch", "workbooks", "briefing", "data"] {
        let path = files[name].as_str().unwrap();
        assert!(Path::new(path).exists(), "{name}: {path}");
    }
}

#[test]
fn its_totals_are_those_of_the_lists_counted_again() {
    let demonstration = Demonstration::shared();
    let lists = lists_in(&demonstration.folder);
    assert_eq!(lists.len(), 21);
    let counted: Figures = lists.iter().map(|path| recount_file(path)).sum();
    assert_eq!(demonstration.printed["totals"], as_totals(counted));
}

#[test]
fn each_communes_return_is_its_list_counted_again() {
    let demonstration = Demonstration::shared();
    let collated = demonstration.run(["collate", "--unit", "125", "--date", "2021-09-10"]).done();
    let rows = collated["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 22);
    for path in lists_in(&demonstration.folder) {
        let name = path.file_name().unwrap().to_string_lossy();
        let is_theirs = |row: &&Value| name.contains(row["unit"].as_str().unwrap());
        let row = rows.iter().find(is_theirs).expect("the code of the commune in the name");
        assert_eq!(row["values"], as_totals(recount_file(&path)), "{name}");
    }
}

#[test]
fn it_raises_exactly_what_was_planted_and_one_is_explained_and_taken() {
    let demonstration = Demonstration::shared();
    let said = &demonstration.printed["discrepancies"];
    let counts = ["found", "explained", "open"].map(|name| said[name].as_u64());
    assert_eq!(counts, [3, 1, 2].map(Some));
    let list = said["list"].as_array().unwrap();
    let told: BTreeSet<(&str, &str, &str)> = list
        .iter()
        .map(|one| ["rule", "unit", "state"].map(|name| one[name].as_str().unwrap()))
        .map(|[rule, unit, state]| (rule, unit, state))
        .collect();
    let planted = [
        ("register_moved_on", CAME_BACK.code, "accepted"),
        ("returned_fell", MISTAKEN.code, "asked"),
        ("same_person", ON_TWO_LISTS[0], "asked"),
    ];
    assert_eq!(told, BTreeSet::from(planted));
    assert_eq!(list.len(), 3);

    let fell = list.iter().find(|one| one["rule"] == "returned_fell").unwrap();
    let (now, before) = (&fell["one"]["value"], &fell["other"]["value"]);
    let difference = before.as_i64().unwrap() - now.as_i64().unwrap();
    assert_eq!((difference, &fell["records"]), (9, &9.into()));
    let moved = list.iter().find(|one| one["rule"] == "register_moved_on").unwrap();
    assert_eq!(moved["records"], CAME_BACK.people, "each who came back is named");

    let again = ["discrepancy", "check", "--unit", "125", "--date", "2021-09-10"];
    let again = run(&copy(&demonstration.folder), again).done();
    assert_eq!((&again["found"], &again["still"]), (&json!([]), &3.into()));
}

/// A copy of the node, for a test that writes.
fn copy(folder: &Path) -> PathBuf {
    let copy = folder.with_extension("copy");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        if entry.path().is_file() {
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
    }
    copy
}

#[test]
fn it_leaves_a_node_that_is_whole() {
    let verified = Demonstration::shared().run(["verify"]).done();
    assert_eq!((&verified["whole"], &verified["broken"]), (&true.into(), &json!([])));
    // Each person who came in is a body of the ledger, and there are officers, returns and receipts besides.
    let records = Demonstration::shared().printed["records"].as_u64().unwrap();
    assert!(verified["bodies"].as_u64().unwrap() > records);
}

#[test]
fn collating_afterwards_gives_the_same() {
    let demonstration = Demonstration::shared();
    let collated = demonstration.run(["collate", "--unit", "125", "--date", "2021-09-10"]).done();
    let counts = &collated["counts"];
    let figures = ["obliged", "on_time", "late", "missing"].map(|name| counts[name].as_u64());
    assert_eq!(figures, [22, 19, 2, 1].map(Some));
    assert_eq!(collated["totals"], demonstration.printed["totals"]);

    let missing = collated["rows"].as_array().unwrap().iter();
    let missing: Vec<&Value> = missing.filter(|row| row["standing"] == "missing").collect();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0]["values"], json!({}), "who sent nothing adds nothing");
}

#[test]
fn a_figure_opens_into_as_many_records_as_it_says() {
    let demonstration = Demonstration::shared();
    let collated = demonstration.run(["collate", "--unit", "125", "--date", "2021-09-10"]).done();
    let row = collated["rows"].as_array().unwrap().iter().find(|row| row["unit"] == "04105");
    let figure = "04105/2021-09-10/not_returned";
    let opened = demonstration.run(["open", figure, "--limit", "100000"]).done();
    let records = opened["records"].as_array().unwrap();
    assert_eq!(opened["value"], row.unwrap()["values"]["not_returned"]);
    assert_eq!(opened["value"], records.len());
    assert!(!records.is_empty());
    assert!(records.iter().all(|record| record["fields"]["returned"] != "yes"));
}

#[test]
fn it_may_be_repeated_over_itself_and_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("thu");
    let mut printed = [1, 2].map(|_| run(&data, ["demo", "--seed", "7"]).done());
    for one in &mut printed {
        one["seconds"] = 0.into();
    }
    assert_eq!(printed[0], printed[1]);
    assert_ne!(printed[0]["totals"], Demonstration::shared().printed["totals"], "another seed");
}

#[test]
fn the_folder_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("thu.txt");
    fs::write(&letter, "của người khác").unwrap();
    run(folder.path(), ["demo"]).refused(2, "demo_folder_in_use");
    assert_eq!(fs::read_to_string(&letter).unwrap(), "của người khác");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
