//! `phaodai register`: the lists that this node knows, and new ones out of a directive.

mod check;
mod export_form;
mod figures;
mod history;
mod import_form;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args as Arguments, Subcommand};
use domain::base::text::fold;
use domain::base::units::{country_id, issuer};
use domain::base::{Diagnostic, UnitId};
use domain::register::{Definition, Ordered, Owner, Proposal, propose};
use domain::{directive, document};
use node::Node;
use node::projection::Register;
use serde_json::json;

use super::node::{actor_id, open_node, open_or_create, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome};
use crate::files;

/// The arguments of `phaodai register`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Các sổ mà máy này biết · The registers that this node knows
    #[command(after_help = "Ví dụ · Example:\n  phaodai register list")]
    List {
        /// Cả các sổ của hệ thống · The system's own registers too
        #[arg(long)]
        system: bool,
    },
    /// Định nghĩa của một sổ · The definition of a register
    #[command(after_help = "Ví dụ · Example:\n  phaodai register show away_resident")]
    Show {
        /// Tên sổ · Name
        name: String,
    },
    /// Số liệu của một sổ lúc này, theo từng đơn vị · The figures of a register now, unit by unit
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai register figures home_isolation --unit 04117\n  phaodai open 04117/2021-09-10/home_isolation.total"
    )]
    Figures(figures::Args),
    /// Đề xuất sổ từ văn bản chỉ đạo · Propose a register from a directive
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai register propose cong-van.docx -o so-moi.toml --unit 125"
    )]
    Propose {
        /// Văn bản · The directive
        #[arg(value_name = "DIRECTIVE")]
        file: PathBuf,
        /// Ghi định nghĩa ra tệp · Write the definition to a file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Đơn vị ban hành, nếu văn bản không nêu rõ · Issuing unit
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
    },
    /// Xem một định nghĩa có đúng không và đổi gì, chưa nhận · See whether a definition is right and what it changes
    Check(check::Args),
    /// Các bản của một sổ: ai đưa vào, lúc nào, đổi gì · The versions of a register: who, when, what changed
    History(history::Args),
    /// Nhận một định nghĩa: sổ dùng được ngay · Accept a definition: the register is there at once
    #[command(after_help = "Ví dụ · Example:\n  phaodai register accept so-moi.toml --unit 125")]
    Accept {
        /// Tệp định nghĩa .toml · The definition
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Đơn vị ban hành · Issuing unit
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
    },
    /// Nhập biểu mẫu XLSForm (Kobo, ODK) thành sổ · Import an XLSForm (Kobo, ODK) as a register
    Import(import_form::Args),
    /// Xuất sổ ra biểu mẫu XLSForm · Export a register as an XLSForm
    Export(export_form::Args),
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List { system } => list(*system, context),
        Command::Show { name } => show(name, context),
        Command::Figures(args) => figures::run(args, context),
        Command::Propose { file, output, unit } => {
            proposal(file, output.as_deref(), unit.as_deref(), context)
        }
        Command::Check(args) => check::run(args, context),
        Command::History(args) => history::run(args, context),
        Command::Accept { file, unit } => accept(file, unit.as_deref(), context),
        Command::Import(args) => import_form::run(args, context),
        Command::Export(args) => export_form::run(args, context),
    }
}

/// A register by name. Of several with one name the newest version counts.
///
/// # Errors
/// When no register is called so; the known ones are named.
pub fn register_named(node: &Node, name: &str) -> Result<Arc<Register>, Failure> {
    let registry = node.registry();
    let found = registry.named(name).max_by_key(|register| register.definition.version).cloned();
    found.ok_or_else(|| {
        let names = registry.iter().filter(|register| !is_system(&register.definition));
        let names =
            names.map(|register| register.definition.name.clone()).collect::<Vec<_>>().join(", ");
        Diagnostic::error(
            "register_unknown",
            format!("không có sổ tên \"{name}\""),
            format!("there is no register \"{name}\""),
        )
        .hint(format!("các sổ hiện có: {names}"), format!("the registers: {names}"))
        .into()
    })
}

fn is_system(definition: &Definition) -> bool {
    definition.id == Owner::System.id_of(&definition.name)
}

fn list(system: bool, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let registry = node.registry();
    let mut registers: Vec<_> =
        registry.iter().filter(|register| system || !is_system(&register.definition)).collect();
    registers.sort_by_key(|register| (&register.definition.name, register.definition.id));
    let count = |register: &Register| {
        node.reader()?.count(&register.table, &node::store::Scope::everything())
    };
    let mut grid = Wide::new([
        (context.say("Tên", "Name"), Side::Left),
        (context.say("Sổ", "Register"), Side::Left),
        (context.say("Bản", "Version"), Side::Right),
        (context.say("Dòng", "Records"), Side::Right),
    ]);
    let mut rows = Vec::new();
    for register in registers {
        let definition = &register.definition;
        let records = count(register)?;
        rows.push(json!({"name": definition.name, "title": definition.title.get(context.lang), "version": definition.version, "id": definition.id, "records": records}));
        grid.push([
            definition.name.clone(),
            definition.title.get(context.lang).to_owned(),
            definition.version.to_string(),
            records.to_string(),
        ]);
    }
    if context.json {
        context.print_json(&rows)?
    } else {
        print!("{grid}")
    }
    Ok(Outcome::Done)
}

fn show(name: &str, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let register = register_named(&node, name)?;
    if context.json {
        context.print_json(&register.definition)?;
    } else {
        print!("{}", register.definition.to_toml());
    }
    Ok(Outcome::Done)
}

