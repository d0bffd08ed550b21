//! `phaodai briefing ordered`: what was ordered on a day, and whether it was done.

use clap::Args as Arguments;
use domain::directive::task::Standing;
use jiff::ToSpan;
use jiff::civil::Date;
use node::briefing::{Ordered, OrderedTask, Round};
use serde_json::json;

use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai briefing ordered`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị giao việc · Code of the unit that gave the orders
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày giao; mặc định hôm qua · Day on which they were given; yesterday by default
    #[arg(long, visible_alias = "date", value_name = "DATE", value_parser = say::read_day)]
    day: Option<Date>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let round = Round::open(&node)?;
    let today = round.desk.today();
    let day = args.day.unwrap_or_else(|| today.checked_sub(1.day()).unwrap_or(Date::MIN));
    let unit = round.desk.unit_in_force(&args.unit, today)?.id;
    round.may_see(actor(&node, context)?.as_ref(), unit, today)?;
    let orders = round.ordered(unit, day)?;
    if context.json {
        let rows: Vec<_> = orders.iter().map(|one| as_json(one, &round)).collect();
        context.print_json(&json!({"unit": args.unit, "day": day, "orders": rows}))?;
        return Ok(Outcome::Done);
    }
    println!(
        "{} · {} {}",
        round.desk.unit_name(unit, today),
        context.say("giao ngày", "ordered on"),
        say::day(day)
    );
    if orders.is_empty() {
        println!("{}", context.say("Không giao việc nào.", "Nothing was ordered."));
    }
    for order in &orders {
        print!("{}", page(order, context));
    }
    Ok(Outcome::Done)
}

/// Done, owed, late, not accepted.
fn counts(order: &Ordered) -> (usize, usize, usize, usize) {
    let count = |wanted: &dyn Fn(&OrderedTask) -> bool| {
        order.tasks.iter().filter(|task| wanted(task)).count()
    };
    let done = count(&|task| task.standing.is_done() || task.standing == Standing::KeptUp);
    let owed = count(&|task| task.standing != Standing::Released);
    (done, owed, count(&|task| task.standing.is_behind()), count(&|task| task.unaccepted))
}

fn as_json(order: &Ordered, round: &Round<'_>) -> serde_json::Value {
    let (done, owed, late, unaccepted) = counts(order);
    let today = round.desk.today();
    let tasks = order.tasks.iter().map(|task| {
        json!({"unit": round.desk.key(task.unit, today), "name": task.name, "standing": task.standing,
            "unaccepted": task.unaccepted, "said": task.said, "source": [task.source]})
    });
    json!({"directive": order.directive.title, "source": [order.directive.source],
        "item": order.item, "quote": order.quote, "done": done, "owed": owed, "late": late,
        "unaccepted": unaccepted, "tasks": tasks.collect::<Vec<_>>()})
}

/// Which units are named together.
type Group = fn(&OrderedTask) -> bool;

fn page(order: &Ordered, context: &Context) -> String {
    let (done, owed, late, unaccepted) = counts(order);
    let mut page = format!("\n{} · {}\n  “{}”\n", order.directive.title, order.item, order.quote);
    page.push_str(&format!(
        "  {done}/{owed} {} · {late} {} · {unaccepted} {}\n",
        context.say("xong", "done"),
        context.say("quá hạn", "overdue"),
        context.say("chưa nhận", "not accepted"),
    ));
    let groups: [(&str, Group); 4] = [
        (context.say("Xong", "Done"), |task| {
            task.standing.is_done() || task.standing == Standing::KeptUp
        }),
        (context.say("Quá hạn", "Overdue"), |task| task.standing.is_behind()),
        (context.say("Chưa nhận", "Not accepted"), |task| task.unaccepted),
        (context.say("Đang làm", "In hand"), |task| {
            matches!(task.standing, Standing::InTime | Standing::NoTerm) && !task.unaccepted
        }),
    ];
    for (title, wanted) in groups {
        let names = order.tasks.iter().filter(|task| wanted(task)).map(|task| task.name.clone());
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            page.push_str(&say::folded(&format!("  {title}: "), &names));
        }
    }
    page.push_str(&format!("  phaodai {}\n", order.directive.source.command()));
    page
}
