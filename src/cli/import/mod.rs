//! `phaodai import REGISTER FILE --unit CODE`: a list that came as a file becomes records.

mod columns;
mod decided;
mod list;
mod told;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, UnitId};
use domain::record::header::{Mapping, match_decided};
use domain::register::Definition;
use node::Node;
use node::inbox::{self, Request};
use serde::Serialize;

use super::node::{actor_id, open_node, open_or_create, unit};
use super::register::register_on;
use super::{Context, Failure, Outcome};
use crate::files::{self, Rejects, table};

pub use columns::Columns;
use decided::Decided;
use list::{List, Lists};
pub use told::Told;

/// The arguments of `phaodai import`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai import away_resident \"DS nguoi di xa.xlsx\" --unit 04117 --dry-run

Cột được nhận theo tên, không kể thứ tự, hoa thường, dấu. Dòng không nhận được ghi ra tệp …-dong-loi.xlsx cạnh tệp gốc, cột cuối là lý do; sửa xong nhập lại tệp ấy. Nhập lại cùng một tệp không làm thay đổi gì. Ô trống không xóa điều đã có. · Columns are known by their titles. Rows that were not taken go to …-dong-loi.xlsx beside the file, with the reason; mend them there and import that file. The same file again changes nothing.

Mã kết thúc: 0 mọi dòng đều nhận hoặc trùng; 1 có dòng không nhận (cả khi --dry-run), hoặc không nhập được; 2 gõ sai lệnh. · Exit code: 0 every row taken or a duplicate; 1 some row was rejected (with --dry-run too), or nothing could be imported; 2 the call itself was wrong."
)]
pub struct Args {
    /// Tên sổ · Name of the register
    register: String,
    /// Tệp .xlsx, .xls, .ods hoặc .csv · The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Mã đơn vị giữ sổ · Code of the unit whose list it is
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Chỉ thử, không ghi · Only try, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Cột ấy là trường nào; “-” là bỏ cột. Được nhớ · Which field a column means; “-” leaves it out. It is remembered
    #[arg(long, value_name = "CỘT=TRƯỜNG")]
    map: Vec<String>,
    /// Dòng này là người khác, không phải người trùng. Được nhớ · This row is somebody else. It is remembered
    #[arg(long, value_name = "DÒNG")]
    apart: Vec<String>,
    /// Quên mọi cột đơn vị đã chỉ định cho sổ này · Forget all that the unit decided about columns for this register
    #[arg(long)]
    forget: bool,
}

/// What is printed: the outcome of the import, and where the refused rows are.
#[derive(Debug, Serialize)]
pub struct Imported {
    /// What the import did.
    #[serde(flatten)]
    pub outcome: inbox::Outcome,
    /// Which column was taken for which field.
    #[serde(flatten)]
    pub columns: Columns,
    /// How the file was understood.
    #[serde(flatten)]
    pub told: Told,
    /// The workbook of refused rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejects: Option<PathBuf>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = if args.dry_run { open_node(context)? } else { open_or_create(context)? };
    let day = node.clock().today();
    let tree = node::units::tree(&node)?;
    let unit = unit(&tree, &args.unit, day)?.id;
    if args.forget && !args.dry_run {
        decided::forget(&node, unit, &args.register, context)?;
    }
    let how = How { dry_run: args.dry_run, map: args.map.clone(), apart: args.apart.clone() };
    let imported = import(&node, &args.register, &args.file, unit, &how, context)?;
    if context.json {
        context.print_json(&imported)?;
    } else {
        show(&imported, context);
    }
    Ok(if imported.outcome.rejected == 0 { Outcome::Done } else { Outcome::Partly })
}

/// How a file is to be imported.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// Writes nothing.
    pub dry_run: bool,
    /// What was decided about columns, as typed: "title=field".
    pub map: Vec<String>,
    /// Rows that are nobody who is there, as typed: "57" or "sheet:57".
    pub apart: Vec<String>,
}

