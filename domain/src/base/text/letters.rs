//! Latin letters with their marks, looked up instead of taken apart: lists of a million names are folded with this.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The blocks that Vietnamese is written in: Latin-1 to Latin Extended-B, and Latin Extended Additional.
const BLOCKS: [(u32, u32); 2] = [(0xc0, 0x250), (0x1e00, 0x1f00)];

/// For each letter of the blocks its plain small letter; `None` for one that becomes several, or none.
static PLAIN: LazyLock<Vec<Option<char>>> =
    LazyLock::new(|| BLOCKS.iter().flat_map(|(from, to)| (*from..*to).map(reduce)).collect());

/// The plain small letter of a letter, where the table has one.
pub(super) fn plain(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let [(latin, latin_end), (additional, additional_end)] = BLOCKS;
    let at = match code {
        _ if (latin..latin_end).contains(&code) => code - latin,
        _ if (additional..additional_end).contains(&code) => {
            code - additional + (latin_end - latin)
        }
        _ => return None,
    };
    PLAIN.get(at as usize).copied().flatten()
}

/// Whether a character is its own composed form, whatever stands around it: nothing below U+0300 composes with the
/// character before it, nor do the letters of Latin Extended Additional.
pub(super) fn never_changes(character: char) -> bool {
    matches!(u32::from(character), 0..0x300 | 0x1e00..0x1f00)
}

fn reduce(code: u32) -> Option<char> {
    let letter = char::from_u32(code)?;
    if matches!(letter, 'đ' | 'Đ') {
        return Some('d');
    }
    let mut plain = std::iter::once(letter)
        .nfd()
        .filter(|piece| !is_combining_mark(*piece))
        .flat_map(char::to_lowercase);
    plain.next().filter(|_| plain.next().is_none())
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::*;

    #[test]
    fn every_vietnamese_letter_has_its_plain_letter() {
        for (letter, expected) in [('ế', 'e'), ('Ự', 'u'), ('đ', 'd'), ('Đ', 'd'), ('ỹ', 'y')]
        {
            assert_eq!(plain(letter), Some(expected));
        }
        assert_eq!((plain('a'), plain('中')), (None, None));
    }

    #[test]
    fn what_never_changes_is_composed_before_and_after_any_letter() {
        for code in (0_u32..0x300).chain(0x1e00..0x1f00) {
            let letter = char::from_u32(code).unwrap();
            assert!(never_changes(letter));
            assert_eq!(is_nfc_quick(std::iter::once(letter)), IsNormalized::Yes, "{code:x}");
            let pair: String = ['e', letter].into_iter().nfc().collect();
            assert_eq!(pair.chars().count(), 2, "{code:x}");
        }
    }
}
