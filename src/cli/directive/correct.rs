//! `phaodai directive correct`: what the officer sees otherwise than the reader.

use clap::Args as Arguments;
use domain::base::{Diagnostic, UnitId};
use domain::directive::Deadline;
use node::Node;
use node::tasks::{Correction, Directive, Office};

use super::super::node::actor_id;
use super::super::{Context, Failure, Outcome};
use super::{Named, show};

/// The arguments of `phaodai directive correct`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai directive correct 3 --unit 125 --confirm all --reject o7\n  phaodai directive correct 3 --unit 125 --assign \"o4=UBND các xã, thị trấn\" --due \"o4=chậm nhất ngày 15/9/2021\""
)]
pub struct Args {
    #[command(flatten)]
    named: Named,
    /// Đúng là nhiệm vụ: o1,o2 hoặc all · They are orders: o1,o2 or all
    #[arg(long, value_name = "ORDERS", value_delimiter = ',')]
    confirm: Vec<String>,
    /// Không phải nhiệm vụ · They are no orders
    #[arg(long, value_name = "ORDERS", value_delimiter = ',')]
    reject: Vec<String>,
    /// Giao cho: mã đơn vị hoặc cụm từ · Who has to do it: codes or a phrase
    #[arg(long, value_name = "ORDER=UNITS")]
    assign: Vec<String>,
    /// Thời hạn, viết như trong văn bản · By when, in the words of a document
    #[arg(long, value_name = "ORDER=TERM")]
    due: Vec<String>,
    /// Gộp thành một · Make them one
    #[arg(long, value_name = "ORDERS")]
    merge: Vec<String>,
    /// Tách làm hai, từ những chữ này · Make it two, from these words on
    #[arg(long, value_name = "ORDER=WORDS")]
    split: Vec<String>,
    /// Thêm nhiệm vụ máy không đọc ra, giao cho --to · Add an order that the reader missed, for --to
    #[arg(long, value_name = "WORDS")]
    add: Vec<String>,
    /// Đơn vị của nhiệm vụ thêm vào: mã hoặc cụm từ · Units of the added order: codes or a phrase
    #[arg(long, value_name = "UNITS")]
    to: Option<String>,
    /// Lý do sửa · Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
}

/// Makes the corrections in the order in which they are listed above, and shows the directive.
pub(super) fn run(
    args: &Args,
    node: &Node,
    office: &Office<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let directive = args.named.find(node, office)?;
    let corrections = corrections(args, office, &directive)?;
    if corrections.is_empty() {
        return Err(nothing());
    }
    let officer = actor_id(node, context)?;
    office.correct(&directive, &corrections, officer, &args.why)?;
    show::one(office, &directive, context)
}

fn corrections(
    args: &Args,
    office: &Office<'_>,
    directive: &Directive,
) -> Result<Vec<Correction>, Failure> {
    let mut all = Vec::new();
    for text in &args.merge {
        all.push(Correction::Merge(text.split(',').map(|one| one.trim().to_owned()).collect()));
    }
    for text in &args.split {
        let (label, words) = pair(text)?;
        all.push(Correction::Split(label, words));
    }
    for text in &args.assign {
        let (label, units) = pair(text)?;
        all.push(Correction::Assign(label, self::units(&units, office, directive)?));
    }
    for text in &args.due {
        let (label, words) = pair(text)?;
        all.push(Correction::Due(label, Deadline::read(&words, Some(office.today()))));
    }
    for words in &args.add {
        let to = args.to.as_deref().unwrap_or_default();
        let units = units(to, office, directive)?;
        all.push(Correction::Add(words.clone(), units));
    }
    if !args.reject.is_empty() {
        all.push(Correction::Reject(args.reject.clone()));
    }
    if args.confirm.iter().any(|one| one == "all") {
        let open = office.obligations(directive)?.into_iter();
        let open = open.filter(|one| one.state == "proposed" && !args.reject.contains(&one.label));
        all.push(Correction::Confirm(open.map(|one| one.label).collect()));
    } else if !args.confirm.is_empty() {
        all.push(Correction::Confirm(args.confirm.clone()));
    }
    Ok(all)
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    let parts = text.split_once('=');
    let (one, other) = parts.ok_or_else(|| Failure::usage(form(text)))?;
    Ok((one.trim().to_owned(), other.trim().to_owned()))
}

/// Units by their codes, or by a phrase of the directive's issuer.
fn units(text: &str, office: &Office<'_>, directive: &Directive) -> Result<Vec<UnitId>, Failure> {
    let day = office.today();
    let codes: Vec<&str> = text.split(',').map(str::trim).collect();
    if codes.iter().all(|code| office.unit(code, day).is_ok()) {
        return codes.iter().map(|code| Ok(office.unit(code, day)?.id)).collect();
    }
    let issuer = match directive.issuer.as_str() {
        "" => office.unit_name(directive.unit, day),
        issuer => issuer.to_owned(),
    };
    let (found, unresolved) = office.named(&issuer, &[text.to_owned()], day);
    if found.is_empty() || !unresolved.is_empty() {
        return Err(nobody(text, &unresolved).into());
    }
    Ok(found)
}

fn form(text: &str) -> Diagnostic {
    Diagnostic::error(
        "correct_form",
        format!("không hiểu “{text}”"),
        format!("“{text}” cannot be read"),
    )
    .hint("viết như: o4=UBND các xã, thị trấn", "write it as: o4=04105,04108")
}

fn nobody(text: &str, unresolved: &[String]) -> Diagnostic {
    let words = unresolved.join("; ");
    Diagnostic::error(
        "assignee_unknown",
        format!("“{text}”: chưa rõ là đơn vị nào ({words})"),
        format!("“{text}” names no known unit ({words})"),
    )
    .hint(
        "ghi mã đơn vị, cách nhau bằng dấu phẩy: phaodai units list TÊN",
        "write codes, separated by commas: phaodai units list NAME",
    )
}

fn nothing() -> Failure {
    Failure::usage(
        Diagnostic::error("correct_nothing", "chưa nói sửa gì", "nothing to correct was given")
            .hint(
                "ví dụ: --confirm all, hoặc --reject o7",
                "for example: --confirm all, or --reject o7",
            ),
    )
}
