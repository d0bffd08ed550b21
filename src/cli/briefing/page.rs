//! The briefing as text: on the screen, or pasted into a chat.

use domain::briefing::{Briefing, Facts, Item, Line, Table};

use super::super::wide::{Side, Wide};
use super::super::{Context, say};
use super::sources::Sources;

/// Sections one under the other, each sentence with the numbers of its sources; the sources stand at the end.
pub(super) fn page(briefing: &Briefing, facts: &Facts, context: &Context) -> String {
    let mut sources = Sources::default();
    let head = context.say("GIAO BAN", "BRIEFING");
    let mut page = format!("{head} · {} · {}\n", facts.unit, say::day(facts.day));
    for (index, section) in briefing.sections.iter().enumerate() {
        page.push_str(&format!("\n{}. {}\n", index + 1, section.title));
        for item in &section.items {
            page.push_str(&said(item, &mut sources));
        }
    }
    page.push_str(context.say("\nNguồn (mở bằng phaodai …):\n", "\nSources (phaodai …):\n"));
    for line in sources.lines() {
        page.push_str(&format!("{line}\n"));
    }
    page
}

fn said(item: &Item, sources: &mut Sources) -> String {
    match item {
        Item::Sentence(line) => format!("{}\n", marked(line, sources)),
        Item::Point(line) => format!("- {}\n", marked(line, sources)),
        Item::Table(table) => grid(table, sources),
        Item::Chart(chart) => {
            let points = chart.points.iter().map(|point| {
                let value = point.value.map_or_else(|| "—".to_owned(), |value| value.to_string());
                format!("{} {value}", point.label)
            });
            let points: Vec<String> = points.collect();
            let origins: Vec<_> = chart.points.iter().map(|point| point.source.clone()).collect();
            let mark = sources.mark(&origins);
            format!("{} {mark}: {}\n", chart.title, points.join(" · "))
        }
    }
}

fn marked(line: &Line, sources: &mut Sources) -> String {
    let mark = sources.mark(&line.sources);
    if mark.is_empty() { line.text.clone() } else { format!("{} {mark}", line.text) }
}

fn grid(table: &Table, sources: &mut Sources) -> String {
    let columns =
        table.columns.iter().enumerate().map(|(index, title)| {
            (title.as_str(), if index == 0 { Side::Left } else { Side::Right })
        });
    let mut grid = Wide::new(columns);
    for row in &table.rows {
        grid.push(marked_row(row, sources));
    }
    grid.to_string()
}

/// A row has one mark, beside its name.
fn marked_row(row: &[Line], sources: &mut Sources) -> Vec<String> {
    let all: Vec<_> = row.iter().flat_map(|line| line.sources.clone()).collect();
    let mark = sources.mark(&all);
    let cell = |(at, line): (usize, &Line)| match at {
        0 if !mark.is_empty() => format!("{} {mark}", line.text),
        _ => line.text.clone(),
    };
    row.iter().enumerate().map(cell).collect()
}
