//! The words in the files are words that the register of away residents knows, so that no column and no mark is lost.

use std::collections::{BTreeMap, BTreeSet};

use calamine::Data;
use domain::base::text::fold;
use domain::register::{Definition, built_in};

use super::morning;
use super::recount::{table, words};

/// Columns of real lists that the register does not keep.
const NOT_KEPT: [&str; 5] = ["stt", "tt", "so tt", "gioi tinh", "ghi chu"];

#[test]
fn every_header_and_every_choice_is_known_to_the_register() {
    let register = register();
    let known = headers(&register);
    let folder = tempfile::tempdir().unwrap();
    for file in morning().write_workbooks(folder.path()).unwrap() {
        let rows = table(&file.path);
        let at = header_row(&rows, &known);
        let unknown = unknown_words(&register, &known, &rows[at..]);
        assert_eq!(unknown, BTreeSet::new(), "{}", file.path.display());
        let filled = |row: &&Vec<Data>| row.iter().any(|cell| !words(cell).is_empty());
        assert_eq!(rows[at + 1..].iter().filter(filled).count(), file.rows);
    }
}

fn register() -> Definition {
    built_in().into_iter().find(|one| one.name == "away_resident").expect("a built-in register")
}

/// Field by folded header word.
fn headers(register: &Definition) -> BTreeMap<String, &str> {
    let mut headers = BTreeMap::new();
    for field in register.in_use() {
        for word in field.aliases.iter().chain([&field.label.vi]) {
            headers.insert(fold(word), field.name.as_str());
        }
    }
    headers
}

fn header_row(rows: &[Vec<Data>], known: &BTreeMap<String, &str>) -> usize {
    let hits =
        |row: &[Data]| row.iter().filter(|cell| known.contains_key(&fold(&words(cell)))).count();
    rows.iter().position(|row| hits(row) >= 8).expect("a header row")
}

/// Headers that no field has, and cells of a choice that is not in its list.
fn unknown_words(
    register: &Definition,
    known: &BTreeMap<String, &str>,
    rows: &[Vec<Data>],
) -> BTreeSet<String> {
    let mut unknown = BTreeSet::new();
    for (column, header) in rows[0].iter().enumerate() {
        let header = fold(&words(header));
        let Some(field) = known.get(&header).and_then(|name| register.field(name)) else {
            unknown.extend((!NOT_KEPT.contains(&header.as_str())).then_some(header));
            continue;
        };
        let choices = register.choices_of(field);
        let spellings: BTreeSet<String> = choices
            .iter()
            .flat_map(|choice| choice.aliases.iter().chain([&choice.label.vi]))
            .map(|word| fold(word))
            .collect();
        let cells = rows[1..].iter().map(|row| fold(&words(&row[column])));
        unknown.extend(
            cells.filter(|cell| {
                !choices.is_empty() && !cell.is_empty() && !spellings.contains(cell)
            }),
        );
    }
    unknown
}
