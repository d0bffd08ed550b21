//! `phaodai return take`: the district takes in the return of a commune without the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::{Diagnostic, OfficerId, Warned};
use domain::returns::{Post, Taken, TakenFile, TakenMail, Template, Via};
use jiff::civil::Date;
use node::Node;
use node::attachments::{self, File, Target};
use node::publish::{Brought, Desk, Subject, TakenIn};

use super::declared::{ByHand, pairs};
use crate::cli::node::actor;
use crate::cli::{Context, Failure, Outcome, say};
use crate::files::{self, Filled, Loose};

#[derive(Debug, Arguments)]
pub(super) struct Args {
    /// Phiếu Excel, hoặc thư .eml kèm phiếu · The workbook, or the .eml that it came in
    #[arg(value_name = "FILE", required_unless_present = "paper", conflicts_with = "paper")]
    file: Option<PathBuf>,
    /// Nhập tay số nghe qua điện thoại hoặc đọc từ giấy · Type in what came by telephone or on paper
    #[arg(long, requires = "unit", requires = "how")]
    paper: bool,
    /// Mã đơn vị; với tệp thì phải đúng đơn vị ghi trên phiếu · Code of the unit; must be the one on the form
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Ngày của giờ chốt; mặc định hôm nay · Day of the cut-off; today by default
    #[arg(long, value_name = "DATE", value_parser = say::read_day)]
    date: Option<Date>,
    /// Mẫu báo cáo · The template
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Tên tệp trong thư, khi thư kèm nhiều phiếu · Which attachment, when the mail has several forms
    #[arg(long, value_name = "NAME")]
    attachment: Option<String>,
    /// Nhận qua đường nào, ai báo · By which way it came, and from whom
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,
    #[command(flatten)]
    by_hand: ByHand,
    /// Ai chịu trách nhiệm, như đơn vị nói: chair="Họ tên" · Who answers for it, as the unit says
    #[arg(long, value_name = "POST=NAME")]
    stated: Vec<String>,
    /// Số liệu tính đến lúc nào, như đơn vị nói · As of when, as the unit says
    #[arg(long, value_name = "TEXT", default_value = "")]
    as_of: String,
    /// Lý do nhận lần nữa, khi đã có một lần · Reason, when one was received before
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) fn run(
    args: &Args,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let officer = actor(node, context)?.ok_or_else(|| Failure::usage(taker_missing()))?;
    let (subject, brought, mut warnings) = match &args.file {
        Some(path) => from_file(path, args, desk)?,
        None => from_paper(args, desk)?,
    };
    let how = brought.taken.how.clone();
    // Read before anything is written: what cannot be kept is said, and the figures are taken all the same.
    let came = args.file.as_deref().map(as_it_came).transpose()?;
    let taken = desk.take_in(&subject, brought, &officer, args.reason.as_deref())?;
    match came {
        Some(Ok(file)) => keep(&file, &taken, &how, node, officer.id)?,
        Some(Err(warning)) => warnings.push(warning),
        None => {}
    }
    warnings.extend(taken.warnings.iter().cloned());
    told(&taken, context);
    let mut shown = desk.show(&subject, Some(taken.version.number))?;
    warnings.retain(|warning| !shown.warnings.contains(warning));
    shown.warnings.extend(warnings);
    super::print(&shown, desk, context)
}

/// The file as it came: a mail with all that was in it, not only the sheet that was read; or why it cannot be kept.
fn as_it_came(path: &Path) -> Result<Result<File, Diagnostic>, Diagnostic> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let content = files::content(path, attachments::MOST_BYTES)?;
    Ok(File::new(name, content).map_err(|fault| not_kept(&fault)))
}

/// Attaches it to the return. One that was taken before, and whose file was lost on the way, has it from now on.
fn keep(
    file: &File,
    taken: &TakenIn,
    how: &str,
    node: &Node,
    officer: OfficerId,
) -> Result<(), Failure> {
    let (unit, record) = (taken.version.unit, taken.version.record);
    let held = attachments::attachments_of(node, &node.scope_of(unit)?, record)?;
    if !taken.known || held.is_empty() {
        let target = Target { unit, record, register: "return", note: how };
        attachments::attach(node, target, std::slice::from_ref(file), Some(officer))?;
    }
    Ok(())
}

