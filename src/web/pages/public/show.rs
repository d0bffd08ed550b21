//! What applies in my commune today, in plain words; bulletins; whom to call.

use askama::Template;
use domain::base::UnitId;
use domain::base::text::fold;
use domain::register::Tier;
use domain::tracing::regimes;
use node::Scope;
use node::analysis::tracing;
use node::people::notices::{self, Notice};

use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::care;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "public/show.html")]
struct Page {
    c: Chrome,
    q: String,
    choices: Vec<(String, String)>,
    unit: Option<String>,
    day: String,
    measures: Vec<Shown>,
    regimes: Vec<Applies>,
    zones: Vec<(String, String, String)>,
    bulletins: Vec<Shown>,
    calls: Vec<Shown>,
    care: Vec<Care>,
}

/// A point of care.
struct Care {
    name: String,
    what: String,
    hours: String,
    phone: String,
}

struct Shown {
    title: String,
    words: Vec<String>,
    phone: String,
    unit: String,
    days: String,
    source: String,
}

/// A regime that applies.
struct Applies {
    title: String,
    area: String,
    days: String,
    points: Vec<String>,
    overrides: String,
    source: String,
}

/// Units that are offered for a search.
const OFFERED: usize = 30;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (tree, day) = (visit.tree()?, visit.today());
    let communes =
        tree.units().iter().filter(|unit| unit.tier == Tier::Commune && unit.valid.on(day));
    let words = fold(visit.query.get("q"));
    let mut choices: Vec<(String, String)> = communes
        .filter(|unit| fold(&unit.full_name_on(day)).contains(&words))
        .map(|unit| {
            (unit.code.clone().unwrap_or_else(|| unit.id.to_string()), unit.full_name_on(day))
        })
        .take(OFFERED)
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    let chosen = visit.query.some("unit").and_then(|code| tree.called(code, day));
    let all = notices::notices(visit.node(), &Scope::everything())?;
    let reaches = |one: &&Notice| {
        chosen.is_some_and(|unit| {
            one.unit == unit.id
                || tree.ancestors(unit.id, day).iter().any(|above| above.id == one.unit)
        })
    };
    let of = |kind: &str| {
        let own = all.iter().filter(|one| one.kind == kind && one.holds_on(day)).filter(reaches);
        own.map(|one| shown(one, visit)).collect::<Vec<_>>()
    };
    Reply::page(&Page {
        c: visit.chrome("Phòng, chống dịch ở xã tôi", "The outbreak in my commune"),
        q: visit.query.get("q").to_owned(),
        measures: of("measure"),
        regimes: match chosen {
            Some(unit) => regimes_of(visit, unit.id)?,
            None => Vec::new(),
        },
        zones: match chosen {
            Some(unit) => zones_of(visit, unit.id)?,
            None => Vec::new(),
        },
        care: match chosen {
            Some(unit) => care_of(visit, unit.id)?,
            None => Vec::new(),
        },
        bulletins: of("bulletin"),
        calls: of("call"),
        unit: chosen.map(|unit| unit.full_name_on(day)),
        choices,
        day: day_text(day),
    })
}

/// The regimes that apply in a unit now: its own, and those of the units above it. Of one area the latest counts.
fn regimes_of(visit: &Visit<'_>, unit: UnitId) -> Result<Vec<Applies>, Nope> {
    let (tree, now) = (visit.tree()?, visit.now());
    let above: Vec<UnitId> = tree.ancestors(unit, now.date()).iter().map(|one| one.id).collect();
    let mut seen: Vec<(UnitId, String)> = Vec::new();
    let mut found = Vec::new();
    for one in tracing::measures(visit.node(), &Scope::everything())? {
        let here = one.area == unit || above.contains(&one.area);
        let key = (one.area, fold(&one.village));
        if !here || !one.holds_at(now) || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let regime = regimes().iter().find(|regime| regime.name == one.regime);
        let until = one.until.map_or_else(
            || visit.w("đến khi có thông báo mới", "until further notice").to_owned(),
            |until| format!("{} {}", visit.w("đến", "until"), wall_text(until)),
        );
        let area = match one.village.as_str() {
            "" => visit.unit_name(one.area),
            village => format!("{village}, {}", visit.unit_name(one.area)),
        };
        let strength = regime.map_or(0, |regime| regime.strength);
        found.push((
            strength,
            Applies {
                title: regime
                    .map_or(one.regime.clone(), |regime| regime.title.get(visit.lang).to_owned()),
                area,
                days: format!("{} {}, {until}", visit.w("từ", "from"), wall_text(one.from)),
                points: regime
                    .map(|regime| {
                        regime.points.iter().map(|point| point.get(visit.lang).to_owned()).collect()
                    })
                    .unwrap_or_default(),
                overrides: one.overrides.clone(),
                source: one.decision.clone(),
            },
        ));
    }
    found.sort_by_key(|(strength, _)| u8::MAX - strength);
    Ok(found.into_iter().map(|(_, one)| one).collect())
}

/// The zones in force in a unit: name, days and paper. Only what the register holds for everybody to see.
fn zones_of(visit: &Visit<'_>, unit: UnitId) -> Result<Vec<(String, String, String)>, Nope> {
    let today = visit.today();
    let scope = visit.node().scope_of(unit)?;
    let zones = tracing::zones(visit.node(), &scope)?;
    let active = zones.into_iter().filter(|zone| zone.is_active(today));
    Ok(active
        .map(|zone| {
            let last =
                zone.days.lifted_from.or(zone.days.extended_until.or(zone.days.planned_until));
            let until = last.map(|day| format!(" – {}", day_text(day))).unwrap_or_default();
            let days = format!("00:00 {}{until}", day_text(zone.days.from));
            let name = [zone.name.as_str(), zone.boundary.as_str()];
            let name: Vec<&str> = name.into_iter().filter(|text| !text.is_empty()).collect();
            (name.join(": "), days, zone.decisions[0].clone())
        })
        .collect())
}

/// The points of care of a unit that are open: only what the register holds for everybody to see.
fn care_of(visit: &Visit<'_>, unit: UnitId) -> Result<Vec<Care>, Nope> {
    let scope = visit.node().scope_of(unit)?;
    let points = tracing::service_points(visit.node(), &scope)?;
    let open = points.iter().filter(|point| point.is_open(visit.today()));
    open.map(|point| {
        let serves = match point.serves.is_empty() {
            true => visit.w("phục vụ cả xã", "for the whole commune").to_owned(),
            false => format!("{} {}", visit.w("phục vụ", "for"), point.serves.join(", ")),
        };
        let what = [care::kind(point, visit)?, point.village.clone(), serves];
        let what: Vec<String> = what.into_iter().filter(|text| !text.is_empty()).collect();
        Ok(Care {
            name: point.name.clone(),
            what: what.join(" · "),
            hours: point.hours.clone(),
            phone: point.phone.clone(),
        })
    })
    .collect()
}

fn shown(one: &Notice, visit: &Visit<'_>) -> Shown {
    let until = one.until.map_or_else(
        || visit.w("đến khi có thông báo mới", "until further notice").to_owned(),
        |day| format!("{} {}", visit.w("đến hết", "until"), day_text(day)),
    );
    Shown {
        title: one.title.clone(),
        words: one.words.lines().map(str::to_owned).collect(),
        phone: one.phone.clone(),
        unit: visit.unit_name(one.unit),
        days: format!(
            "{} {}, {until}",
            visit.w("từ", "from"),
            one.from.map(day_text).unwrap_or_default()
        ),
        source: one.source.clone(),
    }
}
