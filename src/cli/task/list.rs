//! Tasks on the terminal: one by one, or obligations against units.

use std::collections::BTreeMap;

use clap::Args as Arguments;
use domain::base::RecordId;
use domain::directive::task::Standing;
use jiff::civil::DateTime;
use node::tasks::{Board, Filter, Office, Task, TaskReference};
use serde_json::json;

use super::super::directive::{mark, wall};
use super::super::node::open_node;
use super::super::wide::{Side, Wide};
use super::super::{Context, Failure, Outcome};

/// The arguments of `phaodai task list`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Chỉ việc còn phải làm · Only what is still to be done
    #[arg(long)]
    open: bool,
    /// Chỉ việc quá hạn · Only what is late
    #[arg(long)]
    late: bool,
    /// Chỉ việc chưa ai nhận · Only what nobody has accepted
    #[arg(long)]
    unaccepted: bool,
    /// Chỉ việc đã báo xong, chờ xem · Only what was reported and waits to be looked at
    #[arg(long)]
    reported: bool,
    /// Mỗi nhiệm vụ một dòng: bao nhiêu đơn vị đã xong · One line an order: how many units are done
    #[arg(long)]
    board: bool,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let unit = office.unit(&args.unit, office.today())?.id;
    let filter = Filter {
        open: args.open,
        late: args.late,
        unaccepted: args.unaccepted,
        reported: args.reported,
    };
    let board = office.board(unit, filter)?;
    if context.json {
        let evidence = office.evidence_counts(unit)?;
        let row = |one: &(Task, Standing)| {
            let files = evidence.get(&one.0.id).copied().unwrap_or_default();
            json_task(one, files, &board, &office)
        };
        let rows: Vec<_> = board.tasks.iter().map(row).collect();
        context.print_json(&rows)?;
    } else if args.board {
        print!("{}", by_order(&board, context));
    } else {
        print!("{}", lines(&board, &office, context));
    }
    Ok(Outcome::Done)
}

/// One task whole.
pub(super) fn show(text: &str, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let task = office.task(&TaskReference::parse(text, office.today())?)?;
    let board = office.board(task.unit, Filter::default())?;
    let standing = task.standing(board.now);
    let one = (task, standing);
    if context.json {
        let files = office.evidence(&one.0, None)?.len();
        context.print_json(&json_task(&one, files, &board, &office))?;
        return Ok(Outcome::Done);
    }
    let (task, _) = &one;
    let day = office.today();
    println!("{text} · {}{}", mark(&task.urgency), office.unit_name(task.unit, day));
    println!(
        "{} · {}",
        task.state.title().get(context.lang),
        how(task, standing, board.now, context)
    );
    if let Some(order) = board.obligations.get(&task.obligation) {
        println!("“{}”", order.quote);
        if !order.report_to.is_empty() {
            println!("{}: {}", context.say("Báo cáo", "Report to"), order.report_to);
        }
    }
    let say = |vi, en, at: Option<DateTime>| {
        if let Some(at) = at {
            println!("{}: {}", context.say(vi, en), wall(at));
        }
    };
    say("Giao lúc", "Given", task.given_at);
    say("Phải nhận trước", "Accept by", task.receipt);
    say("Nhận lúc", "Accepted", task.accepted_at);
    match task.is_watched() {
        true => say("Minh chứng tiếp theo trước", "Next evidence by", due(task)),
        false => say("Hạn", "Due", due(task)),
    }
    say("Hạn ban đầu", "First term", task.first_due);
    say("Xin gia hạn đến", "More time asked until", task.asked_until);
    if task.is_watched() {
        say("Minh chứng gần nhất", "Evidence last came", task.done_at);
    } else {
        say("Báo xong lúc", "Reported done", task.done_at);
    }
    let evidence = office.evidence(task, None)?;
    if !evidence.is_empty() {
        println!(
            "{}: {} (phaodai task evidence {text})",
            context.say("Minh chứng", "Evidence"),
            evidence.len()
        );
    }
    if !task.said.is_empty() {
        println!("{}: {}", context.say("Đã nói", "Said"), task.said);
    }
    Ok(Outcome::Done)
}

fn json_task(
    (task, standing): &(Task, Standing),
    evidence: usize,
    board: &Board,
    office: &Office<'_>,
) -> serde_json::Value {
    let day = office.today();
    let order = board.obligations.get(&task.obligation);
    json!({"task": board.reference(task, office).map(|one| one.to_string()), "unit": office.key(task.unit, day),
        "name": office.unit_name(task.unit, day), "given_by": office.key(task.given_by, day), "leads": task.leads,
        "title": task.title, "quote": order.map(|order| &order.quote), "state": task.state, "standing": standing,
        "urgency": task.urgency, "kind": task.dueness, "due": task.term.map(|term| term.at),
        "inclusive": task.term.map(|term| term.inclusive), "period": task.period, "condition": task.condition,
        "accept_by": task.receipt, "unacknowledged": task.is_unacknowledged(board.now), "accepted_at": task.accepted_at,
        "done_at": task.done_at, "progress": task.progress, "said": task.said, "evidence": evidence, "first_due": task.first_due,
        "silent_days": (*standing == Standing::Silent).then(|| task.silent_days(board.now)).flatten(),
        "asked_until": task.asked_until, "reminded": task.reminded, "part": task.part_of.is_some() && task.period.is_none()})
}

