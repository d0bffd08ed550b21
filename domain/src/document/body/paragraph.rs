//! From rows to paragraphs: lines that a page break or a narrow page cut are joined again.

use super::super::Lines;
use super::super::letters::{head, is_capitals, is_ended, last_word, spells, starts_small};
use super::label::{self, Kind, Label};

/// A stretch of one source line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fragment<'a> {
    pub line: u32,
    pub text: &'a str,
}

/// A paragraph with its label apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    pub kind: Option<Kind>,
    pub label: Option<String>,
    pub text: String,
    pub lines: Lines,
    pub breaks: Vec<(usize, u32)>,
    brackets: i32,
}

impl Paragraph {
    fn begin(fragment: Fragment<'_>, label: Option<Label>) -> Self {
        let taken = label.map_or(0, |label| label.taken);
        let text = &fragment.text[taken..];
        Self {
            kind: label.map(|label| label.kind),
            label: label.map(|label| fragment.text[..label.printed].to_owned()),
            text: text.to_owned(),
            lines: Lines::one(fragment.line),
            breaks: Vec::new(),
            brackets: open_brackets(text),
        }
    }

    fn join(&mut self, fragment: Fragment<'_>) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        if fragment.line != self.lines.last {
            self.breaks.push((self.text.len(), fragment.line));
        }
        self.text.push_str(fragment.text);
        self.brackets += open_brackets(fragment.text);
        self.lines.last = fragment.line;
    }

    /// Cuts the paragraph at a byte; what stands behind becomes a paragraph of its own.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        let rest = &self.text[at..];
        let skipped = rest.len() - rest.trim_start().len();
        let from = at + skipped;
        let first = self.line_at(from);
        let words = self.text[from..].to_owned();
        let label = label::read(&words);
        let taken = label.map_or(0, |label| label.taken);
        let later = self.breaks.split_off(self.breaks.partition_point(|(byte, _)| *byte <= from));
        let tail = Self {
            kind: label.map(|label| label.kind),
            label: label.map(|label| words[..label.printed].to_owned()),
            text: words[taken..].to_owned(),
            lines: Lines::new(first, self.lines.last),
            breaks: later
                .into_iter()
                .map(|(byte, line)| (byte.saturating_sub(from + taken), line))
                .collect(),
            brackets: 0,
        };
        let kept = self.text[..at].trim_end().len();
        self.lines.last = self.line_at(kept.saturating_sub(1));
        self.text.truncate(kept);
        self.breaks.truncate(self.breaks.partition_point(|(byte, _)| *byte < kept));
        tail
    }

    fn line_at(&self, byte: usize) -> u32 {
        let after = self.breaks.partition_point(|(from, _)| *from <= byte);
        after.checked_sub(1).map_or(self.lines.first, |at| self.breaks[at].1)
    }
}

fn open_brackets(text: &str) -> i32 {
    text.bytes().map(|b| i32::from(b == b'(') - i32::from(b == b')')).sum()
}

/// The paragraphs of a stretch of rows, page numbers among them, and where lines were joined.
#[derive(Debug, Default)]
pub(crate) struct Paragraphs {
    pub list: Vec<Paragraph>,
    /// Lines that hold nothing but a page number.
    pub page_numbers: Vec<u32>,
    /// First line of every stretch that was joined to the one before it.
    pub joined: Vec<u32>,
}

/// Gathers fragments into paragraphs. `tables` says that short lines are cells of a table, where
/// lone numbers are rows, not pages.
pub(crate) fn gather<'a>(fragments: &[Fragment<'a>], tables: bool) -> Paragraphs {
    let width = wrap_width(fragments);
    let mut out = Paragraphs::default();
    for fragment in fragments.iter().copied() {
        if !tables && is_page_number(fragment.text) {
            out.page_numbers.push(fragment.line);
            continue;
        }
        let label = label::read(fragment.text);
        match out.list.last_mut() {
            Some(open) if goes_on(open, fragment.text, label, width) => {
                if fragment.line != open.lines.last {
                    out.joined.push(fragment.line);
                }
                open.join(fragment);
            }
            _ => out.list.push(Paragraph::begin(fragment, label)),
        }
    }
    out
}

/// "3", "- 3 -", "Trang 2/5".
fn is_page_number(text: &str) -> bool {
    if text.len() > 16 {
        return false;
    }
    let core = text.trim_matches(|c: char| matches!(c, '-' | '–' | ' '));
    let core = spells(core, "trang ").map_or(core, |end| &core[end..]);
    !core.is_empty()
        && core.len() <= 7
        && core.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && core.bytes().all(|b| b.is_ascii_digit() || b == b'/')
        && core.bytes().take_while(u8::is_ascii_digit).count() <= 3
}

