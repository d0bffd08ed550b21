//! Walks all entries in the order in which they were taken in.

use std::collections::BTreeMap;

use domain::base::RecordId;
use domain::entry::{Acted, Entry, Sealed, Tail, body_hash, pack, validate};

use super::{Breach, ErasedBody, Place, Verified};
use crate::Result;
use crate::store::{Reader, StoredEntry, StreamRow};

/// Where each stream ends, by its number on this node: the last entry and what this node calls it.
pub(super) type Ends = BTreeMap<u64, (Tail, u64)>;

struct Walk<'a> {
    reader: &'a Reader<'a>,
    verified: &'a mut Verified,
    streams: BTreeMap<u64, StreamRow>,
    ends: Ends,
    missing: Vec<(Place, RecordId)>,
    erasures: BTreeMap<RecordId, u64>,
    expected: u64,
}

pub(super) fn walk(
    reader: &Reader<'_>,
    verified: &mut Verified,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Ends> {
    let total = reader.last_entry()?;
    let streams = reader.streams()?.into_iter().map(|row| (row.no, row)).collect();
    let mut walk = Walk {
        reader,
        verified,
        streams,
        ends: Ends::new(),
        missing: Vec::new(),
        erasures: BTreeMap::new(),
        expected: 1,
    };
    reader.entries(|stored| {
        walk.take(&stored)?;
        progress(stored.no, total);
        Ok(())
    })?;
    walk.account_for_missing();
    Ok(walk.ends)
}

impl Walk<'_> {
    fn take(&mut self, stored: &StoredEntry) -> Result<()> {
        let stream = self.streams.get(&stored.stream).map(|row| row.tail.head.stream);
        let place = Place { stream, seq: stored.seq, no: stored.no };
        if stored.no != self.expected {
            self.verified.report(Some(place), Breach::Gap(self.expected));
        }
        self.expected = stored.no + 1;
        self.verified.entries += 1;
        match Sealed::read(stored.bytes.clone()) {
            Ok(sealed) => self.entry(place, stored, &sealed),
            Err(error) => {
                self.verified.report(Some(place), Breach::Bytes(error));
                Ok(())
            }
        }
    }

    fn entry(&mut self, place: Place, stored: &StoredEntry, sealed: &Sealed) -> Result<()> {
        let entry = sealed.entry();
        if stored.hash != sealed.hash().0 {
            self.verified.report(Some(place), Breach::Hash);
        }
        if stored.seq != entry.seq {
            let (expected, found) = (stored.seq, entry.seq);
            self.verified.report(Some(place), Breach::Number { expected, found });
        }
        let end = self.ends.get(&stored.stream).map(|(tail, _)| *tail);
        match place.stream {
            None => self.verified.report(Some(place), Breach::NoStream),
            Some(stream) => {
                if let Err(error) = validate(entry, stream, end.as_ref()) {
                    self.verified.report(Some(place), Breach::Chain(error));
                }
            }
        }
        // From here on the entry is taken as it is, so that one break does not hide the next.
        self.ends.insert(stored.stream, (Tail::of(sealed), stored.no));
        self.seen(place, entry)?;
        self.bodies(place, entry, stored.pack.as_deref());
        Ok(())
    }

    fn seen(&mut self, place: Place, entry: &Entry) -> Result<()> {
        for head in &entry.seen {
            let number = self.reader.stream(head.stream)?.map(|row| row.no);
            let held = match number {
                Some(number) => self.reader.hash_at(number, head.seq)? == Some(head.hash),
                None => false,
            };
            // What was seen came in before.
            let before = number.and_then(|number| self.ends.get(&number));
            if !held || before.is_none_or(|(tail, _)| tail.head.seq < head.seq) {
                let (stream, seq) = (head.stream, head.seq);
                self.verified.report(Some(place), Breach::Seen { stream, seq });
            }
        }
        Ok(())
    }

    fn bodies(&mut self, place: Place, entry: &Entry, bytes: Option<&[u8]>) {
        let slots = match bytes.map(pack::read) {
            None => return self.verified.report(Some(place), Breach::Pack("missing".to_owned())),
            Some(Err(error)) => {
                return self.verified.report(Some(place), Breach::Pack(error.to_string()));
            }
            Some(Ok(slots)) => slots,
        };
        if slots.len() != entry.changes.len() {
            let what = format!("{} bodies for {} changes", slots.len(), entry.changes.len());
            return self.verified.report(Some(place), Breach::Pack(what));
        }
        for (change, slot) in entry.changes.iter().zip(slots) {
            let record = change.record;
            match (change.act, slot) {
                (Acted::Put(hash), Some((salt, body))) => {
                    self.verified.bodies += 1;
                    if body_hash(&salt, body) != hash {
                        self.verified.report(Some(place), Breach::Body(record));
                    }
                }
                (Acted::Put(_), None) => self.missing.push((place, record)),
                (_, Some(_)) => self.verified.report(Some(place), Breach::BodyTooMuch(record)),
                (Acted::Erase, None) => {
                    self.erasures.insert(record, place.no);
                }
                (Acted::Retract, None) => {}
            }
        }
    }

    /// A body may be missing when a later entry has erased the record.
    fn account_for_missing(&mut self) {
        for (place, record) in std::mem::take(&mut self.missing) {
            match self.erasures.get(&record) {
                Some(by) if *by > place.no => {
                    let body = ErasedBody { entry: place.no, record, by: *by };
                    self.verified.erased.push(body);
                }
                _ => self.verified.report(Some(place), Breach::BodyMissing(record)),
            }
        }
    }
}
