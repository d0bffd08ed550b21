//! The states of a discrepancy. Nothing here ever blocks a return: a figure that does not agree is sent, and explained.

use serde::{Deserialize, Serialize};

use crate::base::{Bilingual, Diagnostic};

/// Where a discrepancy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscrepancyState {
    /// A rule found it.
    Found,
    /// The unit above has asked for an explanation.
    Asked,
    /// The owner has explained it.
    Explained,
    /// The explanation was taken.
    Accepted,
    /// The explanation was not enough.
    Refused,
    /// A corrected return made the figures agree.
    Corrected,
    /// The figures agree again without a corrected return: another record came in.
    Gone,
    /// Whoever asked sees that it was none.
    Dismissed,
}

/// What moves a discrepancy on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscrepancyStep {
    /// "Đề nghị giải trình."
    Ask,
    /// "Giải trình."
    Explain,
    /// "Chấp nhận."
    Accept,
    /// "Chưa đạt, giải trình lại."
    Refuse,
    /// A new version of the return agrees.
    Correct,
    /// The rule does not find it any more.
    Vanish,
    /// The rule finds it again.
    Reappear,
    /// It is no discrepancy.
    Dismiss,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judge {
    /// The unit above, to which the figures went.
    Above,
    /// The unit whose figures they are.
    Owner,
    /// The rule itself, when it is held against newer figures.
    Rule,
}

use DiscrepancyState::{Accepted, Asked, Corrected, Dismissed, Explained, Found, Gone, Refused};
use DiscrepancyStep as Do;
use Judge::{Above, Owner, Rule};

/// Every step that there is: from, step, by whom, to.
const STEPS: &[(DiscrepancyState, Do, Judge, DiscrepancyState)] = &[
    (Found, Do::Ask, Above, Asked),
    // Who knows why need not wait to be asked.
    (Found, Do::Explain, Owner, Explained),
    (Found, Do::Vanish, Rule, Gone),
    (Found, Do::Correct, Rule, Corrected),
    (Found, Do::Dismiss, Above, Dismissed),
    (Asked, Do::Explain, Owner, Explained),
    (Asked, Do::Vanish, Rule, Gone),
    (Asked, Do::Correct, Rule, Corrected),
    (Asked, Do::Dismiss, Above, Dismissed),
    (Explained, Do::Accept, Above, Accepted),
    (Explained, Do::Refuse, Above, Refused),
    (Explained, Do::Vanish, Rule, Gone),
    (Explained, Do::Correct, Rule, Corrected),
    (Refused, Do::Explain, Owner, Explained),
    (Refused, Do::Correct, Rule, Corrected),
    (Refused, Do::Vanish, Rule, Gone),
    (Gone, Do::Reappear, Rule, Found),
    (Corrected, Do::Reappear, Rule, Found),
    // What was accepted are those figures; others are found again.
    (Accepted, Do::Reappear, Rule, Found),
];

/// The steps that can be taken from a state, with who takes each.
pub fn discrepancy_steps_from(
    state: DiscrepancyState,
) -> impl Iterator<Item = (DiscrepancyStep, Judge)> {
    STEPS.iter().filter(move |(from, ..)| *from == state).map(|(_, step, by, _)| (*step, *by))
}

impl DiscrepancyState {
    /// All states, in the order of a discrepancy's life.
    pub const ALL: [Self; 8] =
        [Found, Asked, Explained, Accepted, Refused, Corrected, Gone, Dismissed];

    /// The state after a step.
    ///
    /// # Errors
    /// `discrepancy_step`: the step cannot be taken from here by them.
    pub fn after(self, step: DiscrepancyStep, by: Judge) -> Result<Self, Diagnostic> {
        let found =
            STEPS.iter().find(|(from, one, who, _)| (*from, *one, *who) == (self, step, by));
        found.map(|(.., to)| *to).ok_or_else(|| impossible(self, by))
    }

