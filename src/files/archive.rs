//! Zip archives from outside: each part is inflated up to a limit, whatever the archive says about its size.

use std::io::{Read, Seek};

use domain::base::Diagnostic;
use zip::ZipArchive;
use zip::result::ZipError;

use super::problem;

/// The most that one part of a document may inflate to: 128 MiB of XML are some 30,000 pages.
pub(super) const PART_LIMIT: u64 = 128 * 1024 * 1024;

/// The most that a whole workbook may inflate to.
pub(super) const WORKBOOK_LIMIT: u64 = 4 * 1024 * 1024 * 1024;

/// An archive that is open.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    kind: &'static str,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens it; `kind` is what messages call the file.
    pub(super) fn open(reader: R, kind: &'static str) -> Result<Self, Diagnostic> {
        let zip = ZipArchive::new(reader).map_err(|error| problem::broken(kind, &error))?;
        Ok(Self { zip, kind })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The names of all parts whose name begins so, sorted.
    pub(super) fn names(&self, start: &str) -> Vec<String> {
        let names = self.zip.file_names().flatten().map(|name| name.into_owned());
        let mut names: Vec<String> = names.filter(|name| name.starts_with(start)).collect();
        names.sort();
        names
    }

    /// One part as text; `None` when the archive has no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let kind = self.kind;
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refusal(kind, &error)),
        };
        let mut bytes = Vec::new();
        let mut limited = file.take(PART_LIMIT + 1);
        limited.read_to_end(&mut bytes).map_err(|error| problem::broken(kind, &error))?;
        if bytes.len() as u64 > PART_LIMIT {
            return Err(problem::too_large(PART_LIMIT));
        }
        super::text::decode(&bytes)
            .map(Some)
            .map_err(|_| problem::broken(kind, &format!("{name}: UTF-8")))
    }

    /// Inflates everything into nothing, so that a reader without limits of its own may follow.
    pub(super) fn check_size(&mut self, limit: u64) -> Result<(), Diagnostic> {
        let mut left = limit;
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(|error| refusal(self.kind, &error))?;
            let mut limited = file.take(left + 1);
            let size = std::io::copy(&mut limited, &mut std::io::sink())
                .map_err(|error| problem::broken(self.kind, &error))?;
            left = left.checked_sub(size).ok_or_else(|| problem::too_large(limit))?;
        }
        Ok(())
    }
}

fn refusal(kind: &'static str, error: &ZipError) -> Diagnostic {
    let password = matches!(error, ZipError::InvalidPassword)
        || matches!(error, ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("password"));
    if password { problem::encrypted() } else { problem::broken(kind, error) }
}
