//! Columns are known by their titles, whatever order, capitals, accents and file they come in.

use serde_json::json;

use crate::support::{COMMUNE, Desk, List, person};

const EXPECTED: [(&str, &str); 4] = [
    ("Họ tên", "Lò Văn Ánh"),
    ("Đi đâu", "Bắc Ninh"),
    ("Số điện thoại liên lạc", "0300000000"),
    ("Đã về hay chưa", "Chưa về"),
];

fn one_person(titles: [&str; 5]) -> List {
    let someone = person(0);
    let cells = ["1".to_owned(), someone.phone, "chưa".into(), someone.name, "Bắc Ninh".into()];
    List::of(titles).row(cells.map(Into::into))
}

fn plain() -> List {
    one_person(["STT", "Số điện thoại", "Đã về", "Họ và tên", "Đi đâu"])
}

#[track_caller]
fn is_taken(content: &[u8]) {
    let desk = Desk::district();
    let done = desk.import(&desk.put("ds.csv", content), COMMUNE).done();
    assert_eq!(done["accepted"], 1, "{done}");
    let records = desk.records(COMMUNE, "csv");
    let expected = EXPECTED.map(|(title, cell)| (title.to_owned(), cell.to_owned())).into();
    assert_eq!(records, [expected]);
}

#[test]
fn order_capitals_and_accents_of_titles_do_not_matter() {
    let titles = ["stt", "SO DIEN THOAI", "da ve", "HỌ VÀ TÊN", "Di Dau"];
    is_taken(&one_person(titles).csv());
}

#[test]
fn the_outcome_says_which_column_was_taken_for_which_field() {
    let titles = ["STT", "SO DT", "đã về chưa", "Họ & tên", "Ghi chú riêng"];
    let desk = Desk::district();
    let file = desk.put("ds.csv", one_person(titles).csv());
    let mapping = &desk.import(&file, COMMUNE).done()["mapping"];
    let expected = json!({
        "STT": null, "SO DT": "phone", "đã về chưa": "returned", "Họ & tên": "full_name",
        "Ghi chú riêng": null,
    });
    assert_eq!(*mapping, expected);
}

/// A title in quotes with a comma in it is one title only where the mark before the quote is not read as a letter.
#[test]
fn a_byte_order_mark_is_no_letter_of_the_first_title() {
    let content = "\u{feff}\"Họ, tên\",Đi đâu,SĐT,Đã về\nLò Văn Ánh,Bắc Ninh,0300000000,chưa\n";
    is_taken(content.as_bytes());

    let desk = Desk::district();
    let done = desk.import(&desk.put("ds.csv", content), COMMUNE).done();
    assert_eq!(done["mapping"]["Họ, tên"], "full_name", "{done}");
    assert_eq!(done["mapping"].as_object().map(serde_json::Map::len), Some(4), "{done}");
}

#[test]
fn semicolons_and_tabs_part_cells_too() {
    is_taken(&plain().separated(b';'));
    is_taken(&plain().separated(b'\t'));
}

#[test]
fn titles_may_stand_below_a_heading() {
    let heading = "UBND THỊ TRẤN HÁT LÓT,,,,\nDANH SÁCH NGƯỜI Ở NGOÀI TỈNH,,,,\n,,,,\n";
    is_taken(&[heading.as_bytes(), &plain().csv()].concat());
}
