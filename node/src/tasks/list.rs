//! Which tasks there are: by unit, by directive, by how they stand. The most pressing stand first.

use std::collections::BTreeMap;

use domain::base::{RecordId, UnitId};
use domain::directive::task::{Plan, Standing, TaskState, Term, periods, plan};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::directive::obligation_of;
use super::reference::{Arrival, TaskReference};
use super::task::task_of;
use super::{Directive, Obligation, Office, Outcome, Task, problem};
use crate::fields;
use crate::ledger::AsOf;
use crate::store::Scope;

/// Which tasks are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what is still to be done.
    pub open: bool,
    /// Only what is late.
    pub late: bool,
    /// Only what nobody has acknowledged.
    pub unaccepted: bool,
    /// Only what a unit has reported, and nobody has looked at.
    pub reported: bool,
}

/// Tasks with the orders that they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The moment for which it holds.
    pub now: DateTime,
    /// The tasks, the most pressing first.
    pub tasks: Vec<(Task, Standing)>,
    /// Their obligations.
    pub obligations: BTreeMap<RecordId, Obligation>,
    /// The directives of these.
    pub directives: BTreeMap<RecordId, Directive>,
}

/// For so many days back the periods of a recurring task are listed when nothing was done about them.
const DAYS_BACK: i64 = 7;

impl Office<'_> {
    /// The tasks of a unit and of those below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn board(&self, unit: UnitId, filter: Filter) -> Outcome<Board> {
        self.board_as_of(unit, filter, AsOf::Now)
    }

    /// The same as it is, or as it was when a day ended: which tasks there were then and how they stood, by what had been
    /// written. Names of directives are those of today.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn board_as_of(&self, unit: UnitId, filter: Filter, as_of: AsOf) -> Outcome<Board> {
        let now = as_of.wall(self.now());
        let scope = self.node.scope_of(unit)?;
        let mut tasks = self.tasks_as_of(&scope, as_of)?;
        let orders = self.orders(&Scope::everything(), as_of)?;
        let further: Vec<Task> =
            tasks.iter().flat_map(|task| self.periods_of(task, &orders, &tasks, now)).collect();
        tasks.extend(further);
        let mut listed: Vec<(Task, Standing)> = tasks
            .into_iter()
            .map(|task| {
                let standing = task.standing(now);
                (task, standing)
            })
            .filter(|(task, standing)| filter.wants(task, *standing))
            .collect();
        listed.sort_by(|(a, stood), (b, stands)| {
            pressing(a, *stood).cmp(&pressing(b, *stands)).then(a.id.cmp(&b.id))
        });
        let used = listed.iter().map(|(task, _)| task.obligation);
        let obligations: BTreeMap<RecordId, Obligation> =
            used.filter_map(|id| Some((id, orders.get(&id)?.clone()))).collect();
        let all = self.directives(&Scope::everything())?;
        let directives = all
            .into_iter()
            .filter(|one| obligations.values().any(|order| order.directive == one.id))
            .map(|one| (one.id, one))
            .collect();
        Ok(Board { now, tasks: listed, obligations, directives })
    }

    /// One task by its reference.
    ///
    /// # Errors
    /// `task_unknown`.
    pub fn task(&self, reference: &TaskReference) -> Outcome<Task> {
        let day = reference.period.unwrap_or_else(|| self.today());
        let unit = self.unit(&reference.unit, day)?.id;
        let board = self.board(unit, Filter::default())?;
        let found = board.tasks.iter().map(|(task, _)| task).find(|task| {
            task.unit == unit
                && task.period == reference.period
                && board.reference(task, self).is_some_and(|own| {
                    (own.arrival, &own.obligation) == (reference.arrival, &reference.obligation)
                })
        });
        found.cloned().ok_or_else(|| problem::task_unknown(&reference.to_string()))
    }

    pub(super) fn tasks(&self, scope: &Scope) -> Outcome<Vec<Task>> {
        self.tasks_as_of(scope, AsOf::Now)
    }

    fn tasks_as_of(&self, scope: &Scope, as_of: AsOf) -> Outcome<Vec<Task>> {
        let register = self.register("task")?;
        let mut tasks = Vec::new();
        self.each_as_of("task", scope, as_of, |record| {
            tasks.extend(task_of(&register.definition, record).map(|task| self.watched_by(task)));
        })?;
        Ok(tasks)
    }

    /// What goes on for ever and was given before evidence had a term gets the one that the rules say.
    fn watched_by(&self, task: Task) -> Task {
        if !task.is_watched() || task.term.is_some() {
            return task;
        }
        let heard = task.done_at.or(task.given_at);
        Task { term: heard.map(|heard| self.rules.next_evidence(heard)), ..task }
    }

    /// How many files show each task of a unit and of those below it; a task without files is not in it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn evidence_counts(&self, unit: UnitId) -> Outcome<BTreeMap<RecordId, usize>> {
        let register = self.register("attachment")?;
        let mut counts = BTreeMap::new();
        self.each("attachment", &self.node.scope_of(unit)?, |record| {
            let text = |name| fields::text(&register.definition, &record.body, name);
            if let (true, Ok(task)) = (text("of_register") == "task", text("of_record").parse()) {
                *counts.entry(task).or_default() += 1;
            }
        })?;
        Ok(counts)
    }

    fn orders(&self, scope: &Scope, as_of: AsOf) -> Outcome<BTreeMap<RecordId, Obligation>> {
        let register = self.register("obligation")?;
        let mut orders = BTreeMap::new();
        self.each_as_of("obligation", scope, as_of, |record| {
            orders.extend(obligation_of(&register.definition, record).map(|one| (one.id, one)));
        })?;
        Ok(orders)
    }

    /// The periods of a recurring task that nobody has touched yet: those of the last days, and the next one.
    fn periods_of(
        &self,
        series: &Task,
        orders: &BTreeMap<RecordId, Obligation>,
        known: &[Task],
        now: DateTime,
    ) -> Vec<Task> {
        let (Some(order), Some(given)) = (orders.get(&series.obligation), series.given_at) else {
            return Vec::new();
        };
        if series.dueness != "series" || series.state == TaskState::Withdrawn {
            return Vec::new();
        }
        let Plan::Recurring { every, on, time } = plan(&order.deadline, given, &self.rules) else {
            return Vec::new();
        };
        let back = now.date().checked_sub(DAYS_BACK.days()).unwrap_or(Date::MIN);
        let ahead = now.date().checked_add(366.days()).unwrap_or(Date::MAX);
        let days = periods(every, on.as_ref(), back.max(given.date()), ahead);
        // What was due before it was given is nobody's fault, and an order of the afternoon does not ask for that day.
        let due = days.into_iter().map(|day| (day, time.on(day)));
        let whole_day = |day: Date| Term::end_of(day);
        let asked = |(day, term): &(Date, Term)| {
            term.is_met_at(given) && (*day > given.date() || *term != whole_day(*day))
        };
        let due: Vec<_> = due.filter(asked).collect();
        let passed = due.iter().filter(|(_, term)| !term.is_met_at(now)).count();
        due.into_iter()
            .take(passed + 1)
            .map(|(day, term)| period_of(series, day, term))
            .filter(|task| known.iter().all(|other| other.id != task.id))
            .collect()
    }
}

