//! Row numbers in stretches: a file may hide a million rows in one word.

/// Numbers of rows, kept as stretches that rise and do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::files::table) struct Spans(Vec<(u64, u64)>);

impl Spans {
    /// Adds the rows from the first to the last, which must not begin before those that are there.
    pub(super) fn push(&mut self, first: u64, last: u64) {
        match self.0.last_mut() {
            Some((_, end)) if first <= *end + 1 => *end = last.max(*end),
            _ => self.0.push((first, last)),
        }
    }

    /// Whether the row is among them.
    pub(in crate::files::table) fn contains(&self, row: u64) -> bool {
        let next = self.0.partition_point(|(first, _)| *first <= row);
        next.checked_sub(1).is_some_and(|at| row <= self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holds_what_was_pushed_and_nothing_else(steps in prop::collection::vec((0_u64..4, 0_u64..3), 0..12)) {
            let (mut spans, mut rows, mut at) = (Spans::default(), Vec::new(), 1);
            for (gap, more) in steps {
                let (first, last) = (at + gap, at + gap + more);
                spans.push(first, last);
                rows.extend(first..=last);
                at = last + 1;
            }
            for row in 0..at + 3 {
                prop_assert_eq!(spans.contains(row), rows.contains(&row), "{}", row);
            }
        }
    }
}
