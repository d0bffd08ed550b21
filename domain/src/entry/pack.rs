//! Salts and bodies of one entry, in one blob beside the chain. **This format is permanent.**
//!
//! Deterministic CBOR: an array with one item for each change of the entry, in the same order; `[salt, body]` (byte
//! strings) for a put, `null` for a retraction or erasure, and `null` for a put whose body was erased. Bodies are
//! bytes as [`record::encode`](crate::record::encode) writes them. The chain holds their hashes, so a pack needs none
//! of its own.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::Salt;

/// What stands in a pack for one change.
pub type Slot<'a> = Option<(Salt, &'a [u8])>;

/// Why bytes are not a pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bodies of the entry cannot be read: {0}")]
pub struct PackError(String);

impl From<minicbor::decode::Error> for PackError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self(error.to_string())
    }
}

/// Writes a pack, slot by slot.
#[derive(Debug)]
pub struct Packer(Encoder<Vec<u8>>);

impl Packer {
    /// A pack of so many slots; exactly so many must be pushed.
    pub fn new(slots: usize) -> Self {
        let mut out = Encoder::new(Vec::with_capacity(8 + slots * 128));
        // Writing to memory cannot fail, here and below.
        let _ = out.array(slots as u64);
        Self(out)
    }

    /// The body of a put.
    pub fn push(&mut self, salt: &Salt, body: &[u8]) {
        let _ = self.0.array(2).and_then(|out| out.bytes(&salt.0)).and_then(|out| out.bytes(body));
    }

    /// A change without a body, or without it any more.
    pub fn push_none(&mut self) {
        let _ = self.0.null();
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_writer()
    }
}

/// Reads a pack without copying the bodies.
///
/// # Errors
/// When the bytes are anything that [`Packer`] would not write.
pub fn read(bytes: &[u8]) -> Result<Vec<Slot<'_>>, PackError> {
    let mut input = Decoder::new(bytes);
    let count = input.array()?.ok_or_else(|| PackError("no number of slots".to_owned()))?;
    let mut slots = Vec::new();
    for _ in 0..count {
        slots.push(read_slot(&mut input)?);
    }
    if write(&slots) == bytes { Ok(slots) } else { Err(PackError("not canonical".to_owned())) }
}

fn read_slot<'a>(input: &mut Decoder<'a>) -> Result<Slot<'a>, PackError> {
    if input.datatype()? == Type::Null {
        input.null()?;
        return Ok(None);
    }
    if input.array()? != Some(2) {
        return Err(PackError("a slot of another form".to_owned()));
    }
    let salt = input.bytes()?.try_into().map_err(|_| PackError("a salt too short".to_owned()))?;
    Ok(Some((Salt(salt), input.bytes()?)))
}

fn write(slots: &[Slot<'_>]) -> Vec<u8> {
    let mut packer = Packer::new(slots.len());
    for slot in slots {
        match slot {
            Some((salt, body)) => packer.push(salt, body),
            None => packer.push_none(),
        }
    }
    packer.finish()
}

/// The same pack without the body and salt of one change.
///
/// # Errors
/// When the bytes are not a pack.
pub fn without(bytes: &[u8], slot: usize) -> Result<Vec<u8>, PackError> {
    let mut slots = read(bytes)?;
    if let Some(slot) = slots.get_mut(slot) {
        *slot = None;
    }
    Ok(write(&slots))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// These bytes are in ledgers. When this test fails, the change is wrong, not the test.
    #[test]
    fn golden_bytes_never_change() {
        let bytes = write(&[Some((Salt([0xaa; 16]), &[0xa0])), None]);
        let mut golden = vec![0x82, 0x82, 0x50];
        golden.extend([0xaa; 16]);
        golden.extend([0x41, 0xa0, 0xf6]);
        assert_eq!(bytes, golden);
    }

    #[test]
    fn erasing_leaves_the_neighbours_and_nothing_of_the_body() {
        let secret = [7, 8, 9];
        let bytes = write(&[Some((Salt([1; 16]), &[1])), Some((Salt([2; 16]), &secret)), None]);
        let erased = without(&bytes, 1).unwrap();
        assert_eq!(read(&erased).unwrap(), [Some((Salt([1; 16]), [1].as_slice())), None, None]);
        assert!(!erased.windows(3).any(|window| window == secret));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(slots in prop::collection::vec(prop::option::of((any::<[u8; 16]>(), prop::collection::vec(any::<u8>(), 0..40))), 0..8)) {
            let slots: Vec<Slot<'_>> = slots.iter().map(|slot| slot.as_ref().map(|(salt, body)| (Salt(*salt), body.as_slice()))).collect();
            let bytes = write(&slots);
            prop_assert_eq!(read(&bytes).unwrap(), slots);
        }

        #[test]
        fn one_form_only(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Ok(slots) = read(&bytes) {
                prop_assert_eq!(write(&slots), bytes);
            }
        }
    }
}
