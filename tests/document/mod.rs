//! Reading official documents: papers invented here in every layout, and the shared ones when they are present.

mod labels;
mod papers;
mod shared;

use std::fs;
use std::path::{Path, PathBuf};

use domain::document::{Document, parse};

/// A file below `tests/`.
fn local(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// A paper invented for these tests, read.
fn paper(name: &str) -> Document {
    let path = local("document/papers").join(name);
    parse(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The folder of real documents; `None` where it is absent, which is said, and is a failure when
/// `PHAODAI_REQUIRE_ALL=1`.
pub fn shared() -> Option<PathBuf> {
    let folder =
        std::env::var_os("PHAODAI_SHARED").map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        assert_ne!(
            std::env::var("PHAODAI_REQUIRE_ALL").as_deref(),
            Ok("1"),
            "PHAODAI_SHARED names no folder"
        );
        println!("skipped: PHAODAI_SHARED names no folder of real documents");
    }
    folder
}
