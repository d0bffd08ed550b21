//! The canonical bytes of an entry. **This format is permanent**: ledgers of 2021 are read for ever.
//!
//! Deterministic CBOR (RFC 8949, section 4.2.1): definite lengths, shortest heads, arrays only. Ids are byte strings
//! of 16, hashes byte strings of 32, `null` stands for what is missing.
//!
//! ```text
//! entry    = [ 1, node, unit, seq, previous / null, at, officer / null, reason / null,
//!              [* seen], [* register], [* change] ]
//! at       = [ millis since 1970, counter ]
//! seen     = [ node, seq, hash ]              the unit is the entry's; ascending by node
//! register = [ definition, version ]          each pair once, in the order of first use
//! change   = [ index into registers, record, 0, body hash ]       0 = put
//!          / [ index into registers, record, 1 ]                  1 = retract
//!          / [ index into registers, record, 2 ]                  2 = erase
//! ```
//!
//! [`decode`] takes exactly what [`encode`] writes: it reads the entry, writes it again and compares. So one entry has
//! one hash, and no byte of it can be changed unnoticed.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::{Acted, Change, Entry, Hash, Head, Hlc, Stream};
use crate::base::{DefinitionId, NodeId, OfficerId, RecordId, UnitId};

/// The format that this version of the program writes.
pub const FORMAT: u32 = 1;

/// Why bytes are not an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A newer program wrote this; it is kept, but cannot be read here.
    #[error("the entry has format {0}, but this program reads format {FORMAT}")]
    Unknown(u32),
    /// Cut off, or no entry at all.
    #[error("the bytes are not an entry: {0}")]
    Malformed(String),
    /// The same entry could be written in another way, and then it would have another hash.
    #[error("the bytes are an entry, but not in canonical form")]
    NotCanonical,
}

impl From<minicbor::decode::Error> for FormatError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;
type Output = Encoder<Vec<u8>>;

/// Writes an entry.
pub(super) fn encode(entry: &Entry) -> Vec<u8> {
    let mut out = Encoder::new(Vec::with_capacity(200 + entry.changes.len() * 60));
    // Writing to memory cannot fail: the error type is Infallible inside.
    let _ = write_entry(&mut out, entry);
    out.into_writer()
}

fn write_entry(out: &mut Output, entry: &Entry) -> Written {
    out.array(11)?.u32(FORMAT)?;
    out.bytes(entry.stream.node.bytes())?.bytes(entry.stream.unit.bytes())?.u64(entry.seq)?;
    write_bytes(out, entry.previous.as_ref().map(|hash| hash.0.as_slice()))?;
    out.array(2)?.u64(entry.at.millis)?.u32(entry.at.counter)?;
    write_bytes(out, entry.officer.as_ref().map(|officer| officer.bytes().as_slice()))?;
    match &entry.reason {
        Some(reason) => out.str(reason)?,
        None => out.null()?,
    };
    out.array(entry.seen.len() as u64)?;
    for head in &entry.seen {
        out.array(3)?.bytes(head.stream.node.bytes())?.u64(head.seq)?.bytes(&head.hash.0)?;
    }
    write_changes(out, &entry.changes)
}

fn write_bytes(out: &mut Output, bytes: Option<&[u8]>) -> Written {
    match bytes {
        Some(bytes) => out.bytes(bytes)?,
        None => out.null()?,
    };
    Ok(())
}

fn write_changes(out: &mut Output, changes: &[Change]) -> Written {
    let registers = registers_of(changes);
    out.array(registers.len() as u64)?;
    for (definition, version) in &registers {
        out.array(2)?.bytes(definition.bytes())?.u32(*version)?;
    }
    out.array(changes.len() as u64)?;
    for change in changes {
        let register = (change.definition, change.version);
        let index = registers.iter().position(|known| *known == register).unwrap_or_default();
        let length = if matches!(change.act, Acted::Put(_)) { 4 } else { 3 };
        out.array(length)?.u64(index as u64)?.bytes(change.record.bytes())?;
        match &change.act {
            Acted::Put(hash) => out.u8(0)?.bytes(&hash.0)?,
            Acted::Retract => out.u8(1)?,
            Acted::Erase => out.u8(2)?,
        };
    }
    Ok(())
}

/// The registers that an entry touches, each once, in the order of first use. There are few.
fn registers_of(changes: &[Change]) -> Vec<(DefinitionId, u32)> {
    let mut registers = Vec::new();
    for change in changes {
        let register = (change.definition, change.version);
        if !registers.contains(&register) {
            registers.push(register);
        }
    }
    registers
}

