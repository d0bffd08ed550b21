//! Figures that a person stated: those that no register holds, and computed ones that were adjusted. Both figures stay.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Post;
use crate::base::OfficerId;

/// A figure that a person stated, beside what was computed at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// What the registers, or the returns below, came to; `None` where nothing is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<i64>,
    /// What the unit declares. The return states this figure.
    pub declared: i64,
    /// Where a typed figure comes from ("Trạm y tế xã, sổ A5"), or why a computed one was adjusted.
    pub why: String,
    /// Who typed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// The name of that officer then.
    pub name: String,
    /// When it was typed.
    pub at: Timestamp,
}

/// One figure of a frozen return with all that is known of it: what the rule "declared = computed" is judged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<'a> {
    /// What was computed; `None` where nothing was, or could be.
    pub counted: Option<i64>,
    /// What the return states; `None` where the line stayed empty.
    pub declared: Option<i64>,
    /// Who stated it by hand and why; `None` for a figure that is as it was computed.
    pub by_hand: Option<&'a ByHand>,
}

impl Stated<'_> {
    /// Whether the unit declares another figure than was computed.
    pub fn differs(self) -> bool {
        self.by_hand.is_some() && self.counted.is_some() && self.counted != self.declared
    }
}

/// By which way a return reached the office that took it in for a unit without the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// The one-sheet workbook.
    Workbook,
    /// The workbook in an e-mail that was kept as a file.
    Mail,
    /// Paper, telephone or a message that somebody typed in.
    Paper,
}

/// That a return was taken in by an office above, and from what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// By which way.
    pub via: Via,
    /// The same in words: "tệp phieu.xlsx", "điện thoại của đ/c Chủ tịch".
    pub how: String,
    /// The file that came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<TakenFile>,
    /// The e-mail that it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<TakenMail>,
    /// "Tính đến", as it stands on the paper; "" when nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    /// Who stands on the paper as answering for the figures. That is no attestation on this node.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared_by: BTreeMap<Post, String>,
    /// What stood in a figure's place and is no whole number, by line: kept, so that nothing has to be asked again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, String>,
    /// The officer who took it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// The name of that officer then.
    pub officer_name: String,
}

/// A file by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFile {
    /// Its name, as it came.
    pub name: String,
    /// BLAKE3 of its content, in hexadecimal.
    pub hash: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What an e-mail says of itself. Its date is shown; legal time is when the office took it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenMail {
    /// "Message-ID".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message_id: String,
    /// "From".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// "Subject".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// "Date", by the clock of the sender's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Timestamp>,
    /// The workbook's name among the attachments.
    pub attachment: String,
}

/// A figure as people write it: "12", "1.234", "1 234", "1,234". `None` for anything that is no whole number of zero or
/// more: a fraction and a word are never rounded or guessed at.
pub fn read_figure(text: &str) -> Option<i64> {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return text.parse().ok();
    }
    let separator = ['.', ',', ' '].into_iter().find(|separator| text.contains(*separator))?;
    let mut groups = text.split(separator);
    let first = groups.next().filter(|first| digits(first) && first.len() <= 3)?;
    let grouped = groups.all(|group| digits(group) && group.len() == 3) && !first.starts_with('0');
    grouped.then(|| text.replace(separator, "").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_read_as_people_write_them_and_never_guessed() {
        for (text, figure) in [
            ("12", 12),
            (" 0 ", 0),
            ("1.234", 1234),
            ("1,234", 1234),
            ("12 345\u{a0}678", 12_345_678),
        ] {
            assert_eq!(read_figure(text), Some(figure), "{text}");
        }
        for text in ["", "-1", "1,5", "1.23", "12 người", "0.123", "1.234,567", "một", "1..234"]
        {
            assert_eq!(read_figure(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_figure_is_read_back(figure in 0i64..1_000_000_000) {
            prop_assert_eq!(read_figure(&figure.to_string()), Some(figure));
        }
    }
}
