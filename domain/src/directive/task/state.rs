//! The states of a task and who moves it on.

use serde::{Deserialize, Serialize};

use crate::base::{Bilingual, Diagnostic};

/// Where a task stands between the unit that gave it and the one that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Sleeps until somebody declares its condition ("khi có dịch").
    Asleep,
    /// Given, and not yet acknowledged.
    Given,
    /// Acknowledged: the unit works on it.
    Accepted,
    /// The unit has reported it done; whoever gave it has not looked yet.
    Reported,
    /// What was reported was not enough: the unit goes on.
    Returned,
    /// The unit asks to be relieved of it, with a reason.
    Declined,
    /// Done, and seen to be done.
    Closed,
    /// Not ordered any more.
    Withdrawn,
}

/// What moves a task on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The condition has come true.
    Declare,
    /// "Đã nhận."
    Accept,
    /// "Xin trả lại việc."
    Decline,
    /// "Đã làm xong."
    Report,
    /// "Chưa đạt, làm tiếp."
    Return,
    /// "Được."
    Close,
    /// The unit that gave it does not take it back.
    Insist,
    /// It is not ordered any more.
    Withdraw,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The unit that gave the task, or one above it.
    Giver,
    /// The unit that has it.
    Assignee,
}

use Side::{Assignee, Giver};
use TaskState::{Accepted, Asleep, Closed, Declined, Given, Reported, Returned, Withdrawn};

/// Every step that there is: from, step, by whom, to.
const STEPS: &[(TaskState, Step, Side, TaskState)] = &[
    (Asleep, Step::Declare, Giver, Given),
    // A unit may see for itself that the condition has come.
    (Asleep, Step::Declare, Assignee, Given),
    (Asleep, Step::Withdraw, Giver, Withdrawn),
    (Given, Step::Accept, Assignee, Accepted),
    (Given, Step::Decline, Assignee, Declined),
    // Who reports it done has received it, whatever the forms say.
    (Given, Step::Report, Assignee, Reported),
    (Given, Step::Withdraw, Giver, Withdrawn),
    (Accepted, Step::Report, Assignee, Reported),
    (Accepted, Step::Decline, Assignee, Declined),
    (Accepted, Step::Withdraw, Giver, Withdrawn),
    (Reported, Step::Close, Giver, Closed),
    (Reported, Step::Return, Giver, Returned),
    (Reported, Step::Withdraw, Giver, Withdrawn),
    (Returned, Step::Report, Assignee, Reported),
    (Returned, Step::Decline, Assignee, Declined),
    (Returned, Step::Withdraw, Giver, Withdrawn),
    (Declined, Step::Insist, Giver, Given),
    (Declined, Step::Withdraw, Giver, Withdrawn),
    (Closed, Step::Return, Giver, Returned),
];

/// The steps that can be taken from a state, with who takes each.
pub fn steps_from(state: TaskState) -> impl Iterator<Item = (Step, Side)> {
    STEPS.iter().filter(move |(from, ..)| *from == state).map(|(_, step, side, _)| (*step, *side))
}

impl TaskState {
    /// All states, in the order of a task's life.
    pub const ALL: [Self; 8] =
        [Asleep, Given, Accepted, Reported, Returned, Declined, Closed, Withdrawn];

    /// The state after a step.
    ///
    /// # Errors
    /// `task_step`: the step cannot be taken from here by that side; says which can.
    pub fn after(self, step: Step, by: Side) -> Result<Self, Diagnostic> {
        let found =
            STEPS.iter().find(|(from, one, side, _)| (*from, *one, *side) == (self, step, by));
        found.map(|(.., to)| *to).ok_or_else(|| impossible(self, step, by))
    }

    /// Whether something is still to be done by the unit that has it.
    pub fn is_open(self) -> bool {
        matches!(self, Given | Accepted | Returned)
    }

    /// Whether the unit has said that it is done.
    pub fn is_done(self) -> bool {
        matches!(self, Reported | Closed)
    }

    /// As the register stores it.
    pub fn word(self) -> &'static str {
        match self {
            Asleep => "asleep",
            Given => "given",
            Accepted => "accepted",
            Reported => "reported",
            Returned => "returned",
            Declined => "declined",
            Closed => "closed",
            Withdrawn => "withdrawn",
        }
    }

    /// The state that a register stores.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// As the screen says it.
    pub fn title(self) -> Bilingual {
        let (vi, en) = match self {
            Asleep => ("Chờ điều kiện", "Waiting for its condition"),
            Given => ("Đã giao, chưa nhận", "Given, not acknowledged"),
            Accepted => ("Đang làm", "In hand"),
            Reported => ("Đã báo xong, chờ xem", "Reported done"),
            Returned => ("Bị trả lại, làm tiếp", "Sent back"),
            Declined => ("Xin trả lại việc", "Declined"),
            Closed => ("Đã xong", "Done"),
            Withdrawn => ("Đã thu hồi", "Withdrawn"),
        };
        Bilingual::new(vi, en)
    }
}

