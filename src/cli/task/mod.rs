//! `phaodai task`: what units have to do, and what they say about it.

mod evidence;
mod list;
mod step;

pub(super) use step::officer;

use clap::{Args as Arguments, Subcommand};
use domain::directive::task::Step;

use super::{Context, Failure, Outcome};

/// The arguments of `phaodai task`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Các việc của một đơn vị và các đơn vị bên dưới · The tasks of a unit and of those below it
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task list --unit 04105\n  phaodai task list --unit 125 --late\n  phaodai task list --unit 125 --board"
    )]
    List(list::Args),
    /// Một việc: nguyên văn, thời hạn, đã nói gì · One task: its words, its term, what was said
    #[command(after_help = "Ví dụ · Example:\n  phaodai task show 3/o12/04105")]
    Show {
        /// Việc, ví dụ 3/o12/04105 · The task
        #[arg(value_name = "TASK")]
        task: String,
    },
    /// Nhận việc · Accept a task
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task accept 3/o12/04105 --as \"Lò Văn Bí\""
    )]
    Accept(step::Args),
    /// Báo tiến độ · Say how far a task is
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task progress 3/o12/04105 --percent 40 --say \"đã lập 5/12 bản\" --as \"Lò Văn Bí\""
    )]
    Progress(step::ProgressArgs),
    /// Báo cáo đã xong · Report a task done
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task report 3/o12/04105 --say \"đã ban hành kịch bản\" --evidence kich-ban.pdf --as \"Lò Văn Bí\""
    )]
    Report(step::ReportArgs),
    /// Minh chứng của một việc: xem, hoặc ghi ra thư mục · The evidence of a task: listed, or written to a folder
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task evidence 3/o12/04105\n  phaodai task evidence 3/o12/04105 -o minh-chung"
    )]
    Evidence(evidence::Args),
    /// Trả lại để làm tiếp · Send a reported task back
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task return 3/o12/04105 --say \"thiếu phần vật nuôi\" --as \"Cầm Văn Thuận\""
    )]
    Return(step::Args),
    /// Xác nhận đã xong · Close a reported task
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task close 3/o12/04105 --as \"Cầm Văn Thuận\""
    )]
    Close(step::Args),
    /// Xin trả lại việc không thuộc đơn vị mình · Decline a task
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task decline 3/o12/04105 --say \"thuộc xã bên\" --as \"Lò Văn Bí\""
    )]
    Decline(step::Args),
    /// Giao lại việc mà đơn vị xin trả · Insist on a task that was declined
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task insist 3/o12/04105 --say \"vẫn thuộc xã\" --as \"Cầm Văn Thuận\""
    )]
    Insist(step::Args),
    /// Thu hồi việc · Withdraw a task
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task withdraw 3/o12/04105 --say \"giao nhầm\" --as \"Cầm Văn Thuận\""
    )]
    Withdraw(step::Args),
    /// Tuyên bố điều kiện của việc đã xảy ra · Declare that the condition of a task has come true
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task declare 3/o12/04105 --say \"có ca F0 đầu tiên\" --as \"Cầm Văn Thuận\""
    )]
    Declare(step::Args),
    /// Gia hạn, hoặc xin gia hạn · Give more time, or ask for it
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task extend 3/o12/04105 --until 2021-09-20 --say \"chờ hướng dẫn\" --as \"Lò Văn Bí\""
    )]
    Extend(step::ExtendArgs),
    /// Nhắc việc; số lần nhắc được đếm · Remind a unit; how often is counted
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task remind 3/o12/04105 --as \"Cầm Văn Thuận\""
    )]
    Remind(step::Args),
    /// Giao tiếp cho các đơn vị bên dưới · Share a task out to units below
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai task delegate 3/o12/04105 --to \"Bản Mé,Bản Nà Bó\" --as \"Lò Văn Bí\""
    )]
    Delegate(step::DelegateArgs),
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List(args) => list::run(args, context),
        Command::Show { task } => list::show(task, context),
        Command::Accept(args) => step::run(Step::Accept, args, context),
        Command::Report(args) => step::report(args, context),
        Command::Evidence(args) => evidence::run(args, context),
        Command::Return(args) => step::run(Step::Return, args, context),
        Command::Close(args) => step::run(Step::Close, args, context),
        Command::Decline(args) => step::run(Step::Decline, args, context),
        Command::Insist(args) => step::run(Step::Insist, args, context),
        Command::Withdraw(args) => step::run(Step::Withdraw, args, context),
        Command::Declare(args) => step::run(Step::Declare, args, context),
        Command::Progress(args) => step::progress(args, context),
        Command::Extend(args) => step::extend(args, context),
        Command::Remind(args) => step::remind(args, context),
        Command::Delegate(args) => step::delegate(args, context),
    }
}
