//! Lists of the communes as they come: titles above the header, several sheets, strange separators.

use jiff::civil::{date, datetime, time};
use phaodai::files::{Cell, CellRef, Row, Table, table};
use rust_xlsxwriter::{Format, Workbook};

use super::make::file;

/// How many of the titles a register of people away knows.
fn known(titles: &[String]) -> usize {
    let names = ["ho ten", "ngay sinh", "so dien thoai", "di dau"];
    titles.iter().filter(|title| names.contains(&domain::base::text::fold(title).as_str())).count()
}

fn read(name: &str, content: &[u8]) -> Vec<Table> {
    let (_folder, path) = file(name, content);
    let read = table::read(&path, &known).expect("a readable list");
    assert_eq!(read.warnings, [], "{name}");
    read.output
}

/// Rows as text, with their numbers.
type Texts = Vec<(u64, Vec<String>)>;

fn csv(content: &[u8]) -> (u64, Vec<String>, Texts) {
    let table = read("so.csv", content).remove(0);
    let rows = table.rows.map(|row| row.expect("a sound row"));
    let rows =
        rows.map(|row| (row.number, row.cells.iter().map(Cell::to_string).collect())).collect();
    (table.header_row, table.headers, rows)
}

/// A list with a title, a header in row 3, and a sheet that is no list.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let clock = Format::new().set_num_format("hh:mm");
    let sheet = book.add_worksheet();
    sheet.set_name("Bản Mòng").expect("a valid name");
    sheet.write_string(0, 0, "DANH SÁCH NGƯỜI ĐI LÀM ĂN XA").expect("room");
    for (column, title) in (0..).zip(["STT", "Họ  tên", "Ngày sinh", "Số điện thoại", "Đi đâu"])
    {
        sheet.write_string(2, column, title).expect("room");
    }
    sheet.write_number(3, 0, 1).expect("room");
    sheet.write_string(3, 1, "Lò Thị Mây").expect("room");
    sheet.write_datetime_with_format(3, 2, date(1990, 5, 17), &day).expect("room");
    sheet.write_number(3, 3, 912_345_678).expect("room");
    sheet
        .write_datetime_with_format(5, 2, datetime(2021, 9, 9, 14, 30, 0, 0), &moment)
        .expect("room");
    sheet.write_datetime_with_format(5, 3, time(7, 5, 0, 0), &clock).expect("room");
    sheet.write_boolean(5, 4, true).expect("room");
    book.add_worksheet().set_name("Trống").expect("a valid name");
    book.save_to_buffer().expect("a complete workbook")
}

#[test]
fn a_workbook_gives_typed_cells_below_the_header_that_fits_best() {
    let mut tables = read("so.xlsx", &workbook());
    assert_eq!(tables.len(), 1);
    let table = tables.remove(0);
    assert_eq!((table.sheet.as_deref(), table.header_row), (Some("Bản Mòng"), 3));
    assert_eq!(table.headers, ["STT", "Họ tên", "Ngày sinh", "Số điện thoại", "Đi đâu"]);
    let rows: Vec<Row> = table.rows.map(|row| row.unwrap()).collect();
    assert_eq!(
        rows,
        [
            Row {
                number: 4,
                cells: vec![
                    Cell::Number(1.0),
                    Cell::text("Lò Thị Mây"),
                    Cell::Date(date(1990, 5, 17)),
                    Cell::Number(912_345_678.0)
                ]
            },
            Row {
                number: 6,
                cells: vec![
                    Cell::Empty,
                    Cell::Empty,
                    Cell::DateTime(datetime(2021, 9, 9, 14, 30, 0, 0)),
                    Cell::Time(time(7, 5, 0, 0)),
                    Cell::Bool(true)
                ]
            },
        ]
    );
}

#[test]
fn every_sheet_with_the_header_is_taken_and_the_others_are_named() {
    let mut book = Workbook::new();
    for (name, titles) in [
        ("Tổ 1", ["Họ tên", "Đi đâu"]),
        ("Ghi chú", ["Nội dung", "Khác"]),
        ("Tổ 2", ["Đi đâu", "Họ tên"]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, title) in (0..).zip(titles) {
            sheet.write_string(0, column, title).unwrap();
            sheet.write_string(1, column, format!("{title} của {name}")).unwrap();
        }
    }
    let (_folder, path) = file("so.xlsx", &book.save_to_buffer().unwrap());
    let read = table::read(&path, &known).unwrap();
    let sheets: Vec<_> = read.output.iter().map(|table| table.sheet.as_deref().unwrap()).collect();
    assert_eq!(sheets, ["Tổ 1", "Tổ 2"]);
    let warning = &read.warnings[0];
    assert_eq!((warning.code, warning.place.file.as_deref()), ("sheets_left_out", Some("so.xlsx")));
    assert!(warning.message.vi.ends_with("Ghi chú"));
}

