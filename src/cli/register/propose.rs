//! `phaodai register propose`: from the words of a directive to a register that an officer can accept.

use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::Diagnostic;
use domain::base::text::fold;
use domain::base::units::issuer;
use domain::register::{Ordered, Owner, Proposal, propose};
use domain::{directive, document};
use serde_json::json;

use super::super::node::{open_node, unit};
use super::super::{Context, Failure, Outcome};
use crate::files;

/// The arguments of `phaodai register propose`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai register propose cong-van.docx -o so-moi.toml --unit 125"
)]
pub struct Args {
    /// Văn bản · The directive
    #[arg(value_name = "DIRECTIVE")]
    file: PathBuf,
    /// Ghi định nghĩa ra tệp · Write the definition to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Đơn vị ban hành, nếu văn bản không nêu rõ · Issuing unit
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    proposal(&args.file, args.output.as_deref(), args.unit.as_deref(), context)
}

/// Everything that a directive's obligations ask to write down and to count, once each, in order.
fn asked(reading: &directive::Reading) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (mut fields, mut optional, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let richest = reading
        .obligations
        .iter()
        .max_by_key(|o| (o.fields.len() + o.counts.len(), std::cmp::Reverse(o.lines.first)));
    if let Some(obligation) = richest {
        fields.clone_from(&obligation.fields);
        optional.clone_from(&obligation.optional_fields);
        counts.clone_from(&obligation.counts);
    }
    (fields, optional, counts)
}

/// A subject as a title.
fn capitalised(subject: &str) -> String {
    let mut letters = subject.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A name out of a subject, until somebody gives a better one: its first folded words in snake case.
fn register_name(subject: &str) -> String {
    const WORDS: usize = 4;
    let folded = fold(subject);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(WORDS).collect::<Vec<_>>().join("_");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("so_{name}") }
}

/// The proposal of a directive's text.
///
/// # Errors
/// When the directive orders no list.
pub fn propose_from(text: &str, owner: Owner) -> Result<Proposal, Diagnostic> {
    let reading = directive::read(&document::parse(text));
    let (fields, optional, counts) = asked(&reading);
    if fields.is_empty() && counts.is_empty() {
        return Err(Diagnostic::error(
            "no_list_ordered",
            "văn bản này không yêu cầu lập danh sách nào",
            "this directive orders no list",
        )
        .hint(
            "chương trình tìm các trường và số liệu trong ngoặc, ví dụ (họ tên, địa chỉ …; số đã về, số chưa về …)",
            "fields and figures are looked for in brackets, as in (name, address …; number returned …)",
        ));
    }
    let header = &reading.document.header;
    let subject = header.subject.clone().unwrap_or_default();
    let number = header.number.clone().or_else(|| header.symbol.clone()).unwrap_or_default();
    let source = format!(
        "{} {number} {}",
        header.issuer.clone().unwrap_or_default(),
        header.date.map(|d| d.to_string()).unwrap_or_default()
    );
    let name = register_name(&subject);
    let title = capitalised(&subject);
    let ordered = Ordered {
        name: &name,
        title: &title,
        source: source.trim(),
        fields: &fields,
        optional: &optional,
        counts: &counts,
    };
    Ok(propose(owner, &ordered))
}

fn proposal(
    file: &Path,
    output: Option<&Path>,
    code: Option<&str>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let text = files::document_text(file)?;
    let owner = owner_of(&text, code, context)?;
    let proposal = propose_from(&text, owner)?;
    let toml = proposal.to_toml();
    if let Some(path) = output {
        std::fs::write(path, &toml)?;
    }
    let questions: Vec<String> =
        proposal.questions.iter().map(|question| question.render(context.lang)).collect();
    if context.json {
        context.print_json(&json!({"known": proposal.known, "definition": proposal.definition, "questions": questions, "file": output}))?;
        return Ok(Outcome::Done);
    }
    match output {
        Some(path) => {
            println!("{} → {}", proposal.definition.title.get(context.lang), path.display())
        }
        None => print!("{toml}"),
    }
    questions.iter().for_each(|question| eprintln!("{question}"));
    Ok(Outcome::Done)
}

/// Who issues the register: the unit that is named, or the issuer of the directive where the node knows it.
fn owner_of(text: &str, code: Option<&str>, context: &Context) -> Result<Owner, Failure> {
    let header = document::parse(text).header;
    let Ok(node) = open_node(context) else { return Ok(Owner::BuiltIn) };
    let tree = node::units::tree(&node)?;
    // Who issued it is asked of the units of its own day.
    let day = header.date.and_then(|date| date.full()).unwrap_or_else(|| node.clock().today());
    if let Some(code) = code {
        return Ok(Owner::Unit(unit(&tree, code, day)?.id));
    }
    let found =
        header.issuer.and_then(|name| issuer(&tree, &name, day)).and_then(|issuer| issuer.unit);
    Ok(found.map_or(Owner::BuiltIn, Owner::Unit))
}
