//! Rows that cannot be taken: named with their field, written beside the list with the reason, mended and taken.

use serde_json::Value;

use crate::support::{COMMUNE, Cell, Desk, List, person, rows};

const TITLES: [&str; 4] = ["Họ và tên", "SĐT", "Dự kiến ngày về", "Đã về"];

/// Two people without fault, and rows 3, 5 and 6 with one each: no name, no such day, no such answer.
fn list() -> List {
    let row = |n: usize, day: &str, returned: &str| {
        [person(n).name, person(n).phone, day.into(), returned.into()].map(Cell::from)
    };
    let mut nameless = row(1, "15/9/2021", "chưa");
    nameless[0] = Cell::from("");
    let list = List::of(TITLES).row(row(0, "15/9/2021", "x")).row(nameless);
    let list = list.row(row(2, "", "chưa")).row(row(3, "31/9/2021", "chưa"));
    list.row(row(4, "", "có lẽ"))
}

fn places(errors: &Value) -> Vec<(u64, &str, &str)> {
    let errors = errors.as_array().unwrap();
    assert!(
        errors.iter().all(|error| error["message"].as_str().is_some_and(|said| !said.is_empty()))
    );
    errors
        .iter()
        .map(|error| {
            let word = |key: &str| error[key].as_str().unwrap();
            (error["row"].as_u64().unwrap(), word("field"), word("rule"))
        })
        .collect()
}

#[test]
fn every_fault_names_its_row_its_field_and_the_rule() {
    let desk = Desk::district();
    let outcome = desk.import(&desk.put("ds.csv", list().csv()), COMMUNE).partly();
    let expected = [
        (3, "full_name", "required"),
        (5, "expected_return", "date_none"),
        (6, "returned", "choice_unknown"),
    ];
    assert_eq!(places(&outcome["errors"]), expected);
    assert_eq!((&outcome["accepted"], &outcome["rejected"]), (&2.into(), &3.into()));
    assert_eq!(desk.records(COMMUNE, "csv").len(), 2, "the others are taken all the same");
}

#[test]
fn a_row_with_two_faults_is_one_row_with_two_reasons() {
    let desk = Desk::district();
    let list = List::of(TITLES).row(["", "0300000001", "31/9/2021", "x"].map(Cell::from));
    let outcome = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).partly();
    assert_eq!((&outcome["rows"], &outcome["rejected"]), (&1.into(), &1.into()));
    assert_eq!(places(&outcome["errors"]).len(), 2, "{outcome}");
}

#[test]
fn the_refused_rows_stand_beside_the_list_with_the_reason_last() {
    let desk = Desk::district();
    let outcome = desk.import(&desk.put("ds.csv", list().csv()), COMMUNE).partly();
    let path = desk.path("ds-dong-loi.xlsx");
    assert_eq!(outcome["rejects"].as_str(), path.to_str());

    let written = rows(&path);
    let titles: Vec<&str> = written[0].iter().map(String::as_str).collect();
    assert_eq!(titles, ["Họ và tên", "SĐT", "Dự kiến ngày về", "Đã về", "Lý do"]);
    let typed: Vec<[&str; 4]> =
        written[1..].iter().map(|row| [0, 1, 2, 3].map(|at| row[at].as_str())).collect();
    let phones = [1, 3, 4].map(|n| person(n).phone);
    let (three, four) = (person(3).name, person(4).name);
    let expected = [
        ["", &phones[0], "15/9/2021", "chưa"],
        [&three, &phones[1], "31/9/2021", "chưa"],
        [&four, &phones[2], "", "có lẽ"],
    ];
    assert_eq!(typed, expected);
    let errors = outcome["errors"].as_array().unwrap();
    for (row, error) in written[1..].iter().zip(errors) {
        assert_eq!(row[4], error["message"].as_str().unwrap());
    }
}

#[test]
fn the_refused_rows_are_taken_once_they_are_mended() {
    let desk = Desk::district();
    desk.import(&desk.put("ds.csv", list().csv()), COMMUNE).partly();
    let written = rows(&desk.path("ds-dong-loi.xlsx"));
    let mended = List::of([TITLES[0], TITLES[1], TITLES[2], TITLES[3], "Lý do"]);
    let mended = written[1..].iter().fold(mended, |list, row| {
        let mut row = row.clone();
        if row[0].is_empty() {
            row[0] = person(1).name;
        }
        row[2] = row[2].replace("31/9", "30/9");
        row[3] = row[3].replace("có lẽ", "có");
        list.row(row.into_iter().map(Cell::from))
    });
    let file = desk.put("ds-dong-loi.xlsx", mended.xlsx());
    let outcome = desk.import(&file, COMMUNE).done();
    assert_eq!((&outcome["accepted"], &outcome["duplicates"]), (&3.into(), &0.into()));
    let mut names: Vec<String> =
        desk.records(COMMUNE, "csv").iter().map(|record| record["Họ tên"].clone()).collect();
    let mut expected: Vec<String> = (0..5).map(|n| person(n).name).collect();
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn a_list_without_fault_leaves_no_workbook_behind() {
    let desk = Desk::district();
    let list = List::of(TITLES).row(["Lò Văn Ánh", "0300000000", "", "x"].map(Cell::from));
    let outcome = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).done();
    assert!(outcome.get("rejects").is_none());
    assert!(!desk.path("ds-dong-loi.xlsx").exists());
}
