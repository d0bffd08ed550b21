//! What a clerk said once is not asked again: which field a column means, and that two rows are two people.

use serde_json::Value;

use crate::support::{COMMUNE, Cell, Desk, List, OTHER_COMMUNE, REGISTER, person};

fn odd_titles() -> Vec<u8> {
    let mut list = List::of(["Họ và tên", "SĐT", "Đang trú tại đâu đó", "Màu áo"]);
    for n in 0..3 {
        list.push([&person(n).name, &person(n).phone, "Hà Nội", "đỏ"].map(Cell::from));
    }
    list.csv()
}

fn codes(done: &Value) -> Vec<&str> {
    done["notices"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

#[test]
fn a_column_that_was_decided_once_is_known_the_next_time_and_can_be_forgotten() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", odd_titles());
    let map = ["--map", "Đang trú tại đâu đó=destination", "--map", "màu áo=-"];
    let with_map = ["import", REGISTER, &file, "--unit", COMMUNE];
    let done = desk.run(with_map.into_iter().chain(map)).done();
    assert_eq!(done["mapping"]["Đang trú tại đâu đó"], "destination");
    assert_eq!(desk.records(COMMUNE, "csv")[0]["Đi đâu"], "Hà Nội");

    let again = desk.import(&file, COMMUNE).done();
    assert_eq!(again["mapping"]["Đang trú tại đâu đó"], "destination");
    assert_eq!(codes(&again), ["mapping_remembered"]);
    let elsewhere = desk.import(&file, OTHER_COMMUNE).done();
    assert_eq!(
        elsewhere["mapping"]["Đang trú tại đâu đó"],
        Value::Null,
        "another unit decided nothing"
    );

    let forgotten = desk.run(with_map.into_iter().chain(["--forget"])).done();
    assert_eq!(forgotten["mapping"]["Đang trú tại đâu đó"], Value::Null);
    assert_eq!(codes(&desk.import(&file, COMMUNE).done()), Vec::<&str>::new());
}

#[test]
fn a_decision_about_a_column_or_field_that_is_not_there_is_refused() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", odd_titles());
    let call = |map| desk.run(["import", REGISTER, &file, "--unit", COMMUNE, "--map", map]);
    call("Màu tóc=destination").refused(1, "map_column_unknown");
    call("Màu áo=mau_ao").refused(1, "map_field_unknown");
}

/// Two people of one name, year and village, without telephone or identity number.
fn namesakes() -> Vec<u8> {
    let mut list = List::of(["Họ và tên", "Năm sinh", "Bản", "Đi đâu"]);
    list.push(["Lò Văn Ánh", "1990", "Bản Mòn", "Hà Nội"].map(Cell::from));
    list.push(["LO VAN ANH", "1990", "Bản Mòn", "Bắc Ninh"].map(Cell::from));
    list.csv()
}

#[test]
fn namesakes_are_told_apart_once() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", namesakes());
    let done = desk.import(&file, COMMUNE).done();
    assert_eq!((&done["accepted"], &done["duplicates"]), (&1.into(), &1.into()));
    let said = done["warnings"].as_array().unwrap().iter().find(|one| one["rule"] == "row_repeats");
    let said = said.unwrap()["message"].as_str().unwrap();
    assert!(said.contains("Họ tên + Năm sinh") && said.contains("--apart 3"), "{said}");

    desk.run(["import", REGISTER, &file, "--unit", COMMUNE, "--apart", "3"]).done();
    let (records, entries) = (desk.records(COMMUNE, "csv"), desk.entries());
    let ways: Vec<&String> = records.iter().map(|record| &record["Đi đâu"]).collect();
    assert_eq!(records.len(), 2, "{ways:?}");

    let again = desk.import(&file, COMMUNE).done();
    assert_eq!((&again["accepted"], &again["unchanged"]), (&0.into(), &2.into()), "{again}");
    assert_eq!(desk.entries(), entries);
    assert_eq!(desk.records(COMMUNE, "csv"), records);
}

#[test]
fn a_refused_row_of_a_sheet_keeps_its_village_when_it_is_mended() {
    let desk = Desk::district();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (n, village) in ["Bản Mòn", "TK 3"].into_iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(village).unwrap();
        sheet.write_row(0, 0, ["Họ và tên", "SĐT", "Dự kiến ngày về"]).unwrap();
        let day = if n == 0 { "15/9/2021" } else { "31/9/2021" };
        sheet.write_row(1, 0, [person(n).name.as_str(), &person(n).phone, day]).unwrap();
    }
    let file = desk.put("ds.xlsx", book.save_to_buffer().unwrap());
    let done = desk.import(&file, COMMUNE).partly();
    assert_eq!(
        (&done["errors"][0]["sheet"], &done["errors"][0]["row"]),
        (&"TK 3".into(), &2.into())
    );

    let mut rows = crate::support::rows(&desk.path("ds-dong-loi.xlsx"));
    let day = rows[0].iter().position(|title| title == "Dự kiến ngày về").unwrap();
    rows[1][day] = "30/9/2021".into();
    let mut mended = rust_xlsxwriter::Workbook::new();
    mended.add_worksheet().write_row_matrix(0, 0, &rows).unwrap();
    let mended = desk.put("ds-dong-loi.xlsx", mended.save_to_buffer().unwrap());
    let done = desk.import(&mended, COMMUNE).done();
    assert_eq!((&done["accepted"], &done["rejected"]), (&1.into(), &0.into()), "{done}");
    let villages: Vec<String> =
        desk.records(COMMUNE, "csv").iter().map(|record| record["Bản, tiểu khu"].clone()).collect();
    assert!(villages.contains(&"TK 3".to_owned()), "{villages:?}");
    let original = desk.import(&file, COMMUNE).partly();
    assert_eq!((&original["accepted"], &original["rejected"]), (&0.into(), &1.into()));
}
