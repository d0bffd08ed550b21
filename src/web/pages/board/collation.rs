//! All returns of a day side by side, with totals; each figure opens.

use askama::Template;
use domain::people::Right;
use node::publish::{Collated, Desk};

use crate::cli::collate;
use crate::say;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "board/collation.html")]
struct Page {
    c: Chrome,
    title: String,
    unit: String,
    day: String,
    query: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    totals: Vec<String>,
}

struct Row {
    name: String,
    href: String,
    tag: Tag,
    cells: Vec<(String, String)>,
}

fn collated(visit: &Visit<'_>, desk: &Desk<'_>) -> Result<Collated, Nope> {
    let unit = visit.unit(Right::ReadBoard)?;
    Ok(desk.collate(&unit.id.to_string(), visit.day()?, visit.query.some("template"))?)
}

/// The table.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let collated = collated(visit, &desk)?;
    let (lang, day, lines) = (visit.lang, collated.collation.day, &collated.template.lines);
    let name = &collated.template.name;
    let row = |row: &domain::returns::Row| {
        let key = desk.key(row.unit, day);
        let cell = |line: &domain::returns::Line| {
            let value = row.received.as_ref().and_then(|one| one.values.get(&line.name).copied());
            let version =
                row.received.as_ref().map(|one| format!("@v{}", one.version)).unwrap_or_default();
            (
                say::figure(value, lang),
                format!("/figure?a={key}/{day}/{name}.{}{version}", line.name),
            )
        };
        Row {
            name: desk.unit_name(row.unit, day),
            href: format!("/returns/{key}/{day}/{name}"),
            tag: words::standing(row.standing, lang),
            cells: lines.iter().map(cell).collect(),
        }
    };
    let total = |line: &domain::returns::Line| {
        say::figure(collated.collation.totals.get(&line.name).copied(), lang)
    };
    Reply::page(&Page {
        c: visit.chrome("Tổng hợp", "Collation"),
        title: collated.template.title.get(lang).to_owned(),
        unit: desk.unit_name(collated.unit, day),
        day: day_text(day),
        query: format!("unit={}&day={day}&template={name}", desk.key(collated.unit, day)),
        heads: lines.iter().map(|line| line.title.get(lang).to_owned()).collect(),
        rows: collated.collation.rows.iter().map(row).collect(),
        totals: lines.iter().map(total).collect(),
    })
}

/// The same as a workbook for the superior.
pub(super) fn workbook(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let collated = collated(visit, &desk)?;
    let path = visit.site.scratch("xlsx")?;
    collate::write(&path, &collated, &desk)?;
    let content = std::fs::read(&path).map_err(node::NodeError::file(&path))?;
    let _ = std::fs::remove_file(&path);
    let name = format!("tong-hop-{}.xlsx", collated.collation.day);
    Ok(Reply::File {
        name,
        kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        content,
    })
}
