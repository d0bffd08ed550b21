//! The hybrid logical clock that entries carry.
//!
//! Kulkarni et al., "Logical Physical Clocks" (2014): wall time where clocks agree, a counter where they do not, and
//! never backwards. A clock more than fifteen minutes ahead is flagged and never advances anyone's. Legal time is the
//! receiver's receipt, never this.

use jiff::Timestamp;

/// How far ahead of us another clock may be before we stop believing it: fifteen minutes, in milliseconds.
pub const AHEAD_LIMIT_MILLIS: u64 = 15 * 60 * 1000;

/// A hybrid logical clock: wall milliseconds, then a counter for the same millisecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hlc {
    /// Milliseconds since 1970, never less than what this node has seen (within 15 minutes ahead).
    pub millis: u64,
    /// Counts up within a millisecond.
    pub counter: u32,
}

/// What became of our clock when an entry of another node came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Our clock from now on.
    pub clock: Hlc,
    /// Milliseconds by which the other clock runs ahead, when that is more than [`AHEAD_LIMIT_MILLIS`].
    pub ahead: Option<u64>,
}

impl Hlc {
    /// The moment of our next entry: later than everything this clock has seen.
    #[must_use]
    pub fn tick(self, now: u64) -> Self {
        if now > self.millis { Self { millis: now, counter: 0 } } else { self.next() }
    }

    /// Takes note of another node's moment, unless it is too far ahead to be believed.
    #[must_use]
    pub fn receive(self, theirs: Self, now: u64) -> Received {
        let ahead = theirs.millis.saturating_sub(now);
        if ahead > AHEAD_LIMIT_MILLIS {
            return Received { clock: self, ahead: Some(ahead) };
        }
        Received { clock: self.max(theirs), ahead: None }
    }

    fn next(self) -> Self {
        match self.counter.checked_add(1) {
            Some(counter) => Self { counter, ..self },
            None => Self { millis: self.millis.saturating_add(1), counter: 0 },
        }
    }
}

/// A moment as entries carry it; moments before 1970 are 0.
pub fn millis(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(millis: u64, counter: u32) -> Hlc {
        Hlc { millis, counter }
    }

    #[test]
    fn a_clock_set_back_never_moves_backwards() {
        assert_eq!(at(1000, 3).tick(400), at(1000, 4));
        assert_eq!(at(1000, u32::MAX).tick(400), at(1001, 0));
    }

    #[test]
    fn a_clock_a_day_ahead_is_flagged_and_advances_nobody() {
        let day = 24 * 60 * 60 * 1000;
        let received = at(1000, 0).receive(at(1000 + day, 0), 1000);
        assert_eq!(received, Received { clock: at(1000, 0), ahead: Some(day) });
    }

    #[test]
    fn fifteen_minutes_ahead_is_still_believed() {
        let limit = at(AHEAD_LIMIT_MILLIS + 5, 7);
        assert_eq!(at(5, 0).receive(limit, 5), Received { clock: limit, ahead: None });
    }

    proptest! {
        #[test]
        fn every_tick_is_later_than_all_that_was_seen(steps in prop::collection::vec((any::<u32>(), any::<bool>(), 0_u64..9_000_000), 1..50)) {
            let mut clock = Hlc::default();
            for (now, receives, theirs) in steps {
                let now = u64::from(now);
                if receives {
                    let seen = at(theirs, 0);
                    let received = clock.receive(seen, now);
                    prop_assert!(received.clock >= clock);
                    prop_assert!(received.ahead.is_some() || received.clock >= seen);
                    clock = received.clock;
                } else {
                    let ticked = clock.tick(now);
                    prop_assert!(ticked > clock);
                    clock = ticked;
                }
            }
        }
    }
}
