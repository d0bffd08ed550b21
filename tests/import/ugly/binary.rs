//! Writes the smallest `.xlsb` workbook that holds a list: one sheet of texts, records as \[MS-XLSB\] 2.4 has them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::make::Grid;
use crate::support::Cell;

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

fn wide(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let bytes = letters.iter().flat_map(|letter| letter.to_le_bytes());
    number(letters.len()).into_iter().chain(bytes).collect()
}

/// A record: its kind in one or two bytes, its length in as many as it takes, and what it says.
fn record(kind: u16, said: &[u8]) -> Vec<u8> {
    let mut bytes = match kind {
        0..0x80 => vec![kind.to_le_bytes()[0]],
        _ => vec![(kind & 0x7f).to_le_bytes()[0] | 0x80, (kind >> 7).to_le_bytes()[0]],
    };
    let mut left = said.len();
    while left >= 0x80 {
        bytes.push((left & 0x7f).to_le_bytes()[0] | 0x80);
        left >>= 7;
    }
    bytes.push(left.to_le_bytes()[0]);
    [&bytes[..], said].concat()
}

/// `BrtBundleSh`, `BrtEndBundleShs`, `BrtCalcProp`.
fn workbook() -> Vec<u8> {
    let sheet = [&number(0)[..], &number(1), &wide("rId1"), &wide("DS")].concat();
    [record(0x9c, &sheet), record(0x90, &[]), record(0x9d, &[0; 26])].concat()
}

/// `BrtRowHdr` with its flag for a hidden row.
fn row(at: usize, hidden: bool) -> Vec<u8> {
    let flags = [0, if hidden { 0x10 } else { 0 }, 0];
    record(0, &[&number(at)[..], &[0; 4], &[0x2c, 1], &flags, &[0; 4]].concat())
}

/// `BrtWsDim`, `BrtBeginSheetData`, rows with a `BrtCellSt` for each text, `BrtEndSheetData`.
fn sheet(grid: &Grid, hidden_row: usize) -> Vec<u8> {
    let size = [0, grid.len() - 1, 0, grid[0].len() - 1].map(number).concat();
    let mut bytes = [record(0x94, &size), record(0x91, &[])].concat();
    for (at, cells) in grid.iter().enumerate() {
        bytes.extend(row(at, at == hidden_row));
        for (column, cell) in cells.iter().enumerate() {
            let Cell::Text(text) = cell else { panic!("only texts are written: {cell:?}") };
            bytes.extend(record(6, &[&number(column)[..], &[0; 4], &wide(text)].concat()));
        }
    }
    [bytes, record(0x92, &[])].concat()
}

/// A workbook of one sheet.
pub fn xlsb(grid: &Grid, hidden_row: usize) -> Vec<u8> {
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.bin", workbook()),
        ("xl/_rels/workbook.bin.rels", relations.into()),
        ("xl/worksheets/sheet1.bin", sheet(grid, hidden_row)),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
