//! The three questions of the morning: what before the cut-off, what is late, what has changed since yesterday.

use askama::Template;
use domain::base::units::Unit;
use domain::directive::task::Standing as TaskStanding;
use domain::people::Right;
use domain::returns::{Standing, judge};
use node::briefing::Round;
use node::publish::{Desk, Wanted};
use node::tasks::Filter;

use super::mine::{Mine, mine};
use crate::say;
use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::returns;
use crate::web::pages::tasks::list::{Row, row};
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "today/show.html")]
struct Page {
    c: Chrome,
    unit: String,
    day: String,
    now: String,
    returns: Vec<ReturnDue>,
    below: Option<Below>,
    explain: Vec<Explain>,
    accept: usize,
    today: Vec<Row>,
    late: Vec<Row>,
    late_total: usize,
    changes: Vec<Change>,
    changes_total: usize,
    key: String,
    mine: Mine,
}

struct ReturnDue {
    href: String,
    title: String,
    due: String,
    until: String,
    tag: Tag,
    waiting: bool,
    todo: String,
}

/// The units below, in one line.
struct Below {
    reported: usize,
    obliged: usize,
    late: Vec<String>,
    missing: Vec<String>,
    due: String,
    until: String,
    waiting: bool,
}

struct Explain {
    href: String,
    title: String,
    due: String,
    overdue: bool,
}

struct Change {
    unit: String,
    title: String,
    was: String,
    is: String,
    href: String,
}

/// Lines of each list: the page fits a screen.
const LINES: usize = 8;

/// The first screen.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let who = visit.who()?;
    let tree = visit.tree()?;
    let day = visit.today();
    let home = who.home().and_then(|unit| tree.get(unit)).cloned();
    let round = Round::open(visit.node())?;
    let mut page = Page {
        c: visit.chrome("Hôm nay", "Today"),
        unit: home.as_ref().map(|unit| unit.full_name_on(day)).unwrap_or_default(),
        day: day_text(day),
        now: words::stamp(round.desk.now()),
        returns: Vec::new(),
        below: None,
        explain: Vec::new(),
        accept: 0,
        today: Vec::new(),
        late: Vec::new(),
        late_total: 0,
        changes: Vec::new(),
        changes_total: 0,
        key: home.as_ref().map(|unit| round.desk.key(unit.id, day)).unwrap_or_default(),
        mine: Mine::default(),
    };
    if let Some(unit) = home {
        fill(&mut page, &unit, &round, visit)?;
    }
    Reply::page(&page)
}

fn fill(page: &mut Page, unit: &Unit, round: &Round<'_>, visit: &Visit<'_>) -> Result<(), Nope> {
    let who = visit.who()?;
    page.mine = mine(visit, unit, &page.key)?;
    if who.may(Right::PrepareReturns) {
        page.returns = due(unit, &round.desk, visit)?;
    }
    if who.may(Right::ReadBoard) {
        page.below = below(unit, &round.desk, visit);
        changes(page, unit, round, visit);
    }
    if who.may(Right::Explain) {
        page.explain = to_explain(unit, &round.desk, visit)?;
    }
    if who.may(Right::ReadDirectives) {
        tasks(page, unit, round, visit)?;
    }
    Ok(())
}

fn due(unit: &Unit, desk: &Desk<'_>, visit: &Visit<'_>) -> Result<Vec<ReturnDue>, Nope> {
    let day = visit.today();
    let mut due = Vec::new();
    for template in desk.templates().iter().filter(|template| desk.owes(unit, template, day)) {
        let subject = desk.subject(&unit.id.to_string(), day, Some(&template.name))?;
        let standing = judge(template.cut_off, day, desk.first_received(&subject)?, desk.now());
        let versions = desk.versions(&subject)?;
        let last = versions.last();
        let todo = match last.map(|version| version.state.name()) {
            None => visit.w(
                "Chưa lập: mở, xem số trong sổ, lập báo cáo.",
                "Not made out yet: open it and look at the figures.",
            ),
            Some("draft") => {
                visit.w("Đã lập, còn thiếu xác nhận.", "Made out; confirmations are missing.")
            }
            Some("confirmed") => visit.w("Đủ xác nhận, chưa gửi.", "Confirmed, not sent."),
            Some(_) => visit.w("Đã gửi.", "Sent."),
        };
        let at = domain::base::stamp(day.to_datetime(template.cut_off.time()));
        due.push(ReturnDue {
            href: returns::address(desk, &subject),
            title: template.title.get(visit.lang).to_owned(),
            due: say::clock(template.cut_off.time()),
            until: at.map(words::stamp).unwrap_or_default(),
            tag: words::standing(standing, visit.lang),
            waiting: standing == Standing::Waiting,
            todo: todo.to_owned(),
        });
    }
    Ok(due)
}

