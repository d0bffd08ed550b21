//! Vietnamese text: folding for search and for comparing what people type.

mod letters;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed form (NFC), as everything is stored.
pub fn nfc(text: &str) -> String {
    if is_surely_composed(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The search key: no tone, no diacritic, đ as d, lower case, single spaces.
///
/// `"  Nguyễn  Thị ĐÀO "` gives `"nguyen thi dao"`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if is_gap(character) {
            gap = !out.is_empty();
            continue;
        }
        if character.is_ascii() {
            part(&mut out, &mut gap);
            out.push(character.to_ascii_lowercase());
            continue;
        }
        match letters::plain(character) {
            Some(plain) => {
                part(&mut out, &mut gap);
                out.push(plain);
            }
            None => fold_apart(character, &mut out, &mut gap),
        }
    }
    out
}

/// Puts the space that stands between two words.
fn part(out: &mut String, gap: &mut bool) {
    if std::mem::take(gap) {
        out.push(' ');
    }
}

/// A character without a place in the table: taken apart, without its marks.
fn fold_apart(character: char, out: &mut String, gap: &mut bool) {
    for piece in std::iter::once(character).nfd().filter(|piece| !is_combining_mark(*piece)) {
        if is_gap(piece) {
            *gap = !out.is_empty();
            continue;
        }
        part(out, gap);
        out.extend(piece.to_lowercase());
    }
}

/// White space, and what takes no space at all.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
}

/// Whether text is in composed form for certain. `false` says nothing: then the long way tells.
pub(crate) fn is_surely_composed(text: &str) -> bool {
    text.is_ascii() || text.chars().all(letters::never_changes)
}

/// White space folded to single spaces, ends trimmed.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One spelling for both placements of the tone mark: `Hoà`, `Uỷ`, `khoẻ` become `Hòa`, `Ủy`, `khỏe`.
///
/// Only `oa`, `oe` and `uy` that end their syllable move; `qu-` (quý, quỳ) keeps its mark on `y`.
pub fn tone_placement(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let source: Vec<char> = text.nfc().collect();
    let mut out = source.clone();
    for at in 1..source.len() {
        let ends = source.get(at + 1).is_none_or(|next| !next.is_alphabetic());
        if !ends {
            continue;
        }
        let before = source[at - 1];
        let Some((plain, tone)) = split_tone(source[at]) else { continue };
        let after_q = at >= 2 && matches!(source[at - 2], 'q' | 'Q');
        let pair = (
            before.to_lowercase().next().unwrap_or(before),
            plain.to_lowercase().next().unwrap_or(plain),
        );
        let moves = matches!(pair, ('o', 'a' | 'e')) || (pair == ('u', 'y') && !after_q);
        if moves && let Some(marked) = join_tone(before, tone) {
            out[at - 1] = marked;
            out[at] = plain;
        }
    }
    out.into_iter().collect()
}

/// The five tone marks as combining characters.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

fn split_tone(letter: char) -> Option<(char, char)> {
    let parts: Vec<char> = std::iter::once(letter).nfd().collect();
    match parts[..] {
        [plain, tone] if TONES.contains(&tone) => Some((plain, tone)),
        _ => None,
    }
}

fn join_tone(plain: char, tone: char) -> Option<char> {
    let joined: Vec<char> = [plain, tone].into_iter().nfc().collect();
    (joined.len() == 1).then(|| joined[0])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_names_as_people_search_them() {
        assert_eq!(fold("  Nguyễn  Thị ĐÀO "), "nguyen thi dao");
        assert_eq!(fold("Cư M'gar"), "cu m'gar");
        assert_eq!(fold("Xã Cò  Nòi"), fold("xa co noi"));
    }

    /// What [`fold`] promises, said slowly.
    fn fold_by_the_book(text: &str) -> String {
        let plain: String = text
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .map(|c| if is_gap(c) { ' ' } else { c })
            .flat_map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c }.to_lowercase())
            .collect();
        plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn folding_agrees_with_its_definition(text in any::<String>()) {
            prop_assert_eq!(fold(&text), fold_by_the_book(&text));
        }

        #[test]
        fn folding_vietnamese_agrees_too(text in "[ \\u{a0}\\u{200b}a-zA-ZÀ-ỹ\\u{300}-\\u{36f}]{0,24}") {
            prop_assert_eq!(fold(&text), fold_by_the_book(&text));
            prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn tone_marks_move_only_where_the_norms_differ() {
        for (old, new) in
            [("Hoà", "Hòa"), ("UỶ BAN", "ỦY BAN"), ("khoẻ", "khỏe"), ("huyện uỷ", "huyện ủy")]
        {
            assert_eq!(tone_placement(old), new);
        }
        for same in ["quý", "quả", "toàn", "Huế", "giá", "khoái", "xoài", "loại"] {
            assert_eq!(tone_placement(same), same);
        }
    }
}
