//! Syllables, numbers and marks of a text, each looked up once in the vocabulary.
//!
//! Vietnamese writes one syllable per word of print, so a phrase is a run of syllable numbers and
//! is found by comparing small integers. Letters keep their diacritics ("đề" is not "để"); only
//! case and the two placements of the tone mark are folded.

use super::vocabulary::Vocabulary;

/// Number of a syllable in the vocabulary; [`Id::NONE`] for one that no phrase uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(pub u16);

impl Id {
    /// A syllable or number outside the vocabulary.
    pub const NONE: Self = Self(0);

    /// Marks have the number of their ASCII letter, so they need no vocabulary.
    pub const fn mark(letter: u8) -> Self {
        Self(letter as u16)
    }
}

/// First number that belongs to a syllable; those below are marks.
pub(super) const FIRST_SYLLABLE: u16 = 128;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A syllable that begins with a small letter.
    Small,
    /// A syllable that begins with a capital.
    Capital,
    /// Digits; their value, capped.
    Number(u32),
    /// A mark in its plain form: curly quotes as `"`, dashes as `-`, an ellipsis as `~`.
    Mark(u8),
}

/// One syllable, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First byte in the text.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// Its number in the vocabulary.
    pub id: Id,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Distance to the partner of a bracket or quote: positive for the opening one, negative for
    /// the closing one, zero for everything else and for marks without a partner.
    pub partner: i32,
}

impl Word {
    /// Whether it is this mark.
    pub fn is(&self, mark: u8) -> bool {
        self.shape == Shape::Mark(mark)
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.shape == Shape::Capital
    }

    /// Whether it is a syllable.
    pub fn is_syllable(&self) -> bool {
        matches!(self.shape, Shape::Small | Shape::Capital)
    }

    /// The value of digits.
    pub fn number(&self) -> Option<u32> {
        match self.shape {
            Shape::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the word opens a bracket or quote that is closed later in the same text.
    pub fn opens(&self) -> bool {
        self.partner > 0
    }
}

/// A text with its words.
pub(super) struct Text<'a> {
    /// The text itself.
    pub source: &'a str,
    /// Its words in order.
    pub words: Vec<Word>,
}

impl<'a> Text<'a> {
    /// Takes a text apart. Marks of emphasis (`*`, `_`, `\`) are passed over.
    pub fn new(source: &'a str, vocabulary: &Vocabulary) -> Self {
        let mut words = scan(source, |syllable| vocabulary.id(syllable));
        pair_brackets(&mut words);
        Self { source, words }
    }

    /// The words from one token to another (exclusive) as they are written, without spaces around.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        if from >= to || to > self.words.len() {
            return "";
        }
        self.source[self.words[from].from as usize..self.words[to - 1].to as usize].trim()
    }

    /// The token at a place; `None` past the end.
    pub fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// Whether this mark stands at a place.
    pub fn mark_at(&self, at: usize, mark: u8) -> bool {
        self.get(at).is_some_and(|word| word.is(mark))
    }

    /// The place after the bracket or quote that opens at `at`, or `at` itself when none does.
    pub fn past_bracket(&self, at: usize) -> usize {
        match self.get(at) {
            Some(word) if word.opens() => at + word.partner.unsigned_abs() as usize + 1,
            _ => at,
        }
    }
}

/// Splits a text into tokens, asking `look_up` for the number of each syllable in small letters
/// and of each run of digits.
pub(super) fn scan(source: &str, mut look_up: impl FnMut(&str) -> Id) -> Vec<Word> {
    let mut words = Vec::with_capacity(source.len() / 5 + 4);
    let mut small = String::with_capacity(16);
    let mut spaced = true;
    let mut rest = source.char_indices().peekable();
    while let Some((from, first)) = rest.next() {
        if first.is_whitespace() || is_unseen(first) {
            spaced = true;
            continue;
        }
        if matches!(first, '*' | '_' | '\\') {
            continue;
        }
        let mut to = from + first.len_utf8();
        let (id, shape) = if first.is_ascii_digit() {
            let mut value = digit(first);
            while let Some((at, next)) = rest.next_if(|(_, next)| next.is_ascii_digit()) {
                value = value.saturating_mul(10).saturating_add(digit(next));
                to = at + 1;
            }
            (look_up(&source[from..to]), Shape::Number(value))
        } else if is_letter(first) {
            small.clear();
            let begin = small_letter(first);
            small.push(begin);
            while let Some((at, next)) = rest.next_if(|(_, next)| is_letter(*next)) {
                small.push(small_letter(next));
                to = at + next.len_utf8();
            }
            let shape = if begin == first { Shape::Small } else { Shape::Capital };
            (look_up(&small), shape)
        } else {
            let mark = plain_mark(first);
            (Id::mark(mark), Shape::Mark(mark))
        };
        let [from, to] = [from, to].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        words.push(Word { from, to, id, shape, spaced, partner: 0 });
        spaced = false;
    }
    words
}

