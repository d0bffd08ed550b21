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

/// The files that somebody hands in. Its length is looked at before a file is read: a film does not fill the memory.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let content = content(path).map_err(NodeError::file(path))?;
        Ok(File::new(name, content)?)
    };
    paths.iter().map(one).collect()
}

/// At most one byte more than is taken, which is enough to refuse it.
fn content(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut content = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    fs::File::open(path)?.take(most + 1).read_to_end(&mut content)?;
    Ok(content)
}

/// Writes a file under its number and name. What stands there already stays.
fn write(node: &Node, file: &Attachment, (no, folder): (usize, &Path)) -> Result<PathBuf, Failure> {
    use std::io::Write;
    let content = attachments::content(node, file)?.ok_or_else(|| gone(&file.file_name))?;
    // The name came from somebody's machine: only its last part is used.
    let name = file.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let path = folder.join(format!("{no}-{name}"));
    fs::create_dir_all(folder).map_err(NodeError::file(folder))?;
    let mut written = fs::File::create_new(&path).map_err(NodeError::file(&path))?;
    written.write_all(&content).map_err(NodeError::file(&path))?;
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
