//! Hashes and salts. Every hash has its own BLAKE3 context, so that one can never stand for another.

use std::fmt;
use std::sync::LazyLock;

/// A 32-byte BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// Sixteen random bytes that go into the hash of one body.
///
/// Without its salt nobody can find out by trial whether a given name or telephone number is behind a hash that
/// stays in the chain; erasing a body therefore erases its salt too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

static BODY: LazyLock<blake3::Hasher> =
    LazyLock::new(|| blake3::Hasher::new_derive_key("phaodai 1 body"));
static ENTRY: LazyLock<blake3::Hasher> =
    LazyLock::new(|| blake3::Hasher::new_derive_key("phaodai 1 entry"));

/// The salted hash of a body's bytes, as an entry carries it.
pub fn body_hash(salt: &Salt, body: &[u8]) -> Hash {
    Hash(*BODY.clone().update(&salt.0).update(body).finalize().as_bytes())
}

/// The hash of an entry's canonical bytes: its place in the chain.
pub(super) fn entry_hash(bytes: &[u8]) -> Hash {
    Hash(*ENTRY.clone().update(bytes).finalize().as_bytes())
}

impl Hash {
    /// Reads thirty-two bytes; `None` when there are not thirty-two.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// Sixty-four hexadecimal digits.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_body_under_two_salts_has_two_hashes() {
        assert_ne!(body_hash(&Salt([1; 16]), b"an"), body_hash(&Salt([2; 16]), b"an"));
    }

    #[test]
    fn an_entry_and_a_body_of_the_same_bytes_differ() {
        assert_ne!(body_hash(&Salt([0; 16]), b""), entry_hash(&[0; 16]));
    }
}