/// One period of a recurring task, before anybody does something about it.
fn period_of(series: &Task, day: Date, term: Term) -> Task {
    Task {
        id: RecordId::derived(&format!("task/{}/{}/{day}", series.obligation, series.unit)),
        dueness: "recurring".to_owned(),
        period: Some(day),
        part_of: Some(series.id),
        term: Some(term),
        // Who took on the whole need not take on each period.
        state: TaskState::Accepted,
        done_at: None,
        progress: None,
        said: String::new(),
        receipt: None,
        reminded: 0,
        recorded: false,
        ..series.clone()
    }
}

impl Filter {
    /// One by its name in addresses: open, late, unaccepted, reported, all.
    pub fn called(name: &str) -> Option<Self> {
        let all = Self::default();
        Some(match name {
            "open" => Self { open: true, ..all },
            "late" => Self { late: true, ..all },
            "unaccepted" => Self { unaccepted: true, ..all },
            "reported" => Self { reported: true, ..all },
            "all" => all,
            _ => return None,
        })
    }

    fn wants(self, task: &Task, standing: Standing) -> bool {
        let late = standing.is_behind();
        (!self.open || task.state.is_open())
            && (!self.late || late)
            && (!self.unaccepted || task.state == TaskState::Given)
            && (!self.reported || task.state == TaskState::Reported)
    }
}

impl Board {
    /// The reference by which people name a task.
    pub fn reference(&self, task: &Task, office: &Office<'_>) -> Option<TaskReference> {
        let order = self.obligations.get(&task.obligation)?;
        let directive = self.directives.get(&order.directive)?;
        Some(TaskReference {
            arrival: Arrival { number: directive.arrival, year: directive.year },
            obligation: order.label.clone(),
            unit: office.key(task.unit, self.now.date()),
            period: task.period,
        })
    }
}

/// What sorts first: hỏa tốc before all, then what is late, then by term; what is done comes last.
fn pressing(task: &Task, standing: Standing) -> (bool, u8, u8, Option<DateTime>) {
    let done = !task.state.is_open();
    let mark = match task.urgency.as_str() {
        "hỏa tốc" => 0,
        "thượng khẩn" => 1,
        "khẩn" => 2,
        _ => 3,
    };
    let place = match standing {
        Standing::Late | Standing::Silent => 0,
        Standing::InTime | Standing::KeptUp => 1,
        Standing::NoTerm => 2,
        _ => 3,
    };
    let term = task.term.map_or(DateTime::MAX, |term| term.at);
    let mark = if mark == 0 { 0 } else { mark + place };
    (done, mark, place, Some(term))
}
