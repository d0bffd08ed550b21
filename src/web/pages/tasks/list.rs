//! The tasks of a unit and of those below it, the most pressing first.

use askama::Template;
use domain::people::Right;
use node::tasks::{Board, Filter, Office, Task};

use crate::web::chrome::{Chrome, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "tasks/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    key: String,
    show: String,
    rows: Vec<Row>,
    total: usize,
    from: usize,
    next: Option<String>,
    before: Option<String>,
    may_act: bool,
    unaccepted: usize,
}

pub(crate) struct Row {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) urgency: String,
    pub(crate) state: String,
    pub(crate) tag: Tag,
    pub(crate) due: String,
    pub(crate) overdue_receipt: bool,
    pub(crate) may_accept: bool,
}

/// Rows of a page.
const AT_ONCE: usize = 50;

/// The list. `show` is open, late, unaccepted, reported or all.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadDirectives)?;
    let office = Office::open(visit.node())?;
    let wanted = visit.query.some("show").unwrap_or("open");
    let filter = Filter::called(wanted).ok_or(Nope::NotFound)?;
    let board = office.board(unit.id, filter)?;
    let words = domain::base::text::fold(visit.query.get("q"));
    let found =
        |task: &Task| words.is_empty() || domain::base::text::fold(&task.title).contains(&words);
    let all: Vec<_> = board.tasks.iter().filter(|(task, _)| found(task)).collect();
    let from: usize = visit.query.get("from").parse().unwrap_or_default();
    let own = visit.who()?.units(Right::ActOnTasks);
    let rows: Vec<Row> =
        all.iter().skip(from).take(AT_ONCE).map(|one| row(one, &board, &office, visit)).collect();
    let key = office.key(unit.id, office.today());
    let page =
        |from: usize| format!("/tasks?unit={key}&show={wanted}&from={from}&{}", query(visit));
    Reply::page(&Page {
        c: visit.chrome("Việc", "Tasks"),
        unit: unit.full_name_on(office.today()),
        show: wanted.to_owned(),
        total: all.len(),
        next: (from + AT_ONCE < all.len()).then(|| page(from + AT_ONCE)),
        before: (from > 0).then(|| page(from.saturating_sub(AT_ONCE))),
        may_act: own.contains(&unit.id),
        unaccepted: all
            .iter()
            .filter(|(task, _)| task.unit == unit.id && task.state.word() == "given")
            .count(),
        from: from + 1,
        rows,
        key,
    })
}

fn query(visit: &Visit<'_>) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("q", visit.query.get("q")).finish()
}

/// A task as a line.
pub(crate) fn row(
    (task, standing): &(Task, domain::directive::task::Standing),
    board: &Board,
    office: &Office<'_>,
    visit: &Visit<'_>,
) -> Row {
    let acts = visit.visitor().is_some_and(|who| who.units(Right::ActOnTasks).contains(&task.unit));
    Row {
        reference: board.reference(task, office).map(|one| one.to_string()).unwrap_or_default(),
        title: task.title.clone(),
        unit: office.unit_name(task.unit, board.now.date()),
        urgency: task.urgency.to_uppercase(),
        state: task.state.title().get(visit.lang).to_owned(),
        tag: words::task(*standing, visit.lang),
        due: task.term.map(|term| wall_text(term.at)).unwrap_or_default(),
        overdue_receipt: task.is_unacknowledged(board.now),
        may_accept: acts && task.state.word() == "given",
    }
}
