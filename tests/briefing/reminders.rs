//! Who was reminded how often is counted, and the next briefing says it.

use super::*;

fn remind(desk: &Desk, now: &str, unit: &str, about: &str, officer: &str) -> Ran {
    at(desk, now, &["briefing", "remind", unit, "--about", about, "--as", officer])
}

#[test]
fn a_unit_that_does_not_report_is_reminded_and_it_is_counted() {
    let desk = two_days();
    let proposed = naming(&briefing(&desk, READ), "reminders", "Xã Nà Bó");
    assert!(!proposed.contains("nhắc lần thứ"), "{proposed}");
    let unit = briefing(&desk, READ)["units"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "Xã Nà Bó")
        .unwrap()["unit"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(remind(&desk, READ, &unit, "return", CHAIR).done()["times"], 1);
    assert_eq!(remind(&desk, READ, &unit, "return", CHAIR).done()["times"], 2);
    let read = briefing(&desk, "2021-09-10T11:00");
    let proposed = naming(&read, "reminders", "Xã Nà Bó");
    assert!(proposed.contains("(nhắc lần thứ 3)"), "{proposed}");
    assert!(naming(&read, "returns", "Xã Nà Bó").contains("đã nhắc 2 lần"));
    assert!(!naming(&read, "reminders", "Xã Tà Hộc").contains("nhắc lần thứ"));
}

/// The duty officer rings up once: the commune is told of all that it owes, and each return counts by itself.
#[test]
fn a_unit_that_owes_several_returns_is_reminded_of_each() {
    let desk = two_days();
    let enable = ["return", "templates", "enable", "epidemic_daily", "--unit", "125"];
    at(&desk, "2021-09-09T08:00", &[&enable[..], &["--as", CHAIR]].concat()).done();
    let about = |said: &Value| -> Vec<(String, i64)> {
        let all = said["reminded"].as_array().unwrap().iter();
        let one = |one: &Value| {
            (one["about"].as_str().unwrap().to_owned(), one["times"].as_i64().unwrap())
        };
        all.map(one).collect()
    };
    let both = |times| {
        ["away_resident_daily", "epidemic_daily"]
            .map(|template| (format!("04123/2021-09-10/{template}"), times))
    };
    assert_eq!(about(&remind(&desk, READ, "04123", "return", CHAIR).done()), both(1));
    assert_eq!(about(&remind(&desk, READ, "04123", "return", CHAIR).done()), both(2));
    let said = ["briefing", "remind", "04123", "--about", "return", "--as", CHAIR];
    let said = desk.screen_at(READ, said).well();
    assert_eq!(said.lines().filter(|line| line.contains("nhắc lần thứ 3")).count(), 2, "{said}");
    // One that has sent the one owes only the other.
    let epidemic = ("04105/2021-09-10/epidemic_daily".to_owned(), 1);
    assert_eq!(about(&remind(&desk, READ, COMMUNE, "return", CHAIR).done()), [epidemic]);
}

#[test]
fn a_task_and_a_discrepancy_are_reminded_of_too() {
    let desk = two_days();
    let words = "1. UBND thị trấn Hát Lót rà soát danh sách, chậm nhất ngày 09/9/2021.";
    let conclude = ["briefing", "conclude", "--unit", "125", "--text", words, "--as", CHAIR];
    at(&desk, "2021-09-09T10:45", &conclude).done();
    let issue = ["directive", "issue", "1", "--unit", "125", "--all", "--as", CHAIR];
    at(&desk, "2021-09-09T10:50", &issue).done();
    assert_eq!(remind(&desk, READ, COMMUNE, "1/o1/04105", CHAIR).done()["times"], 1);
    // Whoever reminds in the other way is counted with it.
    at(&desk, READ, &["task", "remind", "1/o1/04105", "--as", CHAIR]).done();
    let proposed = naming(&briefing(&desk, READ), "reminders", "Thị trấn Hát Lót");
    assert!(proposed.contains("(nhắc lần thứ 3)"), "{proposed}");
    remind(&desk, READ, OTHER_COMMUNE, "1/o1/04105", CHAIR).refused(1, "reminder_other_unit");
}

#[test]
fn nobody_is_reminded_of_what_is_done_nor_by_whoever_does_not_stand_above() {
    let desk = two_days();
    remind(&desk, READ, COMMUNE, "return", CHAIR).refused(1, "reminder_needless");
    remind(&desk, READ, OTHER_COMMUNE, "return", COMMUNE_CHAIR).refused(1, "reminder_not_yours");
    remind(&desk, READ, COMMUNE, "04105/2021-09-10/returned_fell", CHAIR)
        .refused(1, "discrepancy_unknown");
}
