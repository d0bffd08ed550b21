//! Excel 97: files made once by `old_excel.py` from the list beside it, for nothing here writes that format any more.

use super::Ugly;
use super::people::Away;

const CLEAN: &str = include_str!("old_excel.csv");
const MADE: &[u8] = include_bytes!("old_excel.xls");
const HIDING: &[u8] = include_bytes!("old_excel_hidden.xls");

fn clean() -> Vec<Away> {
    CLEAN.lines().skip(1).map(away).collect()
}

/// Villages merged over their people, two hidden rows and a hidden column; the last person stands in a hidden sheet.
pub fn hidden() -> Ugly {
    let name = "Excel 97 with merged cells, hidden rows, a hidden column and a hidden sheet";
    Ugly::of(name, "xls", HIDING.to_vec(), &clean()).says(&[
        "rows_hidden",
        "columns_hidden",
        "sheet_hidden",
    ])
}

pub fn all() -> Vec<Ugly> {
    let mut people = clean();
    // The second name was typed in capitals, and stays as it was typed.
    people[1].name = people[1].name.to_uppercase();
    vec![
        Ugly::of(
            "Excel 97 with titles, serial days and a totals row",
            "xls",
            MADE.to_vec(),
            &people,
        )
        .skips(&[(10, "totals"), (12, "signature")]),
    ]
}

fn away(line: &'static str) -> Away {
    let cells: Vec<&'static str> = line.split(',').collect();
    let [name, village, phone, birth, destination, back, returned] = cells[..] else {
        panic!("seven cells: {line}")
    };
    Away {
        name: name.to_owned(),
        village: village.to_owned(),
        phone: phone.to_owned(),
        birth: birth.parse().unwrap(),
        destination,
        back: back.parse().unwrap(),
        returned: returned == "yes",
    }
}
