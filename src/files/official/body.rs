//! What a paper says: headings, paragraphs, lists, tables and charts.

use std::io;

use super::chart;
use super::grid::grid;
use super::paper::{Block, Chart, Run};
use super::write::{Look, Xml, paragraph};

/// Indent of the first line of a paragraph: 12.7 mm, in twentieths of a point.
const INDENT: i32 = 720;

/// Writes the blocks; gives back the charts, which are parts of their own.
pub(super) fn body<'a>(xml: &mut Xml, blocks: &'a [Block]) -> io::Result<Vec<&'a Chart>> {
    let mut charts = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(level, text) => heading(xml, *level, text)?,
            Block::Paragraph(runs) => paragraph(xml, &text(), runs)?,
            Block::Bullet(runs) => bullet(xml, runs)?,
            Block::Small(runs) => small(xml, runs)?,
            Block::Table(table) => {
                grid(xml, table)?;
                paragraph(xml, &Look::left(6), &[])?;
            }
            Block::Chart(chart) => {
                charts.push(chart);
                chart::place(xml, chart, charts.len())?;
            }
        }
    }
    Ok(charts)
}

fn text() -> Look {
    Look { align: "both", first: INDENT, room: (0, 120), ..Look::left(14) }
}

fn heading(xml: &mut Xml, level: u8, words: &str) -> io::Result<()> {
    let run = Run { bold: true, italic: level > 2, ..Run::plain(words) };
    paragraph(xml, &Look { keep: true, room: (120, 80), ..text() }, &[run])
}

fn bullet(xml: &mut Xml, runs: &[Run]) -> io::Result<()> {
    let mut all = vec![Run::plain("- ")];
    all.extend_from_slice(runs);
    paragraph(xml, &Look { room: (0, 80), ..text() }, &all)
}

fn small(xml: &mut Xml, runs: &[Run]) -> io::Result<()> {
    paragraph(xml, &Look { room: (0, 60), ..Look::left(10) }, runs)
}
