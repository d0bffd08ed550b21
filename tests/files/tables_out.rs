//! Lists that go out come back as they were.

use jiff::civil::{Date, DateTime, Time, date};
use phaodai::files::{Cell, Options, Reject, Row, TableWriter, rejects, table, write_table};
use proptest::prelude::*;

use super::make::file;

fn headers(count: usize) -> Vec<String> {
    (1..=count).map(|at| format!("Cột {at}")).collect()
}

fn known(titles: &[String]) -> usize {
    titles.iter().filter(|title| title.starts_with("Cột") || *title == "Lý do").count()
}

fn read(path: &std::path::Path) -> Vec<Row> {
    let tables = table::read(path, &known).expect("what was written is readable").output;
    tables.into_iter().flat_map(|table| table.rows).map(|row| row.expect("a sound row")).collect()
}

/// Rows as they come back: what is empty at the end is cut.
fn trimmed(mut cells: Vec<Cell>) -> Vec<Cell> {
    while cells.last() == Some(&Cell::Empty) {
        cells.pop();
    }
    cells
}

fn any_date() -> impl Strategy<Value = Date> {
    (1901i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn any_time() -> impl Strategy<Value = Time> {
    (1i8..24, 0i8..60, 0i8..60).prop_map(|(h, m, s)| Time::constant(h, m, s, 0))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[-=+@'][a-zà-ỹ0-9(]{0,6}",
        "0[0-9]{9}",
        "[Đđạ-ỹA-Za-z ,;\"\n\t]{1,20}",
        "_x00[0-9A-F]{2}_",
        any::<String>(),
    ]
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => any_text().prop_map(Cell::text),
        1 => Just(Cell::Empty),
        1 => (-1e12..1e12f64).prop_map(|n| Cell::Number(n.round() / 100.0)),
        1 => any_date().prop_map(Cell::Date),
        1 => (any_date(), any_time()).prop_map(|(d, t)| Cell::DateTime(DateTime::from_parts(d, t))),
        1 => any_time().prop_map(Cell::Time),
        1 => any::<bool>().prop_map(Cell::Bool),
    ]
}

/// Rows that hold something in their first column, so that none is passed over as empty.
fn any_rows() -> impl Strategy<Value = Vec<Vec<Cell>>> {
    let row = ("[a-z]{1,5}", prop::collection::vec(any_cell(), 3));
    let row =
        row.prop_map(|(first, rest)| std::iter::once(Cell::Text(first)).chain(rest).collect());
    prop::collection::vec(row, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn xlsx_comes_back_as_it_was(rows in any_rows()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.xlsx");
        write_table(&path, &headers(4), &rows, Options::default()).unwrap();
        let back: Vec<Vec<Cell>> = read(&path).into_iter().map(|row| trimmed(row.cells)).collect();
        prop_assert_eq!(back, rows.into_iter().map(trimmed).collect::<Vec<_>>());
    }

    #[test]
    fn csv_comes_back_as_the_text_of_each_cell(rows in any_rows()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.csv");
        write_table(&path, &headers(4), &rows, Options::default()).unwrap();
        let back: Vec<Vec<String>> = read(&path).into_iter().map(|row| row.cells.iter().map(Cell::to_string).collect()).collect();
        let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(Cell::to_string).collect()).collect();
        prop_assert_eq!(back, texts);
    }
}

#[test]
fn formulas_of_users_are_text_in_both_formats() {
    let evil = "=HYPERLINK(\"http://vi.du\",\"x\")";
    let folder = tempfile::tempdir().unwrap();
    let (csv, xlsx) = (folder.path().join("so.csv"), folder.path().join("so.xlsx"));
    for path in [&csv, &xlsx] {
        write_table(
            path,
            &headers(2),
            [[Cell::text(evil), Cell::text("0912345678")]],
            Options::default(),
        )
        .unwrap();
        assert_eq!(read(path)[0].cells, [Cell::text(evil), Cell::text("0912345678")]);
    }
    let raw = std::fs::read_to_string(&csv).unwrap();
    assert!(raw.starts_with("\u{feff}Cột 1,Cột 2\r\n\"'=HYPERLINK"), "{raw}");
}

#[test]
fn the_input_is_never_written_over() {
    let (_folder, path) = file("so.csv", "Cột 1\nx\n".as_bytes());
    let options = Options { input: Some(&path), ..Options::default() };
    let other = path.parent().unwrap().join(".").join("so.csv");
    let problem = write_table(&other, &headers(1), Vec::<Vec<Cell>>::new(), options).unwrap_err();
    assert_eq!(problem.code, "input_overwritten");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Cột 1\nx\n");
}

#[test]
fn a_list_that_is_not_finished_leaves_no_trace() {
    let (folder, path) = file("so.xlsx", b"older");
    for name in ["so.xlsx", "so.csv"] {
        let mut writer =
            TableWriter::create(&folder.path().join(name), &headers(1), Options::default())
                .unwrap();
        writer.push(&[Cell::text("x")]).unwrap();
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"older");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_written_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let code = |name: &str, rows: Vec<Vec<Cell>>| {
        write_table(&folder.path().join(name), &headers(1), rows, Options::default()).unwrap_err()
    };
    assert_eq!(code("so.ods", vec![]).code, "format_unknown");
    assert_eq!(code("khong/co/so.csv", vec![]).code, "file_unwritable");
    let long = code("so.xlsx", vec![vec![Cell::text("x")], vec![Cell::text("x".repeat(32_768))]]);
    assert_eq!(
        (long.code, long.place.row, long.place.field.as_deref()),
        ("cell_too_long", Some(3), Some("Cột 1"))
    );
}

#[test]
fn rejects_stand_beside_the_input_and_import_again() {
    let (folder, input) = file("ban-mong.csv", b"x");
    let reject = |reason: &str| Reject {
        row: Row {
            number: 7,
            cells: vec![Cell::text("0912345678"), Cell::Date(date(2021, 9, 9)), Cell::text("thừa")],
        },
        reasons: vec![reason.to_owned(), "thiếu họ tên".to_owned()],
    };
    assert_eq!(rejects(&input, &headers(2), []).unwrap(), None);
    let first = rejects(&input, &headers(2), [reject("ngày sai")]).unwrap().unwrap();
    assert_eq!(first, folder.path().join("ban-mong-dong-loi.xlsx"));
    let mut table = table::read(&first, &known).unwrap().output.remove(0);
    assert_eq!(table.headers, ["Cột 1", "Cột 2", "Lý do"]);
    let row = table.rows.next().unwrap().unwrap();
    let reason = Cell::text("ngày sai; thiếu họ tên; ngoài các cột có tên: thừa");
    assert_eq!(row.cells, [Cell::text("0912345678"), Cell::Date(date(2021, 9, 9)), reason]);

    let again = Reject {
        row: Row { number: 2, cells: row.cells[..2].to_vec() },
        reasons: vec!["vẫn sai".to_owned()],
    };
    let second = rejects(&first, &table.headers, [again]).unwrap().unwrap();
    assert_eq!(second, folder.path().join("ban-mong-dong-loi-2.xlsx"));
    let back = table::read(&second, &known).unwrap().output.remove(0);
    assert_eq!(back.headers, ["Cột 1", "Cột 2", "Lý do"]);
}
