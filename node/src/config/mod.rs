//! What a node can be told when it is opened: one small struct per concern, with defaults that suit a district.

use std::time::Duration;

use domain::register::Definition;

use crate::{Clock, Random};

/// How the database file is used.
#[derive(Clone, Copy, Debug)]
pub struct StoreOptions {
    /// How long a writer waits for another process before it gives up.
    pub patience: Duration,
    /// Memory for the pages of the writing connection, in MiB.
    pub cache_mib: u32,
    /// Memory for the pages of each reading connection, in MiB. There are as many as there are threads that read, and the
    /// operating system keeps what they share.
    pub reader_cache_mib: u32,
    /// Pages of the write-ahead log after which it is carried over into the database. 4,096 are 32 MiB, so that an import
    /// rewrites a page less often.
    pub checkpoint_pages: u32,
    /// Largest size of the database in pages of 8 KiB; `None` means as large as the disk.
    pub max_pages: Option<u32>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(10),
            cache_mib: 32,
            reader_cache_mib: 8,
            checkpoint_pages: 4096,
            max_pages: None,
        }
    }
}

/// What a node takes from outside.
#[derive(Debug)]
pub struct Options {
    /// Its time.
    pub clock: Clock,
    /// Its random source.
    pub random: Random,
    /// How it uses its file.
    pub store: StoreOptions,
    /// Definitions beside the built-in ones; the node takes those that are new to it.
    pub definitions: Vec<Definition>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Clock::System,
            random: Random::system(),
            store: StoreOptions::default(),
            definitions: Vec::new(),
        }
    }
}

impl Options {
    /// For tests and demonstrations: a clock that stands still and a seeded random source.
    pub fn fixed(now: jiff::Timestamp, seed: u64) -> Self {
        Self { clock: Clock::fixed(now), random: Random::seeded(seed), ..Self::default() }
    }
}