fn not_kept(fault: &Diagnostic) -> Diagnostic {
    Diagnostic::warning(
        "return_file_not_kept",
        format!("đã nhận số liệu, nhưng không giữ tệp gốc: {}", fault.message.vi),
        format!("the figures are taken, the file is not kept: {}", fault.message.en),
    )
    .hint("tự lưu tệp này ở nơi khác", "keep this file elsewhere yourself")
}

/// Writes the file that a return was taken from, as it came.
pub(super) fn give_back(
    args: &super::Show,
    node: &Node,
    desk: &Desk<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let path = args.output.as_ref().ok_or_else(|| Failure::usage(no_output()))?;
    let subject = args.numbered.which.subject(desk)?;
    let version = desk.show(&subject, args.numbered.version)?.version;
    let version = version.ok_or_else(no_file)?;
    let scope = node.scope_of(subject.unit)?;
    let kept = attachments::attachments_of(node, &scope, version.record)?;
    let content = kept.first().map(|one| attachments::content(node, one)).transpose()?.flatten();
    let content = content.ok_or_else(no_file)?;
    files::write_new(path, &content)?;
    if context.json {
        context.print_json(&serde_json::json!({"file": path, "bytes": content.len()}))?;
    } else {
        println!("{}", path.display());
    }
    Ok(Outcome::Done)
}

fn no_output() -> Diagnostic {
    Diagnostic::error(
        "output_missing",
        "Chưa nói ghi ra tệp nào.",
        "Which file to write is not said.",
    )
    .hint("Ghi: -o TỆP.", "Give it: -o FILE.")
}

fn no_file() -> Diagnostic {
    Diagnostic::error(
        "return_no_file",
        "Báo cáo này không được nhận từ một tệp, hoặc máy này không giữ tệp đó.",
        "This return was not taken from a file, or this node does not keep it.",
    )
    .hint("Xem báo cáo: phaodai return show.", "See the return: phaodai return show.")
}

fn told(taken: &TakenIn, context: &Context) {
    if taken.known && !context.json {
        println!(
            "{}",
            context.say(
                "Tệp này đã nhận trước đó; không ghi thêm gì.",
                "This file was taken in before; nothing was written."
            )
        );
    }
}

type Read = (Subject, Brought, Vec<Diagnostic>);

/// What somebody types who has the commune on the telephone, or its paper on the desk.
fn from_paper(args: &Args, desk: &Desk<'_>) -> Result<Read, Failure> {
    let day = args.date.unwrap_or_else(|| desk.today());
    let unit = args.unit.as_deref().unwrap_or_default();
    let subject = desk.subject(unit, day, args.template.as_deref())?;
    let declared = args.by_hand.read(&[])?;
    let how = args.how.clone().unwrap_or_default();
    let taken = Taken {
        declared_by: posts(pairs(&args.stated)?, &subject.template)?,
        as_of: args.as_of.clone(),
        ..nothing(Via::Paper, how)
    };
    let brought = Brought { figures: declared.figures, sources: declared.why, taken };
    Ok((subject, brought, Vec::new()))
}

fn from_file(path: &Path, args: &Args, desk: &Desk<'_>) -> Result<Read, Failure> {
    let Found { sheet, file, mail } = found(path, args.attachment.as_deref())?;
    let (subject, mut warnings) = subject_of(&sheet, args, desk)?;
    let Warned { output: filled, warnings: doubts } = sheet.filled(&subject.template);
    warnings.extend(doubts.into_iter().map(|doubt| doubt.in_file(file.name.as_str())));
    let via = if mail.is_some() { Via::Mail } else { Via::Workbook };
    let how = match &mail {
        None => format!("tệp {}", file.name),
        Some(mail) => format!("thư của {}, tệp {}", mail.from, file.name),
    };
    let how = args.how.as_ref().map_or(how.clone(), |said| format!("{how}; {said}"));
    let Filled { figures, sources, unread, names, as_of } = filled;
    let taken = Taken {
        file: Some(file),
        mail,
        as_of,
        declared_by: posts(names, &subject.template)?,
        unread,
        ..nothing(via, how)
    };
    Ok((subject, Brought { figures, sources, taken }, warnings))
}

