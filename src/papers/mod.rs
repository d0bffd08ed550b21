//! What official papers of an outbreak say, from plain facts: the layout is that of [`crate::files::official`].
//!
//! Number, day and signer stay blank until they are given; what is not known is left out or dotted, never made up.

mod contacts;
mod quarantine;
mod zone;

pub(crate) use contacts::{ContactLine, contact_list};
pub(crate) use quarantine::{StayFacts, quarantine_decision};
pub(crate) use zone::{ZoneFacts, zone_lifted, zone_set_up};

use jiff::civil::Date;

use crate::files::official::{Block, Paper, Run, Signer};

/// `17/5/2021`.
fn day(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

/// A figure, or dots to be filled in.
fn count(number: Option<i64>) -> String {
    number.map_or_else(|| "......".to_owned(), |number| number.to_string())
}

/// A text, or dots to be filled in.
fn known(text: &str) -> &str {
    if text.is_empty() { "........................" } else { text }
}

fn said(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

/// `Điều 1.` and what it says.
fn article(number: u8, text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Run::bold(format!("Điều {number}. ")), Run::plain(text)])
}

/// A decision of the chair of a unit.
fn decision(
    unit: &str,
    place: &str,
    above: Option<&str>,
    subject: String,
    blocks: Vec<Block>,
) -> Paper {
    let grounds = [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Luật Phòng, chống bệnh truyền nhiễm ngày 21 tháng 11 năm 2007;",
    ];
    let mut all: Vec<Block> =
        grounds.iter().map(|ground| Block::Paragraph(vec![Run::italic(*ground)])).collect();
    all.push(Block::Paragraph(vec![Run::bold("QUYẾT ĐỊNH:")]));
    all.extend(blocks);
    Paper {
        superior: above.map(|above| format!("UBND {above}")),
        issuer: vec!["Ủy ban nhân dân".to_owned(), unit.to_owned()],
        number: None,
        symbol: "QĐ-UBND".to_owned(),
        place: place.to_owned(),
        date: None,
        kind: Some("QUYẾT ĐỊNH".to_owned()),
        subject,
        blocks: all,
        recipients: vec![
            "Như Điều cuối (để thi hành)".to_owned(),
            "Ban Chỉ đạo phòng, chống dịch cấp trên (để báo cáo)".to_owned(),
            "Lưu: VT".to_owned(),
        ],
        signer: Signer {
            capacity: vec!["TM. Ủy ban nhân dân".to_owned(), "Chủ tịch".to_owned()],
            name: None,
        },
    }
}