/// Everything that a directive's obligations ask to write down and to count, once each, in order.
fn asked(reading: &directive::Reading) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (mut fields, mut optional, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let richest = reading
        .obligations
        .iter()
        .max_by_key(|o| (o.fields.len() + o.counts.len(), std::cmp::Reverse(o.lines.first)));
    if let Some(obligation) = richest {
        fields.clone_from(&obligation.fields);
        optional.clone_from(&obligation.optional_fields);
        counts.clone_from(&obligation.counts);
    }
    (fields, optional, counts)
}

/// A subject as a title.
fn capitalised(subject: &str) -> String {
    let mut letters = subject.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A name out of a subject, until somebody gives a better one: its first folded words in snake case.
fn register_name(subject: &str) -> String {
    const WORDS: usize = 4;
    let folded = fold(subject);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(WORDS).collect::<Vec<_>>().join("_");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("so_{name}") }
}

/// The proposal of a directive's text.
///
/// # Errors
/// When the directive orders no list.
pub fn propose_from(text: &str, owner: Owner) -> Result<Proposal, Diagnostic> {
    let reading = directive::read(&document::parse(text));
    let (fields, optional, counts) = asked(&reading);
    if fields.is_empty() && counts.is_empty() {
        return Err(Diagnostic::error(
            "no_list_ordered",
            "văn bản này không yêu cầu lập danh sách nào",
            "this directive orders no list",
        )
        .hint(
            "chương trình tìm các trường và số liệu trong ngoặc, ví dụ (họ tên, địa chỉ …; số đã về, số chưa về …)",
            "fields and figures are looked for in brackets, as in (name, address …; number returned …)",
        ));
    }
    let header = &reading.document.header;
    let subject = header.subject.clone().unwrap_or_default();
    let number = header.number.clone().or_else(|| header.symbol.clone()).unwrap_or_default();
    let source = format!(
        "{} {number} {}",
        header.issuer.clone().unwrap_or_default(),
        header.date.map(|d| d.to_string()).unwrap_or_default()
    );
    let name = register_name(&subject);
    let title = capitalised(&subject);
    let ordered = Ordered {
        name: &name,
        title: &title,
        source: source.trim(),
        fields: &fields,
        optional: &optional,
        counts: &counts,
    };
    Ok(propose(owner, &ordered))
}

fn proposal(
    file: &Path,
    output: Option<&Path>,
    code: Option<&str>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let text = files::document_text(file)?;
    let owner = owner_of(&text, code, context)?;
    let proposal = propose_from(&text, owner)?;
    let toml = proposal.to_toml();
    if let Some(path) = output {
        std::fs::write(path, &toml)?;
    }
    let questions: Vec<String> =
        proposal.questions.iter().map(|question| question.render(context.lang)).collect();
    if context.json {
        context.print_json(&json!({"known": proposal.known, "definition": proposal.definition, "questions": questions, "file": output}))?;
        return Ok(Outcome::Done);
    }
    match output {
        Some(path) => {
            println!("{} → {}", proposal.definition.title.get(context.lang), path.display())
        }
        None => print!("{toml}"),
    }
    questions.iter().for_each(|question| eprintln!("{question}"));
    Ok(Outcome::Done)
}

/// Who issues the register: the unit that is named, or the issuer of the directive where the node knows it.
fn owner_of(text: &str, code: Option<&str>, context: &Context) -> Result<Owner, Failure> {
    let header = document::parse(text).header;
    let Ok(node) = open_node(context) else { return Ok(Owner::BuiltIn) };
    let tree = node::units::tree(&node)?;
    // Who issued it is asked of the units of its own day.
    let day = header.date.and_then(|date| date.full()).unwrap_or_else(|| node.clock().today());
    if let Some(code) = code {
        return Ok(Owner::Unit(unit(&tree, code, day)?.id));
    }
    let found =
        header.issuer.and_then(|name| issuer(&tree, &name, day)).and_then(|issuer| issuer.unit);
    Ok(found.map_or(Owner::BuiltIn, Owner::Unit))
}

fn accept(file: &Path, code: Option<&str>, context: &Context) -> Result<Outcome, Failure> {
    let node = open_or_create(context)?;
    let (owner, issuer) = issued_by(&node, code)?;
    let definition = check::read(file, owner)?;
    if let Ok(known) = node.registry().get(definition.id) {
        check::may_follow(&known.definition, &definition, file)?;
        if known.definition.version >= definition.version {
            println!(
                "{}",
                context.say(
                    "sổ này đã có, không có gì thay đổi",
                    "this register is there already; nothing changes"
                )
            );
            return Ok(Outcome::Done);
        }
    }
    node.define(issuer, actor_id(&node, context)?, &definition)?;
    println!("{} ({})", definition.title.get(context.lang), definition.name);
    Ok(Outcome::Done)
}

/// The owner of a register that the unit of a code issues, and that unit; without a code it is national.
fn issued_by(node: &Node, code: Option<&str>) -> Result<(Owner, UnitId), Failure> {
    let Some(code) = code else { return Ok((Owner::BuiltIn, country_id())) };
    let id = unit(&node::units::tree(node)?, code, node.clock().today())?.id;
    Ok((Owner::Unit(id), id))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Diagnostic {
    let (vi, en) =
        (format!("không đọc được tệp: {error}"), format!("the file cannot be read: {error}"));
    Diagnostic::error("definition_unreadable", vi, en)
        .hint("xem lại đường dẫn của tệp .toml", "look at the path of the .toml file again")
        .in_file(file.display().to_string())
}
