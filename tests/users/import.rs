//! What the clerk sees of an import: the columns as the file has them, what was odd, and where the refused rows are.

use std::fs;

use crate::support::{COMMUNE, Cell, Desk, List, REGISTER, rows};

fn list() -> List {
    let titles = ["TT", "Họ và tên", "Bản", "SĐT", "Điện thoại", "Ghi chú riêng", "Đi đâu"];
    let row = |n: u32, name: &str| {
        let phone = format!("030000000{n}");
        [
            n.to_string(),
            name.into(),
            "Bản Mòn".into(),
            phone,
            "".into(),
            "x".into(),
            "Hà Nội".into(),
        ]
        .map(Cell::from)
    };
    List::of(titles).row(row(1, "Lò Văn Ánh")).row(row(2, "")).row(row(3, "Cà Thị Ơn"))
}

fn import(desk: &Desk, file: &str, more: &[&str]) -> crate::support::Ran {
    let fixed = ["import", REGISTER, file, "--unit", COMMUNE];
    desk.screen(fixed.iter().chain(more))
}

#[test]
fn columns_stand_in_the_order_of_the_file_with_labels_and_fates() {
    let desk = Desk::district();
    let ran = import(&desk, &desk.put("ds.csv", list().csv()), &["--dry-run"]);
    assert_eq!(ran.code, 1, "a row was refused, in a trial too");
    insta::assert_snapshot!(ran.out, @r"
    THỬ, chưa ghi gì
    Cột của tệp → trường của sổ:
      TT              (số thứ tự, bỏ qua)
      Họ và tên     → Họ tên
      Bản           → Bản, tiểu khu
      SĐT           → Số điện thoại liên lạc
      Điện thoại      KHÔNG NHẬN: trùng với cột “SĐT”
      Ghi chú riêng   KHÔNG NHẬN: sổ không có trường này
      Đi đâu        → Đi đâu
    Tệp thiếu cột mà sổ cần: Địa chỉ, Đã tiêm vacxin hay chưa
    Trường khác không có cột: Dự kiến ngày về, Đối tượng, Đã về hay chưa,
        Đã liên lạc được hay chưa, Gặp khó khăn cần hỗ trợ, Số CCCD, Năm sinh
    3 dòng: 2 nhận (0 cập nhật), 0 trùng (0 không đổi), 1 không nhận
    ");
}

#[test]
fn scripts_get_the_columns_too_and_the_mapping_as_before() {
    let desk = Desk::district();
    let outcome = desk.import(&desk.put("ds.csv", list().csv()), COMMUNE).partly();
    assert_eq!(outcome["mapping"]["Họ và tên"], "full_name");
    let columns = outcome["columns"].as_array().unwrap();
    let titles: Vec<&str> = columns.iter().map(|c| c["title"].as_str().unwrap()).collect();
    let expected = ["TT", "Họ và tên", "Bản", "SĐT", "Điện thoại", "Ghi chú riêng", "Đi đâu"];
    assert_eq!(titles, expected);
    assert_eq!(columns[2]["label"], "Bản, tiểu khu");
    assert_eq!(columns[4]["left_out"]["repeats"], "SĐT");
    let without = outcome["fields_without_column"].as_array().unwrap();
    assert!(without.contains(&"returned".into()) && !without.contains(&"phone".into()));
}

#[test]
fn the_first_warnings_are_shown_with_row_and_reason() {
    let desk = Desk::district();
    let mut list = List::of(["Họ và tên", "SĐT"]);
    for n in 0..8 {
        list.push([format!("Lò Văn {n}"), "0300000000".to_owned()].map(Cell::from));
    }
    for _ in 0..8 {
        list.push(["Cà Thị Ơn".to_owned(), "0300000009".to_owned()].map(Cell::from));
    }
    let ran = import(&desk, &desk.put("ds.csv", list.csv()), &[]);
    let shown = ran.err.lines().filter(|line| line.starts_with("  lưu ý, dòng ")).count();
    assert_eq!(shown, 5, "{}", ran.err);
    assert!(
        ran.err.contains("trùng với dòng 10 trong cùng tệp"),
        "not the missing column: {}",
        ran.err
    );
    assert!(ran.err.contains("  … và "), "{}", ran.err);
    assert!(ran.err.contains(" nữa (--json để xem hết)"), "{}", ran.err);
}

#[test]
fn the_same_refused_rows_stand_in_one_workbook_however_often_they_come() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list().csv());
    let first = desk.path("ds-dong-loi.xlsx");
    for _ in 0..3 {
        let outcome = desk.import(&file, COMMUNE).partly();
        assert_eq!(outcome["rejects"].as_str(), first.to_str());
    }
    assert!(!desk.path("ds-dong-loi-2.xlsx").exists());
    assert_eq!(rows(&first).len(), 2);
}

#[test]
fn what_a_person_has_mended_is_never_written_over() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list().csv());
    desk.import(&file, COMMUNE).partly();
    let mended = List::of(["Họ và tên", "SĐT", "Lý do"]);
    let mended = mended.row(["Vì Thị Sửa", "0300000002", ""].map(Cell::from)).xlsx();
    desk.put("ds-dong-loi.xlsx", &mended);
    let outcome = desk.import(&file, COMMUNE).partly();
    assert_eq!(outcome["rejects"].as_str(), desk.path("ds-dong-loi-2.xlsx").to_str());
    assert_eq!(fs::read(desk.path("ds-dong-loi.xlsx")).unwrap(), mended);
    // Once more: the second workbook says it already.
    let outcome = desk.import(&file, COMMUNE).partly();
    assert_eq!(outcome["rejects"].as_str(), desk.path("ds-dong-loi-2.xlsx").to_str());
    assert!(!desk.path("ds-dong-loi-3.xlsx").exists());
}

#[test]
fn the_help_of_import_says_what_the_exit_codes_mean() {
    let help = Desk::empty().screen(["import", "--help"]).well();
    assert!(help.contains("1 có dòng không nhận (cả khi --dry-run)"), "{help}");
}
