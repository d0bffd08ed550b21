//! The dispatch of 9 September 2021 of huyện Mai Sơn, where it is at hand: every part that officers act on.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::Desk;

/// The dispatch; `None` where the folder of real documents is absent, which is said, and is a failure when
/// `PHAODAI_REQUIRE_ALL=1`.
fn dispatch() -> Option<PathBuf> {
    let found = std::env::var_os("PHAODAI_SHARED").map(PathBuf::from).and_then(|folder| {
        let files = fs::read_dir(folder.join("dispatches")).ok()?.flatten();
        let mut paths = files.map(|file| file.path());
        paths.find(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("004_"))
        })
    });
    if found.is_none() {
        let all = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(!all, "PHAODAI_SHARED names no folder with the dispatch");
        println!("skipped: PHAODAI_SHARED names no folder with the dispatch");
    }
    found
}

/// The reading, and the text that was read.
fn reading() -> Option<(Value, String)> {
    let path = dispatch()?;
    let ran = Desk::empty().run(["read", path.to_str().unwrap()]);
    Some((ran.done(), fs::read_to_string(path).unwrap()))
}

fn of_lines(reading: &Value, lines: [u32; 2], item: &str) -> Value {
    let obligations = reading["obligations"].as_array().unwrap();
    let found = obligations.iter().find(|o| o["lines"] == json!(lines) && o["item"] == item);
    found.unwrap_or_else(|| panic!("no obligation of lines {lines:?} at {item}")).clone()
}

#[test]
fn its_head_and_foot_are_taken_apart() {
    let Some((reading, text)) = reading() else { return };
    let head = json!({
        "issuer": "Ủy ban nhân dân huyện Mai Sơn", "parent": null, "channel": "state",
        "type": "công văn", "number": null, "symbol": "UBND-VP", "place": "Mai Sơn",
        "date": "2021-09-09", "urgency": "khẩn",
        "subject": "tiếp tục triển khai các biện pháp phòng, chống dịch Covid-19",
        "addressees":
            ["Các phòng, ban, cơ quan, đơn vị", "Trung tâm Y tế", "UBND các xã, thị trấn"],
        "citations": [{"number": "1367-CV/HU", "type": "công văn", "date": "2021-09-06",
            "issuer": "huyện ủy Mai Sơn", "lines": [23, 23]}],
        "recipients": [
            {"name": "Như trên", "purpose": "như trên"},
            {"name": "Lãnh đạo UBND huyện", "purpose": null},
            {"name": "Các phòng, ban, cơ quan, đơn vị liên quan", "purpose": null},
            {"name": "Chủ tịch UBND các xã, thị trấn", "purpose": null},
            {"name": "Lưu: VT, YT", "purpose": "lưu"},
        ],
    });
    for (name, expected) in head.as_object().unwrap() {
        assert_eq!(reading[name], *expected, "{name}");
    }
    // Who signs is the last line of the paper.
    let signer = text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap();
    let signature = json!({"authority": "KT. CHỦ TỊCH", "title": "PHÓ CHỦ TỊCH", "name": signer});
    assert_eq!(reading["signature"], signature);
    let warnings = reading["warnings"].as_array().unwrap();
    assert!(warnings.iter().any(|said| said["code"] == "number_missing"));
}

#[test]
fn the_list_of_those_outside_the_province_is_ordered_with_its_columns_and_figures() {
    let Some((reading, _)) = reading() else { return };
    let order = of_lines(&reading, [41, 41], "5.-2");
    assert_eq!(order["assignees"], json!(["UBND các xã, thị trấn"]));
    assert_eq!(order["force"], "giao");
    let fields = json!([
        "họ tên",
        "địa chỉ",
        "đi đâu",
        "dự kiến ngày về",
        "số điện thoại liên lạc",
        "đã tiêm vacxin hay chưa"
    ]);
    assert_eq!(order["fields"], fields);
    assert_eq!(order["optional_fields"], json!(["dự kiến ngày về"]));
    let counts = json!([
        "số đã về",
        "số chưa về",
        "số đã liên lạc được",
        "số chưa liên lạc được",
        "số gặp khó khăn cần hỗ trợ"
    ]);
    assert_eq!(order["counts"], counts);
    // No hour is written there, so none is read.
    let daily = json!({"kind": "recurring", "every": "day", "text": "hàng ngày"});
    assert_eq!(order["deadline"], daily);
}

#[test]
fn the_daily_report_is_due_before_ten_by_mail_through_the_office() {
    let Some((reading, text)) = reading() else { return };
    let order = of_lines(&reading, [53, 55], "5.-8");
    assert_eq!(order["assignees"], json!(["UBND các xã, thị trấn"]));
    let deadline = &order["deadline"];
    for (name, expected) in [("kind", "recurring"), ("every", "day"), ("before", "10:00")] {
        assert_eq!(deadline[name], expected, "{name}");
    }
    assert_eq!(deadline["text"], "trước 10h00 hàng ngày");
    let address = text.split_whitespace().find(|word| word.contains('@')).unwrap();
    let report = json!({
        "to": ["Ban Chỉ đạo phòng, chống Covid-19 huyện"], "via": ["Văn phòng HĐND-UBND huyện"],
        "channel": "email", "address": address,
    });
    assert_eq!(order["report"], report);
}
