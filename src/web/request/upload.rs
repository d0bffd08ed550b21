//! A file that was sent: it lies in the node's folder until the request, or the work that took it, is over.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use node::{Node, NodeError};

/// A file that was sent. It is removed when the value is dropped.
#[derive(Debug)]
pub struct Upload {
    /// What it was called at the sender's, without folders and control characters.
    pub name: String,
    /// Where it lies. Its name ends as the sender's did, so that the kind can be told.
    pub path: PathBuf,
    /// Length in bytes.
    pub size: usize,
    /// Whether somebody took the file along: then it is theirs to remove.
    taken: AtomicBool,
}

/// A file that is being received.
#[derive(Debug)]
pub(crate) struct Spool {
    upload: Upload,
    file: File,
}

/// Folder of files that are being received, in the node's folder.
const FOLDER: &str = "incoming";

impl Spool {
    /// Begins to receive.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub(crate) fn begin(node: &Node, name: &str) -> node::Result<Self> {
        let folder = node.folder().join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(NodeError::file(&folder))?;
        let name = plain_name(name);
        let number: [u8; 12] = node.random().bytes()?;
        let stem: String = number.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join(format!("{stem}{}", ending(&name)));
        let file = File::create_new(&path).map_err(NodeError::file(&path))?;
        Ok(Self { upload: Upload { name, path, size: 0, taken: AtomicBool::new(false) }, file })
    }

    /// Takes some more bytes.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> node::Result<()> {
        self.file.write_all(bytes).map_err(NodeError::file(&self.upload.path))?;
        self.upload.size += bytes.len();
        Ok(())
    }

    /// It is all there.
    pub(crate) fn end(self) -> Upload {
        self.upload
    }
}

impl Upload {
    /// Takes the file along: it is removed when the new value is dropped.
    pub fn take(&self) -> Self {
        self.taken.store(true, Ordering::Relaxed);
        let taken = AtomicBool::new(false);
        Self { name: self.name.clone(), path: self.path.clone(), size: self.size, taken }
    }

    /// The bytes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bytes(&self) -> node::Result<Vec<u8>> {
        std::fs::read(&self.path).map_err(NodeError::file(&self.path))
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if *self.taken.get_mut() {
            return;
        }
        // What cannot be removed now is removed when the server starts next.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Removes what an earlier run left.
pub(crate) fn sweep(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder.join(FOLDER));
}

/// The last part of a path, whichever way its folders are separated, without what would break a line.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if plain.trim_matches('.').trim().is_empty() { "tep".to_owned() } else { plain }
}

/// `.xlsx`; nothing unless it is short and plain.
fn ending(name: &str) -> String {
    let Some((_, ending)) = name.rsplit_once('.') else { return String::new() };
    let plain = ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { format!(".{}", ending.to_ascii_lowercase()) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_control_characters_of_a_name_do_not_come_in() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\Users\\x\\danh sách.xlsx"), "danh sách.xlsx");
        assert_eq!(plain_name("a\r\nSet-Cookie: b.csv"), "aSet-Cookie: b.csv");
        assert_eq!(plain_name(".."), "tep");
        assert_eq!(
            (ending("a.XLSX"), ending("a.b/c"), ending("a")),
            (".xlsx".into(), String::new(), String::new())
        );
    }
}
