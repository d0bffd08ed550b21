//! Words of `WordprocessingML` (ISO/IEC 29500) that every part of a paper uses.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::paper::Run;

/// XML in the making.
pub(super) type Xml = Writer<Vec<u8>>;

/// The width between the margins, in twentieths of a point: 165 mm.
pub(super) const WIDTH: u32 = 9354;

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// Size of letters in points.
    pub size: u8,
    /// `left`, `center`, `right` or `both`.
    pub align: &'static str,
    /// Indent of the first line, in twentieths of a point; negative for a hanging one.
    pub first: i32,
    /// Indents of all lines at left and right, in twentieths of a point.
    pub sides: (u32, u32),
    /// Room above and below, in twentieths of a point.
    pub room: (u16, u16),
    /// Stays on one page with the paragraph that follows.
    pub keep: bool,
    /// A line above it.
    pub ruled: bool,
}

impl Look {
    /// Letters of a size, centred, without room around them.
    pub fn centred(size: u8) -> Self {
        Self {
            size,
            align: "center",
            first: 0,
            sides: (0, 0),
            room: (0, 0),
            keep: false,
            ruled: false,
        }
    }

    /// At the left, without room around.
    pub fn left(size: u8) -> Self {
        Self { align: "left", ..Self::centred(size) }
    }
}

/// An element without content.
pub(super) fn leaf(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}

/// An element with content.
pub(super) fn branch(
    xml: &mut Xml,
    name: &str,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).write_inner_content(content)?;
    Ok(())
}

/// A paragraph of runs.
pub(super) fn paragraph(xml: &mut Xml, look: &Look, runs: &[Run]) -> io::Result<()> {
    branch(xml, "w:p", |xml| {
        branch(xml, "w:pPr", |xml| looks(xml, look))?;
        runs.iter().try_for_each(|run| letters(xml, look.size, run))
    })
}

/// The order of the elements is that of the schema.
pub(super) fn looks(xml: &mut Xml, look: &Look) -> io::Result<()> {
    if look.keep {
        leaf(xml, "w:keepNext", &[])?;
    }
    if look.ruled {
        let line = [("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "auto")];
        branch(xml, "w:pBdr", |xml| leaf(xml, "w:top", &line))?;
    }
    let [before, after] = [look.room.0, look.room.1].map(|room| room.to_string());
    leaf(xml, "w:spacing", &[("w:before", &before), ("w:after", &after)])?;
    let [left, right] = [look.sides.0, look.sides.1].map(|side| side.to_string());
    let first = look.first.unsigned_abs().to_string();
    let kind = if look.first < 0 { "w:hanging" } else { "w:firstLine" };
    leaf(xml, "w:ind", &[("w:left", &left), ("w:right", &right), (kind, &first)])?;
    leaf(xml, "w:jc", &[("w:val", look.align)])
}

fn letters(xml: &mut Xml, size: u8, run: &Run) -> io::Result<()> {
    let half_points = (u16::from(size) * 2).to_string();
    branch(xml, "w:r", |xml| {
        branch(xml, "w:rPr", |xml| {
            if run.bold {
                leaf(xml, "w:b", &[])?;
            }
            if run.italic {
                leaf(xml, "w:i", &[])?;
            }
            leaf(xml, "w:sz", &[("w:val", &half_points)])?;
            if run.raised { leaf(xml, "w:vertAlign", &[("w:val", "superscript")]) } else { Ok(()) }
        })?;
        lines(xml, &run.text)
    })
}

/// A new line in the text is a new line in the cell.
fn lines(xml: &mut Xml, text: &str) -> io::Result<()> {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            leaf(xml, "w:br", &[])?;
        }
        let line: String = line.chars().filter(|letter| writable(*letter)).collect();
        xml.create_element("w:t")
            .with_attribute(("xml:space", "preserve"))
            .write_text_content(BytesText::new(&line))?;
    }
    Ok(())
}

/// Letters that XML 1.0 can hold: a control sign in somebody's remark must not make the file unreadable.
fn writable(letter: char) -> bool {
    letter == '\t' || (letter >= ' ' && !matches!(letter, '\u{FFFE}' | '\u{FFFF}'))
}
