//! Who has read a directive and understood it: each commune by name, and who has not.

use super::{CHAIR, COMMUNE_CHAIR, at, issued};
use crate::support::{COMMUNE, OTHER_COMMUNE};

#[test]
fn a_reader_counts_once_and_for_the_commune_whose_committee_sent_them() {
    let desk = issued();
    let read = |now: &str, who: &str, say: &str| {
        at(&desk, now, &["directive", "read", "1", "--unit", "125", "--as", who, "--say", say])
    };
    let before =
        at(&desk, "2021-09-09T17:00", &["directive", "readers", "1", "--unit", "125"]).done();
    let owed = before["owed"].as_u64().unwrap();
    assert!(owed >= 22, "{before:#}");
    assert_eq!(before["read"], 0);
    let once = read("2021-09-09T18:00", COMMUNE_CHAIR, "quán triệt tại giao ban xã").done();
    assert_eq!(once["read"], 1);
    let twice = read("2021-09-10T18:00", COMMUNE_CHAIR, "lần nữa").done();
    assert_eq!(twice["read"], 1);
    let units = twice["units"].as_array().unwrap();
    let own = units.iter().find(|one| one["unit"] == COMMUNE).unwrap();
    let readings = own["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0]["name"], COMMUNE_CHAIR);
    assert_eq!(readings[0]["at"], "2021-09-09T18:00:00", "the first time stands");
    assert!(
        units
            .iter()
            .any(|one| one["unit"] == OTHER_COMMUNE && one["readings"] == serde_json::json!([]))
    );
}

#[test]
fn the_district_may_read_its_own_paper_without_counting_and_strangers_may_not() {
    let desk = issued();
    let read = |who: &str| {
        at(&desk, "2021-09-09T18:00", &["directive", "read", "1", "--unit", "125", "--as", who])
    };
    let said = read(CHAIR).done();
    assert_eq!(said["read"], 0, "the district orders, it does not owe");
    let own =
        said["units"].as_array().unwrap().iter().find(|one| one["unit"] == "125").unwrap().clone();
    assert_eq!(
        (own["must"].clone(), own["readings"][0]["name"].clone()),
        (false.into(), CHAIR.into())
    );
    at(&desk, "2021-09-09T18:00", &["directive", "read", "1", "--unit", "125"])
        .refused(1, "reader_needed");
    desk.run(["officer", "add", "--name", "Người Tỉnh Khác", "--post", "chair", "--unit", "14"])
        .done();
    read("Người Tỉnh Khác").refused(1, "reading_not_reached");
}
