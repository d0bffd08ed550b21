//! The command line: one file per command. Each parses its arguments, calls one function of the node or the domain,
//! and renders what comes back.
#![allow(
    clippy::doc_markdown,
    reason = "the docs of arguments are the help that the terminal shows, as they stand"
)]

mod account;
mod area;
mod body;
mod breach;
pub(crate) mod briefing;
mod case;
pub(crate) mod collate;
mod context;
mod demo;
pub(crate) mod directive;
mod discrepancy;
mod doctor;
pub(crate) mod export;
mod failure;
pub(crate) mod import;
mod init;
mod jobs;
mod lineage;
mod node;
mod officer;
mod open;
mod prove;
pub(crate) mod read;
mod reform;
pub(crate) mod register;
pub(crate) mod return_;
mod rules;
mod say;
mod score;
mod serve;
mod task;
mod units;
mod wide;
mod words;

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
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai read cong-van.docx\n  phaodai read cong-van.docx --units mai_son --json"
    )]
    Read(read::Args),
    /// Một buổi sáng ở Mai Sơn, từ công văn đến tổng hợp, trong thư mục trống · A morning at Mai Sơn, in an empty folder
    Demo(demo::Args),
    /// Lập máy mới trong thư mục dữ liệu · Make a new node in the data folder
    Init(init::Args),
    /// Danh sách đơn vị và cụm từ nơi nhận · Lists of units, and what addressee phrases mean
    #[command(after_help = "Ví dụ · Example:\n  phaodai units list \"na bo\" --date 2021-09-10")]
    Units(units::Args),
    /// Cán bộ: ai giữ chức vụ nào, ai làm thay ai · Officers: who holds which post, who acts for whom
    #[command(after_help = "Ví dụ · Example:\n  phaodai officer list --unit 04117")]
    Officer(officer::Args),
    /// Tài khoản đăng nhập của máy này: vai trò, đơn vị, mật khẩu · Accounts of this node: roles, units, passwords
    #[command(after_help = "Ví dụ · Example:\n  phaodai account list")]
    Account(account::Args),
    /// Phục vụ trang web cho xã, huyện và người dân · Serve the pages for communes, the district and residents
    Serve(serve::Args),
    /// Ban Chỉ đạo, Trung tâm Chỉ huy, các tổ: ai đứng đầu, ai làm gì, thiếu gì · Response bodies: who heads them, what they lack
    #[command(after_help = "Ví dụ · Example:\n  phaodai body check --unit 125")]
    Body(body::Args),
    /// Địa bàn: ai phụ trách, đã kiểm tra chưa, còn gì phải khắc phục · Localities: who is in charge, visits, what is to be mended
    #[command(after_help = "Ví dụ · Example:\n  phaodai area list --unit 125")]
    Area(area::Args),
    /// Văn bản chỉ đạo: vào sổ, sửa, giao việc · Directives: register, correct, issue as tasks
    #[command(after_help = "Ví dụ · Example:\n  phaodai directive add cong-van.docx --unit 125")]
    Directive(directive::Args),
    /// Việc: ai nhận, ai xong, ai quá hạn · Tasks: who has accepted, who is done, who is late
    #[command(after_help = "Ví dụ · Example:\n  phaodai task list --unit 125 --late")]
    Task(task::Args),
    /// Sổ: xem, đề xuất từ văn bản, nhận định nghĩa mới · Registers: show, propose from a directive, accept
    #[command(after_help = "Ví dụ · Example:\n  phaodai register list")]
    Register(register::Args),
    /// Nhập danh sách từ tệp Excel hoặc CSV · Import a list from an Excel or CSV file
    Import(import::Args),
    /// Xuất danh sách ra tệp Excel hoặc CSV · Export a list to an Excel or CSV file
    Export(export::Args),
    /// Báo cáo hằng ngày: lập, xác nhận, gửi, xem · The daily return: prepare, attest, submit, show
    Return(return_::Args),
    /// Tổng hợp: ai đúng giờ, muộn, chưa báo cáo; tổng số · Collate: who is on time, late, missing; totals
    Collate(collate::Args),
    /// Ca bệnh: người tiếp xúc, nơi theo dõi, chuỗi lây · Cases: contacts, follow-ups, chains of infection
    #[command(after_help = "Ví dụ · Example:\n  phaodai case list --unit 125")]
    Case(case::Args),
    /// Bộ quy định có ngày hiệu lực: xem, thêm bộ mới · Rules with their first day: show, add
    #[command(after_help = "Ví dụ · Example:\n  phaodai rules list")]
    Rules(rules::Args),
    /// Số liệu vênh: tìm, hỏi, giải trình, chấp nhận · Figures that do not agree: find, ask, explain, accept
    #[command(after_help = "Ví dụ · Example:\n  phaodai discrepancy list --unit 125 --open")]
    Discrepancy(discrepancy::Args),
    /// Giao ban: lãnh đạo đọc gì, kết luận gì, nhắc ai · The briefing: what the leader reads, concludes, whom to remind
    Briefing(briefing::Args),
    /// Mở một số liệu ra từng dòng đã đếm · Open a figure down to the records it counts
    Open(open::Args),
    /// Một chỉ tiêu lấy từ trường nào, vào báo cáo nào; một trường nuôi số nào · Where a figure comes from and goes to
    Lineage(lineage::Args),
    /// Việc theo giờ: đếm lại, tự kiểm tra số liệu, ký nhật ký · What happens by the clock: recounts, self-checks, signing
    #[command(after_help = "Ví dụ · Example:\n  phaodai jobs run --stay\n  phaodai jobs list")]
    Jobs(jobs::Args),
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