impl Step {
    /// As the screen says it.
    pub fn title(self) -> Bilingual {
        let (vi, en) = match self {
            Self::Declare => ("tuyên bố điều kiện đã xảy ra", "declare its condition"),
            Self::Accept => ("nhận việc", "accept"),
            Self::Decline => ("xin trả lại việc", "decline"),
            Self::Report => ("báo cáo đã xong", "report it done"),
            Self::Return => ("trả lại để làm tiếp", "send it back"),
            Self::Close => ("xác nhận đã xong", "close"),
            Self::Insist => ("giao lại", "insist"),
            Self::Withdraw => ("thu hồi", "withdraw"),
        };
        Bilingual::new(vi, en)
    }
}

fn impossible(state: TaskState, step: Step, by: Side) -> Diagnostic {
    let (state_title, title) = (state.title(), step.title());
    let other = STEPS.iter().any(|(from, one, ..)| (*from, *one) == (state, step));
    let can = |get: fn(&Bilingual) -> &str| {
        let steps = steps_from(state).filter(|(_, side)| *side == by);
        let words: Vec<String> = steps.map(|(step, _)| get(&step.title()).to_owned()).collect();
        words.join(", ")
    };
    let diagnostic = Diagnostic::error(
        "task_step",
        format!("Việc đang ở trạng thái “{}”, không thể {}.", state_title.vi, title.vi),
        format!("The task is “{}”: one cannot {} it.", state_title.en, title.en),
    );
    match (other, can(|title| &title.vi)) {
        (true, _) if by == Giver => diagnostic
            .hint("Bước này do đơn vị được giao làm.", "This step is the assigned unit's."),
        (true, _) => diagnostic.hint(
            "Bước này do đơn vị giao việc làm.",
            "This step belongs to the unit that gave it.",
        ),
        (false, vi) if vi.is_empty() => diagnostic
            .hint("Không còn bước nào cho phía này.", "There is nothing left to do for this side."),
        (false, vi) => {
            diagnostic.hint(format!("Có thể: {vi}."), format!("Possible: {}.", can(|t| &t.en)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_task_goes_from_given_to_closed() {
        let state = Given.after(Step::Accept, Assignee).unwrap();
        let state = state.after(Step::Report, Assignee).unwrap();
        assert!(state.is_done() && !state.is_open());
        let state = state.after(Step::Return, Giver).unwrap();
        assert!(state.is_open());
        let state = state.after(Step::Report, Assignee).unwrap().after(Step::Close, Giver).unwrap();
        assert_eq!(state, Closed);
    }

    #[test]
    fn what_cannot_be_done_says_who_could_and_what_could() {
        let fault = Given.after(Step::Accept, Giver).unwrap_err();
        insta::assert_snapshot!(fault.render(crate::base::Lang::Vi), @r"
        Việc đang ở trạng thái “Đã giao, chưa nhận”, không thể nhận việc. [task_step]
          → Bước này do đơn vị được giao làm.
        ");
        let fault = Given.after(Step::Close, Giver).unwrap_err();
        insta::assert_snapshot!(fault.render(crate::base::Lang::En), @r"
        The task is “Given, not acknowledged”: one cannot close it. [task_step]
          → Possible: withdraw.
        ");
        assert!(Withdrawn.after(Step::Report, Assignee).is_err());
    }

    #[test]
    fn every_state_but_the_last_has_a_way_on_and_every_word_comes_back() {
        for state in TaskState::ALL {
            assert_eq!(TaskState::from_word(state.word()), Some(state));
            assert_eq!(steps_from(state).count() == 0, state == Withdrawn, "{state:?}");
        }
    }

    #[test]
    fn the_definition_of_the_register_allows_exactly_these_moves() {
        let task = crate::register::built_in().into_iter().find(|d| d.name == "task").unwrap();
        let field = task.field("state").unwrap();
        let choices: Vec<&str> = task.choices_of(field).iter().map(|c| c.name.as_str()).collect();
        assert_eq!(choices, TaskState::ALL.map(TaskState::word));
        let mut data: Vec<(&str, &str)> = task
            .moves
            .iter()
            .filter(|step| !step.from.is_empty())
            .map(|step| (step.from.as_str(), step.to.as_str()))
            .collect();
        let mut typed: Vec<(&str, &str)> =
            STEPS.iter().map(|(from, _, _, to)| (from.word(), to.word())).collect();
        data.sort_unstable();
        typed.sort_unstable();
        typed.dedup();
        assert_eq!(data, typed);
    }
}
