//! What stands above the text.

use serde::Serialize;

use super::{DocumentType, Lines, PartialDate};

/// Which hierarchy issued the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Government, people's committees, departments, the Front and mass organisations.
    #[default]
    State,
    /// The Communist Party's committees and their bodies.
    Party,
}

/// The printed mark of urgency (Nghị định 30/2020, annex I, box 10b).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Urgency {
    /// "KHẨN".
    #[serde(rename = "khẩn")]
    Urgent,
    /// "THƯỢNG KHẨN".
    #[serde(rename = "thượng khẩn")]
    VeryUrgent,
    /// "HỎA TỐC".
    #[serde(rename = "hỏa tốc")]
    Express,
}

/// What stands above the text. Nothing is invented: what the paper does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Header {
    /// The issuer's name in sentence case: "Ủy ban nhân dân huyện Mai Sơn".
    pub issuer: Option<String>,
    /// The superior body printed above the issuer.
    pub parent: Option<String>,
    /// State or party.
    pub channel: Channel,
    /// One of the 29 types.
    #[serde(rename = "type")]
    pub kind: Option<DocumentType>,
    /// Number and symbol without spaces: "1825/UBND-VX"; `None` when the number is blank.
    pub number: Option<String>,
    /// What stands after the number, also when the number is blank: "UBND-VX".
    pub symbol: Option<String>,
    /// Place of issue: "Mai Sơn".
    pub place: Option<String>,
    /// Date of issue.
    pub date: Option<PartialDate>,
    /// The printed mark only, never words of the text.
    pub urgency: Option<Urgency>,
    /// What it is about, in sentence case, without "V/v".
    pub subject: Option<String>,
    /// "Kính gửi", one entry each.
    pub addressees: Vec<String>,
    /// Which lines held which part.
    #[serde(skip)]
    pub parts: Vec<(HeaderPart, Lines)>,
}

/// A part of the header, to point at its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderPart {
    /// "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM", rules.
    Motto,
    /// Issuer and superior body.
    Issuer,
    /// Number and symbol.
    Number,
    /// Place and date.
    Date,
    /// Mark of urgency.
    Urgency,
    /// Name of the type, and subject.
    Subject,
    /// "Kính gửi".
    Addressees,
    /// Stamps, circulation notes, rules and other print around the header.
    Other,
}
