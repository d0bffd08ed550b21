//! The choices sheets: lists by name, taken into the registers that use them.

use std::collections::BTreeSet;

use super::super::{Choice, ChoiceList, Definition};
use super::draft::Form;
use super::fault;
use super::grid::Line;
use super::names::{free, name_of};
use super::ours::aliases;
use super::told::Subject;
use crate::base::{Bilingual, Diagnostic};

/// The choice lists of a form.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    duplicates_allowed: bool,
}

#[derive(Debug)]
struct List {
    raw: String,
    external: bool,
    list: ChoiceList,
    /// Rows of its choices.
    rows: Vec<u64>,
    sheet: String,
    used: bool,
}

impl Form<'_> {
    pub(super) fn read_choices(&mut self, duplicates_allowed: bool) {
        self.lists.duplicates_allowed = duplicates_allowed;
        for name in ["choices", "external_choices"] {
            let Some(grid) = self.grid(name) else { continue };
            for line in grid.lines() {
                self.read_choice(&line, grid.sheet);
            }
        }
    }

    fn read_choice(&mut self, line: &Line<'_>, sheet: &str) {
        let raw = line.get("list_name");
        if raw.is_empty() {
            self.told.add(Subject::Choices, sheet, line.number, line.number.to_string());
            return;
        }
        let name = line.get("name");
        if name.is_empty() {
            return self.say(line, "name", fault::choice_without_name(&raw));
        }
        let label = self.languages.pick(&line.texts("label"));
        let label = label.unwrap_or_else(|| Bilingual::new(name.clone(), name.clone()));
        let aliases = aliases(&line.get("phaodai:aliases"));
        let columns = line.others();
        let choice = Choice { name, label, aliases, columns, ..Choice::default() };
        self.lists.push(&raw, choice, line.number, sheet);
    }
}

impl Lists {
    fn push(&mut self, raw: &str, choice: Choice, row: u64, sheet: &str) {
        let external = sheet.to_lowercase().starts_with("external");
        let same = |list: &List| list.raw == raw && list.external == external;
        let at = self.lists.iter().position(same).unwrap_or_else(|| {
            let taken = self.lists.iter().map(|list| list.list.name.clone()).collect();
            let list = ChoiceList { name: free(&name_of(raw), &taken), items: Vec::new() };
            let (raw, sheet) = (raw.to_owned(), sheet.to_owned());
            self.lists.push(List { raw, external, list, rows: Vec::new(), sheet, used: false });
            self.lists.len() - 1
        });
        let same = |other: &Choice| other.name == choice.name && other.columns == choice.columns;
        if self.duplicates_allowed && self.lists[at].list.items.iter().any(same) {
            return;
        }
        self.lists[at].list.items.push(choice);
        self.lists[at].rows.push(row);
    }

    /// Our name of a list, and marks it used; `None` when the form has no such list.
    pub(super) fn take(&mut self, raw: &str, or_other: bool, external: bool) -> Option<String> {
        let same = |list: &List| list.raw == raw && list.external == external;
        let at = self.lists.iter().position(same)?;
        if !or_other {
            self.lists[at].used = true;
            return Some(self.lists[at].list.name.clone());
        }
        self.lists[at].used = true;
        let with_other = format!("{raw} or_other");
        if self.lists.iter().all(|list| list.raw != with_other || list.external != external) {
            let mut items = self.lists[at].list.items.clone();
            if items.iter().all(|choice| choice.name != OTHER) {
                items.push(other());
            }
            let (rows, sheet) = (self.lists[at].rows.clone(), self.lists[at].sheet.clone());
            let taken = self.lists.iter().map(|list| list.list.name.clone()).collect();
            let name = free(&name_of(&with_other), &taken);
            let list = ChoiceList { name, items };
            self.lists.push(List {
                raw: with_other.clone(),
                external,
                list,
                rows,
                sheet,
                used: false,
            });
        }
        self.take(&with_other, false, external)
    }

    /// The list of a type that can only be confirmed.
    pub(super) fn acknowledge(&mut self) -> String {
        const RAW: &str = "acknowledge";
        let own = "acknowledge or_confirm";
        if self.lists.iter().all(|list| list.raw != own) {
            let taken = self.lists.iter().map(|list| list.list.name.clone()).collect();
            let label = Bilingual::new("Đã xác nhận", "Confirmed");
            let item = Choice { name: "OK".to_owned(), label, ..Choice::default() };
            let list = ChoiceList { name: free(RAW, &taken), items: vec![item] };
            let (raw, sheet) = (own.to_owned(), String::new());
            self.lists.push(List {
                raw,
                external: false,
                list,
                rows: Vec::new(),
                sheet,
                used: false,
            });
        }
        self.take(own, false, false).unwrap_or_default()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|list| list.raw.as_str())
    }

    /// Our name of a list that formulas know by the form's.
    pub(super) fn ours(&self, raw: &str) -> Option<&str> {
        let found = self.lists.iter().find(|list| list.raw == raw);
        found.map(|list| list.list.name.as_str())
    }

    /// Puts into a definition the lists that its fields use and its formulas ask, and, where it is the form's own, those
    /// that nobody uses.
    pub(super) fn give(
        &self,
        definition: &mut Definition,
        asked: &BTreeSet<String>,
        with_unused: bool,
    ) -> Vec<u64> {
        let used: BTreeSet<&str> = definition.fields.iter().map(|f| f.choices.as_str()).collect();
        let given = self.lists.iter().filter(|list| {
            let name = list.list.name.as_str();
            used.contains(name) || asked.contains(name) || (with_unused && !list.used)
        });
        let (lists, rows) =
            given.map(|list| (list.list.clone(), list.rows.first().copied().unwrap_or(0))).unzip();
        definition.choices = lists;
        rows
    }

    /// Gives labels that two choices share a number, and tells their rows.
    pub(super) fn settle_labels(&mut self) -> Vec<(String, u64, String)> {
        let mut changed = Vec::new();
        for list in &mut self.lists {
            for (at, text) in super::labels::settle_choices(&mut list.list.items) {
                let row = list.rows.get(at).copied().unwrap_or(0);
                changed.push((list.sheet.clone(), row, text));
            }
        }
        changed
    }

    /// Choices whose names cannot stand or stand twice: sheet, row and what is wrong.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for list in self.lists.iter().filter(|list| !list.raw.ends_with(" or_other")) {
            let mut names = BTreeSet::new();
            for (choice, row) in list.list.items.iter().zip(&list.rows) {
                let spaced = choice.name.contains(char::is_whitespace);
                let found = spaced.then(|| fault::choice_with_space(&choice.name));
                let twice = !names.insert(&choice.name);
                let found =
                    found.or_else(|| twice.then(|| fault::choice_twice(&choice.name, &list.raw)));
                faults.extend(found.map(|found| fault::at(found, &list.sheet, *row, "name")));
            }
        }
        faults
    }
}

/// What `or_other` stores, as `pyxform` does.
pub(super) const OTHER: &str = "other";

fn other() -> Choice {
    let label = Bilingual::new("Khác", "Other");
    Choice { name: OTHER.to_owned(), label, ..Choice::default() }
}
