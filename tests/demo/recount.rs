//! The written files counted again, by hand as it were: nothing of our reading code is used, only the libraries that
//! open a workbook or a text with semicolons.
//!
//! The rule: a row without a name or with an impossible date does not count; an exact repetition does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use jiff::civil::Date;
use phaodai::demo::Figures;

use super::morning;

/// Header words, in small letters, by the question that the column answers.
const WORDS: [(&str, &[&str]); 6] = [
    ("number", &["stt", "tt", "số tt"]),
    ("name", &["họ và tên", "ho va ten", "họ & tên", "họ tên", "ho ten"]),
    (
        "back",
        &[
            "dự kiến ngày về",
            "du kien ngay ve",
            "ngày về dự kiến",
            "dk ngày về",
            "thời gian dự kiến về",
            "ngay ve du kien",
        ],
    ),
    ("returned", &["đã về", "da ve", "đã về chưa", "tình trạng về", "da ve chua"]),
    (
        "contacted",
        &[
            "đã liên lạc được",
            "da lien lac duoc",
            "liên lạc được chưa",
            "đã ll",
            "tình trạng liên lạc",
            "da lien lac",
        ],
    ),
    (
        "support",
        &[
            "gặp khó khăn cần hỗ trợ",
            "can ho tro",
            "khó khăn cần hỗ trợ",
            "kk cần hỗ trợ",
            "nhu cầu hỗ trợ",
            "gặp khó khăn",
        ],
    ),
];

const YES: [&str; 8] = ["x", "có", "rồi", "roi", "đã về", "được", "cần", "can"];

type Columns = BTreeMap<&'static str, usize>;

#[test]
fn the_written_files_hold_exactly_the_expected_figures() {
    let folder = tempfile::tempdir().unwrap();
    let world = morning();
    let written = world.write_workbooks(folder.path()).unwrap();
    let recounted: BTreeMap<String, Figures> =
        written.iter().map(|file| (file.code.clone(), recount_file(&file.path))).collect();
    assert_eq!(recounted, world.expected().communes);
}

#[test]
fn the_files_that_came_in_hold_exactly_the_sum() {
    let folder = tempfile::tempdir().unwrap();
    let world = morning();
    world.write_workbooks(folder.path()).unwrap();
    let came_in: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    assert_eq!(came_in.len(), 21);
    assert_eq!(came_in.iter().filter(|path| path.extension().unwrap() == "csv").count(), 3);
    let sum: Figures = came_in.iter().map(|path| recount_file(path)).sum();
    assert_eq!(sum, world.expected().sent);
}

/// The figures of one written file.
pub fn recount_file(path: &Path) -> Figures {
    recount(&table(path))
}

pub(super) fn table(path: &Path) -> Vec<Vec<Data>> {
    if path.extension().is_some_and(|extension| extension == "csv") {
        text(path)
    } else {
        book(path)
    }
}

fn book(path: &Path) -> Vec<Vec<Data>> {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("that can be read");
    sheet.rows().map(<[Data]>::to_vec).collect()
}

fn text(path: &Path) -> Vec<Vec<Data>> {
    let bytes = std::fs::read(path).expect("a file");
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(bytes);
    let row = |record: csv::StringRecord| {
        record.iter().map(|cell| Data::String(cell.to_owned())).collect::<Vec<_>>()
    };
    reader.records().map(|record| row(record.expect("as many cells as the header"))).collect()
}

fn recount(rows: &[Vec<Data>]) -> Figures {
    let (header, columns) = rows
        .iter()
        .enumerate()
        .find_map(|(at, row)| columns(row).map(|columns| (at, columns)))
        .expect("a header row");
    let mut seen = BTreeSet::new();
    let mut figures = Figures::default();
    for row in &rows[header + 1..] {
        let at = |name: &str| columns.get(name).map_or(&Data::Empty, |column| &row[*column]);
        if words(at("name")).is_empty() || !is_possible(at("back")) {
            continue;
        }
        if seen.insert(all_but_number(row, &columns)) {
            add(&mut figures, ["returned", "contacted", "support"].map(|name| is_yes(at(name))));
        }
    }
    figures
}

/// The columns, if the row answers the five questions of a list.
fn columns(row: &[Data]) -> Option<Columns> {
    let mut columns = Columns::new();
    for (at, cell) in row.iter().enumerate() {
        let header = words(cell).to_lowercase();
        for (name, known) in WORDS {
            if known.contains(&header.as_str()) {
                assert_eq!(columns.insert(name, at), None, "two columns for {name}");
            }
        }
    }
    let needed = ["name", "back", "returned", "contacted", "support"];
    needed.iter().all(|name| columns.contains_key(name)).then_some(columns)
}

fn all_but_number(row: &[Data], columns: &Columns) -> Vec<String> {
    let number = columns.get("number").copied();
    row.iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != number)
        .map(|(_, cell)| words(cell))
        .collect()
}

fn add(figures: &mut Figures, [returned, contacted, support]: [bool; 3]) {
    figures.total += 1;
    figures.need_support += u32::from(support);
    match (returned, contacted) {
        (true, _) => figures.returned += 1,
        (false, true) => figures.contacted += 1,
        (false, false) => figures.not_contacted += 1,
    }
    figures.not_returned += u32::from(!returned);
}

pub(super) fn words(cell: &Data) -> String {
    cell.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_yes(cell: &Data) -> bool {
    YES.contains(&words(cell).to_lowercase().as_str())
}

/// Empty, a number of a spreadsheet's calendar, or day/month/year of a day that exists.
fn is_possible(cell: &Data) -> bool {
    match cell {
        Data::Empty | Data::DateTime(_) => true,
        Data::Float(serial) => (44_000.0..45_000.0).contains(serial),
        Data::String(text) if text.is_empty() => true,
        Data::String(text) => {
            let parts: Vec<i16> = text.split('/').filter_map(|part| part.parse().ok()).collect();
            let [day, month, year] = parts[..] else { return false };
            let year = if year < 100 { 2000 + year } else { year };
            let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
                return false;
            };
            Date::new(year, month, day).is_ok()
        }
        _ => false,
    }
}
