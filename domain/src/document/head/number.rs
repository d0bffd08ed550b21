//! Number and symbol: "Số: 1825/UBND-VX", "Số 62 -CV/TU", "Số: /UBND-VP", "Số: 123 /UBND - VX".

use super::super::letters::spells;

/// What was read after "Số".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Number {
    /// Number and symbol, when the number is not blank.
    pub number: Option<String>,
    /// What stands after the number.
    pub symbol: Option<String>,
}

/// Reads a number at the beginning of `text`; returns it with the bytes it takes.
pub(crate) fn read(text: &str) -> Option<(Number, usize)> {
    let labelled = label(text);
    let at = labelled.unwrap_or(0);
    let (number, end) = read_plain(&text[at..])?;
    if labelled.is_none() && (number.number.is_none() || end < text.len()) {
        return None;
    }
    Some((number, at + end))
}

/// "Số:", "Số ", "SỐ:", but neither "Sở" nor "số lượng".
fn label(text: &str) -> Option<usize> {
    let word =
        ["Số", "SỐ", "số", "Sô:", "Sổ:", "Sồ:"].into_iter().find(|word| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let after = rest.trim_start_matches([' ', ':', '.']);
    (rest.len() > after.len() || rest.is_empty()).then(|| text.len() - after.len())
}

fn read_plain(text: &str) -> Option<(Number, usize)> {
    let body = text.trim_start_matches([' ', '.', '…', '_']);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let tail = body[digits..].trim_start_matches([' ', '.', '…', '_']);
    if digits > 6 || (!tail.starts_with(['/', '-', '–']) && digits == 0) {
        return None;
    }
    let mark = tail.chars().next().filter(|c| matches!(c, '/' | '-' | '–'));
    let Some(mark) = mark else {
        let rest = text.len() - tail.len();
        let alone = tail.is_empty() || spells(tail, "v/v").is_some();
        return alone
            .then(|| (Number { number: Some(body[..digits].to_owned()), symbol: None }, rest));
    };
    let after = tail[mark.len_utf8()..].trim_start();
    let (symbol, taken) = symbol(after);
    if symbol.is_empty() {
        return None;
    }
    let mark = if mark == '/' { '/' } else { '-' };
    let number = (digits > 0).then(|| format!("{}{mark}{symbol}", &body[..digits]));
    let end = text.len() - after.len() + taken;
    Some((Number { number, symbol: Some(without_year(&symbol).to_owned()) }, end))
}

/// The symbol without inner spaces, and the bytes it takes. A part after " - " belongs to it when it
/// is as short and capital as office codes are.
pub(crate) fn symbol(text: &str) -> (String, usize) {
    let mut out = String::new();
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let skipped = rest.len() - rest.trim_start().len();
        let word = &rest[skipped..];
        let length = word.find(|c: char| !is_symbol(c)).unwrap_or(word.len());
        let part = word[..length].trim_end_matches(['.', ',']);
        let glued = skipped == 0
            || out.ends_with(['-', '/', '&'])
            || part.starts_with(['-', '/', '&', '–']);
        if part.is_empty() || (!out.is_empty() && (!glued || !is_office(part))) {
            break;
        }
        out.extend(part.chars().map(|c| if c == '–' { '-' } else { c }));
        end += skipped + part.len();
        if part.len() < length {
            break;
        }
    }
    let kept = out.trim_end_matches(['-', '/', '.', '&']).len();
    out.truncate(kept);
    (out, end)
}

fn is_symbol(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '/' | '&' | '.' | '–')
}

/// "VX", "-VP", "QLN&", "/TU": short, and without two small letters in a row.
fn is_office(part: &str) -> bool {
    let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
    let small_pair = letters.windows(2).any(|pair| pair.iter().all(|c| c.is_lowercase()));
    part.chars().count() <= 12 && !small_pair && (letters.first().is_none_or(|c| c.is_uppercase()))
}

fn without_year(symbol: &str) -> &str {
    match symbol.split_once('/') {
        Some((year, rest)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (Option<String>, Option<String>) {
        read(text).map(|(n, _)| (n.number, n.symbol)).unwrap_or_default()
    }

    #[test]
    fn reads_state_party_and_blank_numbers() {
        for (text, number, symbol) in [
            ("Số: 1825/UBND-VX", Some("1825/UBND-VX"), "UBND-VX"),
            ("Số 62 -CV/TU", Some("62-CV/TU"), "CV/TU"),
            ("Số: 01-CT/HU", Some("01-CT/HU"), "CT/HU"),
            ("Số: /UBND-VP", None, "UBND-VP"),
            ("Số:     /QĐ-UBND", None, "QĐ-UBND"),
            ("Số: ……/KH-UBND", None, "KH-UBND"),
            ("Số:      -CV/HU", None, "CV/HU"),
            ("Số: 123 /UBND - VX", Some("123/UBND-VX"), "UBND-VX"),
            ("Số: 15/2021/QĐ-UBND", Some("15/2021/QĐ-UBND"), "QĐ-UBND"),
            ("Số: 969/TTg-KGVX.", Some("969/TTg-KGVX"), "TTg-KGVX"),
            ("Số: 15972/SXD-QLN& TTBĐS", Some("15972/SXD-QLN&TTBĐS"), "SXD-QLN&TTBĐS"),
            ("Số: 5387/CT-CS v/v trả lời", Some("5387/CT-CS"), "CT-CS"),
            ("Số: 12/BC-TYT Mai Sơn, ngày 9", Some("12/BC-TYT"), "BC-TYT"),
        ] {
            assert_eq!(both(text), (number.map(str::to_owned), Some(symbol.to_owned())), "{text}");
        }
    }

    #[test]
    fn departments_and_amounts_are_no_numbers() {
        for text in ["Sở Y tế", "Số lượng 12", "Số ca mắc: 12/15", "Sốt 39/40"] {
            assert_eq!(both(text), (None, None), "{text}");
        }
    }
}
