//! The state of a record from all its changes, wherever they were written.
//!
//! A causally later value wins. Concurrent values of one field: the order (clock, node) decides what is shown, and both
//! are kept as a conflict. The answer depends on the set of changes only, not on the order in which they arrived, so
//! nodes that hold the same entries show the same. A change that was not known to be erased when it was written, but
//! is concurrent with the erasure, is erased with the rest.

use std::collections::BTreeMap;

use super::{Act, Causality, Hlc};
use crate::base::{NodeId, Value};

/// Where a value comes from. The order is the one that decides what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Clock of the entry.
    pub at: Hlc,
    /// Node that wrote it.
    pub node: NodeId,
    /// Its number in the stream.
    pub seq: u64,
}

/// One change of the record that can still be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<'a> {
    /// Which entry wrote it.
    pub origin: Origin,
    /// What it did.
    pub act: &'a Act,
}

/// Values of one field that were written without knowledge of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The field; `None` when it is whether the record counts at all (one retracted it, one changed it).
    pub field: Option<u16>,
    /// Where the shown value comes from.
    pub shown: Origin,
    /// The values that are not shown, the next best first. For retraction: 0 for retracted, 1 for kept.
    pub others: Vec<(Origin, Value)>,
}

/// The state of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What is shown; cleared fields are there as `Empty`.
    pub fields: BTreeMap<u16, Value>,
    /// Whether it is out of lists and counts.
    pub retracted: bool,
    /// Where nodes disagree.
    pub conflicts: Vec<Conflict>,
}

/// Merges all changes of one record.
pub fn merge(changes: &[Written<'_>], causality: &Causality) -> Merged {
    let erased = |change: &Written<'_>| {
        changes.iter().any(|other| {
            matches!(other.act, Act::Erase) && !follows(causality, &change.origin, &other.origin)
        })
    };
    let mut writers: BTreeMap<Option<u16>, Vec<(Origin, Value)>> = BTreeMap::new();
    for change in changes.iter().filter(|change| !erased(change)) {
        let kept = i64::from(matches!(change.act, Act::Put(_)));
        writers.entry(None).or_default().push((change.origin, Value::Integer(kept)));
        let Act::Put(body) = change.act else { continue };
        for (field, value) in body {
            writers.entry(Some(*field)).or_default().push((change.origin, value.clone()));
        }
    }
    let mut merged = Merged::default();
    for (field, values) in writers {
        let mut heads = undominated(values, causality);
        heads.sort_by_key(|(origin, _)| std::cmp::Reverse(*origin));
        // Entries name what they have seen by hash, so knowledge has no circles and somebody is always last.
        let Some((shown, value)) = heads.first().cloned() else { continue };
        heads.retain(|(_, other)| *other != value);
        if !heads.is_empty() {
            merged.conflicts.push(Conflict { field, shown, others: heads });
        }
        match field {
            Some(field) => {
                merged.fields.insert(field, value);
            }
            None => merged.retracted = value == Value::Integer(0),
        }
    }
    merged
}

/// The values that no later value knew. Never empty when `values` is not.
fn undominated(values: Vec<(Origin, Value)>, causality: &Causality) -> Vec<(Origin, Value)> {
    let origins: Vec<Origin> = values.iter().map(|(origin, _)| *origin).collect();
    let known = |origin: &Origin| origins.iter().any(|later| follows(causality, later, origin));
    values.into_iter().filter(|(origin, _)| !known(origin)).collect()
}

