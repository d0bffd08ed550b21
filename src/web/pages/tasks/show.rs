//! One task: its words, its term, what was said and shown, and the steps that this visitor may take.

use askama::Template;
use domain::base::RecordId;
use domain::directive::task::{Side, Step, steps_from};
use domain::people::Right;
use node::tasks::{Filter, Office, Task, TaskReference};

use super::task;
use crate::web::chrome::{Chrome, wall_text};
use crate::web::nope::{Nope, Saying};
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "tasks/show.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    reference: String,
    unit: String,
    given_by: String,
    quote: String,
    urgency: String,
    state: String,
    tag: Tag,
    facts: Vec<(String, String)>,
    said: String,
    directive: Option<(String, String)>,
    evidence: Vec<(String, String)>,
    history: Vec<(String, String, String)>,
    steps: Vec<StepShown>,
    typed: String,
    until: String,
    may_report: bool,
}

struct StepShown {
    name: &'static str,
    label: String,
    quiet: bool,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let (reference, task) = task(visit, &office)?;
    Reply::page(&page(visit, &office, &reference, &task, Vec::new())?)
}

/// The same, with what was wrong with a step.
pub(super) fn refused(
    visit: &Visit<'_>,
    office: &Office<'_>,
    found: &(TaskReference, Task),
    nope: &Nope,
) -> Answer {
    Reply::page_with(nope.status(), &page(visit, office, &found.0, &found.1, nope.sayings())?)
}

fn page(
    visit: &Visit<'_>,
    office: &Office<'_>,
    reference: &TaskReference,
    task: &Task,
    sayings: Vec<Saying>,
) -> Result<Page, Nope> {
    let board = office.board(task.unit, Filter::default())?;
    let (day, lang) = (office.today(), visit.lang);
    let order = board.obligations.get(&task.obligation);
    let directive = order.and_then(|order| board.directives.get(&order.directive));
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut fact = |vi, en, text: Option<String>| {
        facts.extend(
            text.filter(|text| !text.is_empty()).map(|text| (visit.w(vi, en).to_owned(), text)),
        );
    };
    fact("Giao lúc", "Given", task.given_at.map(wall_text));
    fact("Phải nhận trước", "Accept by", task.receipt.map(wall_text));
    fact("Nhận lúc", "Accepted", task.accepted_at.map(wall_text));
    fact("Hạn", "Due", task.term.map(|term| wall_text(term.at)));
    fact("Hạn ban đầu", "First term", task.first_due.map(wall_text));
    fact("Xin gia hạn đến", "More time asked until", task.asked_until.map(wall_text));
    let heard = if task.is_watched() {
        ("Minh chứng gần nhất", "Evidence last came")
    } else {
        ("Báo xong lúc", "Reported done")
    };
    fact(heard.0, heard.1, task.done_at.map(wall_text));
    fact("Chờ điều kiện", "Waits for", Some(task.condition.clone()));
    fact("Tiến độ", "Progress", task.progress.map(|percent| format!("{percent} %")));
    fact("Báo cáo về", "Report to", order.map(|order| order.report_to.clone()));
    fact(
        "Đã nhắc",
        "Reminded",
        Some(task.reminded).filter(|count| *count > 0).map(|count| count.to_string()),
    );
    let officer = visit.who()?.officer.as_ref();
    let side = officer.and_then(|officer| office.side_of(task, officer).ok());
    let steps = side.map(|side| steps(task, side, visit)).unwrap_or_default();
    let evidence = office.evidence(task, None)?;
    Ok(Page {
        c: visit.chrome("Việc", "Task"),
        sayings,
        unit: office.unit_name(task.unit, day),
        given_by: office.unit_name(task.given_by, day),
        quote: order.map_or_else(|| task.title.clone(), |order| order.quote.clone()),
        urgency: task.urgency.to_uppercase(),
        state: task.state.title().get(lang).to_owned(),
        tag: words::task(task.standing(board.now), lang),
        facts,
        said: task.said.clone(),
        directive: directive
            .filter(|one| visit.reach(Right::ReadDirectives, one.unit).is_ok())
            .map(|one| {
                let unit = office.key(one.unit, day);
                (
                    format!("/directives/{unit}/{}/{}", one.year, one.arrival),
                    format!("{} {}", one.number, one.subject),
                )
            }),
        evidence: evidence
            .iter()
            .map(|file| {
                let href = format!("/task/evidence/{}?ref={reference}", file.id);
                (href, format!("{} ({} kB)", file.file_name, (file.bytes + 1023) / 1024))
            })
            .collect(),
        history: if task.recorded { history(visit, task.id, task)? } else { Vec::new() },
        may_report: steps.iter().any(|step| step.name == "report"),
        steps,
        typed: visit.form.get("say").to_owned(),
        until: visit.form.get("until").to_owned(),
        reference: reference.to_string(),
    })
}

/// The steps that can be taken, with what is always possible beside them.
fn steps(task: &Task, side: Side, visit: &Visit<'_>) -> Vec<StepShown> {
    let mut steps = Vec::new();
    let mut add = |name: &'static str, vi, en, quiet| {
        steps.push(StepShown { name, label: visit.w(vi, en).to_owned(), quiet });
    };
    for (step, by) in steps_from(task.state).filter(|(_, by)| *by == side) {
        debug_assert_eq!(by, side, "filtered above");
        match step {
            Step::Accept => add("accept", "Nhận việc", "Accept", false),
            Step::Report if task.is_watched() => {
                add("report", "Gửi minh chứng", "Send evidence", false)
            }
            Step::Report => add("report", "Báo cáo đã xong", "Report it done", false),
            Step::Decline => add("decline", "Xin trả lại việc", "Decline", true),
            Step::Close => add("close", "Xác nhận đã xong", "Close it", false),
            Step::Return => add("return", "Trả lại, làm tiếp", "Send it back", true),
            Step::Insist => add("insist", "Vẫn giao việc này", "Insist", false),
            Step::Withdraw => add("withdraw", "Thu hồi việc", "Withdraw", true),
            Step::Declare => add("declare", "Điều kiện đã xảy ra", "The condition has come", false),
        }
    }
    if task.state.is_open() {
        match side {
            Side::Assignee => add("progress", "Báo tiến độ", "Say how far", true),
            Side::Giver => add("remind", "Nhắc", "Remind", true),
        }
        if side == Side::Giver && task.is_watched() {
            add("close", "Thôi, không phải làm nữa", "End it", true);
        }
        if task.term.is_some() && !task.is_watched() {
            match side {
                Side::Assignee => add("extend", "Xin gia hạn", "Ask for more time", true),
                Side::Giver => add("extend", "Gia hạn", "Give more time", true),
            }
        }
    }
    steps
}

/// Who did what when, the latest first.
fn history(
    visit: &Visit<'_>,
    record: RecordId,
    task: &Task,
) -> Result<Vec<(String, String, String)>, Nope> {
    let register = node::units::register(visit.node(), "task")?;
    let scope = visit.node().scope_of(task.unit)?;
    let steps = match visit.node().history(register.definition.id, record, &scope) {
        Ok(steps) => steps,
        Err(node::NodeError::UnknownRecord(_)) => return Ok(Vec::new()),
        Err(other) => return Err(other.into()),
    };
    let line = |step: &node::HistoryStep| {
        let by = step.officer.and_then(|officer| visit.officer_name(officer)).unwrap_or_default();
        (crate::web::moment_text(step.at.millis), by, step.reason.clone().unwrap_or_default())
    };
    Ok(steps.iter().rev().map(line).collect())
}