/// Imports a file into a register of a unit; refused rows go to a workbook beside the file.
///
/// # Errors
/// When register, file or node cannot be opened, or no column of the file is known.
pub fn import(
    node: &Node,
    register: &str,
    file: &Path,
    unit: UnitId,
    how: &How,
    context: &Context,
) -> Result<Imported, Failure> {
    let register = register_on(node, register, node.clock().today())?;
    let definition = &register.definition;
    let officer = actor_id(node, context)?;
    let decided = Decided::of(node, unit, definition, &how.map)?;
    let score = |titles: &[String]| {
        let mapping = match_decided(definition, titles, &decided.any());
        mapping.columns.iter().flatten().count() + mapping.ticks.len()
    };
    let opened = table::read(file, &score)?;
    let lists: Vec<List> = opened
        .output
        .into_iter()
        .map(|table| List::new(table, definition, &decided))
        .collect::<Result<_, _>>()?;
    let (lists, left_out) = whole(lists, definition);
    if lists.iter().all(List::knows_nothing) {
        return Err(no_column(file, definition).into());
    }
    decided.all_met(&lists, file)?;
    let names = mapping_names(&lists, definition);
    let titled: Vec<(&[String], &Mapping)> =
        lists.iter().map(|list| (&list.table.headers[..], &list.mapping)).collect();
    let mut shown = Columns::of(&titled, definition, context);
    let mut rows = Lists::new(lists, definition);
    shown.fill(rows.fields(), definition);
    let (headers, columns) = (rows.titles(), rows.fields());
    let sheets = rows.sheets();
    let apart = apart_rows(&how.apart, &sheets)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let request = Request {
        register: register.clone(),
        unit,
        officer,
        columns: &columns,
        file_name: &name,
        file_hash: files::hash(file)?,
        expected_rows: expected_rows(file),
        sheets: &sheets,
        apart: &apart,
        dry_run: how.dry_run,
        lang: context.lang,
    };
    let bar = context.progress(request.expected_rows, context.say("đang nhập", "importing"));
    let mut refused: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let mut outcome = inbox::import(
        node,
        &request,
        &mut rows,
        &mut |cells, reasons| refused.push((cells.to_vec(), reasons.to_vec())),
        &|done| bar.set_position(done),
    )?;
    bar.finish_and_clear();
    outcome.mapping = names;
    if !how.dry_run {
        decided.keep(node, (unit, officer), definition, &rows.lists)?;
    }
    let told = Told::of(&rows, opened.warnings, &left_out, &decided, definition, context.lang);
    let rejects = if how.dry_run { None } else { write_refused(file, &headers, refused)? };
    Ok(Imported { outcome, columns: shown, told, rejects })
}

/// Lists without a column for a required field are covers and summaries, where another list of the file has them all.
fn whole(lists: Vec<List>, definition: &Definition) -> (Vec<List>, Vec<String>) {
    if !lists.iter().any(|list| list.is_whole(definition)) {
        return (lists, Vec::new());
    }
    let (lists, rest): (Vec<_>, Vec<_>) =
        lists.into_iter().partition(|list| list.is_whole(definition));
    (lists, rest.into_iter().filter_map(|list| list.table.told_name()).collect())
}

/// Rows to be told apart, as the import numbers them.
fn apart_rows(typed: &[String], sheets: &[String]) -> Result<BTreeSet<u64>, Diagnostic> {
    let unknown = |typed: &str| {
        Diagnostic::error(
            "row_unknown",
            format!("“{typed}” không phải là số dòng của tệp"),
            format!("“{typed}” is no row of the file"),
        )
        .hint(
            "viết số dòng như Excel đếm: --apart 57; tệp nhiều trang: --apart \"TÊN TRANG:57\"",
            "write the row as Excel numbers it: --apart 57; of several sheets: --apart \"SHEET:57\"",
        )
    };
    let row = |typed: &String| {
        let (sheet, row) = typed.rsplit_once(':').map_or((None, &typed[..]), |(s, r)| (Some(s), r));
        let row: u64 = row.trim().parse().map_err(|_| unknown(typed))?;
        if sheets.len() < 2 {
            return Ok(row);
        }
        let at = sheet.and_then(|sheet| sheets.iter().position(|name| name == sheet.trim()));
        at.map(|at| inbox::row_of_sheet(at, row)).ok_or_else(|| unknown(typed))
    };
    typed.iter().map(row).collect()
}

