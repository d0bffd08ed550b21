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
    assert_eq!(
        (&once["read"], &once["owed"]),
        (&1.into(), &1.into()),
        "a commune sees itself alone"
    );
    read("2021-09-10T18:00", COMMUNE_CHAIR, "lần nữa").done();
    let twice =
        at(&desk, "2021-09-10T19:00", &["directive", "readers", "1", "--unit", "125"]).done();
    assert_eq!((&twice["read"], &twice["owed"]), (&1.into(), &owed.into()));
    let units = twice["units"].as_array().unwrap();
    let own = units.iter().find(|one| one["unit"] == COMMUNE).unwrap();
    let readings = own["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0]["name"], COMMUNE_CHAIR);
    assert_eq!(readings[0]["at"], "2021-09-09T18:00:00", "the first time stands");
    let unread = serde_json::json!([]);
    assert!(units.iter().any(|one| one["unit"] == OTHER_COMMUNE && one["readings"] == unread));
}

#[test]
fn a_department_that_has_a_task_reads_for_itself() {
    let desk = issued();
    let readers =
        || at(&desk, "2021-09-10T19:00", &["directive", "readers", "1", "--unit", "125"]).done();
    let department = |readers: &serde_json::Value| {
        let units = readers["units"].as_array().unwrap();
        units.iter().find(|one| one["name"].as_str().unwrap().contains("Kinh tế")).unwrap().clone()
    };
    let id = department(&readers())["unit"].as_str().unwrap().to_owned();
    let head = ["officer", "add", "--name", "Lò Thị Trưởng Phòng", "--post", "head", "--unit", &id];
    desk.run(head).done();
    let read = ["directive", "read", "1", "--unit", "125", "--as", "Lò Thị Trưởng Phòng"];
    at(&desk, "2021-09-10T18:00", &read).done();
    let after = readers();
    assert_eq!((&after["read"], department(&after)["must"].clone()), (&1.into(), true.into()));
    assert_eq!(department(&after)["readings"][0]["name"], "Lò Thị Trưởng Phòng");
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
    // Whoever stands above may read it too, without counting; a village to which nothing was shared out
    // may not.
    let add = |name: &str, unit: &str| {
        desk.run(["officer", "add", "--name", name, "--post", "head", "--unit", unit]).done();
    };
    add("Người Tỉnh", "14");
    assert_eq!(read("Người Tỉnh").done()["read"], 0);
    let found = desk.run(["units", "list", "tieu khu", "--date", "2021-09-10"]).done();
    add("Trưởng Tiểu Khu", found[0]["id"].as_str().unwrap());
    read("Trưởng Tiểu Khu").refused(1, "reading_not_reached");
}
