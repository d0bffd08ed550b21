//! The frozen content of a return: values, the moment, and everything needed to compute them again years later.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ByHand, Line, Stated, Taken};
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
    /// Figures that a person stated, by line name: typed ones and adjusted ones. Their declared figure is in `values`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_hand: BTreeMap<String, ByHand>,
    /// For a return that an office took in for a unit without the program: from what, and who stands on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
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

/// The newest format that this program writes and reads.
///
/// Format 1 knows computed figures only; 2 adds figures stated by hand, lines that are typed, headings, and returns that were taken in. What format 1 can say is still written so.
pub const FORMAT: u32 = 2;

impl Frozen {
    /// One figure with what was computed, what is declared, and who stated it by hand.
    pub fn stated(&self, line: &str) -> Stated<'_> {
        let (declared, by_hand) = (self.values.get(line).copied(), self.by_hand.get(line));
        Stated { counted: by_hand.map_or(declared, |one| one.counted), declared, by_hand }
    }

    /// The lowest format that can say this content.
    pub fn format_needed(&self) -> u32 {
        let new = |line: &Line| line.is_typed() || line.heading.is_some();
        let newer = !self.by_hand.is_empty() || self.taken.is_some() || self.lines.iter().any(new);
        if newer { FORMAT } else { 1 }
    }

    /// The text that is kept. Field order is that of the struct and maps are sorted: the same content gives the same text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the text back.
    ///
    /// # Errors
    /// When the text is not such content, or of a format that a later program wrote; the message names the place.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        let frozen: Self = serde_json::from_str(text)?;
        match frozen.format <= FORMAT {
            true => Ok(frozen),
            false => Err(serde::de::Error::custom(format!("format {}", frozen.format))),
        }
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
            by_hand: BTreeMap::new(),
            taken: None,
        };
        assert_eq!(frozen.format_needed(), 1);
        let text = frozen.to_text();
        assert_eq!(Frozen::from_text(&text).unwrap(), frozen);
        assert!(text.starts_with(r#"{"format":1,"template":"away_resident_daily""#));
    }
    /// As the program of the first version kept it.
    const OLD: &str = r#"{"format":1,"template":"away_resident_daily","template_hash":"00","lines":[{"name":"total","title":{"vi":"Tổng số","en":"Total"},"figure":{"counted":{"register":"away_resident","indicator":"total"}}}],"unit":"0b0b0b0b-0b0b-8b0b-8b0b-0b0b0b0b0b0b","period":"2021-09-10","as_of":"2021-09-10T02:41:00Z","values":{"total":700},"positions":[],"definitions":[]}"#;

    #[test]
    fn an_old_return_reads_and_writes_as_before() {
        let frozen = Frozen::from_text(OLD).unwrap();
        assert_eq!(frozen.to_text(), OLD, "not a byte more");
        let stated = frozen.stated("total");
        assert_eq!((stated.counted, stated.declared), (Some(700), Some(700)));
        assert!(stated.by_hand.is_none() && !stated.differs());
        assert_eq!(frozen.stated("gone").declared, None);
    }

    #[test]
    fn an_adjusted_figure_keeps_both_and_a_later_format_is_refused() {
        let mut frozen = Frozen::from_text(OLD).unwrap();
        let by_hand = ByHand {
            counted: Some(700),
            declared: 712,
            why: "12 người chưa vào sổ".into(),
            by: None,
            name: "Lò Thị Văn Thư".into(),
            at: frozen.as_of,
        };
        frozen.by_hand.insert("total".into(), by_hand);
        frozen.values.insert("total".into(), 712);
        frozen.format = frozen.format_needed();
        assert_eq!(frozen.format, 2);
        let read = Frozen::from_text(&frozen.to_text()).unwrap();
        assert_eq!(read, frozen);
        let stated = read.stated("total");
        assert_eq!((stated.counted, stated.declared), (Some(700), Some(712)));
        assert!(stated.differs());
        assert!(Frozen::from_text(&OLD.replace("\"format\":1", "\"format\":3")).is_err());
    }
}
