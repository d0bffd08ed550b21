//! The shared documents, against what a public catalogue says of them.

use std::fs;
use std::path::Path;

use domain::document::{Document, parse};

use super::shared;

/// The share of catalogue values that must be found.
const PROMISE: f64 = 0.97;

fn read(folder: &Path, id: &str) -> Document {
    parse(&fs::read_to_string(folder.join(format!("{id}.txt"))).expect("readable"))
}

fn iso(day_first: &str) -> String {
    day_first.split('/').rev().collect::<Vec<_>>().join("-")
}

#[test]
fn catalogue_values_are_found() {
    let Some(folder) = shared().map(|folder| folder.join("data/documents")) else { return };
    let mut index = csv::Reader::from_path(folder.join("index.csv")).unwrap();
    let (mut right, mut wrong) = (0_u32, Vec::new());
    for row in index.records() {
        let row = row.unwrap();
        let document = read(&folder, &row[0]);
        let header = &document.header;
        let date = header.date.map(|date| date.to_string()).unwrap_or_default();
        let signer = document
            .signature
            .as_ref()
            .and_then(|signature| signature.name.clone())
            .unwrap_or_default();
        let kind = header.kind.map(|kind| kind.name().to_owned()).unwrap_or_default();
        let number = header.number.clone().unwrap_or_default();
        for (expected, found) in [
            (row[1].to_owned(), number),
            (row[2].to_owned(), date.clone()),
            (row[4].to_lowercase(), kind),
            (row[6].to_owned(), signer),
            (iso(&row[7]), date),
        ] {
            if expected.is_empty() || expected == found {
                right += u32::from(!expected.is_empty());
            } else {
                wrong.push(format!("{}: {found} ≠ {expected}", &row[0]));
            }
        }
    }
    let share = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    assert!(right > 200 && share >= PROMISE, "{share:.3}: {wrong:#?}");
}

#[test]
fn no_line_of_a_real_document_is_lost_or_left_over() {
    let Some(folder) = shared() else { return };
    for part in ["dispatches", "data/documents"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "txt") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let document = parse(&text);
            for (at, _) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let line = u32::try_from(at + 1).unwrap();
                assert!(
                    document.lines().any(|lines| lines.contains(line)),
                    "{}:{line}",
                    path.display()
                );
            }
            let unknown =
                document.items.iter().filter(|item| item.role == domain::document::Role::Unknown);
            assert_eq!(unknown.count(), 0, "{}", path.display());
        }
    }
}
