//! The key with which a node signs heads. It stands beside the database, never in it, and never in a backup.

use std::path::Path;

use domain::entry::Head;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::{NodeError, Random, Result, os};

/// Name of the key file in the data folder: 64 hexadecimal digits.
///
/// Keep a copy apart from the backups. Whoever has it can sign in the node's name; without it, a backup can only be
/// restored as a new node.
pub const KEY_FILE: &str = "node.key";

/// A node's signing key.
#[derive(Debug)]
pub(crate) struct Key(SigningKey);

impl Key {
    /// Makes a key and writes its file, readable by its owner only.
    pub(crate) fn create(folder: &Path, random: &Random) -> Result<Self> {
        let secret: [u8; 32] = random.bytes()?;
        let path = folder.join(KEY_FILE);
        os::create_private(&path, format!("{}\n", hex(&secret)).as_bytes())
            .map_err(NodeError::file(&path))?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// Reads the key of a data folder.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        Self::read(&folder.join(KEY_FILE))
    }

    /// Reads a key file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(NodeError::KeyMissing(path.to_owned()));
        }
        let text = std::fs::read_to_string(path).map_err(NodeError::file(path))?;
        let secret = unhex(text.trim()).ok_or_else(|| NodeError::WrongKey(path.to_owned()))?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// The public key, in hexadecimal digits.
    pub(crate) fn public(&self) -> String {
        hex(&self.public_bytes())
    }

    /// The public key.
    pub(crate) fn public_bytes(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs a head at a moment.
    pub(crate) fn sign(&self, head: &Head, at: u64) -> Vec<u8> {
        self.0.sign(&message(head, at)).to_bytes().to_vec()
    }
}

/// Whether a signature by this public key holds.
pub(crate) fn holds(public_key: &[u8], head: &Head, at: u64, signature: &[u8]) -> bool {
    let key = public_key.try_into().ok().and_then(|key| VerifyingKey::from_bytes(key).ok());
    let signature = Signature::from_slice(signature).ok();
    let (Some(key), Some(signature)) = (key, signature) else { return false };
    key.verify_strict(&message(head, at), &signature).is_ok()
}

/// What is signed: node, unit, number, hash, moment, after words that no other use of the key begins with.
fn message(head: &Head, at: u64) -> Vec<u8> {
    let mut message = b"phaodai 1 head\n".to_vec();
    message.extend_from_slice(head.stream.node.bytes());
    message.extend_from_slice(head.stream.unit.bytes());
    message.extend_from_slice(&head.seq.to_be_bytes());
    message.extend_from_slice(&head.hash.0);
    message.extend_from_slice(&at.to_be_bytes());
    message
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::base::{NodeId, UnitId};
    use domain::entry::{Hash, Stream};

    #[test]
    fn a_signature_holds_for_its_head_and_moment_only() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::create(folder.path(), &Random::seeded(1)).unwrap();
        let stream = Stream { node: NodeId::derived("a"), unit: UnitId::derived("b") };
        let head = Head { stream, seq: 3, hash: Hash([7; 32]) };
        let signature = key.sign(&head, 5);
        let public = Key::load(folder.path()).unwrap().public_bytes();
        assert!(holds(&public, &head, 5, &signature));
        assert!(!holds(&public, &head, 6, &signature));
        assert!(!holds(&public, &Head { seq: 4, ..head }, 5, &signature));
        assert!(!holds(&public, &head, 5, &signature[1..]));
    }

    #[test]
    fn a_file_that_is_no_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Key::load(folder.path()).unwrap_err().code(), "key_missing");
        std::fs::write(folder.path().join(KEY_FILE), "xyz").unwrap();
        assert_eq!(Key::load(folder.path()).unwrap_err().code(), "key_wrong");
    }
}
