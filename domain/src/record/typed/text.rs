//! Text as it is stored: NFC, no control characters, capitals and words as typed.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::base::text::is_surely_composed;

/// Text that may have lines: ends trimmed, line breaks as `\n`.
pub(super) fn clean(typed: &str) -> String {
    if is_clean(typed) {
        return typed.to_owned();
    }
    let text: String = typed.nfc().filter(|c| keeps(*c)).collect();
    text.trim().to_owned()
}

/// One line: runs of white space become one space.
pub(super) fn line(typed: &str) -> String {
    let single = |c: char| !c.is_whitespace() || c == ' ';
    if is_clean(typed) && !typed.contains("  ") && typed.chars().all(single) {
        return typed.to_owned();
    }
    crate::base::text::squeeze(&clean(typed))
}

fn is_clean(typed: &str) -> bool {
    let composed = || is_surely_composed(typed) || is_nfc_quick(typed.chars()) == IsNormalized::Yes;
    typed.trim().len() == typed.len() && typed.chars().all(keeps) && composed()
}

/// Neither control characters (databases end a text at NUL) nor characters without width, which nobody sees.
fn keeps(c: char) -> bool {
    let unseen = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}');
    c == '\n' || c == '\t' || (!c.is_control() && !unseen)
}
