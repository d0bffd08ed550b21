//! The steps that officers take with tasks.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::base::{Diagnostic, UnitId};
use domain::directive::task::Step;
use jiff::civil::{Date, DateTime};
use node::Node;
use node::people::Officer;
use node::tasks::{Office, Said, Task, TaskReference};
use serde_json::json;

use super::super::directive::wall;
use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome, say};
use super::evidence;

/// Tasks, and what is said about them.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Một hay nhiều việc, ví dụ 3/o12/04105 · One task or more
    #[arg(value_name = "TASK", required = true)]
    tasks: Vec<String>,
    /// Ý kiến, kết quả hoặc lý do · What is said: result or reason
    #[arg(long, value_name = "TEXT", default_value = "")]
    say: String,
}

/// Tasks, what is said about them, and what shows it.
#[derive(Debug, Arguments)]
pub struct ReportArgs {
    #[command(flatten)]
    plain: Args,
    /// Tệp minh chứng: bản đã ký, ảnh; tối đa 25 MB mỗi tệp · Files that show it, at most 25 MB each
    #[arg(long, value_name = "FILE", num_args = 1..)]
    evidence: Vec<PathBuf>,
}

/// A task, how far it is, and what is said about it.
#[derive(Debug, Arguments)]
pub struct ProgressArgs {
    #[command(flatten)]
    plain: ReportArgs,
    /// Đã làm được bao nhiêu phần trăm · How far, in percent
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=100))]
    percent: Option<i64>,
}

/// A task, a day, and why.
#[derive(Debug, Arguments)]
pub struct ExtendArgs {
    #[command(flatten)]
    plain: Args,
    /// Đến hết ngày · Until the end of this day
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    until: Date,
}

/// A task and units.
#[derive(Debug, Arguments)]
pub struct DelegateArgs {
    #[command(flatten)]
    plain: Args,
    /// Các đơn vị: mã hoặc tên, cách nhau bằng dấu phẩy; all là mọi đơn vị ngay bên dưới · Units, or all right below
    #[arg(long, value_name = "UNITS")]
    to: String,
}

/// Takes a step with each task; what cannot be done is said, and the others are done.
pub(super) fn run(step: Step, args: &Args, context: &Context) -> Result<Outcome, Failure> {
    each(args, context, &|office, task, by, said| office.step(task, step, by, said))
}

pub(super) fn report(args: &ReportArgs, context: &Context) -> Result<Outcome, Failure> {
    let evidence = evidence::read(&args.evidence)?;
    each(&args.plain, context, &|office, task, by, said| {
        office.step(task, Step::Report, by, &Said { evidence: evidence.clone(), ..said.clone() })
    })
}

pub(super) fn progress(args: &ProgressArgs, context: &Context) -> Result<Outcome, Failure> {
    let evidence = evidence::read(&args.plain.evidence)?;
    each(&args.plain.plain, context, &|office, task, by, said| {
        let (progress, evidence) = (args.percent, evidence.clone());
        office.progress(task, by, &Said { progress, evidence, ..said.clone() })
    })
}

pub(super) fn extend(args: &ExtendArgs, context: &Context) -> Result<Outcome, Failure> {
    let until: DateTime = args.until.at(23, 59, 59, 0);
    each(&args.plain, context, &|office, task, by, said| office.extend(task, until, by, said))
}

pub(super) fn remind(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    each(args, context, &|office, task, by, said| office.remind(task, by, said))
}

pub(super) fn delegate(args: &DelegateArgs, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let by = officer(&node, context)?;
    let said = Said { text: args.plain.say.clone(), ..Said::default() };
    let mut given = Vec::new();
    for text in &args.plain.tasks {
        let task = office.task(&TaskReference::parse(text, office.today())?)?;
        let units = below(&args.to, &office, task.unit)?;
        given.extend(office.delegate(&task, &units, &by, &said)?);
    }
    let names: Vec<String> =
        given.iter().map(|task| office.unit_name(task.unit, office.today())).collect();
    if context.json {
        context.print_json(&json!({"given": given.len(), "units": names}))?;
    } else {
        let words = context.say("Đã giao tiếp cho", "Shared out to");
        print!("{}", say::folded(&format!("{words} {}: ", given.len()), &names));
    }
    Ok(Outcome::Done)
}

