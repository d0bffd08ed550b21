//! Words that name a village: "Bản Nà Bó", "TK 3", "Tổ dân phố 5".

use crate::base::text::{fold, squeeze};

/// The kinds of places below a commune, folded, as sheets and headings begin with them.
const KINDS: [&str; 15] = [
    "ban",
    "tieu khu",
    "tk",
    "thon",
    "xom",
    "ap",
    "khom",
    "lang",
    "buon",
    "to dan pho",
    "tdp",
    "khu pho",
    "khu dan cu",
    "to",
    "khu",
];

/// Most words of a village's name, its kind included; more is a sentence.
const WORDS: usize = 7;

/// The village that a sheet's name or a heading names; `None` when it names none. Numbering before it is left out.
pub fn village(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text = without_numbering(&text).trim_end_matches([':', '.', ' ']);
    let text = text.split_once('(').map_or(text, |(name, _)| name.trim_end());
    let folded = fold(text);
    let names = KINDS.iter().any(|kind| {
        let rest = folded.strip_prefix(kind);
        rest.is_some_and(|rest| rest.starts_with([' ', ':', '.']) && rest.len() > 1)
    });
    // "Ban chỉ đạo", "Ban quản lý bản": a committee, written like "Bản" without its accent.
    let committee = text.to_lowercase().starts_with("ban ")
        && ["chi dao", "quan ly", "nhan dan", "cong tac", "dan van"]
            .iter()
            .any(|of| folded.contains(of));
    let short = folded.split(' ').count() <= WORDS;
    (names && short && !committee).then(|| text.replace(": ", " "))
}

/// "1. ", "II) ", "a, " before a heading.
fn without_numbering(text: &str) -> &str {
    match text.split_once(['.', ')', '/', '-']) {
        Some((number, rest))
            if number.len() <= 4 && is_numeral(number) && rest.starts_with(' ') =>
        {
            rest.trim_start()
        }
        _ => text,
    }
}

/// "3", "IV", "a".
pub(super) fn is_numeral(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')', '/']);
    let digits = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let roman = text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    !text.is_empty() && (digits || roman || letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_are_known_by_their_kind() {
        for (text, name) in [
            ("Bản Nà Bó", "Bản Nà Bó"),
            ("TK 3", "TK 3"),
            ("II. Bản Mòn:", "Bản Mòn"),
            ("1) Tiểu khu 6 (12 người)", "Tiểu khu 6"),
            ("Bản: Nà Ớt", "Bản Nà Ớt"),
        ] {
            assert_eq!(village(text).as_deref(), Some(name), "{text}");
        }
        for text in ["Sheet1", "DS", "Ban chỉ đạo xã", "Bản", "Tổng hợp", "Tòng Văn Hặc", "Khuyên"]
        {
            assert_eq!(village(text), None, "{text}");
        }
    }
}
