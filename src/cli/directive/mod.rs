//! `phaodai directive`: papers come in, their orders are looked at, and go out as tasks.

mod correct;
mod implementation;
mod readers;
mod show;

pub(crate) use implementation::write as write_report;
pub(in crate::cli) use show::{mark, one as show_one, wall};

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};
use domain::base::{Diagnostic, OfficerId, UnitId};
use domain::{directive, document};
use node::Node;
use node::attachments::{self, File, Target};
use node::tasks::{Directive, Incoming, Issued, Office, Unissued};
use serde_json::json;

use super::node::{actor_id, open_node};
use super::{Context, Failure, Outcome, say};
use crate::files;

/// The arguments of `phaodai directive`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Vào sổ một văn bản và đọc các nhiệm vụ trong đó · Register a document and read its orders
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai directive add cong-van.docx --unit 125 --as \"Hà Thị Văn Thư\""
    )]
    Add {
        /// Văn bản .docx, .pdf, .txt · The document
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Đơn vị nhận hoặc ban hành · Unit that receives or issues it
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Các văn bản đã vào sổ · The documents on record
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive list --unit 125")]
    List {
        /// Đơn vị · Unit
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Một văn bản và các nhiệm vụ trong đó · A document and its orders
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive show 3 --unit 125")]
    Show(Named),
    /// Sửa các nhiệm vụ đã đọc trước khi giao · Correct the orders that were read, before they are given
    Correct(Box<correct::Args>),
    /// Giao các nhiệm vụ đã xác nhận cho từng đơn vị · Lay the confirmed orders on their units
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive issue 3 --unit 125 --all")]
    Issue {
        #[command(flatten)]
        named: Named,
        /// Giao cả những nhiệm vụ chưa ai xác nhận · Also those that nobody has confirmed
        #[arg(long)]
        all: bool,
    },
    /// Văn bản này thực hiện văn bản nào, và văn bản nào thực hiện nó · Which documents it carries out, and which carry it out
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive lineage 3 --unit 125")]
    Lineage(Named),
    /// Lấy lại tệp gốc của văn bản · Get the file of a document back as it came
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai directive file 3 --unit 125 -o cong-van-3.docx"
    )]
    File {
        #[command(flatten)]
        named: Named,
        /// Tệp xuất · The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Ghi nhận đã đọc, đã quán triệt · Write down that somebody has read it and understood
    Read(readers::Args),
    /// Ai đã đọc, đơn vị nào chưa ai đọc · Who has read it, and which units nobody has
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive readers 3 --unit 125")]
    Readers(Named),
    /// Kết quả thực hiện: đơn vị nào đã làm gì, quá hạn bao lâu; báo cáo .docx · Who has done what, as a page and as a report
    Report(implementation::Args),
}

/// A directive of a unit.
#[derive(Debug, Arguments)]
pub struct Named {
    /// Số đến, ví dụ 3 hoặc 3.2021 · Arrival number, as in 3 or 3.2021
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Đơn vị đã vào sổ · Unit that registered it
    #[arg(long, value_name = "CODE")]
    unit: String,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    match &args.command {
        Command::Add { file, unit } => add(&node, &office, (file, unit), context),
        Command::List { unit } => {
            show::list(&office.directives(&node.scope_of(unit_id(&office, unit)?)?)?, context)
        }
        Command::Show(named) => {
            let directive = named.find(&node, &office)?;
            show::one(&office, &directive, context)
        }
        Command::Correct(args) => correct::run(args, &node, &office, context),
        Command::Issue { named, all } => {
            let directive = named.find(&node, &office)?;
            let issued = office.issue(&directive, *all, actor_id(&node, context)?)?;
            tell_issued(&issued, &directive, &office, context)
        }
        Command::File { named, output } => {
            give_back(&node, &named.find(&node, &office)?, output, context)
        }
        Command::Read(args) => readers::read(args, &node, &office, context),
        Command::Readers(named) => readers::list(named, &node, &office, context),
        Command::Report(args) => implementation::run(args, &node, &office, context),
        Command::Lineage(named) => {
            let directive = named.find(&node, &office)?;
            let all = office.directives(&node::store::Scope::everything())?;
            show::lineage(&directive, &all, context)
        }
    }
}

impl Named {
    fn find(&self, node: &Node, office: &Office<'_>) -> Result<Directive, Failure> {
        let scope = node.scope_of(unit_id(office, &self.unit)?)?;
        let all = office.directive(&scope, &self.number)?;
        Ok(all)
    }
}

fn unit_id(office: &Office<'_>, code: &str) -> Result<UnitId, Failure> {
    Ok(office.unit(code, office.today())?.id)
}

