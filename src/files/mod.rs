//! Files that people bring and take away: documents in, tables in and out, forms for the superior.
//!
//! ```text
//! .docx .pdf .txt ── document_text ──▶ text            (domain::document takes it apart)
//! .xlsx .xls .ods .csv ── table::read ──▶ tables ──▶ rows of cells   (domain::record checks them)
//! form workbook ── form_sheets ──▶ sheets   (domain::register::xlsform reads them) ── write_form ──▶ .xlsx
//! rows ── write_table | rejects | report ──▶ .xlsx .csv
//! content ── official ──▶ .docx   (layout of Decree 30/2020/NĐ-CP)
//! return ── write_sheet ──▶ .xlsx ── open_sheet ──▶ figures   (also out of an .eml: mail)
//! ```
//!
//! Content decides what a file is, not its name: a `.docx` that was saved as `.doc` is read. What cannot be read gives
//! a [`Diagnostic`](domain::base::Diagnostic) with the way out; no file makes the program stop.

mod archive;
mod document;
mod docx;
mod form;
mod hash;
mod mail;
pub mod official;
mod pdf;
mod problem;
mod rejects;
mod report;
mod sheet;
mod sniff;
pub mod table;
mod text;
mod whole;
mod write;

pub use document::document_text;
pub use form::{form_sheets, write_form};
pub use hash::hash;
pub use mail::{Attachment, Mail, is_mail, mail};
pub use rejects::{Reject, Rejects, rejects};
pub use report::{Column, Header, Report, Signature, report};
pub use sheet::{Filled, Form, FormLine, Loose, Mark, open_sheet, write_sheet};
pub use table::{Cell, CellRef, Row, RowRef, Rows, Table};
pub use whole::{content, write_new};
pub use write::{Format, Options, TableWriter, write_table};
