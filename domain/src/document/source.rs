//! From the text as it came to clean rows: marks of typesetting out, line numbers kept.

use std::borrow::Cow;

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// Line number, 1-based.
    pub line: u32,
    /// The line as it came, ends trimmed.
    pub raw: &'a str,
    /// The words, without marks of typesetting; empty for a rule.
    pub text: Cow<'a, str>,
    /// Whether a blank line stands before.
    pub gap: bool,
}

/// The lines that are not blank.
pub(super) fn rows(text: &str) -> Vec<Row<'_>> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut gap = false;
    let mut rows = Vec::new();
    for (at, line) in text.split(end).enumerate() {
        let raw = line.trim_matches(is_blank);
        if raw.is_empty() {
            gap = true;
            continue;
        }
        let text = if is_rule(raw) { Cow::Borrowed("") } else { clean(raw) };
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        rows.push(Row { line, raw, text, gap });
        gap = false;
    }
    rows
}

/// The columns of a line: apart by table bars or tabs, else by at least three spaces.
pub(super) fn cells(raw: &str) -> Vec<Cow<'_, str>> {
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let drawn = raw.contains(['\t', '|']);
    let parts: Vec<&str> =
        if drawn { raw.split(['\t', '|']).collect() } else { raw.split("   ").collect() };
    for cell in parts.into_iter().map(|part| part.trim_matches(is_blank)) {
        if cell.is_empty() || is_rule(cell) {
            continue;
        }
        match cells.last_mut().filter(|_| !drawn) {
            Some(open) if is_blank_to_fill(open, cell) => {
                *open = Cow::Owned(format!("{open} {}", clean(cell)));
            }
            _ => cells.push(clean(cell)),
        }
    }
    cells
}

/// "Số:      /UBND-VP" and "ngày      tháng 9": the space is to be filled in by hand.
fn is_blank_to_fill(before: &str, after: &str) -> bool {
    let open = before.ends_with(':') && !before.ends_with("nhận:")
        || before.ends_with("ngày")
        || before.ends_with("tháng")
        || before.ends_with("Số");
    open || after.starts_with(['/', '-']) && before.starts_with("Số")
        || after.starts_with("tháng ")
        || after.starts_with("năm 2")
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// A drawn line, the party's asterisk, the bar under a table head; no letter and no digit in it.
fn is_rule(raw: &str) -> bool {
    let marks = |c: char| {
        matches!(
            c,
            '-' | '_'
                | '='
                | '*'
                | '~'
                | '—'
                | '–'
                | '─'
                | '\\'
                | '|'
                | ':'
                | '#'
                | '.'
                | '…'
                | '+'
                | 'o'
        ) || is_blank(c)
    };
    let ours =
        |c: char| c.is_ascii_punctuation() || matches!(c, '—' | '–' | '─' | '…') || is_blank(c);
    raw.chars().all(ours) && raw.chars().all(marks)
}

/// Takes out what is typesetting: emphasis, heading marks, escapes, zero-width letters, wide spaces.
fn clean(raw: &str) -> Cow<'_, str> {
    let bytes = raw.as_bytes();
    if !(0..bytes.len()).any(|at| is_suspicious(bytes, at)) {
        return Cow::Borrowed(raw);
    }
    let body = raw.trim_start_matches('#').trim_start();
    let bullet =
        body.starts_with("* ") && body[2..].trim_start().starts_with(char::is_alphanumeric);
    let mut out = String::with_capacity(raw.len());
    if bullet {
        out.push('*');
    }
    let mut letters = body[usize::from(bullet)..].chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '*' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            '_' if letters.peek() == Some(&'_') => {
                letters.next();
            }
            '\\' if letters.peek().is_some_and(char::is_ascii_punctuation) => {}
            '<' => skip_break(&mut letters, &mut out),
            '|' => push_bar(&mut out),
            letter if letter.is_whitespace() || letter.is_control() => push_space(&mut out),
            letter => out.push(letter),
        }
    }
    let kept = out.trim_matches([' ', '|']).len();
    if kept < out.len() {
        return Cow::Owned(out.trim_matches([' ', '|']).to_owned());
    }
    Cow::Owned(out)
}

