//! A return that was received is the report that an order asked for: the task of that day is reported done by it.

use domain::base::text::fold;
use domain::base::{OfficerId, UnitId};
use domain::directive::task::{Side, Step};
use domain::entry::Draft;
use jiff::civil::{Date, Time};

use super::list::Filter;
use super::{Office, Outcome, Task};

/// A return that was received.
#[derive(Clone, Copy, Debug)]
pub struct ReturnIn<'a> {
    /// Whose it is.
    pub unit: UnitId,
    /// Its day.
    pub day: Date,
    /// The time of day by which it was due.
    pub cut_off: Time,
    /// What is said of it in the task.
    pub said: &'a str,
    /// Who sent it, or took it in.
    pub officer: Option<OfficerId>,
}

impl Office<'_> {
    /// Reports done what the unit owed as a report on that day: a recurring order that speaks of a report, due at the
    /// cut-off of the return or, where no time is said, within the day. What was reported before stays as it is.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn reported_by(&self, came: &ReturnIn<'_>) -> Outcome<Vec<Task>> {
        let own = self.tasks(&self.node.scope_of(came.unit)?)?;
        if !own.iter().any(|task| task.unit == came.unit && task.dueness == "series") {
            return Ok(Vec::new());
        }
        let board = self.board(came.unit, Filter::default())?;
        let asked = board.tasks.iter().map(|(task, _)| task).filter(|task| {
            let order = board.obligations.get(&task.obligation);
            task.unit == came.unit
                && task.period == Some(came.day)
                && task.term.is_some_and(|term| is_due_with(term.at.time(), came.cut_off))
                && order.is_some_and(|order| fold(&order.quote).contains("bao cao"))
        });
        let definition = &self.register("task")?.definition;
        let (mut done, mut changes) = (Vec::new(), Vec::new());
        for task in asked {
            let Ok(state) = task.state.after(Step::Report, Side::Assignee) else { continue };
            let now = self.now();
            let task = Task {
                state,
                accepted_at: task.accepted_at.or(Some(now)),
                done_at: Some(now),
                progress: Some(100),
                said: came.said.to_owned(),
                recorded: true,
                ..task.clone()
            };
            changes.push(Self::write_task(definition, &task));
            done.push(task);
        }
        if !changes.is_empty() {
            let (unit, officer) = (came.unit, came.officer);
            let reason = Some(came.said.to_owned());
            self.node.append(&Draft { unit, officer, reason, changes })?;
        }
        Ok(done)
    }
}

/// Whether a report that is due at a time of day is the return with this cut-off.
fn is_due_with(due: Time, cut_off: Time) -> bool {
    let no_time_said = due.hour() == 23 && due.minute() == 59;
    due == cut_off || no_time_said
}
