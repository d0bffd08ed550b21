//! `phaodai collate`: who under a unit is on time, late or missing; figures and totals, each opening into its records.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, Lang, UnitId, local};
use domain::returns::{Counts, Frozen, Line, Received, Row, Standing, Taken};
use jiff::civil::Date;
use node::publish::{Collated, Desk, Subject};
use serde::Serialize;

use super::node::open_node;
use super::return_::{ByHand, amount, by_hand, committee};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};
use crate::files::table::Cell;
use crate::files::{Column, Report, Signature, report};

/// The arguments of `phaodai collate`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:
  phaodai collate --unit 125 --date 2021-09-10
  phaodai collate --unit 125 --date 2021-09-10 -o tong-hop.xlsx --json")]
pub struct Args {
    /// Mã đơn vị tổng hợp · Code of the unit that collates
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày của giờ chốt; mặc định hôm nay · Day of the cut-off; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
    /// Mẫu báo cáo cần tổng hợp · The template that is collated
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Xuất bảng tính theo thể thức văn bản · Write a workbook in the official layout
    #[arg(short, long, value_name = "FILE.xlsx")]
    output: Option<PathBuf>,
}

/// Collates, writes the workbook when asked, and prints.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let day = args.date.unwrap_or_else(|| desk.today());
    let collated = desk.collate(&args.unit, day, args.template.as_deref())?;
    if let Some(path) = &args.output {
        write(path, &collated, &desk)?;
    }
    let open = desk.open_discrepancies(collated.unit, day)?;
    if context.json {
        context.print_json(&json(&collated, &open, &desk))?;
    } else {
        print!("{}", page(&collated, &open, &desk, context));
        say::alarms(&desk, collated.unit, day, context)?;
    }
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Json<'a> {
    unit: String,
    date: Date,
    template: &'a str,
    cut_off: Option<String>,
    counts: Counts,
    totals: &'a BTreeMap<String, i64>,
    rows: Vec<JsonRow<'a>>,
    incomplete: &'a [String],
    warnings: &'a [Diagnostic],
}

#[derive(Serialize)]
struct JsonRow<'a> {
    unit: String,
    name: String,
    standing: Standing,
    version: Option<u32>,
    received_at: Option<String>,
    /// Discrepancies that are open.
    discrepancies: usize,
    first_version: Option<u32>,
    first_received_at: Option<String>,
    values: BTreeMap<&'a str, i64>,
    figures: BTreeMap<&'a str, String>,
    by_hand: BTreeMap<&'a str, ByHand<'a>>,
    taken: Option<&'a Taken>,
}

fn json<'a>(collated: &'a Collated, open: &BTreeMap<UnitId, usize>, desk: &Desk<'_>) -> Json<'a> {
    let (collation, day) = (&collated.collation, collated.collation.day);
    Json {
        unit: desk.key(collated.unit, day),
        date: day,
        template: &collated.template.name,
        cut_off: collated.cut_off.map(say::stamp),
        counts: collation.counts,
        totals: &collation.totals,
        rows: collation.rows.iter().map(|row| json_row(row, collated, open, desk)).collect(),
        incomplete: &collation.incomplete,
        warnings: &collated.warnings,
    }
}

fn json_row<'a>(
    row: &'a Row,
    collated: &'a Collated,
    open: &BTreeMap<UnitId, usize>,
    desk: &Desk<'_>,
) -> JsonRow<'a> {
    let (unit, period) = (row.unit, collated.collation.day);
    let subject = Subject { unit, template: collated.template.clone(), period };
    let received = row.received.as_ref();
    let values = received.into_iter().flat_map(|received| &received.values);
    let values: BTreeMap<&str, i64> = values.map(|(line, value)| (line.as_str(), *value)).collect();
    let version = received.map(|received| received.version);
    let address = |line: &'a str| (line, desk.address(&subject, line, version).to_string());
    JsonRow {
        unit: desk.key(unit, period),
        name: desk.unit_name(unit, collated.collation.day),
        standing: row.standing,
        discrepancies: open.get(&unit).copied().unwrap_or_default(),
        version,
        received_at: received.map(|received| say::stamp(received.received)),
        first_version: received.map(|received| received.first_version),
        first_received_at: received.map(|received| say::stamp(received.first_received)),
        figures: values.keys().map(|line| address(line)).collect(),
        by_hand: stated(collated, unit).map(|(line, one)| (line, by_hand(one))).collect(),
        taken: content(collated, unit).and_then(|frozen| frozen.taken.as_ref()),
        values,
    }
}

