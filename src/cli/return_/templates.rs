//! `phaodai return templates`: which returns there are, who owes them, and putting one in use.

use clap::{Args as Arguments, Subcommand};
use domain::base::Diagnostic;
use jiff::civil::Date;
use node::Node;
use node::publish::Desk;
use serde::Serialize;

use crate::cli::node::actor;
use crate::cli::wide::{Side, Wide};
use crate::cli::{Context, Failure, Outcome, say};

#[derive(Debug, Arguments)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Các mẫu báo cáo, ai phải nộp · The templates, and who owes them
    #[command(after_help = "Ví dụ · Example:\n  phaodai return templates list")]
    List,
    /// Đưa một mẫu vào dùng: đơn vị ấy và các đơn vị dưới phải báo cáo · Put a return in use under a unit
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return templates enable epidemic_daily --unit 125 --from 2021-09-13 --as \"Cầm Thị Huyện\""
    )]
    Enable(Enable),
    /// Thôi dùng một mẫu sau ngày cuối · Take a return out of use after a last day
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return templates disable epidemic_daily --unit 125 --last 2021-12-31 --as \"Cầm Thị Huyện\""
    )]
    Disable(Disable),
}

#[derive(Debug, Arguments)]
struct Enable {
    /// Tên mẫu · Name of the template
    #[arg(value_name = "TEMPLATE")]
    template: String,
    /// Mã đơn vị đưa vào dùng · Code of the unit that puts it in use
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Từ ngày; mặc định hôm nay · From; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    from: Option<Date>,
    /// Đến hết ngày · Until
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    until: Option<Date>,
}

#[derive(Debug, Arguments)]
struct Disable {
    /// Tên mẫu · Name of the template
    #[arg(value_name = "TEMPLATE")]
    template: String,
    /// Mã đơn vị đã đưa vào dùng · Code of the unit that put it in use
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày cuối còn phải báo cáo; mặc định hôm nay · The last day; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    last: Option<Date>,
}

pub(super) fn run(
    args: &Args,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    if let Verb::List = &args.verb {
        return list(desk, context);
    }
    let officer = actor(node, context)?.ok_or_else(|| Failure::usage(officer_missing()))?;
    match &args.verb {
        Verb::List => {}
        Verb::Enable(one) => {
            let days = (one.from.unwrap_or_else(|| desk.today()), one.until);
            desk.put_in_use(&one.template, &one.unit, days, &officer)?;
        }
        Verb::Disable(one) => {
            let last = one.last.unwrap_or_else(|| desk.today());
            desk.take_out_of_use(&one.template, &one.unit, last, &officer)?;
        }
    }
    list(&Desk::open(node)?, context)
}

#[derive(Serialize)]
struct Json<'a> {
    templates: Vec<JsonTemplate<'a>>,
}

#[derive(Serialize)]
struct JsonTemplate<'a> {
    name: &'a str,
    version: u32,
    title: &'a str,
    lines: usize,
    owed_by: domain::register::Tier,
    always: bool,
    in_use: Vec<JsonUse>,
}

#[derive(Serialize)]
struct JsonUse {
    unit: String,
    from: Date,
    until: Option<Date>,
}

fn list(desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let templates = desk.templates().iter().map(|template| JsonTemplate {
        name: &template.name,
        version: template.version,
        title: template.title.get(context.lang),
        lines: template.lines.len(),
        owed_by: template.owed_by,
        always: !template.opt_in,
        in_use: uses(desk, &template.name),
    });
    let json = Json { templates: templates.collect() };
    if context.json {
        context.print_json(&json)?;
    } else {
        print!("{}", page(&json, context));
    }
    Ok(Outcome::Done)
}

fn uses(desk: &Desk<'_>, template: &str) -> Vec<JsonUse> {
    let uses = desk.in_use().iter().filter(|one| one.template == template);
    uses.map(|one| JsonUse { unit: desk.key(one.unit, one.from), from: one.from, until: one.until })
        .collect()
}

fn page(json: &Json<'_>, context: &Context) -> String {
    let mut grid = Wide::new([
        (context.say("Mẫu", "Template"), Side::Left),
        (context.say("Tên", "Title"), Side::Left),
        (context.say("Số dòng", "Lines"), Side::Right),
        (context.say("Phải báo cáo", "Owed"), Side::Left),
    ]);
    for one in &json.templates {
        let owed = match (one.always, one.in_use.is_empty()) {
            (true, _) => context.say("mọi đơn vị của cấp", "by all units of the tier").to_owned(),
            (false, true) => context.say("chưa đưa vào dùng", "not in use").to_owned(),
            (false, false) => {
                one.in_use.iter().map(|one| days(one, context)).collect::<Vec<_>>().join("; ")
            }
        };
        grid.push([one.name.to_owned(), one.title.to_owned(), one.lines.to_string(), owed]);
    }
    grid.to_string()
}

fn days(one: &JsonUse, context: &Context) -> String {
    let from = format!("{} {} {}", one.unit, context.say("từ", "from"), say::day(one.from));
    let until =
        one.until.map(|day| format!(" {} {}", context.say("đến hết", "until"), say::day(day)));
    from + &until.unwrap_or_default()
}

fn officer_missing() -> Diagnostic {
    Diagnostic::error("officer_missing", "Chưa nói ai quyết định.", "It is not said who decides.")
        .hint("Thêm --as \"HỌ TÊN\".", "Add --as \"FULL NAME\".")
}
