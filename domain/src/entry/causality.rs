//! What an entry knew when it was written. A clock cannot tell; `seen` can.

use std::collections::BTreeMap;

use super::Entry;
use crate::base::NodeId;

/// Which entry of a unit: the node that wrote it and its number there.
type Position = (NodeId, u64);

/// For each node, the last of its entries that is known.
type Known = BTreeMap<NodeId, u64>;

/// The knowledge of all entries of one unit.
///
/// Only the entries that saw something new take room; between them the knowledge of a stream grows by itself.
#[derive(Clone, Debug, Default)]
pub struct Causality {
    steps: BTreeMap<NodeId, BTreeMap<u64, Known>>,
}

impl Causality {
    /// Takes an entry in. Entries come after those they follow and have seen; what has not come yet is not known.
    pub fn add(&mut self, entry: &Entry) {
        if entry.seen.is_empty() {
            return;
        }
        let node = entry.stream.node;
        let mut known = self.of((node, entry.seq)).cloned().unwrap_or_default();
        for head in &entry.seen {
            let position = (head.stream.node, head.seq);
            if let Some(theirs) = self.of(position) {
                join(&mut known, theirs);
            }
            join(&mut known, &Known::from([position]));
        }
        known.remove(&node);
        self.steps.entry(node).or_default().insert(entry.seq, known);
    }

    /// Whether `later` was written with `earlier` known: then its values win, whatever the clocks say.
    pub fn knows(&self, later: Position, earlier: Position) -> bool {
        if later.0 == earlier.0 {
            return later.1 > earlier.1;
        }
        let known = self.of(later).and_then(|known| known.get(&earlier.0));
        known.is_some_and(|seq| *seq >= earlier.1)
    }

    /// What a stream knew of others at a position.
    fn of(&self, (node, seq): Position) -> Option<&Known> {
        self.steps.get(&node)?.range(..=seq).next_back().map(|(_, known)| known)
    }
}

fn join(known: &mut Known, more: &Known) {
    for (node, seq) in more {
        let mine = known.entry(*node).or_default();
        *mine = (*mine).max(*seq);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UnitId;
    use crate::entry::{Hash, Head, Hlc, Stream};

    fn node(number: u8) -> NodeId {
        NodeId::from_bytes([number; 16])
    }

    fn entry(writer: u8, seq: u64, seen: &[(u8, u64)]) -> Entry {
        let stream = |writer| Stream { node: node(writer), unit: UnitId::from_bytes([0; 16]) };
        let head =
            |&(writer, seq): &(u8, u64)| Head { stream: stream(writer), seq, hash: Hash([0; 32]) };
        Entry {
            stream: stream(writer),
            seq,
            previous: None,
            at: Hlc::default(),
            officer: None,
            reason: None,
            seen: seen.iter().map(head).collect(),
            changes: vec![],
        }
    }

    #[test]
    fn knowledge_is_handed_on_and_kept() {
        let mut causality = Causality::default();
        causality.add(&entry(1, 1, &[]));
        causality.add(&entry(2, 1, &[(1, 1)]));
        causality.add(&entry(3, 1, &[(2, 1)]));
        causality.add(&entry(3, 2, &[]));
        let knows = |later: (u8, u64), earlier: (u8, u64)| {
            causality.knows((node(later.0), later.1), (node(earlier.0), earlier.1))
        };
        assert!(knows((2, 1), (1, 1)));
        assert!(knows((3, 1), (1, 1)), "through node 2");
        assert!(knows((3, 2), (1, 1)), "kept by the next entry");
        assert!(knows((3, 2), (3, 1)), "its own stream");
        assert!(!knows((1, 1), (2, 1)));
        assert!(!knows((2, 1), (1, 2)), "only as far as it has seen");
        assert!(!knows((1, 1), (1, 1)), "not itself");
    }
}
