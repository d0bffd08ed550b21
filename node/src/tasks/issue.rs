//! Confirmed orders are laid on units: one task for each unit, whatever the number of units that an order names.

use std::collections::BTreeMap;

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::directive::task::{Plan, TaskState, plan};
use domain::entry::{Draft, DraftChange};
use domain::register::Definition;
use jiff::civil::DateTime;

use super::task::values;
use super::{Directive, Obligation, Office, Outcome, Task};
use crate::fields;
use crate::projection::Ready;

/// What issuing a directive did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issued {
    /// Orders that were given, in the order of the text, each with the number of its tasks.
    pub tasks: Vec<(Obligation, usize)>,
    /// Units that got at least one.
    pub units: usize,
    /// Orders that were not laid on anybody, and why.
    pub left: Vec<(Obligation, Unissued)>,
}

/// Why an order was not laid on anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unissued {
    /// Nobody has confirmed that it is an order.
    NotConfirmed,
    /// An officer said that it is none.
    Rejected,
    /// Its tasks were given before.
    Before,
    /// It names nobody whom this node knows.
    Nobody,
    /// It names units that the issuing unit does not command.
    BeyondReach(Vec<UnitId>),
}

/// The longest title of a task; the whole order stays with the obligation.
const TITLE: usize = 300;

impl Office<'_> {
    /// Lays the confirmed orders of a directive on their units; with `all` also those that nobody looked at. What was
    /// issued before is not issued again: issuing twice gives nobody a task twice.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn issue(
        &self,
        directive: &Directive,
        all: bool,
        officer: Option<OfficerId>,
    ) -> Outcome<Issued> {
        let now = self.now();
        let mut issued = Issued::default();
        let mut by_unit: BTreeMap<UnitId, Vec<DraftChange>> = BTreeMap::new();
        let mut own = Vec::new();
        let register = self.register("task")?;
        let obligations = self.register("obligation")?;
        for obligation in self.obligations(directive)? {
            let tasks = match self.tasks_of(directive, &obligation, all, now) {
                Ok(tasks) => tasks,
                Err(why) => {
                    issued.left.push((obligation, why));
                    continue;
                }
            };
            let given = tasks.len();
            for task in tasks {
                let change = fields::change(&register.definition, task.id, &values(&task));
                by_unit.entry(task.unit).or_default().push(change);
            }
            let state = [("state", Value::text("issued"))];
            own.push(fields::change(&obligations.definition, obligation.id, &state));
            issued.tasks.push((obligation, given));
        }
        issued.units = by_unit.len();
        if own.is_empty() {
            return Ok(issued);
        }
        own.push(self.issued_now(directive, now)?);
        by_unit.entry(directive.unit).or_default().extend(own);
        let ready = by_unit.into_iter().map(|(unit, changes)| {
            let reason = None;
            self.node.ready(Draft { unit, officer, reason, changes })
        });
        // All or none: no unit has a task of a directive that others were never given.
        self.node.append_ready(ready.collect::<Result<Vec<Ready>, _>>()?)?;
        Ok(issued)
    }

    fn issued_now(&self, directive: &Directive, now: DateTime) -> Outcome<DraftChange> {
        let register = self.register("directive")?;
        let values = [
            ("state", Value::text("issued")),
            ("issued_at", Value::DateTime(now)),
            ("issued_by", Value::text(directive.unit.to_string())),
        ];
        Ok(fields::change(&register.definition, directive.id, &values))
    }

    fn tasks_of(
        &self,
        directive: &Directive,
        obligation: &Obligation,
        all: bool,
        now: DateTime,
    ) -> Result<Vec<Task>, Unissued> {
        match obligation.state.as_str() {
            "confirmed" => {}
            "proposed" if all => {}
            "proposed" => return Err(Unissued::NotConfirmed),
            "issued" => return Err(Unissued::Before),
            _ => return Err(Unissued::Rejected),
        }
        let within = |unit: &UnitId| {
            *unit == directive.unit
                || self.tree.ancestors(*unit, now.date()).iter().any(|a| a.id == directive.unit)
        };
        let (units, beyond): (Vec<UnitId>, Vec<UnitId>) =
            obligation.units.iter().copied().partition(within);
        if units.is_empty() {
            return Err(if beyond.is_empty() {
                Unissued::Nobody
            } else {
                Unissued::BeyondReach(beyond)
            });
        }
        let with = obligation.with_units.iter().copied().filter(within);
        let with = with.filter(|unit| !units.contains(unit)).map(|unit| (unit, false));
        let leading = units.iter().map(|unit| (*unit, true));
        Ok(leading
            .chain(with.collect::<Vec<_>>())
            .map(|(unit, leads)| self.new_task(directive, obligation, (unit, leads), now))
            .collect())
    }

    fn new_task(
        &self,
        directive: &Directive,
        obligation: &Obligation,
        (unit, leads): (UnitId, bool),
        now: DateTime,
    ) -> Task {
        let plan = plan(&obligation.deadline, now, &self.rules);
        let (state, dueness) = match &plan {
            Plan::Once { .. } => (TaskState::Given, "once"),
            Plan::Recurring { .. } => (TaskState::Given, "series"),
            Plan::Asleep { .. } => (TaskState::Asleep, "asleep"),
            Plan::Watched { .. } => (TaskState::Given, "watched"),
            Plan::Reviewed { .. } => (TaskState::Given, "reviewed"),
        };
        let term = match &plan {
            Plan::Once { term, .. } | Plan::Reviewed { term } => Some(*term),
            Plan::Watched { .. } => Some(self.rules.next_evidence(now)),
            Plan::Recurring { .. } | Plan::Asleep { .. } => None,
        };
        let condition = match plan {
            Plan::Asleep { condition } => condition,
            _ => String::new(),
        };
        let awake = state == TaskState::Given;
        Task {
            id: RecordId::derived(&format!("task/{}/{unit}", obligation.id)),
            obligation: obligation.id,
            unit,
            leads,
            given_by: directive.unit,
            given_at: Some(now),
            title: short(&obligation.quote),
            state,
            urgency: directive.urgency.clone(),
            receipt: awake.then(|| self.rules.receipt(&directive.urgency, now).at),
            term,
            dueness: dueness.to_owned(),
            condition,
            period: None,
            part_of: None,
            accepted_at: None,
            done_at: None,
            progress: None,
            said: String::new(),
            first_due: None,
            asked_until: None,
            reminded: 0,
            recorded: true,
        }
    }

    /// A change that writes a task whole.
    pub(super) fn write_task(definition: &Definition, task: &Task) -> DraftChange {
        fields::change(definition, task.id, &values(task))
    }
}

/// The first words of an order.
fn short(quote: &str) -> String {
    match quote.char_indices().nth(TITLE) {
        None => quote.to_owned(),
        Some((at, _)) => {
            let cut = quote[..at].rfind(char::is_whitespace).unwrap_or(at);
            format!("{} …", &quote[..cut])
        }
    }
}
