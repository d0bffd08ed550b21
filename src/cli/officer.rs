//! `phaodai officer`: who holds which post, and who acts for whom.

use std::collections::BTreeSet;

use clap::{Args as Arguments, Subcommand};
use domain::base::text::fold;
use domain::base::{Bilingual, Diagnostic};
use node::Node;
use node::people::{self, NewOfficer, Officer};
use serde_json::json;

use super::node::{actor_id, open_node, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome};

/// The arguments of `phaodai officer`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Thêm cán bộ · Add an officer
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai officer add --unit 04117 --post secretary --name \"Lò Văn Hặc\""
    )]
    Add {
        /// Mã đơn vị · Code of the unit
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// Chức vụ: secretary (Bí thư), chair (Chủ tịch), deputy_chair (Phó chủ tịch) … hoặc tên tiếng Việt · Post, by its name or its Vietnamese title
        #[arg(long)]
        post: String,
        /// Họ tên · Full name
        #[arg(long)]
        name: String,
        /// Làm thay chức vụ này khi người giữ chức vắng mặt (KT.) · Acts for this post
        #[arg(long, value_name = "POST")]
        acting_for: Option<String>,
    },
    /// Danh sách cán bộ · The officers on record
    #[command(after_help = "Ví dụ · Example:\n  phaodai officer list --unit 04117")]
    List {
        /// Chỉ của đơn vị này · Only of this unit
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
    },
    /// Ghi nhận cán bộ làm thay một chức vụ · Record that an officer acts for a post
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai officer act \"Lò Văn Hặc\" --for chair --reason \"Chủ tịch đi công tác\""
    )]
    Act {
        /// Mã hoặc họ tên cán bộ · Id or name
        officer: String,
        /// Chức vụ làm thay; bỏ trống là thôi làm thay · The post; without it the acting ends
        #[arg(long = "for", value_name = "POST")]
        post: Option<String>,
        /// Lý do · Reason
        #[arg(long)]
        reason: String,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    match &args.command {
        Command::Add { unit, post, name, acting_for } => {
            add(&node, unit, post, name, acting_for.as_deref(), context)
        }
        Command::List { unit } => list(&node, unit.as_deref(), context),
        Command::Act { officer, post, reason } => {
            let officer = people::find(&node, officer)?;
            let post = post.as_deref().map(|text| post_name(&node, text)).transpose()?;
            people::act_for(&node, &officer, post.as_deref(), actor_id(&node, context)?, reason)?;
            println!("{}", context.say("đã ghi nhận", "recorded"));
            Ok(Outcome::Done)
        }
    }
}

fn add(
    node: &Node,
    code: &str,
    post: &str,
    name: &str,
    acting_for: Option<&str>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let tree = node::units::tree(node)?;
    let unit = unit(&tree, code, node.clock().today())?.id;
    let post = post_name(node, post)?;
    let acting_for = acting_for.map(|text| post_name(node, text)).transpose()?;
    let new = NewOfficer { full_name: name, post: &post, unit, acting_for: acting_for.as_deref() };
    let id = people::add(node, &new, actor_id(node, context)?)?;
    if context.json {
        context.print_json(&json!({"id": id, "name": name, "post": post}))?;
    } else {
        println!("{id}  {name}");
    }
    Ok(Outcome::Done)
}

/// The post that a word means: its name in the register, or its Vietnamese title without accents.
fn post_name(node: &Node, text: &str) -> Result<String, Failure> {
    let posts = people::posts(node)?;
    let wanted = fold(text);
    let found = posts.iter().find(|(name, title)| *name == text || fold(&title.vi) == wanted);
    found.map(|(name, _)| name.clone()).ok_or_else(|| {
        let all = posts
            .iter()
            .map(|(name, title)| format!("{name} ({})", title.vi))
            .collect::<Vec<_>>()
            .join(", ");
        Failure::usage(
            Diagnostic::error(
                "post_unknown",
                format!("không có chức vụ \"{text}\""),
                format!("there is no post \"{text}\""),
            )
            .hint(format!("các chức vụ: {all}"), format!("the posts: {all}")),
        )
    })
}

fn list(node: &Node, code: Option<&str>, context: &Context) -> Result<Outcome, Failure> {
    let tree = node::units::tree(node)?;
    let day = node.clock().today();
    let only = code.map(|code| unit(&tree, code, day).map(|unit| unit.id)).transpose()?;
    let officers = people::officers(node)?;
    let shown = officers.iter().filter(|officer| only.is_none_or(|unit| officer.unit == unit));
    if context.json {
        let rows: Vec<_> = shown
            .map(|o| json!({"id": o.id, "name": o.full_name, "post": o.post, "unit": tree.get(o.unit).and_then(|u| u.code.clone()), "acting_for": o.acting_for}))
            .collect();
        context.print_json(&rows)?;
        return Ok(Outcome::Done);
    }
    let posts = people::posts(node)?;
    let shown: Vec<&Officer> = shown.collect();
    // A name is enough for --as, unless two have it: then the id tells them apart.
    let names: BTreeSet<String> = shown.iter().map(|one| fold(&one.full_name)).collect();
    let with_ids = names.len() < shown.len();
    let mut titles = vec![
        (context.say("Họ tên", "Name"), Side::Left),
        (context.say("Chức vụ", "Post"), Side::Left),
        (context.say("Đơn vị", "Unit"), Side::Left),
        (context.say("Làm thay", "Acts for"), Side::Left),
    ];
    titles.extend(with_ids.then(|| (context.say("Mã", "Id"), Side::Left)));
    let mut grid = Wide::new(titles);
    for officer in shown {
        let unit =
            tree.get(officer.unit).map(domain::base::units::Unit::full_name).unwrap_or_default();
        grid.push([
            officer.full_name.clone(),
            titled(&posts, &officer.post, context),
            unit,
            acting(&posts, officer, context),
            officer.id.to_string(),
        ]);
    }
    print!("{grid}");
    Ok(Outcome::Done)
}

type Posts = [(String, Bilingual)];

/// The title of a post; what stands on record where it is none that the register knows.
fn titled(posts: &Posts, post: &str, context: &Context) -> String {
    let known = posts.iter().find(|(name, _)| name == post);
    known.map_or(post, |(_, title)| title.get(context.lang)).to_owned()
}

/// For whom an officer acts. A deputy signs for the own superior (KT.); anybody else holds the post for the time being
/// (quyền, "Q." in Nghị định 30/2020/NĐ-CP, Phụ lục I), unless the record has a sign of its own.
fn acting(posts: &Posts, officer: &Officer, context: &Context) -> String {
    let Some(post) = officer.acting_for.as_deref() else { return String::new() };
    if !posts.iter().any(|(name, _)| name == post) {
        return post.to_owned();
    }
    let title = titled(posts, post, context);
    let deputy = officer.post.strip_prefix("deputy_") == Some(post);
    let sign =
        if deputy { context.say("KT.", "for the") } else { context.say("quyền", "acting") };
    format!("{sign} {title}")
}
