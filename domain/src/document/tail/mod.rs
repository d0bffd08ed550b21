//! What closes a document: signature and distribution list, in either order or side by side.

mod recipients;
mod signature;

use std::borrow::Cow;

use super::letters::{find_plain, is_capitals, spells, spells_word, starts_small};
use super::source::{Row, cells};
use super::{Lines, Recipient, Signature};

/// What stands after the text.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub signature: Option<Signature>,
    pub recipients: Vec<Recipient>,
    pub recipient_lines: Vec<Lines>,
    /// Rules and other print without words.
    pub rules: Vec<u32>,
    /// The first row after the block.
    pub next: usize,
}

/// A document that ends with its text.
pub(super) fn none(rows: &[Row<'_>]) -> Tail {
    Tail { next: rows.len(), ..Tail::default() }
}

/// Where the closing block begins: row and byte. `None` when there is none.
pub(super) fn find(rows: &[Row<'_>], from: (usize, usize)) -> Option<(usize, usize)> {
    rows.iter().enumerate().skip(from.0).find_map(|(at, row)| {
        let begin = if at == from.0 { from.1 } else { 0 };
        let byte = begins(row, begin, &rows[at + 1..])?;
        Some((at, byte))
    })
}

fn begins(row: &Row<'_>, from: usize, after: &[Row<'_>]) -> Option<usize> {
    let text = row.text.get(from..).unwrap_or("");
    if is_list_heading(text) || signature::is_stead(text) && is_capitals(head(text)) {
        return Some(from);
    }
    if signature::is_post(text) && row.text.len() < 300 && is_alone_post(text, after) {
        return Some(from);
    }
    inside(text).map(|byte| from + byte)
}

/// The first words of a line.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(16).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// "Nơi nhận:", alone or with the list behind it.
fn is_list_heading(text: &str) -> bool {
    let text = text.trim_start_matches(['-', ' ']);
    if !text.starts_with(['N', 'n']) {
        return false;
    }
    spells_word(text, "noi nhan").is_some_and(|end| {
        let rest = text[end..].trim_start();
        rest.is_empty() || rest.starts_with([':', '-', '.', '/', ';'])
    })
}

/// The block may begin in the middle of a line that was run together: "… thực hiện./. Nơi nhận: …".
fn inside(text: &str) -> Option<usize> {
    if let Some(at) = text.find("Nơi nhận:").filter(|at| *at > 0) {
        let before = text[..at].trim_end();
        let signed = before.rfind("./.").map(|stop| stop + 3).filter(|stop| {
            let between = before[*stop..].trim_start();
            signature::is_stead(between) || signature::is_post(between)
        });
        return Some(signed.unwrap_or(at));
    }
    let stop = text
        .find("./. ")
        .or_else(|| text.find("/. "))
        .map(|at| text[at..].find(' ').map_or(at, |gap| at + gap))?;
    let rest = text[stop..].trim_start();
    (signature::is_stead(rest) || (signature::is_post(rest) && is_capitals(head(rest))))
        .then(|| text.len() - rest.len())
}

/// A bare post signs when a name, a list or the end follows, and no "Căn cứ".
fn is_alone_post(text: &str, after: &[Row<'_>]) -> bool {
    let capitals =
        text.split_whitespace().take_while(|word| !super::letters::has_small(word)).count();
    let words = text.split_whitespace().count();
    if capitals < words {
        let name: Vec<&str> = text.split_whitespace().skip(capitals).collect();
        return signature::name(&name.join(" ")).is_some();
    }
    let mut next =
        after.iter().filter(|row| !row.text.is_empty() && !signature::is_signed_note(&row.text));
    match next.next() {
        None => true,
        Some(row) => {
            signature::name(&row.text).is_some()
                || is_list_heading(&row.text)
                || (is_capitals(&row.text)
                    && next.next().is_some_and(|row| signature::name(&row.text).is_some()))
        }
    }
}

/// Reads the block from where it begins.
pub(super) fn read(rows: &[Row<'_>], from: (usize, usize)) -> Tail {
    let mut reader = Reader::default();
    let mut next = rows.len();
    for (at, row) in rows.iter().enumerate().skip(from.0) {
        if row.text.is_empty() {
            reader.rules.push(row.line);
            continue;
        }
        let begin = if at == from.0 { from.1 } else { 0 };
        if at > from.0 && reader.ends_before(row) {
            next = at;
            break;
        }
        if !reader.row(row, begin) && at > from.0 {
            next = at;
            break;
        }
    }
    reader.finish(next)
}

#[derive(Debug, Default)]
struct Reader {
    block: signature::Block,
    recipients: Vec<Recipient>,
    list_lines: Vec<Lines>,
    rules: Vec<u32>,
    listing: bool,
    filed: bool,
}

impl Reader {
    /// A heading of something attached ends the block.
    fn ends_before(&self, row: &Row<'_>) -> bool {
        let attached = ["phu luc", "mau so", "bieu so", "mau bieu", "danh sach", "danh muc"];
        let heading = attached.iter().any(|word| spells_word(&row.text, word).is_some())
            && !row.text.starts_with('-');
        let done = self.block.is_complete() && (self.filed || self.recipients.is_empty());
        (heading && (done || self.filed))
            || (done
                && self.filed
                && !is_list_heading(&row.text)
                && self.list_lines.last().is_none_or(|l| l.last < row.line))
    }

    fn row(&mut self, row: &Row<'_>, from: usize) -> bool {
        let columns: Vec<Cow<'_, str>> =
            if from == 0 && row.raw.contains(['\t', '|']) || row.raw.contains("   ") {
                cells(row.raw)
            } else {
                Vec::new()
            };
        if columns.len() > 1 {
            return columns
                .iter()
                .map(|column| self.piece(column, row))
                .fold(false, |any, one| any | one);
        }
        self.piece(row.text.get(from..).unwrap_or(""), row)
    }

    /// One column or line: the heading of the list, an entry of it, or a line of the signature.
    fn piece(&mut self, text: &str, row: &Row<'_>) -> bool {
        let text = text.trim();
        if let Some((from, end)) = find_plain(text, "noi nhan")
            .filter(|(from, _)| *from == 0 || text[*from..].starts_with("Nơi nhận:"))
        {
            if from > 2 {
                self.piece(&text[..from], row);
            }
            self.listing = true;
            self.list_lines.push(Lines::one(row.line));
            let rest = text[end..].trim_start_matches([':', ' ', '.', '*']);
            return rest.is_empty() || self.piece(rest, row);
        }
        if is_signature(text) && !text.starts_with(['-', '+']) {
            return self.block.offer(text, row.line);
        }
        if !self.listing || text.is_empty() {
            return self.block.offer(text, row.line);
        }
        self.entry(text, row)
    }

    fn entry(&mut self, text: &str, row: &Row<'_>) -> bool {
        let dashed = text.starts_with(['-', '–', '+', '•', '*', '·', '—']);
        if !dashed
            && self.block.has_post()
            && !self.block.is_complete()
            && self.block.offer(text, row.line)
        {
            return true;
        }
        if !dashed && self.filed && !text.ends_with([';', ',']) && !starts_small(text) {
            return self.block.offer(text, row.line);
        }
        let (list, signed) = split_signature(text);
        self.list_lines.push(Lines::one(row.line));
        // "Nơi nhận: Như trên; Lưu: VT." on one line.
        let run_on = !dashed && list.contains("; Lưu");
        for part in list.split("; -").flat_map(|part| part.split(". -")) {
            for entry in part.split(if run_on { "; " } else { "\n" }) {
                self.add(entry, dashed || run_on, row.line);
            }
        }
        if !signed.is_empty() {
            self.block.offer(signed, row.line);
        }
        true
    }

    fn add(&mut self, entry: &str, dashed: bool, line: u32) {
        let Some(recipient) = recipients::read(entry, Lines::one(line)) else { return };
        self.filed |= recipient.purpose.as_deref() == Some("lưu");
        match self.recipients.last_mut().filter(|_| !dashed && starts_small(entry)) {
            // A narrow column cuts entries: "- Ban Chỉ đạo phòng," / "chống dịch tỉnh;".
            Some(open) => {
                open.name = format!("{} {}", open.name, recipient.name);
                open.purpose = open.purpose.take().or(recipient.purpose);
                open.lines.last = line;
            }
            None => self.recipients.push(recipient),
        }
    }

    fn finish(self, next: usize) -> Tail {
        let Self { block, recipients, list_lines, rules, .. } = self;
        Tail { signature: block.finish(), recipients, recipient_lines: list_lines, rules, next }
    }
}

fn is_signature(text: &str) -> bool {
    (signature::is_stead(text) && is_capitals(head(text)))
        || signature::is_post(text)
        || signature::is_signed_note(text)
}

/// "- Như trên; PHÓ CHỦ TỊCH": two columns that a converter wrote on one line.
fn split_signature(entry: &str) -> (&str, &str) {
    let cut = entry.match_indices(['.', ';', ',']).map(|(at, _)| at + 1).find(|at| {
        let rest = entry[*at..].trim_start();
        entry[*at..].starts_with(' ')
            && is_signature(rest)
            && is_capitals(head(rest))
            && spells(rest, "q.").is_none()
    });
    cut.map_or((entry, ""), |at| (&entry[..at], entry[at..].trim_start()))
}
