//! A task, as its register holds it, and what follows from it at a moment.

use domain::base::{RecordId, UnitId, Value};
use domain::directive::task::{Standing, TaskState, Term, standing, watched};
use domain::register::Definition;
use jiff::civil::{Date, DateTime};

use super::directive::{day, moment};
use crate::fields;
use crate::store::Record;

/// An obligation laid on one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its record.
    pub id: RecordId,
    /// The obligation.
    pub obligation: RecordId,
    /// Who has to do it.
    pub unit: UnitId,
    /// Whether the unit leads, or co-operates.
    pub leads: bool,
    /// Who gave it.
    pub given_by: UnitId,
    /// When.
    pub given_at: Option<DateTime>,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub state: TaskState,
    /// Mark of urgency of the directive; "" without one.
    pub urgency: String,
    /// By when it is to be acknowledged.
    pub receipt: Option<DateTime>,
    /// By when it is due.
    pub term: Option<Term>,
    /// `once`, `recurring`, `series`, `asleep`, `watched`, `reviewed`.
    pub dueness: String,
    /// What it waits for.
    pub condition: String,
    /// The period of a recurring task.
    pub period: Option<Date>,
    /// The task that it is a part of.
    pub part_of: Option<RecordId>,
    /// When it was acknowledged.
    pub accepted_at: Option<DateTime>,
    /// When the unit reported it done.
    pub done_at: Option<DateTime>,
    /// How far it is, in percent.
    pub progress: Option<i64>,
    /// What was said last.
    pub said: String,
    /// The term before it was extended.
    pub first_due: Option<DateTime>,
    /// Until when an extension is asked.
    pub asked_until: Option<DateTime>,
    /// How often it was reminded.
    pub reminded: i64,
    /// Whether the record is there; a period of a recurring task has none until somebody does something about it.
    pub recorded: bool,
}

impl Task {
    /// How it stands at a moment.
    pub fn standing(&self, now: DateTime) -> Standing {
        if self.dueness == "series" {
            // Its periods are due, each by itself.
            return Standing::NoTerm;
        }
        if self.is_watched() {
            return watched(self.state, self.term.as_ref(), self.done_at, now);
        }
        standing(self.state, self.term.as_ref(), self.done_at, now)
    }

    /// Whether it goes on for ever: [`Task::done_at`] is when evidence last came, [`Task::term`] when it is due next.
    pub fn is_watched(&self) -> bool {
        self.dueness == "watched"
    }

    /// For how many days nothing was heard of what goes on for ever.
    pub fn silent_days(&self, now: DateTime) -> Option<i64> {
        let heard = self.done_at.or(self.given_at).filter(|_| self.is_watched())?;
        Some(heard.date().until(now.date()).map_or(0, |span| i64::from(span.get_days())))
    }

    /// Whether it should have been acknowledged by now, and was not.
    pub fn is_unacknowledged(&self, now: DateTime) -> bool {
        self.state == TaskState::Given && self.receipt.is_some_and(|due| due < now)
    }
}

pub(super) fn task_of(definition: &Definition, record: &Record) -> Option<Task> {
    let body = &record.body;
    let text = |name: &str| fields::text(definition, body, name);
    let moment = |name: &str| moment(definition, body, name);
    let due = moment("due");
    Some(Task {
        id: record.id,
        obligation: text("obligation").parse().ok()?,
        unit: text("of_unit").parse().ok()?,
        leads: text("role") != "with",
        given_by: text("given_by").parse().ok()?,
        given_at: moment("given_at"),
        title: text("title").to_owned(),
        state: TaskState::from_word(text("state"))?,
        urgency: text("urgency").to_owned(),
        receipt: moment("receipt_due"),
        term: due.map(|at| Term { at, inclusive: text("inclusive") == "yes" }),
        dueness: text("dueness").to_owned(),
        condition: text("condition").to_owned(),
        period: day(definition, body, "period"),
        part_of: text("part_of").parse().ok(),
        accepted_at: moment("accepted_at"),
        done_at: moment("done_at"),
        progress: fields::integer(definition, body, "progress"),
        said: text("said").to_owned(),
        first_due: moment("first_due"),
        asked_until: moment("asked_until"),
        reminded: fields::integer(definition, body, "reminded").unwrap_or_default(),
        recorded: true,
    })
}

/// A task as named values of its register.
pub(super) fn values(task: &Task) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::text(text);
    let moment = |moment: Option<DateTime>| moment.map_or(Value::Empty, Value::DateTime);
    let flag = |flag: bool| Value::text(if flag { "yes" } else { "no" });
    let mut values = vec![
        ("obligation", Value::text(task.obligation.to_string())),
        ("of_unit", Value::text(task.unit.to_string())),
        ("role", text(if task.leads { "lead" } else { "with" })),
        ("given_by", Value::text(task.given_by.to_string())),
        ("given_at", moment(task.given_at)),
        ("title", text(&task.title)),
        ("state", text(task.state.word())),
        ("urgency", text(&task.urgency)),
        ("receipt_due", moment(task.receipt)),
        ("due", moment(task.term.map(|term| term.at))),
        ("dueness", text(&task.dueness)),
        ("condition", text(&task.condition)),
        ("period", task.period.map_or(Value::Empty, Value::Date)),
        ("part_of", task.part_of.map_or(Value::Empty, |id| Value::text(id.to_string()))),
        ("accepted_at", moment(task.accepted_at)),
        ("done_at", moment(task.done_at)),
        ("progress", task.progress.map_or(Value::Empty, Value::Integer)),
        ("said", text(&task.said)),
        ("first_due", moment(task.first_due)),
        ("asked_until", moment(task.asked_until)),
    ];
    if let Some(term) = task.term {
        values.push(("inclusive", flag(term.inclusive)));
    }
    if task.reminded > 0 {
        values.push(("reminded", Value::Integer(task.reminded)));
    }
    values
}
