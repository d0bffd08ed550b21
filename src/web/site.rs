//! What all requests share: the node, what is kept in memory, the keys of this run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use node::Node;
use tokio::sync::watch;

use super::guard::{Limits, Sent};
use super::imports::Imports;
use super::jobs::Jobs;

/// What all requests share.
#[derive(Debug)]
pub struct Site {
    /// The node.
    pub node: Arc<Node>,
    /// Work that goes on after its request.
    pub jobs: Jobs,
    pub(super) imports: Imports,
    pub(super) limits: Limits,
    pub(super) sent: Sent,
    pub(super) live: watch::Sender<u64>,
    /// Whether it is served over TLS, so that cookies may be bound to it.
    pub(super) secure: bool,
    key: [u8; 32],
    said: Mutex<BTreeMap<String, String>>,
}

impl Site {
    /// A site over a node.
    ///
    /// # Errors
    /// When the operating system gives no random bytes, or the database cannot be read.
    pub fn new(node: Arc<Node>, secure: bool) -> node::Result<Self> {
        let entry = node.reader()?.last_entry()?;
        Ok(Self {
            key: node.random().bytes()?,
            jobs: Jobs::new(node.folder()),
            imports: Imports::default(),
            limits: Limits::default(),
            sent: Sent::default(),
            live: watch::Sender::new(entry),
            secure,
            said: Mutex::default(),
            node,
        })
    }

    /// The same without limits on how many requests come in: for benches and tests that send many from one address.
    pub fn without_limits(mut self) -> Self {
        self.limits = Limits::none();
        self
    }

    /// A path for a file that lives for one request.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn scratch(&self, ending: &str) -> node::Result<std::path::PathBuf> {
        let folder = self.node.folder().join("incoming");
        std::fs::create_dir_all(&folder).map_err(node::NodeError::file(&folder))?;
        Ok(folder.join(format!("{}.{ending}", self.fresh())))
    }

    /// Keeps a sentence for the next page of a session.
    pub(super) fn say(&self, session: &str, sentence: String) {
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(session.to_owned(), sentence);
    }

    /// Takes the sentence that was kept.
    pub(super) fn said(&self, session: &str) -> Option<String> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).remove(session)
    }

    /// The token that the forms of a browser carry: nobody without its cookie can make it.
    pub(super) fn csrf(&self, seed: &str) -> String {
        blake3::keyed_hash(&self.key, seed.as_bytes()).to_hex().as_str()[..32].to_owned()
    }

    /// A number that comes once.
    pub fn fresh(&self) -> String {
        let bytes: [u8; 12] = self.node.random().bytes().unwrap_or_default();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
