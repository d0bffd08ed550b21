//! The orders of the dispatch on the evening of its arrival: laid on their units, accepted by those who are quick.

use std::collections::BTreeSet;

use domain::base::UnitId;
use domain::directive::task::{Step, TaskState};
use jiff::SignedDuration;
use jiff::civil::{DateTime, datetime};
use node::people::{self, Officer};
use node::tasks::{Filter, Office, Said};
use serde::Serialize;

use super::super::Failure;
use super::{CHAIR, DISTRICT, Stage, moment};

/// When the chair has looked at what was read, and gives it out.
const ISSUED: DateTime = datetime(2021, 9, 9, 16, 20, 0, 0);
/// When the first commune accepts; the others follow minute by minute.
const ACCEPTED: DateTime = datetime(2021, 9, 9, 17, 0, 0, 0);

/// How the tasks of the dispatch stand at the briefing; a daily report is counted by the day.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tasks {
    pub(super) given: usize,
    pub(super) units: usize,
    pub(super) accepted: usize,
    pub(super) unaccepted: usize,
    pub(super) done: usize,
    pub(super) late: usize,
}

impl Stage<'_> {
    /// The orders go out; every commune that will report on time has accepted its tasks by the evening.
    pub(super) fn give_out(&self) -> Result<(), Failure> {
        self.node.clock().set(moment(ISSUED));
        let office = Office::open(&self.node)?;
        let scope = self.node.scope_of(self.unit(DISTRICT)?)?;
        let directive = office.directive(&scope, "1")?;
        let chair = people::find(&self.node, CHAIR)?;
        let issued = office.issue(&directive, true, Some(chair.id))?;
        let tasks: usize = issued.tasks.iter().map(|(_, count)| count).sum();
        self.say(
            ISSUED,
            &format!("huyện giao {tasks} việc cho {} đơn vị", issued.units),
            &format!("the district gives {tasks} tasks to {} units", issued.units),
        );
        let officers = people::officers(&self.node)?;
        let (mut minute, mut accepted) = (0, 0);
        let in_time = moment(datetime(2021, 9, 10, 10, 0, 0, 0));
        for commune in &self.world.communes {
            let quick = super::sent_at(commune).is_some_and(|(_, at)| at < in_time);
            let unit = self.unit(&commune.code)?;
            let name = &commune.officers.chair.name;
            let by = officers.iter().find(|one| one.unit == unit && one.full_name == *name);
            let (true, Some(by)) = (quick, by) else { continue };
            self.node.clock().set(moment(ACCEPTED) + SignedDuration::from_mins(minute));
            accepted += accept_all(&office, unit, by)?;
            minute += 3;
        }
        let last = local_of(minute);
        self.say(
            last,
            &format!("các xã đã nhận {accepted} việc"),
            &format!("the communes have accepted {accepted} tasks"),
        );
        Ok(())
    }

    /// How they stand now.
    pub(super) fn tasks(&self) -> Result<Tasks, Failure> {
        let office = Office::open(&self.node)?;
        let board = office.board(self.unit(DISTRICT)?, Filter::default())?;
        let mut tasks = Tasks::default();
        let mut units: BTreeSet<UnitId> = BTreeSet::new();
        for (task, standing) in &board.tasks {
            if task.period.is_some() {
                tasks.late += usize::from(standing.is_behind());
                tasks.done += usize::from(standing.is_done());
                continue;
            }
            units.insert(task.unit);
            tasks.given += 1;
            let waits = task.state == TaskState::Given;
            tasks.unaccepted += usize::from(waits);
            tasks.accepted += usize::from(!waits);
            tasks.late += usize::from(standing.is_behind());
        }
        tasks.units = units.len();
        Ok(tasks)
    }
}

fn accept_all(office: &Office<'_>, unit: UnitId, by: &Officer) -> Result<usize, Failure> {
    let board = office.board(unit, Filter { unaccepted: true, ..Filter::default() })?;
    let own = board.tasks.iter().filter(|(task, _)| task.unit == unit);
    let mut count = 0;
    for (task, _) in own {
        office.step(task, Step::Accept, by, &Said::default())?;
        count += 1;
    }
    Ok(count)
}

/// The last minute of those that were counted.
fn local_of(minute: i64) -> DateTime {
    domain::base::local(moment(ACCEPTED) + SignedDuration::from_mins(minute))
}
