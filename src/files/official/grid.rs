//! Tables: with lines and a first row that every page repeats, or the two sides of a letter without lines.

use std::io;

use super::paper::{Align, Column, Grid, Run};
use super::write::{Look, WIDTH, Xml, branch, leaf, paragraph};

/// A table with lines.
pub(super) fn grid(xml: &mut Xml, table: &Grid) -> io::Result<()> {
    let widths = widths(&table.columns);
    branch(xml, "w:tbl", |xml| {
        frame(xml, &widths, true)?;
        branch(xml, "w:tr", |xml| {
            branch(xml, "w:trPr", |xml| {
                leaf(xml, "w:cantSplit", &[])?;
                leaf(xml, "w:tblHeader", &[])
            })?;
            table.columns.iter().zip(&widths).try_for_each(|(column, width)| {
                let title = [Run::bold(column.title.as_str())];
                cell(xml, *width, Align::Center, &title)
            })
        })?;
        table.rows.iter().try_for_each(|row| data_row(xml, table, &widths, row))
    })
}

fn data_row(xml: &mut Xml, table: &Grid, widths: &[u32], row: &[Vec<Run>]) -> io::Result<()> {
    branch(xml, "w:tr", |xml| {
        branch(xml, "w:trPr", |xml| leaf(xml, "w:cantSplit", &[]))?;
        table.columns.iter().zip(widths).enumerate().try_for_each(|(index, (column, width))| {
            let runs = row.get(index).map(Vec::as_slice).unwrap_or_default();
            cell(xml, *width, column.align, runs)
        })
    })
}

fn cell(xml: &mut Xml, width: u32, align: Align, runs: &[Run]) -> io::Result<()> {
    let align = match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    branch(xml, "w:tc", |xml| {
        cell_width(xml, width, true)?;
        paragraph(xml, &Look { align, room: (20, 20), ..Look::left(12) }, runs)
    })
}

fn cell_width(xml: &mut Xml, width: u32, middle: bool) -> io::Result<()> {
    let width = width.to_string();
    branch(xml, "w:tcPr", |xml| {
        leaf(xml, "w:tcW", &[("w:w", &width), ("w:type", "dxa")])?;
        if middle { leaf(xml, "w:vAlign", &[("w:val", "center")]) } else { Ok(()) }
    })
}

/// One side of a letter: its paragraphs.
pub(super) type Side = Vec<(Look, Vec<Run>)>;

/// Two sides next to each other, without lines.
pub(super) fn sides(xml: &mut Xml, widths: [u32; 2], sides: &[Side; 2]) -> io::Result<()> {
    branch(xml, "w:tbl", |xml| {
        frame(xml, &widths, false)?;
        branch(xml, "w:tr", |xml| {
            branch(xml, "w:trPr", |xml| leaf(xml, "w:cantSplit", &[]))?;
            widths.iter().zip(sides).try_for_each(|(width, side)| {
                branch(xml, "w:tc", |xml| {
                    cell_width(xml, *width, false)?;
                    if side.is_empty() {
                        return paragraph(xml, &Look::left(13), &[]);
                    }
                    side.iter().try_for_each(|(look, runs)| paragraph(xml, look, runs))
                })
            })
        })
    })
}

fn frame(xml: &mut Xml, widths: &[u32], lines: bool) -> io::Result<()> {
    let total = widths.iter().sum::<u32>().to_string();
    branch(xml, "w:tblPr", |xml| {
        leaf(xml, "w:tblW", &[("w:w", &total), ("w:type", "dxa")])?;
        leaf(xml, "w:jc", &[("w:val", "center")])?;
        if lines {
            branch(xml, "w:tblBorders", |xml| {
                ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]
                    .into_iter()
                    .try_for_each(|side| line(xml, side))
            })?;
        }
        leaf(xml, "w:tblLayout", &[("w:type", "fixed")])?;
        branch(xml, "w:tblCellMar", |xml| {
            leaf(xml, "w:left", &[("w:w", "60"), ("w:type", "dxa")])?;
            leaf(xml, "w:right", &[("w:w", "60"), ("w:type", "dxa")])
        })
    })?;
    branch(xml, "w:tblGrid", |xml| {
        widths.iter().try_for_each(|width| leaf(xml, "w:gridCol", &[("w:w", &width.to_string())]))
    })
}

fn line(xml: &mut Xml, side: &str) -> io::Result<()> {
    leaf(xml, side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")])
}

/// The widths that the shares give; what rounding leaves goes to the last column.
fn widths(columns: &[Column]) -> Vec<u32> {
    let whole: u32 = columns.iter().map(|column| u32::from(column.share)).sum::<u32>().max(1);
    let mut widths: Vec<u32> =
        columns.iter().map(|column| WIDTH * u32::from(column.share) / whole).collect();
    let left = WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += left;
    }
    widths
}
