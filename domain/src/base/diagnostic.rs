//! One diagnostic for documents, definitions, formulas, forms and files; drawn only at the edge.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The language of the screen. Vietnamese comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// A text in both languages of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts at once.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; the work goes on.
    Warning,
    /// This part could not be taken.
    Error,
}

/// Where something stands: whatever of file, sheet, row (1-based, as the user counts) and field is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// File name as the user gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row of a table or line of a text, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Field, column or key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Bytes of the expression or line at fault, from and to (exclusive).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
}

/// What is wrong, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable identifier in snake case, for scripts and tests.
    pub code: &'static str,
    /// Warning or error.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// One sentence without blame: what is the matter.
    pub message: Bilingual,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        let message = Bilingual::new(vi, en);
        Self { code, severity: Severity::Error, place: Place::default(), message, hint: None }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, vi, en) }
    }

    /// Adds the way out.
    pub fn hint(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Bilingual::new(vi, en));
        self
    }

    /// Adds the file.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.place.file = Some(file.into());
        self
    }

    /// Adds the row or line, 1-based.
    pub fn at_row(mut self, row: u64) -> Self {
        self.place.row = Some(row);
        self
    }

    /// Adds the field.
    pub fn at_field(mut self, field: impl Into<String>) -> Self {
        self.place.field = Some(field.into());
        self
    }

    /// Adds the bytes at fault.
    pub fn at_span(mut self, from: usize, to: usize) -> Self {
        self.place.span = Some((from, to));
        self
    }

    /// The sentence with place and hint, in one language.
    pub fn render(&self, lang: Lang) -> String {
        let place = self.place.render(lang);
        let colon = if place.is_empty() { "" } else { ": " };
        let mut text = format!("{place}{colon}{} [{}]", self.message.get(lang), self.code);
        if let Some(hint) = &self.hint {
            text.push_str("\n  → ");
            text.push_str(hint.get(lang));
        }
        text
    }
}

impl Place {
    fn render(&self, lang: Lang) -> String {
        let (sheet, row, field) = match lang {
            Lang::Vi => ("trang", "dòng", "cột"),
            Lang::En => ("sheet", "row", "field"),
        };
        let mut parts: Vec<String> = self.file.iter().cloned().collect();
        parts.extend(self.sheet.iter().map(|name| format!("{sheet} {name}")));
        parts.extend(self.row.iter().map(|number| format!("{row} {number}")));
        parts.extend(self.field.iter().map(|name| format!("{field} {name}")));
        parts.join(", ")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En))
    }
}

impl std::error::Error for Diagnostic {}

/// A result that always exists, with what was odd on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warned<T> {
    /// The result.
    pub output: T,
    /// What was odd.
    pub warnings: Vec<Diagnostic>,
}
