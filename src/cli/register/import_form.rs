//! `phaodai register import FORM.xlsx`: a form of Kobo or ODK becomes a register.

use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, Warned};
use domain::register::{Definition, Owner, UpgradePlan, xlsform};
use serde::Serialize;
use serde_json::json;

use super::super::node::{actor_id, open_node, open_or_create};
use super::super::{Context, Failure, Outcome};
use super::issued_by;
use super::named::is_system;
use crate::files;

/// The arguments of `phaodai register import`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai register import phieu.xlsx --dry-run -o so-moi.toml\n  phaodai register import phieu.xlsx --unit 125\n\nNhóm lặp thành sổ con. Nhập lại biểu mẫu đã sửa: cột mới được thêm, cột bỏ đi ở lại trong dữ liệu, không mất dòng nào."
)]
pub struct Args {
    /// Biểu mẫu .xlsx, .xls, .ods, .csv hoặc .md · The form
    #[arg(value_name = "FORM")]
    form: PathBuf,
    /// Đơn vị ban hành · Issuing unit
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Chỉ thử, không ghi vào máy · Only try, take nothing
    #[arg(long)]
    dry_run: bool,
    /// Ghi định nghĩa ra tệp; sổ con ra các tệp cạnh đó · Write the definitions to files
    #[arg(short, long, value_name = "FILE.toml")]
    output: Option<PathBuf>,
}

/// One register of the form, and what becomes of it.
#[derive(Debug, Serialize)]
struct Taken<'a> {
    name: &'a str,
    version: u32,
    /// `new`, `changed` or `unchanged`.
    state: &'static str,
    fields: usize,
    definition: &'a Definition,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<PathBuf>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let name = args.form.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = match args.dry_run {
        true => tried(args, context),
        false => taken(args, context),
    };
    let named = |diagnostic: Diagnostic| match diagnostic.place.file {
        None => diagnostic.in_file(name.clone()),
        Some(_) => diagnostic,
    };
    let (Warned { output, warnings }, known) = match read {
        Ok(read) => read,
        Err(failure) => {
            let diagnostics: Vec<Diagnostic> = failure.diagnostics.into_iter().map(named).collect();
            return Err(Failure { diagnostics, ..failure });
        }
    };
    let warnings: Vec<Diagnostic> = warnings.into_iter().map(named).collect();
    let written = written(args.output.as_deref(), &output)?;
    let taken: Vec<Taken<'_>> =
        output.iter().zip(written).map(|(one, file)| describe(one, &known, file)).collect();
    if context.json {
        context.print_json(
            &json!({"dry_run": args.dry_run, "registers": taken, "warnings": warnings}),
        )?;
    } else {
        show(args, &taken, &warnings, context);
    }
    Ok(Outcome::Done)
}

type Read = (Warned<Vec<Definition>>, Vec<Definition>);

/// Reads the form without touching the node; where there is none, nothing is known yet.
fn tried(args: &Args, context: &Context) -> Result<Read, Failure> {
    let node = open_node(context).ok();
    let (owner, known) = match &node {
        Some(node) => (issued_by(node, args.unit.as_deref())?.0, definitions(node)),
        None => (Owner::BuiltIn, Vec::new()),
    };
    let read = definitions_of(&args.form, owner, &known)?;
    Ok((read, known))
}

/// Reads the form and takes its registers: all of them, or none when one would lose data.
fn taken(args: &Args, context: &Context) -> Result<Read, Failure> {
    let sheets = files::form_sheets(&args.form)?;
    let node = open_or_create(context)?;
    let (owner, issuer) = issued_by(&node, args.unit.as_deref())?;
    let known = definitions(&node);
    let read = read_sheets(&args.form, &sheets, owner, &known)?;
    let officer = actor_id(&node, context)?;
    for definition in read.output.iter().filter(|one| state(one, &known) != "unchanged") {
        node.define(issuer, officer, definition)?;
    }
    Ok((read, known))
}

