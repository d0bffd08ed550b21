//! Sequences of words and what they mean, found longest first.

use std::collections::BTreeMap;

use super::resolve::token::{Gap, Word, words_of};

/// A dictionary of phrases. Keys are words as [`words_of`] spells them, joined by spaces; a comma within stays a comma.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<T> {
    entries: BTreeMap<String, T>,
    longest_from: BTreeMap<String, usize>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), longest_from: BTreeMap::new() }
    }
}

/// A phrase that was found: how many words it takes and what it means.
#[derive(Debug)]
pub(super) struct Hit<'a, T> {
    pub(super) words: usize,
    pub(super) meaning: &'a T,
}

impl<T> Lexicon<T> {
    /// The longest phrase that begins at a word. Dashes and line ends within do not matter, commas do.
    pub(super) fn longest(&self, words: &[Word], at: usize) -> Option<Hit<'_, T>> {
        self.find(words, at, false)
    }

    /// The same, where commas and "và" between the words do not matter.
    pub(super) fn longest_loose(&self, words: &[Word], at: usize) -> Option<Hit<'_, T>> {
        self.find(words, at, true)
    }

    fn find(&self, words: &[Word], at: usize, loose: bool) -> Option<Hit<'_, T>> {
        let limit = *self.longest_from.get(words.get(at)?.key.as_str())?;
        let mut key = String::with_capacity(32);
        let mut ends = Vec::with_capacity(limit);
        let mut taken = 0;
        for (offset, word) in words[at..].iter().enumerate() {
            if taken == limit || (offset > 0 && !word.gap.is_within_phrase()) {
                break;
            }
            if loose && offset > 0 && word.key == "và" {
                continue;
            }
            push_word(&mut key, word, offset > 0, loose);
            taken += 1;
            ends.push((key.len(), offset + 1));
        }
        ends.iter().rev().find_map(|&(end, words)| {
            let meaning = self.entries.get(&key[..end])?;
            Some(Hit { words, meaning })
        })
    }
}

impl<T: Default> Lexicon<T> {
    /// The meaning of a phrase, made empty at first.
    pub(super) fn entry(&mut self, phrase: &str) -> &mut T {
        self.entry_of(key_of(phrase))
    }

    /// The meaning of a key as [`key_of`] makes it, made empty at first.
    pub(super) fn entry_of(&mut self, key: String) -> &mut T {
        let first = key.split([' ', ',']).next().unwrap_or_default().to_owned();
        let count = key.split(' ').count();
        let longest = self.longest_from.entry(first).or_default();
        *longest = count.max(*longest);
        self.entries.entry(key).or_default()
    }
}

/// The key of a phrase: lower case, one tone placement, single spaces, commas kept, dashes gone.
pub(super) fn key_of(phrase: &str) -> String {
    key_of_words(&words_of(phrase))
}

/// The key of words.
pub(super) fn key_of_words(words: &[Word]) -> String {
    let mut key = String::new();
    for (at, word) in words.iter().enumerate() {
        push_word(&mut key, word, at > 0, false);
    }
    key
}

fn push_word(key: &mut String, word: &Word, follows: bool, loose: bool) {
    if follows {
        if word.gap.has(Gap::COMMA) && !loose {
            key.push(',');
        }
        key.push(' ');
    }
    key.push_str(&word.key);
}
