//! Who may sign in at this node: accounts, their passwords, sessions and keys, the roles they hold for units.
//!
//! None of it travels. An account acts as an officer, and it is the officer that the ledger names.

mod account;
mod event;
mod password;
mod problem;
mod session;
mod sign_in;
mod token;
mod view;

use domain::base::Diagnostic;
use domain::entry::millis;

use crate::Node;

pub use account::{Account, AccountId, Grant, role_called};
pub use event::AccountEvent;
pub use session::Session;
pub use sign_in::{Caller, SignedIn};
pub use token::{NewToken, Token, TokenUse};
pub use view::SavedView;

type Outcome<T> = Result<T, Diagnostic>;

/// The accounts of a node.
#[derive(Clone, Copy, Debug)]
pub struct Accounts<'n> {
    node: &'n Node,
}

impl<'n> Accounts<'n> {
    /// Those of a node.
    pub fn of(node: &'n Node) -> Self {
        Self { node }
    }

    fn now(&self) -> u64 {
        millis(self.node.clock().now())
    }
}

/// The hash under which a secret is looked up.
fn hash_of(secret: &str) -> crate::store::SecretHash {
    blake3::derive_key("phaodai 1 secret of a session or key", secret.as_bytes())
}

/// So many random bytes in hexadecimal.
fn random_hex<const N: usize>(node: &Node) -> crate::Result<String> {
    let bytes: [u8; N] = node.random().bytes()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
