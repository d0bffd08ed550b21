//! `phaodai read FILE…`: takes directives apart and shows what they order.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::units::{self, UnitTree};
use domain::base::{Diagnostic, UnitId};
use domain::directive::{self, Deadline, DeadlineKind, Every, Obligation, On, Reading, Resolution};
use domain::document;
use jiff::civil::Date;
use serde::Serialize;

use super::node::options;
use super::{Context, Failure, Outcome, score};
use crate::files;

/// The arguments of `phaodai read`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Văn bản: .docx, .pdf có lớp chữ, .txt, .md · The documents
    #[arg(required_unless_present = "score", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Danh sách đơn vị để tìm nơi nhận: thư mục, tệp, hoặc `mai_son` · List of units that addressees are resolved against
    #[arg(long, value_name = "PATH")]
    units: Vec<PathBuf>,
    /// So với nhãn do cán bộ ghi (thư mục các tệp toml) và in bảng điểm · Compare with labels and print a table of scores
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    score: Option<PathBuf>,
    /// Thư mục chứa các văn bản mà nhãn nhắc tới · Folder of the texts that the labels name
    #[arg(long, value_name = "DIR", requires = "score", env = "PHAODAI_SHARED")]
    texts: Option<PathBuf>,
    /// Liệt kê từng chỗ khác nhãn; không dùng với bộ nhãn để dành · List every difference; never with labels that are held out
    #[arg(long, requires = "score")]
    differences: bool,
}

/// One line of JSON: a reading under its file's name.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    reading: &'a Reading,
}

/// One line of JSON for a file that could not be read.
#[derive(Serialize)]
struct Broken<'a> {
    file: &'a str,
    error: Problem<'a>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    message: &'a str,
}

/// Reads every file; those that cannot be read are said, the others are still read.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    if let Some(labels) = &args.score {
        return score::run(labels, args.texts.as_deref(), args.differences, context);
    }
    let mut outcome = Outcome::Done;
    let tree = if args.units.is_empty() { None } else { Some(super::units::tree_of(&args.units)?) };
    for path in &args.files {
        let name = name(path);
        match files::document_text(path) {
            Ok(text) => {
                let mut reading = directive::read(&document::parse(&text));
                if let Some(tree) = &tree {
                    resolve(&mut reading, tree, options(context).clock.today());
                }
                show(&name, &reading, context)?;
            }
            Err(problem) => {
                outcome = Outcome::Partly;
                refuse(&name, &problem, context)?;
            }
        }
    }
    Ok(outcome)
}

