//! Where a figure comes from, and what happens by the clock, as an officer sees it.

use crate::support::{COMMUNE, Desk, OTHER_COMMUNE};

#[test]
fn a_figure_tells_its_fields_its_returns_and_where_it_opens() {
    let desk = Desk::district();
    let page = desk
        .screen_at(
            "2021-09-10T08:00",
            ["lineage", "away_resident.not_contacted", "--unit", COMMUNE],
        )
        .well();
    for part in [
        "contacted · ",
        "returned · ",
        "away_resident_daily/not_contacted",
        "away_resident_rollup/",
        "phaodai open 04105/2021-09-10/away_resident.not_contacted",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    let back = desk.screen_at("2021-09-10T08:00", ["lineage", "away_resident:contacted"]).well();
    assert!(back.contains("away_resident.not_contacted"), "{back}");
    assert!(back.contains("→ away_resident_daily/contacted"), "{back}");
    assert!(!back.contains("away_resident.total"), "the total does not read it\n{back}");
}

#[test]
fn a_wrong_figure_is_told_on_the_page_of_its_unit_until_somebody_takes_note() {
    let desk = Desk::district();
    let row = |unit: &str, name: &str| {
        std::fs::write(desk.path("list.csv"), format!("Họ tên,Đi đâu\n{name},Hà Nội\n")).unwrap();
        let list = desk.path("list.csv").display().to_string();
        desk.run(["import", "away_resident", &list, "--unit", unit]).done();
    };
    row(COMMUNE, "Lò Văn Nghĩa");
    row(OTHER_COMMUNE, "Hà Thị Thơm");
    desk.run(["officer", "add", "--unit", COMMUNE, "--post", "chair", "--name", "Lò Văn Bí"])
        .done();
    let figures = |unit: &str| {
        desk.screen_at("2021-09-10T08:00", ["register", "figures", "away_resident", "--unit", unit])
            .well()
    };
    assert!(!figures(COMMUNE).contains("Báo động"));
    // 2 records where there is 1: the first number of the packed figures.
    let damage = "UPDATE kept_figure SET counts = unhex('04' || substr(hex(counts), 3))
        WHERE counts IS NOT NULL AND path = (SELECT min(path) FROM kept_figure WHERE counts IS NOT NULL)";
    let file = rusqlite::Connection::open(desk.data().join("phaodai.db")).unwrap();
    assert_eq!(file.execute(damage, []).unwrap(), 1);
    drop(file);
    assert_eq!(desk.run(["jobs", "run"]).code, 1, "something was wrong");
    let (one, other) = (figures(COMMUNE), figures(OTHER_COMMUNE));
    assert_ne!(one.contains("Báo động 1"), other.contains("Báo động 1"), "{one}\n{other}");
    assert!(one.contains("1 dòng") && other.contains("1 dòng"), "mended\n{one}\n{other}");
    assert!(desk.run(["doctor"]).out.contains("từng sai"));
    desk.run(["jobs", "acknowledge", "1", "--as", "Lò Văn Bí"]).done();
    assert!(!figures(COMMUNE).contains("Báo động") && !figures(OTHER_COMMUNE).contains("Báo động"));
    desk.run(["jobs", "run"]).done();
}
