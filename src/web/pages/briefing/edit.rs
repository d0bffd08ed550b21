//! The briefing is edited before it is read: sentences in other words, left out, or added. Figures stay.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use domain::base::Lang;
use domain::briefing::{Briefing, Edits, Item, compose};
use domain::people::Right;
use node::briefing::{Round, Written};

use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "briefing/edit.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    unit: String,
    key: String,
    day: String,
    day_iso: String,
    entry: u64,
    sections: Vec<Section>,
    stale: Vec<(String, String)>,
}

struct Section {
    name: &'static str,
    title: String,
    lines: Vec<EditLine>,
    added: String,
}

enum EditLine {
    /// Number, what the program says, what is read.
    Words(usize, String, String),
    /// A table or chart: it is not edited.
    Fixed(String),
}

/// The form.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    page(visit, None, Vec::new())
}

/// What the program says of the day, in the words that are edited.
fn composed(visit: &Visit<'_>, round: &Round<'_>, unit: &str) -> Result<Briefing, Nope> {
    let officer = visit.who()?.officer.as_ref();
    let facts = round.facts(unit, visit.day()?, None, officer, Lang::Vi)?;
    Ok(compose(&facts, &round.rules, Lang::Vi))
}

fn page(visit: &Visit<'_>, typed: Option<Written>, sayings: Vec<Saying>) -> Answer {
    let unit = visit.unit(Right::Conclude)?;
    let (round, day) = (Round::open(visit.node())?, visit.day()?);
    let briefing = composed(visit, &round, &unit.id.to_string())?;
    let Written { edits, entry } = typed.map_or_else(|| round.edits(unit.id, day), Ok)?;
    let stale = edits.stale(&briefing);
    let mut number = 0;
    let mut line = |item: &Item| match item {
        Item::Sentence(line) | Item::Point(line) => {
            number += 1;
            let after = edits.replaced.get(&line.text).unwrap_or(&line.text);
            EditLine::Words(number, line.text.clone(), after.clone())
        }
        Item::Table(table) => EditLine::Fixed(table.columns.join(" · ")),
        Item::Chart(chart) => EditLine::Fixed(chart.title.clone()),
    };
    let section = |one: &domain::briefing::Section| Section {
        name: one.name,
        title: one.title.clone(),
        lines: one.items.iter().map(&mut line).collect(),
        added: edits.added.get(one.name).map(|all| all.join("\n")).unwrap_or_default(),
    };
    let status = if sayings.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        c: visit.chrome("Sửa bản giao ban", "Edit the briefing"),
        sayings,
        unit: unit.full_name_on(day),
        key: round.desk.key(unit.id, day),
        day: day_text(day),
        day_iso: day.to_string(),
        entry,
        sections: briefing.sections.iter().map(section).collect(),
        stale: stale.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
    };
    Reply::page_with(status, &page)
}

/// Keeps what was written over it.
pub(super) fn save(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::Conclude)?;
    let (round, day) = (Round::open(visit.node())?, visit.day()?);
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    let briefing = composed(visit, &round, &unit.id.to_string())?;
    let edits = sent(visit, &briefing);
    let seen: u64 = visit.form.get("entry").parse().unwrap_or_default();
    match round.edit(unit.id, day, (&edits, seen), officer).map_err(Nope::from) {
        Ok(()) => Reply::said(
            format!("/briefing?unit={}&day={day}", round.desk.key(unit.id, day)),
            visit.w(
                "Đã ghi. Bản in và bản Word theo bản này.",
                "Written. Print and Word follow it.",
            ),
        ),
        Err(nope @ Nope::Wrong(_)) => {
            // Whoever sends again has then seen what the other wrote.
            let entry = round.edits(unit.id, day)?.entry;
            page(visit, Some(Written { edits, entry }), nope.sayings())
        }
        Err(other) => Err(other),
    }
}

/// `was.N` and `now.N`: what the program says, and what is read instead. `add.SECTION`: a paragraph a line.
fn sent(visit: &Visit<'_>, briefing: &Briefing) -> Edits {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut replaced = BTreeMap::new();
    for (name, before) in visit.form.fields() {
        let Some(number) = name.strip_prefix("was.") else { continue };
        let after = plain(visit.form.get(&format!("now.{number}")));
        if after != plain(before) {
            replaced.insert(before.to_owned(), after);
        }
    }
    let mut added = BTreeMap::new();
    for section in &briefing.sections {
        let typed = visit.form.get(&format!("add.{}", section.name));
        let lines: Vec<String> = typed.lines().map(plain).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            added.insert(section.name.to_owned(), lines);
        }
    }
    Edits { replaced, added }
}
