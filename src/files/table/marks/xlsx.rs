//! Marks of an `.xlsx` file: a part for each sheet, found by the names in the workbook's own part.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Marks, Zipped, attribute, number};

/// The marks of each sheet by its name; none of a part that cannot be read.
pub(super) fn of(archive: &mut Zipped) -> BTreeMap<String, Marks> {
    let part = |archive: &mut Zipped, name: &str| archive.part(name).ok().flatten();
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
            "row" if is_hidden(tag) => {
                number(tag, "r").into_iter().for_each(|row| marks.hidden_rows.push(row, row));
            }
            "col" if is_hidden(tag) => {
                let (first, last) = (number(tag, "min").unwrap_or(1), number(tag, "max"));
                let last = last.and_then(|last| last.checked_sub(1));
                last.into_iter().for_each(|to| marks.hide_columns(first.max(1) - 1, to));
            }
            "c" => {
                (formula, value) = (false, false);
                if let Some(reference) = attribute(tag, "r") {
                    cell = reference;
                }
            }
            "f" => formula = true,
            "v" | "is" => value |= filled,
            "mergeCell" => {
                if let Some((column, first, last)) =
                    attribute(tag, "ref").and_then(|at| region(&at))
                {
                    marks.merge(column, first, last);
                }
            }
            _ => {}
        }
    }
    marks
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|said| said == "1" || said == "true")
}

/// "B3:B5": its first column from 0, first and last row from 1.
fn region(text: &str) -> Option<(u64, u64, u64)> {
    let (from, to) = text.split_once(':')?;
    let ((column, first), (_, last)) = (place(from)?, place(to)?);
    Some((column, first, last))
}

fn place(text: &str) -> Option<(u64, u64)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = text.as_bytes()[..letters].iter().try_fold(0_u64, |column, letter| {
        column.checked_mul(26)?.checked_add(u64::from(letter - b'A') + 1)
    })?;
    Some((column.checked_sub(1)?, text[letters..].parse().ok()?))
}
