//! From capitals to a sentence: the document's own words show which names are written large.

use std::collections::BTreeMap;

use super::letters::{capitalised, is_capitals, last_word, plain, spells_word};
use super::source::Row;
use super::vocabulary::AREAS;

/// How much of the text is looked at for the spelling of names, in bytes.
const SAMPLE: usize = 6_000;

/// Names that a text may not repeat outside its title.
const NAMES: [&str; 108] = [
    "Thành phố Hồ Chí Minh",
    "Hồ Chí Minh",
    "Hà Nội",
    "Hải Phòng",
    "Đà Nẵng",
    "Cần Thơ",
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bạc Liêu",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Định",
    "Bình Dương",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Đắk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Tĩnh",
    "Hải Dương",
    "Hậu Giang",
    "Hòa Bình",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lâm Đồng",
    "Lạng Sơn",
    "Lào Cai",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
    "Huế",
    "Việt Nam",
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "Phó Thủ tướng",
    "Thủ tướng",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Bộ trưởng",
    "Quốc hội",
    "Trung ương",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Mặt trận Tổ quốc",
    "Đảng",
    "Nhà nước",
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Ban Chỉ đạo",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Tuyên giáo",
    "Ban Tổ chức",
    "Ban Quản lý",
    "Bộ Chỉ huy",
    "Bộ Tư lệnh",
    "Biên phòng",
    "Đoàn Thanh niên",
    "Cộng sản",
    "Liên hiệp Phụ nữ",
    "Chữ thập đỏ",
    "Công Thương",
    "Kiểm soát bệnh tật",
    "Giao thông vận tải",
    "Phát triển nông thôn",
    "Quân sự",
    "Dân vận",
    "Nội chính",
    "Y tế",
    "Tỉnh ủy",
    "Huyện ủy",
    "Thành ủy",
    "Tết Nguyên đán",
];

/// Organ words after which the field is written large: "Sở Văn hóa, Thể thao và Du lịch".
const FIELDED: [&str; 16] = [
    "bo",
    "so",
    "cuc",
    "tong cuc",
    "chi cuc",
    "vu",
    "phong",
    "van phong",
    "trung tam",
    "ban",
    "vien",
    "hoi",
    "benh vien",
    "tram",
    "kho bac",
    "thanh tra",
];

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

