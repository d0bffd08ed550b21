//! `phaodai register figures REGISTER --unit CODE`: what a register counts now, without any return.

use std::collections::BTreeMap;

use clap::Args as Arguments;
use jiff::civil::Date;
use node::publish::{Desk, RegisterFigures, Tally};
use serde::Serialize;

use super::named::register_on;
use crate::cli::node::open_node;
use crate::cli::wide::{Side, Wide};
use crate::cli::{Context, Failure, Outcome, say};

/// The arguments of `phaodai register figures`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Tên sổ · Name of the register
    register: String,
    /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày được coi là hôm nay trong công thức; mặc định hôm nay · The day that formulas take for today; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let day = args.date.unwrap_or_else(|| desk.today());
    let register = register_on(&node, &args.register, day)?;
    let figures = desk.register_figures(&register, &args.unit, day)?;
    if context.json {
        context.print_json(&json(&figures, &desk, context))?;
    } else {
        print!("{}", page(&figures, &desk, context));
    }
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Json<'a> {
    register: &'a str,
    title: &'a str,
    unit: String,
    name: String,
    date: Date,
    records: i64,
    figures: Vec<JsonFigure<'a>>,
    units: Vec<JsonUnit<'a>>,
    warnings: &'a [domain::base::Diagnostic],
}

#[derive(Serialize)]
struct JsonFigure<'a> {
    indicator: &'a str,
    title: &'a str,
    value: i64,
    records: i64,
    figure: String,
}

#[derive(Serialize)]
struct JsonUnit<'a> {
    unit: String,
    name: String,
    records: i64,
    values: &'a BTreeMap<String, i64>,
}

fn json<'a>(figures: &'a RegisterFigures, desk: &Desk<'_>, context: &Context) -> Json<'a> {
    let definition = &figures.definition;
    let figure = |one: &'a domain::register::Indicator| JsonFigure {
        indicator: &one.name,
        title: one.title.get(context.lang),
        value: of(&figures.all.figures, &one.name),
        records: of(&figures.all.behind, &one.name),
        figure: desk.register_address(figures, figures.unit, &one.name).to_string(),
    };
    let units = figures.parts.iter().map(|(unit, tally)| JsonUnit {
        unit: desk.key(*unit, figures.day),
        name: desk.unit_name(*unit, figures.day),
        records: tally.records,
        values: &tally.figures,
    });
    Json {
        register: &definition.name,
        title: definition.title.get(context.lang),
        unit: desk.key(figures.unit, figures.day),
        name: desk.unit_name(figures.unit, figures.day),
        date: figures.day,
        records: figures.all.records,
        figures: definition.indicators.iter().map(figure).collect(),
        units: units.collect(),
        warnings: &figures.warnings,
    }
}

fn of(figures: &BTreeMap<String, i64>, name: &str) -> i64 {
    figures.get(name).copied().unwrap_or_default()
}

fn page(figures: &RegisterFigures, desk: &Desk<'_>, context: &Context) -> String {
    let definition = &figures.definition;
    let code = desk.code(figures.unit, figures.day);
    let code = code.map_or_else(String::new, |code| format!(" ({code})"));
    let mut page = format!(
        "{} ({})\n{}{code} · {} · {} {}\n\n",
        definition.title.get(context.lang),
        definition.name,
        desk.unit_name(figures.unit, figures.day),
        context.say("số đang có trong sổ, chưa gửi", "live, not submitted"),
        say::number(figures.all.records, context.lang),
        context.say("dòng", "records"),
    );
    if definition.indicators.is_empty() {
        page.push_str(context.say("Sổ này không có chỉ tiêu nào.\n", "It has no indicators.\n"));
    } else {
        page.push_str(&own(figures, desk, context).to_string());
    }
    if !figures.parts.is_empty() {
        page.push_str(&format!("\n{}", below(figures, desk, context)));
    }
    for warning in &figures.warnings {
        page.push_str(&format!("! {}\n", warning.render(context.lang)));
    }
    page
}

/// One line for each indicator.
fn own(figures: &RegisterFigures, desk: &Desk<'_>, context: &Context) -> Wide {
    let mut grid = Wide::new([
        (context.say("Chỉ tiêu", "Indicator"), Side::Left),
        (context.say("Số liệu", "Figure"), Side::Right),
        (context.say("Số dòng", "Records"), Side::Right),
        (context.say("Mở ra (phaodai open …)", "Opens at (phaodai open …)"), Side::Left),
    ]);
    for one in &figures.definition.indicators {
        grid.push([
            one.title.get(context.lang).to_owned(),
            say::number(of(&figures.all.figures, &one.name), context.lang),
            say::number(of(&figures.all.behind, &one.name), context.lang),
            desk.register_address(figures, figures.unit, &one.name).to_string(),
        ]);
    }
    grid
}

/// One line for each unit right below.
fn below(figures: &RegisterFigures, desk: &Desk<'_>, context: &Context) -> Wide {
    let fixed = [
        (context.say("Mã", "Code"), Side::Left),
        (context.say("Đơn vị", "Unit"), Side::Left),
        (context.say("Dòng", "Records"), Side::Right),
    ];
    let indicators = &figures.definition.indicators;
    let titles = indicators.iter().map(|one| (one.title.get(context.lang), Side::Right));
    let mut grid = Wide::new(fixed.into_iter().chain(titles));
    let mut push = |code: &str, name: String, tally: &Tally| {
        let values =
            indicators.iter().map(|one| say::number(of(&tally.figures, &one.name), context.lang));
        let fixed = [code.to_owned(), name, say::number(tally.records, context.lang)];
        grid.push(fixed.into_iter().chain(values));
    };
    for (unit, tally) in &figures.parts {
        let own = *unit == figures.unit;
        let name = match own {
            true => context.say("(giữ ở chính đơn vị)", "(kept by the unit itself)").to_owned(),
            false => desk.unit_name(*unit, figures.day),
        };
        push(desk.code(*unit, figures.day).unwrap_or_default(), name, tally);
    }
    push("", context.say("Cộng", "Total").to_owned(), &figures.all);
    grid
}
