//! `phaodai rules`: the packs of rules that tracing follows, and new ones for when a paper changes them overnight.

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};
use domain::base::Diagnostic;
use domain::base::units::Unit;
use domain::register::Tier;
use domain::tracing::{PackHead, Sure};
use node::analysis::tracing;
use serde_json::{Value, json};

use super::node::{actor_in, open_node, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};
use crate::files::content;

/// The arguments of `phaodai rules`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Các bộ quy định, từ ngày nào, theo văn bản nào · The packs, since when, by which paper
    #[command(after_help = "Ví dụ · Example:\n  phaodai rules list")]
    List,
    /// Thêm bộ quy định mới từ tệp, viết như các tệp trong definitions/rules · Add packs of a file
    #[command(after_help = "Ví dụ · Example:\n  phaodai rules add cach-ly-moi.toml --unit 125")]
    Add {
        /// Tệp TOML · The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Đơn vị ban hành; phải là đơn vị cấp trên của máy này · The unit that gives the rules
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let packs = match &args.command {
        Command::List => tracing::rules(&node)?.heads(),
        Command::Add { file, unit: code } => {
            let tree = node::units::tree(&node)?;
            let found = unit(&tree, code, node.clock().today())?;
            let officer = actor_in(&node, &tree, found, context)?;
            from_above(found)?;
            tracing::add_rules(&node, found.id, &text_of(file)?, officer)?
        }
    };
    if context.json {
        context.print_json(&packs.iter().map(told).collect::<Vec<Value>>())?;
        return Ok(Outcome::Done);
    }
    let mut table = Wide::new([
        (context.say("Quy định", "Rules"), Side::Left),
        (context.say("Từ ngày", "From"), Side::Left),
        (context.say("Bộ", "Pack"), Side::Left),
        (context.say("Căn cứ", "Source"), Side::Left),
    ]);
    for pack in &packs {
        let mark = match pack.sure {
            Sure::Found => "",
            Sure::Default => context.say(" (mặc định)", " (default)"),
        };
        let name = format!("{}{mark}", pack.name);
        table.push([pack.rules.to_owned(), say::day(pack.from), name, pack.source.clone()]);
    }
    print!("{table}");
    Ok(Outcome::Done)
}

fn told(pack: &PackHead) -> Value {
    json!({
        "rules": pack.rules, "name": pack.name, "from": pack.from, "source": pack.source,
        "sure": match pack.sure { Sure::Found => "found", Sure::Default => "default" },
    })
}

/// Rules hold for everybody at a node, so no commune gives them.
fn from_above(unit: &Unit) -> Result<(), Diagnostic> {
    if matches!(unit.tier, Tier::Country | Tier::Province | Tier::District) {
        return Ok(());
    }
    let name = &unit.name;
    Err(Diagnostic::error(
        "rules_from_below",
        format!("{name} không ban hành quy định cho cả máy này."),
        format!("{name} gives no rules for everybody here."),
    )
    .hint("--unit: mã của tỉnh hoặc huyện.", "--unit: the code of the province or district."))
}

/// More than any rules take.
const LARGEST: usize = 1 << 20;

fn text_of(file: &Path) -> Result<String, Diagnostic> {
    let bytes = content(file, LARGEST)?;
    String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error(
            "rule_packs",
            "Tệp không phải văn bản UTF-8.",
            "The file is no UTF-8 text.",
        )
    })
}
