//! One person on the lists of several units.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{RecordId, UnitId};

/// A record of a person, with what tells the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The record.
    pub record: RecordId,
    /// The unit whose list it is on.
    pub unit: UnitId,
    /// One text for each key, in the order of the rule; `None` where a field of it is blank.
    pub keys: Vec<Option<String>>,
    /// Values that two records of one person never have different; `None` where it is blank.
    pub never_differ: Vec<Option<String>>,
}

impl Person {
    fn is_another(&self, other: &Self) -> bool {
        let pairs = self.never_differ.iter().zip(&other.never_differ);
        pairs.into_iter().any(|pair| matches!(pair, (Some(a), Some(b)) if a != b))
    }
}

/// The persons who stand on the lists of two units or more.
///
/// For each, the places of the records in the list given, ascending by record. Two records in one unit are not this rule's
/// business: the import tells of them.
pub fn in_several_units(persons: &[Person]) -> Vec<Vec<usize>> {
    let mut groups = Groups::of(persons.len());
    let keys = persons.iter().map(|person| person.keys.len()).max().unwrap_or_default();
    for key in 0..keys {
        // For each text the records that no other of the same text is the same person as.
        let mut firsts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, person) in persons.iter().enumerate() {
            let Some(text) = person.keys.get(key).and_then(Option::as_deref) else { continue };
            let known = firsts.entry(text).or_default();
            match known.iter().find(|first| !persons[**first].is_another(person)) {
                Some(first) => groups.join(*first, at),
                None => known.push(at),
            }
        }
    }
    let mut found = groups.all();
    found.retain(|group| units(group, persons) > 1);
    for group in &mut found {
        group.sort_by_key(|at| persons[*at].record);
    }
    found.sort_by_key(|group| group.first().map(|at| persons[*at].record));
    found
}

fn units(group: &[usize], persons: &[Person]) -> usize {
    group.iter().map(|at| persons[*at].unit).collect::<BTreeSet<UnitId>>().len()
}

/// Which records belong together.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn of(size: usize) -> Self {
        Self { parent: (0..size).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other);
    }

    /// Groups of two or more.
    fn all(mut self) -> Vec<Vec<usize>> {
        let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            by_root.entry(self.root(at)).or_default().push(at);
        }
        by_root.into_values().filter(|group| group.len() > 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(no: u8, unit: &str, cccd: &str, rest: &str) -> Person {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Person {
            record: RecordId::from_bytes([no; 16]),
            unit: UnitId::derived(unit),
            keys: vec![text(cccd), text(rest)],
            never_differ: vec![text(cccd)],
        }
    }

    #[test]
    fn a_number_or_telephone_name_and_year_tell_a_person() {
        let list = [
            person(1, "a", "014", ""),
            person(2, "b", "", "0301 lo van a 1990"),
            person(3, "b", "014", "0301 lo van a 1990"),
            person(4, "c", "015", "0302 lo van b 1991"),
        ];
        assert_eq!(in_several_units(&list), [vec![0, 1, 2]]);
    }

    #[test]
    fn another_number_is_another_person_and_one_list_is_no_matter() {
        let namesakes = [
            person(1, "a", "014", "0301 lo van a 1990"),
            person(2, "b", "019", "0301 lo van a 1990"),
        ];
        assert_eq!(in_several_units(&namesakes), Vec::<Vec<usize>>::new());
        let twice = [person(1, "a", "014", ""), person(2, "a", "014", "")];
        assert_eq!(in_several_units(&twice), Vec::<Vec<usize>>::new());
        let blank = [person(1, "a", "", ""), person(2, "b", "", "")];
        assert_eq!(in_several_units(&blank), Vec::<Vec<usize>>::new());
    }

    proptest! {
        #[test]
        fn the_order_of_the_list_is_nothing(
            rows in prop::collection::vec((0u8..3, 0u8..5), 0..20), turn in 0usize..20,
        ) {
            let list: Vec<Person> = rows.iter().zip(1u8..)
                .map(|((unit, number), no)| person(no, &unit.to_string(), &number.to_string(), "")).collect();
            let mut turned = list.clone();
            turned.rotate_left(turn.min(list.len()));
            let records = |list: &[Person]| -> Vec<Vec<RecordId>> {
                in_several_units(list).iter().map(|group| group.iter().map(|at| list[*at].record).collect()).collect()
            };
            prop_assert_eq!(records(&list), records(&turned));
        }
    }
}
