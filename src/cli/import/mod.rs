//! `phaodai import REGISTER FILE --unit CODE`: a list that came as a file becomes records.

mod columns;

use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, UnitId};
use domain::record::header::{Mapping, match_columns};
use domain::register::Definition;
use node::Node;
use node::inbox::{self, Cells, Request, Rows};
use serde::Serialize;

use super::node::{actor_id, open_node, open_or_create, unit};
use super::register::register_on;
use super::{Context, Failure, Outcome};
use crate::files::{self, Rejects, table};

pub use columns::Columns;

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
    /// The workbook of refused rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejects: Option<PathBuf>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = if args.dry_run { open_node(context)? } else { open_or_create(context)? };
    let day = node.clock().today();
    let unit = unit(&node::units::tree(&node)?, &args.unit, day)?.id;
    let imported = import(&node, &args.register, &args.file, unit, args.dry_run, context)?;
    if context.json {
        context.print_json(&imported)?;
    } else {
        show(&imported, context);
    }
    Ok(if imported.outcome.rejected == 0 { Outcome::Done } else { Outcome::Partly })
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
    dry_run: bool,
    context: &Context,
) -> Result<Imported, Failure> {
    let register = register_on(node, register, node.clock().today())?;
    let definition = &register.definition;
    let score =
        |titles: &[String]| match_columns(definition, titles).columns.iter().flatten().count();
    let opened = table::read(file, &score)?;
    for warning in &opened.warnings {
        eprintln!("{}", warning.render(context.lang));
    }
    let lists: Vec<List> =
        opened.output.into_iter().map(|table| List::new(table, definition)).collect();
    let Some(first) = lists.first() else { return Err(no_column(file, definition).into()) };
    if first.mapping.columns.iter().all(Option::is_none) {
        return Err(no_column(file, definition).into());
    }
    let names = mapping_names(&lists, definition);
    let titled: Vec<(&[String], &Mapping)> =
        lists.iter().map(|list| (&list.table.headers[..], &list.mapping)).collect();
    let shown = Columns::of(&titled, definition, context);
    let headers = first.table.headers.clone();
    let columns = first.mapping.columns.clone();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let request = Request {
        register: register.clone(),
        unit,
        officer: actor_id(node, context)?,
        columns: &columns,
        file_name: &name,
        file_hash: files::hash(file)?,
        expected_rows: expected_rows(file),
        dry_run,
        lang: context.lang,
    };
    let bar = context.progress(request.expected_rows, context.say("đang nhập", "importing"));
    let mut rows = Lists { lists, at: 0, columns: columns.clone() };
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
    let rejects = if dry_run { None } else { write_refused(file, &headers, refused)? };
    Ok(Imported { outcome, columns: shown, rejects })
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

/// One list of the file with its columns.
struct List {
    table: table::Table,
    mapping: Mapping,
}

impl List {
    fn new(table: table::Table, definition: &Definition) -> Self {
        let mapping = match_columns(definition, &table.headers);
        Self { table, mapping }
    }
}

/// All lists of a file, one after another, in the columns of the first.
struct Lists {
    lists: Vec<List>,
    at: usize,
    columns: Vec<Option<u16>>,
}

impl Rows for Lists {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, Diagnostic> {
        while let Some(list) = self.lists.get_mut(self.at) {
            let Some(row) = list.table.rows.next_row()? else {
                self.at += 1;
                continue;
            };
            if self.at == 0 {
                row.cells().for_each(|cell| write_cell(cells.next_cell(), cell));
            } else {
                for wanted in &self.columns {
                    let column =
                        list.mapping.columns.iter().position(|no| no.is_some() && no == wanted);
                    let cell = column.map_or(table::CellRef::Empty, |column| row.get(column));
                    write_cell(cells.next_cell(), cell);
                }
            }
            return Ok(Some(row.number));
        }
        Ok(None)
    }
}

fn write_cell(text: &mut String, cell: table::CellRef<'_>) {
    use std::fmt::Write as _;
    match cell {
        table::CellRef::Text(typed) => text.push_str(typed),
        // Writing into a string cannot fail.
        other => drop(write!(text, "{other}")),
    }
}

/// Column title → field name, as the outcome lists it.
fn mapping_names(
    lists: &[List],
    definition: &Definition,
) -> std::collections::BTreeMap<String, Option<String>> {
    let name = |no: &Option<u16>| Some(definition.field_no((*no)?)?.name.clone());
    let titled = lists.iter().flat_map(|list| list.table.headers.iter().zip(&list.mapping.columns));
    titled
        .filter(|(title, _)| !title.is_empty())
        .map(|(title, no)| (title.clone(), name(no)))
        .collect()
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
    print!("{}", imported.columns.page(context));
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
        eprintln!("  {word} {}: {} [{}]", problem.row, problem.message, problem.rule);
    }
    if all > shown {
        let more = context.say("nữa (--json để xem hết)", "more (--json shows all)");
        eprintln!("  … {} {} {more}", context.say("và", "and"), all - shown);
    }
}
