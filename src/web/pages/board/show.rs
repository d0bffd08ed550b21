//! Tiles by unit, counting down to the cut-off, for a screen in the command room.

use std::collections::BTreeMap;

use askama::Template;
use domain::base::UnitId;
use domain::people::Right;
use domain::returns::Standing;
use jiff::civil::Date;
use node::publish::{Collated, Desk, Tally};
use node::tasks::{Filter, Office};

use crate::say;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::{Nope, Saying};
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "board/show.html")]
struct Page {
    c: Chrome,
    unit: String,
    unit_key: String,
    day: String,
    day_iso: String,
    templates: Vec<Choice>,
    title: String,
    due: String,
    until: String,
    now: String,
    waiting: bool,
    on_time: usize,
    late: usize,
    missing: usize,
    obliged: usize,
    tiles: Vec<Tile>,
    totals: Vec<(String, String, String)>,
    sayings: Vec<Saying>,
}

struct Choice {
    name: String,
    title: String,
    chosen: bool,
}

struct Tile {
    name: String,
    tag: Tag,
    at: String,
    href: String,
    figure: String,
    discrepancies: usize,
    late_tasks: usize,
    /// `r1` to `r4`, and what the level is called, since when and by which paper.
    risk: Option<(String, String)>,
    /// Beds free, of all that are ready.
    beds: Option<(String, String)>,
}

/// The board.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReadBoard)?;
    let (desk, day, lang) = (Desk::open(visit.node())?, visit.day()?, visit.lang);
    let owed: Vec<_> = desk
        .templates()
        .iter()
        .filter(|template| desk.is_owed_below(unit.id, template, day))
        .collect();
    let wanted = visit.query.some("template").or_else(|| owed.first().map(|one| one.name.as_str()));
    let mut page = Page {
        c: visit.chrome("Bảng theo dõi", "Board"),
        unit: unit.full_name_on(day),
        unit_key: desk.key(unit.id, day),
        day: day_text(day),
        day_iso: day.to_string(),
        templates: owed
            .iter()
            .map(|one| Choice {
                name: one.name.clone(),
                title: one.title.get(lang).to_owned(),
                chosen: Some(one.name.as_str()) == wanted,
            })
            .collect(),
        title: String::new(),
        due: String::new(),
        until: String::new(),
        now: words::stamp(desk.now()),
        waiting: false,
        on_time: 0,
        late: 0,
        missing: 0,
        obliged: 0,
        tiles: Vec::new(),
        totals: Vec::new(),
        sayings: Vec::new(),
    };
    match desk.collate(&unit.id.to_string(), day, wanted) {
        Ok(collated) => fill(&mut page, &collated, &desk, visit)?,
        Err(fault) => page.sayings = Nope::from(fault).sayings(),
    }
    Reply::page(&page)
}

fn fill(
    page: &mut Page,
    collated: &Collated,
    desk: &Desk<'_>,
    visit: &Visit<'_>,
) -> Result<(), Nope> {
    let (day, lang) = (collated.collation.day, visit.lang);
    let template = &collated.template;
    page.title = template.title.get(lang).to_owned();
    page.due = say::clock(template.cut_off.time());
    page.until = collated.cut_off.map(words::stamp).unwrap_or_default();
    page.waiting = !template.cut_off.is_past(day, desk.now());
    let counts = collated.collation.counts;
    (page.on_time, page.late, page.obliged) = (counts.on_time, counts.late, counts.obliged);
    page.missing = counts.missing + counts.waiting;
    let open = desk.open_discrepancies(collated.unit, day)?;
    let behind = behind(visit, collated.unit)?;
    let risks = desk.risk_levels(day)?;
    let beds = beds(visit, desk, collated.unit, day)?;
    let main = template.lines.first();
    for row in &collated.collation.rows {
        let figure = row
            .received
            .as_ref()
            .zip(main)
            .and_then(|(received, line)| Some((received.values.get(&line.name)?, line)));
        page.tiles.push(Tile {
            name: desk.unit_name(row.unit, day),
            tag: words::standing(row.standing, lang),
            at: row
                .received
                .as_ref()
                .map(|one| say::moment_of(day, one.first_received))
                .unwrap_or_default(),
            href: format!("/returns/{}/{day}/{}", desk.key(row.unit, day), template.name),
            figure: figure
                .map(|(value, line)| {
                    format!("{}: {}", line.title.get(lang), say::number(*value, lang))
                })
                .unwrap_or_default(),
            discrepancies: open.get(&row.unit).copied().unwrap_or_default(),
            late_tasks: behind.get(&row.unit).copied().unwrap_or_default(),
            risk: risks.get(&row.unit).map(|risk| {
                let since = format!("{} {}", visit.w("từ", "since"), day_text(risk.since));
                let words = [risk.title.get(lang), &since, &risk.decision];
                let words: Vec<&str> = words.into_iter().filter(|one| !one.is_empty()).collect();
                (risk.name.clone(), words.join(" · "))
            }),
            beds: beds
                .get(&row.unit)
                .map(|(free, all)| (say::number(*free, lang), say::number(*all, lang))),
        });
    }
    // Who is missing stands first, then who is late; within, by name.
    let place = |standing: Standing| match standing {
        Standing::Missing => 0,
        Standing::Waiting => 1,
        Standing::Late => 2,
        Standing::OnTime => 3,
    };
    let mut order: Vec<usize> = (0..page.tiles.len()).collect();
    order.sort_by_key(|at| (collated.collation.rows.get(*at).map(|row| place(row.standing)), *at));
    let mut tiles: Vec<Option<Tile>> =
        std::mem::take(&mut page.tiles).into_iter().map(Some).collect();
    page.tiles =
        order.into_iter().filter_map(|at| tiles.get_mut(at).and_then(Option::take)).collect();
    let key = desk.key(collated.unit, day);
    page.totals = template
        .lines
        .iter()
        .map(|line| {
            let total = collated.collation.totals.get(&line.name).copied();
            let href = format!("/board/collation?unit={key}&day={day}&template={}", template.name);
            (line.title.get(lang).to_owned(), say::figure(total, lang), href)
        })
        .collect();
    Ok(())
}

/// Beds free and beds in all at the quarantine sites of each unit, as their register says now.
fn beds(
    visit: &Visit<'_>,
    desk: &Desk<'_>,
    under: UnitId,
    day: Date,
) -> Result<BTreeMap<UnitId, (i64, i64)>, Nope> {
    let registry = visit.node().registry();
    let Ok(register) = registry.called("quarantine_site") else { return Ok(BTreeMap::new()) };
    let figures = desk.register_figures(register, &under.to_string(), day)?;
    let of = |tally: &Tally, name: &str| tally.figures.get(name).copied().unwrap_or_default();
    let parts = figures.parts.iter().filter(|(_, tally)| of(tally, "beds") > 0);
    Ok(parts.map(|(unit, tally)| (*unit, (of(tally, "beds_free"), of(tally, "beds")))).collect())
}

/// How many tasks of each unit are behind.
fn behind(visit: &Visit<'_>, under: UnitId) -> Result<BTreeMap<UnitId, usize>, Nope> {
    let office = Office::open(visit.node())?;
    let mut by_unit = BTreeMap::new();
    for (task, _) in office.board(under, Filter { late: true, ..Filter::default() })?.tasks {
        *by_unit.entry(task.unit).or_default() += 1;
    }
    Ok(by_unit)
}