#[test]
fn a_cell_in_the_farthest_corner_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["Họ tên", "Đi đâu"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    sheet.write_string(1, 0, "Lò Thị Mây").unwrap();
    sheet.write_string(1_048_575, 16_383, "lạc").unwrap();
    let (_folder, path) = file("so.xlsx", &book.save_to_buffer().unwrap());
    let mut read = table::read(&path, &known).unwrap();
    assert_eq!(read.warnings[0].code, "columns_cut");
    assert_eq!(read.output.remove(0).rows.count(), 1);
}

#[test]
fn separators_marks_and_line_ends_are_found() {
    let plain = "Họ tên,Đi đâu\nLò Thị Mây,Bắc Ninh\n";
    let expected = (
        1,
        vec!["Họ tên".to_owned(), "Đi đâu".to_owned()],
        vec![(2, vec!["Lò Thị Mây".to_owned(), "Bắc Ninh".to_owned()])],
    );
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(plain.replace(',', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for content in [
        plain.as_bytes(),
        plain.replace(',', ";").as_bytes(),
        plain.replace(',', "\t").as_bytes(),
        plain.replace(',', "|").as_bytes(),
        plain.replace('\n', "\r\n").as_bytes(),
        plain.replace('\n', "\r").as_bytes(),
        plain.trim_end().as_bytes(),
        format!("\u{feff}{plain}").as_bytes(),
        &utf16,
    ] {
        assert_eq!(csv(content), expected, "{:?}", String::from_utf8_lossy(content));
    }
    let (header, _, rows) = csv(format!("sep=;\r\n{}", plain.replace(',', ";")).as_bytes());
    assert_eq!((header, rows[0].0), (2, 3));
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_program_does() {
    let content = "DANH SÁCH,\n\nHọ tên,Đi đâu\n\"Lò Thị\nMây\",\"Bắc\nNinh\"\n,\n\nQuàng Văn Ví,\"nói \"\"xa\"\"\"\nLường Dụ,Hà Nội";
    let (header, _, rows) = csv(content.as_bytes());
    assert_eq!(header, 3);
    assert_eq!(
        rows,
        [
            (4, vec!["Lò Thị\nMây".into(), "Bắc\nNinh".into()]),
            (7, vec!["Quàng Văn Ví".into(), "nói \"xa\"".into()]),
            (8, vec!["Lường Dụ".into(), "Hà Nội".to_owned()]),
        ]
    );
}

#[test]
fn a_row_can_be_borrowed_and_is_longer_or_shorter_than_the_header() {
    let mut table = read("so.csv", "Họ tên,Đi đâu\nMây\nVí,Hà Nội,thừa\n".as_bytes()).remove(0);
    let row = table.rows.next_row().unwrap().unwrap();
    assert_eq!((row.number, row.get(0), row.get(1)), (2, CellRef::Text("Mây"), CellRef::Empty));
    let row = table.rows.next_row().unwrap().unwrap();
    assert_eq!((row.len(), row.get(2)), (3, CellRef::Text("thừa")));
    assert!(table.rows.next_row().unwrap().is_none());
}

#[test]
fn a_bad_row_is_named_and_the_rest_is_read() {
    let mut content = "Họ tên,Đi đâu\n".as_bytes().to_vec();
    content.extend("Lò Thị Mây,Bắc Ninh\n".repeat(20_000).as_bytes());
    content.extend(b"H\xf8 t\xean,x\n");
    content.extend("Lường Dụ,Hà Nội\n".as_bytes());
    let mut table = read("so.csv", &content).remove(0);
    let bad: Vec<_> = table.rows.by_ref().filter_map(Result::err).collect();
    assert_eq!(bad.len(), 1);
    assert_eq!((bad[0].code, bad[0].place.row), ("not_unicode", Some(20_002)));
}

#[test]
fn a_quote_that_never_closes_is_named() {
    let content =
        format!("Họ tên,Đi đâu\nLò Thị Mây,\"Bắc Ninh\n{}", "Lường Dụ,Hà Nội\n".repeat(80_000));
    let problem = read("so.csv", content.as_bytes()).remove(0).rows.next().unwrap().unwrap_err();
    assert_eq!((problem.code, problem.place.row), ("quote_unclosed", Some(2)));
}

#[test]
fn a_list_without_known_titles_says_what_it_saw() {
    let (_folder, path) = file("so.csv", "Nội dung;Khác\n1;2\n".as_bytes());
    let problem = table::read(&path, &known).err().unwrap();
    assert_eq!(problem.code, "header_not_found");
    assert!(problem.message.vi.contains("Nội dung"), "{problem:?}");
}
