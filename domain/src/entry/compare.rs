//! What two nodes hold, side by side. Pure: the sync protocol only carries the answer out.

use std::collections::BTreeMap;

use super::{Head, Stream};

/// Entries `from`..=`to` of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Which stream.
    pub stream: Stream,
    /// Number of the first entry.
    pub from: u64,
    /// Number of the last entry.
    pub to: u64,
}

/// One stream, two histories: somebody restored an old copy and went on writing, or worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Our head.
    pub ours: Head,
    /// Theirs, at the same number with another hash.
    pub theirs: Head,
}

/// The difference between what we hold and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What they hold and we lack.
    pub we_lack: Vec<Range>,
    /// What we hold and they lack.
    pub they_lack: Vec<Range>,
    /// Streams whose heads have one number and two hashes. A fork below the heads shows when the entries that are
    /// lacking do not chain on.
    pub forks: Vec<Fork>,
}

/// Compares heads, stream by stream, in the order of the streams.
pub fn compare(ours: &[Head], theirs: &[Head]) -> Comparison {
    let mut sides: BTreeMap<Stream, (Option<Head>, Option<Head>)> = BTreeMap::new();
    for head in ours {
        sides.entry(head.stream).or_default().0 = Some(*head);
    }
    for head in theirs {
        sides.entry(head.stream).or_default().1 = Some(*head);
    }
    let mut comparison = Comparison::default();
    for (stream, (ours, theirs)) in sides {
        let (have, want) = (ours.map_or(0, |head| head.seq), theirs.map_or(0, |head| head.seq));
        if have < want {
            comparison.we_lack.push(Range { stream, from: have + 1, to: want });
        } else if want < have {
            comparison.they_lack.push(Range { stream, from: want + 1, to: have });
        } else if let (Some(ours), Some(theirs)) = (ours, theirs)
            && ours.hash != theirs.hash
        {
            comparison.forks.push(Fork { ours, theirs });
        }
    }
    comparison
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{NodeId, UnitId};
    use crate::entry::Hash;

    fn head(node: u8, seq: u64, hash: u8) -> Head {
        let stream =
            Stream { node: NodeId::from_bytes([node; 16]), unit: UnitId::from_bytes([9; 16]) };
        Head { stream, seq, hash: Hash([hash; 32]) }
    }

    #[test]
    fn each_side_gets_what_it_lacks() {
        let (a, b, c) = (head(1, 5, 0), head(2, 3, 0), head(3, 1, 0));
        let got = compare(&[a, b], &[head(1, 2, 0), head(2, 4, 0), c]);
        assert_eq!(got.they_lack, [Range { stream: a.stream, from: 3, to: 5 }]);
        assert_eq!(
            got.we_lack,
            [
                Range { stream: b.stream, from: 4, to: 4 },
                Range { stream: c.stream, from: 1, to: 1 }
            ]
        );
        assert!(got.forks.is_empty());
    }

    #[test]
    fn equal_holdings_need_nothing_and_a_fork_is_named() {
        assert_eq!(compare(&[head(1, 5, 7)], &[head(1, 5, 7)]), Comparison::default());
        let fork = Fork { ours: head(1, 5, 7), theirs: head(1, 5, 8) };
        assert_eq!(compare(&[fork.ours], &[fork.theirs]).forks, [fork]);
    }
}
