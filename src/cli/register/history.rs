//! `phaodai register history`: which versions of a register there were, who brought them, and what each changed.

use clap::Args as Arguments;
use node::{Node, TakenVersion};
use serde_json::json;

use super::super::node::open_node;
use super::super::{Context, Failure, Outcome, say};
use super::check::changes;
use super::named::register_named;

/// The arguments of `phaodai register history`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:\n  phaodai register history away_resident")]
pub struct Args {
    /// Tên sổ · Name
    name: String,
}

/// Lists the versions, the oldest first.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let register = register_named(&node, &args.name)?;
    let versions = node.versions_of(register.definition.id)?;
    let mut before = None;
    let mut rows = Vec::new();
    for version in &versions {
        let changes = changes(before, &version.definition);
        before = Some(&version.definition);
        let (number, who) = (version.definition.version, who(&node, version, context)?);
        if context.json {
            let changed: Vec<_> = changes
                .iter()
                .map(|(what, names)| json!({"what": what.name(), "names": names}))
                .collect();
            rows.push(json!({"version": number, "at": version.at, "by": who, "fields": version.definition.in_use().count(), "changes": changed}));
            continue;
        }
        println!(
            "{} {number} · {} · {who} · {} {}",
            context.say("Bản", "Version"),
            say::moment(version.at),
            version.definition.in_use().count(),
            context.say("trường", "fields")
        );
        for (what, names) in changes {
            println!("  {}: {}", what.title(context), names.join(", "));
        }
    }
    if context.json {
        context.print_json(&rows)?;
    }
    Ok(Outcome::Done)
}

fn who(node: &Node, version: &TakenVersion, context: &Context) -> Result<String, Failure> {
    let Some(id) = version.officer else {
        return Ok(context.say("chương trình", "the program").to_owned());
    };
    let officers = node::people::officers(node)?;
    let found = officers.iter().find(|officer| officer.id == id);
    Ok(found.map_or_else(|| id.to_string(), |officer| officer.full_name.clone()))
}
