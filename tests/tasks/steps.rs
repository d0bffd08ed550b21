//! What units do about their tasks, and what the district sees of it.

use serde_json::Value;

use super::{CHAIR, COMMUNE_CHAIR, at, issued};
use crate::support::{COMMUNE, Desk, OTHER_COMMUNE};

fn tasks(desk: &Desk, now: &str, unit: &str, more: &[&str]) -> Vec<Value> {
    let list = ["task", "list", "--unit", unit];
    let said = at(desk, now, &[&list[..], more].concat()).done();
    said.as_array().unwrap().clone()
}

/// The reference of the task with these words that a commune has.
fn named(desk: &Desk, words: &str) -> String {
    let all = tasks(desk, "2021-09-10T08:00", COMMUNE, &[]);
    let found = all
        .iter()
        .find(|task| task["period"].is_null() && task["quote"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("{words}: {all:#?}"))["task"].as_str().unwrap().to_owned()
}

fn state(desk: &Desk, now: &str, task: &str) -> (String, String) {
    let shown = at(desk, now, &["task", "show", task]).done();
    let text = |name: &str| shown[name].as_str().unwrap().to_owned();
    (text("state"), text("standing"))
}

fn pair(state: &str, standing: &str) -> (String, String) {
    (state.to_owned(), standing.to_owned())
}

#[test]
fn a_task_is_accepted_reported_sent_back_and_closed() {
    let desk = issued();
    let plan = named(&desk, "kịch bản");
    let take = |now: &str, step: &str, who: &str, say: &str| {
        at(&desk, now, &["task", step, &plan, "--as", who, "--say", say])
    };
    take("2021-09-10T09:00", "accept", COMMUNE_CHAIR, "").done();
    assert_eq!(state(&desk, "2021-09-11T09:00", &plan), pair("accepted", "in_time"));
    take("2021-09-14T09:00", "report", COMMUNE_CHAIR, "đã ban hành").done();
    take("2021-09-14T10:00", "close", COMMUNE_CHAIR, "").refused(1, "task_step");
    take("2021-09-14T10:00", "return", CHAIR, "").refused(1, "reason_missing");
    take("2021-09-14T10:00", "return", CHAIR, "thiếu phần vật nuôi").done();
    assert_eq!(state(&desk, "2021-09-15T23:59", &plan), pair("returned", "in_time"));
    assert_eq!(state(&desk, "2021-09-16T00:00", &plan), pair("returned", "late"));
    take("2021-09-16T08:00", "report", COMMUNE_CHAIR, "đã bổ sung").done();
    take("2021-09-16T09:00", "close", CHAIR, "").done();
    assert_eq!(state(&desk, "2021-09-17T08:00", &plan), pair("closed", "done_late"));
    desk.entries();
}

#[test]
fn more_time_is_asked_and_given_and_the_first_term_stays_known() {
    let desk = issued();
    let plan = named(&desk, "kịch bản");
    let extend = |who: &str, until: &str, say: &str| {
        desk.run(["task", "extend", &plan, "--until", until, "--as", who, "--say", say])
    };
    extend(COMMUNE_CHAIR, "2021-09-20", "").refused(1, "reason_missing");
    extend(COMMUNE_CHAIR, "2021-09-14", "sớm hơn").refused(1, "task_term_earlier");
    let asked = extend(COMMUNE_CHAIR, "2021-09-20", "chờ hướng dẫn").done();
    assert_eq!(asked[0]["due"], "2021-09-15T23:59:59", "asking gives nothing yet");
    let given = extend(CHAIR, "2021-09-18", "đồng ý thêm ba ngày").done();
    assert_eq!(given[0]["due"], "2021-09-18T23:59:59");
    let shown = desk.run(["task", "show", &plan]).done();
    assert_eq!(shown["first_due"], "2021-09-15T23:59:59");
    assert_eq!(shown["asked_until"], Value::Null);
}

#[test]
fn a_stranger_cannot_touch_it_and_nobody_acts_without_a_name() {
    let desk = issued();
    let plan = named(&desk, "kịch bản");
    let other = "Hà Thị Khác";
    desk.run(["officer", "add", "--name", other, "--post", "chair", "--unit", OTHER_COMMUNE])
        .done();
    desk.run(["task", "accept", &plan, "--as", other]).refused(1, "task_not_yours");
    desk.run(["task", "accept", &plan]).refused(2, "officer_missing");
    desk.run(["task", "accept", "9/o1/04105", "--as", other]).refused(1, "task_unknown");
    desk.run(["task", "accept", "o1", "--as", other]).refused(1, "task_reference");
}

#[test]
fn a_daily_report_is_a_task_a_day_and_late_at_ten() {
    let desk = issued();
    let report = |now: &str| -> Vec<(String, String)> {
        let all = tasks(&desk, now, COMMUNE, &[]);
        let daily = all.iter().filter(|task| task["kind"] == "recurring");
        let text = |task: &Value, name: &str| task[name].as_str().unwrap().to_owned();
        let mut days: Vec<_> =
            daily.map(|task| (text(task, "period"), text(task, "standing"))).collect();
        days.sort();
        days
    };
    assert_eq!(report("2021-09-10T09:59:59"), [pair("2021-09-10", "in_time")]);
    assert_eq!(
        report("2021-09-10T10:00:00"),
        [pair("2021-09-10", "late"), pair("2021-09-11", "in_time")]
    );
    let series = named(&desk, "báo cáo số người");
    let of = |day: &str| format!("{series}/{day}");
    at(&desk, "2021-09-10T10:05", &["task", "report", &of("2021-09-10"), "--as", COMMUNE_CHAIR])
        .done();
    at(&desk, "2021-09-11T09:00", &["task", "report", &of("2021-09-11"), "--as", COMMUNE_CHAIR])
        .done();
    assert_eq!(
        report("2021-09-11T12:00"),
        [
            pair("2021-09-10", "done_late"),
            pair("2021-09-11", "done_in_time"),
            pair("2021-09-12", "in_time")
        ]
    );
}

#[test]
fn what_waits_for_a_condition_sleeps_until_it_is_declared() {
    let desk = issued();
    let site = named(&desk, "kích hoạt");
    assert_eq!(state(&desk, "2021-10-30T08:00", &site), pair("asleep", "asleep"));
    at(
        &desk,
        "2021-10-30T08:00",
        &["task", "declare", &site, "--as", COMMUNE_CHAIR, "--say", "có F0"],
    )
    .done();
    assert_eq!(state(&desk, "2021-10-30T09:00", &site), pair("given", "in_time"));
}

#[test]
fn the_district_sees_who_has_not_accepted_and_how_many_are_done() {
    let desk = issued();
    let plan = named(&desk, "kịch bản");
    desk.run(["task", "accept", &plan, "--as", COMMUNE_CHAIR]).done();
    let open = |more: &[&str]| tasks(&desk, "2021-09-10T09:30", "125", more);
    let waiting = open(&["--unaccepted"]);
    let plans = waiting.iter().filter(|task| task["quote"].as_str().unwrap().contains("kịch bản"));
    assert_eq!(plans.count(), 21);
    assert!(waiting.iter().all(|task| task["unacknowledged"] == true), "hỏa tốc: within the hour");
    assert!(open(&["--late"]).is_empty());
    let late = tasks(&desk, "2021-09-16T00:00", "125", &["--late"]);
    assert!(late.len() >= 22, "{}", late.len());
    let board = desk.screen(["task", "list", "--unit", "125", "--board"]).well();
    assert!(board.lines().any(|line| line.contains("0/22")), "{board}");
    desk.run(["task", "remind", &plan, "--as", CHAIR]).done();
    let shown = desk.run(["task", "show", &plan]).done();
    assert_eq!(shown["reminded"], 1);
    desk.run(["task", "remind", &plan, "--as", COMMUNE_CHAIR]).refused(1, "task_not_yours");
}

#[test]
fn a_commune_shares_a_task_out_to_its_villages() {
    let desk = issued();
    let plan = named(&desk, "kịch bản");
    let delegate = ["task", "delegate", &plan, "--to", "all", "--as", COMMUNE_CHAIR];
    let given = desk.run(delegate).done();
    let villages = given["given"].as_u64().unwrap();
    assert!(villages > 3, "{given:#}");
    let again = desk.run(delegate).done();
    assert_eq!(again["given"], 0, "each has its part already");
    assert_eq!(state(&desk, "2021-09-10T09:00", &plan).0, "accepted", "sharing it out accepts it");
    let parts = tasks(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    let parts = parts.iter().filter(|task| task["part"] == true).count() as u64;
    assert_eq!(parts, villages);
    let outside = ["task", "delegate", &plan, "--to", OTHER_COMMUNE, "--as", COMMUNE_CHAIR];
    desk.run(outside).refused(1, "unit_unknown");
}
