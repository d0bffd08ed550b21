//! `phaodai lineage NAME`: where a figure comes from and goes to, and what hangs on a field.

use clap::Args as Arguments;
use domain::base::Diagnostic;
use domain::register::{Definition, Field, FieldTrace, Indicator, fields_behind, uses_of};
use domain::returns::{Carried, carried};
use jiff::civil::Date;
use node::publish::Desk;
use serde_json::{Value, json};

use super::node::open_node;
use super::register::register_on;
use super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai lineage`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai lineage away_resident.not_contacted\n  phaodai lineage away_resident:contacted\n  phaodai lineage away_resident.not_contacted --unit 04117"
)]
pub struct Args {
    /// Chỉ tiêu SỔ.CHỈ_TIÊU, hoặc trường SỔ:TRƯỜNG · An indicator REGISTER.INDICATOR, or a field REGISTER:FIELD
    #[arg(value_name = "NAME")]
    name: String,
    /// Đơn vị: thêm số dòng đang đứng sau số liệu · Unit: also how many records stand behind the figure
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Ngày; mặc định hôm nay · The day; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let day = args.date.unwrap_or_else(|| desk.today());
    let Some((register, sign, name)) = split(&args.name) else {
        return Err(Failure::usage(
            Diagnostic::error(
                "lineage_unclear",
                format!("không rõ \"{}\" là chỉ tiêu hay trường", args.name),
                format!("\"{}\" is neither an indicator nor a field", args.name),
            )
            .hint(
                "ghi SỔ.CHỈ_TIÊU hoặc SỔ:TRƯỜNG, ví dụ away_resident.total",
                "write REGISTER.INDICATOR or REGISTER:FIELD, e.g. away_resident.total",
            ),
        ));
    };
    let register = register_on(&node, register, day)?;
    let definition = &register.definition;
    if sign == ':' {
        return field(definition, name, &desk, context);
    }
    let known = definition.indicators.iter().find(|one| one.name == name);
    let indicator = known.ok_or_else(|| {
        let names = definition.indicators.iter().map(|one| one.name.as_str());
        unknown("chỉ tiêu", "indicator", name, definition, names)
    })?;
    let live = match &args.unit {
        Some(unit) => Some(live(&desk, &register, indicator, (unit, day))?),
        None => None,
    };
    let lines = carried(desk.templates(), &definition.name, name);
    if context.json {
        context.print_json(&json_indicator(definition, indicator, &lines, live.as_ref()))?;
    } else {
        print!("{}", page(definition, indicator, &lines, live.as_ref(), context));
    }
    Ok(Outcome::Done)
}

fn split(name: &str) -> Option<(&str, char, &str)> {
    let at = name.find(['.', ':'])?;
    let sign = name.get(at..)?.chars().next()?;
    let (register, rest) = (name.get(..at)?, name.get(at + 1..)?);
    (!register.is_empty() && !rest.is_empty()).then_some((register, sign, rest))
}

fn unknown<'a>(
    vi: &str,
    en: &str,
    name: &str,
    definition: &Definition,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let (register, known) = (&definition.name, known.collect::<Vec<_>>().join(", "));
    Diagnostic::error(
        "lineage_unknown",
        format!("sổ {register} không có {vi} \"{name}\""),
        format!("the register {register} has no {en} \"{name}\""),
    )
    .hint(format!("đang có: {known}"), format!("there are: {known}"))
}

/// What a figure counts now.
struct Live {
    unit: String,
    value: i64,
    records: i64,
    address: String,
}

fn live(
    desk: &Desk<'_>,
    register: &node::Register,
    indicator: &Indicator,
    (unit, day): (&str, Date),
) -> Result<Live, Failure> {
    let figures = desk.register_figures(register, unit, day)?;
    let of =
        |values: &node::measure::Figures| values.get(&indicator.name).copied().unwrap_or_default();
    Ok(Live {
        unit: desk.unit_name(figures.unit, day),
        value: of(&figures.all.figures),
        records: of(&figures.all.behind),
        address: desk.register_address(&figures, figures.unit, &indicator.name).to_string(),
    })
}

fn page(
    definition: &Definition,
    indicator: &Indicator,
    lines: &[Carried<'_>],
    live: Option<&Live>,
    context: &Context,
) -> String {
    let say = |vi, en| context.say(vi, en);
    let mut page = format!(
        "{} ({}.{})\n{}: {} ({})\n",
        indicator.title.get(context.lang),
        definition.name,
        indicator.name,
        say("Sổ", "Register"),
        definition.title.get(context.lang),
        definition.name
    );
    if !definition.source.is_empty() {
        page += &format!("{}: {}\n", say("Căn cứ", "Ordered by"), definition.source);
    }
    page += &match indicator.filter.as_str() {
        "" => format!("{}\n", say("Đếm: mọi dòng", "Counts: every record")),
        filter => format!("{}: {filter}\n", say("Đếm dòng có", "Counts records with")),
    };
    if !indicator.sum.is_empty() {
        page += &format!("{}: {}\n", say("Cộng", "Adds up"), indicator.sum);
    }
    let traces = fields_behind(definition, indicator);
    if !traces.is_empty() {
        page += &format!("\n{}\n", say("Đọc các trường", "Reads the fields"));
    }
    for trace in &traces {
        page += &format!("  {}\n", traced(trace, context));
    }
    page += &format!("\n{}\n", say("Vào các báo cáo", "Goes into returns"));
    if lines.is_empty() {
        page += &format!("  {}\n", say("chưa báo cáo nào dùng", "none yet"));
    }
    for one in lines {
        page += &format!("  {}\n", carries(one, context));
    }
    if let Some(live) = live {
        page += &format!(
            "\n{}: {}, {} {} {}\n  phaodai open {}\n",
            live.unit,
            say::number(live.value, context.lang),
            say("đếm từ", "counted from"),
            say::number(live.records, context.lang),
            say("dòng", "records"),
            live.address
        );
    }
    page
}

fn traced(trace: &FieldTrace<'_>, context: &Context) -> String {
    let mut text = labelled(trace.field, context);
    if let Some(nearest) = trace.through.last() {
        text += &format!(", {} {}", context.say("qua", "through"), nearest.name);
    }
    if !trace.field.calculation.is_empty() {
        text += &format!(" = {}", trace.field.calculation);
    }
    text
}

fn labelled(field: &Field, context: &Context) -> String {
    format!("{} · {}", field.name, field.label.get(context.lang))
}

fn carries(one: &Carried<'_>, context: &Context) -> String {
    let how = match one.levels {
        0 => context.say("đếm", "counted"),
        _ => context.say("cộng từ cấp dưới", "summed from below"),
    };
    let title = one.line.title.get(context.lang);
    format!("{}/{} · {title} ({how})", one.template.name, one.line.name)
}

fn field(
    definition: &Definition,
    name: &str,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let known = definition.field(name).ok_or_else(|| {
        unknown(
            "trường",
            "field",
            name,
            definition,
            definition.in_use().map(|one| one.name.as_str()),
        )
    })?;
    let uses = uses_of(definition, name);
    let lines = |one: &Indicator| carried(desk.templates(), &definition.name, &one.name);
    if context.json {
        let indicator = |one: &&Indicator| {
            json!({"indicator": one.name, "formula": one.filter, "sum": one.sum,
                "returns": lines(one).iter().map(json_line).collect::<Vec<_>>()})
        };
        context.print_json(&json!({"register": definition.name, "field": name, "label": known.label.get(context.lang),
            "calculations": uses.calculations.iter().map(|one| &one.name).collect::<Vec<_>>(),
            "indicators": uses.indicators.iter().map(indicator).collect::<Vec<_>>()}))?;
        return Ok(Outcome::Done);
    }
    println!("{} ({}:{name})", known.label.get(context.lang), definition.name);
    for one in &uses.calculations {
        println!(
            "{}: {}",
            context.say("Trường tính từ nó", "Calculated from it"),
            labelled(one, context)
        );
    }
    if uses.indicators.is_empty() {
        println!("{}", context.say("Không chỉ tiêu nào đọc trường này.", "No indicator reads it."));
        return Ok(Outcome::Done);
    }
    println!("\n{}", context.say("Bỏ trường này thì hỏng:", "Without this field these fail:"));
    for one in &uses.indicators {
        println!("  {}.{} · {}", definition.name, one.name, one.title.get(context.lang));
        for line in &lines(one) {
            println!("    → {}", carries(line, context));
        }
    }
    Ok(Outcome::Done)
}

fn json_line(one: &Carried<'_>) -> Value {
    json!({"return": one.template.name, "line": one.line.name, "levels": one.levels, "source": one.template.source})
}

fn json_indicator(
    definition: &Definition,
    indicator: &Indicator,
    lines: &[Carried<'_>],
    live: Option<&Live>,
) -> Value {
    let trace = |trace: &FieldTrace<'_>| {
        json!({"field": trace.field.name, "label": trace.field.label.vi, "calculation": trace.field.calculation,
            "through": trace.through.iter().map(|one| &one.name).collect::<Vec<_>>()})
    };
    json!({"register": definition.name, "version": definition.version, "indicator": indicator.name,
        "source": definition.source, "formula": indicator.filter, "sum": indicator.sum,
        "fields": fields_behind(definition, indicator).iter().map(trace).collect::<Vec<_>>(),
        "returns": lines.iter().map(json_line).collect::<Vec<_>>(),
        "live": live.map(|live| json!({"unit": live.unit, "value": live.value, "records": live.records, "figure": live.address}))})
}
