//! Permanent ids. One newtype per thing, so that a record cannot be taken for a unit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was read from the database or the wire.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// A time-ordered id (UUID version 7): `millis` since 1970 and ten random bytes.
            pub fn v7(millis: u64, random: &[u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(millis, random).into_uuid())
            }

            /// The id that every node derives alike from the same name (UUID version 8, BLAKE3).
            pub fn derived(name: &str) -> Self {
                let hash = blake3::derive_key(concat!("phaodai 1 id ", stringify!($name)), name.as_bytes());
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&hash[..16]);
                Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
            }

            /// The sixteen bytes, as they are stored.
            pub const fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Reads sixteen bytes; `None` when there are not sixteen.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(/** A unit: province, district, commune, village, office … Codes are only a way to look it up. */ UnitId);
id!(/** A record: one row of a register. */ RecordId);
id!(/** A register definition, whatever its version. */ DefinitionId);
id!(/** A node: one running instance with its own database. */ NodeId);
id!(/** An officer: a named person with a post in a unit. */ OfficerId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_agree_and_differ_by_kind() {
        assert_eq!(UnitId::derived("125@2004"), UnitId::derived("125@2004"));
        assert_ne!(UnitId::derived("x").bytes(), RecordId::derived("x").bytes());
    }

    #[test]
    fn v7_orders_by_time() {
        assert!(RecordId::v7(1, &[255; 10]) < RecordId::v7(2, &[0; 10]));
    }
}
