//! One discrepancy whole.

use clap::Args as Arguments;
use domain::base::local;
use node::publish::{Desk, DiscrepancyReference, DiscrepancyShown, HistoryLine};
use serde_json::{Value, json};

use super::super::directive::wall;
use super::super::node::{actor, open_node};
use super::super::{Context, Failure, Outcome, open, say};
use super::{json, words};

/// The arguments of `phaodai discrepancy show`.
#[derive(Debug, Arguments)]
pub struct Args {
    /// Số liệu vênh, ví dụ 04117/2021-09-10/returned_fell · The discrepancy
    #[arg(value_name = "DISCREPANCY")]
    discrepancy: String,
    /// Số dòng nhiều nhất · At most so many records
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

/// Shows it.
pub(super) fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let reference: DiscrepancyReference = args.discrepancy.parse().map_err(Failure::usage)?;
    let node = open_node(context)?;
    let desk = Desk::open(&node)?;
    let officer = actor(&node, context)?;
    let one = desk.discrepancy(&reference)?;
    let shown = desk.show_discrepancy(&one, officer.as_ref(), &|_, _| args.limit)?;
    if context.json {
        context.print_json(&whole(&shown, &desk, context))?;
    } else {
        print!("{}", page(&shown, &desk, context));
    }
    Ok(Outcome::Done)
}

fn whole(shown: &DiscrepancyShown, desk: &Desk<'_>, context: &Context) -> Value {
    let mut value = json::of(&shown.discrepancy, local(desk.now()), desk, context);
    let opened: Vec<Value> = shown
        .figures
        .iter()
        .map(|side| {
            let title = side.title.get(context.lang);
            json!({"title": title, "value": side.value, "opens": side.address})
        })
        .collect();
    let records: Vec<Value> =
        shown.records.iter().map(|list| open::json_list(list, desk)).collect();
    let history: Vec<Value> = shown
        .history
        .iter()
        .map(|step| json!({"at": step.at, "state": step.state, "by": step.by, "words": step.words, "figures": step.figures}))
        .collect();
    value["opened"] = opened.into();
    value["behind"] = records.into();
    value["history"] = history.into();
    value
}

fn page(shown: &DiscrepancyShown, desk: &Desk<'_>, context: &Context) -> String {
    let one = &shown.discrepancy;
    let mut page = words::lines(one, local(desk.now()), desk, context);
    for side in &shown.figures {
        let value = say::figure(side.value, context.lang);
        page.push_str(&format!("\n  {}: {value}\n", side.title.get(context.lang)));
        if let Some(address) = &side.address {
            page.push_str(&format!("    phaodai open {address}\n"));
        }
    }
    for list in &shown.records {
        let head = context.say("Các dòng làm vênh", "Records behind it");
        let unit = desk.unit_name(list.unit, one.period);
        page.push_str(&format!("\n{head} · {unit} ({}):\n", list.total));
        page.push_str(&open::table(list, context));
    }
    let said = |page: &mut String, vi, en, text: &str| {
        if !text.is_empty() {
            page.push_str(&format!("{}: {text}\n", context.say(vi, en)));
        }
    };
    page.push('\n');
    said(&mut page, "Yêu cầu", "Asked", &one.asked.text);
    said(&mut page, "Giải trình", "Explanation", &one.explained.text);
    for (vi, en, at) in [
        ("Gửi Văn phòng cấp ủy lúc", "Sent to the party office at", one.party_route_at),
        ("Gửi Chủ tịch lúc", "Sent to the chair at", one.state_route_at),
    ] {
        said(&mut page, vi, en, &at.map(wall).unwrap_or_default());
    }
    said(&mut page, "Kết luận", "Verdict", &one.judged.text);
    page.push_str(&format!("{}:\n", context.say("Diễn biến", "History")));
    for step in &shown.history {
        page.push_str(&format!("  {}\n", line(step, context)));
    }
    page
}

fn line(step: &HistoryLine, context: &Context) -> String {
    let at = step.at.map(wall).unwrap_or_default();
    let by = step.by.as_deref().map_or(String::new(), |by| format!(" · {by}"));
    let words = match step.words.as_str() {
        "" => String::new(),
        words => format!(" · {words}"),
    };
    format!("{at}  {}{by}{words}", step.state.title().get(context.lang))
}