fn follows(causality: &Causality, later: &Origin, earlier: &Origin) -> bool {
    causality.knows((later.node, later.seq), (earlier.node, earlier.seq))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UnitId;
    use crate::entry::{Entry, Hash, Head, Stream};
    use crate::record::Body;
    use proptest::prelude::*;

    fn node(number: u8) -> NodeId {
        NodeId::from_bytes([number; 16])
    }

    fn origin(writer: u8, seq: u64, millis: u64) -> Origin {
        Origin { at: Hlc { millis, counter: 0 }, node: node(writer), seq }
    }

    fn put(field: u16, value: &str) -> Act {
        Act::Put(Body::from([(field, Value::from(value))]))
    }

    fn saw(causality: &mut Causality, writer: u8, seq: u64, seen: (u8, u64)) {
        let stream = |writer| Stream { node: node(writer), unit: UnitId::from_bytes([0; 16]) };
        let seen = vec![Head { stream: stream(seen.0), seq: seen.1, hash: Hash([0; 32]) }];
        let (previous, officer, reason) = (None, None, None);
        let (stream, at, changes) = (stream(writer), Hlc::default(), vec![]);
        causality.add(&Entry { stream, seq, previous, at, officer, reason, seen, changes });
    }

    fn written<'a>(changes: &'a [(Origin, Act)]) -> Vec<Written<'a>> {
        changes.iter().map(|(origin, act)| Written { origin: *origin, act }).collect()
    }

    #[test]
    fn a_causally_later_value_wins_against_a_faster_clock() {
        let mut causality = Causality::default();
        saw(&mut causality, 2, 1, (1, 1));
        let changes = [(origin(1, 1, 9_000), put(1, "tối")), (origin(2, 1, 5), put(1, "sáng"))];
        let merged = merge(&written(&changes), &causality);
        assert_eq!(merged.fields[&1], Value::from("sáng"));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn concurrent_values_are_both_kept_and_the_later_clock_is_shown() {
        let changes = [(origin(1, 1, 10), put(1, "A")), (origin(2, 1, 20), put(1, "B"))];
        let merged = merge(&written(&changes), &Causality::default());
        assert_eq!(merged.fields[&1], Value::from("B"));
        let others = vec![(changes[0].0, Value::from("A"))];
        assert_eq!(merged.conflicts, [Conflict { field: Some(1), shown: changes[1].0, others }]);
    }

    #[test]
    fn different_fields_and_equal_values_are_no_conflict() {
        let changes = [
            (origin(1, 1, 10), put(1, "A")),
            (origin(2, 1, 10), put(2, "B")),
            (origin(3, 1, 10), put(1, "A")),
        ];
        let merged = merge(&written(&changes), &Causality::default());
        assert_eq!(merged.fields.len(), 2);
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn who_has_seen_both_settles_a_conflict() {
        let mut causality = Causality::default();
        saw(&mut causality, 1, 2, (2, 1));
        let changes = [
            (origin(1, 1, 10), put(1, "A")),
            (origin(2, 1, 20), put(1, "B")),
            (origin(1, 2, 15), put(1, "C")),
        ];
        let merged = merge(&written(&changes), &causality);
        assert_eq!((merged.fields[&1].clone(), merged.conflicts), (Value::from("C"), vec![]));
    }

    #[test]
    fn a_retraction_against_a_concurrent_change_is_a_conflict() {
        let changes = [
            (origin(1, 1, 10), put(1, "A")),
            (origin(1, 2, 30), Act::Retract),
            (origin(2, 1, 20), put(1, "B")),
        ];
        let merged = merge(&written(&changes), &Causality::default());
        assert!(merged.retracted);
        assert!(merged.conflicts.iter().any(|conflict| conflict.field.is_none()));
    }

    #[test]
    fn erasure_takes_what_was_known_and_what_was_concurrent_but_not_what_came_after() {
        let mut causality = Causality::default();
        saw(&mut causality, 3, 1, (1, 2));
        let changes = [
            (origin(1, 1, 10), put(1, "A")),
            (origin(1, 2, 20), Act::Erase),
            (origin(2, 1, 30), put(2, "B")),
            (origin(3, 1, 5), put(3, "C")),
        ];
        let merged = merge(&written(&changes), &causality);
        assert_eq!(merged.fields, BTreeMap::from([(3, Value::from("C"))]));
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            raw in prop::collection::vec((0_u8..4, 0_u64..5, 0_u16..3, 0_u8..3, 0_u8..12), 1..10),
            seen in prop::collection::vec((0_u8..4, 1_u64..4, 0_u8..4, 1_u64..4), 0..6),
            rotate in 0_usize..10,
        ) {
            let mut causality = Causality::default();
            for (writer, seq, other, upto) in seen {
                if writer > other {
                    saw(&mut causality, writer, seq, (other, upto));
                }
            }
            let mut count = [0_u64; 4];
            let mut changes: Vec<(Origin, Act)> = raw.iter().map(|&(writer, millis, field, value, kind)| {
                count[usize::from(writer)] += 1;
                let act = match kind { 0 => Act::Erase, 1 => Act::Retract, _ => put(field, &value.to_string()) };
                (origin(writer, count[usize::from(writer)], millis), act)
            }).collect();
            let straight = merge(&written(&changes), &causality);
            let middle = rotate % changes.len();
            changes.rotate_left(middle);
            prop_assert_eq!(merge(&written(&changes), &causality), straight);
        }
    }
}
