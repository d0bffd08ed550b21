//! The briefing of a day that is past, made out again: what the leader could have known that evening, not what came since.

use super::*;

/// Made out on the day after.
const LATER: &str = "2021-09-11T10:30";

fn of_day(desk: &Desk, day: &str) -> Value {
    at(desk, LATER, &["briefing", "--unit", "125", "--day", day, "--json"]).done()
}

/// A district that was there before: what it wrote has the hour at which it was written.
fn long_since() -> Desk {
    let desk = Desk::empty();
    at(&desk, "2021-09-08T07:00", &["init", "--units", "mai_son"]).done();
    for (name, unit) in [(CHAIR, "125"), (COMMUNE_CHAIR, COMMUNE)] {
        let add = ["officer", "add", "--name", name, "--post", "chair", "--unit", unit];
        at(&desk, "2021-09-08T07:05", &add).done();
    }
    desk
}

/// One order of the ninth, due on the tenth in the morning, done on the eleventh; a second order of the eleventh.
fn ordered() -> Desk {
    let desk = long_since();
    let order = |now: &str, arrival: &str, text: &str| {
        let conclude = ["briefing", "conclude", "--unit", "125", "--text", text, "--as", CHAIR];
        at(&desk, now, &conclude).done();
        let issue = ["directive", "issue", arrival, "--unit", "125", "--all", "--as", CHAIR];
        at(&desk, now, &issue).done();
    };
    order(
        "2021-09-09T16:00",
        "1",
        "1. UBND thị trấn Hát Lót rà soát danh sách trước 09h00 ngày 10/9/2021.",
    );
    order(
        "2021-09-11T08:00",
        "2",
        "1. UBND thị trấn Hát Lót lập chốt kiểm soát trước ngày 15/9/2021.",
    );
    let done = ["--say", "đã rà soát", "--as", COMMUNE_CHAIR];
    at(&desk, "2021-09-11T09:00", &[&["task", "accept", "1/o1/04105"][..], &done[2..]].concat())
        .done();
    at(&desk, "2021-09-11T09:05", &[&["task", "report", "1/o1/04105"][..], &done].concat()).done();
    desk
}

#[test]
fn tasks_are_as_they_stood_when_the_day_ended() {
    let desk = ordered();
    let tenth = of_day(&desk, "2021-09-10");
    let progress = section(&tenth, "directives");
    assert_eq!(progress.len(), 1, "the order of the eleventh was not given yet: {progress:?}");
    assert!(
        progress[0].contains("0/1 việc xong (trong đó 0 xong muộn), 1 quá hạn"),
        "{progress:?}"
    );
    assert!(progress[0].contains("1 đơn vị chưa nhận: Thị trấn Hát Lót"), "{progress:?}");
    let late = naming(&tenth, "tasks", "Thị trấn Hát Lót");
    assert!(late.contains("rà soát danh sách") && late.contains("hạn 09:00 10/9"), "{late}");
    let ninth = of_day(&desk, "2021-09-09");
    assert!(
        naming(&ninth, "directives", "Kết luận")
            .contains("0/1 việc xong (trong đó 0 xong muộn), 0 quá hạn")
    );
    assert_eq!(section(&ninth, "tasks"), ["Không có việc nào quá hạn."]);
    assert_eq!(section(&of_day(&desk, "2021-09-08"), "directives"), ["Chưa giao việc nào."]);
    let today = briefing(&desk, LATER);
    assert_eq!(section(&today, "tasks"), ["Không có việc nào quá hạn."]);
    let progress = section(&today, "directives").join(" ");
    assert!(progress.contains("1/1 việc xong (trong đó 1 xong muộn)"), "{progress}");
}

#[test]
fn a_discrepancy_is_open_on_the_evening_before_it_was_explained() {
    let desk = district();
    people(&desk, "2021-09-09T08:00", COMMUNE, 5);
    report(&desk, "2021-09-09T09:00", COMMUNE);
    people(&desk, "2021-09-10T08:00", COMMUNE, 3);
    report(&desk, "2021-09-10T09:00", COMMUNE);
    at(&desk, "2021-09-10T10:05", &["discrepancy", "check", "--unit", "125", "--as", CHAIR]).done();
    let fell = "04105/2021-09-10/returned_fell";
    let explain =
        ["discrepancy", "explain", fell, "--say", "hai người ghi nhầm", "--as", COMMUNE_CHAIR];
    at(&desk, "2021-09-11T08:00", &explain).done();
    let tenth = of_day(&desk, "2021-09-10");
    let open = naming(&tenth, "discrepancies", "Thị trấn Hát Lót");
    // Four hours from 10:05: by the evening that was over.
    assert!(open.contains("giải trình trước 14:05 10/9, QUÁ HẠN"), "{open}");
    assert_eq!(section(&of_day(&desk, "2021-09-09"), "discrepancies"), ["Không có."]);
    assert_eq!(section(&briefing(&desk, LATER), "discrepancies"), ["Không có."]);
    let accept = ["discrepancy", "accept", fell, "--say", "được", "--as", CHAIR];
    at(&desk, "2021-09-11T09:00", &accept).done();
    assert_eq!(section(&of_day(&desk, "2021-09-10"), "discrepancies").len(), 1, "it was open then");
}

#[test]
fn what_cannot_be_known_is_said_and_reminders_of_later_days_do_not_count() {
    let desk = two_days();
    let remind = |now: &str| {
        let day = ["--day", "2021-09-10", "--as", CHAIR];
        let about = ["briefing", "remind", "04123", "--about", "return"];
        at(&desk, now, &[&about[..], &day].concat()).done()
    };
    remind("2021-09-10T11:00");
    assert_eq!(remind("2021-09-11T08:00")["times"], 2);
    let tenth = of_day(&desk, "2021-09-10");
    let missing = naming(&tenth, "returns", "Xã Chiềng Mung");
    assert!(missing.contains("đã nhắc 1 lần"), "{missing}");
    let first = &section(&tenth, "figures")[0];
    assert!(
        first.starts_with("Lập lại lúc 10:30 11/9 cho ngày 10/9/2021: việc, số liệu vênh"),
        "{first}"
    );
    let today = section(&briefing(&desk, LATER), "figures");
    assert!(
        today[0].starts_with("Tính đến 10:30 11/9"),
        "of today nothing is made out again: {today:?}"
    );
}