type Act<'a> = &'a dyn Fn(&Office<'_>, &Task, &Officer, &Said) -> Result<Task, Diagnostic>;

fn each(args: &Args, context: &Context, act: Act<'_>) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let by = officer(&node, context)?;
    let said = Said { text: args.say.clone(), ..Said::default() };
    let mut outcome = Outcome::Done;
    let mut rows = Vec::new();
    for text in &args.tasks {
        let done = TaskReference::parse(text, office.today())
            .and_then(|reference| office.task(&reference))
            .and_then(|task| act(&office, &task, &by, &said));
        match done {
            Ok(task) => rows.push((text, task)),
            Err(fault) if args.tasks.len() == 1 => return Err(fault.into()),
            Err(fault) => {
                outcome = Outcome::Partly;
                eprintln!("{text}: {}", fault.render(context.lang));
            }
        }
    }
    if context.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(text, task)| json!({"task": text, "state": task.state, "due": task.term.map(|term| term.at), "asked_until": task.asked_until, "progress": task.progress, "reminded": task.reminded}))
            .collect();
        context.print_json(&rows)?;
        return Ok(outcome);
    }
    for (text, task) in rows {
        println!("{text}: {}", told(&task, context));
    }
    Ok(outcome)
}

fn told(task: &Task, context: &Context) -> String {
    let title = task.state.title();
    let mut words = title.get(context.lang).to_owned();
    if let Some(percent) = task.progress {
        words.push_str(&format!(" · {percent}%"));
    }
    if let Some(until) = task.asked_until {
        let asked = context.say("xin gia hạn đến", "more time asked until");
        words.push_str(&format!(" · {asked} {}", wall(until)));
    }
    if let Some(term) = task.term {
        words.push_str(&format!(" · {} {}", context.say("hạn", "due"), wall(term.at)));
    }
    if task.reminded > 0 {
        let times = context.say("lần nhắc", "reminders");
        words.push_str(&format!(" · {} {times}", task.reminded));
    }
    words
}

/// Whoever acts with a task does so by name.
pub(in crate::cli) fn officer(node: &Node, context: &Context) -> Result<Officer, Failure> {
    actor(node, context)?.ok_or_else(|| {
        Failure::usage(
            Diagnostic::error("officer_missing", "chưa biết ai làm việc này", "nobody was named")
                .hint("thêm --as và họ tên cán bộ", "add --as and an officer's name"),
        )
    })
}

/// Units below one, by code or by name; `all` are those right below that are territories.
fn below(text: &str, office: &Office<'_>, above: UnitId) -> Result<Vec<UnitId>, Failure> {
    let day = office.today();
    let under = office.tree().descendants(above, day);
    if text.trim() == "all" {
        let right = office.tree().children(above, domain::base::units::RelationKind::PartOf, day);
        return Ok(right.iter().filter(|unit| unit.is_territorial()).map(|unit| unit.id).collect());
    }
    let fold = domain::base::text::fold;
    text.split(',')
        .map(|word| {
            let word = word.trim();
            let named = under.iter().find(|unit| {
                unit.code.as_deref() == Some(word)
                    || fold(&unit.full_name()) == fold(word)
                    || fold(&unit.name) == fold(word)
            });
            named.map(|unit| unit.id).ok_or_else(|| stranger(word, office, above).into())
        })
        .collect()
}

fn stranger(word: &str, office: &Office<'_>, above: UnitId) -> Diagnostic {
    let above = office.unit_name(above, office.today());
    Diagnostic::error(
        "unit_unknown",
        format!("{above} không có đơn vị nào tên hoặc mã “{word}”"),
        format!("{above} has no unit `{word}` below it"),
    )
    .hint(
        "xem: phaodai units list --under MÃ; hoặc ghi all",
        "see: phaodai units list --under CODE; or write all",
    )
}