/// A task in two lines: what names it and how it stands, then its words.
fn lines(board: &Board, office: &Office<'_>, context: &Context) -> String {
    if board.tasks.is_empty() {
        return context.say("Không có việc nào.\n", "No tasks.\n").to_owned();
    }
    let mut page = String::new();
    for (task, standing) in &board.tasks {
        let name = board.reference(task, office).map(|one| one.to_string()).unwrap_or_default();
        let due =
            task.term.map(|term| format!(" · {} {}", context.say("hạn", "due"), wall(term.at)));
        let late = if task.is_unacknowledged(board.now) {
            context.say(" · QUÁ GIỜ NHẬN", " · NOT ACKNOWLEDGED")
        } else {
            ""
        };
        let title: String = task.title.chars().take(72).collect();
        page.push_str(&format!(
            "{}{name}  {}\n    {} · {}{}{late}\n    {title}\n",
            mark(&task.urgency),
            office.unit_name(task.unit, board.now.date()),
            task.state.title().get(context.lang),
            how(task, *standing, board.now, context),
            due.unwrap_or_default()
        ));
    }
    let count = |wanted: Standing| board.tasks.iter().filter(|(_, one)| *one == wanted).count();
    page.push_str(&format!(
        "{} {} · {} {} · {} {} · {} {}\n",
        board.tasks.len(),
        context.say("việc", "tasks"),
        count(Standing::Late) + count(Standing::Silent),
        context.say("quá hạn", "late"),
        count(Standing::DoneInTime),
        context.say("xong đúng hạn", "done in time"),
        count(Standing::DoneLate),
        context.say("xong muộn", "done late")
    ));
    page
}

/// One line an order: of how many units, how many accepted, done, late.
fn by_order(board: &Board, context: &Context) -> Wide {
    let mut grid = Wide::new([
        (context.say("Nhiệm vụ", "Order"), Side::Left),
        (context.say("Đơn vị", "Units"), Side::Right),
        (context.say("Chưa nhận", "Not accepted"), Side::Right),
        (context.say("Đã xong", "Done"), Side::Right),
        (context.say("Xong muộn", "Done late"), Side::Right),
        (context.say("Quá hạn", "Late"), Side::Right),
        (context.say("Nội dung", "What"), Side::Left),
    ]);
    // By the directive, then by the order within it: o9 stands before o10.
    let mut orders: BTreeMap<_, Vec<&(Task, Standing)>> = BTreeMap::new();
    for one in &board.tasks {
        let (label, period) = (label(board, one.0.obligation), one.0.period);
        orders.entry((label.len(), label, period)).or_default().push(one);
    }
    for ((_, label, period), tasks) in orders {
        let count = |wanted: &dyn Fn(&(Task, Standing)) -> bool| {
            tasks.iter().filter(|one| wanted(one)).count()
        };
        let done = count(&|(_, standing)| standing.is_done() || *standing == Standing::KeptUp);
        let title: String = tasks
            .first()
            .map(|(task, _)| task.title.chars().take(30).collect())
            .unwrap_or_default();
        grid.push([
            period.map_or_else(|| label.clone(), |day| format!("{label} {day}")),
            tasks.len().to_string(),
            count(&|(task, _)| task.state.word() == "given").to_string(),
            format!("{done}/{}", tasks.len()),
            count(&|(_, standing)| *standing == Standing::DoneLate).to_string(),
            count(&|(_, standing)| standing.is_behind()).to_string(),
            title,
        ]);
    }
    grid
}

fn label(board: &Board, obligation: RecordId) -> String {
    let Some(order) = board.obligations.get(&obligation) else { return String::new() };
    let arrival = board.directives.get(&order.directive);
    let arrival = arrival.map(|one| format!("{}.{}/", one.arrival, one.year)).unwrap_or_default();
    format!("{arrival}{}", order.label)
}

fn due(task: &Task) -> Option<DateTime> {
    task.term.map(|term| term.at)
}

/// How a task stands, with the days for which nothing was heard of it.
fn how(task: &Task, standing: Standing, now: DateTime, context: &Context) -> String {
    let words = stands(standing, context);
    match task.silent_days(now).filter(|_| standing == Standing::Silent) {
        None => words.to_owned(),
        Some(days) => format!("{words} {days} {}", context.say("ngày", "days")),
    }
}

fn stands(standing: Standing, context: &Context) -> &'static str {
    let (vi, en) = match standing {
        Standing::Asleep => ("chờ điều kiện", "asleep"),
        Standing::InTime => ("còn hạn", "in time"),
        Standing::NoTerm => ("không có hạn", "no term"),
        Standing::Late => ("QUÁ HẠN", "LATE"),
        Standing::KeptUp => ("đang duy trì", "kept up"),
        Standing::Silent => ("IM LẶNG, không có minh chứng đã", "SILENT, no evidence for"),
        Standing::DoneInTime => ("xong đúng hạn", "done in time"),
        Standing::DoneLate => ("xong muộn", "done late"),
        Standing::Released => ("không phải làm nữa", "released"),
    };
    context.say(vi, en)
}
