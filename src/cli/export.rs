//! `phaodai export REGISTER --unit CODE -o FILE`: a unit's records as a workbook or CSV that imports again unchanged.

use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, Lang, OfficerId, Value};
use domain::register::{Definition, Field};
use node::Node;
use node::projection::Register;
use node::publish::nameless;
use node::store::{Record, Scope};
use serde_json::json;

use super::node::{actor, open_node, unit};
use super::register::register_on;
use super::{Context, Failure, Outcome};
use crate::files::{Options, TableWriter, table::Cell};

/// The arguments of `phaodai export`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai export away_resident --unit 04117 -o 04117.xlsx --as \"Lò Văn Hặc\""
)]
pub struct Args {
    /// Tên sổ · Name of the register
    register: String,
    /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Tệp .xlsx hoặc .csv · The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Records read at a time.
const PAGE: u32 = 2_000;

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let day = node.clock().today();
    let tree = node::units::tree(&node)?;
    let unit = unit(&tree, &args.unit, day)?;
    let register = register_on(&node, &args.register, day)?;
    let scope = node.scope_of(unit.id)?;
    // Who does not say a name is on the log too, as nobody in particular.
    let officer = actor(&node, context)?.map_or_else(nameless, |officer| officer.id);
    let work = Work { scope: &scope, officer, lang: context.lang, mark: None };
    let rows = write(&node, &register, &args.output, &work, &|_| {})?;
    if context.json {
        context.print_json(&json!({"rows": rows, "file": args.output}))?;
    } else {
        println!("{rows} {} → {}", context.say("dòng", "rows"), args.output.display());
    }
    Ok(Outcome::Done)
}

/// What is exported for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work<'a> {
    /// Whose records.
    pub(crate) scope: &'a Scope,
    /// Who reads them.
    pub(crate) officer: OfficerId,
    /// Language of titles and choices.
    pub(crate) lang: Lang,
    /// Who took the list, and when.
    pub(crate) mark: Option<&'a str>,
}

/// Writes the records of a scope to a file; tells how many were written. Each reading is on the log before.
///
/// # Errors
/// When the database cannot be read, or the file cannot be written.
pub(crate) fn write(
    node: &Node,
    register: &Register,
    path: &Path,
    work: &Work<'_>,
    told: &dyn Fn(u64),
) -> Result<u64, Diagnostic> {
    let definition = &register.definition;
    let fields: Vec<&Field> = definition.in_use().collect();
    let label = |field: &&Field| field.label.get(work.lang).to_owned();
    let headers: Vec<String> = fields.iter().map(label).collect();
    let options = Options { sheet: &definition.title.vi, input: None, mark: work.mark };
    let mut writer = TableWriter::create(path, &headers, options)?;
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = node.reader()?.records(&register.table, work.scope, after, PAGE)?;
        let ids: Vec<_> = page.iter().map(|record| record.id).collect();
        node.log_readings(work.officer, definition.id, &ids, "xuất danh sách · export")?;
        for record in &page {
            writer.push(&cells(definition, &fields, record, work.lang))?;
        }
        rows += page.len() as u64;
        told(rows);
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = Some(last.id),
            _ => break,
        }
    }
    writer.finish()?;
    Ok(rows)
}

/// A record as cells: choices by their label, dates as dates.
pub fn cells(definition: &Definition, fields: &[&Field], record: &Record, lang: Lang) -> Vec<Cell> {
    let cell = |field: &&Field| match record.body.get(&field.no) {
        None | Some(Value::Empty) => Cell::Empty,
        Some(Value::Date(date)) => Cell::Date(*date),
        Some(Value::DateTime(moment)) => Cell::DateTime(*moment),
        Some(Value::Time(time)) => Cell::Time(*time),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds floating point")]
        Some(Value::Integer(number)) => Cell::Number(*number as f64),
        Some(Value::Decimal(number)) => Cell::Number(*number),
        Some(Value::Text(text)) => Cell::text(shown(definition, field, text, lang)),
    };
    fields.iter().map(cell).collect()
}

/// A text as people read it: the labels of choices instead of their names.
pub fn shown(definition: &Definition, field: &Field, text: &str, lang: Lang) -> String {
    let choices = definition.choices_of(field);
    if choices.is_empty() {
        return text.to_owned();
    }
    let label = |name: &str| {
        let choice = choices.iter().find(|choice| choice.name == name);
        choice.map_or_else(|| name.to_owned(), |choice| choice.label.get(lang).to_owned())
    };
    match field.kind {
        domain::base::Kind::SelectMultiple => {
            text.split(' ').map(label).collect::<Vec<_>>().join("; ")
        }
        _ => label(text),
    }
}