fn digit(letter: char) -> u32 {
    letter.to_digit(10).unwrap_or(0)
}

/// Letters, with the blocks of Vietnamese answered without a table.
fn is_letter(letter: char) -> bool {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{1ea0}'..='\u{1ef9}' => true,
        '\0'..='\u{bf}' | '×' | '÷' => false,
        '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' => true,
        _ => letter.is_alphabetic(),
    }
}

/// The small form of a letter; of those that have a small form of several letters, the first.
fn small_letter(letter: char) -> char {
    match letter {
        'a'..='z' | '\u{df}'..='\u{ff}' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        '\u{1ea0}'..='\u{1ef9}' => char::from_u32(letter as u32 | 1).unwrap_or(letter),
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

/// The plain form of a mark; letters beyond ASCII that are no letters of a language become `?`.
fn plain_mark(letter: char) -> u8 {
    match letter {
        '“' | '„' | '«' | '‟' => b'{',
        '”' | '»' => b'}',
        '‘' | '’' | '´' | '`' | '′' => b'\'',
        '–' | '—' | '−' | '‐' | '‑' | '‒' => b'-',
        '…' => b'~',
        _ => u8::try_from(letter).ok().filter(u8::is_ascii_graphic).unwrap_or(b'?'),
    }
}

/// Finds the partner of each bracket and quote. A mark whose partner is missing stays alone, so one
/// forgotten bracket never swallows the rest of a text.
fn pair_brackets(words: &mut [Word]) {
    let mut open: Vec<(usize, u8)> = Vec::new();
    for at in 0..words.len() {
        let Shape::Mark(mark) = words[at].shape else { continue };
        let closes = match mark {
            b'(' | b'[' | b'{' => {
                open.push((at, mark));
                continue;
            }
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            b'"' if open.iter().any(|(_, other)| *other == b'"') => b'"',
            b'"' => {
                open.push((at, b'"'));
                continue;
            }
            _ => continue,
        };
        let Some(depth) = open.iter().rposition(|(_, other)| *other == closes) else { continue };
        let from = open[depth].0;
        let distance = i32::try_from(at - from).unwrap_or(i32::MAX);
        words[from].partner = distance;
        words[at].partner = -distance;
        open.truncate(depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<&str> {
        let words = scan(source, |_| Id(FIRST_SYLLABLE));
        words.iter().map(|word| &source[word.from as usize..word.to as usize]).collect()
    }

    #[test]
    fn numbers_letters_and_marks_part() {
        assert_eq!(
            pieces("trước 10h00' *ngày* 15/9"),
            ["trước", "10", "h", "00", "'", "ngày", "15", "/", "9"]
        );
        assert_eq!(pieces("F0, 5K"), ["F", "0", ",", "5", "K"]);
    }

    #[test]
    fn letters_are_small_as_the_standard_library_makes_them() {
        for letter in ('\u{0}'..='\u{2ff}').chain('\u{1e00}'..='\u{1eff}') {
            if is_letter(letter) && letter.is_alphabetic() {
                let expected = letter.to_lowercase().next().unwrap();
                assert_eq!(small_letter(letter), expected, "{letter}");
            }
        }
    }

    #[test]
    fn brackets_find_their_partner_and_lone_ones_stay_alone() {
        let mut words = scan("a (b (c) “d” e) f ( g", |_| Id(FIRST_SYLLABLE));
        pair_brackets(&mut words);
        let partners: Vec<i32> = words.iter().map(|word| word.partner).collect();
        assert_eq!(partners, [0, 9, 0, 2, 0, -2, 2, 0, -2, 0, -9, 0, 0, 0]);
    }
}
