//! What an import did.

use std::collections::BTreeMap;

use serde::Serialize;

/// What an import did, or would do. The figures reconcile: `rows = accepted + rejected + duplicates`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Rows below the header that hold something.
    pub rows: u64,
    /// Rows that became records or changed one.
    pub accepted: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows that repeat an earlier row or a record.
    pub duplicates: u64,
    /// Duplicates whose record says the same already.
    pub unchanged: u64,
    /// Accepted rows that changed a record that was there.
    pub updated: u64,
    /// Column title → name of the field; `null` for a column that no field answers to.
    pub mapping: BTreeMap<String, Option<String>>,
    /// What was wrong with the rejected rows.
    pub errors: Vec<Problem>,
    /// What was odd; those rows were taken all the same. At most a thousand are listed.
    pub warnings: Vec<Problem>,
    /// All warnings, the unlisted ones too.
    pub warned: u64,
    /// Whether an import that was cut off was gone on with.
    pub resumed: bool,
    /// Whether nothing was written because only a trial was asked for.
    pub dry_run: bool,
}

/// One fault or oddity of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The sheet, where the file has several lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row as the user counts.
    pub row: u64,
    /// Name of the field, "" for the whole row.
    pub field: String,
    /// The rule: the code of the diagnostic.
    pub rule: String,
    /// What is the matter and the way out, in the language that was asked for.
    pub message: String,
}

/// Most warnings that are listed.
const LISTED: usize = 1_000;

impl Outcome {
    /// Counts a warning, and puts it into words if it will be listed.
    pub(super) fn warn(&mut self, problem: impl FnOnce() -> Problem) {
        self.warned += 1;
        if self.warnings.len() < LISTED {
            self.warnings.push(problem());
        }
    }

    /// Whether every row is accounted for.
    pub fn reconciles(&self) -> bool {
        self.rows == self.accepted + self.rejected + self.duplicates
            && self.unchanged <= self.duplicates
            && self.updated <= self.accepted
    }
}
