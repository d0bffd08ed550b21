//! Which part of a header begins here.

use super::super::PartialDate;
use super::super::date;
use super::super::header::Urgency;
use super::super::kind::DocumentType;
use super::super::letters::{head, is_capitals, plain, spells, spells_word, starts_large};
use super::super::vocabulary::OTHER_TITLES;
use super::number::{self, Number};

/// A part of the header that announces itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A drawn line.
    Rule,
    /// "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc".
    Motto,
    /// "ĐẢNG CỘNG SẢN VIỆT NAM".
    PartyMotto,
    Urgency(Urgency),
    Number(Number),
    Date(Option<String>, Option<PartialDate>),
    /// "V/v", "Về việc".
    About,
    /// "Kính gửi".
    Salute,
    /// The name of a type as a title; `None` when it is none of the 29.
    Title(Option<DocumentType>),
    /// Stamps and notes.
    Note,
}

/// How far into a line parts of a header are looked for, in bytes.
const LONGEST: usize = 600;

/// The part that begins at the beginning of `text`, and the bytes it takes.
pub(super) fn at_start(text: &str) -> Option<(Part, usize)> {
    rule(text)
        .or_else(|| motto(text))
        .or_else(|| urgency(text))
        .or_else(|| number::read(text).map(|(number, end)| (Part::Number(number), end)))
        .or_else(|| place_and_date(text))
        .or_else(|| salute(text))
        .or_else(|| about(text))
        .or_else(|| note(text))
}

/// Where inside `text` a part begins that needs no line of its own.
pub(super) fn inside(text: &str) -> Option<usize> {
    let window = head(text, LONGEST);
    let candidates = window
        .char_indices()
        .filter(|(at, _)| *at > 0 && text[..*at].ends_with(char::is_whitespace));
    candidates.map(|(at, _)| at).find(|at| {
        let rest = &text[*at..];
        rule(rest).is_some_and(|(_, len)| len >= 4)
            || motto(rest).is_some()
            || number::read(rest)
                .is_some_and(|(number, _)| rest.starts_with(['S', 's']) && number.symbol.is_some())
            || (rest.starts_with("V/v") || rest.starts_with("v/v"))
            || rest.starts_with("Kính gửi:")
            || place_and_date(rest).is_some_and(|(part, _)| matches!(part, Part::Date(Some(_), _)))
    })
}

fn rule(text: &str) -> Option<(Part, usize)> {
    let end = text
        .find(|c: char| !matches!(c, '-' | '_' | '=' | '*' | '~' | '—' | '─' | '–'))
        .unwrap_or(text.len());
    let length = text[..end].chars().count();
    (length >= 3 || (length > 0 && end == text.len())).then_some((Part::Rule, end))
}

fn motto(text: &str) -> Option<(Part, usize)> {
    const STATE: [&str; 3] = [
        "cong hoa xa hoi chu nghia viet nam",
        "doc lap - tu do - hanh phuc",
        "doc lap-tu do-hanh phuc",
    ];
    let state =
        STATE.iter().find_map(|words| spells_word(text, words)).map(|end| (Part::Motto, end));
    let party =
        || spells_word(text, "dang cong san viet nam").filter(|end| is_capitals(&text[..*end]));
    state.or_else(|| party().map(|end| (Part::PartyMotto, end)))
}

fn urgency(text: &str) -> Option<(Part, usize)> {
    const MARKS: [(&str, Urgency); 4] = [
        ("hoa toc hen gio", Urgency::Express),
        ("hoa toc", Urgency::Express),
        ("thuong khan", Urgency::VeryUrgent),
        ("khan", Urgency::Urgent),
    ];
    let lead = ["do khan:", "muc do khan:", "do khan :"]
        .iter()
        .find_map(|lead| spells(text, lead))
        .unwrap_or(0);
    let body = text[lead..].trim_start_matches([' ', '(', '[', '"', '“']);
    let (end, mark) =
        MARKS.iter().find_map(|(words, mark)| Some((spells_word(body, words)?, *mark)))?;
    let rest = body[end..].trim_start_matches([')', ']', '!', '.', '"', '”', ' ']);
    // "KHẨN TRƯƠNG …" and "Hỏa tốc, …" are words of a text, not a mark.
    let printed = is_capitals(&body[..end]) || lead > 0 || rest.is_empty();
    let alone = rest.is_empty()
        || (mark != Urgency::Urgent && starts_large(rest) && rest.starts_with("Kính gửi"));
    (printed && alone).then(|| (Part::Urgency(mark), text.len() - rest.len()))
}

fn place_and_date(text: &str) -> Option<(Part, usize)> {
    if !starts_large(text) {
        return None;
    }
    if let Some((_, end)) = spells(text, "ngay").and_then(|_| date::read(text)) {
        let date = date::read(text).and_then(|(printed, _)| printed.known());
        return (only_date(&text[end..])).then_some((Part::Date(None, date), with_stop(text, end)));
    }
    let window = head(text, 80);
    let comma = window
        .find(", ngày")
        .or_else(|| window.find(", Ngày"))
        .or_else(|| window.find(",ngày"))
        .or_else(|| window.find(" ngày"))?;
    let place = text[..comma].trim();
    let skipped = text.len() - text[comma..].trim_start_matches([',', ' ']).len();
    let (printed, length) = date::read(&text[skipped..])?;
    let fits = starts_large(place)
        && place.split_whitespace().count() <= 6
        && place.split_whitespace().all(is_place_word);
    (fits && !place.contains([':', ';', '.', '/'])).then(|| {
        (Part::Date(Some(place.to_owned()), printed.known()), with_stop(text, skipped + length))
    })
}

