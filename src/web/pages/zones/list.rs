//! All zones of a scope, and the measures in force.

use askama::Template;
use domain::people::Right;
use domain::tracing::regimes;
use jiff::ToSpan;
use node::analysis::tracing::{self, Compliance, Measure};

use super::state;
use crate::say;
use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::words::Tag;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "zones/list.html")]
struct Page {
    c: Chrome,
    rows: Vec<Row>,
    measures: Vec<(String, String, String, String)>,
    may_write: bool,
    may_order: bool,
    /// Rounds of the last seven days, by unit; the last row is all of them, where there are several.
    checks: Vec<Checked>,
    may_check: bool,
}

struct Checked {
    unit: String,
    checks: u32,
    violations: u32,
    fined: u32,
    fines: String,
}

struct Row {
    href: String,
    name: String,
    unit: String,
    tag: Tag,
    from: String,
    until: String,
    inside: String,
    decision: String,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (node, today, who) = (visit.node(), visit.today(), visit.who()?);
    let zones = tracing::zones(node, &visit.scope(Claim::on(Right::ReadRecords, "zone"))?)?;
    let measures =
        tracing::measures(node, &visit.scope(Claim::on(Right::ReadRecords, "measure"))?)?;
    let row = |zone: &tracing::Zone| Row {
        href: format!("/zones/{}", zone.record),
        name: zone.name.clone(),
        unit: visit.unit_name(zone.unit),
        tag: state(zone.days.on(today), visit),
        from: day_text(zone.days.from),
        until: until(zone, visit),
        inside: inside(zone, visit),
        decision: zone.decisions[0].clone(),
    };
    let holds = |one: &&Measure| one.holds_at(visit.now());
    Reply::page(&Page {
        c: visit.chrome("Vùng phong tỏa, biện pháp", "Zones and measures"),
        rows: zones.iter().map(row).collect(),
        measures: measures.iter().filter(holds).map(|one| measure(one, visit)).collect(),
        may_write: who.may(Claim::on(Right::WriteRecords, "zone")),
        may_order: who.may(Claim::on(Right::WriteRecords, "measure")),
        checks: checks(visit)?,
        may_check: who.may(Claim::on(Right::WriteRecords, "compliance_check")),
    })
}

/// Days of rounds that are shown, today among them.
const CHECKED_DAYS: i64 = 7;

/// The rounds of the last days: where distancing was looked at, and what came of it.
fn checks(visit: &Visit<'_>) -> Result<Vec<Checked>, Nope> {
    let today = visit.today();
    let first = today.checked_sub((CHECKED_DAYS - 1).days()).unwrap_or(today);
    let scope = visit.scope(Claim::on(Right::ReadRecords, "compliance_check"))?;
    let found = tracing::compliance(visit.node(), &scope, (first, today))?;
    let row = |unit: String, one: &Compliance| Checked {
        unit,
        checks: one.checks,
        violations: one.violations,
        fined: one.fined,
        fines: say::figure(Some(one.fines), visit.lang),
    };
    let mut rows: Vec<Checked> =
        found.iter().map(|(unit, one)| row(visit.unit_name(*unit), one)).collect();
    if rows.len() > 1 {
        let all = found.values().fold(Compliance::default(), |all, one| Compliance {
            checks: all.checks + one.checks,
            violations: all.violations + one.violations,
            fined: all.fined + one.fined,
            fines: all.fines + one.fines,
        });
        rows.push(row(visit.w("Tất cả", "All").to_owned(), &all));
    }
    Ok(rows)
}

/// Until when, or since when not any more.
pub(super) fn until(zone: &tracing::Zone, visit: &Visit<'_>) -> String {
    let days = zone.days;
    match (days.lifted_from, days.extended_until.or(days.planned_until)) {
        (Some(day), _) => format!("{} 00:00 {}", visit.w("dỡ bỏ từ", "lifted at"), day_text(day)),
        (None, Some(day)) => format!("{} {}", visit.w("đến hết", "until"), day_text(day)),
        (None, None) => visit.w("đến khi có quyết định", "until decided").to_owned(),
    }
}

/// Households and people inside.
pub(super) fn inside(zone: &tracing::Zone, visit: &Visit<'_>) -> String {
    let [households, people] = zone.inside;
    let one =
        |count: Option<i64>, vi, en| count.map(|count| format!("{count} {}", visit.w(vi, en)));
    let parts = [one(households, "hộ", "households"), one(people, "người", "people")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Area, regime, what is otherwise, days and paper.
fn measure(one: &Measure, visit: &Visit<'_>) -> (String, String, String, String) {
    let regime = regimes().iter().find(|regime| regime.name == one.regime);
    let title = regime.map_or(one.regime.as_str(), |regime| regime.title.get(visit.lang));
    let area = match one.village.as_str() {
        "" => visit.unit_name(one.area),
        village => format!("{village}, {}", visit.unit_name(one.area)),
    };
    let until = one.until.map(|until| format!(" – {}", wall_text(until))).unwrap_or_default();
    let mut days = format!("{}{until}", wall_text(one.from));
    if !one.decision.is_empty() {
        days = format!("{days} · {}", one.decision);
    }
    (area, title.to_owned(), one.overrides.clone(), days)
}
