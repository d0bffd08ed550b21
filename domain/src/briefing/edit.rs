//! What an officer writes over a briefing before it is read. Figures in tables and charts stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Briefing, Item, Line};

/// What is written over a briefing.
///
/// An edit hangs on the words that it replaces: when figures change, the program says other words, and an edit of the
/// old ones no longer applies. So no sentence that somebody wrote stands over figures that are no longer those.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    /// What the program says → what is read instead; "" leaves it out.
    #[serde(default)]
    pub replaced: BTreeMap<String, String>,
    /// Name of a section → paragraphs at its end.
    #[serde(default)]
    pub added: BTreeMap<String, Vec<String>>,
}

impl Edits {
    /// Whether nothing is written over.
    pub fn is_empty(&self) -> bool {
        self.replaced.is_empty() && self.added.is_empty()
    }

    /// The edits of words that a briefing no longer says.
    pub fn stale<'e>(&'e self, briefing: &Briefing) -> Vec<(&'e str, &'e str)> {
        let items = briefing.sections.iter().flat_map(|section| &section.items);
        let said: BTreeSet<&str> = items.filter_map(words).map(|line| line.text.as_str()).collect();
        let replaced = self.replaced.iter();
        let stale = replaced.filter(|(before, _)| !said.contains(before.as_str()));
        stale.map(|(before, after)| (before.as_str(), after.as_str())).collect()
    }
}

impl Briefing {
    /// The briefing as it is read. A sentence that was replaced keeps its sources.
    #[must_use]
    pub fn edited(mut self, edits: &Edits) -> Self {
        for section in &mut self.sections {
            section.items.retain_mut(|item| {
                let Some(line) = words_of(item) else { return true };
                match edits.replaced.get(&line.text) {
                    Some(after) if after.is_empty() => false,
                    Some(after) => {
                        line.text.clone_from(after);
                        true
                    }
                    None => true,
                }
            });
            let added = edits.added.get(section.name).into_iter().flatten();
            section.items.extend(added.map(|text| Item::Sentence(Line::bare(text))));
        }
        self
    }
}

/// The words of a sentence or a point; tables and charts have none that are edited.
fn words(item: &Item) -> Option<&Line> {
    match item {
        Item::Sentence(line) | Item::Point(line) => Some(line),
        Item::Table(_) | Item::Chart(_) => None,
    }
}

fn words_of(item: &mut Item) -> Option<&mut Line> {
    match item {
        Item::Sentence(line) | Item::Point(line) => Some(line),
        Item::Table(_) | Item::Chart(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::briefing::{Section, Source};

    fn briefing(sentences: &[String]) -> Briefing {
        let source = || Source::Return("04123".to_owned(), date(2021, 9, 10), "daily".to_owned());
        let items = sentences.iter().map(|text| Item::Sentence(Line::new(text, [source()])));
        let title = "Số liệu".to_owned();
        Briefing { sections: vec![Section { name: "figures", title, items: items.collect() }] }
    }

    fn said(briefing: &Briefing) -> Vec<(&str, usize)> {
        let items = briefing.sections[0].items.iter().filter_map(words);
        items.map(|line| (line.text.as_str(), line.sources.len())).collect()
    }

    #[test]
    fn a_sentence_is_replaced_with_its_sources_another_left_out_and_a_paragraph_added() {
        let before = briefing(&["Đã về 5.".to_owned(), "Chưa về 9.".to_owned()]);
        let edits = Edits {
            replaced: [("Đã về 5.", "Năm người đã về."), ("Chưa về 9.", "")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into(),
            added: [("figures".to_owned(), vec!["Cần rà soát thêm.".to_owned()])].into(),
        };
        assert!(edits.stale(&before).is_empty());
        let after = before.edited(&edits);
        assert_eq!(said(&after), [("Năm người đã về.", 1), ("Cần rà soát thêm.", 0)]);
    }

    #[test]
    fn an_edit_of_figures_that_changed_since_no_longer_applies_and_is_told() {
        let edits = Edits {
            replaced: [("Đã về 5.".to_owned(), "Năm người đã về.".to_owned())].into(),
            ..Edits::default()
        };
        let now = briefing(&["Đã về 6.".to_owned()]);
        assert_eq!(edits.stale(&now), [("Đã về 5.", "Năm người đã về.")]);
        assert_eq!(said(&now.edited(&edits)), [("Đã về 6.", 1)]);
    }

    proptest! {
        #[test]
        fn without_edits_nothing_changes_and_edits_read_back(
            sentences in proptest::collection::vec(".{0,12}", 0..6),
            replaced in proptest::collection::btree_map(".{0,6}", ".{0,6}", 0..4),
            added in proptest::collection::btree_map("[a-z]{1,6}", proptest::collection::vec(".{0,6}", 0..3), 0..3),
        ) {
            let before = briefing(&sentences);
            prop_assert_eq!(before.clone().edited(&Edits::default()), before);
            let edits = Edits { replaced, added };
            let text = serde_json::to_string(&edits).unwrap();
            prop_assert_eq!(serde_json::from_str::<Edits>(&text).unwrap(), edits);
        }
    }
}
