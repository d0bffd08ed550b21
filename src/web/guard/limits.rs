//! How many requests one browser, and one address, may send.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Buckets of requests: each fills by itself and gives one for a request.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    off: bool,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// Which rate it is: requests at one do not count for another.
    pub(crate) name: &'static str,
    /// Requests a second.
    pub(crate) each_second: f64,
    /// Requests at once.
    pub(crate) at_once: f64,
}

impl Rate {
    /// Of somebody who is signed in: a page with all that it loads, clicked as fast as one can.
    pub(crate) const SESSION: Self = Self { name: "session", each_second: 20.0, at_once: 120.0 };
    /// Of an address where nobody is signed in; a commune may share one.
    pub(crate) const ADDRESS: Self = Self { name: "address", each_second: 10.0, at_once: 120.0 };
    /// Of attempts to sign in from an address.
    pub(crate) const SIGN_IN: Self = Self { name: "sign-in", each_second: 0.5, at_once: 20.0 };
    /// Of an address from which cookies or keys are shown: they can be made up.
    pub(crate) const SHOWN: Self = Self { name: "shown", each_second: 500.0, at_once: 2000.0 };
    /// Of the public page.
    pub(crate) const PUBLIC: Self = Self { name: "public", each_second: 5.0, at_once: 60.0 };
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// Buckets that are kept; beyond that the full ones go.
const MOST: usize = 20_000;

impl Limits {
    /// Lets everything through.
    pub(crate) fn none() -> Self {
        Self { off: true, ..Self::default() }
    }

    /// Takes one from the bucket of somebody at a moment; `Err` says after how many seconds there is one again.
    pub(crate) fn take(&self, whose: &str, rate: Rate, now: Instant) -> Result<(), u64> {
        if self.off {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at).as_secs() < 60);
        }
        let bucket = buckets
            .entry(format!("{} {whose}", rate.name))
            .or_insert(Bucket { left: rate.at_once, at: now });
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.left = (bucket.left + passed * rate.each_second).min(rate.at_once);
        bucket.at = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few seconds, above zero"
        )]
        Err(((1.0 - bucket.left) / rate.each_second).ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_bucket_empties_and_fills_again_and_others_are_not_touched() {
        let (limits, now) = (Limits::default(), Instant::now());
        let rate = Rate { name: "test", each_second: 0.5, at_once: 3.0 };
        assert!((0..3).all(|_| limits.take("a", rate, now).is_ok()));
        assert_eq!(limits.take("a", rate, now), Err(2));
        assert!(limits.take("b", rate, now).is_ok());
        assert!(limits.take("a", rate, now + Duration::from_secs(2)).is_ok());
        assert!((0..100).all(|_| Limits::none().take("a", rate, now).is_ok()));
    }
}
