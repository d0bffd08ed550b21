//! A record: what a form or a row of a file becomes once it has been held against its definition.

use std::collections::BTreeMap;

use crate::base::Value;

mod check;
mod circumstances;
mod encode;
mod finding;
pub mod header;
mod key;
pub mod list;
mod typed;

pub use check::{Checker, Guide, check};
pub use circumstances::{Before, Circumstances};
pub use encode::{DecodeError, decode, encode};
pub use finding::Finding;
pub use key::key_hash;
pub(crate) use key::{hash_of_folded, key_part};
pub use typed::{Coerced, FieldReader, Sex, identity_number_tells};

/// The fields of a record, or those that a change touches, by field number.
pub type Body = BTreeMap<u16, Value>;
