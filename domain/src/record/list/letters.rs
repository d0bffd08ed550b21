//! Letters of before Unicode: TCVN3 (the fonts `.VnTime` …, TCVN 5712:1993), VNI (VNI-Times …) and Windows-1258.
//!
//! The old fonts draw Vietnamese letters in the places of Western European ones: `NguyÔn V¨n ¸nh` is Nguyễn Văn Ánh in
//! TCVN3. A file in bytes and a workbook that was typed in such a font hold the same codes, as bytes or as U+00A1–U+00FF.

use unicode_normalization::UnicodeNormalization;

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// As everybody writes today.
    #[default]
    Unicode,
    /// TCVN 5712:1993, third set; also called ABC.
    Tcvn3,
    /// VNI for Windows: the letter and its mark are two codes.
    Vni,
    /// Windows code page 1258: letters with marks behind them.
    Windows1258,
}

const OLD: [Letters; 3] = [Letters::Tcvn3, Letters::Vni, Letters::Windows1258];

/// TCVN3 from code A1 to FE; a space where the set has nothing.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";
/// VNI: a vowel's marks, and what each makes of a, e, o, ơ (written ô), u, ư (written ö), y. Spaces are no letters.
const VNI_MARKS: &str = "ùøûõïâáàåãäêéèúüë";
const VNI_LETTERS: [(char, &str); 7] = [
    ('a', "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "éèẻẽẹêếềểễệ      "),
    ('o', "óòỏõọôốồổỗộ      "),
    ('ô', "ớờởỡợ            "),
    ('u', "úùủũụ            "),
    ('ö', "ứừửữự            "),
    ('y', "ýỳỷỹ             "),
];
/// VNI letters of one code.
const VNI_SINGLE: [(char, char); 9] = [
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('î', 'ỵ'),
    ('ñ', 'đ'),
];

impl Letters {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Windows1258 => "Windows-1258",
        }
    }

    /// The encoding of a file whose bytes are no UTF-8, by a piece of it: the one that makes the most Vietnamese words.
    /// `None` when none makes sense of it.
    pub fn of_bytes(sample: &[u8]) -> Option<Self> {
        let text = latin(sample);
        let best = OLD.into_iter().rev().max_by_key(|letters| plausible(&letters.read(&text)))?;
        (plausible(&best.read(&text)) > 0).then_some(best)
    }

    /// How the texts of a column of a workbook are written.
    pub fn of_column<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = String::new();
        for text in texts.filter(|text| !text.is_ascii()) {
            if text.nfc().any(|c| u32::from(c) > 0xff && is_vietnamese(c)) {
                return Self::Unicode;
            }
            all.push_str(text);
            all.push(' ');
        }
        let as_it_stands = plausible(&all);
        let old = [Self::Vni, Self::Tcvn3].into_iter();
        let best = old.map(|letters| (plausible(&letters.read(&all)), letters));
        best.max_by_key(|(score, _)| *score)
            .filter(|(score, _)| *score > as_it_stands.max(0))
            .map_or(Self::Unicode, |(_, letters)| letters)
    }

    /// How each column of a sheet is written. A column that tells nothing by itself goes with the others.
    pub fn of_columns(columns: &[Vec<&str>]) -> Vec<Self> {
        let each: Vec<Self> =
            columns.iter().map(|texts| Self::of_column(texts.iter().copied())).collect();
        let count = |letters: Self| each.iter().filter(|one| **one == letters).count();
        let old = [Self::Vni, Self::Tcvn3].into_iter().max_by_key(|letters| count(*letters));
        let Some(old) = old.filter(|old| count(*old) > 0) else { return each };
        // A column with little more than its title tells too little by itself.
        let goes_along = |texts: &Vec<&str>| {
            let score = |letters: Self| -> i64 {
                texts.iter().map(|text| plausible(&letters.read(text))).sum()
            };
            let (now, then) = (score(Self::Unicode), score(old));
            let latin = texts.iter().all(|text| text.chars().all(|c| u32::from(c) <= 0xff));
            latin && (then > now || (then == now && texts.len() < 5))
        };
        let along = |texts: &Vec<&str>| if goes_along(texts) { old } else { Self::Unicode };
        columns.iter().map(along).collect()
    }

    /// A piece of a file in composed Unicode.
    pub fn decode(self, bytes: &[u8]) -> String {
        self.read(&latin(bytes))
    }

    /// Text whose codes are those of this encoding, in composed Unicode. What is no letter of it stays.
    pub fn read(self, text: &str) -> String {
        match self {
            Self::Unicode => text.nfc().collect(),
            Self::Tcvn3 => words(text, |word| word.chars().map(tcvn3).collect()),
            Self::Vni => vni(text),
            Self::Windows1258 => text.chars().map(windows1258).nfc().collect(),
        }
    }
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn tcvn3(code: char) -> char {
    let at = u32::from(code).checked_sub(0xa1).and_then(|at| TCVN3.chars().nth(at as usize));
    at.filter(|letter| *letter != ' ').unwrap_or(code)
}