/// The frozen content that counts for a unit.
fn content(collated: &Collated, unit: UnitId) -> Option<&Frozen> {
    collated.versions.get(&unit)?.frozen().ok()
}

/// The figures of a unit that somebody stated by hand.
fn stated(
    collated: &Collated,
    unit: UnitId,
) -> impl Iterator<Item = (&str, &domain::returns::ByHand)> {
    let figures = content(collated, unit).into_iter().flat_map(|frozen| &frozen.by_hand);
    figures.map(|(line, one)| (line.as_str(), one))
}

/// Declared figures that are not the computed ones, each in a sentence; then who reported on paper.
fn declared(collated: &Collated, desk: &Desk<'_>, lang: Lang) -> Vec<String> {
    let words = match lang {
        Lang::Vi => ["khai", "đếm được", "Nhận từ giấy, tệp:"],
        Lang::En => ["declared", "computed", "Taken in from paper or file:"],
    };
    let (mut said, mut on_paper) = (Vec::new(), Vec::new());
    let day = collated.collation.day;
    for row in &collated.collation.rows {
        let Some(frozen) = content(collated, row.unit) else { continue };
        let name = desk.unit_name(row.unit, day);
        for line in &frozen.lines {
            let one = frozen.stated(&line.name);
            if let (true, Some(by_hand)) = (one.differs(), one.by_hand) {
                said.push(format!(
                    "* {name}, {}: {} {}, {} {}; {}",
                    line.title.get(lang),
                    words[0],
                    say::figure(one.declared, lang),
                    words[1],
                    say::figure(one.counted, lang),
                    by_hand.why
                ));
            }
        }
        on_paper.extend(frozen.taken.is_some().then_some(name));
    }
    if !on_paper.is_empty() {
        said.push(format!("{} {}", words[2], on_paper.join(", ")));
    }
    said
}

fn page(
    collated: &Collated,
    open: &BTreeMap<UnitId, usize>,
    desk: &Desk<'_>,
    context: &Context,
) -> String {
    let collation = &collated.collation;
    let title = collated.template.title.get(context.lang);
    let due = say::cut_off(collated.template.cut_off, context);
    let mut page = format!(
        "{title}\n{}, {} · {} {due}\n{}\n\n{}",
        desk.unit_name(collated.unit, collated.collation.day),
        say::day(collation.day),
        context.say("giờ chốt", "cut-off"),
        counts(collation.counts, context),
        table(collated, desk, context),
    );
    for (standing, word) in named(context) {
        let names = in_standing(collated, desk, standing);
        if !names.is_empty() {
            page.push_str(&format!("\n{word} {}\n", names.join(", ")));
        }
    }
    if !open.is_empty() {
        let named = open.iter().map(|(unit, number)| {
            format!("{} ({number})", desk.unit_name(*unit, collated.collation.day))
        });
        let named: Vec<String> = named.collect();
        let word = context.say("Số liệu vênh chưa xong:", "Open discrepancies:");
        page.push_str(&format!("\n{word} {}\n", named.join(", ")));
    }
    for line in declared(collated, desk, context.lang) {
        page.push_str(&format!("\n{line}\n"));
    }
    for line in &collation.incomplete {
        let word = context.say("Không cộng được vì có đơn vị thiếu:", "Not summed, some lack it:");
        page.push_str(&format!("\n{word} {}\n", title_of(collated, line, context)));
    }
    for warning in &collated.warnings {
        page.push_str(&format!("! {}\n", warning.render(context.lang)));
    }
    page
}

fn named(context: &Context) -> [(Standing, &str); 3] {
    [
        (Standing::Late, context.say("Muộn:", "Late:")),
        (Standing::Missing, context.say("Chưa báo cáo:", "Missing:")),
        (Standing::Waiting, context.say("Chưa báo cáo, còn hạn:", "Waiting:")),
    ]
}

