//! What is somebody's own: the duties of the own post, the localities to be visited, the people to follow up.

use domain::base::units::Unit;
use domain::people::{BodyRules, FollowUps, Right};
use node::measure;
use node::people::areas::assignments;
use node::people::bodies::bodies;

use crate::say;
use crate::web::chrome::day_text;
use crate::web::nope::Nope;
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// What is the visitor's own.
#[derive(Default)]
pub(super) struct Mine {
    /// Body, duty, and whether as a deputy.
    pub(super) duties: Vec<(String, String, bool)>,
    /// Locality, when to be there, and whether that is past.
    pub(super) areas: Vec<(String, String, bool)>,
    /// Title, how many, and where they stand.
    pub(super) people: Vec<(String, String, String)>,
}

impl Mine {
    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.duties.is_empty() && self.areas.is_empty() && self.people.is_empty()
    }
}

/// Looks it up.
pub(super) fn mine(visit: &Visit<'_>, home: &Unit, key: &str) -> Result<Mine, Nope> {
    let (node, day) = (visit.node(), visit.today());
    let mut mine = Mine { people: people(visit, home, key)?, ..Mine::default() };
    let Some(officer) = visit.officer() else { return Ok(mine) };
    let scope = node.scope_of(home.id)?;
    for standing in bodies(node, &scope, day)?.into_values().flatten() {
        for duty in &standing.body.duties {
            let deputy = duty.deputy == Some(officer);
            if duty.responsible == Some(officer) || deputy {
                mine.duties.push((standing.body.title.clone(), duty.duty.clone(), deputy));
            }
        }
    }
    let every = BodyRules::built_in()?.visit_every_days();
    let own =
        assignments(node, &scope, (day, every))?.into_iter().filter(|one| one.officer == officer);
    mine.areas = own
        .map(|one| (visit.unit_name(one.area), day_text(one.watch.due), one.watch.late_days > 0))
        .collect();
    Ok(mine)
}

/// The lists that somebody may read in the own unit, as far as there is anybody on them.
fn people(
    visit: &Visit<'_>,
    home: &Unit,
    key: &str,
) -> Result<Vec<(String, String, String)>, Nope> {
    let (node, who) = (visit.node(), visit.who()?);
    let (registry, scope, tree) = (node.registry(), node.scope_of(home.id)?, visit.tree()?);
    let reader = node.reader()?;
    let mut people = Vec::new();
    for one in &FollowUps::built_in().lists {
        if !who.may_in(Claim::on(Right::ReadRecords, &one.register), home.id, &tree, visit.today())
        {
            continue;
        }
        let Ok(register) = registry.called(&one.register) else { continue };
        let indicators = &register.definition.indicators;
        let Some(indicator) = indicators.iter().find(|known| known.name == one.indicator) else {
            continue;
        };
        let figures = measure::kept_figures(&reader, register, &scope, visit.today())?;
        let count = figures.get(&one.indicator).copied().unwrap_or_default();
        if count > 0 {
            people.push((
                indicator.title.get(visit.lang).to_owned(),
                say::number(count, visit.lang),
                format!("/registers/{}?filter={}&unit={key}", one.register, one.indicator),
            ));
        }
    }
    Ok(people)
}