/// Reads an entry.
pub(super) fn decode(bytes: &[u8]) -> Result<Entry, FormatError> {
    let mut input = Decoder::new(bytes);
    expect_array(&mut input, 11)?;
    match input.u32()? {
        FORMAT => {}
        other => return Err(FormatError::Unknown(other)),
    }
    let entry = read_entry(&mut input)?;
    if encode(&entry) == bytes { Ok(entry) } else { Err(FormatError::NotCanonical) }
}

fn read_entry(input: &mut Decoder<'_>) -> Result<Entry, FormatError> {
    let node = NodeId::from_bytes(read_exact(input)?);
    let unit = UnitId::from_bytes(read_exact(input)?);
    let stream = Stream { node, unit };
    let seq = input.u64()?;
    let previous = if is_null(input)? { None } else { Some(Hash(read_exact(input)?)) };
    expect_array(input, 2)?;
    let at = Hlc { millis: input.u64()?, counter: input.u32()? };
    let officer =
        if is_null(input)? { None } else { Some(OfficerId::from_bytes(read_exact(input)?)) };
    let reason = if is_null(input)? { None } else { Some(input.str()?.to_owned()) };
    let seen = read_seen(input, unit)?;
    let changes = read_changes(input)?;
    Ok(Entry { stream, seq, previous, at, officer, reason, seen, changes })
}

fn read_seen(input: &mut Decoder<'_>, unit: UnitId) -> Result<Vec<Head>, FormatError> {
    let count = array(input)?;
    let mut seen = Vec::new();
    for _ in 0..count {
        expect_array(input, 3)?;
        let stream = Stream { node: NodeId::from_bytes(read_exact(input)?), unit };
        seen.push(Head { stream, seq: input.u64()?, hash: Hash(read_exact(input)?) });
    }
    Ok(seen)
}

fn read_changes(input: &mut Decoder<'_>) -> Result<Vec<Change>, FormatError> {
    let mut registers = Vec::new();
    for _ in 0..array(input)? {
        expect_array(input, 2)?;
        registers.push((DefinitionId::from_bytes(read_exact(input)?), input.u32()?));
    }
    let mut changes = Vec::new();
    for _ in 0..array(input)? {
        changes.push(read_change(input, &registers)?);
    }
    Ok(changes)
}

fn read_change(
    input: &mut Decoder<'_>,
    registers: &[(DefinitionId, u32)],
) -> Result<Change, FormatError> {
    let length = array(input)?;
    let index = usize::try_from(input.u64()?).unwrap_or(usize::MAX);
    let register = registers.get(index).copied();
    let (definition, version) =
        register.ok_or_else(|| malformed("a register that is not listed"))?;
    let record = RecordId::from_bytes(read_exact(input)?);
    let act = match (length, input.u8()?) {
        (4, 0) => Acted::Put(Hash(read_exact(input)?)),
        (3, 1) => Acted::Retract,
        (3, 2) => Acted::Erase,
        _ => return Err(malformed("a change of an unknown kind")),
    };
    Ok(Change { definition, version, record, act })
}

fn array(input: &mut Decoder<'_>) -> Result<u64, FormatError> {
    input.array()?.ok_or_else(|| malformed("an array without a length"))
}

fn expect_array(input: &mut Decoder<'_>, length: u64) -> Result<(), FormatError> {
    if array(input)? == length { Ok(()) } else { Err(malformed("an array of another length")) }
}

fn read_exact<const N: usize>(input: &mut Decoder<'_>) -> Result<[u8; N], FormatError> {
    input.bytes()?.try_into().map_err(|_| malformed("an id or hash of another length"))
}

/// Whether `null` stands here; steps over it.
fn is_null(input: &mut Decoder<'_>) -> Result<bool, FormatError> {
    let null = input.datatype()? == Type::Null;
    if null {
        input.null()?;
    }
    Ok(null)
}

