//! Walks a TOML text and collects every fault with its line, instead of stopping at the first.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::base::{Bilingual, Diagnostic};

/// The text being read and what was found wrong with it so far.
pub(super) struct Source {
    line_starts: Vec<usize>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { line_starts, found: RefCell::new(Vec::new()) }
    }

    /// The line of a byte, 1-based.
    pub(super) fn line(&self, at: usize) -> u64 {
        self.line_starts.partition_point(|start| *start <= at) as u64
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}

/// A table of the text: asked for its keys one by one; [`Table::finish`] reports those nobody asked for.
pub(super) struct Table<'a, 'i> {
    source: &'a Source,
    table: &'a DeTable<'i>,
    line: u64,
    at: String,
    known: RefCell<Vec<&'static str>>,
}

impl<'a, 'i> Table<'a, 'i> {
    pub(super) fn new(source: &'a Source, table: &'a Spanned<DeTable<'i>>, at: String) -> Self {
        let line = source.line(table.span().start);
        Self { source, table: table.get_ref(), line, at, known: RefCell::default() }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Calls the table by a better name in diagnostics, once it is known.
    pub(super) fn call(&mut self, at: String) {
        self.at = at;
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    fn key(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    /// Reports something wrong with this table or one of its keys.
    pub(super) fn fault(&self, key: &str, diagnostic: Diagnostic) {
        let value = self.table.get(key);
        let line = value.map_or(self.line, |value| self.source.line(value.span().start));
        self.source.report(diagnostic.at_row(line).at_field(self.key(key)));
    }

    fn expected(&self, key: &str, vi: &str, en: &str) {
        self.fault(
            key,
            Diagnostic::error(
                "definition_type",
                format!("Khoá này cần {vi}."),
                format!("This key holds {en}."),
            ),
        );
    }

    fn missing(&self, key: &str, vi: &str, en: &str) {
        self.fault(
            key,
            Diagnostic::error(
                "definition_key_missing",
                format!("Thiếu khoá “{key}”."),
                format!("The key `{key}` is missing."),
            )
            .hint(format!("Thêm {vi}."), format!("Add {en}.")),
        );
    }

    /// A text; empty when absent.
    pub(super) fn text(&self, key: &'static str) -> String {
        match self.get(key).map(Spanned::get_ref) {
            None => String::new(),
            Some(DeValue::String(text)) => crate::base::text::nfc(text),
            Some(_) => {
                self.expected(key, "một chuỗi trong dấu nháy", "a text in quotes");
                String::new()
            }
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&self, key: &'static str, example: &str) -> String {
        let text = self.text(key);
        if text.is_empty() {
            let line = format!("`{key} = \"{example}\"`");
            self.missing(key, &line, &line);
        }
        text
    }

    /// true or false; false when absent.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        match self.get(key).map(Spanned::get_ref) {
            None => false,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                self.expected(key, "true hoặc false", "true or false");
                false
            }
        }
    }

    /// A day, written 2021-09-12 with or without quotes; `None` when absent.
    pub(super) fn date(&self, key: &'static str) -> Option<Date> {
        let text = match self.get(key)?.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            _ => String::new(),
        };
        let date = text.parse().ok();
        if date.is_none() {
            self.expected(key, "một ngày: 2021-09-12", "a day: 2021-09-12");
        }
        date
    }

    /// A whole number from 1 to `most`.
    pub(super) fn number(&self, key: &'static str, most: u32) -> Option<u32> {
        let number = match self.get(key)?.get_ref() {
            DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| (1..=most).contains(number));
        if number.is_none() {
            let (vi, en) =
                (format!("một số từ 1 đến {most}"), format!("a number from 1 to {most}"));
            self.expected(key, &vi, &en);
        }
        number
    }