/// Finds the units that the assignees are, on the date of the document; a document without a date is taken as of `today`.
pub fn resolve(reading: &mut Reading, tree: &UnitTree, today: Date) {
    let month = reading
        .document
        .header
        .date
        .and_then(|date| Date::new(date.known_year(), date.known_month()?, 1).ok());
    reading.resolve(&|issuer, phrase, date| {
        let day = date.or(month).unwrap_or(today);
        let found = units::resolve(tree, issuer, phrase, day);
        let code = |id: &UnitId| {
            tree.get(*id).map(|unit| unit.code.clone().unwrap_or_else(|| id.to_string()))
        };
        Resolution {
            units: found.units.iter().filter_map(code).collect(),
            unresolved: found.unresolved,
        }
    });
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn refuse(file: &str, problem: &Diagnostic, context: &Context) -> io::Result<()> {
    if context.json {
        let error = Problem { code: problem.code, message: problem.message.get(context.lang) };
        return context.print_json(&Broken { file, error });
    }
    eprintln!("{}", problem.render(context.lang));
    Ok(())
}

fn show(file: &str, reading: &Reading, context: &Context) -> io::Result<()> {
    if context.json {
        return context.print_json(&Line { file, reading });
    }
    let mut out = io::stdout().lock();
    out.write_all(summary(file, reading, context).as_bytes())
}

/// A page that an officer can check against the paper: header, orders, warnings.
fn summary(file: &str, reading: &Reading, context: &Context) -> String {
    let mut page = format!("{file}\n");
    for (name, value) in header(reading, context) {
        page.push_str(&format!("  {name:<14} {value}\n"));
    }
    let orders = context.say("Nhiệm vụ được giao", "Obligations");
    page.push_str(&format!("\n  {orders}: {}\n", reading.obligations.len()));
    for obligation in &reading.obligations {
        page.push_str(&order(obligation, context));
    }
    let odd: Vec<&Diagnostic> = reading.warnings.iter().collect();
    if !odd.is_empty() {
        page.push_str(&format!(
            "\n  {}: {}\n",
            context.say("Cần xem lại", "To be checked"),
            odd.len()
        ));
        for warning in odd {
            page.push_str(&format!("  ! {}\n", warning.render(context.lang)));
        }
    }
    page.push('\n');
    page
}

fn header(reading: &Reading, context: &Context) -> Vec<(&'static str, String)> {
    let (header, signature) = (&reading.document.header, &reading.document.signature);
    let blank = || "—".to_owned();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(blank);
    let signer = signature.as_ref().map(|signature| {
        let parts = [&signature.authority, &signature.title, &signature.name];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    });
    let say = |vi, en| if context.lang == domain::base::Lang::Vi { vi } else { en };
    let kind = header.kind.map_or_else(blank, |kind| kind.name().to_owned());
    let mark =
        serde_json::to_value(header.urgency).ok().and_then(|mark| mark.as_str().map(str::to_owned));
    let mut rows = vec![
        (say("Cơ quan", "Issuer"), text(&header.issuer)),
        (say("Loại", "Type"), kind),
        (
            say("Số", "Number"),
            header
                .number
                .clone()
                .or_else(|| header.symbol.as_ref().map(|s| format!("…/{s}")))
                .unwrap_or_else(blank),
        ),
        (say("Ngày", "Date"), header.date.map_or_else(blank, |date| date.to_string())),
        (say("Trích yếu", "Subject"), text(&header.subject)),
        (
            say("Kính gửi", "To"),
            if header.addressees.is_empty() { blank() } else { header.addressees.join("; ") },
        ),
        (say("Người ký", "Signed"), signer.unwrap_or_else(blank)),
    ];
    if let Some(mark) = mark {
        rows.insert(4, (say("Độ khẩn", "Urgency"), mark.to_uppercase()));
    }
    rows
}

fn order(obligation: &Obligation, context: &Context) -> String {
    let nobody = context.say("(chưa rõ ai)", "(nobody named)").to_owned();
    let who =
        if obligation.assignees.is_empty() { nobody } else { obligation.assignees.join("; ") };
    let quote: String = obligation.quote.chars().take(160).collect();
    let cut = if quote.len() < obligation.quote.len() { "…" } else { "" };
    let lines = format!("{}–{}", obligation.lines.first, obligation.lines.last);
    format!(
        "  {:<4} {:<8} {} {lines}\n       {}: {who}\n       {}: {}\n       {quote}{cut}\n",
        obligation.id,
        obligation.item,
        context.say("dòng", "line"),
        context.say("Ai", "Who"),
        context.say("Hạn", "Due"),
        due(&obligation.deadline, context),
    )
}

/// A deadline in words.
pub(crate) fn due(deadline: &Deadline, context: &Context) -> String {
    let said = |words: String| {
        if deadline.text.is_empty() { words } else { format!("{words} (“{}”)", deadline.text) }
    };
    said(match &deadline.kind {
        DeadlineKind::Fixed { at, inclusive: true } => {
            format!("{} {at}", context.say("chậm nhất", "no later than"))
        }
        DeadlineKind::Fixed { at, inclusive: false } => {
            format!("{} {at}", context.say("trước", "before"))
        }
        DeadlineKind::Recurring { every, on, before, at } => {
            recurring(*every, on.as_ref(), before.as_ref().or(at.as_ref()), context)
        }
        DeadlineKind::Window { from, to } => format!("{from} → {to}"),
        DeadlineKind::Relative { hours, days, .. } => match (hours, days) {
            (Some(hours), _) => format!("{hours} {}", context.say("giờ", "hours")),
            (None, Some(days)) => format!("{days} {}", context.say("ngày", "days")),
            (None, None) => "—".to_owned(),
        },
        DeadlineKind::Conditional { when } => when.clone(),
        DeadlineKind::Continuous => context.say("liên tục", "all the time").to_owned(),
        DeadlineKind::Open { .. } => context.say("không ghi hạn", "no term given").to_owned(),
    })
}

fn recurring(
    every: Every,
    on: Option<&On>,
    time: Option<&jiff::civil::Time>,
    context: &Context,
) -> String {
    let every = match every {
        Every::Day => context.say("hằng ngày", "daily"),
        Every::Week => context.say("hằng tuần", "weekly"),
        Every::Month => context.say("hằng tháng", "monthly"),
        Every::Quarter => context.say("hằng quý", "quarterly"),
        Every::Year => context.say("hằng năm", "yearly"),
    };
    let on = on.map(|on| match on {
        On::Day(day) => format!(" {day}"),
        On::Weekday(day) => format!(" {day}"),
        On::Date(date) => format!(" {date}"),
    });
    let time = time.map(|time| format!(" {:02}:{:02}", time.hour(), time.minute()));
    format!("{every}{}{}", on.unwrap_or_default(), time.unwrap_or_default())
}
