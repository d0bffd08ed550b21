//! The roll-up as an official form.

use jiff::civil::{date, datetime};
use phaodai::files::{Cell, Column, Report, Signature, report, table};

fn form() -> Report {
    let columns = ["STT", "Đơn vị", "Tổng số", "Số đã về", "Số chưa về", "Ghi chú"];
    let row = |at: f64, name: &str, total: f64, back: f64| {
        vec![
            Cell::Number(at),
            Cell::text(name),
            Cell::Number(total),
            Cell::Number(back),
            Cell::Number(total - back),
        ]
    };
    Report {
        parent: "Ủy ban nhân dân tỉnh Ví Dụ".into(),
        issuer: "Ủy ban nhân dân huyện Suối Đá".into(),
        place: "Suối Đá".into(),
        date: Some(date(2021, 9, 10)),
        title: "Tổng hợp người đi làm ăn xa".into(),
        as_of: Some(datetime(2021, 9, 10, 9, 41, 0, 0)),
        columns: columns.map(|title| Column { title: title.into(), width: 0.0 }).into(),
        rows: vec![row(1.0, "Xã Mường Ví", 1250.0, 300.0), row(2.0, "Xã Nậm Dụ", 87.0, 87.0)],
        totals: Some(vec![
            Cell::Empty,
            Cell::text("Tổng số"),
            Cell::Number(1337.0),
            Cell::Number(387.0),
            Cell::Number(950.0),
        ]),
        notes: vec!["Chưa báo cáo: xã Pa Thử.".into()],
        signed_by: Some(Signature {
            titles: vec!["KT. CHỦ TỊCH".into(), "PHÓ CHỦ TỊCH".into()],
            name: String::new(),
        }),
        ..Report::default()
    }
}

#[test]
fn the_form_holds_head_title_table_totals_notes_and_signer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tong-hop.xlsx");
    report(&path, &form()).unwrap();
    let mut table =
        table::read(&path, &|titles| usize::from(titles.iter().any(|title| title == "Đơn vị")))
            .unwrap()
            .output
            .remove(0);
    assert_eq!(table.headers, ["STT", "Đơn vị", "Tổng số", "Số đã về", "Số chưa về", "Ghi chú"]);
    let rows: Vec<Vec<String>> = table
        .rows
        .by_ref()
        .map(|row| row.unwrap().cells.iter().map(Cell::to_string).collect())
        .collect();
    assert_eq!(rows[0], ["1", "Xã Mường Ví", "1250", "300", "950"]);
    assert_eq!(rows[2], ["", "Tổng số", "1337", "387", "950"]);
    assert_eq!(rows[3], ["Chưa báo cáo: xã Pa Thử."]);

    let head = table::read(&path, &|titles| {
        usize::from(titles.iter().any(|title| title.contains("CỘNG HÒA")))
    })
    .unwrap()
    .output
    .remove(0);
    assert_eq!(head.header_row, 1);
    assert_eq!(head.headers.first().map(String::as_str), Some("ỦY BAN NHÂN DÂN TỈNH VÍ DỤ"));
    let text: Vec<String> =
        head.rows.flat_map(|row| row.unwrap().cells).map(|cell| cell.to_string()).collect();
    for expected in [
        "Độc lập - Tự do - Hạnh phúc",
        "Số: …………",
        "Suối Đá, ngày 10 tháng 9 năm 2021",
        "TỔNG HỢP NGƯỜI ĐI LÀM ĂN XA",
        "(Tính đến 09:41 ngày 10/09/2021)",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ] {
        assert!(text.iter().any(|cell| cell == expected), "{expected} in {text:?}");
    }
}

#[test]
fn a_table_of_one_column_is_a_form_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tong-hop.xlsx");
    report(
        &path,
        &Report {
            columns: vec![Column { title: "Xã".into(), width: 0.0 }],
            rows: vec![vec![Cell::text("Nậm Dụ")]],
            ..form()
        },
    )
    .unwrap();
    assert!(path.exists());
}
