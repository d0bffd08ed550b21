//! Zones with their checkpoints and households, and the measures in force by area.

use domain::base::{RecordId, UnitId};
use domain::tracing::{ZoneDays, ZoneState};
use jiff::civil::{Date, DateTime};

use super::book::{Book, Row};
use crate::store::Scope;
use crate::{Node, Result};

/// A lockdown zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its record.
    pub record: RecordId,
    /// Whose.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Village.
    pub village: String,
    /// From where to where.
    pub boundary: String,
    /// The case after which it was set up.
    pub case: Option<RecordId>,
    /// By which paper it was set up, extended, lifted.
    pub decisions: [String; 3],
    /// When the first was signed.
    pub decided_on: Option<Date>,
    /// Its days.
    pub days: ZoneDays,
    /// Households and people inside, as the decision says; where it does not, those that were noted.
    pub inside: [Option<i64>; 2],
    /// Who is in charge.
    pub lead: String,
}

impl Zone {
    fn of(row: &Row) -> Option<Self> {
        let text = |name| row.text(name).to_owned();
        Some(Self {
            record: row.record.id,
            unit: row.record.unit,
            name: text("name"),
            village: text("village"),
            boundary: text("boundary"),
            case: row.link("case"),
            decisions: ["decision", "extension_decision", "lifting_decision"].map(text),
            decided_on: row.date("decided_on"),
            days: ZoneDays {
                from: row.date("from")?,
                planned_until: row.date("planned_until"),
                extended_until: row.date("extended_until"),
                lifted_from: row.date("lifted_from"),
            },
            inside: ["households", "people"].map(|name| row.integer(name)),
            lead: text("lead"),
        })
    }

    /// Whether it is in force on a day.
    pub fn is_active(&self, day: Date) -> bool {
        matches!(self.days.on(day), ZoneState::Active | ZoneState::Extended | ZoneState::Over)
    }
}

/// The zones of a scope, those that began last first.
///
/// # Errors
/// When the database cannot be read.
pub fn zones(node: &Node, scope: &Scope) -> Result<Vec<Zone>> {
    let rows = Book::of(node, "zone")?.rows(node, scope)?;
    let mut zones: Vec<Zone> = rows.iter().filter_map(Zone::of).collect();
    zones.sort_by_key(|zone| (std::cmp::Reverse(zone.days.from), zone.record));
    let is_silent = |zone: &Zone| zone.inside == [None, None];
    if zones.iter().any(is_silent) {
        let noted = households(node, scope)?;
        for zone in zones.iter_mut().filter(|zone| is_silent(zone)) {
            zone.inside = counted(&noted, zone.record);
        }
    }
    Ok(zones)
}

/// Households and people that were noted inside a zone; nothing where none was.
fn counted(households: &[Inside], zone: RecordId) -> [Option<i64>; 2] {
    let there = households.iter().filter(|one| one.zone == zone);
    let count = i64::try_from(there.clone().count()).unwrap_or(i64::MAX);
    let people = there.filter_map(|one| one.members).sum();
    [count, people].map(|count| (count > 0).then_some(count))
}

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its record.
    pub record: RecordId,
    /// The zone that it guards.
    pub zone: Option<RecordId>,
    /// Name.
    pub name: String,
    /// Where it stands.
    pub location: String,
    /// Who stands there.
    pub staffed_by: String,
    /// How many.
    pub people: Option<i64>,
    /// Since when, and until when.
    pub days: (Option<Date>, Option<Date>),
}

/// The checkpoints of a scope, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn checkpoints(node: &Node, scope: &Scope) -> Result<Vec<Checkpoint>> {
    let rows = Book::of(node, "checkpoint")?.rows(node, scope)?;
    let one = |row: &Row| Checkpoint {
        record: row.record.id,
        zone: row.link("zone"),
        name: row.text("name").to_owned(),
        location: row.text("location").to_owned(),
        staffed_by: row.text("staffed_by").to_owned(),
        people: row.integer("people"),
        days: (row.date("from"), row.date("until")),
    };
    let mut found: Vec<Checkpoint> = rows.iter().map(one).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// A household inside a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// Its record.
    pub record: RecordId,
    /// The zone.
    pub zone: RecordId,
    /// Its head.
    pub head: String,
    /// How many people.
    pub members: Option<i64>,
    /// What it needs, as the register lists it.
    pub needs: Vec<String>,
    /// Whether it lacks food.
    pub lacks_food: bool,
    /// When it was last helped.
    pub supported_on: Option<Date>,
}

/// The households of a scope that stand in a zone, by head.
///
/// # Errors
/// When the database cannot be read.
pub fn households(node: &Node, scope: &Scope) -> Result<Vec<Inside>> {
    let rows = Book::of(node, "household")?.rows(node, scope)?;
    let one = |row: &Row| {
        Some(Inside {
            record: row.record.id,
            zone: row.link("zone")?,
            head: row.text("head").to_owned(),
            members: row.integer("members"),
            needs: row.text("needs").split_whitespace().map(str::to_owned).collect(),
            lacks_food: row.text("lacks_food") == "yes",
            supported_on: row.date("supported_on"),
        })
    };
    let mut found: Vec<Inside> = rows.iter().filter_map(one).collect();
    found.sort_by(|a, b| a.head.cmp(&b.head));
    Ok(found)
}

/// A measure of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its record.
    pub record: RecordId,
    /// The area.
    pub area: UnitId,
    /// A village of it; "" for all of it.
    pub village: String,
    /// The regime, by name.
    pub regime: String,
    /// What is otherwise there.
    pub overrides: String,
    /// Since when.
    pub from: DateTime,
    /// Until when; `None` until further notice.
    pub until: Option<DateTime>,
    /// By which paper.
    pub decision: String,
}

impl Measure {
    /// Whether it is in force at a moment.
    pub fn holds_at(&self, moment: DateTime) -> bool {
        self.from <= moment && self.until.is_none_or(|until| moment < until)
    }
}

/// The measures that were written down, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub fn measures(node: &Node, scope: &Scope) -> Result<Vec<Measure>> {
    let rows = Book::of(node, "measure")?.rows(node, scope)?;
    let one = |row: &Row| {
        Some(Measure {
            record: row.record.id,
            area: row.unit("area")?,
            village: row.text("village").to_owned(),
            regime: row.text("regime").to_owned(),
            overrides: row.text("overrides").to_owned(),
            from: row.moment("from")?,
            until: row.moment("until"),
            decision: row.text("decision").to_owned(),
        })
    };
    let mut found: Vec<Measure> = rows.iter().filter_map(one).collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.from), one.record));
    Ok(found)
}
