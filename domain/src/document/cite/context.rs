//! What stands around a number: its kind before it, date and issuer behind it.

use super::super::date::{self, PartialDate, Printed};
use super::super::kind::DocumentType;
use super::super::letters::{spells, starts_large, starts_small, word_starts};
use super::token::Token;

/// What the words around a number say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct About {
    pub kind: Option<String>,
    pub date: Option<PartialDate>,
    pub issuer: Option<String>,
}

/// Words for documents that stand before numbers, longest first.
const KINDS: [&str; 36] = [
    "nghị quyết liên tịch",
    "thông tư liên tịch",
    "chương trình hành động",
    "thông báo kết luận",
    "văn bản hợp nhất",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "thông tư",
    "pháp lệnh",
    "bộ luật",
    "luật",
    "lệnh",
    "chỉ thị",
    "công điện",
    "công văn",
    "kế hoạch",
    "thông báo",
    "kết luận",
    "hướng dẫn",
    "chương trình",
    "báo cáo",
    "tờ trình",
    "quy định",
    "quy chế",
    "thông tri",
    "phương án",
    "đề án",
    "phiếu trình",
    "phiếu chuyển",
    "giấy mời",
    "biên bản",
    "hợp đồng",
    "đơn",
    "thư",
    "văn bản",
];

/// Abbreviations beyond those of the 29 types.
const CODES: [(&str, &str); 12] = [
    ("NĐ", "nghị định"),
    ("TT", "thông tư"),
    ("TTLT", "thông tư liên tịch"),
    ("KL", "kết luận"),
    ("CV", "công văn"),
    ("QĐi", "quy định"),
    ("VBHN", "văn bản hợp nhất"),
    ("QyĐ", "quy định"),
    ("PL", "pháp lệnh"),
    ("L", "lệnh"),
    ("NQLT", "nghị quyết liên tịch"),
    ("TBKL", "thông báo"),
];

/// Whether letters abbreviate a kind of document.
pub(super) fn is_abbreviation(code: &str) -> bool {
    CODES.iter().any(|(short, _)| *short == code)
        || DocumentType::ALL.iter().any(|kind| kind.abbreviation() == Some(code))
}

/// The kind that a number itself tells: "68/NQ-CP" is a resolution.
pub(super) fn kind_of(number: &str) -> Option<String> {
    let letters = |part: &&str| part.starts_with(char::is_alphabetic);
    let code = number.split(['/', '-']).find(letters)?;
    if code.starts_with("QH") {
        return Some("luật".to_owned());
    }
    let ours = DocumentType::ALL
        .iter()
        .find(|kind| kind.abbreviation() == Some(code))
        .map(|kind| kind.name());
    let other = CODES.iter().find(|(short, _)| *short == code).map(|(_, name)| *name);
    ours.or(other).map(str::to_owned)
}

/// For every number what is said around it; members of a list share what only one of them has.
pub(super) fn read(text: &str, tokens: &[Token]) -> Vec<About> {
    let mut abouts: Vec<About> = Vec::with_capacity(tokens.len());
    let mut printed: Vec<Printed> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let floor = at.checked_sub(1).map_or(0, |before| tokens[before].to);
        let ceiling = tokens.get(at + 1).map_or(text.len(), |next| next.from);
        let before = window_before(text, floor, token.from);
        let (date, issuer) = behind(&text[token.to..ceiling]);
        let date =
            date.or_else(|| date_before(before)).or_else(|| opening_date(text, floor, token));
        printed.push(date.unwrap_or_default());
        abouts.push(About {
            kind: kind_before(before),
            date: date.and_then(Printed::known),
            issuer,
        });
    }
    share(text, tokens, &mut abouts, &mut printed);
    abouts
}

fn share(text: &str, tokens: &[Token], abouts: &mut [About], printed: &mut [Printed]) {
    for at in (0..tokens.len().saturating_sub(1)).rev() {
        if !listed(&text[tokens[at].to..tokens[at + 1].from]) {
            continue;
        }
        let next = printed[at + 1];
        if printed[at] == Printed::default() {
            printed[at] = next;
        } else if printed[at].year.is_none() {
            printed[at].year = next.year;
        }
        abouts[at].date = printed[at].known();
        abouts[at].issuer = abouts[at].issuer.take().or_else(|| abouts[at + 1].issuer.clone());
    }
    for at in 1..tokens.len() {
        if abouts[at].kind.is_none() && listed(&text[tokens[at - 1].to..tokens[at].from]) {
            abouts[at].kind = abouts[at - 1].kind.clone();
        }
    }
}

/// Whether only commas, "và", "số" and a date stand between two numbers of a list.
fn listed(between: &str) -> bool {
    if between.len() > 80 {
        return false;
    }
    let mut rest = between.trim_matches([' ', ',', ';', '(', ')']);
    if let Some((_, end)) = date::read(rest) {
        rest = rest[end..].trim_matches([' ', ',', ';', '(', ')']);
    }
    for word in ["và", "số", "cùng", "các", "công điện"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_matches([' ', ',', ';']);
    }
    rest.is_empty()
}

fn window_before(text: &str, floor: usize, from: usize) -> &str {
    let mut begin = from.saturating_sub(110).max(floor);
    while !text.is_char_boundary(begin) {
        begin += 1;
    }
    let window = &text[begin..from];
    let stop = window.rfind([';', ':']).map_or(0, |at| at + 1);
    // "Số:" ends in a colon itself.
    if window[stop..].trim().is_empty() { window } else { &window[stop..] }
}

