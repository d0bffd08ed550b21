//! What one node exports another takes, and the two hold the same.

use jiff::civil::date;

use crate::support::{COMMUNE, Cell, Desk, List, Shown, person};

/// Titles as exports write them, so that the test can say what must come out.
const TITLES: [&str; 13] = [
    "Họ tên",
    "Địa chỉ",
    "Đi đâu",
    "Dự kiến ngày về",
    "Số điện thoại liên lạc",
    "Đã tiêm vacxin hay chưa",
    "Đối tượng",
    "Bản, tiểu khu",
    "Đã về hay chưa",
    "Đã liên lạc được hay chưa",
    "Gặp khó khăn cần hỗ trợ",
    "Số CCCD",
    "Năm sinh",
];

fn everything(n: usize) -> [Cell; 13] {
    let someone = person(n);
    [
        someone.name.into(),
        "Số 07, đường \"Kỳ Đồng\"; ngõ 0".into(),
        "Khu CN Quế Võ, Bắc Ninh".into(),
        Cell::Day(date(2021, 10, 5)),
        someone.phone.into(),
        "Đã tiêm 1 mũi".into(),
        "Người lao động".into(),
        someone.village.into(),
        "Chưa về".into(),
        "Đã liên lạc được".into(),
        "Cần hỗ trợ".into(),
        format!("014090{n:06}").into(),
        Cell::Number(1990.0),
    ]
}

fn filled() -> Desk {
    let mut list = List::of(TITLES);
    (0..25).for_each(|n| list.push(everything(n)));
    // Somebody of whom little is known, and a text that a spreadsheet would take for a formula.
    let blank = || Cell::from("");
    let mut sparse: [Cell; 13] = std::array::from_fn(|_| blank());
    (sparse[0], sparse[7], sparse[2]) = ("Vì Thị Ơn".into(), "Bản Mòn".into(), "-Hà Nội".into());
    list.push(sparse);
    let desk = Desk::district();
    assert_eq!(desk.import(&desk.put("ds.xlsx", list.xlsx()), COMMUNE).done()["accepted"], 26);
    desk
}

#[track_caller]
fn goes_round(ending: &str) {
    let (here, there) = (filled(), Desk::district());
    let records = here.records(COMMUNE, ending);
    let file = here.argument(&format!("xuat-{COMMUNE}.{ending}"));
    let outcome = there.import(&file, COMMUNE).done();
    assert_eq!((&outcome["rows"], &outcome["accepted"]), (&26.into(), &26.into()));
    assert_eq!(there.records(COMMUNE, ending), records);
    assert_eq!(there.records(COMMUNE, "csv"), here.records(COMMUNE, "csv"));

    // And the node that it came from has nothing to learn from it.
    assert_eq!(here.import(&file, COMMUNE).done()["unchanged"], 26);
}

#[test]
fn a_workbook_goes_from_node_to_node_unchanged() {
    goes_round("xlsx");
}

#[test]
fn separated_text_goes_from_node_to_node_unchanged() {
    goes_round("csv");
}

#[test]
fn leading_zeros_accents_and_quotes_survive() {
    for ending in ["csv", "xlsx"] {
        let records = filled().records(COMMUNE, ending);
        let first: &Shown =
            records.iter().find(|record| record["Họ tên"] == person(0).name).unwrap();
        assert_eq!(first["Số CCCD"], "014090000000", "{ending}");
        assert_eq!(first["Số điện thoại liên lạc"], "0300000000", "{ending}");
        assert_eq!(first["Địa chỉ"], "Số 07, đường \"Kỳ Đồng\"; ngõ 0", "{ending}");
        assert_eq!(first["Bản, tiểu khu"], "Bản Nà Ớt", "{ending}");
        assert_eq!(first.len(), TITLES.len(), "{ending}: every column is filled");
    }
}
