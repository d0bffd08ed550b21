//! The district asks: which communes have set up both bodies, and who heads them?

use serde_json::Value;

use super::desk;
use crate::support::{COMMUNE, Desk, OTHER_COMMUNE};

fn lacks(desk: &Desk, unit: &str) -> Vec<String> {
    let shown = desk.run(["body", "show", "--unit", unit]).done();
    let lacks = shown["lacks"].as_array().unwrap().iter();
    lacks.map(|lack| lack["vi"].as_str().unwrap().to_owned()).collect()
}

fn join(desk: &Desk, body: &str, officer: &str, place: &str) {
    let join = ["body", "join", body, "--unit", COMMUNE, "--officer", officer, "--place", place];
    desk.run(join).done();
}

fn duty(desk: &Desk, body: &str, duty: &str, officer: &str) {
    let call = ["body", "duty", body, "--unit", COMMUNE, "--duty", duty, "--officer", officer];
    desk.run(call).done();
}

fn paper(desk: &Desk, body: &str, kind: &str) {
    desk.run(["body", "paper", body, "--unit", COMMUNE, "--kind", kind, "--number", "05/BCĐ"])
        .done();
}

/// Both bodies of a commune with all that they need.
fn set_up(desk: &Desk) {
    for kind in ["Ban Chỉ đạo", "Trung tâm Chỉ huy"] {
        desk.run(["body", "add", kind, "--unit", COMMUNE]).done();
    }
    for kind in ["Tiểu ban", "Tổ giúp việc"] {
        let title = format!("{kind} truy vết");
        let add = ["body", "add", kind, "--unit", COMMUNE, "--title", &title];
        desk.run(add.into_iter().chain(["--part-of", "Ban Chỉ đạo"])).done();
    }
    join(desk, "Ban Chỉ đạo", "Lò Văn Bí", "Trưởng ban");
    join(desk, "Ban Chỉ đạo", "Cầm Văn Ba", "Ủy viên");
    join(desk, "Trung tâm Chỉ huy", "Hà Thị Chủ", "Chỉ huy trưởng");
    for kind in ["quyết định", "quy chế", "phân công"] {
        paper(desk, "Ban Chỉ đạo", kind);
    }
    for kind in ["quy chế", "phân công", "lịch trực"] {
        paper(desk, "Trung tâm Chỉ huy", kind);
    }
    duty(desk, "Ban Chỉ đạo", "Truy vết", "Cầm Văn Ba");
    duty(desk, "Trung tâm Chỉ huy", "Điều hành trực 24/24", "Hà Thị Chủ");
}

#[test]
fn the_district_sees_which_communes_have_both_bodies_and_who_heads_them() {
    let desk = desk();
    assert_eq!(lacks(&desk, COMMUNE), ["chưa lập Ban Chỉ đạo", "chưa lập Trung tâm Chỉ huy"]);
    set_up(&desk);
    assert_eq!(lacks(&desk, COMMUNE), [""; 0]);

    let checked = desk.run(["body", "check", "--unit", "125"]).done();
    assert_eq!((checked["units"].as_u64(), checked["whole"].as_u64()), (Some(23), Some(1)));
    let page = desk.screen(["body", "check", "--unit", "125"]).well();
    assert!(page.contains("Đã đủ: 1/23"), "{page}");
    let line = page.lines().find(|line| line.trim_start().starts_with("Thị trấn Hát Lót")).unwrap();
    assert!(line.contains("Lò Văn Bí") && line.contains("Hà Thị Chủ"), "{line}");

    let shown = desk.screen(["body", "show", "--unit", COMMUNE]).well();
    for told in [
        "Ban Chỉ đạo Thị trấn Hát Lót",
        "Trưởng ban, Chỉ huy trưởng: Lò Văn Bí (Bí thư)",
        "Truy vết: Cầm Văn Ba",
        "lịch trực 24/24",
    ] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
}

