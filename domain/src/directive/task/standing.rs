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
    /// It goes on for ever ("thường xuyên"), and evidence came within its cycle.
    KeptUp,
    /// It goes on for ever, and no evidence came for longer than its cycle.
    Silent,
    /// Done before its term passed, or without one.
    DoneInTime,
    /// Done after its term had passed.
    DoneLate,
    /// Given back or withdrawn: nobody owes it.
    Released,
}

impl Standing {
    /// Whether whoever has it is behind: the term has passed, or nothing was heard for too long.
    pub fn is_behind(self) -> bool {
        matches!(self, Self::Late | Self::Silent)
    }

    /// Whether it is done, in time or late.
    pub fn is_done(self) -> bool {
        matches!(self, Self::DoneInTime | Self::DoneLate)
    }
}

/// How a task that goes on for ever stands at `now`.
///
/// Its term is the end of the cycle in which evidence is due; `heard` is when evidence last came. It is never done by
/// itself: only whoever gave it ends it.
pub fn watched(
    state: TaskState,
    term: Option<&Term>,
    heard: Option<DateTime>,
    now: DateTime,
) -> Standing {
    match standing(state, term, None, now) {
        Standing::Late => Standing::Silent,
        Standing::InTime if heard.is_some() => Standing::KeptUp,
        other => other,
    }
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
    fn what_goes_on_for_ever_is_kept_up_by_evidence_and_silent_without() {
        let cycle = Term { at: date(2021, 9, 16).at(23, 59, 59, 0), inclusive: true };
        let heard = Some(date(2021, 9, 9).at(8, 0, 0, 0));
        let at = |heard, now| watched(TaskState::Accepted, Some(&cycle), heard, now);
        let (inside, beyond) =
            (date(2021, 9, 16).at(20, 0, 0, 0), date(2021, 9, 17).at(0, 0, 0, 0));
        assert_eq!(at(heard, inside), Standing::KeptUp);
        assert_eq!(at(None, inside), Standing::InTime, "nothing heard, and nothing due yet");
        assert_eq!(at(heard, beyond), Standing::Silent);
        assert_eq!(at(None, beyond), Standing::Silent);
        assert_eq!(watched(TaskState::Closed, Some(&cycle), heard, beyond), Standing::DoneInTime);
        assert!(Standing::Silent.is_behind() && !Standing::KeptUp.is_behind());
    }

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
