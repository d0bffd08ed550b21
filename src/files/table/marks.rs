//! What the sheets of an `.xlsx` file say beside their cells: merged cells, hidden rows and columns, formulas whose result
//! was never computed. The reader of workbooks gives none of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::files::archive::Archive;

/// What one sheet says.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Rows that Excel does not show, from 1.
    pub(super) hidden_rows: BTreeSet<u64>,
    /// Columns that Excel does not show, from 0.
    pub(super) hidden_columns: BTreeSet<usize>,
    /// Cells that stand for several rows: column from 0, first and last row from 1.
    pub(super) merged: Vec<(usize, u64, u64)>,
    /// Formulas without a result: "C7".
    pub(super) uncomputed: Vec<String>,
}

/// The marks of each sheet by its name. A part that cannot be read has none: the cells are read all the same.
pub(super) fn of(archive: &mut Archive<BufReader<File>>) -> BTreeMap<String, Marks> {
    let part = |archive: &mut Archive<_>, name: &str| archive.part(name).ok().flatten();
    let targets = part(archive, "xl/_rels/workbook.xml.rels")
        .map(|xml| pairs(&xml, "Relationship", "Id", "Target"));
    let sheets = part(archive, "xl/workbook.xml").map(|xml| pairs(&xml, "sheet", "name", "r:id"));
    let (Some(targets), Some(sheets)) = (targets, sheets) else { return BTreeMap::new() };
    let targets: BTreeMap<String, String> = targets.into_iter().collect();
    let mut marks = BTreeMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if let Some(xml) = part(archive, &path) {
            marks.insert(name, read(&xml));
        }
    }
    marks
}

/// Two attributes of every element of this name.
fn pairs(xml: &str, element: &str, one: &str, other: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == element => {
                found.extend(attribute(&tag, one).zip(attribute(&tag, other)));
            }
            _ => {}
        }
    }
    found
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    let text = found.value.into_owned();
    quick_xml::escape::unescape(&text).ok().map(|text| text.into_owned())
}

fn read(xml: &str) -> Marks {
    let mut marks = Marks::default();
    let mut reader = Reader::from_str(xml);
    let (mut cell, mut formula, mut value) = (String::new(), false, false);
    while let Ok(event) = reader.read_event() {
        let tag = match &event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::End(end) => {
                if end.local_name().as_ref() == "c" && formula && !value {
                    marks.uncomputed.push(std::mem::take(&mut cell));
                }
                continue;
            }
            _ => continue,
        };
        let filled = matches!(event, Event::Start(_));
        match tag.local_name().as_ref() {
            "row" if is_hidden(tag) => marks.hidden_rows.extend(number(tag, "r")),
            "col" if is_hidden(tag) => {
                let last = number(tag, "max").unwrap_or_default().min(1024);
                let first = number(tag, "min").unwrap_or(1).max(1);
                marks.hidden_columns.extend((first..=last).map(|at| at as usize - 1));
            }
            "c" => {
                (formula, value) = (false, false);
                if let Some(reference) = attribute(tag, "r") {
                    cell = reference;
                }
            }
            "f" => formula = true,
            "v" | "is" => value |= filled,
            "mergeCell" => marks.merged.extend(attribute(tag, "ref").and_then(|at| region(&at))),
            _ => {}
        }
    }
    marks
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|said| said == "1" || said == "true")
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u64> {
    attribute(tag, name)?.parse().ok()
}

/// "B3:B5": a region of several rows.
fn region(text: &str) -> Option<(usize, u64, u64)> {
    let (from, to) = text.split_once(':')?;
    let ((column, first), (_, last)) = (place(from)?, place(to)?);
    (last > first).then_some((column, first, last))
}

fn place(text: &str) -> Option<(usize, u64)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = text.as_bytes()[..letters].iter().try_fold(0_usize, |column, letter| {
        column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)
    })?;
    Some((column.checked_sub(1)?, text[letters..].parse().ok()?))
}
