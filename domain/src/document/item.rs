//! One clause of the text, with the clauses under it.

use std::ops::Range;

use serde::Serialize;

use super::Lines;

/// What a clause does in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Legal basis and occasion: "Căn cứ …", "Thực hiện Công văn số …,", "Xét đề nghị của …".
    Basis,
    /// What leads to the clauses: the situation, "Chủ tịch UBND huyện có ý kiến chỉ đạo như sau:", "QUYẾT ĐỊNH:".
    LeadIn,
    /// A clause proper.
    #[default]
    Body,
    /// What closes: "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.", "Trân trọng!".
    Closing,
    /// A clause of an appendix, after the signature.
    Appendix,
    /// A line that fits nowhere.
    Unknown,
}

/// One clause: a numbered point, a dash, an article, or a paragraph without a label.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Item {
    /// The label as printed: `I.`, `1.`, `1.1.`, `a)`, `-`, `+`, `Điều 2.`; `None` for a plain paragraph.
    pub label: Option<String>,
    /// The words after the label: composed form, marks of typesetting (`**`, `#`) taken out, single
    /// spaces, lines that a page break cut joined again.
    pub text: String,
    /// The lines of the clause itself, without those of its children.
    pub lines: Lines,
    /// The clauses under it.
    pub children: Vec<Self>,
    /// The labels from the top to this clause, siblings without a number counted: `5.-2`, `II.1.a)`, `3.¶2`.
    #[serde(skip)]
    pub path: String,
    /// What it does in the document.
    #[serde(skip)]
    pub role: Role,
    /// Where a later source line begins inside `text`: (byte offset, line), ascending.
    #[serde(skip)]
    pub(super) breaks: Vec<(usize, u32)>,
}

impl Item {
    /// A paragraph without a label.
    pub fn paragraph(text: impl Into<String>, lines: Lines) -> Self {
        Self { text: text.into(), lines, ..Self::default() }
    }

    /// The source line (1-based) that the byte at `offset` of [`Item::text`] came from.
    pub fn line_at(&self, offset: usize) -> u32 {
        let after = self.breaks.partition_point(|(from, _)| *from <= offset);
        after.checked_sub(1).map_or(self.lines.first, |at| self.breaks[at].1)
    }

    /// The source lines of a stretch of [`Item::text`], in bytes.
    pub fn lines_of(&self, range: Range<usize>) -> Lines {
        let last = range.end.saturating_sub(1).max(range.start);
        Lines::new(self.line_at(range.start), self.line_at(last))
    }

    /// This clause and all below it, in the order of the paper.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let item = open.pop()?;
            open.extend(item.children.iter().rev());
            Some(item)
        })
    }
}

impl Default for Lines {
    fn default() -> Self {
        Self::one(1)
    }
}
