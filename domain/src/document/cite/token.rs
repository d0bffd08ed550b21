//! Numbers of documents in running text.

use super::super::head::number::symbol;
use super::super::letters::{last_word, plain};

/// A number as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte, at the number itself.
    pub from: usize,
    /// Byte after it.
    pub to: usize,
    /// Number and symbol without spaces.
    pub number: String,
    /// Whether "số" stands before it.
    pub named: bool,
}

/// All numbers of documents, from left to right.
pub(super) fn find(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit).map(|step| at + step)
        else {
            break;
        };
        let digits = bytes[next..].iter().take_while(|b| b.is_ascii_digit()).count();
        at = next + digits;
        if let Some(token) = read(text, next, digits) {
            at = token.to.max(at);
            tokens.push(token);
        }
    }
    tokens
}

fn read(text: &str, from: usize, digits: usize) -> Option<Token> {
    // The mark is looked for first: most figures of a text are amounts and dates.
    let tail = &text[from + digits..];
    let spaced = tail.len() - tail.trim_start_matches(' ').len();
    let mark = tail[spaced..].chars().next().filter(|c| matches!(c, '/' | '-' | '–'))?;
    let before = &text[..from];
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ',' | '.' | '-'))
        || spaced > 1
    {
        return None;
    }
    let after = &tail[spaced + mark.len_utf8()..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    let named = is_named(before);
    if gap > 1 || (gap + spaced > 0 && !after[gap..].starts_with(char::is_uppercase)) {
        return None;
    }
    let (code, taken) = symbol(&after[gap..]);
    let mark = if mark == '/' { '/' } else { '-' };
    let fits =
        if named { is_named_code(&code, &after[gap + taken..]) } else { is_code(mark, &code) };
    fits.then(|| Token {
        from,
        to: from + digits + spaced + mark_length(tail, spaced) + gap + taken,
        number: format!("{}{mark}{code}", &text[from..from + digits]),
        named,
    })
}

fn mark_length(tail: &str, spaced: usize) -> usize {
    tail[spaced..].chars().next().map_or(0, char::len_utf8)
}

/// "số" or "Số:" before it, but not "mã số", "điện thoại số", "biển số".
fn is_named(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', ':', '.']);
    if !matches!(last_word(trimmed), "số" | "Số" | "SỐ") {
        return false;
    }
    let earlier = trimmed.trim_end_matches(|c: char| c.is_alphanumeric());
    !matches!(
        last_word(earlier).to_lowercase().as_str(),
        "mã" | "biển" | "thoại" | "sổ" | "tờ" | "hiệu" | "lô" | "tỷ" | "tỉ"
    )
}

/// After "số" any code with capitals will do, and "107/2025" before its date.
fn is_named_code(code: &str, rest: &str) -> bool {
    let capitals = code.chars().filter(|c| c.is_uppercase()).count();
    let year = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
    capitals >= 2 || (year && rest.trim_start().starts_with("ngày"))
}

/// Without "số" the code must be one of state or party: "68/NQ-CP", "136/2025/NĐ-CP", "16-CT/TW".
fn is_code(mark: char, code: &str) -> bool {
    let bare = match code.split_once('/') {
        Some((year, rest))
            if mark == '/' && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) =>
        {
            rest
        }
        _ => code,
    };
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let legislature = bare.starts_with("QH") || bare.starts_with("UBTVQH");
    let kind = bare.split(['-', '/']).next().unwrap_or("");
    let known = super::context::is_abbreviation(kind);
    let inner = if mark == '/' { bare.contains('-') } else { bare.contains('/') };
    bare.starts_with(char::is_uppercase)
        && capitals >= 2
        && (legislature || (inner && (known || mark == '/' && is_office(kind))))
}

/// `UBND`, `VPCP`, `TTg`, `BYT`: an office code, not "F1" or "Km".
fn is_office(kind: &str) -> bool {
    kind.chars().count() >= 3
        && kind.chars().all(char::is_alphabetic)
        && kind.chars().map(plain).count() <= 10
}
