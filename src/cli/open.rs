//! `phaodai open FIGURE`: what a figure counts, down to the records.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, Kind, Value};
use domain::register::{Definition, Field};
use domain::returns::{Address, ByHand, Standing};
use node::Record;
use node::publish::{Desk, Opened, Parts, RecordList, StatedFigure};
use serde::Serialize;

use super::node::{actor, open_node};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};
use crate::files::table::Cell;
use crate::files::{Options, write_table};

/// Records on the screen unless `--limit` says otherwise.
const SCREEN: usize = 50;

/// The arguments of `phaodai open`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:
  phaodai open 125/2021-09-10/not_returned
  phaodai open 04117/2021-09-10/not_returned@v1 --as \"Lò Văn A\" -o danh-sach.xlsx")]
pub struct Args {
    /// Địa chỉ số liệu: đơn vị/ngày/chỉ tiêu, thêm @v2 cho lần thứ hai; của một sổ: đơn vị/ngày/sổ.chỉ tiêu · UNIT/DATE/LINE, @v2 for a version; of a register: UNIT/DATE/REGISTER.INDICATOR
    #[arg(value_name = "FIGURE")]
    figure: String,
    /// Số dòng nhiều nhất; mặc định 50 trên màn hình, tất cả khi xuất tệp · At most so many records
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Xuất danh sách ra .xlsx hoặc .csv · Write the list to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Opens the figure and prints what is behind it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let address: Address = args.figure.parse().map_err(Failure::usage)?;
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let officer = actor(&node, context)?;
    let limit = match (args.limit, &args.output) {
        (Some(limit), _) => limit,
        (None, Some(_)) => usize::MAX,
        (None, None) => SCREEN,
    };
    let opened = desk.open_figure(&address, officer.as_ref(), &|_, _| limit)?;
    if let Some(path) = &args.output {
        write(path, &opened, &desk)?;
    }
    match (&opened, context.json) {
        (Opened::Records(list), true) => context.print_json(&json_records(list, &desk))?,
        (Opened::Parts(parts), true) => context.print_json(&json_parts(parts, &desk))?,
        (Opened::Stated(one), true) => context.print_json(&json_stated(one, &desk))?,
        (Opened::Stated(one), false) => print!("{}", page_stated(one, &desk, context)),
        (Opened::Records(list), false) if args.output.is_some() => {
            print!("{}", head(list, &desk, context));
        }
        (Opened::Records(list), false) => print!("{}", page_records(list, &desk, context)),
        (Opened::Parts(parts), false) => print!("{}", page_parts(parts, &desk, context)),
    }
    if !context.json {
        let unit = match &opened {
            Opened::Records(list) => list.unit,
            Opened::Parts(parts) => parts.unit,
            Opened::Stated(one) => one.unit,
        };
        say::alarms(&desk, unit, address.day, context)?;
    }
    Ok(Outcome::Done)
}

fn title(
    (unit, title): (&str, &str),
    value: Option<i64>,
    as_of: Option<jiff::Timestamp>,
    context: &Context,
) -> String {
    let moment = match as_of {
        Some(as_of) => format!("{} {}", context.say("chốt lúc", "frozen at"), say::moment(as_of)),
        None => context.say("số đang có trong sổ, chưa gửi", "live, not submitted").to_owned(),
    };
    format!("{unit} · {title}: {} ({moment})\n", say::figure(value, context.lang))
}

fn head(list: &RecordList, desk: &Desk<'_>, context: &Context) -> String {
    let unit = desk.unit_name(list.unit, list.address.day);
    let mut page = title((&unit, list.title.get(context.lang)), list.value, list.as_of, context);
    let (shown, total) = (list.records.len(), list.total);
    page.push_str(&declared(list.by_hand.as_ref(), context));
    page.push_str(&format!("{} {shown}/{total}\n", context.say("Số dòng:", "Records:")));
    if list.masked {
        page.push_str(context.say(
            "Chưa nói ai đọc: cột nhạy cảm được che, lượt đọc vẫn ghi nhật ký. Thêm --as \"HỌ TÊN\".\n",
            "Nobody is named as reader: sensitive columns are hidden, the reading is logged. Add --as.\n",
        ));
    }
    page
}

fn page_records(list: &RecordList, desk: &Desk<'_>, context: &Context) -> String {
    format!("{}\n{}", head(list, desk, context), table(list, context))
}

/// The records as a table.
pub(super) fn table(list: &RecordList, context: &Context) -> String {
    let fields = listed(&list.definition);
    let labels = fields.iter().map(|field| (field.label.get(context.lang), Side::Left));
    let mut grid = Wide::new(labels);
    for record in &list.records {
        grid.push(fields.iter().map(|field| shown(&list.definition, field, record, context)));
    }
    grid.to_string()
}

