//! A table as an official form for the superior: A4 landscape, head, title, table, notes, signature.
//!
//! The look is that of Nghị định 30/2020/NĐ-CP, Phụ lục I (Times New Roman, quốc hiệu and tiêu ngữ, place and date in
//! italics, signature at the lower right); for party bodies, that of Hướng dẫn 36-HD/VPTW. What is not known stays open
//! with dots to be filled in by hand.

mod page;
mod style;

use std::path::Path;

use domain::base::Diagnostic;
use jiff::civil::{Date, DateTime};

use super::table::Cell;
use super::write::Draft;

/// Which head the paper has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// State: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc".
    #[default]
    State,
    /// Party: "ĐẢNG CỘNG SẢN VIỆT NAM".
    Party,
}

/// One column of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Title.
    pub title: String,
    /// Width in characters; 0 lets the title decide.
    pub width: f64,
}

/// Who answers for the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Lines above the space for the signature, e.g. "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub titles: Vec<String>,
    /// Full name; empty when it is not known yet.
    pub name: String,
}

/// An official form with one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Which head the paper has.
    pub header: Header,
    /// The superior body, above the issuer; empty when there is none.
    pub parent: String,
    /// The body that issues the form.
    pub issuer: String,
    /// Number and symbol, e.g. "125/BC-UBND"; `None` leaves room for it.
    pub number: Option<String>,
    /// Place of issue; empty leaves room for it.
    pub place: String,
    /// Date of issue; `None` leaves room for it.
    pub date: Option<Date>,
    /// Title, e.g. "TỔNG HỢP NGƯỜI ĐI LÀM ĂN XA".
    pub title: String,
    /// Line under the title; empty for none.
    pub subtitle: String,
    /// Moment of the figures on the wall clock of +07:00: "Tính đến 09:41 ngày 10/09/2021".
    pub as_of: Option<DateTime>,
    /// Columns of the table; at least one.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// The row of totals, as computed from the records; never summed here.
    pub totals: Option<Vec<Cell>>,
    /// Notes under the table: who has not reported, which figures disagree.
    pub notes: Vec<String>,
    /// Who drew it up, at the lower left.
    pub prepared_by: Option<Signature>,
    /// Who signs, at the lower right.
    pub signed_by: Option<Signature>,
}

/// Writes the form as a workbook; the file appears complete or not at all.
///
/// # Errors
/// `file_unwritable`; `cell_too_long` when a text is longer than a cell of Excel holds.
pub fn report(path: &Path, report: &Report) -> Result<(), Diagnostic> {
    let draft = Draft::new(path, None)?;
    let mut book = page::book(report).map_err(|error| draft.unwritable(&error))?;
    book.save_to_writer(draft.writer()?).map_err(|error| draft.unwritable(&error))?;
    draft.put()
}