    /// A list of texts; empty when absent.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.get(key).map_or_else(Vec::new, |value| self.texts_in(key, value))
    }

    fn texts_in(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Vec<String> {
        let Some(items) = value.get_ref().as_array().filter(|items| all_texts(items)) else {
            self.expected(
                key,
                "một danh sách chuỗi: [\"…\", \"…\"]",
                "a list of texts: [\"…\", \"…\"]",
            );
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| item.get_ref().as_str())
            .map(crate::base::text::nfc)
            .collect()
    }

    /// Texts by name: `{ province = "14" }`; empty when absent.
    pub(super) fn text_map(&self, key: &'static str) -> BTreeMap<String, String> {
        let Some(value) = self.get(key) else { return BTreeMap::new() };
        let table = value.get_ref().as_table();
        let texts = table.filter(|t| t.values().all(|text| text.get_ref().as_str().is_some()));
        let Some(table) = texts else {
            self.expected(key, "các chuỗi: { tên = \"…\" }", "texts by name: { name = \"…\" }");
            return BTreeMap::new();
        };
        let pairs = table.iter().map(|(name, text)| (name.get_ref(), text.get_ref().as_str()));
        pairs
            .map(|(name, text)| {
                (name.to_string(), crate::base::text::nfc(text.unwrap_or_default()))
            })
            .collect()
    }

    /// A list of lists of texts; empty when absent.
    pub(super) fn text_lists(&self, key: &'static str) -> Vec<Vec<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.expected(key, "danh sách của danh sách: [[\"…\"]]", "a list of lists: [[\"…\"]]");
            return Vec::new();
        };
        items.iter().map(|item| self.texts_in(key, item)).collect()
    }

    /// One of the given words; `None` when absent or something else, which is reported.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        let found = words.iter().find(|(word, _)| Some(*word) == text);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let list = list.join(", ");
            self.expected(key, &format!("một trong các từ: {list}"), &format!("one of: {list}"));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// The same for a word that must be there.
    pub(super) fn required_word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        if !self.table.contains_key(key) {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let example = format!("`{key} = \"…\"` ({})", list.join(", "));
            self.missing(key, &example, &example);
        }
        self.word(key, words)
    }

    /// A text in both languages: `{ vi = "…", en = "…" }`, or one text that serves for both.
    pub(super) fn bilingual(&self, key: &'static str) -> Option<Bilingual> {
        match self.get(key)?.get_ref() {
            DeValue::String(text) => Some(Bilingual::new(text.clone(), text.clone())),
            DeValue::Table(table) => {
                let vi = table.get("vi").and_then(|value| value.get_ref().as_str());
                let en = table.get("en").and_then(|value| value.get_ref().as_str());
                let both = vi.map(|vi| Bilingual::new(vi, en.unwrap_or(vi)));
                if both.is_none() {
                    self.expected(key, "{ vi = \"…\", en = \"…\" }", "{ vi = \"…\", en = \"…\" }");
                }
                both
            }
            _ => {
                self.expected(key, "{ vi = \"…\", en = \"…\" }", "{ vi = \"…\", en = \"…\" }");
                None
            }
        }
    }

    /// The same for a text that must be there.
    pub(super) fn required_bilingual(&self, key: &'static str) -> Bilingual {
        if !self.table.contains_key(key) {
            let example = format!("`{key} = {{ vi = \"…\", en = \"…\" }}`");
            self.missing(key, &example, &example);
        }
        self.bilingual(key).unwrap_or_default()
    }

    /// The tables of `[[key]]`; none when absent.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(Table<'_, '_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.expected(key, "các bảng [[…]]", "tables, written [[…]]");
            return Vec::new();
        };
        let mut out = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let at = format!("{}[{}]", self.key(key), index + 1);
            match item.get_ref() {
                DeValue::Table(table) => {
                    let line = self.source.line(item.span().start);
                    let known = RefCell::default();
                    out.push(read(Table { source: self.source, table, line, at, known }));
                }
                _ => self.expected(key, "các bảng [[…]]", "tables, written [[…]]"),
            }
        }
        out
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let line = self.source.line(key.span().start);
            let list = known.join(", ");
            self.source.report(
                Diagnostic::error(
                    "definition_key_unknown",
                    format!("Không có khoá nào tên “{}” ở đây.", key.get_ref()),
                    format!("There is no key `{}` here.", key.get_ref()),
                )
                .hint(
                    format!("Các khoá dùng được: {list}."),
                    format!("Keys that can stand here: {list}."),
                )
                .at_row(line)
                .at_field(self.key(key.get_ref())),
            );
        }
    }
}

fn all_texts(items: &DeArray<'_>) -> bool {
    items.iter().all(|item| item.get_ref().as_str().is_some())
}
