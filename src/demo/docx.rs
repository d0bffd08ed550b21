//! A Word file (ECMA-376) of paragraphs and tables of two columns: as much as an official letter needs.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::docx_package::package;

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Justified,
}

/// The looks of a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Paragraph {
    /// Size of letters in points.
    size: u8,
    align: Align,
    bold: bool,
    italic: bool,
    indented: bool,
    /// In red, within a frame: a grade of urgency.
    boxed: bool,
}

impl Paragraph {
    pub(super) fn plain(size: u8) -> Self {
        let align = Align::Left;
        Self { size, align, bold: false, italic: false, indented: false, boxed: false }
    }

    pub(super) fn at(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    pub(super) fn indented(self) -> Self {
        Self { indented: true, ..self }
    }

    pub(super) fn boxed(self) -> Self {
        Self { boxed: true, ..self }
    }
}

/// The paragraphs of one cell.
pub(super) type Side<'a> = Vec<(Paragraph, &'a str)>;

pub(super) type Xml = Writer<Vec<u8>>;

/// A document in the making: the content of its body.
pub(super) struct Word {
    body: Xml,
}

impl Word {
    pub(super) fn new() -> Self {
        Self { body: Writer::new(Vec::new()) }
    }

    pub(super) fn paragraph(&mut self, style: &Paragraph, text: &str) -> io::Result<()> {
        paragraph(&mut self.body, style, text)
    }

    /// A table without lines, and an empty paragraph, which must follow a table; widths in twentieths of a point.
    pub(super) fn two_columns(&mut self, widths: [u16; 2], rows: &[[Side; 2]]) -> io::Result<()> {
        self.body.create_element("w:tbl").write_inner_content(|xml| {
            table_frame(xml, widths)?;
            rows.iter().try_for_each(|row| table_row(xml, widths, row))
        })?;
        self.paragraph(&Paragraph::plain(14), "")
    }

    /// The whole file, with a line at the foot of each page.
    pub(super) fn finish(self, footer: &str) -> io::Result<Vec<u8>> {
        package(&self.body.into_inner(), footer)
    }
}

fn table_frame(xml: &mut Xml, widths: [u16; 2]) -> io::Result<()> {
    xml.create_element("w:tblPr").write_inner_content(|xml| {
        xml.create_element("w:tblW")
            .with_attributes([("w:w", "0"), ("w:type", "auto")])
            .write_empty()?;
        value(xml, "w:jc", "center")
    })?;
    xml.create_element("w:tblGrid").write_inner_content(|xml| {
        widths.iter().try_for_each(|width| {
            let width = width.to_string();
            xml.create_element("w:gridCol")
                .with_attribute(("w:w", width.as_str()))
                .write_empty()?;
            Ok(())
        })
    })?;
    Ok(())
}

fn table_row(xml: &mut Xml, widths: [u16; 2], row: &[Side; 2]) -> io::Result<()> {
    xml.create_element("w:tr").write_inner_content(|xml| {
        widths.iter().zip(row).try_for_each(|(width, side)| cell(xml, *width, side))
    })?;
    Ok(())
}

/// A cell must hold a paragraph, if only an empty one.
fn cell(xml: &mut Xml, width: u16, side: &Side) -> io::Result<()> {
    let width = width.to_string();
    xml.create_element("w:tc").write_inner_content(|xml| {
        xml.create_element("w:tcPr").write_inner_content(|xml| {
            xml.create_element("w:tcW")
                .with_attributes([("w:w", width.as_str()), ("w:type", "dxa")])
                .write_empty()?;
            Ok(())
        })?;
        if side.is_empty() {
            return paragraph(xml, &Paragraph::plain(13), "");
        }
        side.iter().try_for_each(|(style, text)| paragraph(xml, style, text))
    })?;
    Ok(())
}

pub(super) fn paragraph(xml: &mut Xml, style: &Paragraph, text: &str) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| paragraph_looks(xml, style))?;
        if text.is_empty() { Ok(()) } else { run(xml, style, text) }
    })?;
    Ok(())
}

/// The order of the elements is that of the schema.
fn paragraph_looks(xml: &mut Xml, style: &Paragraph) -> io::Result<()> {
    if style.boxed {
        xml.create_element("w:pBdr").write_inner_content(|xml| {
            ["w:top", "w:left", "w:bottom", "w:right"]
                .into_iter()
                .try_for_each(|side| frame(xml, side))
        })?;
    }
    let after = if style.indented { "120" } else { "0" };
    xml.create_element("w:spacing")
        .with_attributes([("w:before", "0"), ("w:after", after)])
        .write_empty()?;
    if style.boxed {
        // Sides drawn in, so that the frame has about the 20 mm of a "KHẨN" mark.
        xml.create_element("w:ind")
            .with_attributes([("w:left", "1300"), ("w:right", "1300")])
            .write_empty()?;
    } else if style.indented {
        xml.create_element("w:ind").with_attribute(("w:firstLine", "720")).write_empty()?;
    }
    value(
        xml,
        "w:jc",
        match style.align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Justified => "both",
        },
    )
}

fn frame(xml: &mut Xml, side: &str) -> io::Result<()> {
    xml.create_element(side)
        .with_attributes([
            ("w:val", "single"),
            ("w:sz", "8"),
            ("w:space", "1"),
            ("w:color", "FF0000"),
        ])
        .write_empty()?;
    Ok(())
}

fn run(xml: &mut Xml, style: &Paragraph, text: &str) -> io::Result<()> {
    let half_points = (u16::from(style.size) * 2).to_string();
    xml.create_element("w:r").write_inner_content(|xml| {
        xml.create_element("w:rPr").write_inner_content(|xml| {
            if style.bold {
                xml.create_element("w:b").write_empty()?;
            }
            if style.italic {
                xml.create_element("w:i").write_empty()?;
            }
            if style.boxed {
                value(xml, "w:color", "FF0000")?;
            }
            value(xml, "w:sz", &half_points)
        })?;
        xml.create_element("w:t")
            .with_attribute(("xml:space", "preserve"))
            .write_text_content(BytesText::new(text))?;
        Ok(())
    })?;
    Ok(())
}

fn value(xml: &mut Xml, element: &str, value: &str) -> io::Result<()> {
    xml.create_element(element).with_attribute(("w:val", value)).write_empty()?;
    Ok(())
}
