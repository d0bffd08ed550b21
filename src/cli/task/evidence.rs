//! `phaodai task evidence`: the files that show a task done, listed or written out.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::Diagnostic;
use node::attachments::{self, Attachment, File, MOST_BYTES};
use node::tasks::{Office, TaskReference};
use node::{Node, NodeError};
use serde_json::json;

use super::super::directive::wall;
use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome};
use crate::files;

/// A task, and where its files go.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Việc, ví dụ 3/o12/04105 · The task
    #[arg(value_name = "TASK")]
    task: String,
    /// Ghi các tệp vào thư mục này · Write the files to this folder
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let task = office.task(&TaskReference::parse(&args.task, office.today())?)?;
    let files = office.evidence(&task, actor(&node, context)?.as_ref())?;
    let mut rows = Vec::new();
    for (no, file) in (1..).zip(&files) {
        let to = args.out.as_deref().map(|folder| write(&node, file, (no, folder))).transpose()?;
        rows.push((file, to));
    }
    if context.json {
        let row = |(file, to): &(&Attachment, Option<PathBuf>)| {
            json!({"file": file.file_name, "bytes": file.bytes, "hash": file.hash, "note": file.note,
                "added_at": file.added_at, "written_to": to})
        };
        context.print_json(&rows.iter().map(row).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        println!("{}", context.say("Chưa có minh chứng nào.", "No evidence yet."));
    }
    for (file, to) in rows {
        let at = file.added_at.map(wall).unwrap_or_default();
        let to = to.map(|path| format!(" → {}", path.display())).unwrap_or_default();
        println!("{} · {} byte · {at}{to}", file.file_name, file.bytes);
    }
    Ok(Outcome::Done)
}

/// The files that somebody hands in.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(File::new(name, files::content(path, MOST_BYTES)?)?)
    };
    paths.iter().map(one).collect()
}

/// Writes a file under its number and name. What stands there already stays.
fn write(node: &Node, file: &Attachment, (no, folder): (usize, &Path)) -> Result<PathBuf, Failure> {
    let content = attachments::content(node, file)?.ok_or_else(|| gone(&file.file_name))?;
    // The name came from somebody's machine: only its last part is used.
    let name = file.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let path = folder.join(format!("{no}-{name}"));
    fs::create_dir_all(folder).map_err(NodeError::file(folder))?;
    files::write_new(&path, &content)?;
    Ok(path)
}

fn gone(name: &str) -> Diagnostic {
    Diagnostic::error(
        "file_gone",
        format!("Máy này không còn giữ nội dung tệp {name}."),
        format!("The content of {name} is not on this node."),
    )
    .hint("Chạy: phaodai verify.", "Run: phaodai verify.")
}
