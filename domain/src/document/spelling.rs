//! Words that a scanner or a typist often gets wrong in these documents. Nothing is corrected: the
//! reader is told.

/// What stands there, and what is probably meant. Pairs that are no words of Vietnamese together.
const SUSPECTS: [(&str, &str, &str); 21] = [
    ("tuân", "tra", "tuần tra"),
    ("kiểm", "chế", "kiềm chế"),
    ("không", "chế", "khống chế"),
    ("thông", "nhất", "thống nhất"),
    ("Quân", "dự", "Quân sự"),
    ("quân", "dự", "quân sự"),
    ("Công", "TTĐT", "Cổng TTĐT"),
    ("Lây", "xã", "Lấy xã"),
    ("Lây", "mẫu", "Lấy mẫu"),
    ("lây", "mẫu", "lấy mẫu"),
    ("cánh", "ly", "cách ly"),
    ("cách", "lý", "cách ly"),
    ("dịch", "bênh", "dịch bệnh"),
    ("khấn", "trương", "khẩn trương"),
    ("khẩn", "chương", "khẩn trương"),
    ("chấm", "nhất", "chậm nhất"),
    ("báo", "cao", "báo cáo"),
    ("kế", "hoach", "kế hoạch"),
    ("chỉ", "đao", "chỉ đạo"),
    ("nghiêm", "tức", "nghiêm túc"),
    ("chủ", "chì", "chủ trì"),
];

/// The first suspicious words of a clause: byte, what stands there, what is probably meant.
pub(super) fn suspects(text: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let (mut earlier, mut before) = ("", "");
    let mut at = 0;
    for word in text.split(' ') {
        if let Some(meant) = suspect(before, word).filter(|_| !is_sound(earlier, &text[at..])) {
            let from = at - before.len() - 1;
            found.push((from, format!("{before} {}", core(word)), meant));
        }
        at += word.len() + 1;
        (earlier, before) = (before, word);
    }
    found
}

/// "giao thông nhất là", "không chế biến": sound words that only meet.
fn is_sound(earlier: &str, rest: &str) -> bool {
    matches!(earlier, "giao" | "truyền" | "viễn" | "lưu")
        || rest.starts_with("chế biến")
        || rest.starts_with("chế tạo")
}

fn suspect(before: &str, word: &str) -> Option<String> {
    if before.is_empty() {
        return None;
    }
    if before == word && is_doubled(word) {
        return Some(word.to_owned());
    }
    // The second words begin with few letters; most pairs fall here at once.
    let first = word.as_bytes().first()?;
    if !matches!(first, b't' | b'c' | b'n' | b'd' | b'T' | b'x' | b'm' | b'l' | b'b' | b'h')
        && *first < 0x80
    {
        return None;
    }
    let word = core(word);
    let (_, _, meant) = SUSPECTS.iter().find(|(one, two, _)| *one == before && *two == word)?;
    Some((*meant).to_owned())
}

fn core(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// A word twice in a row that is no reduplication: "văn bản bản chỉ đạo".
fn is_doubled(word: &str) -> bool {
    const NEVER_TWICE: [&str; 20] = [
        "các", "của", "và", "cho", "với", "để", "trong", "trên", "được", "bản", "việc", "về",
        "tại", "theo", "những", "bị", "từng", "đến", "phải", "khi",
    ];
    NEVER_TWICE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_what_a_scanner_garbled() {
        let found =
            suspects("Tăng cường tuân tra; các văn bản bản chỉ đạo, luôn luôn kiềm chế dịch.");
        let words: Vec<(&str, &str)> =
            found.iter().map(|(_, said, meant)| (said.as_str(), meant.as_str())).collect();
        assert_eq!(words, [("tuân tra", "tuần tra"), ("bản bản", "bản")]);
    }
}
