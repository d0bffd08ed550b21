//! The district's officer writes on Thursday who has done what of a directive, and who has not.

use phaodai::files::document_text;
use serde_json::Value;

use super::{CHAIR, COMMUNE_CHAIR, at, issued};
use crate::support::{COMMUNE, Desk};

fn task(desk: &Desk, words: &str) -> String {
    let listed = desk.run(["task", "list", "--unit", COMMUNE]).done();
    let tasks = listed.as_array().unwrap().iter();
    let mut found = tasks.filter(|one| one["quote"].as_str().unwrap().contains(words));
    found.next().unwrap()["task"].as_str().unwrap().to_owned()
}

fn order<'v>(report: &'v Value, words: &str) -> &'v Value {
    let orders = report["obligations"].as_array().unwrap().iter();
    orders.clone().find(|one| one["quote"].as_str().unwrap().contains(words)).unwrap()
}

/// One commune has done its plan in time; the office of the district has not looked at the points of sale.
fn followed() -> Desk {
    let desk = issued();
    let plan = task(&desk, "kịch bản");
    at(&desk, "2021-09-10T09:00", &["task", "accept", &plan, "--as", COMMUNE_CHAIR]).done();
    let report = ["task", "report", &plan, "--say", "đã ban hành", "--as", COMMUNE_CHAIR];
    at(&desk, "2021-09-15T17:00", &report).done();
    desk
}

#[test]
fn a_report_says_who_has_done_what_and_by_how_much_others_are_late() {
    let desk = followed();
    let report = ["directive", "report", "1", "--unit", "125"];
    let said = at(&desk, "2021-09-18T08:00", &report).done();
    let plan = order(&said, "kịch bản");
    let counts = ["owed", "done_in_time", "done_late", "late", "unaccepted"]
        .map(|name| &plan["counts"][name]);
    assert_eq!(counts, [22, 1, 0, 21, 21].map(Value::from).each_ref());
    let own = plan["tasks"].as_array().unwrap().iter().find(|one| one["unit"] == COMMUNE).unwrap();
    assert_eq!((&own["standing"], &own["said"]), (&"done_in_time".into(), &"đã ban hành".into()));
    // What is due every morning is told by its last period; what waits for a case is neither done nor late.
    let daily = order(&said, "báo cáo số người");
    assert_eq!((&daily["period"], &daily["counts"]["late"]), (&"2021-09-17".into(), &22.into()));
    assert_eq!(order(&said, "kích hoạt")["counts"]["asleep"], 22);
    let sum: u64 = said["obligations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["counts"]["owed"].as_u64().unwrap())
        .sum();
    assert_eq!(said["counts"]["owed"], sum);

    let page = desk.screen_at("2021-09-18T08:00", report).well();
    for told in [
        "Xong đúng hạn (1): Thị trấn Hát Lót (“đã ban hành”)",
        "Quá hạn (21): Xã Chiềng Ban, Xã Chiềng Chung,",
        "(muộn 2 ngày, chưa nhận việc)",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

#[test]
fn the_report_is_an_official_paper_with_blanks_for_what_is_not_known() {
    let desk = followed();
    let file = desk.argument("bao-cao.docx");
    let report = ["directive", "report", "1", "--unit", "125", "-o", &file];
    at(&desk, "2021-09-18T08:00", &report).done();
    let text = document_text(&desk.path("bao-cao.docx")).unwrap();
    for told in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HUYỆN MAI SƠN",
        "BÁO CÁO",
        "Kết quả thực hiện Văn bản số 812/UBND-YT",
        "Thời hạn: chậm nhất vào ngày 15/9/2021",
        "Quá hạn (21)",
        "Mai Sơn, ngày 18 tháng 9 năm 2021",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains(CHAIR), "nobody has signed it");
    let first = std::fs::read(desk.path("bao-cao.docx")).unwrap();
    at(&desk, "2021-09-18T08:00", &report).done();
    assert_eq!(
        first,
        std::fs::read(desk.path("bao-cao.docx")).unwrap(),
        "the same facts, the same bytes"
    );
    at(&desk, "2021-09-18T08:00", &["directive", "report", "9", "--unit", "125"])
        .refused(1, "directive_unknown");
}
