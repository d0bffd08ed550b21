//! `phaodai directive report`: who has done what of a directive, as a page, as JSON, and as an official report.

mod json;
mod paper;
mod words;

use std::path::PathBuf;

use clap::Args as Arguments;
use node::Node;
use node::tasks::{Implementation, Office};

use super::super::{Context, Failure, Outcome};
use super::Named;
use crate::files::official::write_official;

/// The arguments of `phaodai directive report`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai directive report 3 --unit 125\n  phaodai directive report 3 --unit 125 -o bao-cao-ket-qua.docx"
)]
pub struct Args {
    #[command(flatten)]
    named: Named,
    /// Ghi báo cáo theo thể thức Nghị định 30/2020 · Write the report in the official layout
    #[arg(short, long, value_name = "FILE.docx")]
    output: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(
    args: &Args,
    node: &Node,
    office: &Office<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let directive = args.named.find(node, office)?;
    let report = office.implementation(&directive)?;
    if let Some(path) = &args.output {
        write_official(path, &paper::paper(&report, office))?;
    }
    if context.json {
        context.print_json(&json::of(&report, office))?;
    } else {
        page(&report, context);
    }
    Ok(Outcome::Done)
}

/// Writes the report in the official layout.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write(
    path: &std::path::Path,
    report: &Implementation,
    office: &Office<'_>,
) -> Result<(), domain::base::Diagnostic> {
    write_official(path, &paper::paper(report, office))
}

fn page(report: &Implementation, context: &Context) {
    println!("{}", words::summary(report, context.lang));
    for order in &report.orders {
        println!("\n{}", words::heading(order, context.lang));
        println!("  {}", words::figures(&order.tally, context.lang));
        for line in words::by_standing(order, report.now, context.lang) {
            println!("  {line}");
        }
    }
    if !report.not_given.is_empty() {
        println!("\n{}", words::not_given(report, context.lang));
    }
}
