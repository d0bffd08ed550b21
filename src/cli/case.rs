//! `phaodai case`: cases, their contacts, their chains, for scripts and for whoever has no browser at hand.

use clap::{Args as Arguments, Subcommand};
use domain::register::Owner;
use domain::tracing::Class;
use jiff::civil::Date;
use node::analysis::tracing::{self, Case, Chains, Contact};
use node::{Node, Scope, units};
use serde_json::{Value, json};

use super::node::{actor_in, open_node, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai case`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ca bệnh, F1 đã gặp được bao nhiêu, sau mấy phút · Cases, how many F1 were reached, after how many minutes
    #[command(after_help = "Ví dụ · Example:\n  phaodai case list --unit 125")]
    List {
        /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Danh sách người tiếp xúc; không có số điện thoại và lý do · The contact list, without telephones and reasons
    #[command(after_help = "Ví dụ · Example:\n  phaodai case contacts --unit 04136 --case BN4367")]
    Contacts {
        /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// Chỉ của ca này: mã địa phương hoặc số BN · Only those of this case: local id or national number
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
    },
    /// Tính lại tất cả: diện F0, F1, F2, nơi theo dõi, ngày hết cách ly · Derive everything again
    #[command(after_help = "Ví dụ · Example:\n  phaodai case trace")]
    Trace,
    /// Chuỗi lây đã điều tra: thế hệ, chùm, khoảng cách khởi phát · Chains as investigated: generations, clusters, intervals
    #[command(after_help = "Ví dụ · Example:\n  phaodai case chains --unit 125 --json")]
    Chains {
        /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List { unit } => list(unit, context),
        Command::Contacts { unit, case } => contacts(unit, case.as_deref(), context),
        Command::Trace => trace(context),
        Command::Chains { unit } => chains(unit, context),
    }
}

/// The node, and what lies under a unit that whoever acts may look at.
fn scope(code: &str, context: &Context) -> Result<(Node, Scope), Failure> {
    let node = open_node(context)?;
    let tree = units::tree(&node)?;
    let found = unit(&tree, code, node.clock().today())?;
    actor_in(&node, &tree, found, context)?;
    let scope = node.scope_of(found.id)?;
    Ok((node, scope))
}

fn day(date: Option<Date>) -> String {
    date.map(say::day).unwrap_or_default()
}

/// What a choice of a field is called.
fn choice(node: &Node, (register, field): (&str, &str), name: &str, context: &Context) -> String {
    let registry = node.registry();
    let called = |register: &node::Register| {
        let definition = &register.definition;
        let choices = definition.choices_of(definition.field(field)?);
        let choice = choices.iter().find(|choice| choice.name == name)?;
        Some(choice.label.get(context.lang).to_owned())
    };
    let found = registry.get(Owner::BuiltIn.id_of(register)).ok().and_then(|one| called(one));
    found.unwrap_or_else(|| name.to_owned())
}

fn list(code: &str, context: &Context) -> Result<Outcome, Failure> {
    let (node, scope) = scope(code, context)?;
    let (cases, contacts) = (tracing::cases(&node, &scope)?, tracing::contacts(&node, &scope)?);
    if context.json {
        let told: Vec<Value> = cases.iter().map(|case| told(case, &contacts)).collect();
        context.print_json(&told)?;
        return Ok(Outcome::Done);
    }
    let mut table = Wide::new([
        (context.say("Ca", "Case"), Side::Left),
        (context.say("Tình trạng", "State"), Side::Left),
        (context.say("Khởi phát", "Onset"), Side::Left),
        (context.say("Ghi nhận", "Confirmed"), Side::Left),
        (context.say("F1 đã gặp", "F1 reached"), Side::Right),
        (context.say("Phút", "Minutes"), Side::Right),
    ]);
    for case in &cases {
        let reach = tracing::reach(case, &contacts);
        table.push([
            case.label().to_owned(),
            choice(&node, ("case", "state"), &case.state, context),
            day(case.days.onset),
            day(case.days.confirmed),
            format!("{}/{}", reach.reached, reach.all),
            reach.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        ]);
    }
    print!("{table}");
    Ok(Outcome::Done)
}

fn told(case: &Case, contacts: &[Contact]) -> Value {
    let reach = tracing::reach(case, contacts);
    json!({
        "record": case.record.to_string(), "code": case.code, "national_number": case.number,
        "state": case.state, "outcome": case.outcome, "onset": case.days.onset,
        "sampled_on": case.days.sampled, "confirmed_on": case.days.confirmed,
        "f1": reach.all, "f1_reached": reach.reached, "minutes_to_last_contact": reach.minutes,
    })
}

fn contacts(code: &str, only: Option<&str>, context: &Context) -> Result<Outcome, Failure> {
    let (node, scope) = scope(code, context)?;
    let cases = tracing::cases(&node, &scope)?;
    let wanted = match only {
        Some(name) => {
            let found =
                cases.iter().find(|case| [&case.code, &case.number].contains(&&name.to_owned()));
            Some(found.ok_or_else(|| no_case(name))?.record)
        }
        None => None,
    };
    let label = |one: &Contact| {
        let case = cases.iter().find(|case| Some(case.record) == one.case);
        case.map_or_else(|| one.outside_source.clone(), |case| case.label().to_owned())
    };
    let all = tracing::contacts(&node, &scope)?;
    let shown: Vec<&Contact> =
        all.iter().filter(|one| wanted.is_none_or(|case| one.case == Some(case))).collect();
    if context.json {
        let told = shown.iter().map(|one| {
            json!({
                "record": one.record.to_string(), "name": one.name, "class": one.class.name(),
                "case": label(one), "state": one.state, "first_exposure": one.exposure.0,
                "last_exposure": one.exposure.1, "where_is": one.where_is.to_string(),
                "beyond": one.beyond, "sent_at": one.steps[0], "acknowledged_at": one.steps[1],
                "reached_at": one.steps[2], "ended_on": one.ended.map(|(day, _)| day),
                "ended_why": one.ended.map(|(_, why)| why.name()), "rule": one.rule,
            })
        });
        context.print_json(&told.collect::<Vec<Value>>())?;
        return Ok(Outcome::Done);
    }
    let mut table = Wide::new([
        (context.say("Diện", "Class"), Side::Left),
        (context.say("Họ tên", "Name"), Side::Left),
        (context.say("Ca", "Case"), Side::Left),
        (context.say("Bước", "Step"), Side::Left),
        (context.say("Tiếp xúc cuối", "Last exposure"), Side::Left),
        (context.say("Hết diện", "Ended"), Side::Left),
    ]);
    for one in shown {
        let class = if one.class == Class::None {
            "–".to_owned()
        } else {
            one.class.name().to_uppercase()
        };
        table.push([
            class,
            one.name.clone(),
            label(one),
            choice(&node, ("traced_contact", "state"), &one.state, context),
            day(one.exposure.1.map(|at| at.date())),
            one.ended
                .map(|(on, why)| {
                    let why = choice(&node, ("traced_contact", "ended_why"), why.name(), context);
                    format!("{}: {why}", say::day(on))
                })
                .unwrap_or_default(),
        ]);
    }
    print!("{table}");
    Ok(Outcome::Done)
}

fn no_case(name: &str) -> domain::base::Diagnostic {
    domain::base::Diagnostic::error(
        "case_unknown",
        format!("không có ca nào mang mã “{name}” trong đơn vị này"),
        format!("there is no case “{name}” in this unit"),
    )
    .hint("xem phaodai case list --unit …", "see phaodai case list --unit …")
}

fn trace(context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let changed = tracing::run(&node, None)?;
    if context.json {
        context.print_json(&json!({ "changed": changed }))?;
    } else {
        println!("{changed} {}", context.say("dòng thay đổi", "records changed"));
    }
    Ok(Outcome::Done)
}

/// Clusters whose size is printed; how many more there are is said. `--json` gives all.
const MOST_CLUSTERS: usize = 10;

fn chains(code: &str, context: &Context) -> Result<Outcome, Failure> {
    let (node, scope) = scope(code, context)?;
    let found = tracing::chains(&tracing::cases(&node, &scope)?);
    if context.json {
        context.print_json(&as_json(&found))?;
        return Ok(Outcome::Done);
    }
    let line = |vi, en, text: String| println!("{:<34} {text}", context.say(vi, en));
    let counted =
        |counts: &[usize]| counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let largest = |counts: &[usize]| match counts.len().saturating_sub(MOST_CLUSTERS) {
        0 => counted(counts),
        more => format!("{} … +{more}", counted(counts.get(..MOST_CLUSTERS).unwrap_or(counts))),
    };
    line("Ca xác định", "Confirmed cases", found.cases.to_string());
    line("Có nguồn lây trong số này", "With a source among them", found.with_source.to_string());
    line("Số ca theo thế hệ", "Cases by generation", counted(&found.generations));
    line("Chùm từ 2 ca, lớn nhất trước", "Clusters of two and more", largest(&found.clusters));
    if let Some((label, count)) = &found.most {
        line("Lây cho nhiều người nhất", "Infected most", format!("{label}: {count}"));
    }
    line(
        "Trung bình mỗi ca lây cho",
        "A case infected on average",
        format!("{:.2}", found.mean_infected),
    );
    if let Some(serial) = found.serial {
        let told = format!(
            "{:.1} ± {:.1}, {} {} (n = {}, {} {})",
            serial.mean,
            serial.deviation,
            context.say("trung vị", "median"),
            serial.median,
            serial.pairs,
            serial.negative,
            context.say("âm", "negative")
        );
        line("Khoảng cách khởi phát (ngày)", "Days from onset to onset", told);
    }
    if !found.circles.is_empty() {
        line("Nguồn lây chạy vòng ở", "Sources run in a circle at", found.circles.join(", "));
    }
    Ok(Outcome::Done)
}

fn as_json(found: &Chains) -> Value {
    let serial = found.serial.map(|serial| {
        json!({
            "pairs": serial.pairs, "mean": serial.mean, "standard_deviation": serial.deviation,
            "median": serial.median, "negative": serial.negative,
        })
    });
    json!({
        "cases": found.cases, "with_source": found.with_source, "generations": found.generations,
        "clusters": found.clusters, "mean_infected": found.mean_infected, "serial_interval": serial,
        "most": found.most.as_ref().map(|(label, count)| json!({ "case": label, "infected": count })),
        "circles": found.circles,
    })
}
