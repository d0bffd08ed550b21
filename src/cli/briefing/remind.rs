//! `phaodai briefing remind`: a unit is reminded, and it is counted.

use clap::Args as Arguments;
use jiff::civil::Date;
use node::briefing::Round;
use serde_json::json;

use super::super::node::open_node;
use super::super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai briefing remind`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị được nhắc · Code of the unit that is reminded
    #[arg(value_name = "UNIT")]
    unit: String,
    /// Nhắc về: mã việc, mã số liệu vênh, hoặc "return" (báo cáo trong ngày) · Reference of a task or a discrepancy, or "return"
    #[arg(long, value_name = "WHAT")]
    about: String,
    /// Ngày của báo cáo; mặc định hôm nay · Day of the return; today by default
    #[arg(long, visible_alias = "date", value_name = "DATE", value_parser = say::read_day)]
    day: Option<Date>,
    /// Lời nhắc · The words
    #[arg(long, value_name = "TEXT", default_value = "")]
    say: String,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let round = Round::open(&node)?;
    let by = super::super::task::officer(&node, context)?;
    let day = args.day.unwrap_or_else(|| round.desk.today());
    let reminded = round.remind(&args.unit, &args.about, day, &by, &args.say)?;
    let (name, times) = (round.desk.unit_name(reminded.unit, day), reminded.times);
    if context.json {
        context.print_json(&json!({"unit": args.unit, "name": name, "by": by.full_name,
            "about": reminded.about.reference(), "times": times}))?;
    } else {
        let words = context.say("nhắc lần thứ", "reminder no.");
        println!("{name}: {words} {times} · {}", reminded.about.reference());
    }
    Ok(Outcome::Done)
}
