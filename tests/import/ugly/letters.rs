//! Encodings of before Unicode.

use super::Ugly;
use super::make::{lines, sheet, tcvn3, utf16, vni, windows1258};
use super::people::{people, plain};
use crate::support::Cell;

pub fn all() -> Vec<Ugly> {
    let seven = people(7);
    let text = lines(&plain(&seven), ',');
    let old = |code: fn(&str) -> Vec<u8>| -> Vec<Vec<Cell>> {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => Cell::Text(code(text).into_iter().map(char::from).collect()),
            other => other.clone(),
        };
        plain(&seven).iter().map(|row| row.iter().map(cell).collect()).collect()
    };
    let converted = &["letters_converted"];
    vec![
        Ugly::of("CSV in TCVN3", "csv", tcvn3(&text), &seven).says(converted),
        Ugly::of("CSV in VNI", "csv", vni(&text), &seven).says(converted),
        Ugly::of("CSV in Windows-1258", "csv", windows1258(&text), &seven).says(converted),
        Ugly::of(
            "tabs in UTF-16, as Excel saves Unicode text",
            "txt",
            utf16(&lines(&plain(&seven), '\t')),
            &seven,
        ),
        Ugly::of("a workbook typed in .VnTime", "xlsx", sheet(old(tcvn3)), &seven).says(converted),
        Ugly::of("a workbook typed in VNI-Times", "xlsx", sheet(old(vni)), &seven).says(converted),
    ]
}
