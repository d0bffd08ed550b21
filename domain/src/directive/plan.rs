//! Attributes of a plan's item: "Đơn vị chủ trì: …", "Thời gian thực hiện: …", and the cells of a table.

use jiff::civil::Date;

use super::deadline::{self, Deadline, DeadlineKind, Found};
use super::vocabulary::{Phrases, Vocabulary};
use super::words::Text;

/// What an attribute or a column of a table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Running number.
    Number,
    /// What has to be done.
    Task,
    /// Who does it or leads.
    Lead,
    /// With whom.
    With,
    /// By when.
    Time,
    /// What has to exist afterwards.
    Product,
    /// Money, remarks and the like.
    Note,
}

impl Attribute {
    const ALL: [Self; 7] =
        [Self::Lead, Self::With, Self::Time, Self::Product, Self::Task, Self::Number, Self::Note];

    fn phrases(self, v: &Vocabulary) -> &Phrases {
        match self {
            Self::Number => &v.attr_number,
            Self::Task => &v.attr_task,
            Self::Lead => &v.attr_lead,
            Self::With => &v.attr_with,
            Self::Time => &v.attr_time,
            Self::Product => &v.attr_product,
            Self::Note => &v.attr_note,
        }
    }

    /// The attribute that a text begins with, followed by a colon; with the first word of its value.
    pub fn begins(text: &Text<'_>, from: usize) -> Option<(Self, usize)> {
        let v = Vocabulary::get();
        Self::ALL.iter().find_map(|attribute| {
            let length = attribute.phrases(v).at(&text.words, from);
            (length > 0 && text.mark_at(from + length, b':'))
                .then_some((*attribute, from + length + 1))
        })
    }

    /// The column that a cell heads: the whole text is the name of an attribute.
    pub fn column(text: &Text<'_>) -> Option<Self> {
        let v = Vocabulary::get();
        let whole = |attribute: &&Self| {
            let phrases = attribute.phrases(v);
            let mut at = phrases.at(&text.words, 0);
            // "Nội dung/nhiệm vụ": one column under two names.
            while at > 0 && text.mark_at(at, b'/') && phrases.begins(&text.words, at + 1) {
                at += 1 + phrases.at(&text.words, at + 1);
            }
            at > 0 && at == text.words.len()
        };
        Self::ALL.iter().find(whole).copied()
    }
}

/// The deadline that a value says: "Thường xuyên", "Tháng 12/2025", "2025", "Trước ngày 30/11".
pub(super) fn time_of(
    text: &Text<'_>,
    from: usize,
    to: usize,
    issued: Option<Date>,
) -> (Deadline, bool) {
    if let Some(Found { deadline, ambiguous, .. }) =
        deadline::dated(text, from, to, issued).into_iter().next()
    {
        return (deadline, ambiguous);
    }
    match deadline::bare(text, from, to, issued) {
        Some(deadline) => (deadline, false),
        None => (deadline::undated(text, from, to), false),
    }
}

/// Whether a deadline only repeats that nothing was said.
pub(super) fn says_nothing(deadline: &Deadline) -> bool {
    matches!(deadline.kind, DeadlineKind::Open { .. }) && deadline.text.is_empty()
}