/// Whoever reads the output may stop reading (`phaodai … | head`): that ends the program, and is no fault of it.
fn leave_quietly() {
    let other = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to std") && said.contains("Broken pipe") {
            std::process::exit(0);
        }
        other(panic);
    }));
}

/// Parses the arguments, runs the command, prints what went wrong, and gives the exit code:
/// 0 done, 1 done in part or not at all, 2 the call itself was wrong.
pub fn main() -> ExitCode {
    leave_quietly();
    let cli = match words::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let context = Context::new(cli.global);
    // A program that was built with a definition that it cannot read must not go on as if there were no such register.
    let faults = domain::register::built_in_faults();
    if !faults.is_empty() {
        return failure::report(Err(faults.into()), &context);
    }
    let done: Result<Outcome, Failure> = match cli.command {
        Command::Read(args) => read::run(&args, &context),
        Command::Demo(args) => demo::run(&args, &context),
        Command::Init(args) => init::run(&args, &context),
        Command::Units(args) => units::run(&args, &context),
        Command::Officer(args) => officer::run(&args, &context),
        Command::Account(args) => account::run(&args, &context),
        Command::Serve(args) => serve::run(&args, &context),
        Command::Body(args) => body::run(&args, &context),
        Command::Area(args) => area::run(&args, &context),
        Command::Directive(args) => directive::run(&args, &context),
        Command::Task(args) => task::run(&args, &context),
        Command::Register(args) => register::run(&args, &context),
        Command::Import(args) => import::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Return(args) => return_::run(&args, &context),
        Command::Collate(args) => collate::run(&args, &context),
        Command::Case(args) => case::run(&args, &context),
        Command::Rules(args) => rules::run(&args, &context),
        Command::Discrepancy(args) => discrepancy::run(&args, &context),
        Command::Briefing(args) => briefing::run(&args, &context),
        Command::Open(args) => open::run(&args, &context),
        Command::Lineage(args) => lineage::run(&args, &context),
        Command::Jobs(args) => jobs::run(&args, &context),
        Command::Verify(args) => prove::verify(&args, &context),
        Command::Rebuild(args) => prove::rebuild(&args, &context),
        Command::Backup(args) => prove::backup(&args, &context),
        Command::Restore(args) => prove::restore(&args, &context),
        Command::Doctor(args) => doctor::run(&args, &context),
    };
    failure::report(done, &context)
}
