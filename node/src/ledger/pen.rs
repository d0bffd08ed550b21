//! The only place that appends: it gives drafts their place in the chain and their rows in the tables.

use domain::base::{NodeId, local_date};
use domain::entry::{Acted, Head, Hlc, Link, Stream, Tail, validate};
use jiff::Timestamp;
use jiff::civil::Date;

use super::erase::erase_bodies;
use crate::projection::{Projection, Ready, Registry, Step};
use crate::store::{Reader, Writer};
use crate::{NodeError, Result};

/// The acknowledgement of an entry: it exists only when the entry is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its position in the chain.
    pub head: Head,
    /// Its clock.
    pub at: Hlc,
    /// Its number on this node.
    pub no: u64,
}

/// What the writing side of a node keeps in mind between transactions.
#[derive(Debug)]
pub(crate) struct Pen {
    node: NodeId,
    clock: Hlc,
    /// `None` when the database must be read again: at first, and after a transaction that failed.
    projection: Option<Projection>,
    data_version: i64,
}

impl Pen {
    pub(crate) fn new(node: NodeId, projection: Option<Projection>) -> Self {
        Self { node, clock: Hlc::default(), projection, data_version: -1 }
    }

    /// Appends drafts, in order, in the transaction of `writer`. After an error the transaction must not be committed.
    pub(crate) fn append(
        &mut self,
        writer: &Writer<'_>,
        now: u64,
        drafts: Vec<Ready>,
    ) -> Result<Vec<Appended>> {
        let mut projection = self.current(writer)?;
        projection.set_today(day_of(now));
        let mut clock = self.clock;
        let mut appended = Vec::with_capacity(drafts.len());
        for ready in drafts {
            clock = clock.tick(now);
            appended.push(append_one(writer, &mut projection, self.node, clock, ready)?);
        }
        if let Some(fault) = projection.take_faults().into_iter().next() {
            return Err(fault);
        }
        (self.clock, self.projection) = (clock, Some(projection));
        Ok(appended)
    }

    /// Forgets what a transaction that was not committed has left in mind.
    pub(crate) fn forget(&mut self) {
        self.projection = None;
    }

    /// The registers as of the last transaction.
    pub(crate) fn registry(&self) -> Option<&Registry> {
        self.projection.as_ref().map(Projection::registry)
    }

    /// What is in mind, if no other process has written since; else what is in the database.
    fn current(&mut self, reader: &Reader<'_>) -> Result<Projection> {
        let version = reader.data_version()?;
        let kept = self.projection.take().filter(|_| version == self.data_version);
        self.data_version = version;
        match kept {
            Some(projection) => Ok(projection),
            None => {
                self.clock = reader.latest_clock(self.node)?;
                Projection::load(reader)
            }
        }
    }
}

/// The day in Vietnam.
fn day_of(now: u64) -> Date {
    let moment = Timestamp::from_millisecond(now.cast_signed());
    local_date(moment.unwrap_or(Timestamp::UNIX_EPOCH))
}

fn append_one(
    writer: &Writer<'_>,
    projection: &mut Projection,
    node: NodeId,
    at: Hlc,
    ready: Ready,
) -> Result<Appended> {
    let Ready { prepared, cells } = ready;
    let stream = Stream { node, unit: prepared.unit() };
    let before = writer.stream(stream)?;
    let tail = before.map(|row| row.tail);
    let link = Link {
        stream,
        seq: tail.map_or(1, |tail| tail.head.seq + 1),
        previous: tail.map(|tail| tail.head.hash),
        at,
        seen: seen(writer, stream, before.map_or(0, |row| row.last))?,
    };
    let no = writer.last_entry()? + 1;
    let (sealed, pack) = prepared.seal(link);
    let entry = sealed.entry();
    validate(entry, stream, tail.as_ref()).map_err(|source| NodeError::Chain { no, source })?;
    for change in &entry.changes {
        match change.act {
            Acted::Put(_) => {}
            Acted::Retract => owned(writer, projection.registry(), change, stream)?,
            Acted::Erase => {
                owned(writer, projection.registry(), change, stream)?;
                erase_bodies(writer, projection.registry(), change)?;
            }
        }
    }
    let number = writer.advance(&Tail::of(&sealed), no)?;
    writer.add_entry(no, number, &sealed, &pack)?;
    projection.apply(writer, Step::new(no, stream.unit, &entry.changes, &pack, cells))?;
    Ok(Appended { head: sealed.head(), at, no })
}

/// Heads of the unit's other streams that came in after our last entry: an entry comes after all it has seen.
fn seen(writer: &Writer<'_>, stream: Stream, last: u64) -> Result<Vec<Head>> {
    let streams = writer.streams_of(stream.unit)?.into_iter();
    let others = streams.filter(|row| row.tail.head.stream != stream && row.last > last);
    Ok(others.map(|row| row.tail.head).collect())
}

/// Only what is there, and belongs to the unit, can be retracted or erased.
fn owned(
    writer: &Writer<'_>,
    registry: &Registry,
    change: &domain::entry::Change,
    stream: Stream,
) -> Result<()> {
    let (record, unit) = (change.record, stream.unit);
    let table = &registry.get(change.definition)?.table;
    match writer.row(table, record)? {
        None => Err(NodeError::UnknownRecord(record)),
        Some(row) if row.unit != unit => {
            Err(NodeError::OtherUnit { record, owner: row.unit, unit })
        }
        Some(_) => Ok(()),
    }
}
