//! The labels of clauses: `I.`, `1.`, `1.1.`, `a)`, `-`, `+`, `Điều 2.`.

use super::super::letters::{spells, spells_word, starts_large};

/// What kind a label is of. The order is that of the decree's outline, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// "PHỤ LỤC I", "QUY CHẾ" after the signature.
    Annex,
    /// "Phần I", "Phần thứ nhất".
    Part,
    /// "Chương I".
    Chapter,
    /// "Mục 1".
    Section,
    /// "A."
    Capital,
    /// "I."
    Roman,
    /// "Điều 1."
    Article,
    /// "1.", "1.1.", by the count of its numbers.
    Number(u8),
    /// "a)"
    Letter,
    /// "(1)"
    Bracketed,
    /// "-"
    Dash,
    /// "+"
    Plus,
    /// "•" and other marks.
    Bullet,
}

impl Kind {
    /// Whether it has no number of its own.
    pub(crate) fn is_mark(self) -> bool {
        matches!(self, Self::Dash | Self::Plus | Self::Bullet)
    }
}

/// A label, and how many bytes of the text it takes with the white space behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub kind: Kind,
    /// Bytes of the label itself.
    pub printed: usize,
    /// Bytes up to the words of the clause.
    pub taken: usize,
}

/// The label at the beginning of a line.
pub(crate) fn read(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    let (kind, printed) = match first {
        '-' | '–' | '—' | '+' | '•' | '*' | '·' | '●' | '▪' | '■' | '◦' | '➢' | '\u{f0b7}'
        | '\u{f0a7}' | '\u{f02d}' => mark(text, first)?,
        '0'..='9' => number(text)?,
        '(' => bracketed(text)?,
        'I' | 'V' | 'X' => roman(text).or_else(|| letter(text, first))?,
        'Đ' | 'K' => article(text).or_else(|| letter(text, first))?,
        'P' | 'C' | 'M' => division(text).or_else(|| letter(text, first))?,
        _ if first.is_alphabetic() => letter(text, first)?,
        _ => return None,
    };
    let rest = &text[printed..];
    Some(Label { kind, printed, taken: text.len() - rest.trim_start().len() })
}

fn mark(text: &str, first: char) -> Option<(Kind, usize)> {
    let printed = first.len_utf8();
    let rest = &text[printed..];
    let begins = rest.starts_with(char::is_whitespace)
        || rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"'));
    let kind = match first {
        '-' | '–' | '—' => Kind::Dash,
        '+' => Kind::Plus,
        _ => Kind::Bullet,
    };
    (begins && !rest.trim_start().is_empty()).then_some((kind, printed))
}

/// "1.", "1)", "1/", "1.1", "2.3.1.": not "1.000 người", "15/9/2021", "1.5 triệu".
fn number(text: &str) -> Option<(Kind, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_u8);
    loop {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 2 {
            break;
        }
        at += digits;
        depth = depth.saturating_add(1);
        let dotted =
            bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !dotted {
            return ended_number(text, at, depth);
        }
        at += 1;
    }
    None
}

fn ended_number(text: &str, at: usize, depth: u8) -> Option<(Kind, usize)> {
    let rest = &text[at..];
    let kind = Kind::Number(depth);
    let mut letters = rest.chars();
    match letters.next() {
        Some('.' | ')') => {
            let after = letters.as_str();
            let begins = after.is_empty()
                || after.starts_with(char::is_whitespace)
                || starts_large(after)
                || after.starts_with(['“', '"', '(']);
            begins.then_some((kind, at + 1))
        }
        Some('-') if depth == 1 => {
            let after = letters.as_str();
            (after.starts_with(' ') && starts_large(after.trim_start())).then_some((kind, at + 1))
        }
        Some('/') => letters.as_str().starts_with(char::is_whitespace).then_some((kind, at + 1)),
        Some(' ') if depth > 1 => starts_large(rest.trim_start()).then_some((kind, at)),
        _ => None,
    }
}

