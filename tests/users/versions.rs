//! A correction after ten: a draft has no receipt, and the version that came first decides on timeliness.

use crate::support::{COMMUNE, Desk};

const WHICH: [&str; 4] = ["--unit", COMMUNE, "--date", "2021-09-10"];

fn step(desk: &Desk, time: &str, verb: &str, more: &[&str]) -> String {
    let arguments = [&["return", verb][..], &WHICH, more].concat();
    desk.screen_at(&format!("2021-09-10T{time}"), &arguments).well()
}

/// The first version is received at 08:12, the second is a draft from 10:20 on.
fn corrected() -> Desk {
    let desk = Desk::district();
    for (name, post) in [("Lò Văn Bí", "secretary"), ("Hà Thị Chủ", "chair")] {
        let add = ["officer", "add", "--unit", COMMUNE, "--post", post, "--name", name];
        desk.run(add).done();
    }
    step(&desk, "08:05", "prepare", &[]);
    send(&desk, "08:12");
    step(&desk, "10:20", "prepare", &["--reason", "sót một người"]);
    desk
}

fn send(desk: &Desk, time: &str) {
    step(desk, time, "attest", &["--as", "Lò Văn Bí"]);
    step(desk, time, "attest", &["--as", "Hà Thị Chủ"]);
    step(desk, time, "submit", &[]);
}

fn line(page: &str, word: &str) -> String {
    page.lines().find(|line| line.contains(word)).unwrap_or_else(|| panic!("{page}")).to_owned()
}

#[test]
fn a_draft_has_no_receipt_and_says_whose_time_is_shown() {
    let desk = corrected();
    let draft = step(&desk, "10:21", "show", &[]);
    assert_eq!(
        line(&draft, "Giờ chốt"),
        "Giờ chốt: trước 10:00 · lần 2: chưa gửi, chưa có biên nhận · đúng giờ (theo lần 1, nhận lúc 08:12)"
    );
    let first = step(&desk, "10:21", "show", &["--version", "1"]);
    assert_eq!(line(&first, "Giờ chốt"), "Giờ chốt: trước 10:00 · đúng giờ");
    send(&desk, "10:30");
    let second = step(&desk, "10:31", "show", &[]);
    assert_eq!(
        line(&second, "Giờ chốt"),
        "Giờ chốt: trước 10:00 · đúng giờ (theo lần 1, nhận lúc 08:12)"
    );
}

#[test]
fn the_district_sees_both_times_of_a_corrected_return() {
    let desk = corrected();
    send(&desk, "10:30");
    let collate = ["collate", "--unit", "125", "--date", "2021-09-10"];
    let page = desk.screen_at("2021-09-10T11:00", collate).well();
    let row = line(&page, COMMUNE);
    assert!(row.contains("đúng giờ"), "{row}");
    assert!(row.contains("  10:30     2 (1 lúc 08:12)  "), "{row}");
    let json = desk.run(collate).done();
    let row = json["rows"].as_array().unwrap().iter().find(|row| row["unit"] == COMMUNE).unwrap();
    assert_eq!((&row["version"], &row["first_version"]), (&2.into(), &1.into()));
    assert_eq!(row["received_at"], "2021-09-10T10:30:00+07:00");
    assert_eq!(row["first_received_at"], "2021-09-10T08:12:00+07:00");
}
