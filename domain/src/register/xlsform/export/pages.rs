//! The sheets of the workbook, each with its titles and the rows that were gathered for it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::Definition;
use super::super::sheet::Sheet;
use super::{Cells, EN, SURVEY, VI, Writer};

/// Name, titles and rows of a sheet of ours.
type Page<'a> = (&'a str, &'a [&'a str], Vec<Vec<String>>);

impl Writer<'_> {
    pub(super) fn sheets(self, definition: &Definition) -> Vec<Sheet> {
        let mut sheets = vec![
            survey("survey", &SURVEY, &self.survey),
            self.choices_sheet(),
            settings(definition),
            table(
                "_register",
                &[
                    "repeat", "name", "id", "version", "title_vi", "title_en", "source", "kept_by",
                    "keys", "columns",
                ],
                self.register,
            ),
        ];
        let own: [Page<'_>; 4] = [
            (
                "_sections",
                &["repeat", "name", "title_vi", "title_en", "part_of", "appearance"],
                self.sections,
            ),
            ("_workflow", &["repeat", "field", "from", "to", "by"], self.moves),
            (
                "_indicators",
                &["repeat", "name", "title_vi", "title_en", "where", "sum"],
                self.indicators,
            ),
            (
                "_balance",
                &["repeat", "check", "missing", "message_vi", "message_en"],
                self.balances,
            ),
        ];
        let filled = own.into_iter().filter(|(_, _, rows)| !rows.is_empty());
        sheets.extend(filled.map(|(name, titles, rows)| table(name, titles, rows)));
        if !self.retired.is_empty() {
            let titles: Vec<&str> = ["repeat"].into_iter().chain(SURVEY).collect();
            let rows: Vec<Cells> = self
                .retired
                .into_iter()
                .map(|(repeat, mut row)| {
                    row.insert("repeat", repeat);
                    row
                })
                .collect();
            sheets.push(survey("_retired", &titles, &rows));
        }
        sheets
    }

    fn choices_sheet(&self) -> Sheet {
        let first = [
            "list_name".to_owned(),
            "name".to_owned(),
            format!("label::{VI}"),
            format!("label::{EN}"),
        ];
        let last = "phaodai_aliases".to_owned();
        let others: BTreeSet<&String> = self.choices.iter().flat_map(BTreeMap::keys).collect();
        let others = others.into_iter().filter(|title| !first.contains(title) && **title != last);
        let titles: Vec<String> = first.iter().chain(others).chain([&last]).cloned().collect();
        let row = |row: &BTreeMap<String, String>| -> Vec<String> {
            titles.iter().map(|title| row.get(title).cloned().unwrap_or_default()).collect()
        };
        let rows: Vec<Vec<String>> = self.choices.iter().map(row).collect();
        Sheet::new("choices", std::iter::once(titles.clone()).chain(rows))
    }
}

fn survey(name: &str, titles: &[&'static str], rows: &[Cells]) -> Sheet {
    let always = ["type", "name", SURVEY[2], SURVEY[3]];
    let filled = |title: &&&str| {
        always.contains(*title)
            || rows.iter().any(|row| row.get(**title).is_some_and(|c| !c.is_empty()))
    };
    let titles: Vec<&str> = titles.iter().filter(filled).copied().collect();
    let cells = |row: &Cells| {
        titles.iter().map(|title| row.get(title).cloned().unwrap_or_default()).collect()
    };
    let head = titles.iter().map(|title| (*title).to_owned()).collect();
    Sheet::new(name, std::iter::once(head).chain(rows.iter().map(cells)))
}

fn table(name: &str, titles: &[&str], rows: Vec<Vec<String>>) -> Sheet {
    let head = titles.iter().map(|title| (*title).to_owned()).collect();
    Sheet::new(name, std::iter::once(head).chain(rows))
}

fn settings(definition: &Definition) -> Sheet {
    let pairs = [
        ("form_title", definition.title.vi.clone()),
        ("form_id", definition.name.clone()),
        ("version", definition.version.to_string()),
        ("default_language", VI.to_owned()),
        ("namespaces", "phaodai=\"urn:phaodai:register:1\"".to_owned()),
    ];
    let (titles, values): (Vec<String>, Vec<String>) =
        pairs.into_iter().map(|(title, value)| (title.to_owned(), value)).unzip();
    Sheet::new("settings", [titles, values])
}
