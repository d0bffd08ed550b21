//! Areas and fields of work inside the names of organs.

use super::super::letters::{plain, spells_word};
use super::super::vocabulary::AREAS;
use super::seen::key;

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

/// "SỞ Y TẾ BẮC HẠ": the place of issue is a name wherever it stands.
pub(super) fn large_place(words: &[&str], place: Option<&str>, large: &mut [bool]) {
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

/// After "tỉnh", "huyện", "xã" the next two words are a name, unless the phrase goes on otherwise.
pub(super) fn large_areas(words: &[&str], large: &mut [bool]) {
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
            let ends = if step > after { is_joining(word) } else { is_common(word) };
            if ends || (step >= after + 2 && large[step]) {
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

pub(super) fn large_fields(words: &[&str], large: &mut [bool]) {
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
