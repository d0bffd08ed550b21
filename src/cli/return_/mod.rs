//! `phaodai return`: the daily statement of a unit, from the live count to the receipt.

mod declared;
mod json;
mod mailed;
mod paper;
mod take;
mod templates;
mod view;

use std::path::PathBuf;

use clap::{Args as Arguments, Subcommand};
use domain::base::Diagnostic;
use jiff::civil::Date;
use node::Node;
use node::publish::{Desk, Recomputed, Shown, Subject};

pub(super) use json::{ByHand, by_hand};
pub(crate) use paper::write as write_workbook;
pub(super) use paper::{amount, committee};

use super::node::{actor, open_node};
use super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai return`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:
  phaodai return prepare --unit 04117 --date 2021-09-10
  phaodai return attest --unit 04117 --date 2021-09-10 --as \"Lò Văn A\"
  phaodai return submit --unit 04117 --date 2021-09-10
  phaodai return text --unit 04117 --date 2021-09-10
  phaodai return take phieu-xa.eml --as \"Cầm Thị Huyện\"")]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lập báo cáo từ sổ, chốt số liệu lúc này · Make it out from the registers and freeze the figures
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return prepare --unit 04117 --date 2021-09-10"
    )]
    Prepare(Prepare),
    /// Xác nhận số liệu (--as) · Confirm the figures (--as)
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return attest --unit 04117 --date 2021-09-10 --as \"Lò Văn Hặc\""
    )]
    Attest(Attest),
    /// Gửi báo cáo đã đủ xác nhận, lấy biên nhận · Send what all have confirmed, and get the receipt
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return submit --unit 04117 --date 2021-09-10"
    )]
    Submit(Which),
    /// Xem báo cáo bên cạnh số đang có trong sổ · Show it beside the live count
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return show --unit 04117 --date 2021-09-10"
    )]
    Show(Show),
    /// Các báo cáo của một đơn vị trong một ngày · The returns of a unit for a day
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return list --unit 04117 --date 2021-09-10"
    )]
    List(Which),
    /// Tính lại từ nhật ký, so với số đã chốt · Compute again from the ledger and compare
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return recompute --unit 04117 --date 2021-09-10 --version 1"
    )]
    Recompute(Numbered),
    /// Bản chữ ngắn để dán vào Zalo · A short text to paste into a chat
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return text --unit 04117 --date 2021-09-10"
    )]
    Text(Numbered),
    /// Phiếu trống một trang cho xã chưa có máy · A blank one-sheet form for a unit without the program
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return form away_resident_daily --unit 04117 --date 2021-09-10 -o phieu-04117.xlsx"
    )]
    Form(Form),
    /// Huyện nhận phiếu, thư hoặc số đọc qua điện thoại của xã · Take in a form, a mail or what was told by telephone
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return take phieu-xa.xlsx --as \"Cầm Thị Huyện\"\n  phaodai return take thu-cua-xa.eml --as \"Cầm Thị Huyện\"\n  phaodai return take --paper --unit 04117 --how \"điện thoại, đ/c Chủ tịch\" --set total=700 --as \"Cầm Thị Huyện\""
    )]
    Take(take::Args),
    /// Lấy lại tệp gốc (phiếu, thư) mà báo cáo được nhận từ đó · Get back the file that a return was taken from
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai return file --unit 04117 --date 2021-09-10 -o thu-cua-xa.eml"
    )]
    File(Show),
    /// Các mẫu báo cáo: xem, đưa vào dùng, thôi dùng · Templates: list, put in use, take out of use
    #[command(after_help = "Ví dụ · Example:\n  phaodai return templates list")]
    Templates(templates::Args),
}

/// Which return.
#[derive(Debug, Arguments)]
struct Which {
    /// Mã đơn vị · Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày của giờ chốt; mặc định hôm nay · Day of the cut-off; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
    /// Mẫu báo cáo, khi đơn vị có nhiều mẫu · The template, when the unit owes several
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

#[derive(Debug, Arguments)]
struct Prepare {
    #[command(flatten)]
    which: Which,
    /// Lý do sửa, khi đã gửi một lần · Reason of the correction, once a version was sent
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    by_hand: declared::ByHand,
    /// Bỏ số nhập tay của một dòng · Drop the figure stated by hand
    #[arg(long, value_name = "LINE")]
    clear: Vec<String>,
}

#[derive(Debug, Arguments)]
struct Form {
    /// Tên mẫu · Name of the template
    #[arg(value_name = "TEMPLATE")]
    template: String,
    /// Mã đơn vị · Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Ngày của giờ chốt; mặc định hôm nay · Day of the cut-off; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
    /// Tệp xuất · The file to write
    #[arg(short, long, value_name = "FILE.xlsx")]
    output: PathBuf,
}

#[derive(Debug, Arguments)]
struct Attest {
    #[command(flatten)]
    which: Which,
    /// Ghi chú kèm xác nhận · A note with the confirmation
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

#[derive(Debug, Arguments)]
struct Numbered {
    #[command(flatten)]
    which: Which,
    /// Lần báo cáo; mặc định lần mới nhất · The version; the newest by default
    #[arg(long, value_name = "N")]
    version: Option<u32>,
}

#[derive(Debug, Arguments)]
struct Show {
    #[command(flatten)]
    numbered: Numbered,
    /// Tệp xuất ra · The file to write
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    match &args.verb {
        Verb::Prepare(args) => prepare(args, &node, &desk, context),
        Verb::Attest(args) => attest(args, &node, &desk, context),
        Verb::Submit(which) => submit(which, &node, &desk, context),
        Verb::Show(args) => show(args, &desk, context),
        Verb::List(which) => list(which, &desk, context),
        Verb::Recompute(args) => recompute(args, &desk, context),
        Verb::Text(args) => text(args, &desk, context),
        Verb::Form(args) => form(args, &desk, context),
        Verb::Take(args) => take::run(args, &node, &desk, context),
        Verb::File(args) => take::give_back(args, &node, &desk, context),
        Verb::Templates(args) => templates::run(args, &node, &desk, context),
    }
}

impl Which {
    fn day(&self, desk: &Desk<'_>) -> Date {
        self.date.unwrap_or_else(|| desk.today())
    }

    fn subject(&self, desk: &Desk<'_>) -> Result<Subject, Failure> {
        Ok(desk.subject(&self.unit, self.day(desk), self.template.as_deref())?)
    }
}

fn prepare(
    args: &Prepare,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let subject = args.which.subject(desk)?;
    let officer = actor(node, context)?;
    let declared = args.by_hand.read(&args.clear)?;
    let prepared =
        desk.prepare_with(&subject, officer.as_ref(), args.reason.as_deref(), &declared)?;
    let mut shown = desk.show(&subject, Some(prepared.version.number))?;
    shown.warnings = prepared.warnings;
    print(&shown, desk, context)
}

fn attest(
    args: &Attest,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let officer = actor(node, context)?.ok_or_else(|| Failure::usage(officer_missing()))?;
    let subject = args.which.subject(desk)?;
    desk.attest(&subject, &officer, &args.note)?;
    print(&desk.show(&subject, None)?, desk, context)
}

fn submit(
    which: &Which,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let subject = which.subject(desk)?;
    let officer = actor(node, context)?;
    desk.submit(&subject, officer.as_ref())?;
    print(&desk.show(&subject, None)?, desk, context)
}

fn show(args: &Show, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let subject = args.numbered.which.subject(desk)?;
    let shown = desk.show(&subject, args.numbered.version)?;
    if let Some(path) = &args.output {
        paper::write(path, &shown, desk)?;
    }
    print(&shown, desk, context)
}

#[derive(serde::Serialize)]
struct JsonText {
    text: String,
}

fn text(args: &Numbered, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let subject = args.which.subject(desk)?;
    let text = desk.message(&subject, args.version, context.lang)?;
    if context.json {
        context.print_json(&JsonText { text })?;
    } else {
        print!("{text}");
    }
    Ok(Outcome::Done)
}

#[derive(serde::Serialize)]
struct JsonForm<'a> {
    file: &'a std::path::Path,
    unit: String,
    date: Date,
    template: &'a str,
}

fn form(args: &Form, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let day = args.date.unwrap_or_else(|| desk.today());
    let subject = desk.subject(&args.unit, day, Some(&args.template))?;
    paper::write_blank(&args.output, &subject, desk)?;
    if context.json {
        let (unit, template) = (desk.key(subject.unit, day), subject.template.name.as_str());
        context.print_json(&JsonForm { file: &args.output, unit, date: day, template })?;
    } else {
        let name = desk.unit_name(subject.unit, day);
        let word = context.say("Đã ghi phiếu trống của", "Blank form of");
        println!("{word} {name}, {}: {}", say::day(day), args.output.display());
    }
    Ok(Outcome::Done)
}

fn print(shown: &Shown, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    if context.json {
        context.print_json(&json::shown(shown, desk, context))?;
    } else {
        print!("{}", view::shown(shown, desk, context));
        say::alarms(desk, shown.subject.unit, shown.subject.period, context)?;
    }
    Ok(Outcome::Done)
}

fn list(which: &Which, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let found = desk.list(&which.unit, which.day(desk))?;
    if context.json {
        context.print_json(&json::list(&found, desk))?;
    } else {
        print!("{}", view::list(&found, context));
    }
    Ok(Outcome::Done)
}

fn recompute(args: &Numbered, desk: &Desk<'_>, context: &Context) -> Result<Outcome, Failure> {
    let subject = args.which.subject(desk)?;
    let Some(version) = desk.show(&subject, args.version)?.version else {
        return Err(nothing_prepared(desk, &subject).into());
    };
    let done: Recomputed = desk.recompute(&version)?;
    if context.json {
        context.print_json(&json::recomputed(version.number, &done))?;
    } else {
        print!("{}", view::recomputed(&version, &done, context));
    }
    Ok(if done.same { Outcome::Done } else { Outcome::Partly })
}

fn officer_missing() -> Diagnostic {
    Diagnostic::error("officer_missing", "Chưa nói ai xác nhận.", "It is not said who confirms.")
        .hint("Thêm --as \"HỌ TÊN\".", "Add --as \"FULL NAME\".")
}

fn nothing_prepared(desk: &Desk<'_>, subject: &Subject) -> Diagnostic {
    let (unit, day) = (desk.unit_name(subject.unit, subject.period), say::day(subject.period));
    Diagnostic::error(
        "return_not_prepared",
        format!("{unit}, ngày {day}: chưa lập báo cáo nào."),
        format!("{unit}, {day}: no return was prepared."),
    )
}
