//! Who has to do an order: the units below, to be ticked, those that were read out of the words ticked already.

use std::collections::BTreeSet;

use askama::Template;
use domain::base::{Diagnostic, UnitId};
use domain::people::Right;
use domain::register::Tier;
use node::tasks::{Correction, Directive, Obligation, Office};

use super::{address, directive};
use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "directives/choose.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    href: String,
    back: String,
    label: String,
    quote: String,
    assignees: String,
    unresolved: String,
    groups: Vec<Group>,
}

struct Group {
    title: String,
    units: Vec<(String, String, bool)>,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = open(visit, &office)?;
    let order = order(visit, &office, &directive)?;
    let chosen: BTreeSet<UnitId> = order.units.iter().copied().collect();
    Reply::page(&page(visit, &office, &directive, &order, &chosen, Vec::new())?)
}

fn open(visit: &Visit<'_>, office: &Office<'_>) -> Result<Directive, Nope> {
    let directive = directive(visit, office)?;
    visit.reach(Right::ReceiveDirectives, directive.unit)?;
    Ok(directive)
}

fn order(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
) -> Result<Obligation, Nope> {
    let label = visit.query.get("order");
    let found = office.obligations(directive)?.into_iter().find(|one| one.label == label);
    found.filter(|one| one.state != "issued").ok_or(Nope::NotFound)
}

fn page(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
    order: &Obligation,
    chosen: &BTreeSet<UnitId>,
    sayings: Vec<Saying>,
) -> Result<Page, Nope> {
    let back = address(office, directive);
    Ok(Page {
        c: visit.chrome("Chọn đơn vị", "Choose the units"),
        sayings,
        href: format!("{back}/units?order={}", order.label),
        back: format!("{back}?view=text#{}", order.label),
        label: order.label.clone(),
        quote: order.quote.clone(),
        assignees: order.assignees.join("; "),
        unresolved: order.unresolved.join("; "),
        groups: groups(visit, office, directive, chosen)?,
    })
}

/// The territories and the bodies right below the unit of the directive, and whoever was chosen from elsewhere.
fn groups(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
    chosen: &BTreeSet<UnitId>,
) -> Result<Vec<Group>, Nope> {
    let (tree, day) = (visit.tree()?, office.today());
    let below = tree.children(directive.unit, domain::base::units::RelationKind::PartOf, day);
    let mut territories = Group { title: String::new(), units: Vec::new() };
    visit.w("Xã, thị trấn", "Communes").clone_into(&mut territories.title);
    let mut bodies = Group { title: String::new(), units: Vec::new() };
    visit.w("Phòng, ban, cơ quan", "Departments and bodies").clone_into(&mut bodies.title);
    let mut others = Group { title: String::new(), units: Vec::new() };
    visit.w("Nơi khác", "Elsewhere").clone_into(&mut others.title);
    let mut seen = BTreeSet::new();
    let mut known = below;
    known.sort_by(|a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
    for unit in known.into_iter().filter(|unit| unit.valid.on(day)) {
        let group = if unit.tier == Tier::Body { &mut bodies } else { &mut territories };
        seen.insert(unit.id);
        let ticked = chosen.contains(&unit.id);
        group.units.push((unit.id.to_string(), unit.full_name_on(day), ticked));
    }
    for unit in chosen.iter().filter(|unit| !seen.contains(unit)) {
        others.units.push((unit.to_string(), office.unit_name(*unit, day), true));
    }
    Ok([territories, bodies, others].into_iter().filter(|one| !one.units.is_empty()).collect())
}

/// Those that are ticked have to do it.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = open(visit, &office)?;
    let order = order(visit, &office, &directive)?;
    let chosen: Option<BTreeSet<UnitId>> =
        visit.form.all("unit").map(|text| text.parse().ok()).collect();
    let chosen = chosen.ok_or(Nope::NotFound)?;
    // Only what the page offers: a unit of another province is no unit of this directive.
    let offered: BTreeSet<String> =
        groups(visit, &office, &directive, &order.units.iter().copied().collect())?
            .into_iter()
            .flat_map(|group| group.units)
            .map(|(id, ..)| id)
            .collect();
    if chosen.iter().any(|unit| !offered.contains(&unit.to_string())) {
        return Err(Nope::NotFound);
    }
    if chosen.is_empty() {
        let nope = Nope::from(nobody());
        return Reply::refused(&page(visit, &office, &directive, &order, &chosen, nope.sayings())?);
    }
    let assign = Correction::Assign(order.label.clone(), chosen.into_iter().collect());
    office.correct(&directive, &[assign], visit.officer(), "")?;
    Reply::said(
        format!("{}?view=text", address(&office, &directive)),
        visit.w("Đã đổi đơn vị.", "The units are changed."),
    )
}

fn nobody() -> Diagnostic {
    Diagnostic::error("assignee_unknown", "Chưa chọn đơn vị nào.", "No unit is chosen.")
        .hint("Chọn ít nhất một đơn vị.", "Choose at least one.")
        .at_field("unit")
}
