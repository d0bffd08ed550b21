//! A node of 2021 that is looked at years later, without `--date`: which day was taken, and the way out.

use crate::support::{COMMUNE, Desk, MORNING};

/// After 1 July 2025 there are no districts, and the communes are others.
const LATER: &str = "2026-11-23T09:00";

fn office() -> Desk {
    let desk = Desk::district();
    desk.run(["return", "prepare", "--unit", COMMUNE, "--date", "2021-09-10"]).done();
    desk
}

/// What the program says years later; no unit is called by an id of 36 letters where it has a code.
#[track_caller]
fn said(desk: &Desk, exit: i32, arguments: &[&str]) -> String {
    let ran = desk.screen_at(LATER, arguments);
    assert_eq!(ran.code, exit, "{ran:#?}");
    let said = format!("{}{}", ran.out, ran.err);
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    assert!(!said.split([' ', '(', ')', '/']).any(is_id), "{said}");
    said
}

#[test]
fn a_return_of_a_unit_that_is_gone_names_the_day_and_the_way_out() {
    let desk = office();
    for command in [
        &["return", "show", "--unit", COMMUNE][..],
        &["return", "prepare", "--unit", COMMUNE],
        &["return", "list", "--unit", COMMUNE],
        &["collate", "--unit", "125"],
        &["collate", "--unit", "14"],
    ] {
        let said = said(&desk, 1, command);
        for part in [
            "[unit_not_in_force]",
            "Lấy ngày 23/11/2026 (hôm nay)",
            "chỉ có hiệu lực đến hết 30/06/2025",
            "→ Ghi thêm ngày cần xem: --date 2021-09-10",
        ] {
            assert!(said.contains(part), "{command:?} {part}\n{said}");
        }
        let dated: Vec<&str> = command.iter().chain(&["--date", "2021-09-10"]).copied().collect();
        assert_eq!(desk.screen_at(LATER, &dated).code, 0, "the way out leads somewhere: {dated:?}");
    }
    let entries = desk.entries();
    desk.screen_at(LATER, ["return", "prepare", "--unit", COMMUNE]);
    assert_eq!(desk.entries(), entries, "no return is made out for a day without the unit");
}

#[test]
fn a_figure_of_such_a_day_is_sent_to_the_day_of_the_data() {
    let said = said(&office(), 1, &["open", "04105/2026-11-23/total"]);
    assert!(said.contains("→ Mở ngày khác: 04105/2021-09-10/total"), "{said}");
}

#[test]
fn collating_under_a_commune_says_what_to_do_instead() {
    let said = said(&office(), 1, &["collate", "--unit", COMMUNE, "--date", "2021-09-10"]);
    for part in [
        "[nobody_obliged]",
        "phaodai collate --unit 125 --date 2021-09-10",
        "phaodai return show --unit 04105 --date 2021-09-10",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn before_any_return_the_day_of_the_last_entry_is_offered() {
    let desk = Desk::district();
    let said = said(&desk, 1, &["return", "show", "--unit", COMMUNE]);
    assert!(said.contains(&format!("--date {}", &MORNING[..10])), "{said}");
}

#[test]
fn a_list_of_units_without_a_date_says_which_day_has_them() {
    let desk = office();
    for (command, count) in [
        (&["units", "list"][..], 339),
        (&["units", "list", "hat lot"], 6),
        (&["units", "list", "--under", "125"], 50),
    ] {
        let said = said(&desk, 0, command);
        assert!(said.contains("Lấy ngày 23/11/2026 (hôm nay)"), "{said}");
        assert!(said.contains(&format!("ngày 10/09/2021 có {count} đơn vị")), "{said}");
        assert!(said.contains("→ Ghi thêm ngày cần xem: --date 2021-09-10"), "{said}");
    }
    let none = said(&desk, 0, &["units", "list", "khong co ten nay"]);
    assert!(!none.contains("--date"), "no day has it: {none}");
    assert!(none.contains("0 đơn vị, ngày 23/11/2026"), "{none}");
    let english = said(&desk, 0, &["units", "list", "hat lot", "--lang", "en"]);
    assert!(english.contains("The day is 2026-11-23 (today)"), "{english}");
    let then = said(&desk, 0, &["units", "list", "hat lot", "--date", "10/9/2021"]);
    assert!(then.contains("6 đơn vị, ngày 10/09/2021") && !then.contains("Lấy ngày"), "{then}");
}

#[test]
fn addressees_of_a_day_without_districts_are_sent_to_the_day_of_the_data() {
    let phrase = ["units", "resolve", "UBND các xã, thị trấn", "--issuer", "UBND huyện Mai Sơn"];
    let said = said(&office(), 1, &phrase);
    assert!(said.contains("Lấy ngày 23/11/2026 (hôm nay)"), "{said}");
    assert!(said.contains("ngày 10/09/2021 có 22 đơn vị"), "{said}");
    assert!(said.contains("--date 2021-09-10"), "{said}");
}