/// "SỞ Y TẾ BẮC HẠ": the place of issue is a name wherever it stands.
fn large_place(words: &[&str], place: Option<&str>, large: &mut [bool]) {
    let names: Vec<String> = place.unwrap_or_default().split_whitespace().map(key).collect();
    if names.is_empty() {
        return;
    }
    for at in 0..words.len() {
        if words[at..].len() >= names.len()
            && words[at..].iter().zip(&names).all(|(word, name)| key(word) == *name)
        {
            large[at..at + names.len()].fill(true);
        }
    }
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

fn large_names(joined: &str, seen: &BTreeMap<usize, String>, out: &mut [String]) {
    for (at, start) in word_offsets(joined).enumerate() {
        let first = joined[start..].chars().next().map(plain);
        for name in NAMES {
            if name.chars().next().map(plain) == first && spells_exact(&joined[start..], name) {
                for (step, form) in name.split(' ').enumerate() {
                    if let Some(word) =
                        out.get_mut(at + step).filter(|_| !seen.contains_key(&(at + step)))
                    {
                        *word = recased(word, form);
                    }
                }
                break;
            }
        }
    }
}

/// The word in the case of `form`, its punctuation kept.
fn recased(word: &str, form: &str) -> String {
    if form.starts_with(char::is_uppercase) { titled(word) } else { word.to_lowercase() }
}

fn spells_exact(text: &str, name: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    name.chars().flat_map(char::to_lowercase).all(|wanted| letters.next() == Some(wanted))
        && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

fn word_offsets(joined: &str) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(joined.match_indices(' ').map(|(at, _)| at + 1))
}

/// After "tỉnh", "huyện", "xã" the next two words are a name, unless the phrase goes on otherwise.
fn large_areas(words: &[&str], large: &mut [bool]) {
    let mut at = 0;
    while at < words.len() {
        let tail = words[at..].join(" ");
        let Some(area) = AREAS.iter().find(|area| spells_word(&tail, area).is_some()) else {
            at += 1;
            continue;
        };
        let after = at + area.split(' ').count();
        if words[at..after.min(words.len())].iter().any(|word| word.ends_with([',', ';', '.'])) {
            at = after;
            continue;
        }
        for step in after..(after + 3).min(words.len()) {
            let word = words[step];
            if step >= after + 2 && large[step]
                || is_common(word) && !(step > after && !is_joining(word))
            {
                break;
            }
            if step < after + 2 || at == 0 {
                large[step] = true;
            }
            if word.ends_with([',', ';', '.']) {
                break;
            }
        }
        at = after;
    }
}

/// Words that surely end a name of one word ("thành phố Huế và …"); "Bản" and "Khoa" may end one
/// of two ("Chiềng Ban", "Mường Khoa").
fn is_joining(word: &str) -> bool {
    const JOINING: [&str; 24] = [
        "va", "ve", "cac", "trong", "nam", "giai", "den", "tren", "de", "co", "la", "theo", "duoc",
        "khi", "voi", "do", "nhiem", "tu", "cho", "huyen", "tinh", "xa", "thuoc", "nay",
    ];
    let key: String = word.chars().filter(|c| c.is_alphanumeric()).map(plain).collect();
    key.is_empty() || JOINING.contains(&key.as_str())
}

/// Words that follow "tỉnh", "xã", "bản" without being names.
fn is_common(word: &str) -> bool {
    const COMMON: [&str; 44] = [
        "hoi", "uy", "va", "ve", "cac", "trong", "nam", "nay", "giai", "den", "tren", "de", "co",
        "la", "thuc", "nhan", "khoa", "doan", "thuong", "nhiem", "quy", "dan", "quan", "lan",
        "theo", "theo", "duoc", "chi", "hanh", "cho", "phong", "doi", "tu", "vung", "sach", "bien",
        "chu", "an", "do", "khi", "bao", "voi", "dich", "dieu",
    ];
    let key: String = word.chars().filter(|c| c.is_alphanumeric()).map(plain).collect();
    key.is_empty() || COMMON.contains(&key.as_str()) || AREAS.contains(&key.as_str())
}

fn large_fields(words: &[&str], large: &mut [bool]) {
    let first =
        words.first().map(|word| word.chars().map(plain).collect::<String>()).unwrap_or_default();
    let joined = words.join(" ");
    let Some(organ) = FIELDED
        .iter()
        .filter(|organ| spells_word(&joined, organ).is_some())
        .max_by_key(|organ| organ.len())
    else {
        return;
    };
    let start = organ.split(' ').count();
    let steering = spells_word(&joined, "ban chi dao").is_some()
        || spells_word(&joined, "ban chi huy").is_some();
    let mut fresh = true;
    for at in start..words.len() {
        let key: String = words[at].chars().filter(|c| c.is_alphanumeric()).map(plain).collect();
        if at > start && begins_area(&words[at..]) {
            return;
        }
        if fresh && key != "va" && !key.is_empty() {
            large[at] = true;
        }
        if steering {
            return;
        }
        fresh = key == "va" || key.is_empty() || (words[at].ends_with(',') && first != "ban");
    }
}

/// "TỈNH SƠN LA", but not "XÃ HỘI".
fn begins_area(words: &[&str]) -> bool {
    let tail = words.join(" ");
    AREAS.iter().any(|area| {
        spells_word(&tail, area).is_some()
            && words.get(area.split(' ').count()).is_some_and(|next| !is_common(next))
    })
}

/// For words of the title: the form in which most of the text writes them beside the same neighbour.
fn seen(words: &[&str], rows: &[Row<'_>]) -> BTreeMap<usize, String> {
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let mut places: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for at in 1..keys.len() {
        places.entry((&keys[at - 1], &keys[at])).or_default().push(at);
    }
    let mut votes: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let mut taken = 0;
    for row in rows {
        taken += row.text.len();
        if taken > SAMPLE {
            break;
        }
        if !is_capitals(&row.text) {
            count(&row.text, &places, &mut votes);
        }
    }
    votes
        .into_iter()
        .filter_map(|(at, forms)| Some((at, dressed(words[at], &most(forms)?))))
        .collect()
}

fn count(
    text: &str,
    places: &BTreeMap<(&str, &str), Vec<usize>>,
    votes: &mut BTreeMap<usize, BTreeMap<String, usize>>,
) {
    let mut before: Option<(&str, String, bool)> = None;
    let mut earlier = "";
    for word in text.split_whitespace() {
        let this = key(word);
        if let Some((previous, previous_key, starts)) = &before
            && !(is_shouted(previous) && is_shouted(word))
        {
            for at in places.get(&(previous_key.as_str(), this.as_str())).into_iter().flatten() {
                let mut vote = |at: usize, form: &str| {
                    *votes.entry(at).or_default().entry(core(form).to_owned()).or_default() += 1;
                };
                // "Luật Ngân sách" says nothing about "dự toán ngân sách".
                if !starts && !super::letters::starts_large(earlier) {
                    vote(at - 1, previous);
                }
                if !previous.ends_with(['.', ':']) {
                    vote(*at, word);
                }
            }
        }
        let starts = before.as_ref().is_none_or(|(previous, _, _)| {
            previous.ends_with(['.', ':', ';', '-']) || last_word(previous).is_empty()
        });
        earlier = before.as_ref().map_or("", |(previous, _, _)| previous);
        before = Some((word, this, starts));
    }
}

/// Part of a run of capitals, which says nothing about names.
fn is_shouted(word: &str) -> bool {
    !super::letters::has_small(word)
        && core(word).chars().filter(|c| c.is_alphabetic()).count() != 1
}

fn most(forms: BTreeMap<String, usize>) -> Option<String> {
    forms.into_iter().rev().max_by_key(|(_, votes)| *votes).map(|(form, _)| form)
}

fn key(word: &str) -> String {
    core(word).to_lowercase()
}

fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The form of the text inside the punctuation of the title.
fn dressed(word: &str, form: &str) -> String {
    let inner = core(word);
    match word.find(inner) {
        Some(at) if !inner.is_empty() => {
            format!("{}{form}{}", &word[..at], &word[at + inner.len()..])
        }
        _ => word.to_owned(),
    }
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
