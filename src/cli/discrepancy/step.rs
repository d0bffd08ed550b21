//! The steps that officers take with discrepancies.

use clap::{Args as Arguments, ValueEnum};
use domain::base::{Diagnostic, local};
use jiff::civil::DateTime;
use node::Node;
use node::people::Officer;
use node::publish::{Desk, Discrepancy, DiscrepancyReference, Route};

use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome};
use super::{json, words};

/// A discrepancy, and what is said about it.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Số liệu vênh, ví dụ 04117/2021-09-10/returned_fell · The discrepancy
    #[arg(value_name = "DISCREPANCY")]
    discrepancy: String,
    /// Nội dung giải trình, ý kiến hoặc lý do · What is said
    #[arg(long, value_name = "TEXT", default_value = "")]
    say: String,
}

/// A discrepancy, what is asked, and by when.
#[derive(Debug, Arguments)]
pub struct AskArgs {
    #[command(flatten)]
    plain: Args,
    /// Giải trình trước giờ này; mặc định theo quy tắc · Explain by this time; by default as the rule says
    #[arg(long, value_name = "TIME")]
    until: Option<DateTime>,
}

/// A discrepancy, its explanation, and which way it goes.
#[derive(Debug, Arguments)]
pub struct ExplainArgs {
    #[command(flatten)]
    plain: Args,
    /// Gửi đi đâu: cả hai nơi, Văn phòng cấp ủy, hay Chủ tịch · Which way: both, the party office, the chair
    #[arg(long, value_enum, default_value = "both")]
    route: Way,
}

/// Which way an explanation goes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Way {
    /// Cả hai · Both
    Both,
    /// Văn phòng cấp ủy · The office of the party committee
    Party,
    /// Chủ tịch · The chair
    State,
}

/// What the unit above thinks of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    Accept,
    Refuse,
    Dismiss,
}

type Act<'a> = &'a dyn Fn(&Desk<'_>, &Discrepancy, &Officer) -> Result<Discrepancy, Diagnostic>;

pub(super) fn run(verdict: Verdict, args: &Args, context: &Context) -> Result<Outcome, Failure> {
    act(args, context, &|desk, one, by| match verdict {
        Verdict::Accept => desk.accept_explanation(one, by, &args.say),
        Verdict::Refuse => desk.refuse_explanation(one, by, &args.say),
        Verdict::Dismiss => desk.dismiss(one, by, &args.say),
    })
}

pub(super) fn ask(args: &AskArgs, context: &Context) -> Result<Outcome, Failure> {
    act(&args.plain, context, &|desk, one, by| desk.ask_about(one, by, &args.plain.say, args.until))
}

pub(super) fn explain(args: &ExplainArgs, context: &Context) -> Result<Outcome, Failure> {
    let route = match args.route {
        Way::Both => Route::Both,
        Way::Party => Route::Party,
        Way::State => Route::State,
    };
    act(&args.plain, context, &|desk, one, by| desk.explain(one, by, &args.plain.say, route))
}

fn act(args: &Args, context: &Context, act: Act<'_>) -> Result<Outcome, Failure> {
    let reference: DiscrepancyReference = args.discrepancy.parse().map_err(Failure::usage)?;
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let by = officer(&node, context)?;
    let one = desk.discrepancy(&reference)?;
    let next = act(&desk, &one, &by)?;
    let now = local(desk.now());
    if context.json {
        context.print_json(&json::of(&next, now, &desk, context))?;
    } else {
        let reference = desk.discrepancy_reference(&next);
        println!("{reference}: {}", words::standing(&next, now, &desk, context));
    }
    Ok(Outcome::Done)
}

/// Whoever says something about a discrepancy does so by name.
fn officer(node: &Node, context: &Context) -> Result<Officer, Failure> {
    actor(node, context)?.ok_or_else(|| {
        Failure::usage(
            Diagnostic::error("officer_missing", "chưa biết ai làm việc này", "nobody was named")
                .hint("thêm --as và họ tên cán bộ", "add --as and an officer's name"),
        )
    })
}