/// "Ngày 18 tháng 11 năm 2025, tại trụ sở …" begins a text; a date of issue stands alone.
fn only_date(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['.', ' ']);
    rest.is_empty() || at_start_of_title(rest) || rest.starts_with("V/v")
}

fn at_start_of_title(rest: &str) -> bool {
    title(rest).is_some()
        || motto(rest).is_some()
        || urgency(rest).is_some()
        || salute(rest).is_some()
}

fn is_place_word(word: &str) -> bool {
    starts_large(word) || matches!(word, "phố" | "xã" | "trấn" | "-" | "–")
}

fn with_stop(text: &str, end: usize) -> usize {
    end + text[end..].len() - text[end..].trim_start_matches('.').len()
}

fn salute(text: &str) -> Option<(Part, usize)> {
    let body = text.trim_start_matches(['-', ' ', '*', '–']);
    let end =
        ["kinh gui", "kinh goi", "kinh trinh"].iter().find_map(|words| spells_word(body, words))?;
    let rest = body[end..].trim_start();
    let after = rest.trim_start_matches([':', '.', ' ']);
    let fits =
        body.starts_with('K') && (rest.starts_with(':') || rest.is_empty() || starts_large(after));
    fits.then(|| (Part::Salute, text.len() - after.len()))
}

fn about(text: &str) -> Option<(Part, usize)> {
    let end = ["v/v:", "v/v.", "v/v", "v/ v", "ve viec:", "ve viec", "trich yeu:"]
        .iter()
        .find_map(|words| {
            let end = spells(text, words)?;
            (!text[end..].starts_with(char::is_alphanumeric) || words.len() < 4).then_some(end)
        })?;
    Some((Part::About, end))
}

/// A type's name printed as a title: in capitals, at the beginning of the line.
pub(super) fn title(text: &str) -> Option<(Part, usize)> {
    let ours =
        DocumentType::ALL.iter().filter(|kind| **kind != DocumentType::Letter).filter_map(|kind| {
            let end = spells_name(text, kind.name())?;
            Some((Part::Title(Some(*kind)), end))
        });
    let other =
        OTHER_TITLES.iter().filter_map(|name| Some((Part::Title(None), spells_word(text, name)?)));
    let (part, end) = ours.chain(other).max_by_key(|(_, end)| *end)?;
    let rest = text[end..].trim_start();
    let capital = is_capitals(&text[..end]);
    let alone = rest.is_empty() && starts_large(text);
    ((capital || alone) && !rest.starts_with([':', ','])).then_some((part, end))
}

/// Without tone, so that a scanned "KÊ HOẠCH" is still a plan.
fn spells_name(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.chars();
    for wanted in name.chars() {
        if plain(letters.next()?) != plain(wanted) {
            return None;
        }
    }
    let rest = letters.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

fn note(text: &str) -> Option<(Part, usize)> {
    const NOTES: [&str; 16] = [
        "nguoi ky:",
        "ky boi:",
        "thoi gian ky",
        "co quan: ",
        "email:",
        "signature",
        "digitally signed",
        "so den",
        "cong van den",
        "ban sao",
        "sao y",
        "sao luc",
        "toi mat",
        "tuyet mat",
        "mat",
        "du thao",
    ];
    let end = NOTES.iter().find_map(|words| spells_word(text, words))?;
    let marks = text.len() == end
        || text[..end].ends_with(':')
        || spells(text, "thoi gian ky").is_some()
        || spells(text, "so den").is_some();
    marks.then_some((Part::Note, text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_urgency_are_not_words_of_the_text() {
        assert_eq!(at_start("HOẢ TỐC"), Some((Part::Urgency(Urgency::Express), "HOẢ TỐC".len())));
        assert_eq!(at_start("(KHẨN)"), Some((Part::Urgency(Urgency::Urgent), "(KHẨN)".len())));
        assert_eq!(
            at_start("THƯỢNG KHẨN").map(|(part, _)| part),
            Some(Part::Urgency(Urgency::VeryUrgent))
        );
        assert_eq!(at_start("KHẨN TRƯƠNG ỨNG PHÓ BÃO SỐ 3"), None);
    }

    #[test]
    fn a_place_stands_before_a_date() {
        let (part, end) = at_start("Mai Sơn, ngày 09 tháng 9 năm 2021.").unwrap();
        assert_eq!(part, Part::Date(Some("Mai Sơn".to_owned()), PartialDate::day(2021, 9, 9)));
        assert_eq!(end, "Mai Sơn, ngày 09 tháng 9 năm 2021.".len());
        assert_eq!(at_start("Ngày 18 tháng 11 năm 2025, tại trụ sở, Phó Chủ tịch"), None);
        assert!(inside("Số: 12/UBND-VP Mai Sơn, ngày 9 tháng 9 năm 2021").is_some());
    }

    #[test]
    fn titles_are_in_capitals_or_alone() {
        assert_eq!(
            title("CHỈ THỊ").map(|(part, _)| part),
            Some(Part::Title(Some(DocumentType::Directive)))
        );
        assert_eq!(title("KẾT LUẬN").map(|(part, _)| part), Some(Part::Title(None)));
        assert_eq!(title("QUYẾT ĐỊNH:"), None);
        assert_eq!(title("Kế hoạch này được triển khai"), None);
        assert_eq!(title("CHỈ HUY TRƯỞNG"), None);
    }
}
