//! In time, late, done late: three things, and never one word for two of them.

use jiff::civil::DateTime;
use serde::Serialize;

use super::plan::Term;
use super::state::TaskState;

/// How a task stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its condition has not come.
    Asleep,
    /// Open, and its term has not passed.
    InTime,
    /// Open, and it has no term.
    NoTerm,
    /// Open, and its term has passed.
    Late,
    /// Done before its term passed, or without one.
    DoneInTime,
    /// Done after its term had passed.
    DoneLate,
    /// Given back or withdrawn: nobody owes it.
    Released,
}

/// How a task stands at `now`: `done` is when the unit reported it done for good, by the receiver's clock.
pub fn standing(
    state: TaskState,
    term: Option<&Term>,
    done: Option<DateTime>,
    now: DateTime,
) -> Standing {
    match (state, term) {
        (TaskState::Asleep, _) => Standing::Asleep,
        (TaskState::Withdrawn | TaskState::Declined, _) => Standing::Released,
        (TaskState::Reported | TaskState::Closed, term) => {
            let in_time = term.is_none_or(|term| done.is_none_or(|done| term.is_met_at(done)));
            if in_time { Standing::DoneInTime } else { Standing::DoneLate }
        }
        (_, None) => Standing::NoTerm,
        (_, Some(term)) if term.is_met_at(now) => Standing::InTime,
        (_, Some(_)) => Standing::Late,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_edges_of_the_dispatch() {
        let before_ten = Term { at: date(2021, 9, 10).at(10, 0, 0, 0), inclusive: false };
        let on_the_15th = Term { at: date(2021, 9, 15).at(23, 59, 59, 0), inclusive: true };
        let now = date(2021, 9, 20).at(8, 0, 0, 0);
        let done = |term: &Term, at| standing(TaskState::Reported, Some(term), Some(at), now);
        assert_eq!(done(&before_ten, date(2021, 9, 10).at(9, 59, 59, 0)), Standing::DoneInTime);
        assert_eq!(done(&before_ten, date(2021, 9, 10).at(10, 0, 0, 0)), Standing::DoneLate);
        assert_eq!(
            done(&on_the_15th, date(2021, 9, 15).at(23, 59, 59, 900_000_000)),
            Standing::DoneInTime
        );
        assert_eq!(done(&on_the_15th, date(2021, 9, 16).at(0, 0, 0, 0)), Standing::DoneLate);
        let open = |state, now| standing(state, Some(&on_the_15th), None, now);
        assert_eq!(open(TaskState::Given, date(2021, 9, 15).at(23, 0, 0, 0)), Standing::InTime);
        assert_eq!(open(TaskState::Returned, date(2021, 9, 16).at(0, 0, 0, 0)), Standing::Late);
        assert_eq!(open(TaskState::Withdrawn, now), Standing::Released);
        assert_eq!(standing(TaskState::Given, None, None, now), Standing::NoTerm);
    }
}
