//! Warnings that would be one per row, gathered into one per subject.

use std::collections::BTreeMap;

use super::fault;
use crate::base::Diagnostic;

/// What there is to say of several rows at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Types in an old spelling.
    OldTypes,
    /// Rows that have a name or label and no type.
    NoType,
    /// What the device fills in, left out.
    MetaLeftOut,
    /// What the device fills in, kept because a formula asks for it.
    MetaKept,
    /// Types that a register does without.
    TypesLeftOut,
    /// Types that are kept as a near one.
    Near,
    /// Questions that are computed although their type is not `calculate`.
    Computed,
    /// Columns that are not read.
    Columns,
    /// Sheets that are not read.
    Sheets,
    /// Languages without a place.
    Languages,
    /// Names that had to change.
    Renamed,
    /// Labels that two fields shared.
    Labels,
    /// Labels that two choices shared.
    ChoiceLabels,
    /// `read_only` and `trigger`.
    ReadOnly,
    /// Sensitive by our choice.
    Sensitive,
    /// Visible to the unit by our choice.
    Visible,
    /// Retention by our choice.
    Retention,
    /// Choices without a name or label.
    Choices,
}

/// The gathered warnings.
#[derive(Debug, Default)]
pub(super) struct Told(BTreeMap<Subject, Vec<(String, u64, String)>>);

impl Told {
    pub(super) fn add(&mut self, subject: Subject, sheet: &str, row: u64, text: impl Into<String>) {
        self.0.entry(subject).or_default().push((sheet.to_owned(), row, text.into()));
    }

    /// One warning per subject, at its first row.
    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        let warning = |(subject, all): (Subject, Vec<(String, u64, String)>)| {
            let mut words: Vec<&str> = all.iter().map(|(_, _, text)| text.as_str()).collect();
            words.dedup();
            let diagnostic = fault::told(subject, &words.join(", "));
            match all.first() {
                Some((sheet, row, _)) if *row > 0 => {
                    fault::in_sheet(diagnostic, sheet).at_row(*row)
                }
                Some((sheet, ..)) if !sheet.is_empty() => fault::in_sheet(diagnostic, sheet),
                _ => diagnostic,
            }
        };
        self.0.into_iter().map(warning).collect()
    }
}