fn malformed(what: &str) -> FormatError {
    FormatError::Malformed(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Sealed;
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn stream(node: u8) -> Stream {
        Stream { node: NodeId::from_bytes([node; 16]), unit: UnitId::from_bytes([0xbb; 16]) }
    }

    fn change(definition: u8, record: u8, act: Acted) -> Change {
        let definition = DefinitionId::from_bytes([definition; 16]);
        Change { definition, version: 2, record: RecordId::from_bytes([record; 16]), act }
    }

    fn full() -> Entry {
        Entry {
            stream: stream(0xaa),
            seq: 24,
            previous: Some(Hash([0xcc; 32])),
            at: Hlc { millis: 1_631_242_860_000, counter: 3 },
            officer: Some(OfficerId::from_bytes([0xdd; 16])),
            reason: Some("nhập nhầm".to_owned()),
            seen: vec![Head { stream: stream(0xee), seq: 7, hash: Hash([0xff; 32]) }],
            changes: vec![
                change(1, 5, Acted::Put(Hash([0x11; 32]))),
                change(2, 6, Acted::Retract),
                change(1, 7, Acted::Erase),
            ],
        }
    }

    fn first() -> Entry {
        let changes = vec![change(1, 5, Acted::Put(Hash([0x11; 32])))];
        let (seen, previous, officer, reason) = (vec![], None, None, None);
        let at = Hlc { millis: 0, counter: 0 };
        Entry { stream: stream(0xaa), seq: 1, previous, at, officer, reason, seen, changes }
    }

    /// These bytes are in ledgers. When this test fails, the change is wrong, not the test.
    #[test]
    fn golden_bytes_never_change() {
        let (id, hash) = (
            |byte: &str| format!("50{}", byte.repeat(16)),
            |byte: &str| format!("5820{}", byte.repeat(32)),
        );
        let golden = [
            "8b01".to_owned(),
            id("aa"),
            id("bb"),
            "1818".to_owned(),
            hash("cc"),
            "821b0000017bcda6b5e003".to_owned(),
            id("dd"),
            "6d6e68e1baad70206e68e1baa76d".to_owned(),
            "8183".to_owned(),
            id("ee"),
            "07".to_owned(),
            hash("ff"),
            "8282".to_owned(),
            id("01"),
            "0282".to_owned(),
            id("02"),
            "02".to_owned(),
            "838400".to_owned(),
            id("05"),
            "00".to_owned(),
            hash("11"),
            "8301".to_owned(),
            id("06"),
            "01".to_owned(),
            "8300".to_owned(),
            id("07"),
            "02".to_owned(),
        ]
        .concat();
        let sealed = full().seal();
        assert_eq!(hex(sealed.bytes()), golden);
        assert_eq!(
            sealed.hash().to_string(),
            "30914a9687e5eb35f37aa0f3bad51c5c993bc676a12da359c58ea007aec1b9ed"
        );
    }

    #[test]
    fn the_first_entry_of_a_stream_is_short_and_final_too() {
        let sealed = first().seal();
        let (node, unit) = ("aa".repeat(16), "bb".repeat(16));
        let (definition, record, body) = ("01".repeat(16), "05".repeat(16), "11".repeat(32));
        let golden = format!(
            "8b0150{node}50{unit}01f6820000f6f680818250{definition}0281840050{record}005820{body}"
        );
        assert_eq!(hex(sealed.bytes()), golden);
        assert_eq!(
            sealed.hash().to_string(),
            "cd4f8af27e48bb052464f97bf1a98345fc03c97bd644ad131cc52c7830abc2eb"
        );
    }

    #[test]
    fn what_is_sealed_is_read_back() {
        for entry in [full(), first()] {
            let sealed = entry.clone().seal();
            let read = Sealed::read(sealed.bytes().to_vec()).unwrap();
            assert_eq!((read.entry(), read.hash()), (&entry, sealed.hash()));
        }
    }

    #[test]
    fn a_format_of_tomorrow_is_named() {
        let mut bytes = full().seal().bytes().to_vec();
        bytes[1] = 2;
        assert_eq!(Sealed::read(bytes), Err(FormatError::Unknown(2)));
    }

    proptest! {
        #[test]
        fn no_byte_can_change_without_another_hash_or_an_error(at in 0_usize..400, flip in 1_u8..=255) {
            let sealed = full().seal();
            let mut bytes = sealed.bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] ^= flip;
            match Sealed::read(bytes) {
                Ok(read) => prop_assert_ne!(read.hash(), sealed.hash()),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }

        #[test]
        fn cut_bytes_are_no_entry(length in 0_usize..400) {
            let bytes = full().seal().bytes().to_vec();
            let length = length % bytes.len();
            prop_assert!(Sealed::read(bytes[..length].to_vec()).is_err());
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut framed = vec![0x8b, 0x01];
            framed.extend(bytes);
            prop_assert!(Sealed::read(framed).is_err());
        }
    }
}
