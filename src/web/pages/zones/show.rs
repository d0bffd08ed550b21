//! One zone: its decision, its checkpoints, who is inside and what they need, the days since the last case.

use askama::Template;
use domain::base::RecordId;
use domain::people::Right;
use domain::tracing::{Pack, days_since};
use node::analysis::tracing::{self, Checkpoint, Inside, Zone};

use super::list::{inside, until};
use super::state;
use crate::papers;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::words::Tag;
use crate::web::pages::written;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "zones/show.html")]
struct Page {
    c: Chrome,
    id: String,
    unit: String,
    tag: Tag,
    from: String,
    until: String,
    inside: String,
    boundary: String,
    decisions: Vec<(String, String)>,
    since: String,
    ready: bool,
    rule: String,
    lead: String,
    checkpoints: Vec<(String, String, String, String, String)>,
    households: Vec<(String, String, String, bool, String)>,
    people_noted: i64,
    may_write: bool,
    case: Option<(String, String)>,
}

fn zone_of(visit: &Visit<'_>) -> Result<Zone, Nope> {
    let record: RecordId = visit.part("record").parse().map_err(|_| Nope::NotFound)?;
    let scope = visit.scope(Claim::on(Right::ReadRecords, "zone"))?;
    let zones = tracing::zones(visit.node(), &scope)?;
    zones.into_iter().find(|zone| zone.record == record).ok_or(Nope::NotFound)
}

/// The last case of the zone's unit, as far as the visitor reads cases.
fn last_case(visit: &Visit<'_>, zone: &Zone) -> Result<Option<jiff::civil::Date>, Nope> {
    let scope = visit.scope(Claim::on(Right::ReadRecords, "case"))?;
    let cases = tracing::cases(visit.node(), &scope)?;
    // A zone is a part of the unit: cases of another village do not count, where both villages are known.
    let own = cases.iter().filter(|case| {
        let elsewhere = !zone.village.is_empty()
            && !case.village.is_empty()
            && domain::base::text::fold(&case.village) != domain::base::text::fold(&zone.village);
        case.unit == zone.unit && case.is_confirmed() && !elsewhere
    });
    Ok(own.filter_map(|case| case.days.known_on()).max())
}

fn checkpoints_of(visit: &Visit<'_>, zone: &Zone) -> Result<Vec<Checkpoint>, Nope> {
    let scope = visit.scope(Claim::on(Right::ReadRecords, "checkpoint"))?;
    let mut all = tracing::checkpoints(visit.node(), &scope)?;
    all.retain(|one| one.zone == Some(zone.record));
    Ok(all)
}

fn households_of(visit: &Visit<'_>, zone: &Zone) -> Result<Vec<Inside>, Nope> {
    let scope = visit.scope(Claim::on(Right::ReadRecords, "household"))?;
    let mut all = tracing::households(visit.node(), &scope)?;
    all.retain(|one| one.zone == zone.record);
    Ok(all)
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let zone = zone_of(visit)?;
    let today = visit.today();
    let since = days_since(last_case(visit, &zone)?, today);
    let rules = tracing::rules(visit.node())?;
    let pack = rules.zone.on(today);
    let households = households_of(visit, &zone)?;
    let case = match zone.case {
        Some(case) => {
            let scope = visit.scope(Claim::on(Right::ReadRecords, "case"))?;
            tracing::case(visit.node(), &scope, case)?
        }
        None => None,
    };
    let titles = [
        visit.w("Thiết lập", "Set up"),
        visit.w("Kéo dài", "Extended"),
        visit.w("Dỡ bỏ", "Lifted"),
    ];
    let decisions = titles.iter().zip(&zone.decisions).filter(|(_, paper)| !paper.is_empty());
    Reply::page(&Page {
        c: visit.chrome(&zone.name, &zone.name),
        id: zone.record.to_string(),
        unit: visit.unit_name(zone.unit),
        tag: state(zone.days.on(today), visit),
        from: format!("00:00 {}", day_text(zone.days.from)),
        until: until(&zone, visit),
        inside: inside(&zone, visit),
        boundary: zone.boundary.clone(),
        decisions: decisions.map(|(title, paper)| ((*title).to_owned(), paper.clone())).collect(),
        since: since.map(|days| days.to_string()).unwrap_or_default(),
        ready: zone.is_active(today)
            && since.is_some_and(|days| pack.is_some_and(|pack| days >= pack.days_without_case)),
        rule: pack
            .map(|pack| {
                format!(
                    "{} {} ({})",
                    pack.days_without_case,
                    visit.w("ngày không có ca mới", "days without a case"),
                    pack.label()
                )
            })
            .unwrap_or_default(),
        lead: zone.lead.clone(),
        checkpoints: checkpoints_of(visit, &zone)?
            .iter()
            .map(|one| checkpoint(one, visit))
            .collect(),
        people_noted: households.iter().filter_map(|one| one.members).sum(),
        households: households
            .iter()
            .map(|one| household(one, visit))
            .collect::<Result<_, Nope>>()?,
        may_write: visit.reach(Claim::on(Right::WriteRecords, "zone"), zone.unit).is_ok(),
        case: case.map(|case| (case.record.to_string(), case.label().to_owned())),
    })
}

