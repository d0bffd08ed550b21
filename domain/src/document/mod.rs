//! The text of a Vietnamese official document → [`Document`]: reading never fails and loses nothing.
//!
//! [`parse`] finds the parts that Nghị định 30/2020/NĐ-CP (and, for the party, Hướng dẫn
//! 36-HD/VPTW) puts on the paper: header, addressees, the tree of clauses, signature and
//! distribution list. What it does not find stays empty and is said in the warnings; a line that
//! fits nowhere becomes an item with [`Role::Unknown`]. Every part knows the lines it came from.

mod date;
mod header;
mod item;
mod kind;
mod lines;

use serde::Serialize;

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
    let mut document = Document::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        document.items.push(Item::paragraph(line.trim(), Lines::one(number)));
    }
    document
}