/// The columns of a list: those that the definition names, or all in use.
fn listed(definition: &Definition) -> Vec<&Field> {
    let named: Vec<&Field> =
        definition.columns.iter().filter_map(|name| definition.field(name)).collect();
    if named.is_empty() { definition.in_use().collect() } else { named }
}

fn shown(definition: &Definition, field: &Field, record: &Record, context: &Context) -> String {
    let value = record.body.get(&field.no).unwrap_or(&Value::Empty);
    match (field.kind, value) {
        (_, Value::Date(date)) => say::day(*date),
        (Kind::SelectOne, Value::Text(name)) => {
            let choices = definition.choices_of(field);
            let choice = choices.iter().find(|choice| choice.name == *name);
            choice.map_or(name.as_str(), |choice| choice.label.get(context.lang)).to_owned()
        }
        (_, other) => other.to_string(),
    }
}

fn page_parts(parts: &Parts, desk: &Desk<'_>, context: &Context) -> String {
    let unit = desk.unit_name(parts.unit, parts.address.day);
    let mut grid = Wide::new([
        (context.say("Đơn vị", "Unit"), Side::Left),
        (context.say("Tình trạng", "Standing"), Side::Left),
        (context.say("Số liệu", "Figure"), Side::Right),
        (context.say("Mở tiếp", "Opens at"), Side::Left),
    ]);
    for part in &parts.parts {
        grid.push([
            desk.unit_name(part.unit, parts.address.day),
            say::standing(part.standing, context).to_owned(),
            say::figure(part.value, context.lang),
            part.address.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]);
    }
    let head = title((&unit, parts.title.get(context.lang)), parts.value, parts.as_of, context);
    format!("{head}{}\n{grid}", declared(parts.by_hand.as_ref(), context))
}

/// What was declared in place of the computed figure, and why.
fn declared(by_hand: Option<&ByHand>, context: &Context) -> String {
    let Some(one) = by_hand else { return String::new() };
    let word = context.say("Khai tay", "Stated by hand");
    let counted = match one.counted {
        Some(counted) => format!(
            ", {} {}",
            context.say("đếm được", "computed"),
            say::number(counted, context.lang)
        ),
        None => String::new(),
    };
    let (declared, at) = (say::number(one.declared, context.lang), say::moment(one.at));
    format!("{word}: {declared}{counted} · {} · {}, {at}\n", one.why, one.name)
}

fn page_stated(one: &StatedFigure, desk: &Desk<'_>, context: &Context) -> String {
    let unit = desk.unit_name(one.unit, one.address.day);
    let value = one.by_hand.as_ref().map(|by_hand| by_hand.declared);
    let mut page = title((&unit, one.title.get(context.lang)), value, one.as_of, context);
    page.push_str(&declared(one.by_hand.as_ref(), context));
    if one.by_hand.is_none() {
        page.push_str(context.say("Chưa ai nhập số này.\n", "Nobody has stated this figure.\n"));
    }
    if let Some(taken) = &one.taken {
        let word = context.say("Nhận qua", "Taken in from");
        page.push_str(&format!("{word} {} · {}\n", taken.how, taken.officer_name));
    }
    page
}

fn no_records(one: &StatedFigure) -> Diagnostic {
    let title = &one.title;
    Diagnostic::error(
        "figure_without_records",
        format!("“{}” là số nhập tay, không có danh sách để xuất", title.vi),
        format!("“{}” was stated by hand; there is no list to write", title.en),
    )
    .hint("Xem nguồn: mở lại, không ghi -o.", "See its source: open it without -o.")
}

#[derive(Serialize)]
struct JsonStated<'a> {
    figure: String,
    unit: String,
    title: &'a str,
    value: Option<i64>,
    as_of: Option<String>,
    by_hand: Option<super::return_::ByHand<'a>>,
    taken: Option<&'a domain::returns::Taken>,
}

fn json_stated<'a>(one: &'a StatedFigure, desk: &Desk<'_>) -> JsonStated<'a> {
    JsonStated {
        figure: one.address.to_string(),
        unit: desk.key(one.unit, one.address.day),
        title: &one.title.vi,
        value: one.by_hand.as_ref().map(|by_hand| by_hand.declared),
        as_of: one.as_of.map(say::stamp),
        by_hand: one.by_hand.as_ref().map(super::return_::by_hand),
        taken: one.taken.as_ref(),
    }
}

#[derive(Serialize)]
struct JsonRecords<'a> {
    figure: String,
    unit: String,
    title: &'a str,
    value: Option<i64>,
    as_of: Option<String>,
    total: usize,
    masked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<super::return_::ByHand<'a>>,
    records: Vec<JsonRecord<'a>>,
}

