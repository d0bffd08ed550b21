//! Pictures: the curve, the tiles and the chains of all cases that a visitor reads, each with its table; and the two of one
//! case.

use std::collections::BTreeMap;

use askama::Template;
use domain::base::RecordId;
use domain::people::Right;
use domain::register::Tier;
use domain::tracing::{Class, days_since};
use jiff::civil::Date;
use node::analysis::tracing::{self, Case, Contact};

use super::show::is_drawn;
use crate::web::chrome::{Chrome, day_text};
use crate::web::picture::chain::{Link, chain};
use crate::web::picture::epicurve::epicurve;
use crate::web::picture::network::{Edge, Node, network};
use crate::web::picture::tiles::{Tile, tiles};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "cases/pictures.html")]
struct Page {
    c: Chrome,
    curve: String,
    names: Vec<String>,
    days: Vec<(String, Vec<u32>)>,
    tiles: String,
    units: Vec<(String, usize, String)>,
    chain: String,
    links: Vec<(String, String, String)>,
    facts: Vec<(String, String)>,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let node = visit.node();
    let cases = tracing::cases(node, &visit.scope(Claim::on(Right::ReadRecords, "case"))?)?;
    let scope = visit.scope(Claim::on(Right::ReadRecords, "traced_contact"))?;
    let contacts = tracing::contacts(node, &scope)?;
    let names: Vec<String> = ["F0", "F1", "F2"].map(str::to_owned).to_vec();
    let counts = curve(&cases, &contacts);
    let title = visit.w("Số người theo ngày, từng diện", "People a day, by class");
    let units = units(visit, &cases)?;
    let confirmed: Vec<&Case> = cases.iter().filter(|case| case.is_confirmed()).collect();
    let links = links(&confirmed);
    Reply::page(&Page {
        c: visit.chrome("Biểu đồ, chuỗi lây", "Pictures, chains"),
        curve: epicurve(&counts, &names, title),
        names,
        days: counts.into_iter().map(|(day, values)| (day_text(day), values)).collect(),
        tiles: tiles(
            &units,
            visit.w("Ca đang điều trị theo xã", "Cases under treatment by commune"),
        ),
        units: units.into_iter().map(|one| (one.name, one.active, one.since)).collect(),
        chain: chain(
            &links,
            visit.w("Chuỗi lây đã điều tra", "Chains as investigated"),
            visit.w("ca nữa", "more cases"),
        ),
        links: told(&links),
        facts: facts(visit, &cases),
    })
}

/// How many cases, F1 and F2 began on each day.
fn curve(cases: &[Case], contacts: &[Contact]) -> Vec<(Date, Vec<u32>)> {
    let mut days: BTreeMap<Date, Vec<u32>> = BTreeMap::new();
    let mut add = |day: Option<Date>, series: usize| {
        let slot = day.map(|day| days.entry(day).or_insert_with(|| vec![0; 3]));
        if let Some(count) = slot.and_then(|counts| counts.get_mut(series)) {
            *count += 1;
        }
    };
    for case in cases.iter().filter(|case| case.is_confirmed()) {
        add(case.days.onset.or(case.days.known_on()), 0);
    }
    for one in contacts.iter().filter(|one| is_drawn(one)) {
        if let Class::Contact(steps @ 1..=2) = one.class {
            add(one.exposure.0.or(one.exposure.1).map(|at| at.date()), usize::from(steps));
        }
    }
    days.into_iter().collect()
}

fn units(visit: &Visit<'_>, cases: &[Case]) -> Result<Vec<Tile>, crate::web::nope::Nope> {
    let (tree, today) = (visit.tree()?, visit.today());
    let Some(home) = visit.who()?.home() else { return Ok(Vec::new()) };
    let below = tree.descendants(home, today);
    let own = tree.get(home).into_iter().chain(below).filter(|unit| unit.tier == Tier::Commune);
    let mut tiles: Vec<Tile> = own
        .map(|unit| {
            let of = || cases.iter().filter(|case| case.unit == unit.id && case.is_confirmed());
            let last = of().filter_map(|case| case.days.known_on()).max();
            let since =
                days_since(last, today).map(|days| format!("{days} {}", visit.w("ngày", "days")));
            Tile {
                name: unit.name.clone(),
                active: of().filter(|case| matches!(case.outcome.as_str(), "" | "treated")).count(),
                since: since.unwrap_or_else(|| visit.w("chưa có ca", "no case").to_owned()),
            }
        })
        .collect();
    tiles.sort_by(|a, b| b.active.cmp(&a.active).then(a.name.cmp(&b.name)));
    Ok(tiles)
}

