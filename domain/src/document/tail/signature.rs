//! The signature block: in whose stead, which post, whose name.

use super::super::letters::{
    has_small, is_capitals, plain, spells, spells_word, starts_large, word_starts,
};
use super::super::vocabulary::{BINDS, POSTS};
use super::super::{Lines, Signature};

/// Signs of signing in someone's stead: "TM.", "T/M", "KT.", "TL.", "TUQ.", "Q.".
const STEADS: [&str; 16] = [
    "tm.", "t/m.", "t/m", "tm ", "kt.", "k/t.", "k/t", "kt ", "tl.", "t/l.", "t/l", "tl ", "tuq.",
    "tuq ", "t.uq", "q.",
];

/// Surnames of the Kinh and of the peoples of the mountains and the South, in plain letters.
const SURNAMES: [&str; 96] = [
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
    "ho", "ngo", "duong", "ly", "dinh", "doan", "trinh", "mai", "dao", "lam", "truong", "luong",
    "luu", "ha", "cao", "chu", "ta", "thai", "to", "tong", "quach", "trieu", "ninh", "nghiem",
    "kieu", "khuat", "vuong", "phung", "giang", "vang", "sung", "thao", "mua", "hang", "vu", "lau",
    "lo", "cam", "quang", "tong", "ca", "luong", "lai", "thach", "son", "kim", "danh", "dieu", "h",
    "y", "k", "ma", "hau", "be", "nong", "hua", "la", "ban", "dam", "chau", "chau", "au", "bach",
    "bo", "bang", "cu", "cung", "diep", "dong", "du", "gian", "han", "hoa", "khong", "khuc", "kha",
    "lu", "mac", "nham", "nhu", "on", "tang", "tieu", "uong",
];

/// Whether a line begins with "TM.", "KT." … in capitals.
pub(super) fn is_stead(text: &str) -> bool {
    STEADS.iter().any(|stead| {
        spells(text, stead).is_some_and(|end| {
            let rest = text[end..].trim_start();
            text.starts_with(char::is_uppercase)
                && starts_large(rest)
                && rest.split_whitespace().next().is_some_and(|word| !has_small(word))
        })
    })
}

/// Whether a line begins with a post in capitals, alone or with the name behind it.
pub(super) fn is_post(text: &str) -> bool {
    POSTS.iter().any(|post| {
        spells_word(text, post).is_some_and(|end| !text[..end].chars().any(char::is_lowercase))
    })
}

/// A person's name: two to six words written large, perhaps behind a rank or degree.
pub(super) fn name(text: &str) -> Option<String> {
    let bare = without_rank(
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '*' | ':')),
    );
    let words: Vec<&str> = bare.split_whitespace().collect();
    if !(1..=6).contains(&words.len()) || words.iter().any(|word| !is_name_word(word)) {
        return None;
    }
    let capitals = words.iter().all(|word| !has_small(word));
    let surname: String =
        words[0].split(['\'', '’']).next().unwrap_or("").chars().map(plain).collect();
    let known = SURNAMES.contains(&surname.as_str());
    let lone = words.len() == 1;
    if (!known && (capitals || lone)) || (capitals && lone) {
        return None;
    }
    let titled = |word: &&str| super::super::letters::capitalised(&word.to_lowercase());
    Some(if capitals {
        words.iter().map(titled).collect::<Vec<_>>().join(" ")
    } else {
        words.join(" ")
    })
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
}

/// Without "TS.", "BS CKII", "Đại tá": names are signed without them (NĐ 30/2020, annex I).
fn without_rank(text: &str) -> &str {
    const RANKS: [&str; 26] = [
        "pgs. ts.",
        "pgs.ts.",
        "gs.ts.",
        "gs.ts",
        "pgs.ts",
        "ts.",
        "ths.",
        "bs.",
        "bsckii.",
        "bsckii",
        "bscki.",
        "bscki",
        "bs ckii",
        "bs cki",
        "ths.bs.",
        "ths. bs.",
        "ks.",
        "cn.",
        "dai ta",
        "thuong ta",
        "trung ta",
        "thieu ta",
        "thieu tuong",
        "trung tuong",
        "thuong tuong",
        "dai uy",
    ];
    let mut rest = text;
    while let Some(end) = RANKS.iter().filter_map(|rank| spells(rest, rank)).max() {
        let after = rest[end..].trim_start_matches([' ', '.', ',']);
        if after.is_empty() || !starts_large(after) {
            break;
        }
        rest = after;
    }
    rest
}

