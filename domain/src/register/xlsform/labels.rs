//! Labels that tell fields, and choices, apart: files bring them as column titles and cells.

use std::collections::BTreeMap;

use super::super::{Choice, Field};
use super::draft::Form;
use super::names::free_text;
use super::told::Subject;
use crate::base::text::fold;
use crate::record::header::header_key;

impl Form<'_> {
    /// Gives labels that two fields or two choices share a number, and says so.
    pub(super) fn settle_labels(&mut self) {
        for register in &mut self.registers {
            for (at, text) in settle_fields(&mut register.definition.fields) {
                let row = register.lines.fields.get(at).copied().unwrap_or(0);
                self.told.add(Subject::Labels, "survey", row, text);
            }
        }
        for (sheet, row, text) in self.lists.settle_labels() {
            self.told.add(Subject::ChoiceLabels, &sheet, row, text);
        }
    }
}

fn settle_fields(fields: &mut [Field]) -> Vec<(usize, String)> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let in_use = || (0..).zip(fields.iter()).filter(|(_, field)| !field.retired);
    for (at, field) in in_use() {
        for word in field.aliases.iter().chain([&field.name]) {
            owners.entry(header_key(word)).or_insert(at);
        }
    }
    let mut changed = Vec::new();
    for (at, field) in fields.iter_mut().enumerate().filter(|(_, field)| !field.retired) {
        let one = field.label.vi == field.label.en;
        let before = field.label.vi.clone();
        field.label.vi = settle(&field.label.vi, at, &mut owners, header_key);
        let vi = field.label.vi.clone();
        field.label.en =
            if one { vi } else { settle(&field.label.en, at, &mut owners, header_key) };
        if field.label.vi != before {
            changed.push((at, format!("“{}”", field.label.vi)));
        }
    }
    changed
}

pub(super) fn settle_choices(choices: &mut [Choice]) -> Vec<(usize, String)> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (at, choice) in choices.iter().enumerate() {
        for word in choice.aliases.iter().chain([&choice.name]) {
            owners.entry(fold(word)).or_insert(at);
        }
    }
    let mut changed = Vec::new();
    for (at, choice) in choices.iter_mut().enumerate() {
        let one = choice.label.vi == choice.label.en;
        let before = choice.label.vi.clone();
        choice.label.vi = settle(&choice.label.vi, at, &mut owners, fold);
        let vi = choice.label.vi.clone();
        choice.label.en = if one { vi } else { settle(&choice.label.en, at, &mut owners, fold) };
        if choice.label.vi != before {
            changed.push((at, format!("“{}”", choice.label.vi)));
        }
    }
    changed
}

/// The text, numbered when another already answers to it; from now on it is this one's.
fn settle(
    text: &str,
    at: usize,
    owners: &mut BTreeMap<String, usize>,
    key: impl Fn(&str) -> String,
) -> String {
    let taken = |text: &str| {
        let key = key(text);
        !key.is_empty() && owners.get(&key).is_some_and(|owner| *owner != at)
    };
    let free = free_text(text, taken);
    owners.entry(key(&free)).or_insert(at);
    free
}
