//! The distribution list: who gets a copy, and what for.

use super::super::letters::{plain, spells, spells_word};
use super::super::{Lines, Recipient};

/// One entry of the list as a recipient; `None` when nothing is left of it.
pub(super) fn read(entry: &str, lines: Lines) -> Option<Recipient> {
    let entry = entry.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '+' | '•' | ';' | '.' | ',' | '*' | '/')
    });
    if entry.is_empty() {
        return None;
    }
    let (name, purpose) = bracketed_purpose(entry).unwrap_or_else(|| (entry.to_owned(), None));
    let purpose = purpose.or_else(|| own_purpose(&name));
    let name =
        name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '.' | ',')).to_owned();
    (!name.is_empty()).then_some(Recipient { name, purpose, lines })
}

/// "Như trên", "Như Điều 3" and "Lưu: VT" say themselves what for.
fn own_purpose(name: &str) -> Option<String> {
    let as_above = ["nhu tren", "nhu kinh gui", "nhu dieu", "nhu muc"]
        .iter()
        .any(|word| spells(name, word).is_some());
    let filed = spells_word(name, "luu").is_some() || spells(name, "luu:").is_some();
    match (as_above, filed) {
        (true, _) => Some("như trên".to_owned()),
        (_, true) => Some("lưu".to_owned()),
        _ => None,
    }
}

/// Takes "(để b/c)", "(b/c)", "(để thực hiện)" off the name. Other brackets belong to the name.
fn bracketed_purpose(entry: &str) -> Option<(String, Option<String>)> {
    let (open, close) = entry.match_indices('(').find_map(|(open, _)| {
        let close = open + entry[open..].find(')')?;
        purpose(&entry[open + 1..close]).map(|_| (open, close))
    })?;
    let said = purpose(&entry[open + 1..close]);
    let name = format!("{}{}", entry[..open].trim_end(), &entry[close + 1..]);
    Some((name, said))
}

/// What an abbreviation in a bracket means.
fn purpose(words: &str) -> Option<String> {
    let key: String = words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '/'))
        .map(plain)
        .collect();
    let short = key.strip_prefix("de").unwrap_or(&key);
    let known = match short {
        "bc" | "bcao" | "baocao" => "để báo cáo",
        "biet" => "để biết",
        "th" | "thien" | "thuchien" => "để thực hiện",
        "ph" | "phoihop" | "phop" => "để phối hợp",
        "cd" | "chidao" => "để chỉ đạo",
        "tonghop" => "để tổng hợp",
        "theodoi" => "để theo dõi",
        "nhutren" => "như trên",
        _ if key.starts_with("de") && spells(words.trim(), "de ").is_some() => {
            return Some(words.trim().to_lowercase());
        }
        _ => return None,
    };
    Some(known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_leave_the_name() {
        for (entry, name, purpose) in [
            ("- Thủ tướng Chính phủ (để b/c);", "Thủ tướng Chính phủ", Some("để báo cáo")),
            ("- Như trên;", "Như trên", Some("như trên")),
            ("- Lưu: VT, YT.", "Lưu: VT, YT", Some("lưu")),
            ("- Lưu VT, NN (03). Hg.", "Lưu VT, NN (03). Hg", Some("lưu")),
            ("- UBND tỉnh (b/cáo);", "UBND tỉnh", Some("để báo cáo")),
            (
                "- Văn phòng Sở (để đăng tải trên Cổng);",
                "Văn phòng Sở",
                Some("để đăng tải trên cổng"),
            ),
            ("- Các Bộ: XD, NN&MT;", "Các Bộ: XD, NN&MT", None),
        ] {
            let recipient = read(entry, Lines::one(1)).unwrap();
            assert_eq!((recipient.name.as_str(), recipient.purpose.as_deref()), (name, purpose));
        }
        assert_eq!(read("- ;", Lines::one(1)), None);
    }
}
