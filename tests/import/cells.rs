//! What clerks type and what spreadsheets make of it.

use jiff::civil::date;

use crate::support::{COMMUNE, Cell, Desk, List, person};

/// The contents of one column after an import, by the order of the rows.
#[track_caller]
fn read(title: &str, shown_as: &str, typed: &[Cell], ending: &str) -> Vec<String> {
    let mut list = List::of(["Họ và tên", "Bản", title]);
    for (n, cell) in typed.iter().enumerate() {
        list.push([person(n).name.into(), person(n).village.into(), cell.clone()]);
    }
    let content = if ending == "csv" { list.csv() } else { list.xlsx() };
    let desk = Desk::district();
    let done = desk.import(&desk.put(&format!("ds.{ending}"), content), COMMUNE).done();
    assert_eq!(done["accepted"], typed.len(), "{done}");
    let records = desk.records(COMMUNE, "csv");
    let of = |n: usize| records.iter().find(|record| record["Họ tên"] == person(n).name).unwrap();
    (0..typed.len()).map(|n| of(n).get(shown_as).cloned().unwrap_or_default()).collect()
}

fn days(typed: &[Cell], ending: &str) -> Vec<String> {
    read("Ngày về dự kiến", "Dự kiến ngày về", typed, ending)
}

fn phones(typed: &[Cell], ending: &str) -> Vec<String> {
    read("SĐT", "Số điện thoại liên lạc", typed, ending)
}

#[test]
fn days_in_text_are_read_day_first_or_by_the_iso_order() {
    let typed = ["05/09/2021", "5/9/2021", "2021-09-05", "05-09-2021", ""].map(Cell::from);
    let expected = ["05/09/2021", "05/09/2021", "05/09/2021", "05/09/2021", ""];
    assert_eq!(days(&typed, "csv"), expected);
    assert_eq!(days(&typed, "xlsx"), expected);
}

#[test]
fn days_of_the_spreadsheet_are_days_also_when_it_shows_their_number() {
    let typed = [Cell::Day(date(2021, 9, 5)), Cell::Number(44_444.0), Cell::from("44444")];
    assert_eq!(days(&typed, "xlsx"), ["05/09/2021"; 3]);
    assert_eq!(days(&typed[1..], "csv"), ["05/09/2021"; 2]);
}

#[test]
fn the_zero_that_excel_took_off_a_telephone_comes_back() {
    let typed = [Cell::Number(301_234_567.0), Cell::from("301234567"), Cell::from("0301234567")];
    assert_eq!(phones(&typed, "xlsx"), ["0301234567"; 3]);
    assert_eq!(phones(&typed, "csv"), ["0301234567"; 3]);
}

#[test]
fn telephones_are_kept_without_their_dots_spaces_and_country() {
    let typed = ["0301.234.567", "030 123 4567", "+84301234567"].map(Cell::from);
    assert_eq!(phones(&typed, "csv"), ["0301234567"; 3]);
}

#[test]
fn a_cross_a_yes_and_an_already_are_yes() {
    let typed = ["x", "X", "có", "rồi", "Roi", "chưa", "không", ""].map(Cell::from);
    let yes = "Đã về";
    let no = "Chưa về";
    let shown = read("Đã về chưa", "Đã về hay chưa", &typed, "xlsx");
    assert_eq!(shown, [yes, yes, yes, yes, yes, no, no, no]);
}

#[test]
fn letters_written_in_two_pieces_are_the_same_letters() {
    let apart = "Lo\u{300} Va\u{306}n A\u{301}nh";
    let desk = Desk::district();
    let list = List::of(["Họ và tên", "SĐT"]);
    let list = list.row(["Lò Văn Ánh", "0300000000"].map(Cell::from));
    let list = list.row([apart, "0300000000"].map(Cell::from));
    let done = desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).done();
    assert_eq!((&done["accepted"], &done["duplicates"]), (&1.into(), &1.into()), "{done}");
}