/// Where nobody below owes a return, there is nothing to say.
fn below(unit: &Unit, desk: &Desk<'_>, visit: &Visit<'_>) -> Option<Below> {
    let day = visit.today();
    let template = desk.templates().iter().find(|one| desk.is_owed_below(unit.id, one, day))?;
    let collated = desk.collate(&unit.id.to_string(), day, Some(&template.name)).ok()?;
    let names = |wanted: Standing| {
        let rows = collated.collation.rows.iter().filter(|row| row.standing == wanted);
        rows.map(|row| desk.unit_name(row.unit, day)).collect::<Vec<_>>()
    };
    let counts = collated.collation.counts;
    let waiting = !collated.template.cut_off.is_past(day, desk.now());
    Some(Below {
        reported: counts.on_time + counts.late,
        obliged: counts.obliged,
        late: names(Standing::Late),
        missing: names(if waiting { Standing::Waiting } else { Standing::Missing }),
        due: say::clock(collated.template.cut_off.time()),
        until: collated.cut_off.map(words::stamp).unwrap_or_default(),
        waiting,
    })
}

fn to_explain(unit: &Unit, desk: &Desk<'_>, visit: &Visit<'_>) -> Result<Vec<Explain>, Nope> {
    let wanted = Wanted { unexplained: true, ..Wanted::default() };
    let found = desk.discrepancies(unit.id, &wanted)?;
    let own = found.rows.iter().filter(|one| one.owner == unit.id);
    Ok(own
        .take(LINES)
        .map(|one| Explain {
            href: format!("/discrepancy?ref={}", desk.discrepancy_reference(one)),
            title: one.title.get(visit.lang).to_owned(),
            due: one.due.map(wall_text).unwrap_or_default(),
            overdue: one.is_overdue(found.now),
        })
        .collect())
}

fn tasks(page: &mut Page, unit: &Unit, round: &Round<'_>, visit: &Visit<'_>) -> Result<(), Nope> {
    let board = round.office.board(unit.id, Filter { open: true, ..Filter::default() })?;
    let own = |task: &node::tasks::Task| task.unit == unit.id;
    page.accept =
        board.tasks.iter().filter(|(task, _)| own(task) && task.state.word() == "given").count();
    let end = visit.today();
    let is_today = |(task, standing): &&(node::tasks::Task, TaskStanding)| {
        *standing == TaskStanding::InTime && task.term.is_some_and(|term| term.at.date() == end)
    };
    let line = |one: &(node::tasks::Task, TaskStanding)| row(one, &board, &round.office, visit);
    page.today = board
        .tasks
        .iter()
        .filter(|one| own(&one.0))
        .filter(is_today)
        .take(LINES)
        .map(line)
        .collect();
    let late: Vec<_> = board.tasks.iter().filter(|(_, standing)| standing.is_behind()).collect();
    page.late_total = late.len();
    page.late = late.into_iter().take(LINES).map(line).collect();
    Ok(())
}

fn changes(page: &mut Page, unit: &Unit, round: &Round<'_>, visit: &Visit<'_>) {
    let key = unit.id.to_string();
    let Ok(found) = round.changes(&key, visit.today(), None, visit.lang) else { return };
    page.changes_total = found.changes.len();
    page.changes = found
        .changes
        .iter()
        .take(LINES)
        .map(|one| Change {
            unit: round.desk.unit_name(one.unit, found.day),
            title: one.title.clone(),
            was: say::number(one.was, visit.lang),
            is: say::number(one.is, visit.lang),
            href: format!(
                "/figure?a={}/{}/{}.{}",
                round.desk.key(one.unit, found.day),
                found.day,
                found.template.name,
                one.line
            ),
        })
        .collect();
}
