//! Reading letter by letter: comparing without tone and case, capitals, word and sentence ends.

/// The letter without tone, diacritic and case; other characters stay as they are.
pub(super) fn plain(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        '\0'..='\u{7f}' => letter,
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ'
        | 'ẫ' | 'ậ' | 'À' | 'Á' | 'Ả' | 'Ã' | 'Ạ' | 'Ă' | 'Ằ' | 'Ắ' | 'Ẳ' | 'Ẵ' | 'Ặ' | 'Â'
        | 'Ầ' | 'Ấ' | 'Ẩ' | 'Ẫ' | 'Ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' | 'È' | 'É' | 'Ẻ' | 'Ẽ'
        | 'Ẹ' | 'Ê' | 'Ề' | 'Ế' | 'Ể' | 'Ễ' | 'Ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' | 'Ì' | 'Í' | 'Ỉ' | 'Ĩ' | 'Ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở'
        | 'ỡ' | 'ợ' | 'Ò' | 'Ó' | 'Ỏ' | 'Õ' | 'Ọ' | 'Ô' | 'Ồ' | 'Ố' | 'Ổ' | 'Ỗ' | 'Ộ' | 'Ơ'
        | 'Ờ' | 'Ớ' | 'Ở' | 'Ỡ' | 'Ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' | 'Ù' | 'Ú' | 'Ủ' | 'Ũ'
        | 'Ụ' | 'Ư' | 'Ừ' | 'Ứ' | 'Ử' | 'Ữ' | 'Ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' | 'Ỳ' | 'Ý' | 'Ỷ' | 'Ỹ' | 'Ỵ' => 'y',
        'đ' | 'Đ' | 'Ð' => 'd',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        other => other,
    }
}

/// How many bytes of `text` spell `pattern`, which is written in plain letters; runs of white space
/// count as one space. `None` when it does not begin so.
pub(super) fn spells(text: &str, pattern: &str) -> Option<usize> {
    let mut wanted = pattern.chars();
    let mut next = wanted.next();
    let mut after_space = false;
    for (at, letter) in text.char_indices() {
        let Some(want) = next else { return Some(at) };
        if letter.is_whitespace() {
            if want == ' ' {
                next = wanted.next();
            } else if !after_space {
                return None;
            }
            after_space = true;
            continue;
        }
        after_space = false;
        if plain(letter) != want {
            return None;
        }
        next = wanted.next();
    }
    next.is_none().then_some(text.len())
}

/// Like [`spells`], and the match ends with a word.
pub(super) fn spells_word(text: &str, pattern: &str) -> Option<usize> {
    let end = spells(text, pattern)?;
    (!text[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// Where `pattern` (in plain letters) stands in `text` at the beginning of a word: bytes from, to.
pub(super) fn find_plain(text: &str, pattern: &str) -> Option<(usize, usize)> {
    word_starts(text).find_map(|at| spells_word(&text[at..], pattern).map(|len| (at, at + len)))
}

/// The byte offsets at which words begin: after white space or punctuation.
pub(super) fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, letter)| {
        let was_inside = inside;
        inside = is_word(letter);
        (inside && !was_inside).then_some(at)
    })
}

/// A letter or digit, without the tables of Unicode for the letters of Vietnamese.
fn is_word(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => !matches!(letter, '×' | '÷'),
        other => other.is_alphanumeric(),
    }
}

/// Printed in capitals: two capital letters at least, and hardly a small one ("QĐ-TTg" passes).
pub(super) fn is_capitals(text: &str) -> bool {
    let (mut large, mut small) = (0_usize, 0_usize);
    for letter in text.chars() {
        if letter.is_uppercase() {
            large += 1;
        } else if letter.is_lowercase() {
            small += 1;
        }
    }
    large >= 2 && small * 8 <= large
}

/// The first bytes of a text, cut between letters: what a line announces stands at its beginning.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a word has a small letter.
pub(super) fn has_small(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

/// Whether the first letter or digit is a small letter.
pub(super) fn starts_small(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether the first letter is a capital.
pub(super) fn starts_large(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the sentence or list entry ends here: `.`, `;`, `:`, `!`, `?`, `…`, also inside quotes.
pub(super) fn is_ended(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ', '*']);
    core.ends_with(['.', ';', ':', '!', '?', '…', '/']) || core.is_empty()
}

/// The last word, without punctuation.
pub(super) fn last_word(text: &str) -> &str {
    let word = text.rsplit(char::is_whitespace).find(|w| !w.is_empty()).unwrap_or("");
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Byte offsets just after a sentence end (`. ` before a capital) outside abbreviations.
pub(super) fn sentence_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?']).filter_map(|(at, _)| {
        let after = at + 1;
        let rest = text[after..].trim_start();
        let spaced = rest.len() < text.len() - after;
        let begins = text.len() - rest.len();
        (spaced && starts_large(rest) && !is_abbreviation(&text[..at])).then_some(begins)
    })
}

/// "TP", "Q", "đ/c", "TS" before a full stop: no sentence ends there.
fn is_abbreviation(before: &str) -> bool {
    let word = last_word(before);
    let length = word.chars().count();
    length == 0
        || length == 1
        || (length <= 4 && !has_small(word) && !word.ends_with(char::is_numeric))
}

/// A copy with the first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        let mut out: String = first.to_uppercase().collect();
        out.push_str(letters.as_str());
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_without_tone_case_and_extra_spaces() {
        assert_eq!(spells("CỘNG  HOÀ xã", "cong hoa xa"), Some("CỘNG  HOÀ xã".len()));
        assert_eq!(spells_word("Số hóa", "so"), Some("Số".len()));
        assert_eq!(spells_word("Sốt", "so"), None);
        assert_eq!(find_plain("… Nơi nhận:", "noi nhan").map(|(from, _)| from), Some("… ".len()));
    }

    #[test]
    fn capitals_may_hold_a_small_letter_of_a_number() {
        assert!(is_capitals("THỰC HIỆN QUYẾT ĐỊNH SỐ 12/QĐ-TTg CỦA THỦ TƯỚNG"));
        assert!(!is_capitals("Thực hiện"));
    }

    #[test]
    fn sentences_do_not_end_at_abbreviations() {
        let text = "Gửi TP. Hà Nội. Cục Thuế nhận được.";
        assert_eq!(sentence_starts(text).collect::<Vec<_>>(), ["Gửi TP. Hà Nội. ".len()]);
    }
}