    /// Whether somebody still has to do something about it.
    pub fn is_open(self) -> bool {
        matches!(self, Found | Asked | Explained | Refused)
    }

    /// As the register stores it.
    pub fn word(self) -> &'static str {
        match self {
            Found => "found",
            Asked => "asked",
            Explained => "explained",
            Accepted => "accepted",
            Refused => "refused",
            Corrected => "corrected",
            Gone => "gone",
            Dismissed => "dismissed",
        }
    }

    /// The state that a register stores.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// As the screen says it.
    pub fn title(self) -> Bilingual {
        let (vi, en) = match self {
            Found => ("Mới phát hiện", "Found"),
            Asked => ("Đã yêu cầu giải trình", "Explanation asked"),
            Explained => ("Đã giải trình", "Explained"),
            Accepted => ("Giải trình được chấp nhận", "Accepted"),
            Refused => ("Giải trình chưa đạt", "Refused"),
            Corrected => ("Đã sửa số liệu", "Corrected"),
            Gone => ("Không còn vênh", "No longer there"),
            Dismissed => ("Không phải vênh", "Dismissed"),
        };
        Bilingual::new(vi, en)
    }
}

fn impossible(state: DiscrepancyState, by: Judge) -> Diagnostic {
    let title = state.title();
    let next: Vec<Judge> = discrepancy_steps_from(state).map(|(_, who)| who).collect();
    let (vi, en) = match (next.contains(&Above), next.contains(&Owner)) {
        _ if by != Rule && next.contains(&by) => {
            ("Bước khác thì được.", "Another step can be taken.")
        }
        (true, _) => ("Chờ đơn vị cấp trên.", "It is for the unit above."),
        (_, true) => ("Chờ đơn vị có số liệu giải trình.", "It is for the unit to explain."),
        _ => ("Việc này đã xong.", "It is settled."),
    };
    Diagnostic::error(
        "discrepancy_step",
        format!("Số liệu vênh đang ở trạng thái “{}”, không làm bước này được.", title.vi),
        format!("The discrepancy is “{}”: this step cannot be taken.", title.en),
    )
    .hint(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_asked_refused_and_taken() {
        let state = Found.after(Do::Ask, Above).unwrap();
        let state = state.after(Do::Explain, Owner).unwrap();
        let state = state.after(Do::Refuse, Above).unwrap();
        assert!(state.is_open());
        let state = state.after(Do::Explain, Owner).unwrap().after(Do::Accept, Above).unwrap();
        assert!(!state.is_open());
        assert!(Found.after(Do::Accept, Owner).is_err(), "nobody judges one's own figures");
        assert_eq!(Accepted.after(Do::Ask, Above).unwrap_err().code, "discrepancy_step");
    }

    #[test]
    fn what_comes_back_is_found_again() {
        let state = Asked.after(Do::Vanish, Rule).unwrap();
        assert_eq!(state.after(Do::Reappear, Rule), Ok(Found));
    }

    #[test]
    fn the_definition_of_the_register_allows_exactly_these_moves() {
        let all = crate::register::built_in();
        let register = all.into_iter().find(|one| one.name == "discrepancy").unwrap();
        let field = register.field("state").unwrap();
        let choices: Vec<&str> =
            register.choices_of(field).iter().map(|choice| choice.name.as_str()).collect();
        assert_eq!(choices, DiscrepancyState::ALL.map(DiscrepancyState::word));
        let mut data: Vec<(&str, &str)> = register
            .moves
            .iter()
            .filter(|step| !step.from.is_empty())
            .map(|step| (step.from.as_str(), step.to.as_str()))
            .collect();
        let mut typed: Vec<(&str, &str)> =
            STEPS.iter().map(|(from, _, _, to)| (from.word(), to.word())).collect();
        data.sort_unstable();
        typed.sort_unstable();
        assert_eq!(data, typed);
    }
}
