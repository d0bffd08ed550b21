//! An officer at a desk: a folder of one's own, the program as it is installed, and lists as communes send them.

mod lists;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use calamine::{Reader, open_workbook_auto};
use serde_json::Value;
use tempfile::TempDir;

pub use lists::{Cell, List, Person, person};

/// The moment at which everything happens, +07:00.
pub const MORNING: &str = "2021-09-10T08:00";
/// A commune of huyện Mai Sơn: thị trấn Hát Lót.
pub const COMMUNE: &str = "04105";
/// Another one: xã Chiềng Sung.
pub const OTHER_COMMUNE: &str = "04108";
/// The register that the tests fill.
pub const REGISTER: &str = "away_resident";

/// One record as an export shows it: column title → content. Empty cells are left out.
pub type Shown = BTreeMap<String, String>;

/// A folder with files and perhaps a node.
pub struct Desk {
    folder: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with a node that knows the units of the district of Mai Sơn.
    pub fn district() -> Self {
        let desk = Self::empty();
        desk.run(["init", "--units", "mai_son"]).done();
        desk
    }

    /// Where a file of this name lies, or would lie.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of the node.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Puts a file on the desk; gives its name as an argument.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.argument(name)
    }

    /// A file of the desk as an argument.
    pub fn argument(&self, name: &str) -> String {
        self.path(name).to_str().expect("a temporary folder with a name in Unicode").to_owned()
    }

    /// Runs the program at this desk in the morning, in JSON.
    pub fn run<A: AsRef<str>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::of(self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the program at this desk in the morning, as it looks on a screen.
    pub fn screen<A: AsRef<str>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        self.screen_at(MORNING, arguments)
    }

    /// The same at another moment.
    pub fn screen_at<A: AsRef<str>>(
        &self,
        now: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Ran {
        let mut command = plain(&self.data(), now);
        command.current_dir(self.folder.path());
        command.args(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        Ran::of(command.output().expect("the program starts"))
    }

    /// The program at this desk, not started yet.
    pub fn command<A: AsRef<str>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = program(&self.data(), MORNING);
        command.args(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        command
    }

    /// Imports a file for a unit.
    pub fn import(&self, file: &str, unit: &str) -> Ran {
        self.run(["import", REGISTER, file, "--unit", unit])
    }

    /// Entries in the ledger, which must be whole.
    pub fn entries(&self) -> u64 {
        let verified = self.run(["verify"]).done();
        assert_eq!(verified["whole"], true, "{verified}");
        verified["entries"].as_u64().unwrap()
    }

    /// The records of a unit, exported to a file with this ending, in the order of their content.
    pub fn records(&self, unit: &str, ending: &str) -> Vec<Shown> {
        let file = self.argument(&format!("xuat-{unit}.{ending}"));
        let said = self.run(["export", REGISTER, "--unit", unit, "-o", &file]).done();
        let mut records = shown(Path::new(&file));
        assert_eq!(said["rows"], records.len(), "what the export says it wrote");
        records.sort();
        records
    }
}

/// The program with a data folder, at a moment, in JSON, and without what the surroundings say.
pub fn program(data: &Path, now: &str) -> Command {
    let mut command = plain(data, now);
    command.arg("--json");
    command
}

/// The same as it looks on a screen.
fn plain(data: &Path, now: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.env_remove("PHAODAI_SHARED").stdin(Stdio::null());
    command.arg("--data").arg(data).args(["--now", now]);
    command
}

impl Ran {
    /// What a process that has ended did.
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self {
            code: output.status.code().expect("the program ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// What the screen shows; the command did all that it was asked.
    #[track_caller]
    pub fn well(&self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.out.clone()
    }

    /// The printed JSON; the command did all that it was asked.
    #[track_caller]
    pub fn done(&self) -> Value {
        self.ended(0)
    }

    /// The printed JSON; the command did a part only.
    #[track_caller]
    pub fn partly(&self) -> Value {
        self.ended(1)
    }

    #[track_caller]
    fn ended(&self, code: i32) -> Value {
        assert_eq!(self.code, code, "{self:#?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Nothing was done: the code of the error stands in brackets and a way out below it, and no JSON pretends otherwise.
    #[track_caller]
    pub fn refused(&self, exit: i32, code: &str) {
        assert_eq!(self.code, exit, "{self:#?}");
        assert!(self.err.contains(&format!("[{code}]")), "{self:#?}");
        assert!(self.err.lines().any(|line| line.trim_start().starts_with("→ ")), "{self:#?}");
        assert_eq!(self.out, "");
    }

    /// Each line of the output as JSON.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The rows of a table by their titles, read with nothing of the program's own code.
pub fn shown(path: &Path) -> Vec<Shown> {
    let mut rows = rows(path).into_iter();
    let titles = rows.next().expect("a header");
    let named = |row: Vec<String>| {
        let cells = titles.iter().cloned().zip(row);
        cells.filter(|(_, cell)| !cell.is_empty()).collect::<Shown>()
    };
    rows.map(named).collect()
}

/// All rows of a table as text, the header too.
pub fn rows(path: &Path) -> Vec<Vec<String>> {
    if path.extension().is_some_and(|ending| ending == "csv") {
        let bytes = fs::read(path).unwrap();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark for Excel");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let texts = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
        return reader.records().map(|row| texts(row.unwrap())).collect();
    }
    let mut book = open_workbook_auto(path).unwrap();
    let sheet = book.worksheet_range_at(0).expect("a sheet").unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}
