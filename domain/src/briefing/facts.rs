//! What a briefing is made from.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::Source;
use crate::base::UnitId;
use crate::directive::task::Standing as TaskStanding;
use crate::returns::{Counts, Standing};

/// Everything that a briefing of one unit says on one day.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Name of the unit with its kind: "huyện Mai Sơn".
    pub unit: String,
    /// The code by which commands know it.
    pub key: String,
    /// The day.
    pub day: Date,
    /// The moment for which it holds.
    pub now: DateTime,
    /// Whether the day is past: then tasks, discrepancies and reminders are as they were when it ended.
    pub looks_back: bool,
    /// The template whose returns are put side by side; `None` when nobody below owes one.
    pub template: Option<String>,
    /// The three days whose figures are compared: this one, the day before, a week before.
    pub days: [Day; 3],
    /// The lines of the return, summed over the units below.
    pub figures: Vec<FigureFact>,
    /// One of the lines over the last days.
    pub series: Option<Series>,
    /// The units below that owe a return.
    pub units: Vec<UnitFact>,
    /// Discrepancies that are open, each once for the unit that explains.
    pub disagreements: Vec<Disagreement>,
    /// Tasks of the unit and of those below it.
    pub tasks: Vec<TaskFact>,
    /// The directives whose orders these are.
    pub directives: Vec<DirectiveFact>,
}

/// A line over some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Title of the line.
    pub title: String,
    /// Each day with its figure and where it opens, the oldest first; `None` is missing.
    pub points: Vec<(Date, Option<i64>, Source)>,
}

/// How many units had reported for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day of the cut-off.
    pub day: Date,
    /// Who stands where.
    pub counts: Counts,
}

/// One line on the three days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureFact {
    /// The name of the line.
    pub name: String,
    /// In words.
    pub title: String,
    /// What it comes to on the three days; `None` is missing, never nought.
    pub values: [Option<i64>; 3],
    /// By how much it differs from the day before, over the units that reported on both days; `None` when none did.
    pub change: Option<i64>,
    /// Where each opens.
    pub sources: [Source; 3],
}

/// How a unit below stands with its returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFact {
    /// Which.
    pub unit: UnitId,
    /// Name with its kind.
    pub name: String,
    /// Code for commands.
    pub key: String,
    /// How the return of the day stands.
    pub standing: Standing,
    /// When it came.
    pub received: Option<Timestamp>,
    /// Its return.
    pub source: Source,
    /// The last days on which anybody reported, that day included.
    pub past: Past,
    /// How often it was reminded of the return of the day.
    pub reminded: usize,
}

/// How a unit stood over the last days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Days that count: at least one unit reported.
    pub days: usize,
    /// Before the cut-off.
    pub on_time: usize,
    /// After it.
    pub late: usize,
    /// Not at all.
    pub missing: usize,
}

/// A discrepancy that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Who has to explain.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// What does not agree.
    pub title: String,
    /// Both figures in words.
    pub figures: String,
    /// By when it is to be explained.
    pub due: Option<DateTime>,
    /// Whether nobody has explained it, or not well enough.
    pub unexplained: bool,
    /// Whether the time to explain is over.
    pub overdue: bool,
    /// What was said about it.
    pub explanation: String,
    /// It.
    pub source: Source,
    /// How often its unit was reminded of it.
    pub reminded: usize,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFact {
    /// Who has it.
    pub unit: UnitId,
    /// Name with its kind.
    pub name: String,
    /// Code for commands.
    pub key: String,
    /// What is to be done.
    pub title: String,
    /// How it stands.
    pub standing: TaskStanding,
    /// Whether nobody has acknowledged it.
    pub unaccepted: bool,
    /// Whether it should have been acknowledged by now.
    pub unaccepted_late: bool,
    /// By when it is due.
    pub due: Option<DateTime>,
    /// When it was given.
    pub given: Option<DateTime>,
    /// It.
    pub source: Source,
    /// The place of its directive in [`Facts::directives`].
    pub directive: usize,
    /// The words of the order that it comes from, and its place in the directive.
    pub order: (String, String),
    /// How often its unit was reminded of it.
    pub reminded: usize,
}

/// A directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveFact {
    /// Number and subject, as people call it.
    pub title: String,
    /// It.
    pub source: Source,
}
