//! How the text itself writes the words of its title.

use std::collections::BTreeMap;

use super::super::letters::{has_small, head, is_capitals, last_word, starts_large};
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
    let mut votes = Votes::new();
    let mut left = SAMPLE;
    for row in rows {
        let text = head(&row.text, left);
        left -= text.len();
        if left == 0 && text.is_empty() {
            break;
        }
        if !is_capitals(text) {
            count(text, &places, &mut votes);
        }
    }
    let decided = |[behind, before]: [Forms; 2]| most(behind).or_else(|| most(before));
    votes
        .into_iter()
        .filter_map(|(at, forms)| Some((at, dressed(words[at], &decided(forms)?))))
        .collect()
}

/// How often a word was written how.
type Forms = BTreeMap<String, usize>;

/// For every place in the title the forms behind the same word as in the title, which decide, and
/// those before the same word, which are asked when there are none.
type Votes = BTreeMap<usize, [Forms; 2]>;

fn count(text: &str, places: &BTreeMap<(&str, &str), Vec<usize>>, votes: &mut Votes) {
    let mut before: Option<(&str, String, bool)> = None;
    let mut earlier = "";
    for word in text.split_whitespace() {
        let this = key(word);
        if let Some((previous, previous_key, starts)) = &before
            && !(is_shouted(previous) && is_shouted(word))
        {
            for at in places.get(&(previous_key.as_str(), this.as_str())).into_iter().flatten() {
                let mut vote = |at: usize, side: usize, form: &str| {
                    *votes.entry(at).or_default()[side]
                        .entry(core(form).to_owned())
                        .or_default() += 1;
                };
                // "Luật Ngân sách" says nothing about "dự toán ngân sách".
                if !starts && !starts_large(earlier) {
                    vote(at - 1, 1, previous);
                }
                if !previous.ends_with(['.', ':']) {
                    vote(*at, 0, word);
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
