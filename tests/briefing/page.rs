//! What stands on the page, and that it opens.

use phaodai::files::document_text;

use super::*;

#[test]
fn every_figure_and_sentence_opens_and_shows_the_same_figure() {
    let desk = two_days();
    at(&desk, READ, &["discrepancy", "check", "--unit", "125", "--as", CHAIR]).done();
    let words = "1. UBND các xã, thị trấn rà soát danh sách trước 09h00 ngày 10/9/2021.";
    let conclude = ["briefing", "conclude", "--unit", "125", "--text", words, "--as", CHAIR];
    at(&desk, "2021-09-09T16:00", &conclude).done();
    let issue = ["directive", "issue", "1", "--unit", "125", "--all", "--as", CHAIR];
    at(&desk, "2021-09-09T16:05", &issue).done();
    let read = briefing(&desk, READ);
    let mut found = Vec::new();
    sources(&read, &mut found);
    for kind in ["open", "task", "return", "collate", "directive"] {
        assert!(found.iter().any(|open| open[0] == kind), "{kind} is among the sources: {found:?}");
    }
    for open in &found {
        let arguments: Vec<&str> = open.iter().map(String::as_str).collect();
        at(&desk, READ, &arguments).done();
    }
    for figure in read["figures"].as_array().unwrap() {
        let address = figure["sources"][0]["open"][1].as_str().unwrap();
        let opened = at(&desk, READ, &["open", address]).done();
        assert_eq!(opened["value"], figure["today"], "{address}");
    }
}

#[test]
fn figures_are_compared_over_units_that_reported_on_both_days_and_missing_is_not_nought() {
    let read = briefing(&two_days(), READ);
    let figures = read["figures"].as_array().unwrap();
    let returned = figures.iter().find(|one| one["name"] == "returned").unwrap();
    // Four and six today, three of one commune yesterday: that commune has one more.
    assert_eq!(returned["today"], 10);
    assert_eq!(returned["yesterday"], 3);
    assert_eq!(returned["change"], 1);
    assert_eq!(returned["last_week"], Value::Null);
}

#[test]
fn who_is_late_and_who_is_missing_are_named_with_how_often() {
    let read = briefing(&two_days(), READ);
    let late = naming(&read, "returns", "Xã Chiềng Sung");
    assert!(late.contains("muộn, nhận lúc 10:05 10/9; 2 ngày qua muộn 1, thiếu 1"), "{late}");
    let missing = naming(&read, "returns", "Xã Nà Bó");
    assert!(missing.contains("chưa báo cáo; 2 ngày qua muộn 0, thiếu 2"), "{missing}");
    assert!(section(&read, "returns").iter().all(|text| !text.contains("Thị trấn Hát Lót")));
}

#[test]
fn before_the_cut_off_nobody_is_missing() {
    let desk = district();
    let read = briefing(&desk, "2021-09-10T09:00");
    assert_eq!(read["counts"]["waiting"], 22);
    assert_eq!(section(&read, "returns"), ["Không có đơn vị nào muộn hoặc thiếu."]);
    assert!(read["figures"].as_array().unwrap().iter().all(|one| one["today"].is_null()));
    assert_eq!(section(&read, "reminders"), ["Không phải nhắc đơn vị nào."]);
}

#[test]
fn a_week_in_time_without_disagreement_is_commended_and_six_days_are_not() {
    let desk = district();
    for day in 4..=10 {
        let morning = format!("2021-09-{day:02}T08:00");
        people(&desk, &morning, COMMUNE, day - 3);
        report(&desk, &format!("2021-09-{day:02}T09:00"), COMMUNE);
        if day > 4 {
            people(&desk, &morning, OTHER_COMMUNE, day - 3);
            report(&desk, &format!("2021-09-{day:02}T09:00"), OTHER_COMMUNE);
        }
    }
    let read = briefing(&desk, READ);
    let named = section(&read, "commended");
    assert_eq!(named.len(), 1, "{named:?}");
    assert!(named[0].contains("Thị trấn Hát Lót: 7 ngày liền báo cáo đúng giờ"), "{named:?}");
    let chart = read["sections"][0]["items"].as_array().unwrap();
    let points = chart.iter().find_map(|item| item["points"].as_array()).unwrap();
    let values: Vec<&Value> = points.iter().map(|point| &point["value"]).collect();
    assert_eq!(values.len(), 14);
    assert!(values[..7].iter().all(|value| value.is_null()), "{values:?}");
    assert_eq!((values[7], values[13]), (&Value::from(9), &Value::from(6)));
}

#[test]
fn the_text_and_the_word_file_say_the_same() {
    let desk = two_days();
    let text = desk.screen_at(READ, ["briefing", "--unit", "125"]).well();
    insta::assert_snapshot!("text", text);
    let file = desk.argument("giao-ban.docx");
    at(&desk, READ, &["briefing", "--unit", "125", "-o", &file]).well();
    let paper = document_text(std::path::Path::new(&file)).unwrap();
    insta::assert_snapshot!("docx", paper);
    let first = std::fs::read(&file).unwrap();
    at(&desk, READ, &["briefing", "--unit", "125", "-o", &file]).well();
    assert!(first == std::fs::read(&file).unwrap(), "the same content gives the same bytes");
}

#[test]
fn what_changed_is_told_by_unit_and_line() {
    let desk = two_days();
    let changes = at(&desk, READ, &["briefing", "changes", "--unit", "125", "--json"]).done();
    let one = |line: &str| {
        let all = changes["changes"].as_array().unwrap();
        all.iter().find(|one| one["line"] == line).cloned().unwrap_or_default()
    };
    assert_eq!((&one("returned")["was"], &one("returned")["is"]), (&3.into(), &4.into()));
    assert_eq!(one("total"), Value::Null, "what did not change is not told");
    assert_eq!(changes["only_one_day"][0]["name"], "Xã Chiềng Sung");
    let mut found = Vec::new();
    sources(&changes, &mut found);
    for open in &found {
        let arguments: Vec<&str> = open.iter().map(String::as_str).collect();
        at(&desk, READ, &arguments).done();
    }
    assert!(!found.is_empty());
}

#[test]
fn the_chair_of_a_commune_does_not_read_the_district() {
    let desk = two_days();
    for arguments in [
        &["briefing", "--unit", "125", "--as", COMMUNE_CHAIR][..],
        &["briefing", "changes", "--unit", "125", "--as", COMMUNE_CHAIR],
        &["briefing", "ordered", "--unit", "125", "--as", COMMUNE_CHAIR],
    ] {
        at(&desk, READ, arguments).refused(1, "out_of_scope");
    }
    at(&desk, READ, &["briefing", "--unit", COMMUNE, "--as", COMMUNE_CHAIR]).well();
}
