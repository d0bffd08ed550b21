//! `phaodai jobs`: what happens by the clock, and alarms about kept figures.

use std::thread;
use std::time::Duration;

use clap::{Args as Arguments, Subcommand};
use domain::base::Diagnostic;
use jiff::Timestamp;
use node::jobs::{Planned, Ran};
use node::{Clock, Node};
use serde_json::json;

use super::node::{actor, open_node};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};

/// While it stays, it looks again after so long, also when nothing is due: a clock may be set meanwhile.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// The arguments of `phaodai jobs`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Các việc theo giờ: chạy lần cuối, lần tới · The jobs, their last and next run
    #[command(after_help = "Ví dụ · Example:\n  phaodai jobs list")]
    List,
    /// Chạy những việc đã đến giờ · Run what is due
    #[command(after_help = "Ví dụ · Example:\n  phaodai jobs run\n  phaodai jobs run --stay")]
    Run {
        /// Ở lại, chạy tiếp khi đến giờ, đến khi bị dừng · Stay and run what becomes due, until stopped
        #[arg(long)]
        stay: bool,
    },
    /// Ghi nhận một báo động về số liệu · Take note of an alarm about a figure
    #[command(after_help = "Ví dụ · Example:\n  phaodai jobs acknowledge 1 --as \"Lò Văn A\"")]
    Acknowledge {
        /// Số của báo động · Number of the alarm
        #[arg(value_name = "NO")]
        no: u64,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    match args.command {
        Command::List => list(&node, context),
        Command::Run { stay } => run_due(&node, stay, context),
        Command::Acknowledge { no } => acknowledge(&node, no, context),
    }
}

fn list(node: &Node, context: &Context) -> Result<Outcome, Failure> {
    let jobs = node.jobs()?;
    if context.json {
        let job = |planned: &Planned| {
            json!({"job": planned.job.name(), "title": planned.job.title().get(context.lang),
                "last": planned.last.map(|(at, _)| say::stamp(at)), "done": planned.last.map(|(_, done)| done),
                "next": say::stamp(planned.next)})
        };
        context.print_json(&jobs.iter().map(job).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    }
    let mut grid = Wide::new([
        (context.say("Việc", "Job"), Side::Left),
        (context.say("Lần cuối", "Last run"), Side::Left),
        (context.say("Lần tới", "Next run"), Side::Left),
    ]);
    let now = node.clock().now();
    for planned in &jobs {
        let last = planned.last.map_or_else(|| "–".to_owned(), |(at, _)| say::moment(at));
        grid.push([
            planned.job.title().get(context.lang).to_owned(),
            last,
            next(planned.next, now, context),
        ]);
    }
    print!("{grid}");
    Ok(Outcome::Done)
}

fn next(at: Timestamp, now: Timestamp, context: &Context) -> String {
    if at <= now { context.say("ngay bây giờ", "now").to_owned() } else { say::moment(at) }
}

fn run_due(node: &Node, stay: bool, context: &Context) -> Result<Outcome, Failure> {
    if stay && matches!(node.clock(), Clock::Fixed(_)) {
        return Err(Failure::usage(Diagnostic::error(
            "clock_stands_still",
            "--stay không đi cùng --now: đồng hồ cố định không bao giờ đến giờ",
            "--stay does not go with --now: a clock that stands still never comes to the hour",
        )));
    }
    loop {
        let ran = node.run_due_jobs()?;
        told(&ran, context)?;
        if !stay {
            let wrong =
                ran.iter().any(|ran| ran.job == node::jobs::Job::CheckFigures && ran.done > 0);
            return Ok(if wrong { Outcome::Partly } else { Outcome::Done });
        }
        thread::sleep(LOOK_AGAIN);
    }
}

fn told(ran: &[Ran], context: &Context) -> Result<(), Failure> {
    if context.json {
        let one = |ran: &Ran| json!({"job": ran.job.name(), "done": ran.done});
        context.print_json(&ran.iter().map(one).collect::<Vec<_>>())?;
        return Ok(());
    }
    if ran.is_empty() {
        return Ok(());
    }
    for ran in ran {
        let unit = match ran.job {
            node::jobs::Job::CheckFigures => context.say("số sai", "wrong"),
            node::jobs::Job::SignHeads => context.say("chữ ký", "signed"),
            _ => context.say("đơn vị đếm lại", "units recounted"),
        };
        println!(
            "{}: {} {unit}",
            ran.job.title().get(context.lang),
            say::number(ran.done.cast_signed(), context.lang)
        );
    }
    Ok(())
}

fn acknowledge(node: &Node, no: u64, context: &Context) -> Result<Outcome, Failure> {
    let Some(officer) = actor(node, context)? else {
        return Err(Failure::usage(Diagnostic::error(
            "officer_missing",
            "chưa nói ai ghi nhận: thêm --as \"HỌ TÊN\"",
            "nobody is named who takes note: add --as \"NAME\"",
        )));
    };
    if !node.note_alarm(no, &officer.full_name)? {
        return Err(Diagnostic::error(
            "alarm_unknown",
            format!("không có báo động số {no} nào đang chờ ghi nhận"),
            format!("no alarm {no} waits for anybody"),
        )
        .hint("xem: phaodai doctor", "see: phaodai doctor")
        .into());
    }
    if context.json {
        context.print_json(&json!({"alarm": no, "by": officer.full_name}))?;
    } else {
        println!(
            "{} {no}: {}",
            context.say("Đã ghi nhận báo động", "Noted alarm"),
            officer.full_name
        );
    }
    Ok(Outcome::Done)
}
