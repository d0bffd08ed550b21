//! `phaodai briefing`: what the leader reads and decides on each day; conclusions and reminders.

mod changes;
mod conclude;
mod json;
mod ordered;
mod page;
mod paper;
mod remind;
mod sources;

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};
use domain::base::Lang;
use jiff::civil::Date;
use node::Node;
use node::briefing::Round;

use super::node::{actor, open_node};
use super::{Context, Failure, Outcome, say};
use crate::files::official::write_official;

pub(crate) use conclude::notice;
use paper::paper;

/// The arguments of `phaodai briefing`.
#[derive(Debug, Arguments)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Ví dụ · Example:
  phaodai briefing --unit 125
  phaodai briefing --unit 125 --day 2021-09-10 -o giao-ban.docx

Năm câu hỏi của lãnh đạo · Five questions of a leader:
  Ai chậm? · Who is late?
      phaodai collate --unit 125 --date 2021-09-10
  Có gì thay đổi? · What changed?
      phaodai briefing changes --unit 125
  Số nào vênh, vì sao? · Which figures disagree, and why?
      phaodai discrepancy list --unit 125 --open
  Ai chưa nhận văn bản? · Who has not accepted the directive?
      phaodai task list --unit 125 --unaccepted
  Hôm qua giao gì, xong chưa? · What did I order yesterday, and was it done?
      phaodai briefing ordered --unit 125"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    wanted: Wanted,
}

/// Which briefing.
#[derive(Debug, Arguments)]
struct Wanted {
    /// Mã đơn vị giao ban · Code of the unit whose briefing it is
    #[arg(long, value_name = "CODE", required = true)]
    unit: Option<String>,
    /// Ngày giao ban; mặc định hôm nay · Day of the briefing; today by default
    #[arg(long, visible_alias = "date", value_name = "DATE", value_parser = say::read_day)]
    day: Option<Date>,
    /// Mẫu báo cáo cần tổng hợp · The template that is collated
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Xuất văn bản Word theo thể thức · Write a Word file in the official layout
    #[arg(short, long, value_name = "FILE.docx")]
    output: Option<PathBuf>,
    /// In bản chữ ra màn hình kể cả khi xuất tệp · Print the text, also when a file is written
    #[arg(long)]
    text: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Có gì thay đổi so với hôm trước · What changed since the day before
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai briefing changes --unit 125 --day 2021-09-10"
    )]
    Changes(changes::Args),
    /// Đã giao gì trong ngày, ai đã làm xong; mặc định hôm qua · What was ordered on a day, and who has done it; yesterday by default
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai briefing ordered --unit 125 --day 2021-09-09"
    )]
    Ordered(ordered::Args),
    /// Kết luận giao ban thành nhiệm vụ · Conclusions become orders
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai briefing conclude --unit 125 --text \"1. UBND xã Nà Bó rà soát danh sách trước ngày 12/9/2021.\" --as \"Cầm Văn Thuận\"\n  phaodai briefing conclude --unit 125 --file ket-luan.docx --as \"Cầm Văn Thuận\""
    )]
    Conclude(conclude::Args),
    /// Nhắc một đơn vị về việc, báo cáo hoặc số liệu vênh; số lần được đếm · Remind a unit; how often is counted
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai briefing remind 04117 --about return --as \"Cầm Văn Thuận\"\n  phaodai briefing remind 04117 --about 3/o12/04117 --say \"hết hạn từ hôm qua\" --as \"Cầm Văn Thuận\""
    )]
    Remind(remind::Args),
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Some(Command::Changes(args)) => changes::run(args, context),
        Some(Command::Ordered(args)) => ordered::run(args, context),
        Some(Command::Conclude(args)) => conclude::run(args, context),
        Some(Command::Remind(args)) => remind::run(args, context),
        None => brief(&args.wanted, context),
    }
}

fn brief(wanted: &Wanted, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let round = Round::open(&node)?;
    let officer = actor(&node, context)?;
    let day = wanted.day.unwrap_or_else(|| round.desk.today());
    // clap asks for the unit.
    let unit = wanted.unit.as_deref().unwrap_or_default();
    let template = wanted.template.as_deref();
    let facts = round.facts(unit, day, template, officer.as_ref(), context.lang)?;
    let id = round.desk.unit(unit, day)?.id;
    let briefing = round.briefing(&facts, id, context.lang)?;
    if let Some(path) = &wanted.output {
        // What goes on paper is in Vietnamese, whatever the screen speaks.
        let facts = round.facts(unit, day, template, officer.as_ref(), Lang::Vi)?;
        let vietnamese = round.briefing(&facts, id, Lang::Vi)?;
        write_official(path, &paper(&vietnamese, &facts, &round)?)?;
    }
    if context.json {
        context.print_json(&json::briefing(&briefing, &facts))?;
    } else if wanted.text || wanted.output.is_none() {
        print!("{}", page::page(&briefing, &facts, context));
    } else if let Some(path) = &wanted.output {
        println!("{} {}", context.say("Đã ghi", "Written:"), path.display());
    }
    Ok(Outcome::Done)
}

/// Writes the briefing of a unit on a day.
pub(crate) fn written(node: &Node, unit: &str, day: Date, path: &Path) -> Result<(), Failure> {
    let round = Round::open(node)?;
    let facts = round.facts(unit, day, None, None, Lang::Vi)?;
    let briefing = round.briefing(&facts, round.desk.unit(unit, day)?.id, Lang::Vi)?;
    write_official(path, &paper(&briefing, &facts, &round)?)?;
    Ok(())
}
