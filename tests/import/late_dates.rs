//! Dates whose order shows only far down in a long list: an office joins the lists of all its communes into one CSV file,
//! and what its machine wrote first has no day beyond twelve, or no day at all.

use serde_json::Value;

use crate::support::{COMMUNE, Desk, person};

/// Rows that say nothing of the order, more than are looked at before a list is read.
const BEFORE: usize = 20_100;

/// A long list: `early` in the first rows, then these.
fn long_list(early: &str, late: &[&str]) -> String {
    let row = |n: usize, date: &str| {
        // People of a long list differ by their telephones only.
        format!("{},{},03{n:08},{date}\r\n", person(n % 7).name, person(n % 7).village)
    };
    let mut text = "Họ và tên,Bản,SĐT,Dự kiến ngày về\r\n".to_owned();
    text.extend((0..BEFORE).map(|n| row(n, early)));
    text.extend((BEFORE..).zip(late).map(|(n, date)| row(n, date)));
    text
}

fn import(text: &str) -> (Desk, Value) {
    let desk = Desk::district();
    let file = desk.put("ds.csv", text);
    let ran = desk.import(&file, COMMUNE);
    let done = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:#?}"));
    (desk, done)
}

fn codes(done: &Value, list: &str, field: &str) -> Vec<String> {
    let all = done[list].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| one[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// The day of the person who stands so many rows below the first.
fn day(desk: &Desk, n: usize) -> String {
    let phone = format!("03{n:08}");
    let records = desk.records(COMMUNE, "csv");
    let found = records.iter().find(|record| record["Số điện thoại liên lạc"] == phone).unwrap();
    found.get("Dự kiến ngày về").cloned().unwrap_or_default()
}

#[test]
fn months_first_are_seen_wherever_in_the_file_they_begin() {
    let (desk, done) = import(&long_list("", &["9/15/2021", "9/5/2021"]));
    assert_eq!(done["accepted"], BEFORE + 2, "{done}");
    assert_eq!(codes(&done, "notices", "code"), ["dates_month_first"]);
    assert_eq!(day(&desk, BEFORE), "15/09/2021");
    assert_eq!(day(&desk, BEFORE + 1), "05/09/2021");
}

#[test]
fn a_column_that_changes_its_order_far_down_is_told_and_nothing_is_guessed() {
    let (_, done) = import(&long_list("15/9/2021", &["5/9/2021", "9/16/2021", "17/9/2021"]));
    assert_eq!(done["accepted"], BEFORE + 1, "{done}");
    assert_eq!(codes(&done, "notices", "code"), ["dates_mixed"]);
    assert_eq!(codes(&done, "errors", "rule"), ["date_order_unclear", "date_month_first"]);
}
