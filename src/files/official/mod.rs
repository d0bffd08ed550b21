//! Official documents out: a Word file in the layout of Decree 30/2020/NĐ-CP, Annex I, from plain data.
//!
//! ```text
//! Paper ── letterhead · body · closing ──▶ document.xml ─┐
//!      └── charts ──▶ chart1.xml …                       ├─ package ──▶ .docx
//! ```
//!
//! The same paper gives the same bytes. What is not known stays blank as on paper ("Số:      /BC-UBND"): number, day and
//! signer are filled in by those who sign, never made up. The XML is written by hand because the crate for Word files that
//! was looked at (`docx-rs` 0.4) cannot repeat the first row of a table on each page, and would bring a second `zip` and
//! a second `quick-xml` into the tree; both are here already.

mod body;
mod chart;
mod closing;
mod grid;
mod letterhead;
mod package;
mod paper;
mod write;

use std::path::Path;

use domain::base::Diagnostic;

use super::problem;

pub use paper::{Align, Block, Chart, Column, Grid, Paper, Run, Signer};

/// The bytes of the Word file.
///
/// # Errors
/// When the parts cannot be packed, which memory alone decides.
pub fn official(paper: &Paper) -> std::io::Result<Vec<u8>> {
    let mut xml = write::Xml::new(Vec::new());
    letterhead::letterhead(&mut xml, paper)?;
    let charts = body::body(&mut xml, &paper.blocks)?;
    closing::closing(&mut xml, paper)?;
    package::package(&xml.into_inner(), &charts)
}

/// Writes the Word file.
///
/// # Errors
/// `file_unwritable` when the file cannot be written.
pub fn write_official(path: &Path, paper: &Paper) -> Result<(), Diagnostic> {
    let bytes = official(paper).map_err(|error| problem::unwritable(path, &error))?;
    std::fs::write(path, bytes).map_err(|error| problem::unwritable(path, &error))
}

#[cfg(test)]
mod tests;
