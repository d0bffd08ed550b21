//! `phaodai briefing changes`: what is not what it was on the day before.

use std::collections::BTreeMap;

use clap::Args as Arguments;
use domain::returns::Standing;
use jiff::civil::Date;
use node::briefing::{Change, Changes, Round};
use serde_json::json;

use super::super::node::{actor, open_node};
use super::super::wide::{Side, Wide};
use super::super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai briefing changes`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị; so các đơn vị bên dưới · Code of the unit; those below are compared
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày; so với ngày liền trước; mặc định hôm nay · Day, against the day before; today by default
    #[arg(long, visible_alias = "date", value_name = "DATE", value_parser = say::read_day)]
    day: Option<Date>,
    /// Mẫu báo cáo · The template
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let round = Round::open(&node)?;
    let day = args.day.unwrap_or_else(|| round.desk.today());
    let unit = round.desk.unit_in_force(&args.unit, day)?.id;
    round.may_see(actor(&node, context)?.as_ref(), unit, day)?;
    let changes = round.changes(&args.unit, day, args.template.as_deref(), context.lang)?;
    if context.json {
        context.print_json(&as_json(&changes, &round))?;
    } else {
        print!("{}", page(&changes, &round, context));
    }
    Ok(Outcome::Done)
}

fn as_json(changes: &Changes, round: &Round<'_>) -> serde_json::Value {
    let key = |unit| round.desk.key(unit, changes.day);
    let name = |unit| round.desk.unit_name(unit, changes.day);
    let one = |one: &Change| {
        json!({"unit": key(one.unit), "name": name(one.unit), "line": one.line, "title": one.title,
            "was": one.was, "is": one.is, "change": one.is - one.was, "source": one.sources})
    };
    let silent = changes.silent.iter().map(
        |(unit, was, is)| json!({"unit": key(*unit), "name": name(*unit), "was": was, "is": is}),
    );
    json!({"unit": key(changes.unit), "day": changes.day, "before": changes.before,
        "template": changes.template.name, "changes": changes.changes.iter().map(one).collect::<Vec<_>>(),
        "only_one_day": silent.collect::<Vec<_>>()})
}

fn page(changes: &Changes, round: &Round<'_>, context: &Context) -> String {
    let name = |unit| round.desk.unit_name(unit, changes.day);
    let mut page = format!(
        "{} · {} → {}\n\n",
        name(changes.unit),
        say::day(changes.before),
        say::day(changes.day)
    );
    let mut grid = Wide::new([
        (context.say("Đơn vị", "Unit"), Side::Left),
        (context.say("Chỉ tiêu", "Figure"), Side::Left),
        (context.say("Hôm trước", "Before"), Side::Right),
        (context.say("Trong ngày", "Now"), Side::Right),
        (context.say("Tăng, giảm", "Change"), Side::Right),
        (context.say("Mở tiếp", "Opens at"), Side::Left),
    ]);
    for one in &changes.changes {
        let [_, now] = &one.sources;
        let difference = one.is - one.was;
        let sign = if difference > 0 { "+" } else { "" };
        grid.push([
            name(one.unit),
            one.title.clone(),
            say::number(one.was, context.lang),
            say::number(one.is, context.lang),
            format!("{sign}{}", say::number(difference, context.lang)),
            now.command(),
        ]);
    }
    if changes.changes.is_empty() {
        page.push_str(context.say(
            "Không có số nào thay đổi ở đơn vị báo cáo cả hai ngày.\n",
            "No figure changed in units that reported on both days.\n",
        ));
    } else {
        page.push_str(&grid.to_string());
    }
    let mut groups: BTreeMap<(Standing, Standing), Vec<String>> = BTreeMap::new();
    for (unit, was, is) in &changes.silent {
        groups.entry((*was, *is)).or_default().push(name(*unit));
    }
    for ((was, is), names) in groups {
        let (was, is) = (say::standing(was, context), say::standing(is, context));
        let words = context.say("Chỉ báo cáo một ngày", "Reported on one day only");
        page.push_str(&say::folded(&format!("{words} ({was} → {is}): "), &names));
    }
    page
}
