//! A wrong clock: nothing is lost or reordered, and `doctor` says so before a return is judged by it.

use serde_json::Value;

use crate::support::{COMMUNE, Desk, Ran, program};

/// The program at the desk at some other moment.
fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    Ran::of(program(&desk.data(), now).args(arguments).output().unwrap())
}

/// How the clock stands, as `doctor` says at some moment.
fn clock(desk: &Desk, now: &str) -> String {
    let checks: Value = serde_json::from_str(&at(desk, now, &["doctor"]).out).unwrap();
    let clock = checks.as_array().unwrap().iter().find(|check| check["code"] == "clock");
    clock.unwrap()["state"].as_str().unwrap().to_owned()
}

fn import(desk: &Desk, now: &str, phone: &str, way: &str) {
    let text = format!("Họ và tên,Bản,SĐT,Đi đâu\nLò Thị Ánh,Bản Nà Bó,{phone},{way}\n");
    let file = desk.put(&format!("{way}.csv"), text);
    at(desk, now, &["import", "away_resident", &file, "--unit", COMMUNE]).done();
}

fn ways(desk: &Desk) -> Vec<String> {
    let records = desk.records(COMMUNE, "csv");
    records.iter().map(|record| record["Đi đâu"].clone()).collect()
}

#[test]
fn a_clock_set_back_a_year_loses_nothing_and_what_is_written_last_holds() {
    let desk = Desk::district();
    import(&desk, "2021-09-10T08:00", "0912345678", "Bắc Ninh");
    import(&desk, "2020-09-10T08:00", "0912345678", "Hà Nội");
    assert_eq!(ways(&desk), ["Hà Nội"]);
    import(&desk, "2021-09-10T09:00", "0912345678", "Hải Phòng");
    assert_eq!(ways(&desk), ["Hải Phòng"]);
    desk.entries();
    assert_eq!(clock(&desk, "2020-09-10T08:30"), "bad");
    assert_ne!(clock(&desk, "2021-09-10T09:30"), "bad");
}

#[test]
fn a_laptop_that_was_in_2030_goes_on_in_2021_and_its_entries_do_not_win_for_ever() {
    let desk = Desk::district();
    import(&desk, "2030-01-01T08:00", "0912345678", "Bắc Ninh");
    import(&desk, "2021-09-10T08:00", "0912345678", "Hà Nội");
    assert_eq!(ways(&desk), ["Hà Nội"], "what is written last holds");
    desk.entries();
    assert_eq!(clock(&desk, "2021-09-10T08:30"), "bad", "the ledger has seen 2030");
    assert_eq!(clock(&desk, "2031-06-01T08:30"), "attention", "a year lies between");
}
