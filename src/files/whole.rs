//! Whole files that are kept or given back as they are.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use domain::base::Diagnostic;

use super::problem;

/// The bytes of a file, but not many more than `most`: one more is enough to refuse it, and a film does not fill memory.
///
/// # Errors
/// `file_missing`, `file_denied`, `file_unreadable`.
pub fn content(path: &Path, most: usize) -> Result<Vec<u8>, Diagnostic> {
    let read = || {
        let mut content = Vec::new();
        let enough = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        File::open(path)?.take(enough).read_to_end(&mut content)?;
        Ok(content)
    };
    read().map_err(|error| problem::unreadable(path, &error))
}

/// Writes a new file; one that stands there stays.
///
/// # Errors
/// `file_exists`, `file_unwritable`.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(content));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists().in_file(problem::name(path)),
        _ => problem::unwritable(path, &error),
    })
}

fn exists() -> Diagnostic {
    Diagnostic::error("file_exists", "đã có tệp này, không ghi đè", "the file is there already")
        .hint("chọn tên hoặc thư mục khác", "choose another name or folder")
}
