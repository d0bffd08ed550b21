//! From capitals to a sentence: the document's own words show which names are written large.

mod areas;
mod names;
mod seen;

use std::collections::BTreeMap;

use self::areas::{large_areas, large_fields, large_place};
use self::names::large_names;
use self::seen::seen;
use super::letters::{capitalised, is_capitals, plain};
use super::source::Row;

/// The name of an organ in sentence case: "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" → "Bộ Nông nghiệp và Môi trường".
pub(super) fn organ(name: &str, place: Option<&str>) -> String {
    if !is_capitals(name) {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut large = vec![false; words.len()];
    large_fields(&words, &mut large);
    large_areas(&words, &mut large);
    large_place(&words, place, &mut large);
    write(&words, &large, &BTreeMap::new())
}

/// A subject in sentence case, names large as in the text itself.
pub(super) fn sentence(subject: &str, rows: &[Row<'_>]) -> String {
    let words: Vec<&str> = subject.split_whitespace().collect();
    let mut large = vec![false; words.len()];
    large_areas(&words, &mut large);
    write(&words, &large, &seen(&words, rows))
}

fn write(words: &[&str], large: &[bool], seen: &BTreeMap<usize, String>) -> String {
    let joined = words.join(" ");
    let mut out: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| match seen.get(&at) {
            Some(form) => form.clone(),
            None if is_code(word) => word.replace("-TTG", "-TTg"),
            None if large[at] => titled(word),
            None => word.to_lowercase(),
        })
        .collect();
    large_names(&joined, seen, &mut out);
    if let Some(first) = out.first_mut() {
        *first = capitalised_inside(first);
    }
    out.join(" ")
}

/// The first letter large, also behind an opening quote.
fn capitalised_inside(word: &str) -> String {
    let mark = word.find(char::is_alphanumeric).unwrap_or(0);
    format!("{}{}", &word[..mark], capitalised(&word[mark..]))
}

fn titled(word: &str) -> String {
    capitalised_inside(&word.to_lowercase())
}

/// "COVID-19", "5G", "QĐ-TTG", "(TTHC)": a digit, or letters that make no syllable.
fn is_code(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).map(plain).collect();
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    word.contains(|c: char| c.is_ascii_digit() || c == '/')
        || (letters.len() > 1 && !letters.iter().any(vowel))
        || matches!(
            word.trim_matches(|c: char| !c.is_alphanumeric()),
            "UBND" | "HĐND" | "ASEAN" | "UBMTTQ" | "IOT" | "AI"
        )
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn organs_are_written_as_the_decree_writes_them() {
        for (printed, expected) in [
            ("ỦY BAN NHÂN DÂN HUYỆN MAI SƠN", "Ủy ban nhân dân huyện Mai Sơn"),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HÀ NỘI", "Sở Giáo dục và Đào tạo thành phố Hà Nội"),
            ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
            ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
            ("BỘ Y TẾ", "Bộ Y tế"),
            ("TỈNH ỦY SÓC TRĂNG", "Tỉnh ủy Sóc Trăng"),
            ("ĐẢNG ỦY XÃ CHIỀNG BAN", "Đảng ủy xã Chiềng Ban"),
            (
                "BAN CHỈ ĐẠO PHÒNG, CHỐNG DỊCH COVID-19 HUYỆN MAI SƠN",
                "Ban Chỉ đạo phòng, chống dịch COVID-19 huyện Mai Sơn",
            ),
            ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
            ("CỤC THUẾ", "Cục Thuế"),
        ] {
            assert_eq!(organ(printed, None), expected);
        }
    }

    #[test]
    fn a_title_takes_the_spelling_of_the_text() {
        let rows = source::rows(
            "Phó Chủ tịch Lò Văn Inh đã dự họp về dịch Covid-19 ở bản Nà Hạ, xã Phiêng Pằn.",
        );
        let title = "KẾT LUẬN CỦA PHÓ CHỦ TỊCH LÒ VĂN INH VỀ DỊCH COVID-19 TẠI XÃ PHIÊNG PẰN";
        assert_eq!(
            sentence(title, &rows),
            "Kết luận của Phó Chủ tịch Lò Văn Inh về dịch Covid-19 tại xã Phiêng Pằn"
        );
    }
}
