//! `phaodai export REGISTER --unit CODE -o FILE`: a unit's records as a workbook or CSV that imports again unchanged.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::base::{Lang, Value};
use domain::register::{Definition, Field};
use node::publish::nameless;
use node::store::Record;
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
    let definition = &register.definition;
    let fields: Vec<&Field> = definition.in_use().collect();
    let headers: Vec<String> =
        fields.iter().map(|field| field.label.get(context.lang).to_owned()).collect();
    let scope = node.scope_of(unit.id)?;
    // Who does not say a name is on the log too, as nobody in particular.
    let reading = actor(&node, context)?.map_or_else(nameless, |officer| officer.id);
    let mut writer = TableWriter::create(
        &args.output,
        &headers,
        Options { sheet: &definition.title.vi, input: None },
    )?;
    let mut after = None;
    let mut rows = 0;
    loop {
        let page = node.reader()?.records(&register.table, &scope, after, PAGE)?;
        let ids: Vec<_> = page.iter().map(|record| record.id).collect();
        node.log_readings(reading, definition.id, &ids, "xuất danh sách · export")?;
        for record in &page {
            writer.push(&cells(definition, &fields, record, context.lang))?;
        }
        rows += page.len();
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = Some(last.id),
            _ => break,
        }
    }
    writer.finish()?;
    if context.json {
        context.print_json(&json!({"rows": rows, "file": args.output}))?;
    } else {
        println!("{rows} {} → {}", context.say("dòng", "rows"), args.output.display());
    }
    Ok(Outcome::Done)
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
