//! Directives on the terminal.

use node::tasks::{Directive, Obligation, Office};
use serde_json::json;

use super::super::wide::{Side, Wide};
use super::super::{Context, Failure, Outcome, say};
use crate::cli::read::due;

/// The documents on record, the newest first.
pub(super) fn list(directives: &[Directive], context: &Context) -> Result<Outcome, Failure> {
    if context.json {
        let rows: Vec<_> = directives
            .iter()
            .map(|one| json!({"arrival": one.arrival, "year": one.year, "number": one.number, "date": one.issued_on, "issuer": one.issuer, "subject": one.subject, "urgency": one.urgency, "state": one.state}))
            .collect();
        context.print_json(&rows)?;
        return Ok(Outcome::Done);
    }
    let mut grid = Wide::new([
        (context.say("Số đến", "Arrival"), Side::Right),
        (context.say("Số, ký hiệu", "Number"), Side::Left),
        (context.say("Ngày", "Date"), Side::Left),
        (context.say("Trạng thái", "State"), Side::Left),
        (context.say("Trích yếu", "Subject"), Side::Left),
    ]);
    for one in directives {
        let subject: String = one.subject.chars().take(40).collect();
        grid.push([
            format!("{}.{}", one.arrival, one.year),
            or_dash(&one.number),
            or_dash(&one.issued_on),
            state(&one.state, context).to_owned(),
            format!("{}{subject}", mark(&one.urgency)),
        ]);
    }
    print!("{grid}");
    Ok(Outcome::Done)
}

/// A document with its orders.
pub(in crate::cli) fn one(
    office: &Office<'_>,
    directive: &Directive,
    context: &Context,
) -> Result<Outcome, Failure> {
    let obligations = office.obligations(directive)?;
    if context.json {
        let orders: Vec<_> = obligations.iter().map(|one| json_order(one, office)).collect();
        context.print_json(&json!({"arrival": directive.arrival, "year": directive.year, "number": directive.number,
            "date": directive.issued_on, "issuer": directive.issuer, "subject": directive.subject, "urgency": directive.urgency,
            "state": directive.state, "file": directive.file_name, "carries_out": directive.carries_out,
            "copies": directive.copies, "obligations": orders}))?;
        return Ok(Outcome::Done);
    }
    println!(
        "{} {}.{} · {}{} · {}",
        context.say("Số đến", "Arrival"),
        directive.arrival,
        directive.year,
        mark(&directive.urgency),
        or_dash(&directive.number),
        state(&directive.state, context)
    );
    println!("{} · {}", or_dash(&directive.issuer), or_dash(&directive.issued_on));
    println!("{}", or_dash(&directive.subject));
    for order in &obligations {
        print!("{}", order_lines(order, office, context));
    }
    Ok(Outcome::Done)
}

fn json_order(one: &Obligation, office: &Office<'_>) -> serde_json::Value {
    let day = office.today();
    let units = |units: &[domain::base::UnitId]| {
        units.iter().map(|unit| office.key(*unit, day)).collect::<Vec<_>>()
    };
    json!({"label": one.label, "item": one.item, "quote": one.quote, "lines": one.lines, "assignees": one.assignees,
        "units": units(&one.units), "with": units(&one.with_units), "unresolved": one.unresolved,
        "deadline": one.deadline, "report_to": one.report_to, "deliverables": one.deliverables, "state": one.state})
}