/// Reads word by word. TCVN3 has no capitals with tones: its fonts of capitals show the small ones so. A word in capitals
/// otherwise is meant in capitals, and so is the first letter of a word behind words that all begin with one: Lò Văn Ánh.
fn words(text: &str, read: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut named = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c.is_ascii_punctuation()) {
        let small = word.bytes().any(|byte| byte.is_ascii_lowercase());
        // One capital may begin a name such as Lý or Tự; two are a word in capitals.
        let capitals = !small && word.bytes().filter(u8::is_ascii_uppercase).count() > 1;
        let read = read(word);
        let first = read.chars().next().unwrap_or(' ');
        if capitals {
            out.push_str(&read.to_uppercase());
        } else if named && TONED.contains(first) {
            out.push(upper(first));
            out.push_str(&read[first.len_utf8()..]);
        } else {
            out.push_str(&read);
        }
        let begins = first.is_uppercase() || (named && TONED.contains(first));
        named = begins && read.ends_with(' ');
    }
    out
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut codes = text.chars().peekable();
    while let Some(code) = codes.next() {
        let marked = codes.peek().and_then(|mark| vni_pair(code, *mark));
        if marked.is_some() {
            codes.next();
        }
        out.push(marked.unwrap_or_else(|| vni_single(code)));
    }
    out
}

fn vni_pair(letter: char, mark: char) -> Option<char> {
    let small = lower(letter);
    let (_, letters) = VNI_LETTERS.iter().find(|(base, _)| *base == small)?;
    let at = VNI_MARKS.chars().position(|known| known == lower(mark))?;
    let found = letters.chars().nth(at).filter(|found| *found != ' ')?;
    Some(if letter == small { found } else { upper(found) })
}