#[test]
fn the_committee_is_the_secretarys_and_the_command_centre_the_chairs() {
    let desk = desk();
    set_up(&desk);
    join(&desk, "Ban Chỉ đạo", "Lò Văn Bí", "Ủy viên");
    join(&desk, "Ban Chỉ đạo", "Hà Thị Chủ", "Trưởng ban");
    let found = lacks(&desk, COMMUNE);
    let wrong = "Ban Chỉ đạo Thị trấn Hát Lót: Hà Thị Chủ (Chủ tịch) đứng đầu, phải là Bí thư";
    assert!(found.iter().any(|lack| lack == wrong), "{found:?}");
    let both = "Hà Thị Chủ đứng đầu cả Ban Chỉ đạo và Trung tâm Chỉ huy";
    assert!(found.iter().any(|lack| lack == both), "{found:?}");

    // Whoever is on record as acting for the secretary heads the committee by right; the chair of both stays odd.
    let act = ["officer", "act", "Cầm Văn Ba", "--for", "secretary", "--reason", "Bí thư đi học"];
    desk.screen(act).well();
    join(&desk, "Ban Chỉ đạo", "Hà Thị Chủ", "Phó trưởng ban");
    join(&desk, "Ban Chỉ đạo", "Cầm Văn Ba", "Trưởng ban");
    let found = lacks(&desk, COMMUNE);
    assert!(found.iter().all(|lack| lack.ends_with("chưa được phân công việc gì")), "{found:?}");
}

#[test]
fn every_duty_has_a_name_and_every_member_a_duty() {
    let desk = desk();
    set_up(&desk);
    let call = ["body", "duty", "Ban Chỉ đạo", "--unit", COMMUNE, "--duty", "Cung ứng hàng hoá"];
    desk.run(call).done();
    let nobody = "Ban Chỉ đạo Thị trấn Hát Lót: chưa có người chịu trách nhiệm “Cung ứng hàng hoá”";
    assert_eq!(lacks(&desk, COMMUNE), [nobody]);
    desk.run([
        "body",
        "leave",
        "Ban Chỉ đạo",
        "--unit",
        COMMUNE,
        "--officer",
        "Cầm Văn Ba",
        "--last",
        "2021-09-09",
    ])
    .done();
    let members = desk.run(["body", "show", "--unit", COMMUNE]).done();
    let members: Vec<&Value> = members["bodies"][0]["members"].as_array().unwrap().iter().collect();
    assert_eq!(members.len(), 1, "who has left is not among them any more");
}

#[test]
fn a_community_team_has_a_size_and_a_body_ends_on_a_day() {
    let desk = desk();
    set_up(&desk);
    let add = ["body", "add", "Tổ COVID cộng đồng", "--unit", COMMUNE, "--title", "Tổ số 1"];
    desk.run(add.into_iter().chain(["--households", "72"])).done();
    let found = lacks(&desk, COMMUNE);
    assert_eq!(found, ["Tổ số 1: 0 người, cần 3–5", "Tổ số 1: phụ trách 72 hộ, nên 30–50"]);
    desk.run([
        "body",
        "dissolve",
        "Tổ số 1",
        "--unit",
        COMMUNE,
        "--last",
        "2021-09-09",
        "--reason",
        "nhập bản",
    ])
    .done();
    assert_eq!(lacks(&desk, COMMUNE), [""; 0]);
}

#[test]
fn a_commune_does_not_touch_another_and_wrong_words_are_told() {
    let desk = desk();
    set_up(&desk);
    let add = ["body", "add", "Ban Chỉ đạo", "--unit", OTHER_COMMUNE, "--as", "Lò Văn Bí"];
    desk.run(add).refused(1, "unit_not_yours");
    desk.run(["body", "show", "--unit", OTHER_COMMUNE, "--as", "Lò Văn Bí"])
        .refused(1, "unit_not_yours");
    desk.run(["body", "show", "--unit", COMMUNE, "--as", "Cầm Văn Thuận"]).done();
    desk.run(["body", "add", "Ban Chỉ đạo", "--unit", COMMUNE]).refused(1, "body_known");
    desk.run(["body", "add", "Hội đồng", "--unit", COMMUNE]).refused(2, "word_unknown");
    desk.run(["body", "dissolve", "Tổ 9", "--unit", COMMUNE, "--reason", "x"])
        .refused(1, "body_unknown");
    let leave = ["body", "leave", "Ban Chỉ đạo", "--unit", COMMUNE, "--officer", "Vì Văn Bốn"];
    desk.run(leave).refused(1, "member_unknown");
}
