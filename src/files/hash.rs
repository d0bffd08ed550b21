//! The fingerprint of a file, so that an interrupted import knows whether it goes on with the same file.

use std::fs::File;
use std::path::Path;

use domain::base::Diagnostic;

use super::problem;

/// BLAKE3 of the content, read in pieces: memory does not grow with the file.
///
/// # Errors
/// `file_unreadable` when the file cannot be opened or read.
pub fn hash(path: &Path) -> Result<[u8; 32], Diagnostic> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(path).map_err(|error| problem::unreadable(path, &error))?;
    hasher.update_reader(file).map_err(|error| problem::unreadable(path, &error))?;
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_alone_decides() {
        let folder = tempfile::tempdir().unwrap();
        let [a, b, c] = ["a.csv", "b.csv", "c.csv"].map(|name| folder.path().join(name));
        std::fs::write(&a, "Họ tên\nLò Thị Mây\n").unwrap();
        std::fs::write(&b, "Họ tên\nLò Thị Mây\n").unwrap();
        std::fs::write(&c, "Họ tên\nLò Thị Mai\n").unwrap();
        assert_eq!(hash(&a).unwrap(), hash(&b).unwrap());
        assert_ne!(hash(&a).unwrap(), hash(&c).unwrap());
        assert_eq!(hash(&folder.path().join("none")).unwrap_err().code, "file_missing");
    }
}
