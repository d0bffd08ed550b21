//! What goes on for ever is judged by evidence: kept up, or silent for so many days.

use serde_json::Value;

use super::{CHAIR, COMMUNE_CHAIR, DISPATCH, at, office};
use crate::support::{COMMUNE, Desk};

/// The dispatch with one order more, which never ends.
fn issued() -> (Desk, String) {
    let desk = office();
    let text = DISPATCH
        .replace("Số: 812/UBND-YT", "Số: 815/UBND-YT")
        .replace(
            "4. UBND các xã, thị trấn kích hoạt",
            "4. UBND các xã, thị trấn thường xuyên tuyên truyền, vận động nhân dân thực hiện 5K.\n\n5. UBND các xã, thị trấn kích hoạt",
        );
    let file = desk.put("815.txt", &text);
    let added = desk.run(["directive", "add", &file, "--unit", "125", "--as", CHAIR]).done();
    let arrival = added["arrival"].to_string();
    desk.run(["directive", "issue", &arrival, "--unit", "125", "--all", "--as", CHAIR]).done();
    let tasks = at(&desk, "2021-09-09T17:00", &["task", "list", "--unit", COMMUNE]).done();
    let watched = tasks.as_array().unwrap().iter().find(|task| task["kind"] == "watched");
    let name = watched.unwrap_or_else(|| panic!("{tasks:#}"))["task"].as_str().unwrap().to_owned();
    (desk, name)
}

fn shown(desk: &Desk, now: &str, task: &str) -> Value {
    at(desk, now, &["task", "show", task]).done()
}

#[test]
fn evidence_keeps_it_up_and_nothing_but_its_giver_ends_it() {
    let (desk, task) = issued();
    assert_eq!(shown(&desk, "2021-09-12T08:00", &task)["standing"], "in_time");
    let report = |now: &str, say: &str| {
        at(&desk, now, &["task", "report", &task, "--as", COMMUNE_CHAIR, "--say", say])
    };
    report("2021-09-12T09:00", "đã phát thanh 6 buổi").done();
    let kept = shown(&desk, "2021-09-19T08:00", &task);
    assert_eq!((&kept["standing"], &kept["state"]), (&"kept_up".into(), &"accepted".into()));
    let silent = shown(&desk, "2021-09-22T08:00", &task);
    assert_eq!((&silent["standing"], &silent["silent_days"]), (&"silent".into(), &10.into()));
    report("2021-09-22T09:00", "đã phát thanh lại").done();
    assert_eq!(shown(&desk, "2021-09-22T10:00", &task)["standing"], "kept_up");
    at(&desk, "2021-09-23T08:00", &["task", "close", &task, "--as", COMMUNE_CHAIR])
        .refused(1, "task_step");
    at(&desk, "2021-09-23T08:00", &["task", "close", &task, "--as", CHAIR, "--say", "hết dịch"])
        .done();
    assert_eq!(shown(&desk, "2021-10-30T08:00", &task)["state"], "closed");
}

#[test]
fn the_silent_are_among_the_late_and_the_implementation_report_names_them() {
    let (desk, task) = issued();
    let late = |now: &str| {
        let list = at(&desk, now, &["task", "list", "--unit", COMMUNE, "--late"]).done();
        list.as_array().unwrap().iter().any(|one| one["task"] == task.as_str())
    };
    assert!(!late("2021-09-17T23:00"), "the first cycle has not passed");
    assert!(late("2021-09-18T00:30"));
    at(
        &desk,
        "2021-09-18T08:00",
        &["task", "progress", &task, "--as", COMMUNE_CHAIR, "--say", "phát tờ rơi"],
    )
    .done();
    assert!(!late("2021-09-18T09:00"));
    let arrival = task.split('/').next().unwrap();
    let report =
        at(&desk, "2021-09-18T10:00", &["directive", "report", arrival, "--unit", "125"]).done();
    let orders = report["obligations"].as_array().unwrap();
    let own = orders
        .iter()
        .find(|one| one["quote"].as_str().is_some_and(|quote| quote.contains("5K")))
        .unwrap_or_else(|| panic!("{report:#}"));
    let (kept, silent) = (own["counts"]["kept_up"].as_u64(), own["counts"]["silent"].as_u64());
    assert_eq!((kept, silent.map(|count| count > 10)), (Some(1), Some(true)), "{own:#}");
}

#[test]
fn a_part_of_what_goes_on_for_ever_has_a_cycle_of_its_own_and_evidence_takes_no_time_away() {
    let (desk, task) = issued();
    let run = |now: &str, step: &[&str]| {
        let arguments = [&["task"], step, &["--as", COMMUNE_CHAIR, "--say", "lý do"]].concat();
        at(&desk, now, &arguments).done()
    };
    assert_eq!(shown(&desk, "2021-09-25T08:00", &task)["standing"], "silent");
    at(
        &desk,
        "2021-09-25T09:00",
        &["task", "delegate", &task, "--to", "all", "--as", COMMUNE_CHAIR],
    )
    .done();
    let list = at(&desk, "2021-09-25T10:00", &["task", "list", "--unit", COMMUNE]).done();
    let parts: Vec<&Value> = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["part"] == true && one["kind"] == "watched")
        .collect();
    assert!(parts.len() > 3, "{list:#}");
    assert!(parts.iter().all(|one| one["standing"] == "in_time"), "{parts:#?}");
    let extend = ["task", "extend", &task, "--until", "2021-10-20", "--as", CHAIR, "--say", "bão"];
    at(&desk, "2021-09-25T11:00", &extend).done();
    run("2021-09-26T08:00", &["report", &task]);
    assert_eq!(
        shown(&desk, "2021-10-19T08:00", &task)["standing"],
        "kept_up",
        "time that was given stays"
    );
}
