//! The pages in real Chromium: the morning of the demonstration, what a phone shows, what a screen reader is told.

mod access;
mod driver;
mod journey;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use driver::Driver;

use crate::web::demo;

/// The pages of the demonstration as a process of their own, and a browser beside it.
struct Stage {
    _folder: TempDir,
    server: Child,
    main: String,
    public: String,
}

impl Stage {
    /// Serves a copy of the demonstration at 9:41; `None`, said aloud, where there is no Chromium.
    fn set() -> Option<(Self, Driver)> {
        let Some(driver) = Driver::start() else {
            let all = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
            assert!(!all, "chromedriver and chromium are needed (PHAODAI_REQUIRE_ALL=1)");
            eprintln!("skipped: no chromedriver and chromium on this machine");
            return None;
        };
        let folder = demo();
        let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
        command.arg("serve").arg("--data").arg(folder.path().join("data"));
        command.args([
            "--now",
            "2021-09-10T09:41",
            "--listen",
            "127.0.0.1:0",
            "--public",
            "127.0.0.1:0",
        ]);
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let mut address = || {
            let line = lines.next().unwrap().unwrap();
            line.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned()
        };
        let (main, public) = (format!("http://{}", address()), format!("http://{}", address()));
        // Somebody must go on reading what the server says.
        std::thread::spawn(move || lines.for_each(drop));
        Some((Self { _folder: folder, server, main, public }, driver))
    }

    fn data(&self) -> std::path::PathBuf {
        self._folder.path().join("data")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
