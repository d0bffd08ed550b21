//! The briefing on screen: every sentence opens what it says.

use askama::Template;
use domain::briefing::{Item, Line, Source};
use domain::people::Right;
use node::briefing::Round;

use crate::cli::briefing;
use crate::say;
use crate::web::chart::{Day, bars};
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "briefing/show.html")]
struct Page {
    c: Chrome,
    unit: String,
    key: String,
    day: String,
    day_iso: String,
    sections: Vec<Section>,
    may_conclude: bool,
}

struct Section {
    title: String,
    items: Vec<Shown>,
}

enum Shown {
    Sentence(Words),
    Point(Words),
    Table(Vec<String>, Vec<Vec<Words>>),
    Chart(String, String),
}

struct Words {
    text: String,
    href: Option<String>,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadBriefing)?;
    let (round, day, lang) = (Round::open(visit.node())?, visit.day()?, visit.lang);
    let officer = visit.who()?.officer.as_ref();
    let facts =
        round.facts(&unit.id.to_string(), day, visit.query.some("template"), officer, lang)?;
    let composed = round.briefing(&facts, unit.id, lang)?;
    let section = |one: &domain::briefing::Section| Section {
        title: one.title.clone(),
        items: one.items.iter().map(|item| shown(item, visit)).collect(),
    };
    Reply::page(&Page {
        c: visit.chrome("Giao ban", "Briefing"),
        unit: unit.full_name_on(day),
        key: round.desk.key(unit.id, day),
        day: day_text(day),
        day_iso: day.to_string(),
        sections: composed.sections.iter().map(section).collect(),
        may_conclude: visit.reach(Right::Conclude, unit.id).is_ok(),
    })
}

fn shown(item: &Item, visit: &Visit<'_>) -> Shown {
    match item {
        Item::Sentence(line) => Shown::Sentence(words(line)),
        Item::Point(line) => Shown::Point(words(line)),
        Item::Table(table) => Shown::Table(
            table.columns.clone(),
            table.rows.iter().map(|row| row.iter().map(words).collect()).collect(),
        ),
        Item::Chart(chart) => {
            let days: Vec<Day> = chart
                .points
                .iter()
                .map(|point| Day { label: point.label.clone(), value: point.value })
                .collect();
            Shown::Chart(chart.title.clone(), bars(&days, |value| say::number(value, visit.lang)))
        }
    }
}

fn words(line: &Line) -> Words {
    Words { text: line.text.clone(), href: line.sources.first().map(address) }
}

/// Where a source is shown.
fn address(source: &Source) -> String {
    match source {
        Source::Figure(address) => format!("/figure?a={address}"),
        Source::Task(reference) => format!("/task?ref={reference}"),
        Source::Waiting(unit) => format!("/tasks?unit={unit}&show=unaccepted"),
        Source::Discrepancy(reference) => format!("/discrepancy?ref={reference}"),
        Source::Return(unit, day, template) => format!("/returns/{unit}/{day}/{template}"),
        Source::Collation(unit, day, template) => {
            format!("/board/collation?unit={unit}&day={day}&template={template}")
        }
        Source::Directive(arrival, unit) => match arrival.split_once('.') {
            Some((number, year)) => format!("/directives/{unit}/{year}/{number}"),
            None => "/directives".to_owned(),
        },
    }
}

/// The same as a Word file in the official layout.
pub(super) fn document(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadBriefing)?;
    let day = visit.day()?;
    let path = visit.site.scratch("docx")?;
    briefing::written(visit.node(), &unit.id.to_string(), day, &path)
        .map_err(|failure| Nope::Wrong(failure.diagnostics))?;
    let content = std::fs::read(&path).map_err(node::NodeError::file(&path))?;
    let _ = std::fs::remove_file(&path);
    Ok(Reply::word(&format!("giao-ban-{day}"), content))
}