fn title_of<'a>(collated: &'a Collated, line: &'a str, context: &Context) -> &'a str {
    collated.template.line(line).map_or(line, |line| line.title.get(context.lang))
}

fn counts(counts: Counts, context: &Context) -> String {
    let mut parts = vec![
        format!("{} {}", context.say("Phải báo cáo", "Obliged"), counts.obliged),
        format!("{} {}", context.say("đúng giờ", "on time"), counts.on_time),
        format!("{} {}", context.say("muộn", "late"), counts.late),
        format!("{} {}", context.say("chưa báo cáo", "missing"), counts.missing),
    ];
    if counts.waiting > 0 {
        parts.push(format!("{} {}", context.say("còn hạn", "waiting"), counts.waiting));
    }
    parts.join(" · ")
}

fn in_standing(collated: &Collated, desk: &Desk<'_>, standing: Standing) -> Vec<String> {
    let rows = collated.collation.rows.iter().filter(|row| row.standing == standing);
    rows.map(|row| desk.unit_name(row.unit, collated.collation.day)).collect()
}

fn table(collated: &Collated, desk: &Desk<'_>, context: &Context) -> Wide {
    let lines = &collated.template.lines;
    let fixed = [
        (context.say("Mã", "Code"), Side::Left),
        (context.say("Đơn vị", "Unit"), Side::Left),
        (context.say("Tình trạng", "Standing"), Side::Left),
        (context.say("Nhận lúc", "Received"), Side::Left),
        (context.say("Lần", "Version"), Side::Left),
    ];
    let titled = |line: &'_ Line| line.title.get(context.lang).to_owned();
    let titles: Vec<String> = lines.iter().map(titled).collect();
    let figures = titles.iter().map(|title| (title.as_str(), Side::Right));
    let mut grid = Wide::new(fixed.into_iter().chain(figures));
    let day = collated.collation.day;
    for row in &collated.collation.rows {
        let received = row.received.as_ref();
        let fixed = [
            desk.key(row.unit, day),
            desk.unit_name(row.unit, collated.collation.day),
            say::standing(row.standing, context).to_owned(),
            received.map(|r| say::moment_of(day, r.received)).unwrap_or_default(),
            received.map(|r| version(r, day, context)).unwrap_or_default(),
        ];
        let value = |line: &Line| received.and_then(|r| r.values.get(&line.name).copied());
        let frozen = content(collated, row.unit);
        let differs =
            |line: &Line| frozen.is_some_and(|frozen| frozen.stated(&line.name).differs());
        let figures = lines.iter().map(|line| {
            let mark = if differs(line) { "*" } else { "" };
            say::figure(value(line), context.lang) + mark
        });
        grid.push(fixed.into_iter().chain(figures));
    }
    let total = ["", context.say("Cộng", "Total"), "", "", ""].map(str::to_owned);
    let totals = lines
        .iter()
        .map(|line| say::figure(collated.collation.totals.get(&line.name).copied(), context.lang));
    grid.push(total.into_iter().chain(totals));
    grid
}

/// The version whose figures count; behind it the one that was received first, which decides on timeliness.
fn version(received: &Received, day: Date, context: &Context) -> String {
    let number = received.version;
    if received.first_version == number {
        return number.to_string();
    }
    let (first, at) = (received.first_version, say::moment_of(day, received.first_received));
    format!("{number} ({first} {} {at})", context.say("lúc", "at"))
}