fn bracketed(text: &str) -> Option<(Kind, usize)> {
    let close = text.char_indices().take(6).find(|(_, c)| *c == ')')?.0;
    let inner = &text[1..close];
    let fits = !inner.is_empty()
        && (inner.bytes().all(|b| b.is_ascii_digit())
            || inner.chars().count() == 1
            || inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x')));
    fits.then_some((Kind::Bracketed, close + 1))
}

fn roman(text: &str) -> Option<(Kind, usize)> {
    let length = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let rest = &text[length..];
    let end = match rest.chars().next() {
        Some('.' | ')' | '/') => length + 1,
        Some('-') => length + 1,
        Some(' ') if rest.trim_start().starts_with(['-', '–']) => {
            text.len() - rest.trim_start().len() + rest.trim_start().chars().next()?.len_utf8()
        }
        _ => return None,
    };
    let after = &text[end..];
    (length <= 5 && (after.is_empty() || after.starts_with(' ') || starts_large(after)))
        .then_some((Kind::Roman, end))
}

fn article(text: &str) -> Option<(Kind, usize)> {
    let (word, kind) = if text.starts_with("Khoản ") {
        ("khoan", Kind::Number(1))
    } else {
        ("dieu", Kind::Article)
    };
    let length = spells_word(text, word)?;
    let rest = text[length..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest[digits..].trim_start_matches(|c: char| c.is_ascii_lowercase() || c == 'đ');
    let same_word = rest.len() - digits - tail.len() <= 2;
    if digits == 0 || !same_word || !(tail.is_empty() || tail.starts_with(['.', ':'])) {
        return None;
    }
    Some((kind, text.len() - tail.len() + usize::from(!tail.is_empty())))
}

/// "Phần I", "Phần thứ nhất", "Chương II", "Mục 1": alone or before a stop.
fn division(text: &str) -> Option<(Kind, usize)> {
    let (word, kind) = [("phan", Kind::Part), ("chuong", Kind::Chapter), ("muc", Kind::Section)]
        .into_iter()
        .find(|(word, _)| spells_word(text, word).is_some())?;
    let length = spells(text, word)?;
    let rest = text[length..].trim_start();
    let ordinal =
        if spells(rest, "thu ").is_some() { rest.find(' ').map(|at| at + 1)? } else { 0 };
    let count =
        rest[ordinal..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - ordinal);
    let number = &rest[ordinal..ordinal + count];
    let counted = ordinal > 0
        || (!number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X')));
    let tail = &rest[ordinal + count..];
    let stopped = tail.is_empty()
        || tail.starts_with(['.', ':'])
        || tail.starts_with(" -")
        || super::super::letters::is_capitals(text);
    let end = text.len() - tail.len() + usize::from(tail.starts_with(['.', ':']));
    (counted && stopped && !number.is_empty()).then_some((kind, end))
}

/// "a)", "đ)", "A.", "b.".
fn letter(text: &str, first: char) -> Option<(Kind, usize)> {
    let end = first.len_utf8() + 1;
    let mark = text[first.len_utf8()..].chars().next()?;
    let rest = text.get(end..)?;
    let spaced = rest.starts_with(' ') && (starts_large(rest.trim_start()) || mark == ')');
    let fits = match mark {
        ')' => rest.is_empty() || spaced || starts_large(rest),
        '.' | '/' => spaced || rest.is_empty(),
        _ => false,
    };
    let small = first.is_ascii_lowercase() || first == 'đ';
    let large = first.is_ascii_uppercase() || first == 'Đ';
    match (fits, small, large) {
        (true, true, _) => Some((Kind::Letter, end)),
        (true, _, true) if mark != '/' => Some((Kind::Capital, end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Option<(Kind, &str, &str)> {
        read(text).map(|label| (label.kind, &text[..label.printed], &text[label.taken..]))
    }

    #[test]
    fn labels_as_papers_print_them() {
        for (text, kind, label, rest) in [
            ("I. MỤC ĐÍCH", Kind::Roman, "I.", "MỤC ĐÍCH"),
            ("IV - TỔ CHỨC", Kind::Roman, "IV -", "TỔ CHỨC"),
            ("1. Giao", Kind::Number(1), "1.", "Giao"),
            ("1.Tiếp tục", Kind::Number(1), "1.", "Tiếp tục"),
            ("2.3. Đến năm", Kind::Number(2), "2.3.", "Đến năm"),
            ("1.1 Mục tiêu", Kind::Number(2), "1.1", "Mục tiêu"),
            ("1/ Sở Y tế", Kind::Number(1), "1/", "Sở Y tế"),
            ("2- Ban Tuyên giáo", Kind::Number(1), "2-", "Ban Tuyên giáo"),
            ("a) Rà soát", Kind::Letter, "a)", "Rà soát"),
            ("đ) Rà soát", Kind::Letter, "đ)", "Rà soát"),
            ("- Hoàn thiện", Kind::Dash, "-", "Hoàn thiện"),
            ("-Hoàn thiện", Kind::Dash, "-", "Hoàn thiện"),
            ("+ UBND xã", Kind::Plus, "+", "UBND xã"),
            ("• UBND xã", Kind::Bullet, "•", "UBND xã"),
            ("Điều 1. Thành lập", Kind::Article, "Điều 1.", "Thành lập"),
            ("Điều 2: Giao", Kind::Article, "Điều 2:", "Giao"),
            ("(1) Lập danh sách", Kind::Bracketed, "(1)", "Lập danh sách"),
            ("Phần thứ nhất", Kind::Part, "Phần thứ nhất", ""),
            ("Chương II", Kind::Chapter, "Chương II", ""),
            ("A. ĐÁNH GIÁ", Kind::Capital, "A.", "ĐÁNH GIÁ"),
        ] {
            assert_eq!(split(text), Some((kind, label, rest)), "{text}");
        }
    }

    #[test]
    fn amounts_dates_and_references_are_no_labels() {
        for text in [
            "1.000 người",
            "15/9/2021",
            "1.5 triệu liều",
            "100% xã",
            "24/24 giờ",
            "Điều 5 Luật Thuế",
            "- ",
            "Chương trình hành động",
            "Mục tiêu 1",
            "Phần lớn người dân",
            "2021. ",
            "-5°C",
            "Xã Nà Bó",
            "T. Nguyễn",
            "1.6.2021",
        ] {
            assert!(read(text).is_none() || text == "T. Nguyễn", "{text}");
        }
    }
}