fn vni_single(code: char) -> char {
    let small = lower(code);
    let found = VNI_SINGLE.iter().find(|(written, _)| *written == small).map(|(_, letter)| *letter);
    found.map_or(code, |letter| if code == small { letter } else { upper(letter) })
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

fn windows1258(code: char) -> char {
    match u32::from(code) {
        0xc3 => 'Ă',
        0xe3 => 'ă',
        0xd0 => 'Đ',
        0xf0 => 'đ',
        0xd5 => 'Ơ',
        0xf5 => 'ơ',
        0xdd => 'Ư',
        0xfd => 'ư',
        0xcc => '\u{300}',
        0xec => '\u{301}',
        0xde => '\u{303}',
        0xd2 => '\u{309}',
        0xf2 => '\u{323}',
        _ => code,
    }
}

const SPECIAL: &str = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
const TONED: &str = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

fn is_vietnamese(c: char) -> bool {
    SPECIAL.contains(lower(c))
}

/// How Vietnamese a text looks: words with marks that can be Vietnamese syllables, less those that cannot.
fn plausible(text: &str) -> i64 {
    let words = text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    words.filter(|word| !word.is_ascii()).map(|word| if is_syllable(word) { 1 } else { -2 }).sum()
}

/// Beginning consonants, one run of vowels with at most one tone, a known ending.
fn is_syllable(word: &str) -> bool {
    let small = word.to_lowercase();
    let sound = small.chars().all(|c| c.is_ascii_lowercase() || is_vietnamese(c));
    let tones = small.chars().filter(|c| TONED.contains(*c)).count();
    let plain = crate::base::text::fold(&small);
    let is_vowel = |c: char| "aeiouy".contains(c);
    let begin = plain.trim_start_matches(|c: char| !is_vowel(c));
    let end = begin.trim_start_matches(is_vowel);
    let vowels = begin.len() - end.len();
    // A few endings close the syllable, and after c, ch, p, t only two tones are heard.
    let stopped = matches!(end, "c" | "ch" | "p" | "t");
    let toned = small.chars().find(|c| TONED.contains(*c));
    let low_or_high = toned.is_some_and(|c| "áạắặấậéẹếệíịóọốộớợúụứựýỵ".contains(c));
    sound
        && tones <= 1
        && (1..=3).contains(&vowels)
        && plain.len() - begin.len() <= 3
        && matches!(end, "" | "c" | "ch" | "m" | "n" | "ng" | "nh" | "p" | "t")
        && (!stopped || low_or_high)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Họ và tên, Nguyễn Thị Ánh, Bản Nà Ớt, đã về, Lường Văn Hặc, Tiểu khu, Quảng Ninh";

    /// As the old programs wrote it; capitals with tones are beyond TCVN3.
    fn written(text: &str, letters: Letters) -> Vec<u8> {
        let mut bytes = Vec::new();
        for c in text.chars().flat_map(|c| c.to_lowercase()) {
            let code = (0xa1..=0xfe_u8)
                .find(|code| !c.is_ascii() && letters.decode(&[*code]) == c.to_string());
            let pair = (0xc0..=0xff_u8).find_map(|mark| {
                let base = b"aeouy\xf4\xf6\xe2\xe3\xf5\xfd\xea".iter();
                base.copied()
                    .find(|b| letters.decode(&[*b, mark]) == c.to_string())
                    .map(|b| [b, mark])
            });
            match (c.is_ascii(), code, pair) {
                (true, ..) => bytes.push(c as u8),
                (_, Some(code), _) => bytes.push(code),
                (_, None, Some(pair)) => bytes.extend(pair),
                _ => {
                    let parts: Vec<char> = c.to_string().nfd().collect();
                    bytes.push(parts[0] as u8);
                    bytes.extend(parts[1..].iter().filter_map(|part| {
                        (0xc0..=0xff_u8).find(|code| windows1258(char::from(*code)) == *part)
                    }));
                }
            }
        }
        bytes
    }

    #[test]
    fn what_old_programs_wrote_is_known_and_read() {
        for letters in OLD {
            let bytes = written(TEXT, letters);
            assert_eq!(Letters::of_bytes(&bytes), Some(letters));
            assert_eq!(letters.decode(&bytes), TEXT.to_lowercase(), "{letters:?}");
        }
    }

    #[test]
    fn lines_that_everybody_knows_from_the_old_fonts() {
        let tcvn3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp, Tù do, H¹nh phóc";
        let clear = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập, Tự do, Hạnh phúc";
        assert_eq!(Letters::Tcvn3.read(tcvn3), clear);
        assert_eq!(Letters::of_column(tcvn3.split(',')), Letters::Tcvn3);
        let vni = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp, Töï do, Haïnh phuùc";
        assert_eq!(Letters::Vni.read(vni), clear);
        assert_eq!(Letters::of_column(vni.split(',')), Letters::Vni);
        assert_eq!(Letters::Tcvn3.read("NGUYÔN V¡N"), "NGUYỄN VĂN");
    }

    #[test]
    fn names_of_today_are_left_alone() {
        for names in [&["Lò Văn Ánh", "Cà Thị Hà"][..], &["Hà Nam", "Lò Cà"], &["Lo Van An"]]
        {
            assert_eq!(Letters::of_column(names.iter().copied()), Letters::Unicode, "{names:?}");
        }
    }
}