/// Whether a byte may begin something that [`clean`] takes out; the letters of Vietnamese and the
/// usual quotes and dashes do not.
fn is_suspicious(bytes: &[u8], at: usize) -> bool {
    let next = |step: usize| bytes.get(at + step).copied();
    match bytes[at] {
        b'*' | b'#' | b'\\' | b'|' | b'<' => true,
        b'_' | b' ' => next(1) == Some(bytes[at]),
        0xC2 => matches!(next(1), Some(0xA0 | 0xAD)),
        0xE2 => matches!(
            (next(1), next(2)),
            (Some(0x80), Some(0x80..=0x8D | 0xAF)) | (Some(0x81), Some(0x9F | 0xA0))
        ),
        0xE3 => true,
        0xEF => next(1) == Some(0xBB),
        byte => byte < 0x20,
    }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_bar(out: &mut String) {
    push_space(out);
    out.push_str("| ");
}

/// `<br>` and `<br/>` are spaces; any other `<` is text.
fn skip_break(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    let ahead: String = letters.clone().take(5).collect();
    for mark in ["br>", "br/>", "br />"] {
        if ahead.to_ascii_lowercase().starts_with(mark) {
            letters.nth(mark.len() - 1);
            return push_space(out);
        }
    }
    out.push('<');
}

/// Whether the text may hold letters that are not composed, so that it must be composed before it is read.
pub(super) fn is_decomposed(text: &str) -> bool {
    use unicode_normalization::{IsNormalized, is_nfc_quick};
    let bytes = text.as_bytes();
    // U+0300 to U+036F are the bytes CC 80 to CD AF; CC and CD lead nothing else that Vietnamese uses.
    if bytes.iter().any(|byte| matches!(byte, 0xcc | 0xcd)) {
        return true;
    }
    // Composed Vietnamese is U+00C0 to U+01B0 and U+1EA0 to U+1EF9, its punctuation U+2000 to U+203F; only where other
    // scripts stand is the longer question worth asking.
    let foreign = |at: usize| match bytes[at] {
        0xe1 => !matches!(bytes.get(at + 1), Some(0xba | 0xbb)),
        0xe2 => bytes.get(at + 1) != Some(&0x80),
        byte => byte >= 0xce,
    };
    (0..bytes.len()).any(foreign) && is_nfc_quick(text.chars()) != IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(u32, String)> {
        rows(text).iter().map(|row| (row.line, row.text.to_string())).collect()
    }

    #[test]
    fn typesetting_goes_and_line_numbers_stay() {
        let text =
            "\u{feff}# TỈNH ỦY\r\n\r\n\\*\r\n**Số:** 62\u{a0}-CV/TU  \r\n- Kính gửi:*\r\n* điểm";
        assert_eq!(
            texts(text),
            [
                (1, "TỈNH ỦY".to_owned()),
                (3, String::new()),
                (4, "Số: 62 -CV/TU".to_owned()),
                (5, "- Kính gửi:".to_owned()),
                (6, "* điểm".to_owned()),
            ]
        );
    }

    #[test]
    fn columns_come_apart() {
        assert_eq!(cells("| UBND XÃ | CỘNG HÒA |"), ["UBND XÃ", "CỘNG HÒA"]);
        assert_eq!(cells("UBND XÃ\tCỘNG HÒA"), ["UBND XÃ", "CỘNG HÒA"]);
        assert_eq!(cells("UBND XÃ        CỘNG  HÒA"), ["UBND XÃ", "CỘNG HÒA"]);
        assert_eq!(
            cells("Số:      /UBND-VP         Nà Hạ, ngày      tháng 9 năm 2021"),
            ["Số: /UBND-VP", "Nà Hạ, ngày tháng 9 năm 2021"]
        );
    }
}
