//! Who issues: organ names in capitals, one above the other or run together on one line.

use super::super::casing;
use super::super::letters::{last_word, plain, spells, spells_word, word_starts};
use super::super::vocabulary::{AREAS, BINDS, ORGANS};

/// The issuer and the superior organ above it, as printed lines give them.
pub(super) fn read(lines: &[String], place: Option<&str>) -> (Option<String>, Option<String>) {
    let mut organs: Vec<String> = Vec::new();
    for line in lines {
        for (at, part) in organs_of(line).into_iter().enumerate() {
            match organs.last_mut() {
                Some(open) if at == 0 && !begins_organ(part, open) => {
                    open.push(' ');
                    open.push_str(part);
                }
                _ => organs.push(part.to_owned()),
            }
        }
    }
    let named = |name: String| casing::organ(&super::squeezed(&name), place);
    let issuer = organs.pop().map(named);
    (issuer, organs.pop().map(named))
}

/// Whether a line of its own begins another organ rather than going on with the one above.
fn begins_organ(part: &str, above: &str) -> bool {
    let bound =
        above.ends_with([',', '-', '–']) || matches!(key(last_word(above)).as_str(), "va" | "cua");
    !bound && is_organ(part)
}

fn is_organ(text: &str) -> bool {
    ORGANS.iter().any(|organ| {
        if organ.ends_with(' ') {
            spells(text, organ).is_some()
        } else {
            spells_word(text, organ).is_some()
        }
    }) && !is_lone_area(text)
}

/// "BAN" the village and "TRƯỜNG" inside a place name are areas, not organs, when nothing else says so.
fn is_lone_area(text: &str) -> bool {
    if AREAS.iter().any(|area| area.ends_with("uy") && spells_word(text, area).is_some()) {
        return false;
    }
    AREAS
        .iter()
        .any(|area| *area != "ban" && !area.ends_with("uy") && spells_word(text, area).is_some())
}

/// Cuts "BỘ TÀI CHÍNH CỤC THUẾ" where a second organ begins.
fn organs_of(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in word_starts(line).filter(|at| *at > 0) {
        let before = line[..at].trim_end();
        let joined = before.ends_with([',', '-', '–', '&'])
            || BINDS.contains(&key(last_word(before)).as_str());
        if !joined && at > from && is_inner_organ(&line[at..]) && complete(&line[from..at]) {
            parts.push(line[from..at].trim_end_matches([' ', '-', '–']));
            from = at;
        }
    }
    parts.push(&line[from..]);
    parts
}

/// Inside a line only words that hardly occur in names count: "BAN", "HỘI" and "TRƯỜNG" need more.
fn is_inner_organ(text: &str) -> bool {
    const WEAK: [&str; 8] =
        ["ban ", "hoi ", "doan ", "truong ", "dai ", "vien ", "quoc hoi", "chinh phu"];
    const STRONG: [&str; 22] = [
        "ban chi dao",
        "ban chi huy",
        "ban chap hanh",
        "ban thuong vu",
        "ban tuyen giao",
        "ban to chuc",
        "ban quan ly",
        "ban dan van",
        "ban noi chinh",
        "ban dan toc",
        "hoi dong",
        "hoi lien hiep",
        "hoi nong dan",
        "hoi cuu chien binh",
        "hoi chu thap do",
        "doan thanh nien",
        "truong thpt",
        "truong thcs",
        "truong tieu hoc",
        "truong mam non",
        "truong cao dang",
        "truong dai hoc",
    ];
    let weak = WEAK.iter().any(|word| spells(text, word).is_some());
    if weak { STRONG.iter().any(|word| spells_word(text, word).is_some()) } else { is_organ(text) }
}

/// A name of one word ("BAN", "SỞ") goes on.
fn complete(name: &str) -> bool {
    name.split_whitespace().count() >= 2
}

fn key(word: &str) -> String {
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lines: &[&str]) -> (Option<String>, Option<String>) {
        read(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>(), None)
    }

    #[test]
    fn the_lower_organ_issues() {
        for (lines, issuer, parent) in [
            (vec!["BỘ TÀI CHÍNH CỤC THUẾ"], "Cục Thuế", Some("Bộ Tài chính")),
            (vec!["UBND TỈNH SƠN LA", "SỞ Y TẾ"], "Sở Y tế", Some("UBND tỉnh Sơn La")),
            (vec!["ỦY BAN NHÂN DÂN", "HUYỆN MAI SƠN"], "Ủy ban nhân dân huyện Mai Sơn", None),
            (vec!["TỈNH ỦY SƠN LA", "BAN TUYÊN GIÁO"], "Ban Tuyên giáo", Some("Tỉnh ủy Sơn La")),
            (
                vec!["HUYỆN ỦY MAI SƠN", "ĐẢNG ỦY XÃ CHIỀNG BAN"],
                "Đảng ủy xã Chiềng Ban",
                Some("Huyện ủy Mai Sơn"),
            ),
            (vec!["BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], "Bộ Nông nghiệp và Môi trường", None),
            (
                vec!["UBND HUYỆN MAI SƠN", "BAN CHỈ ĐẠO PHÒNG, CHỐNG", "DỊCH BỆNH COVID-19"],
                "Ban Chỉ đạo phòng, chống dịch bệnh COVID-19",
                Some("UBND huyện Mai Sơn"),
            ),
            (
                vec!["SỞ Y TẾ SƠN LA TRUNG TÂM KIỂM SOÁT BỆNH TẬT"],
                "Trung tâm Kiểm soát bệnh tật",
                Some("Sở Y tế Sơn La"),
            ),
            (vec!["VĂN PHÒNG CHÍNH PHỦ"], "Văn phòng Chính phủ", None),
        ] {
            assert_eq!(
                names(&lines),
                (Some(issuer.to_owned()), parent.map(str::to_owned)),
                "{lines:?}"
            );
        }
    }
}
