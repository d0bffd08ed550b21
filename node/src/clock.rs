//! The only caller of the system clock. A node takes its clock as an argument, so that a test or `--now` can set it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use domain::base::local_date;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// Where a node gets its time from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The computer's clock.
    #[default]
    System,
    /// A moment that moves only when told. Copies share it.
    Fixed(FixedClock),
    /// A moment that goes on from where it was set, as the computer's clock goes on.
    Running(RunningClock),
}

/// A clock that was set to another time than the computer's.
#[derive(Clone, Copy, Debug)]
pub struct RunningClock {
    set_to: Timestamp,
    begun: Instant,
}

/// A clock that stands still until somebody moves it.
#[derive(Clone, Debug)]
pub struct FixedClock(Arc<Mutex<Timestamp>>);

impl Clock {
    /// A clock that stands at a moment.
    pub fn fixed(moment: Timestamp) -> Self {
        Self::Fixed(FixedClock(Arc::new(Mutex::new(moment))))
    }

    /// A clock that shows a moment now, and goes on from there.
    pub fn running_from(moment: Timestamp) -> Self {
        Self::Running(RunningClock { set_to: moment, begun: Instant::now() })
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(fixed) => *fixed.0.lock().unwrap_or_else(PoisonError::into_inner),
            Self::Running(running) => {
                let passed = SignedDuration::try_from(running.begun.elapsed()).unwrap_or_default();
                running.set_to.checked_add(passed).unwrap_or(running.set_to)
            }
        }
    }

    /// Today, in Vietnam.
    pub fn today(&self) -> Date {
        local_date(self.now())
    }

    /// Sets a fixed clock; the system's clock is not ours to set.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Fixed(fixed) = self {
            *fixed.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
        }
    }

    /// Moves a fixed clock on (or back); stays where it is at the end of time.
    pub fn advance(&self, by: SignedDuration) {
        self.set(self.now().checked_add(by).unwrap_or_else(|_| self.now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let ten: Timestamp = "2021-09-10T03:00:00Z".parse().unwrap();
        let clock = Clock::fixed(ten);
        let copy = clock.clone();
        assert_eq!(clock.now(), ten);
        copy.advance(SignedDuration::from_mins(30));
        assert_eq!(clock.now().to_string(), "2021-09-10T03:30:00Z");
        assert_eq!(clock.today(), jiff::civil::date(2021, 9, 10));
    }
}
