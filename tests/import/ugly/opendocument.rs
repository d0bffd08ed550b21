//! Writes `.ods` workbooks as `LibreOffice` does: what is alike is written once with a number of repetitions, and below the
//! last row the sheet goes on to its end.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::make::Grid;
use crate::support::Cell;

/// A sheet; rows and columns are counted from 0.
#[derive(Default)]
pub struct Leaf {
    pub name: &'static str,
    pub grid: Grid,
    pub hidden: bool,
    /// Rows that are not shown, and what is said of them: `collapse` or `filter`.
    pub hidden_rows: Vec<(usize, &'static str)>,
    pub hidden_column: Option<usize>,
    /// Row, column and how many rows the cell stands for.
    pub merged: Vec<(usize, usize, usize)>,
}

impl Leaf {
    fn columns(&self) -> String {
        let columns = |many: usize, said: &str| match many {
            0 => String::new(),
            many => {
                format!(r#"<table:table-column table:number-columns-repeated="{many}"{said}/>"#)
            }
        };
        let at = self.hidden_column.unwrap_or(1024);
        let hidden = self.hidden_column.map_or(0, |_| 1);
        columns(at, "")
            + &columns(hidden, r#" table:visibility="collapse""#)
            + &columns(1024 - at - hidden, "")
    }

    fn row(&self, at: usize) -> String {
        let said = self.hidden_rows.iter().find(|(row, _)| *row == at);
        let said = said.map_or(String::new(), |(_, how)| format!(r#" table:visibility="{how}""#));
        let cells: String = self.grid[at]
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let covers = |(row, to, many): &&(usize, usize, usize)| {
                    *to == column && (*row..row + many).contains(&at)
                };
                match self.merged.iter().find(covers) {
                    Some((row, _, many)) if *row == at => written(
                        cell,
                        &format!(r#" table:number-columns-spanned="1" table:number-rows-spanned="{many}""#),
                    ),
                    Some(_) => "<table:covered-table-cell/>".to_owned(),
                    None => written(cell, ""),
                }
            })
            .collect();
        let rest = 1024 - self.grid[at].len();
        format!(
            r#"<table:table-row{said}>{cells}<table:table-cell table:number-columns-repeated="{rest}"/></table:table-row>"#
        )
    }

    /// What stands below the list: not shown when any row is hidden, as when somebody hid all that is empty.
    fn below(&self) -> String {
        let said = if self.hidden_rows.is_empty() { "" } else { r#" table:visibility="collapse""# };
        let many = 1_048_576 - self.grid.len();
        format!(
            r#"<table:table-row table:number-rows-repeated="{many}"{said}><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#
        )
    }

    fn xml(&self) -> String {
        let style = if self.hidden { "ta2" } else { "ta1" };
        let rows: String = (0..self.grid.len()).map(|at| self.row(at)).collect();
        format!(
            r#"<table:table table:name="{}" table:style-name="{style}">{}{rows}{}</table:table>"#,
            self.name,
            self.columns(),
            self.below()
        )
    }
}

fn written(cell: &Cell, said: &str) -> String {
    let (kind, text) = match cell {
        Cell::Text(text) if text.is_empty() => return format!("<table:table-cell{said}/>"),
        Cell::Text(text) => (r#""string""#.to_owned(), text.clone()),
        Cell::Number(number) => (format!(r#""float" office:value="{number}""#), number.to_string()),
        Cell::Day(day) => (format!(r#""date" office:date-value="{day}""#), day.to_string()),
    };
    format!(
        r#"<table:table-cell{said} office:value-type={kind}><text:p>{text}</text:p></table:table-cell>"#
    )
}

/// A workbook of these sheets.
pub fn ods(leaves: &[Leaf]) -> Vec<u8> {
    let tables: String = leaves.iter().map(Leaf::xml).collect();
    let style = |name: &str, shown: bool| {
        format!(
            r#"<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>"#
        )
    };
    let styles = style("ta1", true) + &style("ta2", false);
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