#[derive(Serialize)]
struct JsonRecord<'a> {
    id: String,
    fields: BTreeMap<&'a str, String>,
}

fn json_records<'a>(list: &'a RecordList, desk: &Desk<'_>) -> JsonRecords<'a> {
    let record = |record: &'a Record| {
        let value =
            |field: &'a Field| Some((field.name.as_str(), record.body.get(&field.no)?.to_string()));
        let fields = list.definition.in_use().filter_map(value).collect();
        JsonRecord { id: record.id.to_string(), fields }
    };
    JsonRecords {
        figure: list.address.to_string(),
        unit: desk.key(list.unit, list.address.day),
        title: &list.title.vi,
        value: list.value,
        as_of: list.as_of.map(say::stamp),
        total: list.total,
        masked: list.masked,
        by_hand: list.by_hand.as_ref().map(super::return_::by_hand),
        records: list.records.iter().map(record).collect(),
    }
}

#[derive(Serialize)]
struct JsonParts<'a> {
    figure: String,
    unit: String,
    title: &'a str,
    value: Option<i64>,
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<super::return_::ByHand<'a>>,
    parts: Vec<JsonPart>,
}

#[derive(Serialize)]
struct JsonPart {
    unit: String,
    name: String,
    standing: Standing,
    value: Option<i64>,
    figure: Option<String>,
}

/// The records as JSON, for whoever shows several lists.
pub(super) fn json_list(list: &RecordList, desk: &Desk<'_>) -> serde_json::Value {
    serde_json::to_value(json_records(list, desk)).unwrap_or_default()
}

fn json_parts<'a>(parts: &'a Parts, desk: &Desk<'_>) -> JsonParts<'a> {
    let part = |part: &node::publish::Part| JsonPart {
        unit: desk.key(part.unit, parts.address.day),
        name: desk.unit_name(part.unit, parts.address.day),
        standing: part.standing,
        value: part.value,
        figure: part.address.as_ref().map(ToString::to_string),
    };
    JsonParts {
        figure: parts.address.to_string(),
        unit: desk.key(parts.unit, parts.address.day),
        title: &parts.title.vi,
        value: parts.value,
        as_of: parts.as_of.map(say::stamp),
        by_hand: parts.by_hand.as_ref().map(super::return_::by_hand),
        parts: parts.parts.iter().map(part).collect(),
    }
}

fn write(path: &Path, opened: &Opened, desk: &Desk<'_>) -> Result<(), Diagnostic> {
    match opened {
        Opened::Records(list) => write_records(path, list),
        Opened::Parts(parts) => write_parts(path, parts, desk),
        Opened::Stated(one) => Err(no_records(one)),
    }
}

fn write_records(path: &Path, list: &RecordList) -> Result<(), Diagnostic> {
    let fields: Vec<&Field> = list.definition.in_use().collect();
    let headers: Vec<String> = fields.iter().map(|field| field.label.vi.clone()).collect();
    let rows = list.records.iter().map(|record| {
        let cells = fields.iter().map(|field| cell(&list.definition, field, record));
        cells.collect::<Vec<Cell>>()
    });
    write_table(path, &headers, rows, Options::default()).map(|_| ())
}

fn cell(definition: &Definition, field: &Field, record: &Record) -> Cell {
    match record.body.get(&field.no).unwrap_or(&Value::Empty) {
        Value::Empty => Cell::Empty,
        Value::Integer(number) => super::return_::amount(Some(*number)),
        Value::Decimal(number) => Cell::Number(*number),
        Value::Date(date) => Cell::Date(*date),
        Value::Time(time) => Cell::Time(*time),
        Value::DateTime(moment) => Cell::DateTime(*moment),
        Value::Text(text) => {
            let choices = definition.choices_of(field).iter();
            let label = choices.filter(|choice| choice.name == *text).map(|c| &c.label.vi).next();
            Cell::text(label.unwrap_or(text).as_str())
        }
    }
}

fn write_parts(path: &Path, parts: &Parts, desk: &Desk<'_>) -> Result<(), Diagnostic> {
    let headers = ["Mã", "Đơn vị", "Số liệu", "Mở tiếp"].map(str::to_owned);
    let rows = parts.parts.iter().map(|part| {
        vec![
            Cell::text(desk.key(part.unit, parts.address.day)),
            Cell::text(desk.unit_name(part.unit, parts.address.day)),
            super::return_::amount(part.value),
            Cell::text(part.address.as_ref().map(ToString::to_string).unwrap_or_default()),
        ]
    });
    write_table(path, &headers, rows, Options::default()).map(|_| ())
}
