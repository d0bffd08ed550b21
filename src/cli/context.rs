//! What every command takes: the data folder, the clock, the language, who acts, and whether to print JSON.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::base::{Lang, VIETNAM};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Serialize;

/// The arguments that all commands share.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Thư mục dữ liệu của máy · Data folder of this node
    #[arg(long, global = true, value_name = "DIR", default_value = "./phaodai-data")]
    pub data: PathBuf,
    /// Lấy giờ này thay cho đồng hồ, +07:00 nếu không ghi múi · Use this time instead of the clock (2021-09-10T09:41)
    #[arg(long, global = true, value_name = "TIME", value_parser = read_moment)]
    pub now: Option<Timestamp>,
    /// Ngôn ngữ · Language
    #[arg(long, global = true, value_enum, default_value = "vi")]
    pub lang: Language,
    /// Cán bộ thực hiện: mã hoặc họ tên · The officer who acts: id or name
    #[arg(long = "as", global = true, value_name = "OFFICER")]
    pub officer: Option<String>,
    /// In JSON ra đầu ra chuẩn · Print JSON on standard output
    #[arg(long, global = true)]
    pub json: bool,
}

/// The languages of the screen.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

/// What a command knows of its surroundings.
#[derive(Clone, Debug)]
pub struct Context {
    /// The data folder.
    pub data: PathBuf,
    /// A given time in place of the clock.
    pub now: Option<Timestamp>,
    /// The language of messages.
    pub lang: Lang,
    /// Who acts, as typed.
    pub officer: Option<String>,
    /// Whether to print JSON.
    pub json: bool,
}

impl Context {
    /// Takes over the shared arguments.
    pub fn new(global: Global) -> Self {
        let lang = match global.lang {
            Language::Vi => Lang::Vi,
            Language::En => Lang::En,
        };
        Self {
            data: global.data,
            now: global.now,
            lang,
            officer: global.officer,
            json: global.json,
        }
    }

    /// One of two texts, by language.
    pub fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// Prints one JSON value and a line end.
    pub fn print_json(&self, value: &impl Serialize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, value)?;
        out.write_all(b"\n")
    }

    /// A progress bar on a terminal; nothing elsewhere. `total` is in the unit that the work counts.
    pub fn progress(&self, total: u64, what: &str) -> ProgressBar {
        if self.json || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {elapsed}");
        let bar = ProgressBar::new(total).with_message(what.to_owned());
        style.map_or(bar.clone(), |style| bar.with_style(style))
    }
}

/// `2021-09-10T09:41`, `2021-09-10 09:41:00`, `2021-09-10` (midnight) in +07:00, or an RFC 3339 time with its offset.
fn read_moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let wall = text.parse::<DateTime>().map_err(|_| {
        "ghi giờ như 2021-09-10T09:41 · write a time like 2021-09-10T09:41".to_owned()
    })?;
    TimeZone::fixed(VIETNAM).to_timestamp(wall).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_offset_is_vietnamese() {
        for text in [
            "2021-09-10T09:41",
            "2021-09-10 09:41",
            "2021-09-10T02:41:00Z",
            "2021-09-10T09:41:00+07:00",
        ] {
            assert_eq!(read_moment(text).unwrap().to_string(), "2021-09-10T02:41:00Z", "{text}");
        }
        assert!(read_moment("mai").is_err());
    }
}
