//! A file that is not there before it is complete.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use domain::base::Diagnostic;

use crate::files::problem;

/// A temporary file in the folder of the final one; it vanishes unless it is put in its place.
pub(in crate::files) struct Draft {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Begins a file. The input of the work is never its output.
    pub(in crate::files) fn new(path: &Path, input: Option<&Path>) -> Result<Self, Diagnostic> {
        if input.is_some_and(|input| is_same(path, input)) {
            return Err(input_overwritten(path));
        }
        let (file, temporary) = fresh(path).map_err(|error| problem::unwritable(path, &error))?;
        Ok(Self { file, temporary, path: path.to_owned() })
    }

    /// Another handle to write through.
    pub(in crate::files) fn writer(&self) -> Result<File, Diagnostic> {
        self.file.try_clone().map_err(|error| self.unwritable(&error))
    }

    /// The folder of the file, where there must be room for it.
    pub(in crate::files) fn folder(&self) -> &Path {
        folder(&self.path)
    }

    /// Makes it durable and gives it its name. Every other handle is closed by now.
    pub(in crate::files) fn put(self) -> Result<(), Diagnostic> {
        let put = self.file.sync_all().and_then(|()| fs::rename(&self.temporary, &self.path));
        put.map_err(|error| self.unwritable(&error))
    }

    /// What to say when writing fails.
    pub(in crate::files) fn unwritable(&self, error: &dyn std::fmt::Display) -> Diagnostic {
        problem::unwritable(&self.path, error)
    }
}

/// After `put` there is nothing to remove any more.
impl Drop for Draft {
    fn drop(&mut self) {
        let _gone = fs::remove_file(&self.temporary);
    }
}

/// A new file under a name that nobody has.
fn fresh(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = problem::name(path);
    for number in 1..1000 {
        let temporary = folder(path).join(format!(".{name}.{number}.tmp"));
        match File::create_new(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(|file| (file, temporary)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn input_overwritten(path: &Path) -> Diagnostic {
    let message =
        ("không ghi đè lên chính tệp đang đọc", "the file that is being read is not written over");
    Diagnostic::error("input_overwritten", message.0, message.1)
        .hint("chọn tên tệp khác để xuất", "choose another name for the output")
        .in_file(problem::name(path))
}
