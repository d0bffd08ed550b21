//! Choices under all the words that files bring for them.

use std::collections::BTreeMap;

use crate::base::text::fold;
use crate::base::{Diagnostic, Value};
use crate::register::Choice;

use super::Coerced;

/// A choice list by folded spelling.
#[derive(Clone, Debug)]
pub(super) struct Choices<'a> {
    items: &'a [Choice],
    spellings: BTreeMap<String, usize>,
}

impl<'a> Choices<'a> {
    pub(super) fn of(items: &'a [Choice]) -> Self {
        let mut spellings = BTreeMap::new();
        // A word that a choice in use took over from a retired one means the one in use.
        let (retired, in_use): (Vec<_>, Vec<_>) =
            items.iter().enumerate().partition(|(_, item)| item.retired);
        for (at, item) in in_use.into_iter().chain(retired) {
            let own = [&item.name, &item.label.vi, &item.label.en];
            for word in own.into_iter().chain(&item.aliases) {
                spellings.entry(key(word)).or_insert(at);
            }
        }
        Self { items, spellings }
    }

    pub(super) fn one(&self, typed: &str) -> Result<Coerced, Diagnostic> {
        let at = self.find(typed).ok_or_else(|| self.unknown(typed))?;
        Ok(self.taken(Value::text(&self.items[at].name), [at]))
    }

    /// Names in the order of the list, each once: the same choices are always the same text.
    pub(super) fn many(&self, typed: &str) -> Result<Coerced, Diagnostic> {
        let mut chosen = vec![false; self.items.len()];
        match self.find(typed) {
            Some(at) => chosen[at] = true,
            None => {
                for part in self.parts(typed) {
                    chosen[self.find(part).ok_or_else(|| self.unknown(part))?] = true;
                }
            }
        }
        let chosen = || (0..).zip(&chosen).filter(|(_, chosen)| **chosen).map(|(at, _)| at);
        let names: Vec<&str> = chosen().map(|at: usize| self.items[at].name.as_str()).collect();
        Ok(self.taken(Value::text(names.join(" ")), chosen()))
    }

    /// A retired choice is still taken, for old lists say it and nothing else is known; it is told each time.
    fn taken(&self, value: Value, chosen: impl IntoIterator<Item = usize>) -> Coerced {
        let chosen = chosen.into_iter().map(|at| &self.items[at]);
        let warnings = chosen.filter(|item| item.retired).map(|item| self.outdated(item)).collect();
        Coerced { value, warnings }
    }

    fn outdated(&self, item: &Choice) -> Diagnostic {
        let (vi, en) = self.in_use();
        Diagnostic::warning(
            "choice_retired",
            format!("“{}” đã thôi dùng.", item.label.vi),
            format!("“{}” is not used any more.", item.label.en),
        )
        .hint(format!("Khi biết rõ, ghi một trong: {vi}."), format!("When known, one of: {en}."))
    }

    /// The labels of the choices that forms offer.
    fn in_use(&self) -> (String, String) {
        let in_use = || self.items.iter().filter(|item| !item.retired);
        let vi: Vec<&str> = in_use().map(|item| item.label.vi.as_str()).collect();
        let en: Vec<&str> = in_use().map(|item| item.label.en.as_str()).collect();
        (vi.join("; "), en.join("; "))
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
        let (vi, en) = self.in_use();
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
