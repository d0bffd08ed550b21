//! Tasks and directives as a briefing speaks of them.

use std::collections::BTreeMap;

use domain::base::{RecordId, UnitId};
use domain::briefing::{DirectiveFact, Source, TaskFact};
use domain::directive::task::Standing;
use domain::directive::task::TaskState;

use super::remind::{About, Counted};
use super::{Outcome, Round};
use crate::ledger::AsOf;
use crate::tasks::{Board, Directive, Filter, Task};

impl Round<'_> {
    pub(super) fn task_facts(
        &self,
        unit: UnitId,
        counted: &Counted,
        as_of: AsOf,
    ) -> Outcome<(Vec<TaskFact>, Vec<DirectiveFact>)> {
        let board = self.office.board_as_of(unit, Filter::default(), as_of)?;
        let places: BTreeMap<RecordId, usize> =
            board.directives.keys().enumerate().map(|(place, id)| (*id, place)).collect();
        let fact = |(task, standing): &(Task, Standing)| {
            let order = board.obligations.get(&task.obligation)?;
            let reference = board.reference(task, &self.office)?.to_string();
            let own = counted.of(&About::Task(reference.clone()));
            Some(TaskFact {
                unit: task.unit,
                name: self.office.unit_name(task.unit, board.now.date()),
                key: self.office.key(task.unit, board.now.date()),
                title: task.title.clone(),
                standing: *standing,
                unaccepted: task.state == TaskState::Given,
                unaccepted_late: task.is_unacknowledged(board.now),
                due: task.term.map(|term| term.at),
                given: task.given_at,
                reminded: own.max(usize::try_from(task.reminded).unwrap_or_default()),
                source: Source::Task(reference),
                directive: *places.get(&order.directive)?,
                order: (order.item.clone(), order.quote.clone()),
            })
        };
        let wanted = board.tasks.iter().filter(|(task, _)| self.is_told(task, unit, &board));
        let tasks = wanted.filter_map(fact).collect();
        let directives = board.directives.values().map(|one| self.directive_fact(one)).collect();
        Ok((tasks, directives))
    }

    /// A series is told by its periods, those to come not yet; what a unit shared out below it is that unit's matter.
    fn is_told(&self, task: &Task, unit: UnitId, board: &Board) -> bool {
        let to_come = task.period.is_some_and(|period| period > board.now.date());
        let shared_out = task.part_of.is_some() && task.period.is_none();
        let series = task.dueness == "series" && task.state != TaskState::Given;
        !(series || (to_come && !task.recorded) || (shared_out && task.given_by != unit))
    }

    pub(super) fn directive_fact(&self, one: &Directive) -> DirectiveFact {
        let number = format!("{}.{}", one.arrival, one.year);
        let name = match one.number.as_str() {
            "" => format!("Văn bản đến số {}/{}", one.arrival, one.year),
            number => number.to_owned(),
        };
        let title = match one.subject.as_str() {
            "" => name,
            subject => format!("{name} ({subject})"),
        };
        let key = self.office.key(one.unit, self.office.today());
        DirectiveFact { title, source: Source::Directive(number, key) }
    }
}
