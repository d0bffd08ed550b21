//! `phaodai register edit`: the officer who must add a column tonight, in one line; or the whole definition in an editor.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args as Arguments;
use domain::base::{Diagnostic, UnitId};
use domain::register::{Answers, Definition, Edit, Owner};
use jiff::civil::Date;
use node::Node;
use serde_json::json;

use super::super::node::{actor_id, open_node};
use super::super::{Context, Failure, Outcome, say};
use super::named::{is_system, register_named};
use super::{check, issued_by, unreadable};

/// The arguments of `phaodai register edit`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai register edit away_resident --add \"Ở cùng ai\" --add \"Nơi cách ly:chọn(Tại nhà|Tập trung)\"\n  phaodai register edit away_resident --split \"Đối tượng=Người lao động>Lao động tự do|Công nhân\"\n  phaodai register edit away_resident"
)]
pub struct Args {
    /// Tên sổ · Name
    name: String,
    /// Thêm cột NHÃN hoặc NHÃN:KIỂU (chữ, số, ngày, có/không, chọn(A|B)…) · Add a column LABEL or LABEL:TYPE
    #[arg(long, value_name = "LABEL[:TYPE]")]
    add: Vec<String>,
    /// Thôi dùng cột; dữ liệu cũ còn · Retire a column; its data stay
    #[arg(long, value_name = "COLUMN")]
    retire: Vec<String>,
    /// Gọi cột bằng nhãn khác · Give a column another label
    #[arg(long, value_name = "COLUMN=LABEL")]
    label: Vec<String>,
    /// Thêm lựa chọn cho cột · Add a choice to a column
    #[arg(long, value_name = "COLUMN=CHOICE")]
    choice: Vec<String>,
    /// Tách một lựa chọn thành nhiều; dòng cũ giữ lựa chọn cũ · Split a choice; old records keep the old one
    #[arg(long, value_name = "COLUMN=CHOICE>A|B")]
    split: Vec<String>,
    /// Thêm chỉ tiêu: nhãn và công thức; không có công thức thì đếm mọi dòng · Add a figure: title and formula
    #[arg(long, value_name = "TITLE=FORMULA")]
    figure: Vec<String>,
    /// Ngày đầu tiên bản mới có hiệu lực; mặc định mọi ngày · First day of the new version; any day by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    from: Option<Date>,
    /// Ngày cuối cùng giữ sổ này · Last day on which the register is kept
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    until: Option<Date>,
    /// Đơn vị sửa; mặc định đơn vị đã ban hành · Unit that changes it; by default the one that issued it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Chỉ xem sẽ đổi gì · Only see what would change
    #[arg(long)]
    dry_run: bool,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let register = register_named(&node, &args.name)?;
    let known = &register.definition;
    if is_system(known) {
        return Err(system(known).into());
    }
    let edits = edits(args)?;
    let written = match edits.is_empty() && args.until.is_none() {
        true => in_editor(known, context)?,
        false => Written { definition: changed(known, &edits)?, file: None },
    };
    let next = Definition {
        valid_from: args.from.or(written.definition.valid_from),
        valid_to: args.until.or(written.definition.valid_to),
        ..written.definition
    };
    let differs = next.hash() != known.hash();
    if differs {
        let place = written.file.as_deref().unwrap_or(Path::new(&args.name));
        check::may_follow(known, &next, place)?;
    }
    if differs && !args.dry_run {
        let unit = issuer(&node, known, args.unit.as_deref())?;
        node.define(unit, actor_id(&node, context)?, &next)?;
    }
    if let Some(file) = written.file {
        // It has done its work; what it says is in the ledger now.
        let _ = std::fs::remove_file(file);
    }
    show(known, &next, args.dry_run, context)?;
    Ok(Outcome::Done)
}

fn show(
    known: &Definition,
    next: &Definition,
    dry_run: bool,
    context: &Context,
) -> Result<(), Failure> {
    if context.json {
        let changes = check::changes(Some(known), next);
        let changes: Vec<_> = changes
            .iter()
            .map(|(what, names)| json!({"what": what.name(), "names": names}))
            .collect();
        context
            .print_json(&json!({"name": next.name, "version": next.version, "dry_run": dry_run,
            "valid_from": next.valid_from, "valid_to": next.valid_to, "changes": changes}))?;
        return Ok(());
    }
    if dry_run {
        println!("{}", context.say("THỬ, chưa ghi gì vào máy", "TRIAL, nothing was taken"));
    }
    check::tell(Some(known), next, context);
    Ok(())
}

/// The next version; `--until` alone changes nothing but the period.
fn changed(known: &Definition, edits: &[Edit]) -> Result<Definition, Failure> {
    if edits.is_empty() {
        return Ok(Definition { version: known.version.saturating_add(1), ..known.clone() });
    }
    Ok(known.edited(edits)?)
}

