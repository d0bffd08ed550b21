//! What was measured, as a table that anyone can make again.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// One promise, measured.
pub struct Row {
    /// The work.
    pub work: String,
    /// What ours took.
    pub ours: String,
    /// What the peer took, or "not measured".
    pub peer: String,
    /// Ours as a ratio of the peer's, or a rate.
    pub figure: String,
    /// The promise, in words.
    pub promise: &'static str,
    /// Whether it held; `None` when the peer was not measured.
    pub held: Option<bool>,
}

/// All rows of a run.
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Nothing measured yet.
    pub fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds a row and says it.
    pub fn add(&mut self, row: Row) {
        eprintln!(
            "   {}: ours {}, peer {}, {} (promise {})",
            row.work, row.ours, row.peer, row.figure, row.promise
        );
        self.rows.push(row);
    }

    /// The rows as a table.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| Work | Ours | Peer | Figure | Promise | Held |\n|---|---|---|---|---|---|\n",
        );
        for row in &self.rows {
            let held = row.held.map_or("–", |held| if held { "yes" } else { "**no**" });
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {held} |",
                row.work, row.ours, row.peer, row.figure, row.promise
            );
        }
        text
    }

    /// Writes `docs/performance.md`.
    pub fn write(&self) -> std::io::Result<()> {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
        let text = format!(
            "# Performance\n\nWritten by `cargo bench`; run it again on any machine. Figures are ratios against a peer in the \
             same run; absolute times depend on the machine and are by-products.\n\nMachine of this run: {}.\n\n{}",
            machine(),
            self.table()
        );
        fs::write(path, text)
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("", |rest| rest.trim_start_matches(['\t', ' ', ':']));
    let rustc = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    format!("{cores} cores, {model}, {}", rustc.unwrap_or_default())
}

/// Wall time of some work.
pub fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// A duration in seconds, three digits.
pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}
