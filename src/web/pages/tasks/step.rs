//! A step with a task.

use domain::base::Diagnostic;
use domain::directive::task::Step;
use domain::people::Right;
use jiff::civil::{Date, time};
use node::attachments::{self, File};
use node::people::Officer;
use node::tasks::{Filter, Office, Said, Task};

use super::{show, task};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Takes it.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let found = task(visit, &office)?;
    visit
        .reach(Right::ActOnTasks, found.1.unit)
        .or_else(|_| visit.reach(Right::ActOnTasks, found.1.given_by))
        .map_err(|_| Nope::Forbidden)?;
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    match step(visit, &office, &found.1, officer) {
        Ok(()) => {
            Reply::said(format!("/task?ref={}", found.0), visit.w("Đã ghi.", "Written down."))
        }
        Err(nope @ Nope::Wrong(_)) => show::refused(visit, &office, &found, &nope),
        Err(other) => Err(other),
    }
}

fn step(
    visit: &Visit<'_>,
    office: &Office<'_>,
    task: &Task,
    officer: &Officer,
) -> Result<(), Nope> {
    let said = said(visit)?;
    let step = match visit.form.get("step") {
        "accept" => Step::Accept,
        "report" => Step::Report,
        "decline" => Step::Decline,
        "close" => Step::Close,
        "return" => Step::Return,
        "insist" => Step::Insist,
        "withdraw" => Step::Withdraw,
        "declare" => Step::Declare,
        "progress" => return Ok(office.progress(task, officer, &said).map(drop)?),
        "remind" => return Ok(office.remind(task, officer, &said).map(drop)?),
        "extend" => return Ok(office.extend(task, until(visit)?, officer, &said).map(drop)?),
        _ => return Err(Nope::NotFound),
    };
    Ok(office.step(task, step, officer, &said).map(drop)?)
}

fn said(visit: &Visit<'_>) -> Result<Said, Nope> {
    let mut evidence = Vec::new();
    for upload in visit.form.files("evidence") {
        if upload.size > attachments::MOST_BYTES {
            return Err(Nope::TooLarge(attachments::MOST_BYTES));
        }
        evidence.push(File::new(upload.name.clone(), upload.bytes()?)?);
    }
    Ok(Said {
        text: visit.form.get("say").to_owned(),
        progress: visit
            .form
            .get("percent")
            .parse()
            .ok()
            .filter(|percent| (0..=100).contains(percent)),
        evidence,
    })
}

/// Until the end of a day.
fn until(visit: &Visit<'_>) -> Result<jiff::civil::DateTime, Nope> {
    let text = visit.form.get("until");
    let day: Date = text.parse().map_err(|_| {
        Diagnostic::error("day_wrong", "Chưa chọn ngày gia hạn.", "The day is missing.")
            .hint("Chọn ngày mới rồi gửi lại.", "Choose the new day and send it again.")
            .at_field("until")
    })?;
    Ok(day.to_datetime(time(23, 59, 59, 0)))
}

/// Accepts every task that the unit has not accepted yet.
pub(super) fn accept_many(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ActOnTasks)?;
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    let office = Office::open(visit.node())?;
    let board = office.board(unit.id, Filter { unaccepted: true, ..Filter::default() })?;
    let mut count = 0;
    for (task, _) in board.tasks.iter().filter(|(task, _)| task.unit == unit.id) {
        office.step(task, Step::Accept, officer, &Said::default())?;
        count += 1;
    }
    let key = office.key(unit.id, office.today());
    Reply::said(
        format!("/tasks?unit={key}"),
        format!("{} {count}", visit.w("Số việc đã nhận:", "Tasks accepted:")),
    )
}