/// Whether the line says only that somebody has signed: "(Đã ký)", "[đã ký và đóng dấu]".
pub(super) fn is_signed_note(text: &str) -> bool {
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    ["da ky", "ky ten", "ky, dong dau", "chu ky", "ky dien tu", "ky so"]
        .iter()
        .any(|word| spells(core, word).is_some())
        && core.chars().count() <= 30
}

/// Collects the lines of a block, in the order of the paper.
#[derive(Debug, Default)]
pub(super) struct Block {
    stead: Option<String>,
    title: Option<String>,
    name: Option<String>,
    lines: Vec<Lines>,
}

impl Block {
    /// Takes a line of the block. `false` when it belongs elsewhere.
    pub(super) fn offer(&mut self, text: &str, line: u32) -> bool {
        let text = text.trim();
        let taken = is_signed_note(text) || self.post(text) || self.person(text);
        if taken {
            self.lines.push(Lines::one(line));
        }
        taken
    }

    pub(super) fn is_complete(&self) -> bool {
        self.name.is_some() && (self.title.is_some() || self.stead.is_some())
    }

    pub(super) fn has_post(&self) -> bool {
        self.title.is_some() || self.stead.is_some()
    }

    fn post(&mut self, text: &str) -> bool {
        if self.has_post()
            && !is_post(text)
            && !is_stead(text)
            && is_capitals(text)
            && self.person(text)
        {
            return true;
        }
        let (posts, person) = text.split_at(posts_end(text));
        let posts = posts.trim().trim_end_matches([',', ';', '.']);
        if posts.is_empty() || self.name.is_some() {
            return false;
        }
        if is_stead(posts) {
            // "TM. ỦY BAN NHÂN DÂN" above "KT. CHỦ TỊCH": the nearer one counts.
            let (stead, title) = split_title(posts);
            self.stead = Some(stead.to_owned());
            self.title = title.map(str::to_owned);
        } else if is_post(posts) || (self.has_post() && is_capitals(posts)) {
            extend(&mut self.title, posts);
        } else {
            return false;
        }
        self.name = name(person);
        true
    }

    fn person(&mut self, text: &str) -> bool {
        if self.name.is_some() {
            return false;
        }
        self.name = name(text);
        self.name.is_some()
    }

    pub(super) fn finish(self) -> Option<Signature> {
        let Self { stead, title, name, lines } = self;
        (!lines.is_empty()).then_some(Signature { authority: stead, title, name, lines })
    }
}

/// A post may run over two lines: "PHÓ TRƯỞNG BAN" / "THƯỜNG TRỰC".
fn extend(open: &mut Option<String>, words: &str) {
    match open {
        Some(title) => {
            title.push(' ');
            title.push_str(words);
        }
        None => *open = Some(words.to_owned()),
    }
}

/// Where the capitals of the posts end and the name in small letters begins.
fn posts_end(text: &str) -> usize {
    let mut words = word_starts(text);
    let small =
        words.find(|at| has_small(text[*at..].split(char::is_whitespace).next().unwrap_or("")));
    let end = small.unwrap_or(text.len());
    // A rank such as "BS." or "TS." in front of the name is not part of the post.
    let head = text[..end].trim_end();
    let rank = head
        .rsplit(' ')
        .next()
        .filter(|word| word.ends_with('.') && word.len() <= 8 && !is_stead(word));
    rank.filter(|_| small.is_some()).map_or(end, |word| head.len() - word.len())
}

