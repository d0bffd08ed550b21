//! The text of a Vietnamese official document → [`Document`]: reading never fails and loses nothing.
//!
//! [`parse`] finds the parts that Nghị định 30/2020/NĐ-CP (and, for the party, Hướng dẫn
//! 36-HD/VPTW) puts on the paper: header, addressees, the tree of clauses, signature and
//! distribution list. What it does not find stays empty and is said in the warnings; a line that
//! fits nowhere becomes an item with [`Role::Unknown`]. Every part knows the lines it came from.

mod body;
mod casing;
mod cite;
mod date;
mod head;
mod header;
mod infer;
mod item;
mod kind;
mod letters;
mod lines;
mod source;
mod spelling;
mod tail;
mod vocabulary;
mod warn;

use serde::Serialize;

use self::source::Row;
use crate::base::Diagnostic;

pub use date::PartialDate;
pub use header::{Channel, Header, HeaderPart, Urgency};
pub use item::{Item, Role};
pub use kind::DocumentType;
pub use lines::Lines;

/// An official document, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Document {
    /// What stands above the text: issuer, number, date, subject, addressees.
    #[serde(flatten)]
    pub header: Header,
    /// Numbered documents that the text refers to, each once, in the order of the text.
    pub citations: Vec<Citation>,
    /// The text as a tree of clauses, in the order of the paper. [`Item::role`] tells the legal
    /// basis, the lead-in, the clauses proper, the closing formula and the appendices apart.
    pub items: Vec<Item>,
    /// Who signed.
    pub signature: Option<Signature>,
    /// The distribution list ("Nơi nhận").
    pub recipients: Vec<Recipient>,
    /// Lines of the distribution list, its heading included, for whoever must account for every line.
    #[serde(skip)]
    pub recipient_lines: Vec<Lines>,
    /// What is missing or odd. Codes: `number_missing`, `date_missing`, `date_incomplete`,
    /// `issuer_missing`, `subject_missing`, `signature_missing`, `line_break_joined`, `spelling_suspect`.
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
}

/// A numbered document that the text refers to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// Number and symbol without spaces: `1367-CV/HU`, `59/2020/QH14`.
    pub number: String,
    /// The word before the number in lower case: one of the 29 types, or "luật", "nghị định" …
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The date beside the number.
    pub date: Option<PartialDate>,
    /// The issuer beside the number ("của huyện ủy Mai Sơn").
    pub issuer: Option<String>,
    /// Where it is first named.
    pub lines: Lines,
}

/// The signature block.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    /// In whose stead the signer signs: "KT. CHỦ TỊCH", "T/M BAN THƯỜNG VỤ"; `None` for who signs in his own right.
    pub authority: Option<String>,
    /// The signer's own post as printed: "PHÓ CHỦ TỊCH".
    pub title: Option<String>,
    /// The signer's name.
    pub name: Option<String>,
    /// Lines of the block; name and title may stand apart.
    #[serde(skip)]
    pub lines: Vec<Lines>,
}

/// One line of the distribution list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recipient {
    /// Who, as written, without the purpose: "Lưu: VT, YT".
    pub name: String,
    /// What for: "như trên", "để báo cáo", "để biết", "lưu" …
    pub purpose: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub lines: Lines,
}

/// Reads the text of a document. Never fails; the same text always gives the same document.
pub fn parse(text: &str) -> Document {
    if source::is_decomposed(text) { read(&crate::base::text::nfc(text)) } else { read(text) }
}

fn read(text: &str) -> Document {
    let rows = source::rows(text);
    let head::Head { header, body: begin } = head::read(&rows);
    let end = tail::find(&rows, begin);
    let tail = end.map_or_else(|| tail::none(&rows), |at| tail::read(&rows, at));
    let text = body::read(&stretch(&rows, begin, end.unwrap_or((rows.len(), 0))));
    let appendix = body::read_appendix(&stretch(&rows, (tail.next, 0), (rows.len(), 0)));
    let mut document = Document {
        header,
        signature: tail.signature,
        recipients: tail.recipients,
        recipient_lines: tail.recipient_lines,
        ..Document::default()
    };
    note_print(
        &mut document.header,
        &rows,
        [text.page_numbers, appendix.page_numbers, tail.rules].concat(),
    );
    let joined: Vec<u32> = text.joined.into_iter().chain(appendix.joined).collect();
    let clauses = text.items.len();
    document.items = text.items;
    document.items.extend(appendix.items);
    body::name_paths(&mut document.items, clauses);
    conclude(&mut document, &rows, &joined);
    account(&mut document, &rows);
    document
}

