//! Which person a row speaks of: the duplicate keys of what is there and of what came earlier in the file.
//!
//! Keys are numbers that are equal when two rows probably are one person, strongest first: identity number, telephone with
//! name, name with year of birth and village. A register's definition says which; here they are only compared.

use std::hash::{BuildHasherDefault, Hasher};
use std::num::{NonZeroI64, NonZeroU32};

#[expect(clippy::disallowed_types, reason = "a million keys; nothing is ever listed in its order")]
type ByKey = std::collections::HashMap<u64, u32, BuildHasherDefault<AlreadyHashed>>;

/// Hashes of a row's duplicate keys, strongest first; `None` where a part of the key is empty.
pub type Keys = Vec<Option<i64>>;

/// People by their keys. `R` is whatever tells one record from another.
#[derive(Debug)]
pub struct People<R> {
    /// Whether the strongest key is an identity number.
    identity: bool,
    people: Vec<Person<R>>,
    by_key: ByKey,
}

/// One person: a record, there or coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<R> {
    /// The record.
    pub record: R,
    /// Hash of the strongest key, an identity number: two that are filled and differ are two people.
    identity: Option<NonZeroI64>,
    /// The row of this file that spoke of it, if one did. A million people are kept in mind: four bytes each.
    row: Option<NonZeroU32>,
}

impl<R> Person<R> {
    /// The row of this file that spoke of the person, if one did; a number beyond 4,294,967,295 is given as that.
    pub fn row(&self) -> Option<u64> {
        self.row.map(|row| row.get().into())
    }
}

/// The most people that room is made for beforehand: how many are expected is told by the size of a file.
const ROOM: usize = 1 << 20;

impl<R: Copy + PartialEq> People<R> {
    /// Nobody known yet. `identity` tells whether the strongest key is an identity number, of which a person has one;
    /// `expected` about how many people are to come, with `keys` keys each.
    pub fn new(identity: bool, expected: u64, keys: usize) -> Self {
        let expected = usize::try_from(expected).unwrap_or(ROOM).min(ROOM);
        Self {
            identity,
            people: Vec::with_capacity(expected),
            by_key: ByKey::with_capacity_and_hasher(
                expected * keys.min(4),
                BuildHasherDefault::default(),
            ),
        }
    }

    fn identity(&self, keys: &Keys) -> Option<NonZeroI64> {
        // The one hash in 2⁶⁴ that is zero counts as no number; then the other keys decide.
        keys.first().copied().flatten().filter(|_| self.identity).and_then(NonZeroI64::new)
    }

    /// Adds a person. A key that leads to somebody already goes on leading there.
    pub fn add(&mut self, record: R, keys: &Keys, row: Option<u64>) {
        let at = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.people.push(Person { record, identity: self.identity(keys), row: row.map(short) });
        self.lead(keys, at);
    }

    fn lead(&mut self, keys: &Keys, at: u32) {
        for (no, key) in keys.iter().enumerate() {
            if let Some(key) = key {
                self.by_key.entry(slot(no, *key)).or_insert(at);
            }
        }
    }

    /// The person that the strongest filled key leads to. A weaker key does not make one of two people whose identity
    /// numbers differ.
    pub fn find(&self, keys: &Keys) -> Option<Person<R>> {
        self.find_by(keys).map(|(_, person)| person)
    }

    /// The same, and which key led there: its place, from 0.
    pub fn find_by(&self, keys: &Keys) -> Option<(usize, Person<R>)> {
        let identity = self.identity(keys);
        keys.iter().enumerate().find_map(|(no, key)| {
            let at = *self.by_key.get(&slot(no, (*key)?))?;
            let person = self.people.get(at as usize)?;
            let two_people = matches!((identity, person.identity), (Some(a), Some(b)) if a != b);
            (!two_people).then_some((no, *person))
        })
    }

    /// Notes that a row of this file spoke of a person, and lets its further keys lead there.
    pub fn met(&mut self, keys: &Keys, record: R, row: u64) {
        let found = keys.iter().enumerate().find_map(|(no, key)| {
            let at = *self.by_key.get(&slot(no, (*key)?))?;
            (self.people.get(at as usize)?.record == record).then_some(at)
        });
        if let Some(at) = found {
            self.people[at as usize].row = Some(short(row));
            self.lead(keys, at);
        }
    }
}

/// A row's number; no sheet and no file that a commune sends has four thousand million.
fn short(row: u64) -> NonZeroU32 {
    u32::try_from(row).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX)
}

/// One number for a key's place and hash.
fn slot(no: usize, key: i64) -> u64 {
    // The golden ratio in 64 bits: equal hashes in different places are far apart.
    key.cast_unsigned() ^ (no as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
    use proptest::prelude::*;

    use super::*;

    fn people() -> People<u8> {
        People::new(true, 10, 2)
    }

    fn found(people: &People<u8>, keys: &[Option<i64>]) -> Option<u8> {
        people.find(&keys.to_vec()).map(|person| person.record)
    }

    #[test]
    fn the_strongest_key_that_is_filled_decides() {
        let mut people = people();
        people.add(1, &vec![Some(10), Some(20)], None);
        assert_eq!(found(&people, &[Some(10), Some(99)]), Some(1));
        assert_eq!(found(&people, &[None, Some(20)]), Some(1));
        assert_eq!(found(&people, &[None, Some(21)]), None);
    }

    #[test]
    fn two_identity_numbers_are_two_people_though_name_and_telephone_agree() {
        let mut people = people();
        people.add(1, &vec![Some(10), Some(20)], None);
        assert_eq!(found(&people, &[Some(11), Some(20)]), None);
        let mut nameless = People::new(false, 10, 2);
        nameless.add(1, &vec![Some(10), Some(20)], None);
        assert_eq!(found(&nameless, &[Some(11), Some(20)]), Some(1));
    }

    #[test]
    fn a_key_of_one_kind_does_not_meet_a_key_of_another() {
        let mut people = people();
        people.add(1, &vec![Some(5), None], None);
        assert_eq!(found(&people, &[None, Some(5)]), None);
    }

    #[test]
    fn whoever_was_met_is_known_by_the_keys_of_that_row_too() {
        let mut people = people();
        people.add(1, &vec![None, Some(20)], None);
        people.met(&vec![Some(10), Some(20)], 1, 7);
        let person = people.find(&vec![Some(10), None]).unwrap();
        assert_eq!((person.record, person.row()), (1, Some(7)));
    }

    proptest! {
        /// Against the definition said slowly: the strongest filled key, and its first bearer.
        #[test]
        fn finding_agrees_with_looking_through_all(
            there in prop::collection::vec(prop::collection::vec(prop::option::of(0_i64..6), 3), 0..12),
            asked in prop::collection::vec(prop::option::of(0_i64..6), 3),
        ) {
            let mut people = People::new(false, 4, 3);
            for (at, keys) in there.iter().enumerate() {
                people.add(at, keys, None);
            }
            let slowly = asked.iter().enumerate().find_map(|(no, key)| {
                let key = (*key)?;
                there.iter().position(|keys| keys[no] == Some(key))
            });
            prop_assert_eq!(people.find(&asked).map(|person| person.record), slowly);
        }
    }
}
