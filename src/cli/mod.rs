//! The command line: one file per command. Each parses its arguments, calls one function of the node or the domain,
//! and renders what comes back.
#![allow(
    clippy::doc_markdown,
    reason = "the docs of arguments are the help that the terminal shows, as they stand"
)]

mod collate;
mod context;
mod demo;
mod doctor;
mod export;
mod failure;
mod import;
mod init;
mod node;
mod officer;
mod open;
mod prove;
mod read;
mod reform;
mod register;
mod return_;
mod say;
mod score;
mod units;
mod wide;

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
    /// Một buổi sáng ở Mai Sơn, từ công văn đến tổng hợp, trong thư mục trống · A morning at Mai Sơn, in an empty folder
    Demo(demo::Args),
    /// Lập máy mới trong thư mục dữ liệu · Make a new node in the data folder
    Init(init::Args),
    /// Danh sách đơn vị và cụm từ nơi nhận · Lists of units, and what addressee phrases mean
    Units(units::Args),
    /// Cán bộ: ai giữ chức vụ nào, ai làm thay ai · Officers: who holds which post, who acts for whom
    Officer(officer::Args),
    /// Sổ: xem, đề xuất từ văn bản, nhận định nghĩa mới · Registers: show, propose from a directive, accept
    Register(register::Args),
    /// Nhập danh sách từ tệp Excel hoặc CSV · Import a list from an Excel or CSV file
    Import(import::Args),
    /// Xuất danh sách ra tệp Excel hoặc CSV · Export a list to an Excel or CSV file
    Export(export::Args),
    /// Báo cáo hằng ngày: lập, xác nhận, gửi, xem · The daily return: prepare, attest, submit, show
    Return(return_::Args),
    /// Tổng hợp: ai đúng giờ, muộn, chưa báo cáo; tổng số · Collate: who is on time, late, missing; totals
    Collate(collate::Args),
    /// Mở một số liệu ra từng dòng đã đếm · Open a figure down to the records it counts
    Open(open::Args),
    /// Kiểm tra nhật ký và dữ liệu, chỉ ra chỗ hỏng đầu tiên · Check ledger and data, name the first fault
    Verify(prove::VerifyArgs),
    /// Dựng lại các bảng từ nhật ký vào tệp mới · Make the tables again from the ledger, into a new file
    Rebuild(prove::RebuildArgs),
    /// Sao lưu khi máy vẫn chạy · Back up while the node is running
    Backup(prove::BackupArgs),
    /// Phục hồi từ bản sao lưu · Restore from a backup
    Restore(prove::RestoreArgs),
    /// Máy này có gì đe dọa dữ liệu: ổ đĩa, đồng hồ, sao lưu, sổ cái · What threatens the data on this machine
    Doctor(doctor::Args),
}

/// Parses the arguments, runs the command, prints what went wrong, and gives the exit code:
/// 0 done, 1 done in part or not at all, 2 the call itself was wrong.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    let done: Result<Outcome, Failure> = match cli.command {
        Command::Read(args) => read::run(&args, &context),
        Command::Demo(args) => demo::run(&args, &context),
        Command::Init(args) => init::run(&args, &context),
        Command::Units(args) => units::run(&args, &context),
        Command::Officer(args) => officer::run(&args, &context),
        Command::Register(args) => register::run(&args, &context),
        Command::Import(args) => import::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Return(args) => return_::run(&args, &context),
        Command::Collate(args) => collate::run(&args, &context),
        Command::Open(args) => open::run(&args, &context),
        Command::Verify(args) => prove::verify(&args, &context),
        Command::Rebuild(args) => prove::rebuild(&args, &context),
        Command::Backup(args) => prove::backup(&args, &context),
        Command::Restore(args) => prove::restore(&args, &context),
        Command::Doctor(args) => doctor::run(&args, &context),
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
