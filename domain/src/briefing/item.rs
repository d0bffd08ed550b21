//! What a briefing says.

use serde::Serialize;

use super::Source;

/// A briefing: sections in the order in which they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing {
    /// The sections. One that has nothing to say says so.
    pub sections: Vec<Section>,
}

/// A part of a briefing under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `figures`, `returns`, `discrepancies`, `tasks`, `directives`, `reminders`, `commended`.
    pub name: &'static str,
    /// The heading.
    pub title: String,
    /// What it says.
    pub items: Vec<Item>,
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A sentence.
    Sentence(Line),
    /// One of several of a kind.
    Point(Line),
    /// Figures side by side.
    Table(Table),
    /// A figure over some days.
    Chart(Chart),
}

/// Words or a figure, with where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// As it is read.
    pub text: String,
    /// Where it comes from.
    pub sources: Vec<Source>,
}

impl Line {
    /// Words with their sources.
    pub fn new(text: impl Into<String>, sources: impl IntoIterator<Item = Source>) -> Self {
        Self { text: text.into(), sources: sources.into_iter().collect() }
    }

    /// Words that need no source: a heading of a row.
    pub fn bare(text: impl Into<String>) -> Self {
        Self::new(text, [])
    }
}

/// Figures side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The words in the first row; the first column holds names, the others figures.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// A figure over some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Which.
    pub title: String,
    /// Each day with its figure; a gap where it is missing.
    pub points: Vec<ChartPoint>,
}

/// One day of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartPoint {
    /// `10/9`.
    pub label: String,
    /// The figure.
    pub value: Option<i64>,
    /// Where it opens.
    pub source: Source,
}

impl Serialize for Source {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("kind", self.kind())?;
        map.serialize_entry("open", &self.arguments())?;
        map.end()
    }
}