fn nothing(via: Via, how: String) -> Taken {
    Taken {
        via,
        how,
        file: None,
        mail: None,
        as_of: String::new(),
        declared_by: BTreeMap::new(),
        unread: BTreeMap::new(),
        officer: None,
        officer_name: String::new(),
    }
}

/// A form that was found, and in what.
struct Found {
    sheet: Loose,
    file: TakenFile,
    mail: Option<TakenMail>,
}

/// The form in a workbook, or in the one workbook of an e-mail that is such a form. Whoever keeps files for good takes
/// the bytes here: they are named by the hash that the return keeps.
fn found(path: &Path, attachment: Option<&str>) -> Result<Found, Diagnostic> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if !files::is_mail(path)? {
        let sheet = files::open_sheet(path)?;
        let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
        let hash = hex(&files::hash(path)?);
        return Ok(Found { sheet, file: TakenFile { name, hash, bytes }, mail: None });
    }
    let mail = files::mail(path)?;
    let (found, sheet) = super::mailed::form_in(&mail, attachment).map_err(|f| f.in_file(name))?;
    let bytes = u64::try_from(found.bytes.len()).unwrap_or(u64::MAX);
    let hash = blake3::hash(&found.bytes).to_hex().to_string();
    let file = TakenFile { name: found.name.clone(), hash, bytes };
    let mail = TakenMail {
        message_id: mail.message_id.clone(),
        from: mail.from.clone(),
        subject: mail.subject.clone(),
        date: mail.date,
        attachment: found.name.clone(),
    };
    Ok(Found { sheet, file, mail: Some(mail) })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whose return a form is, for which day. What the arguments say must be what the form says.
fn subject_of(
    sheet: &Loose,
    args: &Args,
    desk: &Desk<'_>,
) -> Result<(Subject, Vec<Diagnostic>), Failure> {
    let Some(mark) = &sheet.mark else {
        let (Some(unit), Some(day)) = (&args.unit, args.date) else {
            return Err(mark_gone().into());
        };
        return Ok((desk.subject(unit, day, args.template.as_deref())?, Vec::new()));
    };
    let day = sheet.day.ok_or_else(day_unread)?;
    if day != args.date.unwrap_or_else(|| desk.today()) {
        return Err(other_day(day, args.date, desk.today()).into());
    }
    if args.template.as_ref().is_some_and(|wanted| *wanted != mark.template) {
        return Err(other_template(&mark.template).into());
    }
    let subject = desk.subject(&mark.unit, day, Some(&mark.template))?;
    if let Some(wanted) = &args.unit
        && desk.unit(wanted, day)?.id != subject.unit
    {
        return Err(other_unit(&desk.unit_name(subject.unit, day), &mark.unit).into());
    }
    let warnings = match mark.version.cmp(&subject.template.version) {
        std::cmp::Ordering::Equal => Vec::new(),
        std::cmp::Ordering::Less => vec![older(mark.version, subject.template.version)],
        std::cmp::Ordering::Greater => return Err(newer(mark.version).into()),
    };
    Ok((subject, warnings))
}

/// Names by post; a post that the template does not ask for is a slip.
fn posts(
    names: BTreeMap<String, String>,
    template: &Template,
) -> Result<BTreeMap<Post, String>, Failure> {
    let mut posts = BTreeMap::new();
    for (post, name) in names {
        let known = Post::from_name(&post).filter(|post| template.attested_by.contains(post));
        posts.insert(known.ok_or_else(|| post_unknown(&post, template))?, name);
    }
    Ok(posts)
}

