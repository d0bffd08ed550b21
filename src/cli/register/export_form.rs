//! `phaodai register export NAME -o FORM.xlsx`: a register as a form that Kobo, ODK and this program read.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::base::Kind;
use domain::register::{Definition, xlsform};
use serde_json::json;

use super::super::node::open_node;
use super::super::{Context, Failure, Outcome};
use super::named::register_named;
use crate::files;

/// The arguments of `phaodai register export`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai register export away_resident -o phieu.xlsx\n\nThêm cột: thêm một dòng ở trang survey (type, name, label), rồi phaodai register import phieu.xlsx."
)]
pub struct Args {
    /// Tên sổ · Name of the register
    name: String,
    /// Tệp .xlsx · The workbook to write
    #[arg(short, long, value_name = "FORM.xlsx")]
    output: PathBuf,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let register = register_named(&node, &args.name)?;
    let mut all: Vec<Definition> =
        node.registry().iter().map(|one| one.definition.clone()).collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    let children = children(&register.definition, &all);
    let sheets = xlsform::sheets(&register.definition, &children);
    files::write_form(&args.output, &sheets)?;
    let names: Vec<&str> = children.iter().map(|child| child.name.as_str()).collect();
    if context.json {
        context.print_json(
            &json!({"file": args.output, "register": register.definition.name, "repeats": names}),
        )?;
        return Ok(Outcome::Done);
    }
    println!("{} → {}", register.definition.title.get(context.lang), args.output.display());
    if !names.is_empty() {
        println!(
            "  {}: {}",
            context.say("kèm sổ con", "with the registers of its repeats"),
            names.join(", ")
        );
    }
    Ok(Outcome::Done)
}

/// The registers whose records belong to records of this one, and theirs in turn.
fn children(parent: &Definition, all: &[Definition]) -> Vec<Definition> {
    let mut found: Vec<Definition> = Vec::new();
    let mut at = 0;
    let mut outer = parent.name.clone();
    loop {
        let links = |one: &&Definition| {
            one.in_use().any(|field| field.kind == Kind::Record && field.register == outer)
        };
        let fresh = all.iter().filter(links).filter(|one| one.id != parent.id);
        let fresh: Vec<Definition> =
            fresh.filter(|one| found.iter().all(|known| known.id != one.id)).cloned().collect();
        found.extend(fresh);
        match found.get(at) {
            Some(next) => outer.clone_from(&next.name),
            None => return found,
        }
        at += 1;
    }
}
