//! The words of a phrase, each with what stands before it and where it stands.

use crate::base::text::{nfc, tone_placement};

/// What stands between a word and the one before it, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Gap(u16);

impl Gap {
    pub(in super::super) const COMMA: Self = Self(1);
    pub(in super::super) const SEMICOLON: Self = Self(2);
    pub(in super::super) const COLON: Self = Self(4);
    pub(in super::super) const DOT: Self = Self(8);
    pub(in super::super) const DASH: Self = Self(16);
    pub(in super::super) const OPEN: Self = Self(32);
    pub(in super::super) const CLOSE: Self = Self(64);
    pub(in super::super) const LINE: Self = Self(128);
    pub(in super::super) const SLASH: Self = Self(256);

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether one of these stands there.
    pub(in super::super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Nothing but white space on the same line.
    pub(in super::super) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether a name may run across: commas, dashes, a line end, but not the bullet of a list.
    pub(in super::super) const fn is_within_phrase(self) -> bool {
        let strong = Self::SEMICOLON.0 | Self::COLON.0 | Self::DOT.0 | Self::OPEN.0 | Self::CLOSE.0;
        let bullet = Self::DASH.0 | Self::LINE.0;
        self.0 & (strong | Self::SLASH.0) == 0 && self.0 & bullet != bullet
    }

    /// The same, without commas: a territory's name, or a name and its own territory.
    pub(in super::super) const fn is_within_name(self) -> bool {
        self.is_within_phrase() && !self.has(Self::COMMA)
    }

    fn of(character: char) -> Option<Self> {
        Some(match character {
            ',' => Self::COMMA,
            ';' => Self::SEMICOLON,
            ':' => Self::COLON,
            '.' | '…' | '!' | '?' => Self::DOT,
            '-' | '–' | '—' | '‐' | '‑' | '+' | '•' | '·' => Self::DASH,
            '(' | '[' | '{' => Self::OPEN,
            ')' | ']' | '}' => Self::CLOSE,
            '\n' | '\r' => Self::LINE,
            '/' | '\\' => Self::SLASH,
            _ => return None,
        })
    }
}

/// One word.
#[derive(Clone, Debug)]
pub(in super::super) struct Word {
    /// Lower case, one tone placement, NFC; numbers without leading zeros.
    pub(in super::super) key: String,
    /// First byte in the phrase.
    pub(in super::super) from: usize,
    /// Byte after the last one.
    pub(in super::super) to: usize,
    /// What stands before it.
    pub(in super::super) gap: Gap,
}

/// Splits a phrase into words. Every letter and digit of the phrase is in one of them.
pub(in super::super) fn words_of(phrase: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut gap = Gap::default();
    let mut start = None;
    for (at, character) in phrase.char_indices() {
        if is_word(phrase, at, character) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            words.push(word(phrase, from, at, std::mem::take(&mut gap)));
        }
        if let Some(found) = Gap::of(character) {
            gap.add(found);
        }
    }
    if let Some(from) = start {
        words.push(word(phrase, from, phrase.len(), gap));
    }
    words
}

fn word(phrase: &str, from: usize, to: usize, gap: Gap) -> Word {
    Word { key: spelled(&phrase[from..to]), from, to, gap }
}

fn spelled(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = text.trim_start_matches('0');
        return if number.is_empty() { "0" } else { number }.to_owned();
    }
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    tone_placement(&nfc(text).to_lowercase()).replace(['’', 'ʼ'], "'")
}

/// Letters, digits, marks; an apostrophe, ampersand or slash that joins them (`M'gar`, `KT&HT`, `11/11`, `đ/c`).
fn is_word(phrase: &str, at: usize, character: char) -> bool {
    if character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character) {
        return true;
    }
    let joins = |pattern: fn(char) -> bool| {
        let before = phrase[..at].chars().next_back().is_some_and(pattern);
        let after = phrase[at + character.len_utf8()..].chars().next().is_some_and(pattern);
        before && after
    };
    match character {
        '\'' | '’' | 'ʼ' | '&' => joins(char::is_alphanumeric),
        '/' => joins(|side| side.is_ascii_digit()) || between_letters(phrase, at),
        _ => false,
    }
}

/// `đ/c`, `b/c`, `t/h`: a slash between two single letters.
fn between_letters(phrase: &str, at: usize) -> bool {
    let single = |mut letters: [Option<char>; 2]| {
        letters[1].take().is_none_or(|next| !next.is_alphanumeric())
            && letters[0].is_some_and(char::is_alphabetic)
    };
    let mut before = phrase[..at].chars().rev();
    let mut after = phrase[at + 1..].chars();
    single([before.next(), before.next()]) && single([after.next(), after.next()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(phrase: &str) -> Vec<String> {
        words_of(phrase).into_iter().map(|word| word.key).collect()
    }

    #[test]
    fn words_keep_what_belongs_together() {
        assert_eq!(keys("UỶ BAN; Cư M’gar"), ["ủy", "ban", "cư", "m'gar"]);
        assert_eq!(
            keys("P. KT&HT, đ/c, 11/11 xã/phường"),
            ["p", "kt&ht", "đ/c", "11/11", "xã", "phường"]
        );
        assert_eq!(keys("Phường 01"), ["phường", "1"]);
        assert_eq!(keys("--- (…)"), [""; 0]);
    }

    #[test]
    fn gaps_tell_bullets_from_names() {
        let words = words_of("Phan Rang-Tháp Chàm;\n- UBND");
        assert!(words[2].gap.is_within_name());
        assert!(!words[4].gap.is_within_phrase());
        assert!(words[1].gap.is_none());
    }
}
