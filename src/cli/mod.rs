//! The command line: one file per command. Each parses its arguments, calls one function of the node or the domain,
//! and renders what comes back.

mod collate;
mod context;
mod failure;
mod grid;
mod node;
mod open;
mod read;
mod return_;
mod say;
mod score;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use context::{Context, Global};
pub use failure::{Failure, Outcome};

/// Pháo Đài: chỉ huy phòng, chống dịch từ tỉnh đến xã · command of an outbreak response from province to commune.
#[derive(Debug, Parser)]
#[command(
    name = "phaodai",
    version,
    disable_help_subcommand = true,
    after_help = "Ví dụ · Example:\n  phaodai demo\n  phaodai read cong-van.docx --json"
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Đọc văn bản chỉ đạo: ai phải làm gì, đến bao giờ · Read directives: who must do what by when
    Read(read::Args),
    /// Báo cáo hằng ngày: lập, xác nhận, gửi, xem · The daily return: prepare, attest, submit, show
    Return(return_::Args),
    /// Tổng hợp: ai đúng giờ, muộn, chưa báo cáo; tổng số · Collate: who is on time, late, missing; totals
    Collate(collate::Args),
    /// Mở một số liệu ra từng dòng đã đếm · Open a figure down to the records it counts
    Open(open::Args),
}

/// Parses the arguments, runs the command, prints what went wrong, and gives the exit code:
/// 0 done, 1 done in part or not at all, 2 the call itself was wrong.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    let done: Result<Outcome, Failure> = match cli.command {
        Command::Read(args) => read::run(&args, &context),
        Command::Return(args) => return_::run(&args, &context),
        Command::Collate(args) => collate::run(&args, &context),
        Command::Open(args) => open::run(&args, &context),
    };
    failure::report(done, &context)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_well_formed() {
        super::Cli::command().debug_assert();
    }
}
