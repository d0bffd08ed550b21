//! `phaodai briefing conclude`: what was decided goes on record as a notice, is read as a directive, and becomes tasks.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::{directive, document};
use jiff::civil::Date;
use node::tasks::{Incoming, Office};
use serde_json::json;

use super::super::directive::show_one;
use super::super::node::{actor_in, open_node};
use super::super::{Context, Failure, Outcome, say};
use crate::files;

/// The arguments of `phaodai briefing conclude`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Mã đơn vị kết luận · Code of the unit that concludes
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày giao ban; mặc định hôm nay · Day of the briefing; today by default
    #[arg(long, visible_alias = "date", value_name = "DATE", value_parser = say::read_day)]
    day: Option<Date>,
    /// Lời kết luận, mỗi ý một dòng · The conclusions, a line each
    #[arg(long, value_name = "TEXT", required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// Thông báo kết luận đã soạn: .docx, .pdf, .txt · The notice as a document
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let office = Office::open(&node)?;
    let day = args.day.unwrap_or_else(|| office.today());
    let unit = office.unit(&args.unit, day)?;
    let officer = actor_in(&node, office.tree(), unit, context)?;
    let (name, text) = match (&args.file, &args.text) {
        (Some(file), _) => {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, files::document_text(file)?)
        }
        (None, text) => {
            let words = text.as_deref().unwrap_or_default();
            let name = format!("ket-luan-giao-ban-{day}.txt");
            (name, notice(&unit.full_name_on(day), &unit.name, day, words))
        }
    };
    let reading = directive::read(&document::parse(&text));
    let incoming =
        Incoming { unit: unit.id, file_name: &name, text: &text, reading: &reading, officer };
    let received = office.receive(&incoming)?;
    let one = &received.directive;
    if context.json {
        context.print_json(
            &json!({"arrival": one.arrival, "year": one.year, "new": received.new,
            "obligations": received.obligations, "warnings": reading.warnings,
            "next": format!("directive issue {}.{} --unit {}", one.arrival, one.year, args.unit)}),
        )?;
        return Ok(Outcome::Done);
    }
    if !received.new {
        println!("{}", context.say("Kết luận này đã vào sổ từ trước.", "It is on record already."));
    }
    show_one(&office, one, context)?;
    for warning in &reading.warnings {
        eprintln!("{}", warning.render(context.lang));
    }
    println!(
        "\n{} phaodai directive issue {}.{} --unit {}",
        context.say("Giao việc:", "Give the tasks:"),
        one.arrival,
        one.year,
        args.unit
    );
    Ok(Outcome::Done)
}

/// The words as a notice of conclusions; number and signer stay blank, for nobody has given or signed it yet.
pub(crate) fn notice(unit: &str, place: &str, day: Date, words: &str) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    let head =
        format!("UBND {}\n\nTHÔNG BÁO\nKết luận giao ban ngày {d}/{m}/{y}\n", unit.to_uppercase());
    let dated = format!("{place}, ngày {d:02} tháng {m} năm {y}\n");
    let lead = format!("Tại buổi giao ban ngày {d}/{m}/{y}, UBND {unit} kết luận:\n");
    format!("{head}\n{dated}\n{lead}\n{}\n", words.trim())
}
