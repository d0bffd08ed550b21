//! Where a sentence or a figure comes from, and how it opens.

use jiff::civil::Date;

/// Where something that a briefing says comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A figure, by its address.
    Figure(String),
    /// A task, by its reference.
    Task(String),
    /// The tasks that a unit has not acknowledged: its key.
    Waiting(String),
    /// A discrepancy, by its reference.
    Discrepancy(String),
    /// The return of a unit for a day: unit, day, template.
    Return(String, Date, String),
    /// The returns of the units below, side by side: unit, day, template.
    Collation(String, Date, String),
    /// A directive: arrival number with its year, the unit that registered it.
    Directive(String, String),
}

impl Source {
    /// What kind of thing it is, in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Figure(_) => "figure",
            Self::Task(_) => "task",
            Self::Waiting(_) => "tasks",
            Self::Discrepancy(_) => "discrepancy",
            Self::Return(..) => "return",
            Self::Collation(..) => "collation",
            Self::Directive(..) => "directive",
        }
    }

    /// The arguments with which the program opens it.
    pub fn arguments(&self) -> Vec<String> {
        let of_day = |verb: &[&str], (unit, day, template): (&str, &Date, &str)| {
            let day = day.to_string();
            let named = ["--unit", unit, "--date", &day, "--template", template];
            verb.iter().chain(&named).map(|word| (*word).to_owned()).collect()
        };
        let plain = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::Figure(address) => plain(&["open", address]),
            Self::Task(reference) => plain(&["task", "show", reference]),
            Self::Waiting(unit) => plain(&["task", "list", "--unit", unit, "--unaccepted"]),
            Self::Discrepancy(reference) => plain(&["discrepancy", "show", reference]),
            Self::Return(unit, day, template) => of_day(&["return", "show"], (unit, day, template)),
            Self::Collation(unit, day, template) => of_day(&["collate"], (unit, day, template)),
            Self::Directive(number, unit) => plain(&["directive", "show", number, "--unit", unit]),
        }
    }

    /// What a reader types after `phaodai` to open it.
    pub fn command(&self) -> String {
        self.arguments().join(" ")
    }
}
