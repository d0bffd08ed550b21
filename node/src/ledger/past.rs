//! Records as they were at a moment, by the clocks of those who wrote.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::base::{Value, stamp};
use domain::entry::{Sealed, millis};
use domain::record::Body;
use jiff::civil::{Date, DateTime};

use super::history::{Happened, entries_of, step_in};
use crate::Result;
use crate::projection::{Register, Registry};
use crate::store::{Reader, Record, Scope};

/// The moment of which somebody asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsOf {
    /// As it is.
    #[default]
    Now,
    /// As it was when a day ended that is past.
    EndOf(Date),
}

impl AsOf {
    /// A day as somebody sees it who asks today: a day that is past has ended, any other is now.
    pub fn day(day: Date, today: Date) -> Self {
        if day < today { Self::EndOf(day) } else { Self::Now }
    }

    /// On the clock on the wall: the last second of a day that is past.
    pub fn wall(self, now: DateTime) -> DateTime {
        match self {
            Self::Now => now,
            Self::EndOf(day) => day.at(23, 59, 59, 0),
        }
    }

    /// The first millisecond that is later.
    pub(crate) fn end(self) -> Option<u64> {
        match self {
            Self::Now => None,
            Self::EndOf(day) => {
                let next = day.tomorrow().unwrap_or(Date::MAX).at(0, 0, 0, 0);
                Some(stamp(next).map_or(u64::MAX, millis))
            }
        }
    }
}

/// The records of a register that were there before a moment (milliseconds since 1970), with what they said then. What was
/// written elsewhere before that moment counts, even where it came here later. Records that were lawfully erased since are
/// left out: nobody can say any more what they held.
pub(crate) fn each_before(
    reader: &Reader<'_>,
    registry: &Registry,
    register: &Register,
    scope: &Scope,
    moment: u64,
    mut take: impl FnMut(&Record),
) -> Result<()> {
    let mut past = Past { reader, registry, moment, opened: BTreeMap::new() };
    reader.rows(&register.table, |record| {
        if scope.sees(&record.path)
            && let Some(then) = past.then(register, record)?
        {
            take(&then);
        }
        Ok(())
    })
}

/// Entries that are open: records that were written together share them.
struct Past<'r> {
    reader: &'r Reader<'r>,
    registry: &'r Registry,
    moment: u64,
    opened: BTreeMap<u64, Option<Opened>>,
}

struct Opened {
    sealed: Sealed,
    pack: Vec<u8>,
}

impl Past<'_> {
    /// A record as it was; `None` where it was not there, or is not known any more.
    fn then(&mut self, register: &Register, now: Record) -> Result<Option<Record>> {
        let moment = self.moment;
        let untouched =
            self.open(now.entry)?.is_some_and(|latest| latest.sealed.entry().at.millis < moment);
        if untouched {
            return Ok((!now.retracted).then_some(now));
        }
        let entries = entries_of(self.reader, self.registry, register.definition.id, now.id)?;
        let (mut body, mut there) = (Body::new(), false);
        for no in entries {
            let Some(opened) = self.open(no)? else { continue };
            let Some(step) = step_in(no, &opened.sealed, &opened.pack, now.id)? else { continue };
            if step.at.millis >= moment {
                continue;
            }
            match step.happened {
                Happened::Put(fields) => {
                    body.extend(fields);
                    there = true;
                }
                Happened::Retract => there = false,
                Happened::PutErased | Happened::Erase => (body, there) = (Body::new(), false),
            }
        }
        body.retain(|_, value| *value != Value::Empty);
        Ok(there.then(|| Record { body, retracted: false, ..now }))
    }

    fn open(&mut self, no: u64) -> Result<Option<&Opened>> {
        if let Entry::Vacant(place) = self.opened.entry(no) {
            let opened = match self.reader.entry(no)? {
                Some(stored) => {
                    let sealed = stored.open()?;
                    Some(Opened { sealed, pack: stored.pack.unwrap_or_default() })
                }
                None => None,
            };
            place.insert(opened);
        }
        Ok(self.opened.get(&no).and_then(Option::as_ref))
    }
}
