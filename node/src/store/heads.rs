//! Streams: where each ends, and signatures of their heads.

use domain::base::{NodeId, UnitId};
use domain::entry::{Hash, Head, Hlc, Stream, Tail};
use rusqlite::{OptionalExtension, Row, params};

use super::{Reader, Writer};
use crate::{NodeError, Result};

/// A stream as this node knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamRow {
    /// Its number on this node.
    pub no: u64,
    /// Its last entry.
    pub tail: Tail,
    /// Its last entry, as this node counts.
    pub last: u64,
}

/// A signed head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSignature {
    /// What is signed.
    pub head: Head,
    /// When, by the signer's clock: milliseconds since 1970.
    pub at: u64,
    /// Public key of the signer.
    pub public_key: Vec<u8>,
    /// The signature.
    pub bytes: Vec<u8>,
}

const STREAM: &str = "SELECT no, node, unit, seq, hash, millis, counter, last FROM stream";

impl Reader<'_> {
    /// One stream.
    pub(crate) fn stream(&self, stream: Stream) -> Result<Option<StreamRow>> {
        let sql = format!("{STREAM} WHERE unit = $1 AND node = $2");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let row = statement
            .query_row(params![stream.unit.bytes(), stream.node.bytes()], |row| Ok(read(row)))
            .optional()?;
        row.transpose()
    }

    /// All streams, in the order in which they began here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn streams(&self) -> Result<Vec<StreamRow>> {
        let mut statement = self.connection().prepare(&format!("{STREAM} ORDER BY no"))?;
        let rows = statement.query_map([], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The streams about one unit, by node.
    pub(crate) fn streams_of(&self, unit: UnitId) -> Result<Vec<StreamRow>> {
        let sql = format!("{STREAM} WHERE unit = $1 ORDER BY node");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([unit.bytes()], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The heads of all streams.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn heads(&self) -> Result<Vec<Head>> {
        Ok(self.streams()?.into_iter().map(|stream| stream.tail.head).collect())
    }

    /// The heads of the streams about one unit: what a return freezes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn heads_of(&self, unit: UnitId) -> Result<Vec<Head>> {
        Ok(self.streams_of(unit)?.into_iter().map(|stream| stream.tail.head).collect())
    }

    /// All signatures, by stream and number.
    pub(crate) fn signatures(&self) -> Result<Vec<StoredSignature>> {
        let mut statement = self.connection().prepare(
            "SELECT node, unit, signature.seq, signature.hash, at, public_key, bytes
             FROM signature JOIN stream ON stream.no = signature.stream
             ORDER BY signature.stream, signature.seq",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                head(row, 0),
                row.get::<_, i64>(4)?,
                row.get::<_, Vec<u8>>(5)?,
                row.get::<_, Vec<u8>>(6)?,
            ))
        })?;
        rows.map(|row| {
            let (head, at, public_key, bytes) = row?;
            Ok(StoredSignature { head: head?, at: at.cast_unsigned(), public_key, bytes })
        })
        .collect()
    }

    /// Signatures whose stream is not there.
    pub(crate) fn stray_signatures(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM signature WHERE stream NOT IN (SELECT no FROM stream)";
        Ok(self.connection().query_row(sql, [], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// Streams of a node whose head is not signed yet.
    pub(crate) fn unsigned(&self, node: NodeId) -> Result<Vec<StreamRow>> {
        let sql = format!(
            "{STREAM} WHERE node = $1 AND NOT EXISTS
             (SELECT 1 FROM signature WHERE stream = stream.no AND signature.seq = stream.seq)
             ORDER BY no"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([node.bytes()], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The latest clock that this node has written.
    pub(crate) fn latest_clock(&self, node: NodeId) -> Result<Hlc> {
        let sql = "SELECT millis, counter FROM stream WHERE node = $1
                   ORDER BY millis DESC, counter DESC LIMIT 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let clock = statement.query_row([node.bytes()], |row| {
            Ok(Hlc { millis: row.get::<_, i64>(0)?.cast_unsigned(), counter: row.get(1)? })
        });
        Ok(clock.optional()?.unwrap_or_default())
    }
}

impl Reader<'_> {
    /// The furthest clock of any stream, of this node or another; `None` when there is no entry.
    pub(crate) fn newest_clock(&self) -> Result<Option<Hlc>> {
        let sql = "SELECT millis, counter FROM stream ORDER BY millis DESC, counter DESC LIMIT 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let clock = statement.query_row([], |row| {
            Ok(Hlc { millis: row.get::<_, i64>(0)?.cast_unsigned(), counter: row.get(1)? })
        });
        Ok(clock.optional()?)
    }
}

impl Writer<'_> {
    /// Moves a stream's end to a new entry; begins the stream when it is its first. Gives the stream's number.
    pub(crate) fn advance(&self, tail: &Tail, last: u64) -> Result<u64> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO stream (no, unit, node, seq, hash, millis, counter, last)
             VALUES ((SELECT coalesce(max(no), 0) + 1 FROM stream), $1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (unit, node) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,
               millis = excluded.millis, counter = excluded.counter, last = excluded.last
             RETURNING no",
        )?;
        let Head { stream, seq, hash } = tail.head;
        let number: i64 = statement.query_row(
            params![
                stream.unit.bytes(),
                stream.node.bytes(),
                seq.cast_signed(),
                hash.0,
                tail.at.millis.cast_signed(),
                tail.at.counter,
                last.cast_signed(),
            ],
            |row| row.get(0),
        )?;
        Ok(number.cast_unsigned())
    }

    /// Keeps a signature.
    pub(crate) fn add_signature(&self, stream: u64, signature: &StoredSignature) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO signature (stream, seq, hash, at, public_key, bytes)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (stream, seq) DO NOTHING",
        )?;
        statement.execute(params![
            stream.cast_signed(),
            signature.head.seq.cast_signed(),
            signature.head.hash.0,
            signature.at.cast_signed(),
            signature.public_key,
            signature.bytes,
        ])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<StreamRow> {
    let at = Hlc { millis: row.get::<_, i64>(5)?.cast_unsigned(), counter: row.get(6)? };
    let (no, last): (i64, i64) = (row.get(0)?, row.get(7)?);
    let tail = Tail { head: head(row, 1)?, at };
    Ok(StreamRow { no: no.cast_unsigned(), tail, last: last.cast_unsigned() })
}

/// Node, unit, number and hash, from a column on.
fn head(row: &Row<'_>, at: usize) -> Result<Head> {
    let bytes = |column: usize| Ok::<_, NodeError>(row.get_ref(column)?.as_blob().unwrap_or(&[]));
    let damaged = || NodeError::Damaged("a stream without node, unit or hash".to_owned());
    let node = NodeId::from_slice(bytes(at)?).ok_or_else(damaged)?;
    let unit = UnitId::from_slice(bytes(at + 1)?).ok_or_else(damaged)?;
    let hash = Hash::from_slice(bytes(at + 3)?).ok_or_else(damaged)?;
    let seq: i64 = row.get(at + 2)?;
    Ok(Head { stream: Stream { node, unit }, seq: seq.cast_unsigned(), hash })
}
