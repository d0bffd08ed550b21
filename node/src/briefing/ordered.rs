//! "What did I order on that day, and was it done?"

use domain::base::{RecordId, UnitId};
use domain::briefing::{DirectiveFact, Source};
use domain::directive::task::Standing;
use jiff::civil::Date;

use super::{Outcome, Round};
use crate::tasks::{Board, Filter, Task};

/// One order of a day, with everyone who has it.
#[derive(Clone, Debug)]
pub struct Ordered {
    /// The directive.
    pub directive: DirectiveFact,
    /// Where the order stands in it.
    pub item: String,
    /// Its words.
    pub quote: String,
    /// Those who have it.
    pub tasks: Vec<OrderedTask>,
}

/// One unit's part in an order.
#[derive(Clone, Debug)]
pub struct OrderedTask {
    /// Who.
    pub unit: UnitId,
    /// Name with its kind.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// Whether nobody has acknowledged it.
    pub unaccepted: bool,
    /// What was said last.
    pub said: String,
    /// It.
    pub source: Source,
}

impl Round<'_> {
    /// The orders that a unit gave on a day, in the order of the directives, and how each unit stands with them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn ordered(&self, unit: UnitId, day: Date) -> Outcome<Vec<Ordered>> {
        let board = self.office.board(unit, Filter::default())?;
        let given = |task: &Task| {
            let whole = task.part_of.is_none();
            whole && task.given_by == unit && task.given_at.is_some_and(|at| at.date() == day)
        };
        let mut orders: Vec<RecordId> = Vec::new();
        for (task, _) in board.tasks.iter().filter(|(task, _)| given(task)) {
            if !orders.contains(&task.obligation) {
                orders.push(task.obligation);
            }
        }
        orders.sort_by_key(|id| {
            let order = board.obligations.get(id);
            order.map(|order| (order.directive, order.label.len(), order.label.clone()))
        });
        let known = orders.into_iter().filter_map(|id| self.one_ordered(&board, id, &given));
        Ok(known.collect())
    }

    fn one_ordered(
        &self,
        board: &Board,
        id: RecordId,
        given: &dyn Fn(&Task) -> bool,
    ) -> Option<Ordered> {
        let order = board.obligations.get(&id)?;
        let directive = board.directives.get(&order.directive)?;
        let own = board.tasks.iter().filter(|(task, _)| task.obligation == id && given(task));
        let mut tasks: Vec<OrderedTask> = own
            .filter_map(|(task, standing)| {
                Some(OrderedTask {
                    unit: task.unit,
                    name: self.desk.unit_name(task.unit, board.now.date()),
                    standing: *standing,
                    unaccepted: task.state == domain::directive::task::TaskState::Given,
                    said: task.said.clone(),
                    source: Source::Task(board.reference(task, &self.office)?.to_string()),
                })
            })
            .collect();
        tasks.sort_by(|a, b| a.name.cmp(&b.name));
        Some(Ordered {
            directive: self.directive_fact(directive),
            item: order.item.clone(),
            quote: order.quote.clone(),
            tasks,
        })
    }
}
