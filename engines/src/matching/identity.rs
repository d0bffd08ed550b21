//! Identity keys: numbers that are equal when two rows probably are one person, however the rows are written.
//!
//! A register's own definition says which of its fields make a key; the table holds those. The keys here are for persons
//! of any register, and for matching across registers. Where the parts are the same — a card number; telephone and name;
//! name, year of birth and village — the numbers are those of the table's key columns, so both can be compared.
//!
//! A telephone alone is no key: a household shares one. A name alone is none either.

use domain::base::text::fold;
use domain::record::KeyHash;

/// What is known of a person; empty text means not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Person<'a> {
    /// Citizen identity number, 12 digits or the old 9.
    pub cccd: &'a str,
    /// Telephone, as it is stored: 0xxxxxxxxx.
    pub phone: &'a str,
    /// Name as written.
    pub name: &'a str,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// Village as written.
    pub village: &'a str,
}

/// How much an equal key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The same identity number: one person, or a slip of the hand.
    Certain,
    /// The same name and telephone, or name, year of birth and village.
    Likely,
    /// The same name in the same village, with no year of birth to tell: somebody has to look.
    Possible,
}

/// One key of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What an equal key says.
    pub strength: Strength,
    /// The number that is compared.
    pub hash: i64,
}

/// The keys of a person, the strongest first; none when too little is known.
pub fn keys(person: &Person<'_>) -> Vec<Key> {
    let (name, village) = (fold(person.name), fold(person.village));
    let cccd: String = person.cccd.chars().filter(char::is_ascii_digit).collect();
    let year = person.birth_year.map(|year| year.to_string());
    let fourth: &[&str] = if year.is_none() { &[&name, &village] } else { &[] };
    let year = year.unwrap_or_default();
    let candidates: [(Strength, &[&str]); 4] = [
        (Strength::Certain, &[&cccd]),
        (Strength::Likely, &[person.phone, &name]),
        (Strength::Likely, &[&name, &year, &village]),
        (Strength::Possible, fourth),
    ];
    let known = candidates.into_iter().filter(|(_, parts)| is_known(parts));
    known.map(|(strength, parts)| Key { strength, hash: hash(parts) }).collect()
}

/// Two rows that share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The earlier row, by position.
    pub first: usize,
    /// The later row.
    pub second: usize,
    /// The strongest key that they share.
    pub strength: Strength,
}

/// Each row with the earliest row that shares a key with it, in the order of the rows.
///
/// A row is paired with the first of its likes, not with all of them: a thousand equal rows make a thousand pairs, not
/// half a million.
pub fn pairs(rows: &[Vec<Key>]) -> Vec<Pair> {
    let mut sorted: Vec<(i64, usize, Strength)> = rows
        .iter()
        .enumerate()
        .flat_map(|(at, keys)| keys.iter().map(move |key| (key.hash, at, key.strength)))
        .collect();
    sorted.sort_unstable();
    let groups = sorted.chunk_by(|one, other| one.0 == other.0);
    let mut pairs: Vec<Pair> = groups.flat_map(pairs_of_group).collect();
    pairs.sort_unstable_by_key(|pair| (pair.second, pair.strength, pair.first));
    pairs.dedup_by_key(|pair| pair.second);
    pairs
}

fn pairs_of_group(group: &[(i64, usize, Strength)]) -> impl Iterator<Item = Pair> {
    let first = group[0].1;
    let later = group.iter().filter(move |(_, at, _)| *at != first);
    later.map(move |(_, at, strength)| Pair { first, second: *at, strength: *strength })
}

fn is_known(parts: &[&str]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| !part.is_empty())
}

fn hash(parts: &[&str]) -> i64 {
    let mut hash = KeyHash::default();
    parts.iter().for_each(|part| hash.part(part));
    hash.finish()
}

#[cfg(test)]
mod tests {
    use domain::base::Value;
    use domain::record::key_hash;
    use proptest::prelude::*;

    use super::*;

    const DAO: Person<'static> = Person {
        cccd: "014198123456",
        phone: "0912345678",
        name: "Lò Thị Đào",
        birth_year: Some(1998),
        village: "Bản Nà Bó",
    };

    #[test]
    fn keys_are_those_of_the_table() {
        let found: Vec<i64> = keys(&DAO).iter().map(|key| key.hash).collect();
        let text = |text: &str| Value::from(text);
        let expected = [
            key_hash(&[text(DAO.cccd)]),
            key_hash(&[text(DAO.phone), text(DAO.name)]),
            key_hash(&[text(DAO.name), Value::from(1998), text(DAO.village)]),
        ];
        assert_eq!(found.into_iter().map(Some).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn little_known_makes_weak_keys_or_none() {
        let strengths = |person: &Person<'_>| -> Vec<Strength> {
            keys(person).iter().map(|key| key.strength).collect()
        };
        let no_year = Person { cccd: "", phone: "", birth_year: None, ..DAO };
        assert_eq!(strengths(&no_year), [Strength::Possible]);
        assert_eq!(strengths(&Person { village: "", ..no_year }), []);
        assert_eq!(strengths(&Person { phone: "0912345678", ..Person::default() }), []);
    }

    #[test]
    fn a_row_is_paired_with_the_first_of_its_likes_by_the_strongest_key() {
        let other = Person { name: "Lò Văn Bó", ..DAO };
        let unknown = Person { cccd: "", phone: "", ..DAO };
        let rows: Vec<Vec<Key>> =
            [DAO, Person::default(), DAO, other, unknown].iter().map(keys).collect();
        let pair = |second, strength| Pair { first: 0, second, strength };
        let expected =
            [pair(2, Strength::Certain), pair(3, Strength::Certain), pair(4, Strength::Likely)];
        assert_eq!(pairs(&rows), expected);
    }

    proptest! {
        #[test]
        fn spelling_does_not_matter(name in "[A-Za-zàáảãạđĐôơư ]{1,20}") {
            let typed = Person { name: &name, ..DAO };
            let shouted = format!("  {} ", name.to_uppercase());
            prop_assert_eq!(keys(&typed), keys(&Person { name: &shouted, ..DAO }));
        }

        #[test]
        fn no_row_is_paired_with_itself_or_twice(names in prop::collection::vec(0_i64..6, 0..30)) {
            let person = |year: &i64| Person { cccd: "", phone: "", birth_year: Some(*year), ..DAO };
            let rows: Vec<Vec<Key>> = names.iter().map(|year| keys(&person(year))).collect();
            let pairs = pairs(&rows);
            prop_assert!(pairs.iter().all(|pair| pair.first < pair.second));
            let distinct = names.iter().collect::<std::collections::BTreeSet<_>>().len();
            prop_assert_eq!(pairs.len(), names.len() - distinct);
        }
    }
}