fn post_unknown(post: &str, template: &Template) -> Failure {
    let known: Vec<&str> = template.attested_by.iter().map(|post| post.name()).collect();
    let known = known.join(", ");
    Failure::usage(
        Diagnostic::error(
            "post_unknown",
            format!("báo cáo này không do chức vụ “{post}” chịu trách nhiệm"),
            format!("no post `{post}` answers for this return"),
        )
        .hint(format!("Chức vụ: {known}."), format!("Posts: {known}.")),
    )
}

fn taker_missing() -> Diagnostic {
    Diagnostic::error(
        "officer_missing",
        "Chưa nói ai nhận báo cáo.",
        "It is not said who takes it in.",
    )
    .hint("Thêm --as \"HỌ TÊN\".", "Add --as \"FULL NAME\".")
}

fn mark_gone() -> Diagnostic {
    Diagnostic::error(
        "sheet_mark_gone",
        "phiếu đã mất dòng “Mã phiếu”: không biết của đơn vị nào, ngày nào",
        "the form has lost its mark: whose it is and for which day is not known",
    )
    .hint(
        "xem tệp rồi ghi rõ: --unit MÃ --date NGÀY",
        "look at the file and say so: --unit CODE --date DATE",
    )
}

fn day_unread() -> Diagnostic {
    Diagnostic::error(
        "sheet_day_unread",
        "ô “Ngày báo cáo” của phiếu không phải là ngày",
        "the form's day cannot be read as one",
    )
    .hint("sửa ô ấy thành ngày/tháng/năm rồi nhận lại", "write day/month/year there and try again")
}

fn other_day(sheet: Date, said: Option<Date>, today: Date) -> Diagnostic {
    let (vi, en) = match said {
        Some(day) => (format!("không phải {}", say::day(day)), format!("not {day}")),
        None => (format!("hôm nay là {}", say::day(today)), format!("today is {today}")),
    };
    Diagnostic::error(
        "sheet_other_day",
        format!("phiếu ghi ngày {}, {vi}", say::day(sheet)),
        format!("the form is for {sheet}, {en}"),
    )
    .hint(
        format!("đúng là phiếu ngày ấy: thêm --date {sheet}; nhầm ngày: sửa ô “Ngày báo cáo”"),
        format!("if that day is meant: add --date {sheet}; if not: correct the day on the form"),
    )
}

fn other_unit(name: &str, code: &str) -> Diagnostic {
    Diagnostic::error(
        "sheet_other_unit",
        format!("phiếu là của {name} ({code}), không phải của đơn vị đã ghi"),
        format!("the form is of {name} ({code}), not of the unit that was said"),
    )
    .hint(format!("--unit {code}, hoặc bỏ --unit"), format!("--unit {code}, or leave --unit out"))
}

fn other_template(name: &str) -> Diagnostic {
    Diagnostic::error(
        "sheet_other_template",
        format!("phiếu theo mẫu {name}, không phải mẫu đã ghi"),
        format!("the form is of the template {name}, not of the one that was said"),
    )
    .hint(format!("--template {name}, hoặc bỏ"), format!("--template {name}, or leave it out"))
}

fn older(form: u32, known: u32) -> Diagnostic {
    Diagnostic::warning(
        "sheet_old_version",
        format!("phiếu theo mẫu bản {form}, mẫu đang dùng là bản {known}; nhận các dòng còn khớp"),
        format!(
            "the form is of version {form}, version {known} is in use; lines that fit are taken"
        ),
    )
    .hint(
        "gửi phiếu mới cho đơn vị: phaodai return form",
        "send the unit a new form: phaodai return form",
    )
}

fn newer(form: u32) -> Diagnostic {
    Diagnostic::error(
        "sheet_newer",
        format!("phiếu theo mẫu bản {form}, mới hơn mẫu của máy này"),
        format!("the form is of version {form}, newer than what this node knows"),
    )
    .hint(
        "cập nhật mẫu trên máy này rồi nhận lại",
        "bring the template up to date here, then try again",
    )
}