/// An order in three or four lines.
fn order_lines(one: &Obligation, office: &Office<'_>, context: &Context) -> String {
    const SHOWN: usize = 150;
    let quote: String = one.quote.chars().take(SHOWN).collect();
    let cut = if one.quote.chars().count() > SHOWN { "…" } else { "" };
    let who = match one.units.len() {
        0 => match one.assignees.is_empty() {
            true => context.say("(chưa rõ ai)", "(nobody named)").to_owned(),
            false => format!(
                "{} {}",
                one.assignees.join("; "),
                context.say("→ chưa rõ đơn vị", "→ not resolved")
            ),
        },
        1 => office.unit_name(one.units[0], office.today()),
        many => format!("{} ({many} {})", one.assignees.join("; "), context.say("đơn vị", "units")),
    };
    let state = match one.state.as_str() {
        "proposed" => "?",
        "confirmed" => "✓",
        "issued" => "→",
        _ => "✗",
    };
    let mut page = format!(
        "\n{state} {:<5}{} {}\n      {}: {who}\n",
        one.label,
        context.say("mục", "item"),
        one.item,
        context.say("Ai", "Who"),
    );
    if !one.unresolved.is_empty() && !one.units.is_empty() {
        let words = context.say("Chưa rõ", "Not resolved");
        page.push_str(&format!("      {words}: {}\n", one.unresolved.join("; ")));
    }
    page.push_str(&format!(
        "      {}: {}\n",
        context.say("Hạn", "Due"),
        due(&one.deadline, context)
    ));
    page.push_str(&format!("      {}{cut}\n", quote.replace('\n', " ")));
    page
}

/// What a document carries out, and what carries it out.
pub(super) fn lineage(
    directive: &Directive,
    all: &[Directive],
    context: &Context,
) -> Result<Outcome, Failure> {
    let above: Vec<(String, String, Option<&Directive>)> = directive
        .carries_out
        .iter()
        .map(|line| {
            let (number, date) = line.split_once('\t').unwrap_or((line, ""));
            let held = all.iter().find(|one| same_number(&one.number, number));
            (number.to_owned(), date.to_owned(), held)
        })
        .collect();
    let below: Vec<&Directive> = all
        .iter()
        .filter(|one| !directive.number.is_empty() && one.id != directive.id)
        .filter(|one| {
            one.carries_out.iter().any(|line| {
                same_number(line.split('\t').next().unwrap_or_default(), &directive.number)
            })
        })
        .collect();
    if context.json {
        let above: Vec<_> = above
            .iter()
            .map(|(number, date, held)| json!({"number": number, "date": date, "held": held.map(|one| one.arrival), "subject": held.map(|one| &one.subject)}))
            .collect();
        let below: Vec<_> = below
            .iter()
            .map(
                |one| json!({"number": one.number, "arrival": one.arrival, "subject": one.subject}),
            )
            .collect();
        context.print_json(
            &json!({"number": directive.number, "carries_out": above, "carried_out_by": below}),
        )?;
        return Ok(Outcome::Done);
    }
    for (number, date, held) in &above {
        let what = held.map_or_else(
            || context.say("(không có trong sổ)", "(not held here)").to_owned(),
            |one| one.subject.clone(),
        );
        println!("↑ {number} {date}  {what}");
    }
    println!("• {} {}  {}", or_dash(&directive.number), directive.issued_on, directive.subject);
    for one in below {
        println!("↓ {} {}  {}", or_dash(&one.number), one.issued_on, one.subject);
    }
    Ok(Outcome::Done)
}

/// "1367-CV/HU" and "1367 - CV/HU" are one number.
fn same_number(one: &str, other: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    !one.is_empty() && plain(one) == plain(other)
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "—".to_owned() } else { text.to_owned() }
}

/// The mark of urgency before what it belongs to.
pub(in crate::cli) fn mark(urgency: &str) -> String {
    if urgency.is_empty() { String::new() } else { format!("[{}] ", urgency.to_uppercase()) }
}

fn state<'a>(state: &str, context: &'a Context) -> &'a str {
    match state {
        "read" => context.say("mới đọc", "read"),
        "confirmed" => context.say("đã xác nhận", "confirmed"),
        "issued" => context.say("đã giao việc", "issued"),
        _ => context.say("đã thu hồi", "withdrawn"),
    }
}

/// A day and time as the screen says them.
pub(in crate::cli) fn wall(at: jiff::civil::DateTime) -> String {
    format!("{} {}", say::clock(at.time()), say::day(at.date()))
}
