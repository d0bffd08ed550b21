//! The frozen content of a return: values, the moment, and everything needed to compute them again years later.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Line;
use crate::base::{DefinitionId, NodeId, RecordId, UnitId};

/// What a return states, and from what. Serialised once, kept as text, never rewritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Format of this content.
    pub format: u32,
    /// Name of the template.
    pub template: String,
    /// BLAKE3 of the template.
    pub template_hash: String,
    /// The lines of the template, in order, so that the return can be shown and computed again without it.
    pub lines: Vec<Line>,
    /// Who states it.
    pub unit: UnitId,
    /// The calendar date of the cut-off.
    pub period: Date,
    /// "Tính đến": the moment at which the registers were counted.
    pub as_of: Timestamp,
    /// Figures by line name. A line that could not be computed is absent, never zero.
    pub values: BTreeMap<String, i64>,
    /// Where the streams of the unit, and of the units under it, stood at that moment.
    pub positions: Vec<Position>,
    /// The definitions that were used.
    pub definitions: Vec<UsedDefinition>,
    /// For a roll-up: the returns that went in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub included: Vec<Included>,
    /// For a roll-up: the obliged units whose return was missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<UnitId>,
}

/// A position in one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Node that wrote the stream.
    pub node: NodeId,
    /// Unit that the stream is about.
    pub unit: UnitId,
    /// Number of the last entry that was counted.
    pub seq: u64,
    /// Hash of that entry, in hexadecimal.
    pub hash: String,
}

/// A definition as it stood when the figures were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedDefinition {
    /// Which register.
    pub definition: DefinitionId,
    /// Its version.
    pub version: u32,
    /// BLAKE3 of its canonical form, in hexadecimal.
    pub hash: String,
}

/// A return that went into a roll-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Included {
    /// Whose return.
    pub unit: UnitId,
    /// Its record.
    pub record: RecordId,
    /// Its version.
    pub version: u32,
    /// BLAKE3 of its frozen content, in hexadecimal.
    pub hash: String,
}

/// The format that this program writes.
pub const FORMAT: u32 = 1;

impl Frozen {
    /// The text that is kept. Field order is that of the struct and maps are sorted: the same content gives the same text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the text back.
    ///
    /// # Errors
    /// When the text is not such content; the message names the place.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// BLAKE3 of the kept text, in hexadecimal: what the officers confirm.
    pub fn hash(text: &str) -> String {
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_survives_its_text() {
        let frozen = Frozen {
            format: 1,
            template: "away_resident_daily".into(),
            template_hash: "00".into(),
            lines: crate::returns::built_in().unwrap().remove(0).lines,
            unit: UnitId::derived("x"),
            period: jiff::civil::date(2021, 9, 10),
            as_of: "2021-09-10T02:41:00Z".parse().unwrap(),
            values: [("total".to_owned(), 700), ("returned".to_owned(), 0)].into(),
            positions: vec![Position {
                node: NodeId::derived("n"),
                unit: UnitId::derived("x"),
                seq: 3,
                hash: "ab".into(),
            }],
            definitions: vec![],
            included: vec![],
            missing: vec![],
        };
        let text = frozen.to_text();
        assert_eq!(Frozen::from_text(&text).unwrap(), frozen);
        assert!(text.starts_with(r#"{"format":1,"template":"away_resident_daily""#));
    }
}
