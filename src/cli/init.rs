//! `phaodai init`: a new node in the data folder.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::base::units::ListDates;
use serde_json::json;

use super::node::options;
use super::units::read_facts;
use super::{Context, Failure, Outcome};

/// The arguments of `phaodai init`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai init --units mai_son\n  phaodai init --data /srv/phaodai --units ../danh-muc"
)]
pub struct Args {
    /// Danh sách đơn vị: thư mục, tệp, hoặc mai_son · List of units: folder, file, or mai_son
    #[arg(long, value_name = "PATH")]
    units: Vec<PathBuf>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let facts = read_facts(&args.units, ListDates::default())?;
    let node = node::Node::create(&context.data, options(context))?;
    node::units::write(&node, &facts, None)?;
    if context.json {
        context.print_json(
            &json!({"node": node.id(), "folder": context.data, "units": facts.units.len()}),
        )?;
    } else {
        println!("{} {} → {}", context.say("máy", "node"), node.id(), context.data.display());
        println!("{} {}", facts.units.len(), context.say("đơn vị", "units"));
        println!(
            "{}",
            context.say(
                "Giữ riêng tệp khóa node.key trong thư mục ấy: bản sao lưu không chứa nó.",
                "Keep the key file in that folder apart: backups do not hold it."
            )
        );
    }
    Ok(Outcome::Done)
}
