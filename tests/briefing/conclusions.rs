//! Conclusions become orders and tasks, and the next day tells what became of them.

use super::*;

const WORDS: &str = "1. UBND thị trấn Hát Lót rà soát danh sách người chưa về, chậm nhất ngày 10/9/2021.\n\
    2. UBND các xã, thị trấn kiểm tra các chốt, hoàn thành chậm nhất ngày 15/9/2021.";

/// Concluded and given on the ninth.
fn concluded() -> Desk {
    let desk = district();
    let conclude = ["briefing", "conclude", "--unit", "125", "--text", WORDS, "--as", CHAIR];
    let read = at(&desk, "2021-09-09T10:45", &conclude).done();
    assert_eq!((&read["obligations"], &read["arrival"]), (&2.into(), &1.into()));
    let issue = ["directive", "issue", "1", "--unit", "125", "--all", "--as", CHAIR];
    at(&desk, "2021-09-09T10:50", &issue).done();
    desk
}

#[test]
fn conclusions_are_registered_once_as_a_notice_and_given_as_tasks() {
    let desk = concluded();
    let again = ["briefing", "conclude", "--unit", "125", "--text", WORDS, "--as", CHAIR];
    assert_eq!(at(&desk, "2021-09-09T10:55", &again).done()["new"], false);
    let shown = at(&desk, READ, &["directive", "show", "1", "--unit", "125"]).well();
    assert!(shown.contains("Kết luận giao ban ngày 9/9/2021"), "{shown}");
    let tasks = at(&desk, READ, &["task", "list", "--unit", "125"]).done();
    assert_eq!(tasks.as_array().unwrap().len(), 23);
}

#[test]
fn the_next_day_tells_what_was_ordered_and_whether_it_was_done() {
    let desk = concluded();
    let report = ["task", "report", "1/o1/04105", "--say", "đã rà soát", "--as", COMMUNE_CHAIR];
    at(&desk, "2021-09-10T07:00", &report).done();
    let ordered = at(&desk, READ, &["briefing", "ordered", "--unit", "125"]).done();
    let orders = ordered["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 2);
    assert_eq!((&orders[0]["done"], &orders[0]["owed"]), (&1.into(), &1.into()));
    assert_eq!(orders[0]["tasks"][0]["said"], "đã rà soát");
    assert_eq!((&orders[1]["done"], &orders[1]["owed"]), (&0.into(), &22.into()));
    assert_eq!(orders[1]["unaccepted"], 22);
    let other_day = ["briefing", "ordered", "--unit", "125", "--day", "2021-09-08"];
    assert!(at(&desk, READ, &other_day).done()["orders"].as_array().unwrap().is_empty());
}

#[test]
fn the_briefing_counts_what_is_done_late_and_not_accepted() {
    let desk = concluded();
    let accept = ["task", "accept", "1/o2/04105", "--as", COMMUNE_CHAIR];
    at(&desk, "2021-09-09T11:00", &accept).done();
    let read = briefing(&desk, "2021-09-11T10:30");
    let progress = naming(&read, "directives", "Kết luận giao ban");
    assert!(progress.contains("0/23 việc xong"), "{progress}");
    assert!(progress.contains("1 quá hạn; 22 đơn vị chưa nhận"), "{progress}");
    let late = section(&read, "tasks");
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(late[0].contains("Thị trấn Hát Lót: 1 việc quá hạn"), "{late:?}");
}

#[test]
fn the_chair_of_a_commune_does_not_conclude_for_the_district() {
    let desk = district();
    let conclude =
        ["briefing", "conclude", "--unit", "125", "--text", WORDS, "--as", COMMUNE_CHAIR];
    at(&desk, READ, &conclude).refused(1, "unit_not_yours");
}