fn checkpoint(one: &Checkpoint, visit: &Visit<'_>) -> (String, String, String, String, String) {
    let ends = one.days.1.is_some_and(|until| until < visit.today());
    let stands =
        if ends { visit.w("đã rút", "withdrawn") } else { visit.w("đang trực", "on duty") };
    let people = one
        .people
        .map(|count| format!("{count} {}", visit.w("người", "people")))
        .unwrap_or_default();
    (
        one.record.to_string(),
        one.name.clone(),
        one.location.clone(),
        format!("{} {people}", one.staffed_by),
        stands.to_owned(),
    )
}

/// Head, people, needs, whether they still wait, when helped.
fn household(
    one: &Inside,
    visit: &Visit<'_>,
) -> Result<(String, String, String, bool, String), Nope> {
    let register = written::register(visit, "household")?;
    let definition = &register.definition;
    let field = definition.field("needs");
    let label = |name: &String| {
        let choices = field.map(|field| definition.choices_of(field)).unwrap_or_default();
        let choice = choices.iter().find(|choice| choice.name == *name);
        choice.map_or(name.clone(), |choice| choice.label.get(visit.lang).to_owned())
    };
    let mut needs: Vec<String> = one.needs.iter().map(label).collect();
    if one.lacks_food {
        needs.insert(0, visit.w("thiếu lương thực", "lacks food").to_owned());
    }
    let waits = !needs.is_empty() && one.supported_on.is_none();
    let people = one.members.map(|count| count.to_string()).unwrap_or_default();
    Ok((
        one.head.clone(),
        people,
        needs.join(", "),
        waits,
        one.supported_on.map(day_text).unwrap_or_default(),
    ))
}

/// What a paper says of a zone.
fn facts(visit: &Visit<'_>) -> Result<papers::ZoneFacts, Nope> {
    let zone = zone_of(visit)?;
    let tree = visit.tree()?;
    let today = visit.today();
    let unit = tree.get(zone.unit).cloned().ok_or(Nope::NotFound)?;
    let above =
        tree.ancestors(unit.id, today).into_iter().next().map(|unit| unit.full_name_on(today));
    let checkpoints = checkpoints_of(visit, &zone)?;
    Ok(papers::ZoneFacts {
        unit: unit.full_name_on(today),
        place: unit.name.clone(),
        above,
        name: zone.name.clone(),
        boundary: zone.boundary.clone(),
        days: zone.days,
        decision: zone.decisions[0].clone(),
        decided_on: zone.decided_on,
        households: zone.inside[0],
        people: zone.inside[1],
        lead: zone.lead.clone(),
        checkpoints: checkpoints
            .iter()
            .map(|one| (one.name.clone(), one.location.clone(), one.staffed_by.clone()))
            .collect(),
        days_without_case: days_since(
            last_case(visit, &zone)?,
            zone.days.lifted_from.unwrap_or(today),
        ),
    })
}

/// The decision that sets it up, as a Word file.
pub(super) fn set_up(visit: &Visit<'_>) -> Answer {
    written::paper(&papers::zone_set_up(&facts(visit)?), "quyet-dinh-phong-toa")
}

/// The decision that lifts it, as a Word file.
pub(super) fn lifting(visit: &Visit<'_>) -> Answer {
    written::paper(&papers::zone_lifted(&facts(visit)?), "quyet-dinh-do-bo")
}
