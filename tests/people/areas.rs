//! The district's deputy chair watches over communes: when he is due there, what he found, whether it was mended.

use serde_json::Value;

use super::desk;
use crate::support::{COMMUNE, Desk, OTHER_COMMUNE};

fn list(desk: &Desk, now: &str) -> Value {
    desk.run(["area", "list", "--unit", "125", "--now", now]).done()
}

#[test]
fn visits_fall_due_and_what_they_found_is_followed_until_somebody_has_looked_again() {
    let desk = desk();
    let assign = ["area", "assign", COMMUNE, "--officer", "Cầm Văn Thuận", "--every", "3"];
    desk.run(assign.into_iter().chain(["--by", "QĐ 512/QĐ-UBND"])).done();
    desk.run(["area", "assign", OTHER_COMMUNE, "--officer", "Cầm Văn Thuận"]).done();
    let late = |now: &str| -> Vec<(String, u64)> {
        let listed = list(&desk, now);
        let rows = listed["assigned"].as_array().unwrap().iter();
        rows.map(|row| {
            (row["area"].as_str().unwrap().to_owned(), row["late_days"].as_u64().unwrap())
        })
        .collect()
    };
    let (one, other) = (COMMUNE.to_owned(), OTHER_COMMUNE.to_owned());
    assert_eq!(late("2021-09-13T08:00"), [(one.clone(), 0), (other.clone(), 0)]);
    assert_eq!(late("2021-09-15T08:00"), [(one, 2), (other, 0)]);

    let visit = [
        "area",
        "visit",
        COMMUNE,
        "--as",
        "Cầm Văn Thuận",
        "--now",
        "2021-09-15T14:00",
        "--seen",
        "chốt đủ người",
    ];
    let mend = ["--mend", "chưa có lịch trực 24/24", "--until", "2021-09-17"];
    desk.run(visit.into_iter().chain(mend)).done();
    assert!(late("2021-09-16T08:00").iter().all(|(_, days)| *days == 0), "he was there");

    let reference = "04105/2021-09-15";
    let open = list(&desk, "2021-09-18T08:00");
    assert_eq!(
        (&open["to_mend"][0]["visit"], &open["to_mend"][0]["late"]),
        (&reference.into(), &true.into())
    );
    let page = desk
        .screen(["area", "list", "--unit", "125", "--late", "--now", "2021-09-18T08:00"])
        .well();
    assert!(page.contains("chưa có lịch trực 24/24 (trước hết 17/09/2021) · QUÁ HẠN"), "{page}");

    desk.run(["area", "look", reference]).refused(1, "visit_not_mended");
    desk.run([
        "area",
        "mended",
        reference,
        "--how",
        "đã lập lịch",
        "--as",
        "Hà Thị Chủ",
        "--now",
        "2021-09-18T09:00",
    ])
    .done();
    desk.run(["area", "look", reference, "--not-yet", "--now", "2021-09-19T09:00"]).done();
    assert_eq!(list(&desk, "2021-09-19T10:00")["to_mend"].as_array().unwrap().len(), 1);
    desk.run([
        "area",
        "mended",
        reference,
        "--how",
        "đã bổ sung ca đêm",
        "--now",
        "2021-09-20T09:00",
    ])
    .done();
    desk.run(["area", "look", reference, "--now", "2021-09-20T10:00"]).done();
    assert_eq!(list(&desk, "2021-09-20T11:00")["to_mend"].as_array().unwrap().len(), 0);
    desk.run(["verify"]).done();
}

#[test]
fn a_commune_writes_no_visit_elsewhere() {
    let desk = desk();
    let visit = ["area", "visit", OTHER_COMMUNE, "--seen", "x", "--as", "Lò Văn Bí"];
    desk.run(visit).refused(1, "unit_not_yours");
    desk.run(["area", "visit", COMMUNE, "--seen", "x"]).refused(1, "visit_nobody");
    let assign = ["area", "assign", COMMUNE, "--officer", "Cầm Văn Thuận", "--as", "Lò Văn Bí"];
    desk.run(assign).refused(1, "unit_not_yours");
    desk.run(["area", "mended", "04105/2021-09-01", "--how", "x"]).refused(1, "visit_unknown");
}