/// The words between two places, rules left out.
fn stretch<'a>(
    rows: &'a [Row<'_>],
    from: (usize, usize),
    to: (usize, usize),
) -> Vec<body::Fragment<'a>> {
    let last = rows.len().min(to.0 + usize::from(to.1 > 0));
    let chosen = rows.iter().enumerate().take(last).skip(from.0);
    chosen
        .filter_map(|(at, row)| {
            let begin = if at == from.0 { from.1 } else { 0 };
            let end = if at == to.0 { to.1 } else { row.text.len() };
            let text = row.text.get(begin..end)?.trim();
            (!text.is_empty()).then_some(body::Fragment { line: row.line, text })
        })
        .collect()
}

/// Rules and page numbers are print, not text.
fn note_print(header: &mut Header, rows: &[Row<'_>], lines: Vec<u32>) {
    let rules = rows.iter().filter(|row| row.text.is_empty()).map(|row| row.line);
    let print = rules.chain(lines).map(|line| (HeaderPart::Other, Lines::one(line)));
    header.parts.extend(print);
}

/// What needs several parts at once: channel, issuer, citations, warnings.
fn conclude(document: &mut Document, rows: &[Row<'_>], joined: &[u32]) {
    if document.header.issuer.is_none() {
        document.header.issuer = infer::issuer(&document.header, rows);
        document.warnings.extend(document.header.issuer.as_ref().map(|_| warn::inferred()));
    }
    document.header.channel = infer::channel(&document.header, document.signature.as_ref(), rows);
    let mut citations = cite::Collector::new(document.header.number.as_deref());
    document.items.iter().for_each(|item| citations.read(item));
    if let Some(subject) = &document.header.subject {
        let lines = part_lines(&document.header, HeaderPart::Subject);
        citations.read_text(subject, |_, _| lines);
    }
    document.citations = citations.finish();
    document.warnings.extend(warn::missing(document));
    document.warnings.extend(joined.iter().map(|line| warn::joined(*line)));
    document.warnings.extend(warn::suspects(document));
}

fn part_lines(header: &Header, part: HeaderPart) -> Lines {
    let lines = header.parts.iter().filter(|(kind, _)| *kind == part).map(|(_, lines)| *lines);
    lines.reduce(Lines::join).unwrap_or_default()
}

/// Every line must be found again: what no part holds becomes an item of its own.
fn account(document: &mut Document, rows: &[Row<'_>]) {
    let most = rows.last().map_or(0, |row| row.line as usize);
    let mut held = vec![false; most + 1];
    document.lines().for_each(|lines| {
        let (first, last) = (lines.first as usize, (lines.last as usize).min(most));
        held.iter_mut().take(last + 1).skip(first).for_each(|line| *line = true);
    });
    let lost = rows.iter().filter(|row| !held[row.line as usize]);
    let unknown = lost.map(|row| Item {
        role: Role::Unknown,
        path: format!("?{}", row.line),
        ..Item::paragraph(row.text.as_ref(), Lines::one(row.line))
    });
    document.items.extend(unknown);
}

impl Document {
    /// The lines of every part; together they hold every line of the text that is not blank.
    pub fn lines(&self) -> impl Iterator<Item = Lines> {
        let header = self.header.parts.iter().map(|(_, lines)| *lines);
        let items = self.items.iter().flat_map(|item| item.walk()).map(|clause| clause.lines);
        let signature = self.signature.iter().flat_map(|signature| signature.lines.iter().copied());
        header.chain(items).chain(signature).chain(self.recipient_lines.iter().copied())
    }
}

#[cfg(test)]
mod tests;
