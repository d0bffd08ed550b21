//! `phaodai directive read|readers`: who has read a directive and understood it.

use clap::Args as Arguments;
use domain::base::Diagnostic;
use node::Node;
use node::tasks::{Office, Readers, UnitReadings};
use serde_json::json;

use super::super::node::actor;
use super::super::{Context, Failure, Outcome};
use super::{Named, wall};

/// The arguments of `phaodai directive read`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai directive read 3 --unit 125 --as \"Lò Văn Hặc\" --say \"đã quán triệt tại họp chi bộ\""
)]
pub(super) struct Args {
    #[command(flatten)]
    named: Named,
    /// Quán triệt cho ai, ở đâu · To whom it was passed on, where
    #[arg(long, value_name = "TEXT", default_value = "")]
    say: String,
}

/// Writes down that somebody has read it.
pub(super) fn read(
    args: &Args,
    node: &Node,
    office: &Office<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let directive = args.named.find(node, office)?;
    let officer = actor(node, context)?.ok_or_else(nobody)?;
    office.read_directive(&directive, &officer, &args.say)?;
    show(&office.readers_for(&directive, &officer)?, office, context)
}

/// Shows who has: to somebody who is named their own unit and those below, to whoever sits at the machine all.
pub(super) fn list(
    named: &Named,
    node: &Node,
    office: &Office<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let directive = named.find(node, office)?;
    let readers = match actor(node, context)? {
        Some(officer) => office.readers_for(&directive, &officer)?,
        None => office.readers(&directive)?,
    };
    show(&readers, office, context)
}

fn nobody() -> Diagnostic {
    Diagnostic::error("reader_needed", "Chưa nói ai đã đọc.", "Who has read it is not said.")
        .hint("Ghi tên: --as \"HỌ TÊN\".", "Give the name: --as \"NAME\".")
}

fn show(readers: &Readers, office: &Office<'_>, context: &Context) -> Result<Outcome, Failure> {
    if context.json {
        context.print_json(&as_json(readers, office))?;
        return Ok(Outcome::Done);
    }
    println!(
        "{} {}/{} {}",
        context.say("Đã quán triệt:", "Read and understood:"),
        readers.read,
        readers.owed,
        context.say("đơn vị", "units")
    );
    let day = office.today();
    for one in readers.units.iter().filter(|one| !one.readings.is_empty()) {
        println!("  {}", office.unit_name(one.unit, day));
        for reading in &one.readings {
            let words = if reading.words.is_empty() {
                String::new()
            } else {
                format!(": {}", reading.words)
            };
            println!("    {} {}{words}", reading.name, reading.at.map(wall).unwrap_or_default());
        }
    }
    let waits: Vec<String> = readers
        .units
        .iter()
        .filter(|one| one.must && one.readings.is_empty())
        .map(|one| office.unit_name(one.unit, day))
        .collect();
    if !waits.is_empty() {
        print!(
            "{}",
            super::say::folded(
                &format!("{}: ", context.say("Chưa ai đọc", "Nobody has read it")),
                &waits
            )
        );
    }
    Ok(Outcome::Done)
}

fn as_json(readers: &Readers, office: &Office<'_>) -> serde_json::Value {
    let day = office.today();
    let unit = |one: &UnitReadings| {
        let readings: Vec<_> = one
            .readings
            .iter()
            .map(|reading| json!({"name": reading.name, "at": reading.at, "say": reading.words}))
            .collect();
        json!({"unit": office.key(one.unit, day), "name": office.unit_name(one.unit, day), "must": one.must, "readings": readings})
    };
    json!({"owed": readers.owed, "read": readers.read, "units": readers.units.iter().map(unit).collect::<Vec<_>>()})
}
