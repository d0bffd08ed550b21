//! Regular expressions of formulas, put together once, when the formula is read.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::fault;
use crate::base::Diagnostic;

/// The most memory that one pattern may take: a form must not be able to fill a small computer.
const MOST_BYTES: usize = 8 << 20;

/// A pattern that a whole text must fit.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    written: String,
    regex: Arc<Regex>,
}

impl Pattern {
    /// Reads a pattern; it takes time linear in the text, whatever it is.
    ///
    /// # Errors
    /// When it is none, or needs what looks back and ahead.
    pub(super) fn read(written: &str) -> Result<Self, Diagnostic> {
        let whole = format!("^(?:{written})$");
        let regex = RegexBuilder::new(&whole).size_limit(MOST_BYTES).build();
        let regex = regex.map_err(|error| fault::bad_pattern(written, &reason(&error)))?;
        Ok(Self { written: written.to_owned(), regex: Arc::new(regex) })
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

/// The last line of what the library says is the reason; the lines before draw the pattern.
fn reason(error: &regex::Error) -> String {
    let said = error.to_string();
    said.lines()
        .last()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .trim_end_matches('.')
        .to_owned()
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}
