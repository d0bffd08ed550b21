//! What an official document says, before it has a layout.

use jiff::civil::Date;

/// An official document (văn bản hành chính) of Decree 30/2020/NĐ-CP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The body above the issuer ("UBND TỈNH SƠN LA"); a body that has none above it on paper leaves it out.
    pub superior: Option<String>,
    /// Who issues it, a line each: "ỦY BAN NHÂN DÂN", "HUYỆN MAI SƠN".
    pub issuer: Vec<String>,
    /// The number given by the registry; blank until it is given.
    pub number: Option<String>,
    /// The symbol after the stroke: "BC-UBND".
    pub symbol: String,
    /// Where it is signed: "Mai Sơn".
    pub place: String,
    /// The day on which it is signed; blank until then.
    pub date: Option<Date>,
    /// The kind in capitals ("BÁO CÁO"); an official letter (công văn) has none.
    pub kind: Option<String>,
    /// What it is about (trích yếu).
    pub subject: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who receives it (nơi nhận), a line each, without the dash.
    pub recipients: Vec<String>,
    /// Who signs it.
    pub signer: Signer,
}

/// In what capacity a paper is signed, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signer {
    /// The lines above the signature: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub capacity: Vec<String>,
    /// The name below it; blank until somebody signs.
    pub name: Option<String>,
}

/// One piece of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading with its numeral: level 1 "I. …", level 2 "1. …", level 3 "a) …".
    Heading(u8, String),
    /// A paragraph with its first line drawn in.
    Paragraph(Vec<Run>),
    /// A paragraph after a dash.
    Bullet(Vec<Run>),
    /// A paragraph in small letters without indent: sources, remarks under a table.
    Small(Vec<Run>),
    /// A table.
    Table(Grid),
    /// A column chart, drawn by the word processor from the figures, so that it prints sharp at any size.
    Chart(Chart),
}

/// Letters of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Small and raised, as the number of a footnote.
    pub raised: bool,
}

impl Run {
    /// Letters without any mark.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Heavy letters.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }

    /// Slanted letters.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { italic: true, ..Self::plain(text) }
    }

    /// The number of a source, small and raised.
    pub fn raised(text: impl Into<String>) -> Self {
        Self { raised: true, ..Self::plain(text) }
    }
}

/// Where letters stand in their column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left: names and sentences.
    #[default]
    Left,
    /// In the middle: ordinals, states.
    Center,
    /// At the right: figures.
    Right,
}

/// A table with lines; its first row is repeated on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The words in the first row.
    pub title: String,
    /// The share of the width of the page, against the other columns.
    pub share: u16,
    /// Where its cells' letters stand.
    pub align: Align,
}

impl Column {
    /// A column.
    pub fn new(title: impl Into<String>, share: u16, align: Align) -> Self {
        Self { title: title.into(), share, align }
    }
}

/// Columns of one figure over some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// The words above it, and what a reader who cannot see it is told.
    pub title: String,
    /// The points in order, each with its label; a point without a figure is a gap.
    pub points: Vec<(String, Option<i64>)>,
}