/// Writes the refused rows to a workbook beside the file; gives its path when there are any.
fn write_refused(
    file: &Path,
    headers: &[String],
    refused: Vec<(Vec<String>, Vec<String>)>,
) -> Result<Option<PathBuf>, Diagnostic> {
    let mut rejects = Rejects::beside(file, headers);
    for (cells, reasons) in refused {
        let cells: Vec<table::Cell> = cells.into_iter().map(table::Cell::text).collect();
        rejects.push(&cells, &reasons)?;
    }
    rejects.finish()
}

/// Column title → field name, as the outcome lists it.
fn mapping_names(
    lists: &[List],
    definition: &Definition,
) -> std::collections::BTreeMap<String, Option<String>> {
    let name = |no: u16| Some(definition.field_no(no)?.name.clone());
    let titled = lists.iter().flat_map(|list| {
        let titles = list.table.headers.iter().enumerate();
        titles.map(|(at, title)| (title.clone(), list.mapping.field_of(at).and_then(name)))
    });
    titled.filter(|(title, _)| !title.is_empty()).collect()
}

/// About how many rows a file has: what decides how indexes are kept need not be exact.
fn expected_rows(file: &Path) -> u64 {
    const BYTES_OF_A_ROW: u64 = 100;
    let bytes = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    bytes / BYTES_OF_A_ROW
}

fn no_column(file: &Path, definition: &Definition) -> Diagnostic {
    let labels =
        definition.in_use().map(|field| field.label.vi.clone()).collect::<Vec<_>>().join(", ");
    let english =
        definition.in_use().map(|field| field.label.en.clone()).collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "no_column_known",
        "không cột nào của tệp là trường của sổ",
        "no column of the file is a field of the register",
    )
    .hint(
        format!("dòng tiêu đề cần các cột như: {labels}"),
        format!("the header row wants columns such as: {english}"),
    )
    .in_file(file.display().to_string())
}

fn show(imported: &Imported, context: &Context) {
    let outcome = &imported.outcome;
    if outcome.dry_run {
        println!("{}", context.say("THỬ, chưa ghi gì", "TRIAL, nothing was written"));
    }
    if outcome.resumed {
        println!(
            "{}",
            context.say(
                "tiếp tục lần nhập bị dừng giữa chừng",
                "went on with an import that was cut off"
            )
        );
    }
    print!("{}", imported.told.sheets_page(context));
    print!("{}", imported.columns.page(context));
    print!("{}", imported.told.page(context));
    println!(
        "{} {}: {} {} ({} {}), {} {} ({} {}), {} {}",
        outcome.rows,
        context.say("dòng", "rows"),
        outcome.accepted,
        context.say("nhận", "accepted"),
        outcome.updated,
        context.say("cập nhật", "updates"),
        outcome.duplicates,
        context.say("trùng", "duplicates"),
        outcome.unchanged,
        context.say("không đổi", "unchanged"),
        outcome.rejected,
        context.say("không nhận", "rejected"),
    );
    let mistake = context.say("dòng", "row");
    list_problems(mistake, (10, outcome.errors.len() as u64), &outcome.errors, context);
    let odd = context.say("lưu ý, dòng", "note, row");
    // That a column is missing altogether has been said above; what is odd about single rows comes first.
    let said = |one: &&inbox::Problem| {
        one.rule == "wanted" && imported.columns.fields_without_column.contains(&one.field)
    };
    let news = outcome.warnings.iter().filter(|one| !said(one));
    let warnings: Vec<_> = news.chain(outcome.warnings.iter().filter(said)).cloned().collect();
    list_problems(odd, (5, outcome.warned), &warnings, context);
    if let Some(path) = &imported.rejects {
        println!(
            "{}: {}",
            context.say("dòng không nhận, kèm lý do", "rejected rows with reasons"),
            path.display()
        );
    }
}

/// The first problems, each with its row and the reason, and how many there are besides.
fn list_problems(
    word: &str,
    (shown, all): (u64, u64),
    problems: &[inbox::Problem],
    context: &Context,
) {
    for (problem, _) in problems.iter().zip(0..shown) {
        let sheet = problem.sheet.as_ref().map_or(String::new(), |sheet| format!(" [{sheet}]"));
        eprintln!("  {word} {}{sheet}: {} [{}]", problem.row, problem.message, problem.rule);
    }
    if all > shown {
        let more = context.say("nữa (--json để xem hết)", "more (--json shows all)");
        eprintln!("  … {} {} {more}", context.say("và", "and"), all - shown);
    }
}
