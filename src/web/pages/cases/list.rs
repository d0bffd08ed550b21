//! The cases of a scope, how far their contacts were reached, which belong together, and which communes are clean.

use askama::Template;
use domain::people::Right;
use domain::register::Tier;
use domain::tracing::{Class, Pack, days_since};
use node::analysis::tracing::{self, Case, Contact};

use super::{days, state};
use crate::say;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::Nope;
use crate::web::pages::words::Tag;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "cases/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    figures: Vec<(String, usize, String)>,
    rows: Vec<Row>,
    more: usize,
    clusters: Vec<Cluster>,
    clean: Vec<(String, String)>,
    clean_days: i32,
    clean_rule: String,
    may_write: bool,
}

struct Row {
    href: String,
    label: String,
    name: String,
    unit: String,
    tag: Tag,
    days: String,
    reached: String,
    minutes: String,
    proposed: usize,
}

struct Cluster {
    size: usize,
    cases: Vec<(String, String)>,
    places: String,
}

/// Rows of the page; those confirmed last stand first.
const ROWS: usize = 200;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let node = visit.node();
    let cases = tracing::cases(node, &visit.scope(Claim::on(Right::ReadRecords, "case"))?)?;
    let scope = visit.scope(Claim::on(Right::ReadRecords, "traced_contact"))?;
    let contacts = tracing::contacts(node, &scope)?;
    let home = visit.who()?.home();
    let mut page = Page {
        c: visit.chrome("Ca bệnh", "Cases"),
        unit: home.map(|unit| visit.unit_name(unit)).unwrap_or_default(),
        figures: figures(visit, &cases, &contacts),
        rows: cases.iter().take(ROWS).map(|case| row(case, &contacts, visit)).collect(),
        more: cases.len().saturating_sub(ROWS),
        clusters: clusters(visit, &cases)?,
        clean: Vec::new(),
        clean_days: 0,
        clean_rule: String::new(),
        may_write: visit.who()?.may(Claim::on(Right::WriteRecords, "case")),
    };
    clean(&mut page, visit, &cases)?;
    Reply::page(&page)
}

fn figures(
    visit: &Visit<'_>,
    cases: &[Case],
    contacts: &[Contact],
) -> Vec<(String, usize, String)> {
    let today = visit.today();
    let confirmed = || cases.iter().filter(|case| case.is_confirmed());
    let of = |steps| {
        contacts.iter().filter(move |one| one.is_open() && one.class == Class::Contact(steps))
    };
    let listed = |one: &&Contact| one.state == "listed" && one.reached().is_none();
    let line = |vi, en, count, href: &str| (visit.w(vi, en).to_owned(), count, href.to_owned());
    vec![
        line(
            "F0 mới hôm nay",
            "New today",
            confirmed().filter(|case| case.days.confirmed == Some(today)).count(),
            "/registers/case?filter=cases_new",
        ),
        line(
            "F0 đang điều trị",
            "Under treatment",
            confirmed().filter(|case| case.outcome.is_empty() || case.outcome == "treated").count(),
            "/registers/case?filter=cases_treated",
        ),
        line(
            "F1 đang theo dõi",
            "F1 followed",
            of(1).count(),
            "/registers/traced_contact?filter=traced_f1",
        ),
        line(
            "F2 đang theo dõi",
            "F2 followed",
            of(2).count(),
            "/registers/traced_contact?filter=traced_f2",
        ),
        line(
            "Chưa rà",
            "To look at",
            contacts.iter().filter(|one| one.is_open() && one.state == "proposed").count(),
            "/registers/traced_contact?filter=traced_proposed",
        ),
        line(
            "Chưa gặp được",
            "Not reached",
            of(1).chain(of(2)).filter(listed).count(),
            "/registers/traced_contact?filter=traced_not_reached",
        ),
    ]
}

fn row(case: &Case, contacts: &[Contact], visit: &Visit<'_>) -> Row {
    let reach = tracing::reach(case, contacts);
    let own = |one: &&Contact| one.case == Some(case.record) && one.is_open();
    Row {
        href: format!("/cases/{}", case.record),
        label: case.label().to_owned(),
        name: case.name.clone(),
        unit: visit.unit_name(case.unit),
        tag: state(case, visit),
        days: days(case, visit),
        reached: if reach.all == 0 {
            String::new()
        } else {
            format!("{}/{}", reach.reached, reach.all)
        },
        minutes: reach.minutes.map(|minutes| say::number(minutes, visit.lang)).unwrap_or_default(),
        proposed: contacts.iter().filter(own).filter(|one| one.state == "proposed").count(),
    }
}

/// Clusters of two and more cases that the visitor reads, and the places among them that it reads too.
fn clusters(visit: &Visit<'_>, cases: &[Case]) -> Result<Vec<Cluster>, Nope> {
    if cases.iter().all(|case| !case.is_confirmed()) {
        return Ok(Vec::new());
    }
    let picture = tracing::picture(visit.node())?;
    let claim = Claim::on(Right::ReadRecords, "place");
    let shown = picture.clusters.iter().map(|cluster| {
        let own = cluster
            .cases
            .iter()
            .filter_map(|record| cases.iter().find(|one| one.record == *record));
        let own: Vec<(String, String)> =
            own.map(|one| (one.record.to_string(), one.label().to_owned())).collect();
        Cluster {
            size: own.len(),
            cases: own,
            places: cluster
                .places
                .iter()
                .filter(|place| place.unit.is_some_and(|unit| visit.reach(claim, unit).is_ok()))
                .map(|place| place.name.as_str())
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        }
    });
    Ok(shown.filter(|cluster| cluster.cases.len() > 1).take(20).collect())
}

/// Communes below the visitor's unit, with the days since their last case: those without one in so many days are clean.
fn clean(page: &mut Page, visit: &Visit<'_>, cases: &[Case]) -> Result<(), Nope> {
    let (tree, today) = (visit.tree()?, visit.today());
    let rules = tracing::rules(visit.node())?;
    let pack = rules.zone.on(today);
    page.clean_days = pack.map_or(0, |pack| pack.days_without_case);
    page.clean_rule = pack.map(Pack::label).unwrap_or_default();
    let Some(home) = visit.who()?.home() else { return Ok(()) };
    for unit in tree.descendants(home, today).into_iter().filter(|unit| unit.tier == Tier::Commune)
    {
        let own = cases.iter().filter(|case| case.unit == unit.id && case.is_confirmed());
        let last = own.filter_map(|case| case.days.known_on()).max();
        let since = days_since(last, today);
        if since.is_some_and(|days| days < page.clean_days) {
            continue;
        }
        let told = match (since, last) {
            (Some(days), Some(last)) => format!(
                "{days} {} ({})",
                visit.w("ngày kể từ ca cuối", "days since the last case"),
                day_text(last)
            ),
            _ => visit.w("chưa có ca nào", "no case yet").to_owned(),
        };
        page.clean.push((unit.full_name_on(today), told));
    }
    page.clean.sort();
    Ok(())
}
