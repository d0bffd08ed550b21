//! Finding discrepancies, and listing them.

use clap::Args as Arguments;
use domain::base::local;
use domain::returns::agreement::Test;
use jiff::civil::Date;
use node::publish::{Checked, Desk, DiscrepancyCounts, Wanted};
use serde_json::json;

use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome, say};
use super::{json, words};

/// The arguments of `phaodai discrepancy check`.
#[derive(Debug, Arguments)]
pub struct CheckArgs {
    /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày của báo cáo; mặc định hôm nay · Day of the returns; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
}

/// The arguments of `phaodai discrepancy list`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Chỉ của báo cáo ngày này · Only those of this day
    #[arg(long, visible_alias = "day", value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
    /// Chỉ số liệu vênh chưa xong · Only what is open
    #[arg(long)]
    open: bool,
    /// Chỉ số liệu vênh chưa được giải trình đạt · Only what is not explained, or not well enough
    #[arg(long)]
    unexplained: bool,
    /// Chỉ số liệu vênh quá hạn giải trình · Only what should have been explained by now
    #[arg(long)]
    overdue: bool,
}

/// Holds the rules against the returns of a day.
pub(super) fn check(args: &CheckArgs, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let officer = actor(&node, context)?;
    let day = args.date.unwrap_or_else(|| desk.today());
    let checked = desk.check_agreement(&args.unit, day, officer.as_ref())?;
    if context.json {
        let now = local(desk.now());
        let all = |list: &[node::publish::Discrepancy]| -> Vec<_> {
            list.iter().map(|one| json::of(one, now, &desk, context)).collect()
        };
        context.print_json(&json!({
            "unit": args.unit, "date": day, "judged": checked.judged, "found": all(&checked.found),
            "still": checked.still, "corrected": all(&checked.corrected), "gone": all(&checked.gone),
        }))?;
    } else {
        print!("{}", told(&checked, &desk, context));
    }
    Ok(Outcome::Done)
}

fn told(checked: &Checked, desk: &Desk<'_>, context: &Context) -> String {
    let now = local(desk.now());
    let mut page = String::new();
    for one in &checked.found {
        page.push_str(&words::lines(one, now, desk, context));
    }
    for (one, word) in
        checked.corrected.iter().map(|one| (one, context.say("đã sửa số liệu", "corrected"))).chain(
            checked.gone.iter().map(|one| (one, context.say("không còn vênh", "agrees now"))),
        )
    {
        page.push_str(&format!("{}: {word}\n", desk.discrepancy_reference(one)));
    }
    page.push_str(&format!(
        "{} {} · {} {} · {} {} · {} {} · {} {}\n",
        checked.judged,
        context.say("phép đối chiếu", "checks"),
        checked.found.len(),
        context.say("vênh mới", "found"),
        checked.still,
        context.say("vẫn còn", "still there"),
        checked.corrected.len(),
        context.say("đã sửa", "corrected"),
        checked.gone.len(),
        context.say("không còn", "gone"),
    ));
    page
}

/// Lists.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let officer = actor(&node, context)?;
    let day = args.date.unwrap_or_else(|| desk.today());
    let unit = desk.unit(&args.unit, day)?.id;
    let wanted = Wanted {
        day: args.date,
        open: args.open,
        unexplained: args.unexplained,
        overdue: args.overdue,
        template: None,
        ..Wanted::default()
    };
    let list = desk.discrepancies_for(officer.as_ref(), unit, &wanted)?;
    if context.json {
        let rows: Vec<_> =
            list.rows.iter().map(|one| json::of(one, list.now, &desk, context)).collect();
        context.print_json(&json!({"unit": args.unit, "counts": list.counts, "list": rows}))?;
        return Ok(Outcome::Done);
    }
    for one in &list.rows {
        print!("{}", words::lines(one, list.now, &desk, context));
    }
    println!("{}", counted(list.counts, context));
    Ok(Outcome::Done)
}

/// "3 số liệu vênh · 2 chưa xong · …".
pub(super) fn counted(counts: DiscrepancyCounts, context: &Context) -> String {
    if counts.found == 0 {
        return context.say("Không có số liệu vênh.", "No discrepancies.").to_owned();
    }
    let parts = [
        (counts.found, context.say("số liệu vênh", "discrepancies")),
        (counts.open, context.say("chưa xong", "open")),
        (counts.unexplained, context.say("chưa giải trình đạt", "unexplained")),
        (counts.overdue, context.say("quá hạn", "overdue")),
        (counts.accepted, context.say("đã chấp nhận", "accepted")),
    ];
    let said = parts.iter().map(|(number, word)| format!("{number} {word}"));
    said.collect::<Vec<_>>().join(" · ")
}

/// The rules in force, each with what it is for.
pub(super) fn rules(context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let rules = Desk::open(&node)?.agreement_rules()?;
    let check = |test: &Test| match test {
        Test::Equation(check) => check.text.clone(),
        Test::Outlier(outlier) => format!("outlier({})", outlier.line),
        Test::SamePerson(same) => format!("same_person({})", same.register),
    };
    if context.json {
        let rows: Vec<_> = rules
            .iter()
            .map(|rule| json!({"rule": rule.name, "about": rule.about, "title": rule.title.get(context.lang), "source": rule.source, "severity": rule.severity, "hours": rule.hours, "template": rule.template(), "check": check(&rule.test)}))
            .collect();
        context.print_json(&rows)?;
        return Ok(Outcome::Done);
    }
    for alike in rules.chunk_by(|one, next| (&one.name, &one.title) == (&next.name, &next.title)) {
        let [rule, more @ ..] = alike else { continue };
        let title = rule.title.get(context.lang);
        let more = match more.len() {
            0 => String::new(),
            more => format!("  (+ {more} {})", context.say("dòng khác", "more lines")),
        };
        let (name, text) = (&rule.name, check(&rule.test));
        println!("{name}  {text}{more}\n    {title} ({} h) · {}", rule.hours, rule.source);
    }
    Ok(Outcome::Done)
}