fn definitions(node: &node::Node) -> Vec<Definition> {
    node.registry().iter().map(|register| register.definition.clone()).collect()
}

/// The registers of a form in a file.
///
/// # Errors
/// Every fault of the form; what the known registers would lose by it; a register of the system itself.
fn definitions_of(
    form: &Path,
    owner: Owner,
    known: &[Definition],
) -> Result<Warned<Vec<Definition>>, Failure> {
    read_sheets(form, &files::form_sheets(form)?, owner, known)
}

fn read_sheets(
    form: &Path,
    sheets: &[xlsform::Sheet],
    owner: Owner,
    known: &[Definition],
) -> Result<Warned<Vec<Definition>>, Failure> {
    let stem = form.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let read = xlsform::read(owner, &stem, sheets, known)?;
    let mut faults = Vec::new();
    for definition in &read.output {
        if is_system(definition) {
            faults.push(system_register(&definition.name));
        }
        let old = known.iter().find(|old| old.id == definition.id);
        let upgrade =
            old.filter(|old| *old != definition).map(|old| UpgradePlan::between(old, definition));
        faults.extend(upgrade.and_then(Result::err).unwrap_or_default());
    }
    if faults.is_empty() { Ok(read) } else { Err(faults.into()) }
}

fn state(definition: &Definition, known: &[Definition]) -> &'static str {
    match known.iter().find(|known| known.id == definition.id) {
        None => "new",
        Some(known) if known == definition => "unchanged",
        Some(_) => "changed",
    }
}

fn describe<'a>(
    definition: &'a Definition,
    known: &[Definition],
    file: Option<PathBuf>,
) -> Taken<'a> {
    Taken {
        name: &definition.name,
        version: definition.version,
        state: state(definition, known),
        fields: definition.in_use().count(),
        definition,
        file,
    }
}

/// Writes each definition: the form's own under the name given, those of repeats beside it.
fn written(
    output: Option<&Path>,
    definitions: &[Definition],
) -> Result<Vec<Option<PathBuf>>, Failure> {
    let Some(output) = output else { return Ok(vec![None; definitions.len()]) };
    let path = |at: usize, definition: &Definition| match at {
        0 => output.to_owned(),
        _ => output.with_file_name(format!("{}.toml", definition.name)),
    };
    let paths: Vec<PathBuf> = (0..).zip(definitions).map(|(at, one)| path(at, one)).collect();
    for (path, definition) in paths.iter().zip(definitions) {
        std::fs::write(path, definition.to_toml())?;
    }
    Ok(paths.into_iter().map(Some).collect())
}

fn show(args: &Args, taken: &[Taken<'_>], warnings: &[Diagnostic], context: &Context) {
    warnings.iter().for_each(|warning| eprintln!("{}", warning.render(context.lang)));
    if args.dry_run {
        println!("{}", context.say("THỬ, chưa ghi gì vào máy", "TRIAL, nothing was taken"));
    }
    for one in taken {
        let state = match one.state {
            "new" => context.say("sổ mới", "new register"),
            "changed" => context.say("bản mới", "new version"),
            _ => context.say("không đổi", "unchanged"),
        };
        let (version, fields) = (context.say("bản", "version"), context.say("trường", "fields"));
        let title = one.definition.title.get(context.lang);
        println!(
            "{} ({}): {state}, {version} {}, {} {fields}",
            title, one.name, one.version, one.fields
        );
        if let Some(file) = &one.file {
            println!("  → {}", file.display());
        }
    }
}

fn system_register(name: &str) -> Diagnostic {
    Diagnostic::error(
        "form_of_system",
        format!("“{name}” là sổ của hệ thống, không thay bằng biểu mẫu được"),
        format!("`{name}` is a register of the system and cannot be replaced by a form"),
    )
    .hint(
        "xoá ô id ở trang _register và đặt tên khác để có một sổ mới",
        "empty the cell id of the sheet _register and give another name for a register of your own",
    )
}
