//! The hash of a definition, which a return stores so that its figures can be computed again years later.

use super::Definition;
use crate::entry::Hash;

const CONTEXT: &str = "phaodai 1 definition";

impl Definition {
    /// BLAKE3 over the canonical bytes: compact JSON, keys in the order of the struct, defaults left out.
    ///
    /// The same definition has the same hash on every machine; any change that a reader could see changes it.
    pub fn hash(&self) -> Hash {
        Hash(blake3::derive_key(CONTEXT, &self.canonical_bytes()))
    }

    fn canonical_bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists only: JSON can always write them.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
