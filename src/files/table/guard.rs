//! Text that a spreadsheet would run as a formula, in CSV files (OWASP, "CSV injection").
//!
//! A CSV cell has no type: `=HYPERLINK(…)` that somebody typed as a name would run when the next officer opens the file.
//! An apostrophe before it keeps it text. Plain numbers (`-5`, `+84912345678`) need none. Reading takes the apostrophe
//! off again, so that what was written comes back; text that already had one gets a second. In `.xlsx` files text
//! cells are text and nothing of this is needed.

use std::borrow::Cow;

/// The text as a CSV file may hold it.
pub(in crate::files) fn close(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let harmless = !runs(bare) || (bare.len() == text.len() && is_number(text));
    if harmless { Cow::Borrowed(text) } else { Cow::Owned(format!("'{text}")) }
}

/// The text that was meant.
pub(super) fn open(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    text.len() - digits.len() <= 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_closed_and_numbers_left_alone() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("- Có", "'- Có"),
            ("-5", "-5"),
            ("+84912345678", "+84912345678"),
            ("-1,5", "-1,5"),
            ("'=x", "''=x"),
            ("'xã'", "'xã'"),
            ("Lò Thị Mây", "Lò Thị Mây"),
        ] {
            assert_eq!(close(text), written);
        }
    }

    proptest! {
        #[test]
        fn what_was_closed_opens_to_itself(text in "[-'=+@\ta5., ]{0,6}") {
            let closed = close(&text);
            prop_assert_eq!(open(&closed), text.as_str());
        }
    }
}
