//! Choices under all the words that files bring for them.

use std::collections::BTreeMap;

use crate::base::text::fold;
use crate::base::{Diagnostic, Value};
use crate::register::Choice;

/// A choice list by folded spelling.
#[derive(Clone, Debug)]
pub(super) struct Choices<'a> {
    items: &'a [Choice],
    spellings: BTreeMap<String, usize>,
}

impl<'a> Choices<'a> {
    pub(super) fn of(items: &'a [Choice]) -> Self {
        let mut spellings = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            let own = [&item.name, &item.label.vi, &item.label.en];
            for word in own.into_iter().chain(&item.aliases) {
                spellings.entry(key(word)).or_insert(at);
            }
        }
        Self { items, spellings }
    }

    pub(super) fn one(&self, typed: &str) -> Result<Value, Diagnostic> {
        let at = self.find(typed).ok_or_else(|| self.unknown(typed))?;
        Ok(Value::text(&self.items[at].name))
    }

    /// Names in the order of the list, each once: the same choices are always the same text.
    pub(super) fn many(&self, typed: &str) -> Result<Value, Diagnostic> {
        let mut chosen = vec![false; self.items.len()];
        match self.find(typed) {
            Some(at) => chosen[at] = true,
            None => {
                for part in self.parts(typed) {
                    chosen[self.find(part).ok_or_else(|| self.unknown(part))?] = true;
                }
            }
        }
        let names = self.items.iter().zip(chosen).filter(|(_, chosen)| *chosen);
        let names: Vec<&str> = names.map(|(item, _)| item.name.as_str()).collect();
        Ok(Value::text(names.join(" ")))
    }

    /// `XLSForm` separates by spaces, people by commas, semicolons and lines.
    fn parts<'t>(&self, typed: &'t str) -> Vec<&'t str> {
        let names = |part: &str| self.items.iter().any(|item| item.name == part);
        if typed.split_whitespace().all(names) {
            return typed.split_whitespace().collect();
        }
        typed.split([',', ';', '\n', '+']).map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    fn find(&self, typed: &str) -> Option<usize> {
        let exact = self.items.iter().position(|item| item.name == typed || item.label.vi == typed);
        exact.or_else(|| self.spellings.get(&key(typed)).copied())
    }

    fn unknown(&self, typed: &str) -> Diagnostic {
        let vi =
            self.items.iter().map(|item| item.label.vi.as_str()).collect::<Vec<_>>().join("; ");
        let en =
            self.items.iter().map(|item| item.label.en.as_str()).collect::<Vec<_>>().join("; ");
        Diagnostic::error(
            "choice_unknown",
            format!("“{typed}” không có trong danh mục."),
            format!("“{typed}” is none of the choices."),
        )
        .hint(format!("Chọn một trong: {vi}."), format!("One of: {en}."))
    }
}

/// Folded, and without the full stop that people put after an abbreviation.
fn key(word: &str) -> String {
    let mut key = fold(word);
    let end = key.trim_end_matches(['.', ':', '!']).len();
    if end > 0 {
        key.truncate(end);
    }
    key
}
