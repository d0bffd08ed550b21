//! How many units have done what: the figures of an implementation report.

use serde::Serialize;

use super::standing::Standing;

/// How the tasks of one order stand, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Tasks that somebody owes: all but those given back or withdrawn.
    pub owed: usize,
    /// Done before the term.
    pub done_in_time: usize,
    /// Done after it.
    pub done_late: usize,
    /// Open, and the term has passed.
    pub late: usize,
    /// Going on for ever, evidence came within the cycle.
    pub kept_up: usize,
    /// Going on for ever, no evidence for longer than the cycle.
    pub silent: usize,
    /// Open, and there is time, or no term.
    pub open: usize,
    /// Waiting for a condition.
    pub asleep: usize,
    /// Given back or withdrawn.
    pub released: usize,
    /// Not acknowledged yet; counted among the open or late as well.
    pub unaccepted: usize,
}

impl Tally {
    /// Counts tasks: how each stands, and whether somebody has acknowledged it.
    pub fn of(tasks: impl IntoIterator<Item = (Standing, bool)>) -> Self {
        let mut tally = Self::default();
        for (standing, accepted) in tasks {
            tally.add(standing, accepted);
        }
        tally
    }

    fn add(&mut self, standing: Standing, accepted: bool) {
        let place = match standing {
            Standing::DoneInTime => &mut self.done_in_time,
            Standing::DoneLate => &mut self.done_late,
            Standing::Late => &mut self.late,
            Standing::KeptUp => &mut self.kept_up,
            Standing::Silent => &mut self.silent,
            Standing::Asleep => &mut self.asleep,
            Standing::Released => &mut self.released,
            Standing::InTime | Standing::NoTerm => &mut self.open,
        };
        *place += 1;
        self.owed += usize::from(standing != Standing::Released);
        let waits = matches!(standing, Standing::InTime | Standing::NoTerm) || standing.is_behind();
        self.unaccepted += usize::from(waits && !accepted);
    }

    /// Done, in time or late.
    pub fn done(&self) -> usize {
        self.done_in_time + self.done_late
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            owed: self.owed + other.owed,
            done_in_time: self.done_in_time + other.done_in_time,
            done_late: self.done_late + other.done_late,
            late: self.late + other.late,
            kept_up: self.kept_up + other.kept_up,
            silent: self.silent + other.silent,
            open: self.open + other.open,
            asleep: self.asleep + other.asleep,
            released: self.released + other.released,
            unaccepted: self.unaccepted + other.unaccepted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn done_in_time_and_done_late_are_two_figures_and_who_gave_it_back_owes_nothing() {
        use Standing::{DoneInTime, DoneLate, InTime, Late, Released};
        let stand = [DoneInTime, DoneLate, Late, InTime, Released].map(|one| (one, true));
        let tally = Tally::of(stand);
        assert_eq!((tally.owed, tally.done(), tally.done_in_time, tally.late), (4, 2, 1, 1));
        assert_eq!(Tally::of([(Late, false), (DoneLate, false)]).unaccepted, 1);
    }

    proptest! {
        #[test]
        fn every_task_is_counted_once(places in proptest::collection::vec((0usize..9, any::<bool>()), 0..60)) {
            use Standing::{Asleep, DoneInTime, DoneLate, InTime, KeptUp, Late, NoTerm, Released, Silent};
            let all = [Asleep, InTime, NoTerm, Late, KeptUp, Silent, DoneInTime, DoneLate, Released];
            let tally = Tally::of(places.iter().map(|(at, accepted)| (all[*at], *accepted)));
            let going_on = tally.kept_up + tally.silent;
            let counted = tally.done() + tally.late + tally.open + tally.asleep + going_on;
            prop_assert_eq!(counted, tally.owed);
            prop_assert_eq!(counted + tally.released, places.len());
            prop_assert!(tally.unaccepted <= tally.open + tally.late + tally.silent);
        }
    }
}