/// The width of a hard-wrapped page in letters, when most lines are cut at about one width.
fn wrap_width(fragments: &[Fragment<'_>]) -> Option<usize> {
    let sample: Vec<usize> = fragments.iter().take(400).map(|f| f.text.chars().count()).collect();
    let long: Vec<usize> = sample.iter().copied().filter(|length| *length >= 45).collect();
    let most = long.iter().copied().max()?;
    let cut =
        fragments.iter().take(400).filter(|f| f.text.len() >= 45 && !is_ended(f.text)).count();
    (most <= 130 && long.len() >= 8 && cut * 2 >= long.len()).then_some(most)
}

/// Whether a line carries on the paragraph above it.
fn goes_on(open: &Paragraph, text: &str, label: Option<Label>, width: Option<usize>) -> bool {
    let end = open.text.trim_end();
    if let Some(label) = label {
        return goes_on_with_mark(open, end, text, label);
    }
    if end.is_empty() {
        return open.label.is_some();
    }
    let capital = is_capitals(head(text, 160));
    if is_ended(end) && (open.brackets <= 0 || end.ends_with([';', ':', '.'])) {
        return false;
    }
    if (capital && starts_heading(text)) || (is_capitals(tail(end)) && !capital) {
        return false;
    }
    let small = starts_small(text) || text.starts_with([',', ';', ')', '.']);
    small
        || open.brackets > 0
        || end.ends_with(',') && !is_basis(&open.text)
        || cut_short(end, text)
        || wrapped(end, &open.breaks, width)
}

/// "… giai đoạn 2021" / "- 2025;" and "… Ninh Bình" / "- Hải Phòng, đoạn qua …": a dash that
/// belongs to the words, not to a list.
fn goes_on_with_mark(open: &Paragraph, end: &str, text: &str, label: Label) -> bool {
    if label.kind != Kind::Dash || is_ended(end) || end.ends_with(',') {
        return false;
    }
    let words = &text[label.taken..];
    let years = end.ends_with(|c: char| c.is_ascii_digit())
        && words.starts_with(|c: char| c.is_ascii_digit());
    let pair = end.len() >= 60
        && PAIRS.iter().any(|(first, second)| end.ends_with(first) && words.starts_with(second));
    years || pair || (open.kind.is_none() && is_basis(&open.text) && end.len() > 60)
}

/// Words that a dash joins: "chính trị - xã hội".
const PAIRS: [(&str, &str); 9] = [
    ("kinh tế", "xã hội"),
    ("chính trị", "xã hội"),
    ("văn hóa", "xã hội"),
    ("tài chính", "ngân sách"),
    ("quốc phòng", "an ninh"),
    ("Thi đua", "Khen thưởng"),
    ("Thương binh", "Xã hội"),
    ("Phát thanh", "Truyền hình"),
    ("Lao động", "Thương binh"),
];

fn is_basis(text: &str) -> bool {
    super::super::vocabulary::BASIS.iter().any(|opener| spells(text, opener).is_some())
}

/// The last words, so that a long paragraph costs no more than a short one.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(160);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Capitals that stand for themselves, such as "QUYẾT ĐỊNH:".
fn starts_heading(text: &str) -> bool {
    text.split_whitespace().count() > 1
}

/// From how many bytes on a line without a mark at its end is no heading.
const LONG_LINE: usize = 160;

/// A line that ends in words which need more: "… của Sở" / "Y tế phải …", "Điều 5" after "khoản 25".
fn cut_short(end: &str, text: &str) -> bool {
    const NEED_MORE: [&str; 58] = [
        "của", "và", "với", "về", "các", "những", "cho", "tại", "theo", "từ", "đến", "trong",
        "trên", "do", "để", "bởi", "là", "có", "được", "hoặc", "như", "số", "Sở", "Bộ", "Ban",
        "Hội", "Phòng", "Cục", "Vụ", "Ủy", "Uỷ", "tâm", "chí", "ông", "bà", "hiệp", "ty", "định",
        "Luật", "khoản", "điểm", "Điều", "phải", "không", "bị", "sẽ", "đang", "nhằm", "cùng",
        "giữa", "thuộc", "gồm", "một", "mỗi", "từng", "chưa", "việc", "sự",
    ];
    if end.len() < 60 {
        return false;
    }
    let reference = spells(text, "dieu ").is_some() && end.ends_with(|c: char| c.is_ascii_digit());
    // Converters break lines before "Chương", also where it begins "Chương trình".
    let programme = end.len() >= LONG_LINE && spells(text, "chuong trinh").is_some();
    reference || programme || NEED_MORE.contains(&last_word(end))
}

/// On a page that was cut at one width a full line goes on.
fn wrapped(end: &str, breaks: &[(usize, u32)], width: Option<usize>) -> bool {
    let Some(width) = width else { return false };
    let last = breaks.last().map_or(0, |(byte, _)| *byte);
    let length = end.get(last..).map_or(0, |line| line.chars().count());
    length * 10 >= width * 8
}
