//! What officers do about a task: accept it, report it, send it back, extend it, share it out.

use domain::base::{RecordId, UnitId};
use domain::directive::task::{Side, Step, TaskState, Term, term_after};
use domain::entry::Draft;
use jiff::civil::DateTime;

use super::{Office, Outcome, Task, problem};
use crate::attachments::{self, Attachment, File, Target};
use crate::people::Officer;

/// What goes with a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// In the officer's words; required where the step needs a reason.
    pub text: String,
    /// How far it is, in percent.
    pub progress: Option<i64>,
    /// Files that show it: a signed plan, a photo.
    pub evidence: Vec<File>,
}

/// Steps that nobody takes without saying why.
const NEEDS_REASON: [Step; 4] = [Step::Decline, Step::Return, Step::Insist, Step::Withdraw];

impl Office<'_> {
    /// Takes a step with a task.
    ///
    /// # Errors
    /// `task_step` when it cannot be taken from here by this officer's side; `task_not_yours`; `reason_missing`.
    pub fn step(&self, task: &Task, step: Step, by: &Officer, said: &Said) -> Outcome<Task> {
        let side = self.side(task, by)?;
        if task.is_watched() && task.state.is_open() && step == Step::Report {
            // What goes on for ever is not done by a report: the report shows that it is kept up.
            return self.progress(task, by, said);
        }
        let state = match step {
            // Whoever gave what goes on for ever ends it, without anybody having reported it done.
            Step::Close if task.is_watched() && task.state.is_open() && side == Side::Giver => {
                TaskState::Closed
            }
            _ => task.state.after(step, side)?,
        };
        if NEEDS_REASON.contains(&step) && said.text.trim().is_empty() {
            return Err(problem::reason_missing());
        }
        let now = self.now();
        let mut next = Task { state, ..task.clone() };
        match step {
            Step::Accept => next.accepted_at = Some(now),
            Step::Report => {
                next.accepted_at = next.accepted_at.or(Some(now));
                next.done_at = Some(now);
                next.progress = Some(100);
            }
            Step::Return => next.done_at = None,
            Step::Insist => next.accepted_at = None,
            Step::Declare => self.wake(&mut next, now)?,
            Step::Decline | Step::Close | Step::Withdraw => {}
        }
        self.put(next, by, said)
    }

    /// Says how far a task is.
    ///
    /// # Errors
    /// `task_not_yours` when the officer is not of the unit that has it; `task_step` when it is not in hand.
    pub fn progress(&self, task: &Task, by: &Officer, said: &Said) -> Outcome<Task> {
        if self.side(task, by)? != Side::Assignee {
            return Err(problem::not_yours(
                &by.full_name,
                &self.unit_name(task.unit, self.today()),
            ));
        }
        if !task.state.is_open() {
            task.state.after(Step::Report, Side::Assignee)?;
        }
        let mut next = task.clone();
        if next.state == TaskState::Given {
            next.state = next.state.after(Step::Accept, Side::Assignee)?;
            next.accepted_at = Some(self.now());
        }
        next.progress = said.progress.or(next.progress);
        if next.is_watched() {
            next.done_at = Some(self.now());
            // More time that was given is not taken away by evidence that came before it was over.
            next.term = next.term.max(Some(self.rules.next_evidence(self.now())));
        }
        self.put(next, by, said)
    }

    /// The files that show a task done, for whoever may act with the task; without a name, for whoever sits at the
    /// machine.
    ///
    /// # Errors
    /// `task_not_yours`; when the database cannot be read.
    pub fn evidence(&self, task: &Task, by: Option<&Officer>) -> Outcome<Vec<Attachment>> {
        if let Some(by) = by {
            self.side(task, by)?;
        }
        Ok(attachments::attachments_of(self.node, &self.node.scope_of(task.unit)?, task.id)?)
    }

    /// Asks for more time, or gives it: who gave the task gives, who has it asks.
    ///
    /// # Errors
    /// `reason_missing`; `task_no_term` when it has no term to extend; `task_term_earlier`.
    pub fn extend(&self, task: &Task, until: DateTime, by: &Officer, said: &Said) -> Outcome<Task> {
        let term = task.term.ok_or_else(problem::no_term)?;
        if until <= term.at {
            return Err(problem::term_earlier(term.at, until));
        }
        if said.text.trim().is_empty() {
            return Err(problem::reason_missing());
        }
        let mut next = task.clone();
        match self.side(task, by)? {
            Side::Assignee => next.asked_until = Some(until),
            Side::Giver => {
                next.first_due = next.first_due.or(Some(term.at));
                next.term = Some(Term { at: until, inclusive: true });
                next.asked_until = None;
            }
        }
        self.put(next, by, said)
    }

    /// Reminds the unit; how often is counted.
    ///
    /// # Errors
    /// `task_step` when there is nothing left to remind of; `task_not_yours`.
    pub fn remind(&self, task: &Task, by: &Officer, said: &Said) -> Outcome<Task> {
        if self.side(task, by)? != Side::Giver {
            return Err(problem::not_yours(
                &by.full_name,
                &self.unit_name(task.unit, self.today()),
            ));
        }
        if !task.state.is_open() {
            return Err(problem::nothing_to_remind());
        }
        let next = Task { reminded: task.reminded + 1, ..task.clone() };
        self.put(next, by, said)
    }

    /// Shares a task out to units below the one that has it; each gets a task of its own that is a part of this one.
    /// Units that have their part already keep it.
    ///
    /// # Errors
    /// `task_not_yours`; `task_not_below` when a unit is not below the one that has the task.
    pub fn delegate(
        &self,
        task: &Task,
        units: &[UnitId],
        by: &Officer,
        said: &Said,
    ) -> Outcome<Vec<Task>> {
        if self.side(task, by)? != Side::Assignee {
            return Err(problem::not_yours(
                &by.full_name,
                &self.unit_name(task.unit, self.today()),
            ));
        }
        let now = self.now();
        let known = self.tasks(&self.node.scope_of(task.unit)?)?;
        let mut parts = Vec::new();
        for unit in units {
            let below = self.tree.ancestors(*unit, now.date()).iter().any(|a| a.id == task.unit);
            if !below {
                let day = self.today();
                let (unit, above) = (self.unit_name(*unit, day), self.unit_name(task.unit, day));
                return Err(problem::not_below(&unit, &above));
            }
            let id = RecordId::derived(&format!("task/part/{}/{unit}", task.id));
            if known.iter().any(|other| other.id == id) {
                continue;
            }
            parts.push(Task {
                id,
                unit: *unit,
                given_by: task.unit,
                given_at: Some(now),
                state: TaskState::Given,
                receipt: Some(self.rules.receipt(&task.urgency, now).at),
                // Of what goes on for ever each part has a cycle of its own, which begins when it is given.
                term: match task.is_watched() {
                    true => Some(self.rules.next_evidence(now)),
                    false => task.term,
                },
                part_of: Some(task.id),
                accepted_at: None,
                done_at: None,
                progress: None,
                said: said.text.clone(),
                first_due: None,
                asked_until: None,
                reminded: 0,
                ..task.clone()
            });
        }
        let definition = &self.register("task")?.definition;
        let mut ready = Vec::new();
        for part in &parts {
            let changes = vec![Self::write_task(definition, part)];
            let (unit, officer) = (part.unit, Some(by.id));
            let reason = reason(said);
            ready.push(self.node.ready(Draft { unit, officer, reason, changes })?);
        }
        // Who shares a task out has taken it on: both are written, or neither.
        if task.state == TaskState::Given {
            let state = task.state.after(Step::Accept, Side::Assignee)?;
            let accepted = Task { state, accepted_at: Some(now), ..task.clone() };
            let changes = vec![Self::write_task(definition, &accepted)];
            let (unit, officer, reason) = (task.unit, Some(by.id), reason(said));
            ready.push(self.node.ready(Draft { unit, officer, reason, changes })?);
        }
        if !ready.is_empty() {
            self.node.append_ready(ready)?;
        }
        Ok(parts)
    }

    /// The condition has come: the clock of a relative term starts now, others are reviewed.
    fn wake(&self, task: &mut Task, now: DateTime) -> Outcome<()> {
        let register = self.register("obligation")?;
        let scope = crate::store::Scope::everything();
        let record = self.node.reader()?.record(&register.table, &scope, task.obligation)?;
        let order = record.and_then(|r| super::directive::obligation_of(&register.definition, &r));
        let term = order.and_then(|order| term_after(&order.deadline, now, &self.rules.workdays));
        let high = domain::directive::Urgency::High;
        task.term = Some(term.unwrap_or_else(|| self.rules.review(high, now)));
        task.receipt = Some(self.rules.receipt(&task.urgency, now).at);
        Ok(())
    }

    /// On which side of a task an officer stands.
    ///
    /// # Errors
    /// `task_not_yours` when on neither.
    pub fn side_of(&self, task: &Task, by: &Officer) -> Outcome<Side> {
        self.side(task, by)
    }

    /// On which side of a task an officer stands: who belongs to the unit that has it does it; who belongs above gives.
    pub(super) fn side(&self, task: &Task, by: &Officer) -> Outcome<Side> {
        let day = self.today();
        let of_body = |unit: UnitId| {
            // The party committee of a commune speaks for the commune.
            self.tree.ancestors(by.unit, day).first().is_some_and(|above| above.id == unit)
                && self.tree.get(by.unit).is_some_and(|body| !body.is_territorial())
        };
        if by.unit == task.unit || of_body(task.unit) {
            return Ok(Side::Assignee);
        }
        if by.unit == task.given_by
            || of_body(task.given_by)
            || self.answers_above(by, task.unit, day)
        {
            return Ok(Side::Giver);
        }
        Err(problem::not_yours(&by.full_name, &self.unit_name(task.unit, day)))
    }

    fn put(&self, mut next: Task, by: &Officer, said: &Said) -> Outcome<Task> {
        if !said.text.trim().is_empty() {
            next.said = said.text.trim().to_owned();
        }
        next.recorded = true;
        let definition = &self.register("task")?.definition;
        let mut changes = vec![Self::write_task(definition, &next)];
        let (unit, officer, record) = (next.unit, Some(by.id), next.id);
        let target = Target { unit, record, register: "task", note: said.text.trim() };
        changes.extend(attachments::changes(self.node, target, &said.evidence)?);
        let draft = Draft { unit, officer, reason: reason(said), changes };
        attachments::append(self.node, draft, &said.evidence)?;
        Ok(next)
    }
}

fn reason(said: &Said) -> Option<String> {
    Some(said.text.trim().to_owned()).filter(|text| !text.is_empty())
}