/// "KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ CHỦ NHIỆM" → the stead and the signer's own post.
fn split_title(posts: &str) -> (&str, Option<&str>) {
    let mut starts = word_starts(posts).filter(|at| begins_post(posts, *at));
    let Some(first) = starts.next() else { return (posts, None) };
    let deputy = spells(posts, "k").is_some();
    // A line of the block was lost when a deputy's post stands behind a chief's: the last counts.
    let all: Vec<usize> = starts.collect();
    let deputies = all.iter().rev().copied().find(|at| spells_word(&posts[*at..], "pho").is_some());
    for at in deputies.into_iter().chain(all.iter().copied()) {
        let before = posts[..at].trim_end();
        if before.ends_with(',') || at <= first {
            continue;
        }
        // Who signs for a chief by "KT." is his deputy.
        let own = !deputy
            || spells_word(&posts[at..], "pho").is_some()
            || ["thu truong", "uy vien"].iter().any(|p| spells_word(&posts[at..], p).is_some());
        if own {
            return (before, Some(&posts[at..]));
        }
    }
    (posts, None)
}

fn begins_post(posts: &str, at: usize) -> bool {
    let before: String =
        super::super::letters::last_word(&posts[..at]).chars().map(plain).collect();
    let bound = matches!(before.as_str(), "pho" | "tong" | "chi" | "nguyen")
        && BINDS.contains(&before.as_str())
        && !posts[..at].trim_end().ends_with('.');
    !bound && POSTS.iter().any(|post| spells_word(&posts[at..], post).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>) {
        let mut block = Block::default();
        for (at, line) in lines.iter().enumerate() {
            assert!(block.offer(line, u32::try_from(at).unwrap()), "{line}");
        }
        let signature = block.finish().unwrap();
        (signature.authority, signature.title, signature.name)
    }

    #[test]
    fn blocks_of_every_shape() {
        for (lines, authority, title, name) in [
            (
                vec!["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lò Thị Én"],
                Some("KT. CHỦ TỊCH"),
                Some("PHÓ CHỦ TỊCH"),
                Some("Lò Thị Én"),
            ),
            (
                vec!["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Cầm Văn Ới"],
                Some("TM. ỦY BAN NHÂN DÂN"),
                Some("CHỦ TỊCH"),
                Some("Cầm Văn Ới"),
            ),
            (
                vec!["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Quàng Thị Sơn"],
                Some("T/M BAN THƯỜNG VỤ"),
                Some("PHÓ BÍ THƯ THƯỜNG TRỰC"),
                Some("Quàng Thị Sơn"),
            ),
            (
                vec!["KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ CHỦ NHIỆM Trần Văn Tám"],
                Some("KT. BỘ TRƯỞNG, CHỦ NHIỆM"),
                Some("PHÓ CHỦ NHIỆM"),
                Some("Trần Văn Tám"),
            ),
            (
                vec!["TL. CỤC TRƯỞNG", "KT. TRƯỞNG BAN GIÁM SÁT PHÓ TRƯỞNG BAN Lê Thị Bưởi"],
                Some("KT. TRƯỞNG BAN GIÁM SÁT"),
                Some("PHÓ TRƯỞNG BAN"),
                Some("Lê Thị Bưởi"),
            ),
            (
                vec!["TL. CỤC TRƯỞNG TRƯỞNG BAN CHÍNH SÁCH Lê Thị Bưởi"],
                Some("TL. CỤC TRƯỞNG"),
                Some("TRƯỞNG BAN CHÍNH SÁCH"),
                Some("Lê Thị Bưởi"),
            ),
            (vec!["GIÁM ĐỐC", "BS. Hà Văn Páo"], None, Some("GIÁM ĐỐC"), Some("Hà Văn Páo")),
            (vec!["BỘ TRƯỞNG Hà Văn Páo"], None, Some("BỘ TRƯỞNG"), Some("Hà Văn Páo")),
            (
                vec!["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "ĐẶNG VĂN HÒA"],
                Some("KT. TRƯỞNG BAN"),
                Some("PHÓ TRƯỞNG BAN THƯỜNG TRỰC"),
                Some("Đặng Văn Hòa"),
            ),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            assert_eq!(block(&lines), (owned(authority), owned(title), owned(name)), "{lines:?}");
        }
    }

    #[test]
    fn list_entries_are_no_names() {
        for text in
            ["Như trên;", "Lưu: VT, YT.", "UBND các xã", "Sở Y tế", "PHỤ LỤC", "Văn phòng Huyện ủy"]
        {
            assert_eq!(name(text), None, "{text}");
        }
        assert_eq!(name("H’Bia Niê").as_deref(), Some("H’Bia Niê"));
    }
}