fn links(cases: &[&Case]) -> Vec<Link> {
    let at: BTreeMap<RecordId, usize> =
        cases.iter().enumerate().map(|(at, case)| (case.record, at)).collect();
    let link = |case: &&Case| Link {
        label: case.label().to_owned(),
        class: 0,
        day: case.days.onset.or(case.days.known_on()),
        by: case.infected_by.and_then(|source| at.get(&source).copied()),
    };
    cases.iter().map(link).collect()
}

/// The same as a table: who, when, by whom. What is beyond a page is in the register.
fn told(links: &[Link]) -> Vec<(String, String, String)> {
    const MOST: usize = 120;
    let by = |one: &Link| one.by.and_then(|by| links.get(by)).map(|by| by.label.clone());
    let line = |one: &Link| {
        (one.label.clone(), one.day.map(day_text).unwrap_or_default(), by(one).unwrap_or_default())
    };
    links.iter().take(MOST).map(line).collect()
}

fn facts(visit: &Visit<'_>, cases: &[Case]) -> Vec<(String, String)> {
    let found = tracing::chains(cases);
    let line = |vi, en, text: String| (visit.w(vi, en).to_owned(), text);
    let mut facts = vec![
        line("Ca xác định", "Confirmed cases", found.cases.to_string()),
        line(
            "Có nguồn lây trong số này",
            "With a source among them",
            found.with_source.to_string(),
        ),
        line(
            "Số ca theo thế hệ",
            "Cases by generation",
            found.generations.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · "),
        ),
    ];
    if let Some(largest) = found.clusters.first() {
        facts.push(line("Chùm lớn nhất", "Largest cluster", largest.to_string()));
    }
    if let Some((label, count)) = &found.most {
        facts.push(line("Lây cho nhiều người nhất", "Infected most", format!("{label}: {count}")));
    }
    if let Some(serial) = found.serial {
        facts.push(line(
            "Khoảng cách khởi phát (ngày)",
            "Days from onset to onset",
            format!(
                "{:.1} ± {:.1} ({}: {}; n = {})",
                serial.mean,
                serial.deviation,
                visit.w("trung vị", "median"),
                serial.median,
                serial.pairs
            ),
        ));
    }
    facts
}

/// The chain on a time axis and the network of one case.
pub(super) fn of_case(
    visit: &Visit<'_>,
    case: &Case,
    contacts: &[Contact],
    cases: &[Case],
) -> (String, String) {
    let drawn: Vec<&Contact> = contacts.iter().filter(|one| is_drawn(one)).collect();
    if drawn.is_empty() {
        return (String::new(), String::new());
    }
    let mut links = vec![Link {
        label: case.label().to_owned(),
        class: 0,
        day: case.days.onset.or(case.days.known_on()),
        by: None,
    }];
    let at: BTreeMap<RecordId, usize> =
        drawn.iter().enumerate().filter_map(|(at, one)| Some((one.person?, at + 1))).collect();
    let steps = |one: &Contact| match one.class {
        Class::Contact(steps) => steps,
        _ => 0,
    };
    for one in &drawn {
        let by = one.via.and_then(|via| at.get(&via).copied()).unwrap_or(0);
        let day = one.exposure.0.or(one.exposure.1).map(|moment| moment.date());
        links.push(Link { label: one.name.clone(), class: steps(one), day, by: Some(by) });
    }
    let href = |one: &Contact| {
        let own = cases.iter().find(|case| case.person.is_some() && case.person == one.person);
        own.map_or_else(
            || format!("/registers/traced_contact/{}", one.record),
            |case| format!("/cases/{}", case.record),
        )
    };
    let mut nodes = vec![Node { label: case.label().to_owned(), class: 0, href: None }];
    nodes.extend(drawn.iter().map(|one| Node {
        label: one.name.clone(),
        class: steps(one),
        href: Some(href(one)),
    }));
    let edges: Vec<Edge> = links
        .iter()
        .enumerate()
        .filter_map(|(to, link)| Some(Edge { from: link.by?, to }))
        .collect();
    let more = visit.w("người nữa", "more people");
    let title = visit.w("Chuỗi tiếp xúc theo ngày", "Contacts by day");
    let net = visit.w("Ai gặp ai", "Who met whom");
    (chain(&links, title, more), network(&nodes, &edges, net, more))
}