/// The changes of the call, columns before what names them.
fn edits(args: &Args) -> Result<Vec<Edit>, Failure> {
    let mut edits = Vec::new();
    for text in &args.add {
        let (label, answers) = match text.split_once(':') {
            Some((label, answers)) => (label, Some(Answers::parse(answers.trim())?)),
            None => (text.as_str(), None),
        };
        edits.push(Edit::Add { label: label.trim().to_owned(), answers });
    }
    for text in &args.label {
        let (field, label) = pair(text, "--label \"Đi đâu=Nơi đang ở\"")?;
        edits.push(Edit::Relabel { field, label });
    }
    for text in &args.choice {
        let (field, label) = pair(text, "--choice \"Đối tượng=Bộ đội\"")?;
        edits.push(Edit::AddChoice { field, label });
    }
    for text in &args.split {
        let example = "--split \"Đối tượng=Người lao động>Lao động tự do|Công nhân\"";
        let (field, rest) = pair(text, example)?;
        let (choice, into) = rest.split_once('>').ok_or_else(|| form(text, example))?;
        let into = into.split('|').map(|label| label.trim().to_owned());
        let into = into.filter(|label| !label.is_empty()).collect();
        edits.push(Edit::SplitChoice { field, choice: choice.trim().to_owned(), into });
    }
    for text in &args.figure {
        let (title, filter) = text.split_once('=').unwrap_or((text, ""));
        let (title, filter) = (title.trim().to_owned(), filter.trim().to_owned());
        edits.push(Edit::Figure { title, filter });
    }
    edits.extend(args.retire.iter().map(|field| Edit::Retire { field: field.clone() }));
    Ok(edits)
}

fn pair(text: &str, example: &str) -> Result<(String, String), Failure> {
    let (one, other) = text.split_once('=').ok_or_else(|| form(text, example))?;
    Ok((one.trim().to_owned(), other.trim().to_owned()))
}

fn form(text: &str, example: &str) -> Failure {
    Failure::usage(
        Diagnostic::error(
            "edit_form",
            format!("không hiểu “{text}”"),
            format!("“{text}” cannot be read"),
        )
        .hint(format!("viết như: {example}"), format!("write it as: {example}")),
    )
}

/// Who changes it: the unit that is named, or the one that issued the register.
fn issuer(node: &Node, known: &Definition, code: Option<&str>) -> Result<UnitId, Failure> {
    if code.is_none()
        && let Some(first) = node.versions_of(known.id)?.first()
    {
        return Ok(first.unit);
    }
    Ok(issued_by(node, code)?.1)
}

/// A definition, and the file in which it was written.
struct Written {
    definition: Definition,
    file: Option<PathBuf>,
}

/// Opens the definition in the officer's editor, as often as it has faults and the officer goes on. What was typed stays
/// in the file until it is taken.
fn in_editor(known: &Definition, context: &Context) -> Result<Written, Failure> {
    let next = Definition { version: known.version.saturating_add(1), ..known.clone() };
    let file = context.data.join(format!("edit-{}-{}.toml", next.name, next.version));
    if !file.exists() {
        std::fs::write(&file, next.to_toml()).map_err(|error| unreadable(&file, &error))?;
    }
    loop {
        open(&file)?;
        match check::read(&file, Owner::BuiltIn) {
            Ok(read) => {
                let unchanged = Definition { version: known.version, ..read.clone() };
                let definition = if unchanged == *known { unchanged } else { read };
                return Ok(Written { definition, file: Some(file) });
            }
            Err(failure) => {
                for fault in &failure.diagnostics {
                    eprintln!("{}", fault.render(context.lang));
                }
                if !again(&file, context)? {
                    return Err(kept(&file).into());
                }
            }
        }
    }
}

/// Runs the editor: `VISUAL`, `EDITOR`, or what the system has.
fn open(file: &Path) -> Result<(), Failure> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok());
    let editor = named.unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let ended = Command::new(program).args(words).arg(file).status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        _ => Err(no_editor(&editor, file).into()),
    }
}

fn again(file: &Path, context: &Context) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{} {} [C/k] ", context.say("Mở lại", "Open again"), file.display());
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(!matches!(answer.trim().to_lowercase().as_str(), "k" | "n" | "không" | "no"))
}

fn kept(file: &Path) -> Diagnostic {
    Diagnostic::error(
        "edit_kept",
        "định nghĩa còn lỗi, chưa nhận; bản đang sửa được giữ lại",
        "the definition has faults and was not taken; what was typed is kept",
    )
    .hint("chạy lại lệnh này để sửa tiếp", "run this command again to go on")
    .in_file(file.display().to_string())
}

fn no_editor(editor: &str, file: &Path) -> Diagnostic {
    Diagnostic::error(
        "edit_no_editor",
        format!("không mở được trình soạn thảo “{editor}”"),
        format!("the editor “{editor}” cannot be run"),
    )
    .hint(
        "đặt biến EDITOR, hoặc sửa bằng --add, --retire, --split …; hoặc sửa tệp này rồi chạy register accept",
        "set EDITOR, or use --add, --retire, --split …; or change this file and run register accept",
    )
    .in_file(file.display().to_string())
}

fn system(known: &Definition) -> Diagnostic {
    Diagnostic::error(
        "edit_system",
        format!("“{}” là sổ của hệ thống, không sửa được", known.title.vi),
        format!("“{}” is a register of the system and cannot be changed", known.title.en),
    )
    .hint("lập một sổ riêng: register accept", "make a register of your own: register accept")
}