/// The nearest word for a document before the number.
fn kind_before(before: &str) -> Option<String> {
    let lower = before.to_lowercase();
    let starts: Vec<usize> = word_starts(&lower).collect();
    let whole = |at: usize, kind: &str| {
        lower[at..].strip_prefix(kind).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    // The kinds are listed longest first, and "thông báo kết luận" ends where "kết luận" does.
    let found = starts
        .iter()
        .rev()
        .find_map(|at| KINDS.iter().find(|kind| whole(*at, kind)).map(|kind| (*at, *kind)))?;
    let longer = starts.iter().filter(|at| **at < found.0).find_map(|at| {
        KINDS.iter().find(|kind| whole(*at, kind) && at + kind.len() >= found.0 + found.1.len())
    });
    Some((*longer.unwrap_or(&found.1)).to_owned())
}

/// "văn bản đề ngày 29 tháng 10 năm 2025 số 16/CV-…": the date just before.
fn date_before(before: &str) -> Option<Printed> {
    let at = before.rfind("ngày")?;
    let (date, length) = date::read(&before[at..])?;
    let rest = before[at + length..].trim_matches([' ', ',', ':']);
    (date.year.is_some() && matches!(rest, "số" | "" | "Số")).then_some(date)
}

/// "Ngày 28 tháng 10 năm 2025, Chủ tịch … đã ban hành Công văn số …": the date that opens the sentence.
fn opening_date(text: &str, floor: usize, token: &Token) -> Option<Printed> {
    let begin = text[floor..token.from].rfind(". ").map_or(floor, |at| floor + at + 2);
    let sentence = &text[begin..token.from];
    if sentence.len() > 260 || !sentence.starts_with("Ngày ") {
        return None;
    }
    let (date, length) = date::read(sentence)?;
    let issued = ["ban hành", "có Công văn", "có công văn", "có văn bản", "ký"]
        .iter()
        .any(|verb| sentence[length..].contains(verb));
    issued.then_some(date)
}

/// Date and issuer behind a number: "ngày 16/8/2021 của …", "của … ngày 16/8/2021", "(ngày …)".
fn behind(after: &str) -> (Option<Printed>, Option<String>) {
    let mut rest = after.trim_start_matches([' ', ',', '(']);
    for lead in ["đề ", "ký ", "ban hành "] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    let spaced = after.len() - rest.len() <= 14;
    let direct = date_of(rest).filter(|_| spaced);
    if let Some((date, length)) = direct {
        return (Some(date), issuer(&rest[length..]).map(|(name, _)| name));
    }
    match issuer(after) {
        Some((name, end)) => {
            let tail = after[end..].trim_start_matches([' ', ',', '(']);
            (date_of(tail).map(|(date, _)| date), Some(name))
        }
        None => (None, None),
    }
}

fn date_of(text: &str) -> Option<(Printed, usize)> {
    let named = spells(text, "ngay").is_some() || spells(text, "thang").is_some();
    let slashed = text.starts_with(|c: char| c.is_ascii_digit());
    date::read(text)
        .filter(|(date, _)| named || (slashed && date.day.is_some() && date.year.is_some()))
}

/// "của Thủ tướng Chính phủ về việc …" → the name, and the byte after it.
fn issuer(text: &str) -> Option<(String, usize)> {
    const STOPS: [&str; 34] = [
        " về ",
        " v/v ",
        " quy định",
        " hướng dẫn",
        " phê duyệt",
        " ban hành",
        " sửa đổi",
        " đề nghị",
        " nêu trên",
        " trong ",
        " để ",
        " có ",
        " được ",
        " và ",
        " ngày ",
        " năm ",
        " tại ",
        " thì ",
        " đã ",
        " là ",
        " gửi ",
        " thực hiện",
        " triển khai",
        " cho ",
        " nhằm ",
        " theo ",
        " số ",
        " yêu cầu",
        " chỉ đạo",
        " giao ",
        " thông qua",
        " kết luận",
        " bổ sung",
        " do ",
    ];
    let trimmed = text.trim_start_matches([' ', ',', ')', '.']);
    let body = trimmed.strip_prefix("của ")?;
    let start = text.len() - body.len();
    let most = body.char_indices().nth(90).map_or(body.len(), |(at, _)| at);
    let window = &body[..most];
    let punctuation = window.find([',', ';', '.', '(', ')', ':', '”', '"']).unwrap_or(window.len());
    let words = window
        .match_indices(' ')
        .map(|(at, _)| at)
        .find(|at| STOPS.iter().any(|stop| stops(&window[*at..], stop)))
        .unwrap_or(window.len());
    let name = window[..punctuation.min(words)].trim();
    let fits = !name.is_empty()
        && (starts_large(name)
            || ["huyện", "tỉnh", "thành"].iter().any(|word| name.starts_with(word)));
    fits.then(|| (name.to_owned(), start + name.len()))
}

/// "và" joins names ("Bộ Giáo dục và Đào tạo") when a capital follows.
fn stops(rest: &str, stop: &str) -> bool {
    rest.strip_prefix(stop).is_some_and(|after| stop != " và " || starts_small(after))
}
