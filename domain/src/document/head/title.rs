//! The subject below a title, and what may stand run together after it in capitals.

use super::super::letters::{
    find_plain, has_small, head, is_capitals, spells, spells_word, word_starts,
};
use super::super::vocabulary::POSTS;

/// The bytes of a subject in capitals when a text in small letters goes on behind it on the same line:
/// "… GIAI ĐOẠN 2026-2035 Ngày 18 tháng 11 năm 2025, …".
pub(super) fn capitals_end(text: &str) -> usize {
    let words: Vec<usize> = words_of(text).collect();
    for (step, at) in words.iter().enumerate() {
        let ahead = words[step..].iter().take(4).map(|from| word_at(text, *from));
        let lettered: Vec<&str> =
            ahead.filter(|word| word.chars().any(char::is_alphabetic)).collect();
        let small = lettered.iter().filter(|word| has_small(word)).count();
        let first_small = has_small(word_at(text, *at));
        if first_small
            && (small * 2 > lettered.len() || text[*at..].trim_end().ends_with("điện:"))
            && !is_name_in_capitals(word_at(text, *at))
        {
            return *at;
        }
    }
    text.len()
}

/// "QĐ-TTg", "Covid-19", "nCoV": small letters that stand in capitals.
fn is_name_in_capitals(word: &str) -> bool {
    word.contains('/') || word.contains("TTg")
}

/// Byte offsets of words apart by white space.
fn words_of(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, letter)| {
        let was = inside;
        inside = !letter.is_whitespace();
        (inside && !was).then_some(at)
    })
}

fn word_at(text: &str, at: usize) -> &str {
    text[at..].split(char::is_whitespace).next().unwrap_or("")
}

/// Where the authority begins that a title in capitals ends with: "… CỤC TRƯỞNG CỤC HẢI QUAN",
/// "… THỦ TƯỚNG CHÍNH PHỦ".
pub(super) fn authority_start(subject: &str, issuer: Option<&str>) -> Option<usize> {
    let plain_issuer = issuer.map(crate::base::text::fold)?;
    word_starts(subject).filter(|at| *at > 0).find(|at| {
        let tail = &subject[*at..];
        spells_word(tail, &plain_issuer) == Some(tail.trim_end().len())
            || post_of(tail, &plain_issuer)
    })
}

fn post_of(tail: &str, issuer: &str) -> bool {
    POSTS.iter().filter_map(|post| spells_word(tail, post)).any(|end| {
        let rest = tail[end..].trim();
        !rest.is_empty() && spells_word(rest, issuer) == Some(rest.len())
    })
}

/// Whether a line names the authority above "Căn cứ …": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MAI SƠN",
/// "HỘI ĐỒNG NHÂN DÂN TỈNH … KHÓA XV, KỲ HỌP THỨ 3".
pub(super) fn is_authority(text: &str) -> bool {
    const BODIES: [&str; 12] = [
        "uy ban nhan dan",
        "hoi dong nhan dan",
        "ban thuong vu",
        "ban chap hanh",
        "thuong truc",
        "thu tuong chinh phu",
        "chinh phu",
        "ban chi dao",
        "ubnd",
        "quoc hoi",
        "uy ban thuong vu quoc hoi",
        "dang uy",
    ];
    is_capitals(text)
        && (BODIES.iter().any(|body| spells_word(text, body).is_some())
            || POSTS.iter().any(|post| spells_word(text, post).is_some()))
}

/// The byte just after "điện:", when this line calls the addressees of a công điện.
pub(super) fn telegram_call(text: &str) -> Option<usize> {
    let (from, end) = find_plain(head(text, 900), "dien")?;
    let colon = text[end..].trim_start();
    let call = colon.starts_with(':');
    let before = text[..from].trim();
    (call && (before.is_empty() || is_capitals(before) || before.chars().count() < 80))
        .then(|| text.len() - colon.len() + 1)
}

/// The subject without the words that announce it.
pub(super) fn strip_about(subject: &str, titled: bool) -> &str {
    let trimmed =
        subject.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ':' | ','));
    let words = ["v/v:", "v/v", "ve viec:", "ve viec", "ve"];
    let end = words[..if titled { 5 } else { 4 }].iter().find_map(|words| {
        spells(trimmed, words).filter(|end| !trimmed[*end..].starts_with(char::is_alphanumeric))
    });
    trimmed[end.unwrap_or(0)..].trim_start_matches([' ', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_end_where_the_text_begins() {
        for (text, subject) in [
            ("KẾT LUẬN TẠI CƠ SỞ 2 Ngày 18 tháng 11 năm 2025, tại", "KẾT LUẬN TẠI CƠ SỞ 2 "),
            (
                "THỰC HIỆN QUYẾT ĐỊNH 12/QĐ-TTg CỦA THỦ TƯỚNG Thực hiện Quyết định",
                "THỰC HIỆN QUYẾT ĐỊNH 12/QĐ-TTg CỦA THỦ TƯỚNG ",
            ),
            ("PHÒNG CHỐNG DỊCH Covid-19 TẠI XÃ NÀ BÓ", "PHÒNG CHỐNG DỊCH Covid-19 TẠI XÃ NÀ BÓ"),
            ("ỨNG PHÓ LŨ THỦ TƯỚNG CHÍNH PHỦ điện:", "ỨNG PHÓ LŨ THỦ TƯỚNG CHÍNH PHỦ "),
        ] {
            assert_eq!(&text[..capitals_end(text)], subject);
        }
    }

    #[test]
    fn the_authority_is_no_part_of_the_subject() {
        let subject = "VỀ KẾT QUẢ XÁC ĐỊNH MÃ SỐ CỤC TRƯỞNG CỤC HẢI QUAN";
        let at = authority_start(subject, Some("Cục Hải quan")).unwrap();
        assert_eq!(&subject[at..], "CỤC TRƯỞNG CỤC HẢI QUAN");
        assert_eq!(authority_start("VỀ DỊCH BỆNH TẠI HUYỆN MAI SƠN", Some("Cục Hải quan")), None);
    }
}
