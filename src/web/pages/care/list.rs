//! The points of care of a scope by commune, and the villages that none of them serves.

use askama::Template;
use domain::people::Right;
use node::analysis::tracing::{self, ServicePoint};

use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::written;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "care/list.html")]
struct Page {
    c: Chrome,
    rows: Vec<Row>,
    gaps: Vec<(String, String)>,
    may_write: bool,
}

struct Row {
    href: String,
    name: String,
    kind: String,
    unit: String,
    serves: String,
    hours: String,
    phone: String,
    until: String,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (node, today, who) = (visit.node(), visit.today(), visit.who()?);
    let scope = visit.scope(Claim::on(Right::ReadRecords, "service_point"))?;
    let points = tracing::service_points(node, &scope)?;
    let gaps = tracing::unserved(node, &scope, today)?;
    let rows: Result<Vec<Row>, Nope> =
        points.iter().filter(|point| point.is_open(today)).map(|point| row(point, visit)).collect();
    let unit = who.home().map(|unit| visit.unit_name(unit)).unwrap_or_default();
    Reply::page(&Page {
        c: visit.chrome(&format!("Điểm y tế · {unit}"), &format!("Points of care · {unit}")),
        rows: rows?,
        gaps: gaps
            .into_iter()
            .map(|(unit, villages)| (visit.unit_name(unit), villages.join(", ")))
            .collect(),
        may_write: who.may(Claim::on(Right::WriteRecords, "service_point")),
    })
}

fn row(point: &ServicePoint, visit: &Visit<'_>) -> Result<Row, Nope> {
    let serves = match point.serves.is_empty() {
        true => visit.w("cả xã", "the whole commune").to_owned(),
        false => point.serves.join(", "),
    };
    Ok(Row {
        href: format!("/registers/service_point/{}", point.record),
        name: point.name.clone(),
        kind: kind(point, visit)?,
        unit: [point.village.clone(), visit.unit_name(point.unit)]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        serves,
        hours: point.hours.clone(),
        phone: point.phone.clone(),
        until: point.days.1.map(day_text).unwrap_or_default(),
    })
}

/// What the register calls a kind of point.
pub(in crate::web::pages) fn kind(point: &ServicePoint, visit: &Visit<'_>) -> Result<String, Nope> {
    let register = written::register(visit, "service_point")?;
    let definition = &register.definition;
    let choices = definition.field("kind").map(|field| definition.choices_of(field));
    let known = choices.unwrap_or_default().iter().find(|choice| choice.name == point.kind);
    Ok(known.map_or(point.kind.clone(), |choice| choice.label.get(visit.lang).to_owned()))
}
