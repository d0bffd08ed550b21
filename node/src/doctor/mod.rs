//! What threatens a node before anything is lost: an open disk, a wrong clock, an old backup, a broken ledger.
//!
//! Whoever keeps the machine runs it once a week; it changes nothing.

mod backup;
mod clock;
mod disk;
mod figures;
mod key;
mod ledger;
mod room;

use std::path::{Path, PathBuf};

use domain::base::Bilingual;
use jiff::Timestamp;
use serde::Serialize;

use crate::{Node, Result, os};

/// How one thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Good,
    /// It cannot be told on this machine.
    Unknown,
    /// To be mended soon.
    Attention,
    /// To be mended now.
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable identifier in snake case: `disk_encryption`, `clock`, `backup`, `ledger`, `figures`, `key`, `room`.
    pub code: &'static str,
    /// How it stands.
    pub state: State,
    /// What was found, in a sentence.
    pub found: Bilingual,
    /// What to do; `None` when nothing need be done.
    pub remedy: Option<Bilingual>,
}

impl Check {
    fn good(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, state: State::Good, found: Bilingual::new(vi, en), remedy: None }
    }

    fn of(
        code: &'static str,
        state: State,
        found: (impl Into<String>, impl Into<String>),
        remedy: (impl Into<String>, impl Into<String>),
    ) -> Self {
        let remedy = Some(Bilingual::new(remedy.0, remedy.1));
        Self { code, state, found: Bilingual::new(found.0, found.1), remedy }
    }
}

/// Where the operating system tells about itself; other places in tests.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Devices: `/sys/dev/block` on Linux.
    pub block_devices: PathBuf,
    /// Mounted disks: `/proc/self/mountinfo` on Linux.
    pub mounts: PathBuf,
    /// There when the system's clock was set by a time server: systemd's mark.
    pub synchronized: PathBuf,
    /// There when systemd keeps the time at all.
    pub keeps_time: PathBuf,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            block_devices: "/sys/dev/block".into(),
            mounts: "/proc/self/mountinfo".into(),
            synchronized: "/run/systemd/timesync/synchronized".into(),
            keeps_time: "/run/systemd/timesync".into(),
        }
    }
}

/// Looks at everything. `now` is the node's clock, or the time that was given in its place.
///
/// # Errors
/// When the database cannot be read at all.
pub fn examine(node: &Node, machine: &Machine, now: Timestamp) -> Result<Vec<Check>> {
    Ok(vec![
        ledger::check(node)?,
        figures::check(node, now)?,
        backup::check(last_backup(node)?, now, node.reader()?.last_entry()?),
        clock::check(node.last_entry_at()?, now, machine),
        disk::check(node.folder(), machine),
        key::check(node.folder()),
        room::check(node.folder()),
    ])
}

fn last_backup(node: &Node) -> Result<Option<backup::Last>> {
    let disk = os::device_of(node.folder());
    Ok(node.last_backup()?.map(|(at, place)| {
        let same_disk = disk.is_some() && os::device_of(Path::new(&place)) == disk;
        backup::Last { at, place, same_disk }
    }))
}
