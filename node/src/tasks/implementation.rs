//! How a directive is carried out: each order with its units, who has done it, who has not.

use std::collections::BTreeMap;

use domain::base::RecordId;
use domain::directive::task::{Standing, Tally, TaskState};
use jiff::civil::{Date, DateTime};

use super::list::Filter;
use super::{Directive, Obligation, Office, Outcome, Task, TaskReference};

/// How a directive is carried out at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Implementation {
    /// The directive.
    pub directive: Directive,
    /// The moment.
    pub now: DateTime,
    /// Its orders that were given, in the order of the text.
    pub orders: Vec<OrderProgress>,
    /// Orders of it that were not given to anybody.
    pub not_given: Vec<Obligation>,
    /// All tasks together.
    pub tally: Tally,
    /// How many units have a task of it.
    pub units: usize,
}

/// How one order is carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderProgress {
    /// The order.
    pub order: Obligation,
    /// The period that is told of a recurring order: the last one that is over, else the one to come.
    pub period: Option<Date>,
    /// The tasks, by how they stand.
    pub tasks: Vec<UnitProgress>,
    /// Their figures.
    pub tally: Tally,
}

/// How one unit stands with one order.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitProgress {
    /// The task.
    pub task: Task,
    /// By what name people call it.
    pub reference: Option<TaskReference>,
    /// Name of the unit.
    pub unit: String,
    /// How it stands.
    pub standing: Standing,
    /// Of the parts that it shared out below it: how many are done, of how many.
    pub parts: Option<(usize, usize)>,
}

impl UnitProgress {
    /// Whether the unit has said that it took the task on.
    pub fn is_accepted(&self) -> bool {
        self.task.state != TaskState::Given
    }
}

impl Office<'_> {
    /// How a directive is carried out by the units below the one that registered it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn implementation(&self, directive: &Directive) -> Outcome<Implementation> {
        let board = self.board(directive.unit, Filter::default())?;
        let mut by_order: BTreeMap<RecordId, Vec<UnitProgress>> = BTreeMap::new();
        let parts = parts_done(board.tasks.iter().map(|(task, standing)| (task, *standing)));
        for (task, standing) in &board.tasks {
            let shared_out = task.part_of.is_some() && task.period.is_none();
            if shared_out || task.dueness == "series" && task.state != TaskState::Given {
                continue;
            }
            by_order.entry(task.obligation).or_default().push(UnitProgress {
                reference: board.reference(task, self),
                unit: self.unit_name(task.unit, board.now.date()),
                standing: *standing,
                parts: parts.get(&task.id).copied(),
                task: task.clone(),
            });
        }
        let (mut orders, mut not_given) = (Vec::new(), Vec::new());
        for order in self.obligations(directive)? {
            match by_order.remove(&order.id) {
                Some(tasks) => orders.push(progress(order, tasks, board.now)),
                None if order.state == "rejected" => {}
                None => not_given.push(order),
            }
        }
        let tally = orders.iter().fold(Tally::default(), |sum, one| sum.and(one.tally));
        let units: std::collections::BTreeSet<_> =
            orders.iter().flat_map(|one| &one.tasks).map(|one| one.task.unit).collect();
        let (now, units) = (board.now, units.len());
        Ok(Implementation { directive: directive.clone(), now, orders, not_given, tally, units })
    }
}

/// Of each task that was shared out: how many parts are done, of how many.
fn parts_done<'t>(
    tasks: impl Iterator<Item = (&'t Task, Standing)>,
) -> BTreeMap<RecordId, (usize, usize)> {
    let mut parts: BTreeMap<RecordId, (usize, usize)> = BTreeMap::new();
    for (task, standing) in tasks.filter(|(task, _)| task.period.is_none()) {
        let Some(whole) = task.part_of else { continue };
        let (done, all) = parts.entry(whole).or_default();
        *done += usize::from(standing.is_done() || standing == Standing::KeptUp);
        *all += usize::from(standing != Standing::Released);
    }
    parts
}

/// An order with its units; of a recurring one the period that is told.
fn progress(order: Obligation, mut tasks: Vec<UnitProgress>, now: DateTime) -> OrderProgress {
    let period = told(&tasks, now);
    if period.is_some() {
        // A series that nobody has acknowledged stands beside its period: the period is told.
        tasks.retain(|one| one.task.period == period);
    }
    tasks.sort_by(|a, b| (place(a.standing), &a.unit).cmp(&(place(b.standing), &b.unit)));
    let tally = Tally::of(tasks.iter().map(|one| (one.standing, one.is_accepted())));
    OrderProgress { order, period, tasks, tally }
}

/// The last period whose term has passed; the first one where none has.
fn told(tasks: &[UnitProgress], now: DateTime) -> Option<Date> {
    let periods = tasks.iter().filter_map(|one| Some((one.task.period?, one.task.term?)));
    let over = periods.clone().filter(|(_, term)| !term.is_met_at(now)).map(|(day, _)| day).max();
    over.or_else(|| periods.map(|(day, _)| day).min())
}

fn place(standing: Standing) -> u8 {
    match standing {
        Standing::Late | Standing::Silent => 0,
        Standing::InTime | Standing::NoTerm | Standing::KeptUp => 1,
        Standing::Asleep => 2,
        Standing::DoneLate => 3,
        Standing::DoneInTime => 4,
        Standing::Released => 5,
    }
}
