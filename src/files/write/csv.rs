//! Writes CSV as Excel opens it best.

use std::fs::File;
use std::io::{BufWriter, Write};

use csv::{Terminator, Writer, WriterBuilder};
use domain::base::Diagnostic;

use super::Draft;
use crate::files::table::{Cell, guard};

/// A CSV file that is being written.
pub(super) struct Csv {
    draft: Draft,
    writer: Writer<BufWriter<File>>,
}

impl Csv {
    pub(super) fn new(draft: Draft, headers: &[String]) -> Result<Self, Diagnostic> {
        let mut file = BufWriter::with_capacity(256 * 1024, draft.writer()?);
        file.write_all(b"\xef\xbb\xbf").map_err(|error| draft.unwritable(&error))?;
        let mut builder = WriterBuilder::new();
        let writer = builder.terminator(Terminator::CRLF).flexible(true).from_writer(file);
        let mut csv = Self { draft, writer };
        csv.record(headers.iter().map(|header| guard::close(header).into_owned()))?;
        Ok(csv)
    }

    pub(super) fn push(&mut self, cells: &[Cell]) -> Result<(), Diagnostic> {
        self.record(cells.iter().map(|cell| match cell {
            Cell::Text(text) => guard::close(text).into_owned(),
            other => other.to_string(),
        }))
    }

    fn record(&mut self, cells: impl Iterator<Item = String>) -> Result<(), Diagnostic> {
        self.writer.write_record(cells).map_err(|error| self.draft.unwritable(&error))
    }

    pub(super) fn finish(mut self) -> Result<(), Diagnostic> {
        self.writer.flush().map_err(|error| self.draft.unwritable(&error))?;
        drop(self.writer);
        self.draft.put()
    }
}
