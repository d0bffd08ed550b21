//! SQL stands in few places, each for a reason; text of SQL anywhere else is a way around them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where SQL may stand, and why there. A folder ends with a slash.
const PLACES: &[(&str, &str)] = &[
    (
        "node/src/store/",
        "the only place that holds the driver: every statement about the program's own tables",
    ),
    ("node/src/migrations/", "the tables that a new database begins with"),
    ("domain/src/register/table/", "a definition becomes tables, views and statements over them"),
    (
        "domain/src/register/figures.rs",
        "a definition's indicators become one query; the formulas in it are compiled",
    ),
];

/// The folders of the program itself. Tests look at databases from outside and may say what they like.
const SOURCES: [&str; 4] = ["domain/src", "engines/src", "node/src", "src"];

/// In capitals, as the program writes its statements: no name in Rust is spelt so.
const STATEMENTS: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];
/// In small letters, what no sentence says by chance.
const SMALL: [&str; 3] = ["insert into ", "delete from ", "create table "];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "sql") {
            found.push(path);
        }
    }
}

/// Lines that hold a statement, comments left out.
fn statements(text: &str) -> Vec<usize> {
    let names_one = |line: &str| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.any(|word| STATEMENTS.contains(&word)) || SMALL.iter().any(|one| line.contains(one))
    };
    let lines = text.lines().zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim_start().starts_with("//") && names_one(line));
    lines.map(|(_, number)| number).collect()
}

fn found() -> BTreeMap<String, Vec<usize>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    SOURCES.iter().for_each(|folder| sources(&root.join(folder), &mut paths));
    let read = paths.into_iter().map(|path| {
        let lines = statements(&fs::read_to_string(&path).unwrap());
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        (name, lines)
    });
    read.filter(|(_, lines)| !lines.is_empty()).collect()
}

fn holds(place: &str, file: &str) -> bool {
    if place.ends_with('/') { file.starts_with(place) } else { file == place }
}

#[test]
fn sql_stands_only_in_its_places() {
    let found = found();
    let stray: Vec<_> =
        found.iter().filter(|(file, _)| !PLACES.iter().any(|(at, _)| holds(at, file))).collect();
    assert!(stray.is_empty(), "SQL outside its places (file, lines): {stray:#?}");
    for (place, reason) in PLACES {
        let used = found.keys().any(|file| holds(place, file));
        assert!(used, "no SQL stands in {place} any more ({reason}): take it off the list");
    }
}

#[test]
fn a_statement_is_seen_in_any_kind_of_string_and_not_in_a_comment() {
    let text = "//! SELECT in a comment\nlet a = \"SELECT 1\";\nlet b = r#\"\n  DELETE FROM x\n\"#;\nselect();\n\"insert into y\"";
    assert_eq!(statements(text), [2, 4, 7]);
}
