//! The pages in real Chromium: the morning of the demonstration, what a phone shows, what a screen reader is told.

mod access;
mod driver;
mod journey;
mod night;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use driver::Driver;

use crate::web::demo;

/// The pages of the demonstration as a process of their own, and a browser beside it.
struct Stage {
    folder: TempDir,
    server: Child,
    main: String,
    public: String,
}

impl Stage {
    /// Serves a copy of the demonstration at 9:41; `None`, said aloud, where there is no Chromium.
    fn set() -> Option<(Self, Driver)> {
        Self::at("2021-09-10T09:41", |_| {})
    }

    /// The same at another moment, after something was prepared in the data folder.
    fn at(now: &str, prepare: impl FnOnce(&Path)) -> Option<(Self, Driver)> {
        let Some(driver) = Driver::start() else {
            let all = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
            assert!(!all, "chromedriver and chromium are needed (PHAODAI_REQUIRE_ALL=1)");
            eprintln!("skipped: no chromedriver and chromium on this machine");
            return None;
        };
        let folder = demo();
        prepare(&folder.path().join("data"));
        let (server, main, public) = serve(&folder.path().join("data"), now);
        Some((Self { folder, server, main, public }, driver))
    }

    /// Stops the server and starts it at a later moment: hours or days have gone by.
    fn later(&mut self, now: &str) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        (self.server, self.main, self.public) = serve(&self.data(), now);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// A server over a data folder, with the addresses of its two ports.
fn serve(data: &Path, now: &str) -> (Child, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.arg("serve").arg("--data").arg(data);
    command.args(["--now", now, "--listen", "127.0.0.1:0", "--public", "127.0.0.1:0"]);
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let mut address = || {
        let line = lines.next().unwrap().unwrap();
        line.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned()
    };
    let (main, public) = (format!("http://{}", address()), format!("http://{}", address()));
    // Somebody must go on reading what the server says.
    std::thread::spawn(move || lines.for_each(drop));
    (server, main, public)
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
