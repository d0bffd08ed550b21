//! The returns that a unit owes for a day, and those of the days before.

use askama::Template;
use domain::people::Right;
use jiff::ToSpan;
use node::publish::Desk;

use crate::say;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "returns/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    days: Vec<Day>,
}

struct Day {
    day: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    title: String,
    due: String,
    standing: Tag,
    version: Option<Tag>,
}

/// How many days are listed.
const DAYS: i64 = 7;

/// The list.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::PrepareReturns).or_else(|_| visit.unit(Right::ReadBoard))?;
    let desk = Desk::open(visit.node())?;
    let last = visit.day()?;
    let mut days = Vec::new();
    for back in 0..DAYS {
        let day = last.checked_sub(back.days()).map_err(|_| Nope::NotFound)?;
        let mut rows = Vec::new();
        for template in desk.templates() {
            if !desk.owes(&unit, template, day) {
                continue;
            }
            let subject = desk.subject(&unit.id.to_string(), day, Some(&template.name))?;
            let versions = desk.versions(&subject)?;
            let shown = versions.last();
            let first = desk.first_received(&subject)?;
            let stands = domain::returns::judge(template.cut_off, day, first, desk.now());
            rows.push(Row {
                href: super::address(&desk, &subject),
                title: template.title.get(visit.lang).to_owned(),
                due: say::clock(template.cut_off.time()),
                standing: words::standing(stands, visit.lang),
                version: shown.map(|version| words::version(version.state, visit.lang)),
            });
        }
        days.push(Day { day: day_text(day), rows });
    }
    Reply::page(&Page {
        c: visit.chrome("Báo cáo", "Returns"),
        unit: unit.full_name_on(last),
        days,
    })
}
