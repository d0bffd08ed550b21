//! The five dispatches of 2021, read whole: every row of the obligations table that is an order.

use std::fs;
use std::path::{Path, PathBuf};

use domain::base::text::fold;
use domain::directive::{Deadline, DeadlineKind, Every, Force, Obligation, Reading, read};
use domain::document::parse;

use super::document::shared;

/// The dispatches, in the order of their codes S0 to S4.
const DISPATCHES: [&str; 5] = [
    "000_07d81db3fd6b7c85.txt",
    "001_c13d025d986bf403.txt",
    "002_6f84e048c3964779.txt",
    "003_d667871c050e2982.txt",
    "004_8b77143a53b7dc4f.txt",
];

/// Lines that only lead in, cite, tell, close or distribute: nothing may be ordered there.
const SILENT: [(usize, &[u32]); 5] = [
    (0, &[6, 17, 21, 27, 29, 61, 63]),
    (1, &[3, 5, 9, 37, 42]),
    (2, &[7, 16, 23, 46, 48]),
    (3, &[3, 10, 18, 22, 50]),
    (4, &[9, 15, 17, 23, 25, 37, 59]),
];

fn dispatches() -> Option<PathBuf> {
    shared().map(|folder| folder.join("dispatches"))
}

fn reading(folder: &Path, code: usize) -> Reading {
    read(&parse(&fs::read_to_string(folder.join(DISPATCHES[code])).unwrap()))
}

fn at_line(reading: &Reading, line: u32) -> Vec<&Obligation> {
    reading.obligations.iter().filter(|one| one.lines.contains(line)).collect()
}

#[test]
fn every_row_that_orders_is_found_with_its_assignees() {
    let Some(folder) = dispatches() else { return };
    let readings: Vec<Reading> = (0..DISPATCHES.len()).map(|code| reading(&folder, code)).collect();
    let mut missing = Vec::new();
    let mut rows = 0;
    for row in include_str!("rows.csv").lines().skip(1) {
        let [id, first, last, word] = row.split(';').collect::<Vec<_>>()[..] else {
            panic!("{row}")
        };
        let (first, last): (u32, u32) = (first.parse().unwrap(), last.parse().unwrap());
        let code: usize = id[1..2].parse().unwrap();
        rows += 1;
        let found = readings[code].obligations.iter().any(|one| {
            let named = one.assignees.iter().any(|phrase| fold(phrase).contains(&fold(word)));
            named && one.lines.first <= last && first <= one.lines.last
        });
        if !found {
            missing.push(row);
        }
    }
    assert_eq!(rows, 143);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_orders_nothing_gives_no_obligation() {
    let Some(folder) = dispatches() else { return };
    for (code, lines) in SILENT {
        let reading = reading(&folder, code);
        for line in lines {
            let found = at_line(&reading, *line);
            assert!(found.is_empty(), "S{code}:{line}: {found:#?}");
        }
    }
}

#[test]
fn the_roster_of_people_away_is_read_as_printed() {
    let Some(folder) = dispatches() else { return };
    let reading = reading(&folder, 4);
    let [roster, daily, answer, explain] = at_line(&reading, 41)[..] else { panic!() };
    assert_eq!(roster.item, "5.-2");
    assert_eq!(roster.force, Some(Force::Assign));
    assert_eq!(roster.assignees, ["UBND các xã, thị trấn"]);
    assert_eq!(
        roster.fields,
        [
            "họ tên",
            "địa chỉ",
            "đi đâu",
            "dự kiến ngày về",
            "số điện thoại liên lạc",
            "đã tiêm vacxin hay chưa"
        ]
    );
    assert_eq!(roster.optional_fields, ["dự kiến ngày về"]);
    assert_eq!(
        roster.counts,
        [
            "số đã về",
            "số chưa về",
            "số đã liên lạc được",
            "số chưa liên lạc được",
            "số gặp khó khăn cần hỗ trợ"
        ]
    );
    for due in [roster, daily] {
        let kind = DeadlineKind::Recurring { every: Every::Day, on: None, before: None, at: None };
        assert_eq!(due.deadline, Deadline { kind, text: "hàng ngày".to_owned() });
    }
    assert_eq!(answer.assignees, ["Đồng chí Bí thư đảng ủy", "Chủ tịch UBND cấp xã"]);
    assert_eq!(explain.assignees, ["các xã, thị trấn có số liệu vênh"]);
    assert!(
        matches!(&explain.deadline.kind, DeadlineKind::Conditional { when } if when == "có số liệu vênh")
    );
    assert_eq!(explain.report.to, ["Thường trực huyện ủy"]);
    assert_eq!(explain.report.via, ["Văn phòng huyện ủy", "Chủ tịch UBND huyện"]);
}

#[test]
fn the_same_words_to_two_groups_are_two_obligations_with_one_date() {
    let Some(folder) = dispatches() else { return };
    let reading = reading(&folder, 4);
    let finish = |line: u32| -> Vec<(Vec<String>, String)> {
        at_line(&reading, line)
            .iter()
            .filter_map(|one| match &one.deadline.kind {
                DeadlineKind::Fixed { at, inclusive: true } => {
                    Some((one.assignees.clone(), at.to_string()))
                }
                _ => None,
            })
            .collect()
    };
    let date = "2021-09-15T23:59:59".to_owned();
    let offices =
        ["Kinh tế và Hạ tầng", "Nông nghiệp và Phát triển nông thôn", "Trung tâm y tế huyện"];
    assert_eq!(finish(33), [(offices.map(str::to_owned).to_vec(), date.clone())]);
    assert_eq!(finish(43), [(vec!["UBND các xã, thị trấn".to_owned()], date)]);
}

#[test]
fn the_morning_report_has_its_hour_address_and_route() {
    let Some(folder) = dispatches() else { return };
    let reading = reading(&folder, 4);
    let [morning, onward] = at_line(&reading, 55)[..] else { panic!() };
    assert_eq!((morning.lines.first, morning.lines.last), (53, 55));
    assert!(matches!(
        &morning.deadline.kind,
        DeadlineKind::Recurring { every: Every::Day, before: Some(time), .. } if time.hour() == 10
    ));
    assert_eq!(morning.report.address.as_deref(), Some("baocaodichcovid19maison@gmail.com"));
    assert_eq!(morning.report.via, ["Văn phòng HĐND-UBND huyện"]);
    assert_eq!(onward.assignees, ["Văn phòng HĐND-UBND huyện"]);
    let to = &onward.report.to;
    assert_eq!(to.first().map(String::as_str), Some("Thường trực Huyện ủy"));
}
