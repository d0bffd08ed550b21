//! Which record a row speaks of: the duplicate keys of what is there and of what came earlier in the file.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use domain::base::RecordId;

/// Hashes of a row's duplicate keys, strongest first; `None` where a part of the key is empty.
pub(super) type Keys = Vec<Option<i64>>;

/// The records of a unit and the rows of this file, by their keys.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Whether the strongest key is an identity number.
    identity: bool,
    people: Vec<Person>,
    by_key: HashMap<u64, u32, BuildHasherDefault<AlreadyHashed>>,
}

/// One record, there or coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// Its id.
    pub(super) record: RecordId,
    /// Hash of the strongest key, an identity number: two that are filled and differ are two people.
    identity: Option<i64>,
    /// The row of this file that spoke of it, if one did.
    pub(super) row: Option<u64>,
}

impl Known {
    /// Nothing known yet. `identity` tells whether the strongest key is an identity number, of which a person has one.
    pub(super) fn new(identity: bool) -> Self {
        Self { identity, ..Self::default() }
    }

    fn identity(&self, keys: &Keys) -> Option<i64> {
        keys.first().copied().flatten().filter(|_| self.identity)
    }

    /// Adds a record, or lets further keys lead to it.
    pub(super) fn add(&mut self, record: RecordId, keys: &Keys, row: Option<u64>) {
        let at = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.people.push(Person { record, identity: self.identity(keys), row });
        self.lead(keys, at);
    }

    fn lead(&mut self, keys: &Keys, at: u32) {
        for (no, key) in keys.iter().enumerate() {
            if let Some(key) = key {
                self.by_key.entry(slot(no, *key)).or_insert(at);
            }
        }
    }

    /// The record that the strongest filled key leads to. A weaker key does not make one of two people whose identity
    /// numbers differ.
    pub(super) fn find(&self, keys: &Keys) -> Option<Person> {
        let identity = self.identity(keys);
        keys.iter().enumerate().find_map(|(no, key)| {
            let at = *self.by_key.get(&slot(no, (*key)?))?;
            let person = self.people.get(at as usize)?;
            let two_people = matches!((identity, person.identity), (Some(a), Some(b)) if a != b);
            (!two_people).then_some(*person)
        })
    }

    /// Notes that a row of this file spoke of a record.
    pub(super) fn met(&mut self, keys: &Keys, record: RecordId, row: u64) {
        let found = keys.iter().enumerate().find_map(|(no, key)| {
            let at = *self.by_key.get(&slot(no, (*key)?))?;
            (self.people.get(at as usize)?.record == record).then_some(at)
        });
        if let Some(at) = found {
            self.people[at as usize].row = Some(row);
            self.lead(keys, at);
        }
    }
}

/// One number for a key's place and hash.
fn slot(no: usize, key: i64) -> u64 {
    key.cast_unsigned().rotate_left(u32::try_from(no * 7 % 64).unwrap_or(0)) ^ (no as u64)
}

/// The keys are hashes already.
#[derive(Debug, Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> RecordId {
        RecordId::from_bytes([n; 16])
    }

    #[test]
    fn the_strongest_key_that_is_filled_decides() {
        let mut known = Known::new(true);
        known.add(id(1), &vec![Some(10), Some(20)], None);
        assert_eq!(known.find(&vec![Some(10), Some(99)]).map(|p| p.record), Some(id(1)));
        assert_eq!(known.find(&vec![None, Some(20)]).map(|p| p.record), Some(id(1)));
        assert_eq!(known.find(&vec![None, Some(21)]), None);
    }

    #[test]
    fn two_identity_numbers_are_two_people_though_name_and_telephone_agree() {
        let mut known = Known::new(true);
        known.add(id(1), &vec![Some(10), Some(20)], None);
        assert_eq!(known.find(&vec![Some(11), Some(20)]), None);
    }

    #[test]
    fn a_key_of_one_kind_does_not_meet_a_key_of_another() {
        let mut known = Known::new(true);
        known.add(id(1), &vec![Some(5), None], None);
        assert_eq!(known.find(&vec![None, Some(5)]), None);
    }
}
