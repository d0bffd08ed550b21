//! What is promised to whoever tries the program: the demonstration, and the reading of a real dispatch.

mod damage;
mod demonstration;
mod dispatch;
mod reading;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Ran, program};

/// When the district has collated, +07:00.
const ELEVEN: &str = "2021-09-10T11:00";

/// The demonstration that the tests look at together; they only read it.
struct Demonstration {
    folder: PathBuf,
    printed: Value,
}

impl Demonstration {
    /// Runs it once for all tests.
    fn shared() -> &'static Self {
        static ONE: OnceLock<Demonstration> = OnceLock::new();
        ONE.get_or_init(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demonstration");
            let _ = std::fs::remove_dir_all(&folder);
            let printed = run(&folder, ["demo"]).done();
            Self { folder, printed }
        })
    }

    fn run<const N: usize>(&self, arguments: [&str; N]) -> Ran {
        run(&self.folder, arguments)
    }
}

/// Runs the program with a data folder.
fn run<const N: usize>(data: &Path, arguments: [&str; N]) -> Ran {
    Ran::of(program(data, ELEVEN).args(arguments).output().expect("the program starts"))
}
