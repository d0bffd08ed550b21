//! `docs/coverage.toml` has one row per row of the obligations table, and what it says can be checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// How many orders each of the five dispatches gives.
const ROWS: [(&str, u32); 5] = [("S0", 31), ("S1", 30), ("S2", 30), ("S3", 28), ("S4", 36)];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    state: State,
    #[serde(rename = "where")]
    place: String,
    #[serde(default)]
    test: String,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum State {
    Done,
    Partial,
    None,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> BTreeMap<String, Row> {
    let text =
        fs::read_to_string(root().join("docs/coverage.toml")).expect("docs/coverage.toml is there");
    toml::from_str(&text).expect("docs/coverage.toml is well formed")
}

/// Names of all functions under `#[test]` or inside `proptest!` in the sources.
fn tests_of_the_project() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in
        ["src", "tests", "domain/src", "domain/tests", "engines/src", "node/src", "node/tests"]
    {
        collect(&root().join(folder), &mut names);
    }
    names
}

fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let mut after_attribute = false;
            for line in text.lines().map(str::trim) {
                if let Some(name) = line.strip_prefix("fn ").and_then(|rest| rest.split('(').next())
                    && after_attribute
                {
                    names.insert(name.to_owned());
                }
                after_attribute = line == "#[test]" || (after_attribute && line.starts_with("#["));
            }
        }
    }
}

#[test]
fn every_order_of_the_five_dispatches_has_a_row() {
    let expected: BTreeSet<String> = ROWS
        .iter()
        .flat_map(|(dispatch, count)| (1..=*count).map(move |n| format!("{dispatch}-{n:02}")))
        .collect();
    assert_eq!(expected.len(), 155);
    assert_eq!(rows().into_keys().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn what_is_called_done_names_a_place_and_a_test_that_exist() {
    let tests = tests_of_the_project();
    for (id, row) in rows() {
        if row.state == State::None {
            continue;
        }
        for place in row.place.split(", ") {
            assert!(root().join(place).exists(), "{id}: {place} does not exist");
        }
        for test in row.test.split(", ") {
            assert!(tests.contains(test), "{id}: no test is called {test:?}");
        }
        assert!(
            row.state == State::Done || !row.note.is_empty(),
            "{id}: partial, but what is missing is not said"
        );
    }
}
