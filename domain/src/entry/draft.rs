//! From what somebody wants to change to an entry that has its place in the chain.

use std::collections::BTreeSet;

use super::pack::Packer;
use super::{Acted, Change, Entry, Hash, Head, Hlc, Salt, Sealed, Stream, body_hash};
use crate::base::{DefinitionId, OfficerId, RecordId, UnitId};
use crate::record::{self, Body};

/// What an officer or a program wants to change; not yet in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Whose records.
    pub unit: UnitId,
    /// Who acts.
    pub officer: Option<OfficerId>,
    /// Why; required for retractions and erasure, where it names the legal basis.
    ///
    /// It stays in the chain for ever: no personal data in it.
    pub reason: Option<String>,
    /// The changes, all or none.
    pub changes: Vec<DraftChange>,
}

/// One change of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftChange {
    /// Register.
    pub definition: DefinitionId,
    /// Version of the definition that the body was checked against.
    pub version: u32,
    /// Which record.
    pub record: RecordId,
    /// What happens to it.
    pub act: Act,
}

/// What happens to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Sets these fields; the others stay. An `Empty` value clears a field.
    Put(Body),
    /// Takes the record out of lists and counts; it stays in the ledger. A later `Put` brings it back.
    Retract,
    /// Removes bodies and salts of the record for a legal reason; the chain stays.
    Erase,
}

/// Why a draft cannot become an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Nothing to do.
    #[error("the draft changes nothing")]
    Empty,
    /// One entry is one step: a record has one state before it and one after.
    #[error("record {0} stands in the draft more than once")]
    RecordTwice(RecordId),
    /// Retraction and erasure are explained.
    #[error("record {0} is retracted or erased without a reason")]
    ReasonMissing(RecordId),
}

/// Where an entry goes: what the chain adds to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The stream that it is appended to.
    pub stream: Stream,
    /// Its number there.
    pub seq: u64,
    /// Hash of the entry before it; `None` for the first.
    pub previous: Option<Hash>,
    /// The writer's clock.
    pub at: Hlc,
    /// Heads of the unit's other streams that are new since the stream's last entry.
    pub seen: Vec<Head>,
}

/// A draft whose bodies are encoded, salted and hashed: all work that does not depend on its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    unit: UnitId,
    officer: Option<OfficerId>,
    reason: Option<String>,
    changes: Vec<Change>,
    pack: Vec<u8>,
}

impl Draft {
    /// Checks the draft, encodes, salts and hashes its bodies. `salt` gives a fresh random salt at each call.
    ///
    /// # Errors
    /// When the draft is empty, names a record twice, or retracts or erases without a reason.
    pub fn prepare(&self, mut salt: impl FnMut() -> Salt) -> Result<Prepared, DraftError> {
        self.check()?;
        let mut pack = Packer::new(self.changes.len());
        let mut changes = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            let act = match &change.act {
                Act::Put(body) => {
                    let (salt, bytes) = (salt(), record::encode(body));
                    pack.push(&salt, &bytes);
                    Acted::Put(body_hash(&salt, &bytes))
                }
                Act::Retract => Acted::Retract,
                Act::Erase => Acted::Erase,
            };
            if !matches!(act, Acted::Put(_)) {
                pack.push_none();
            }
            let DraftChange { definition, version, record, .. } = *change;
            changes.push(Change { definition, version, record, act });
        }
        let (unit, officer, reason) = (self.unit, self.officer, self.stated_reason());
        Ok(Prepared { unit, officer, reason, changes, pack: pack.finish() })
    }

    fn check(&self) -> Result<(), DraftError> {
        if self.changes.is_empty() {
            return Err(DraftError::Empty);
        }
        let mut records = BTreeSet::new();
        if let Some(twice) = self.changes.iter().find(|change| !records.insert(change.record)) {
            return Err(DraftError::RecordTwice(twice.record));
        }
        let unexplained = |change: &&DraftChange| !matches!(change.act, Act::Put(_));
        match self.changes.iter().find(unexplained) {
            Some(change) if self.stated_reason().is_none() => {
                Err(DraftError::ReasonMissing(change.record))
            }
            _ => Ok(()),
        }
    }

    fn stated_reason(&self) -> Option<String> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned)
    }
}

impl Prepared {
    /// Whose records.
    pub fn unit(&self) -> UnitId {
        self.unit
    }

    /// What it changes, as the entry will say it.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Gives the entry its place. The second part is its [`pack`](super::pack): salts and bodies.
    pub fn seal(self, link: Link) -> (Sealed, Vec<u8>) {
        let Self { officer, reason, changes, pack, .. } = self;
        let Link { stream, seq, previous, at, seen } = link;
        let entry = Entry { stream, seq, previous, at, officer, reason, seen, changes };
        (entry.seal(), pack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Value;

    fn change(record: u8, act: Act) -> DraftChange {
        let definition = DefinitionId::from_bytes([1; 16]);
        DraftChange { definition, version: 1, record: RecordId::from_bytes([record; 16]), act }
    }

    fn draft(reason: Option<&str>, changes: Vec<DraftChange>) -> Draft {
        let reason = reason.map(str::to_owned);
        Draft { unit: UnitId::from_bytes([2; 16]), officer: None, reason, changes }
    }

    #[test]
    fn an_empty_draft_a_doubled_record_and_an_unexplained_retraction_are_refused() {
        let salt = || Salt([0; 16]);
        assert_eq!(draft(None, vec![]).prepare(salt), Err(DraftError::Empty));
        let twice = vec![change(3, Act::Put(Body::new())), change(3, Act::Put(Body::new()))];
        let record = RecordId::from_bytes([3; 16]);
        assert_eq!(draft(None, twice).prepare(salt), Err(DraftError::RecordTwice(record)));
        let retract = vec![change(3, Act::Retract)];
        let blank = draft(Some("  "), retract.clone());
        assert_eq!(blank.prepare(salt), Err(DraftError::ReasonMissing(record)));
        assert!(draft(Some("nhập nhầm"), retract).prepare(salt).is_ok());
    }

    #[test]
    fn preparing_hashes_each_body_with_its_own_salt() {
        let body = Body::from([(1, Value::from("An"))]);
        let both = vec![change(3, Act::Put(body.clone())), change(4, Act::Put(body))];
        let mut count = 0;
        let prepared = draft(None, both).prepare(|| {
            count += 1;
            Salt([count; 16])
        });
        let prepared = prepared.unwrap();
        assert_ne!(prepared.changes()[0].act, prepared.changes()[1].act);
    }
}