pub fn write(path: &Path, collated: &Collated, desk: &Desk<'_>) -> Result<(), Diagnostic> {
    let day = collated.collation.day;
    let fixed = [("STT", 6.0), ("Mã", 9.0), ("Đơn vị", 24.0), ("Tình trạng", 14.0)];
    let fixed = fixed.into_iter().chain([("Nhận lúc", 18.0), ("Lần", 6.0)]);
    let column = |(title, width): (&str, f64)| Column { title: title.to_owned(), width };
    let lines = collated.template.lines.iter().map(|line| (line.title.vi.as_str(), 13.0));
    let parents = desk.tree().ancestors(collated.unit, day);
    report(
        path,
        &Report {
            parent: parents.first().map(|unit| committee(unit, day)).unwrap_or_default(),
            issuer: desk
                .tree()
                .get(collated.unit)
                .map(|unit| committee(unit, day))
                .unwrap_or_default(),
            title: format!("Tổng hợp {}", lower_first(&collated.template.title.vi)),
            subtitle: format!("Ngày {}", say::day(day)),
            as_of: Some(local(desk.now())),
            columns: fixed.chain(lines).map(column).collect(),
            rows: collated
                .collation
                .rows
                .iter()
                .zip(1..)
                .map(|(r, at)| sheet_row(r, at, collated, desk))
                .collect(),
            totals: Some(sheet_totals(collated)),
            notes: notes(collated, desk),
            signed_by: Some(Signature {
                titles: vec!["TM. ỦY BAN NHÂN DÂN".to_owned()],
                name: String::new(),
            }),
            ..Report::default()
        },
    )
}

fn sheet_row(row: &Row, at: u32, collated: &Collated, desk: &Desk<'_>) -> Vec<Cell> {
    let received = row.received.as_ref();
    let standing = match row.standing {
        Standing::OnTime => "đúng giờ",
        Standing::Late => "muộn",
        Standing::Missing => "chưa báo cáo",
        Standing::Waiting => "chờ, còn hạn",
    };
    let mut cells = vec![
        Cell::Number(f64::from(at)),
        Cell::text(desk.key(row.unit, collated.collation.day)),
        Cell::text(desk.unit_name(row.unit, collated.collation.day)),
        Cell::text(standing),
        received.map_or(Cell::Empty, |r| Cell::DateTime(local(r.received))),
        received.map_or(Cell::Empty, |r| Cell::Number(f64::from(r.version))),
    ];
    let lines = collated.template.lines.iter();
    cells
        .extend(lines.map(|line| amount(received.and_then(|r| r.values.get(&line.name).copied()))));
    cells
}

fn sheet_totals(collated: &Collated) -> Vec<Cell> {
    let mut cells =
        vec![Cell::Empty, Cell::Empty, Cell::text("Cộng"), Cell::Empty, Cell::Empty, Cell::Empty];
    let lines = collated.template.lines.iter();
    cells.extend(lines.map(|line| amount(collated.collation.totals.get(&line.name).copied())));
    cells
}

fn notes(collated: &Collated, desk: &Desk<'_>) -> Vec<String> {
    let counts = collated.collation.counts;
    let mut notes = vec![format!(
        "Phải báo cáo {}; đúng giờ {}; muộn {}; chưa báo cáo {}.",
        counts.obliged,
        counts.on_time,
        counts.late,
        counts.missing + counts.waiting
    )];
    let list = |word: &str, standing: Standing| {
        let names = in_standing(collated, desk, standing);
        (!names.is_empty()).then(|| format!("{word}: {}.", names.join(", ")))
    };
    notes.extend(list("Báo cáo muộn", Standing::Late));
    notes.extend(list("Chưa báo cáo", Standing::Missing));
    notes.extend(list("Chưa báo cáo, còn trong hạn", Standing::Waiting));
    let corrected = collated.collation.rows.iter().filter_map(|row| {
        let received = row.received.as_ref().filter(|r| r.first_version != r.version)?;
        Some(format!(
            "{}: số liệu của lần {}; đúng giờ hay muộn tính theo lần {}, nhận lúc {}.",
            desk.unit_name(row.unit, collated.collation.day),
            received.version,
            received.first_version,
            say::moment_of(collated.collation.day, received.first_received),
        ))
    });
    notes.extend(corrected);
    notes.extend(declared(collated, desk, Lang::Vi));
    let titles = collated.collation.incomplete.iter();
    notes.extend(titles.map(|line| {
        let title = collated.template.line(line).map_or(line, |line| &line.title.vi);
        format!("Dòng “{title}” không cộng được vì có đơn vị thiếu số liệu.")
    }));
    notes.extend(collated.warnings.iter().map(|warning| warning.message.vi.clone()));
    notes
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}
