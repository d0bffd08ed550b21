//! `phaodai briefing remind`: a unit is reminded, and it is counted.

use clap::Args as Arguments;
use jiff::civil::Date;
use node::briefing::{Reminded, Round};
use serde_json::{Value, json};

use super::super::node::open_node;
use super::super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai briefing remind`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị được nhắc · Code of the unit that is reminded
    #[arg(value_name = "UNIT")]
    unit: String,
    /// Nhắc về: mã việc, mã số liệu vênh, hoặc "return" (mọi báo cáo còn nợ trong ngày) · Reference of a task or a discrepancy, or "return" (all that it owes for the day)
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
    if context.json {
        context.print_json(&as_json(args, &reminded, &round, day, &by.full_name))?;
    } else {
        for one in &reminded {
            let name = round.desk.unit_name(one.unit, day);
            let words = context.say("nhắc lần thứ", "reminder no.");
            println!("{name}: {words} {} · {}", one.times, one.about.reference());
        }
    }
    Ok(Outcome::Done)
}

/// `about` and `times` are those of the first; `reminded` holds all.
fn as_json(args: &Args, reminded: &[Reminded], round: &Round<'_>, day: Date, by: &str) -> Value {
    let one = |one: &Reminded| json!({"about": one.about.reference(), "times": one.times});
    let all: Vec<Value> = reminded.iter().map(one).collect();
    let name = reminded.first().map(|one| round.desk.unit_name(one.unit, day));
    let first = all.first().cloned().unwrap_or_default();
    json!({"unit": args.unit, "name": name, "by": by, "about": first["about"],
        "times": first["times"], "reminded": all})
}
