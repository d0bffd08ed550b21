//! `phaodai register`: the lists that this node knows, and new ones out of a directive.

mod check;
mod edit;
mod export_form;
mod figures;
mod history;
mod import_form;
mod named;
mod propose;

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};
use domain::base::units::country_id;
use domain::base::{Diagnostic, UnitId};
use domain::register::Owner;
use node::Node;
use node::projection::Register;
use serde_json::json;

use super::node::{actor_id, open_node, open_or_create, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome};

use named::is_system;
pub use named::{register_named, register_on};
pub use propose::propose_from;

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
    Propose(propose::Args),
    /// Sửa một sổ: thêm cột, tách lựa chọn, thôi dùng cột · Change a register: add columns, split choices, retire columns
    Edit(edit::Args),
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
        Command::Propose(args) => propose::run(args, context),
        Command::Edit(args) => edit::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::History(args) => history::run(args, context),
        Command::Accept { file, unit } => accept(file, unit.as_deref(), context),
        Command::Import(args) => import_form::run(args, context),
        Command::Export(args) => export_form::run(args, context),
    }
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
    let tree = node::units::tree(node)?;
    let id = unit(&tree, code, node.clock().today())?.id;
    Ok((Owner::Unit(id), id))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Diagnostic {
    let (vi, en) =
        (format!("không đọc được tệp: {error}"), format!("the file cannot be read: {error}"));
    Diagnostic::error("definition_unreadable", vi, en)
        .hint("xem lại đường dẫn của tệp .toml", "look at the path of the .toml file again")
        .in_file(file.display().to_string())
}
