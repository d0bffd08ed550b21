//! `phaodai discrepancy`: figures that should agree and do not, and what is said about them.

pub(super) mod json;
mod list;
mod show;
mod step;
pub(super) mod words;

use clap::{Args as Arguments, Subcommand};

use super::{Context, Failure, Outcome};

/// The arguments of `phaodai discrepancy`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Đối chiếu báo cáo của một ngày theo bộ quy tắc; ghi lại số liệu vênh · Hold the rules against a day's returns
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy check --unit 125\n  phaodai discrepancy check --unit 125 --date 2021-09-10 --json"
    )]
    Check(list::CheckArgs),
    /// Số liệu vênh của một đơn vị và các đơn vị bên dưới · The discrepancies of a unit and of those below it
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy list --unit 125 --open\n  phaodai discrepancy list --unit 125 --overdue"
    )]
    List(list::Args),
    /// Một số liệu vênh: hai số, các dòng làm vênh, đã nói gì · One discrepancy: both figures, records, history
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy show 04117/2021-09-10/returned_fell --as \"Lò Văn Bí\""
    )]
    Show(show::Args),
    /// Yêu cầu giải trình · Ask for an explanation
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy ask 04117/2021-09-10/returned_fell --say \"vì sao giảm 12 người\" --as \"Cầm Văn Thuận\""
    )]
    Ask(step::AskArgs),
    /// Giải trình, gửi Văn phòng cấp ủy và Chủ tịch · Explain, to the party office and to the chair
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy explain 04117/2021-09-10/returned_fell --say \"12 người ghi nhầm đã về\" --as \"Lò Văn Bí\""
    )]
    Explain(step::ExplainArgs),
    /// Chấp nhận giải trình · Take an explanation
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy accept 04117/2021-09-10/returned_fell --as \"Cầm Văn Thuận\""
    )]
    Accept(step::Args),
    /// Chưa chấp nhận, yêu cầu giải trình lại · Refuse an explanation: it is to be explained again
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy refuse 04117/2021-09-10/returned_fell --say \"chưa nêu tên\" --as \"Cầm Văn Thuận\""
    )]
    Refuse(step::Args),
    /// Không phải số liệu vênh · Say that it is no discrepancy
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai discrepancy dismiss 04117/2021-09-10/returned_fell --say \"hai người khác nhau\" --as \"Cầm Văn Thuận\""
    )]
    Dismiss(step::Args),
    /// Các quy tắc đang dùng · The rules in force
    #[command(after_help = "Ví dụ · Example:\n  phaodai discrepancy rules")]
    Rules,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Check(args) => list::check(args, context),
        Command::List(args) => list::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Ask(args) => step::ask(args, context),
        Command::Explain(args) => step::explain(args, context),
        Command::Accept(args) => step::run(step::Verdict::Accept, args, context),
        Command::Refuse(args) => step::run(step::Verdict::Refuse, args, context),
        Command::Dismiss(args) => step::run(step::Verdict::Dismiss, args, context),
        Command::Rules => list::rules(context),
    }
}
