//! How the text itself writes the words of its title.

use std::collections::BTreeMap;

use super::super::letters::{has_small, is_capitals, last_word, starts_large};
use super::super::source::Row;

/// How much of the text is looked at for the spelling of names, in bytes.
const SAMPLE: usize = 6_000;

/// For words of the title: the form in which most of the text writes them beside the same neighbour.
pub(super) fn seen(words: &[&str], rows: &[Row<'_>]) -> BTreeMap<usize, String> {
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let mut places: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for at in 1..keys.len() {
        places.entry((&keys[at - 1], &keys[at])).or_default().push(at);
    }
    let mut votes: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let mut taken = 0;
    for row in rows {
        taken += row.text.len();
        if taken > SAMPLE {
            break;
        }
        if !is_capitals(&row.text) {
            count(&row.text, &places, &mut votes);
        }
    }
    votes
        .into_iter()
        .filter_map(|(at, forms)| Some((at, dressed(words[at], &most(forms)?))))
        .collect()
}

fn count(
    text: &str,
    places: &BTreeMap<(&str, &str), Vec<usize>>,
    votes: &mut BTreeMap<usize, BTreeMap<String, usize>>,
) {
    let mut before: Option<(&str, String, bool)> = None;
    let mut earlier = "";
    for word in text.split_whitespace() {
        let this = key(word);
        if let Some((previous, previous_key, starts)) = &before
            && !(is_shouted(previous) && is_shouted(word))
        {
            for at in places.get(&(previous_key.as_str(), this.as_str())).into_iter().flatten() {
                let mut vote = |at: usize, form: &str| {
                    *votes.entry(at).or_default().entry(core(form).to_owned()).or_default() += 1;
                };
                // "Luật Ngân sách" says nothing about "dự toán ngân sách".
                if !starts && !starts_large(earlier) {
                    vote(at - 1, previous);
                }
                if !previous.ends_with(['.', ':']) {
                    vote(*at, word);
                }
            }
        }
        let starts = before.as_ref().is_none_or(|(previous, _, _)| {
            previous.ends_with(['.', ':', ';', '-']) || last_word(previous).is_empty()
        });
        earlier = before.as_ref().map_or("", |(previous, _, _)| previous);
        before = Some((word, this, starts));
    }
}

/// Part of a run of capitals, which says nothing about names.
fn is_shouted(word: &str) -> bool {
    !has_small(word) && core(word).chars().filter(|c| c.is_alphabetic()).count() != 1
}

fn most(forms: BTreeMap<String, usize>) -> Option<String> {
    forms.into_iter().rev().max_by_key(|(_, votes)| *votes).map(|(form, _)| form)
}

pub(super) fn key(word: &str) -> String {
    core(word).to_lowercase()
}

fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The form of the text inside the punctuation of the title.
fn dressed(word: &str, form: &str) -> String {
    let inner = core(word);
    match word.find(inner) {
        Some(at) if !inner.is_empty() => {
            format!("{}{form}{}", &word[..at], &word[at + inner.len()..])
        }
        _ => word.to_owned(),
    }
}