fn add(
    node: &Node,
    office: &Office<'_>,
    (file, unit): (&PathBuf, &str),
    context: &Context,
) -> Result<Outcome, Failure> {
    let text = files::document_text(file)?;
    let reading = directive::read(&document::parse(&text));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let incoming = Incoming {
        unit: unit_id(office, unit)?,
        file_name: &name,
        text: &text,
        reading: &reading,
        officer: actor_id(node, context)?,
    };
    let received = office.receive(&incoming)?;
    if received.new {
        keep(node, &received.directive, (file, &name), incoming.officer)?;
    }
    if context.json {
        context.print_json(&json!({"arrival": received.directive.arrival, "year": received.directive.year,
            "new": received.new, "obligations": received.obligations, "number": received.directive.number,
            "urgency": received.directive.urgency, "warnings": reading.warnings}))?;
        return Ok(Outcome::Done);
    }
    if !received.new {
        println!("{}", context.say("Văn bản này đã vào sổ từ trước.", "It is on record already."));
    }
    show::one(office, &received.directive, context)?;
    for warning in &reading.warnings {
        eprintln!("{}", warning.render(context.lang));
    }
    Ok(Outcome::Done)
}

/// Keeps the file as it came, beside what was read of it.
pub(in crate::cli) fn keep(
    node: &Node,
    directive: &Directive,
    (path, name): (&Path, &str),
    officer: Option<OfficerId>,
) -> Result<(), Failure> {
    let file = File::new(name, files::content(path, attachments::MOST_BYTES)?)?;
    let target =
        Target { unit: directive.unit, record: directive.id, register: "directive", note: "" };
    Ok(attachments::attach(node, target, &[file], officer)?)
}

fn give_back(
    node: &Node,
    directive: &Directive,
    path: &Path,
    context: &Context,
) -> Result<Outcome, Failure> {
    let scope = node.scope_of(directive.unit)?;
    let kept = attachments::attachments_of(node, &scope, directive.id)?;
    let content = kept.first().map(|one| attachments::content(node, one)).transpose()?.flatten();
    let content = content.ok_or_else(no_file)?;
    files::write_new(path, &content)?;
    if context.json {
        context.print_json(&json!({"file": path, "bytes": content.len()}))?;
    } else {
        println!("{}", path.display());
    }
    Ok(Outcome::Done)
}

fn no_file() -> Diagnostic {
    Diagnostic::error(
        "directive_no_file",
        "Máy này không giữ tệp gốc của văn bản.",
        "This node does not keep the file of the document.",
    )
    .hint(
        "Văn bản vào sổ bằng bản trước của chương trình thì không có tệp.",
        "A document that was registered by an earlier version has none.",
    )
}

fn tell_issued(
    issued: &Issued,
    directive: &Directive,
    office: &Office<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let tasks: usize = issued.tasks.iter().map(|(_, count)| count).sum();
    if context.json {
        let left: Vec<_> = issued
            .left
            .iter()
            .map(|(one, why)| json!({"obligation": one.label, "why": word(why)}))
            .collect();
        let orders: Vec<_> = issued
            .tasks
            .iter()
            .map(|(one, count)| json!({"obligation": one.label, "tasks": count, "unresolved": one.unresolved}))
            .collect();
        context.print_json(
            &json!({"tasks": tasks, "units": issued.units, "obligations": orders, "left": left}),
        )?;
        return Ok(Outcome::Done);
    }
    println!(
        "{} {} {} {} {}",
        context.say("Đã giao", "Given:"),
        tasks,
        context.say("việc cho", "tasks to"),
        issued.units,
        context.say("đơn vị.", "units.")
    );
    for (one, count) in &issued.tasks {
        let (units, open) = (context.say("đơn vị", "units"), one.unresolved.join("; "));
        match open.as_str() {
            "" => println!("  {:<5} {count} {units}", one.label),
            open => println!(
                "  {:<5} {count} {units} · {}: {open}",
                one.label,
                context.say("chưa rõ", "not resolved")
            ),
        }
    }
    if !issued.left.is_empty() {
        println!("{}", context.say("Chưa giao:", "Not given:"));
    }
    for (one, why) in &issued.left {
        println!("  {:<5} {}", one.label, reason(why, office, context));
    }
    if issued.left.iter().any(|(_, why)| *why == Unissued::NotConfirmed) {
        println!(
            "{}: phaodai directive correct {} --unit {} --confirm all",
            context.say("Xác nhận", "Confirm"),
            directive.arrival,
            office.key(directive.unit, office.today())
        );
    }
    Ok(Outcome::Done)
}

fn word(why: &Unissued) -> &'static str {
    match why {
        Unissued::NotConfirmed => "not_confirmed",
        Unissued::Rejected => "rejected",
        Unissued::Before => "issued_before",
        Unissued::Nobody => "nobody",
        Unissued::BeyondReach(_) => "beyond_reach",
    }
}

fn reason(why: &Unissued, office: &Office<'_>, context: &Context) -> String {
    match why {
        Unissued::NotConfirmed => {
            context.say("chưa ai xác nhận", "nobody has confirmed it").to_owned()
        }
        Unissued::Rejected => context.say("không phải nhiệm vụ", "no order").to_owned(),
        Unissued::Before => context.say("đã giao từ trước", "given before").to_owned(),
        Unissued::Nobody => context
            .say("chưa rõ giao cho đơn vị nào (--assign)", "names no known unit (--assign)")
            .to_owned(),
        Unissued::BeyondReach(units) => {
            let names: Vec<String> =
                units.iter().map(|unit| office.unit_name(*unit, office.today())).collect();
            let words = context.say("không thuộc đơn vị này", "not below this unit");
            say::folded(&format!("{words}: "), &names).trim_end().to_owned()
        }
    }
}
