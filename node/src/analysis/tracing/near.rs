//! What stands near people's homes: points of care with the villages that they serve, and rounds that look whether distancing
//! is kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::text::fold;
use domain::base::{RecordId, UnitId};
use jiff::civil::Date;

use super::book::{Book, Row};
use crate::store::Scope;
use crate::{Node, Result};

/// A point of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePoint {
    /// Its record.
    pub record: RecordId,
    /// In whose book.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Kind, as the register lists it.
    pub kind: String,
    /// Where it stands.
    pub village: String,
    /// The villages that it serves; none: all of its commune.
    pub serves: Vec<String>,
    /// When it is open, in words.
    pub hours: String,
    /// Telephone.
    pub phone: String,
    /// Since when, and the last day.
    pub days: (Option<Date>, Option<Date>),
}

impl ServicePoint {
    fn of(row: &Row) -> Self {
        let text = |name| row.text(name).trim().to_owned();
        let villages = row.text("serves").split([',', ';', '\n']).map(str::trim);
        Self {
            record: row.record.id,
            unit: row.record.unit,
            name: text("name"),
            kind: text("kind"),
            village: text("village"),
            serves: villages.filter(|one| !one.is_empty()).map(str::to_owned).collect(),
            hours: text("hours"),
            phone: text("phone"),
            days: (row.date("from"), row.date("until")),
        }
    }

    /// Whether it is open on a day.
    pub fn is_open(&self, day: Date) -> bool {
        let (from, until) = self.days;
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    }
}

/// The points of care of a scope, by unit and name.
///
/// # Errors
/// When the database cannot be read.
pub fn service_points(node: &Node, scope: &Scope) -> Result<Vec<ServicePoint>> {
    let rows = Book::of(node, "service_point")?.rows(node, scope)?;
    let mut points: Vec<ServicePoint> = rows.iter().map(ServicePoint::of).collect();
    points.sort_by(|a, b| (a.unit, &a.name).cmp(&(b.unit, &b.name)));
    Ok(points)
}

/// The villages of each unit that no open point serves, as far as the lists of households and persons know villages.
///
/// # Errors
/// When the database cannot be read.
pub fn unserved(node: &Node, scope: &Scope, day: Date) -> Result<BTreeMap<UnitId, Vec<String>>> {
    let mut villages: BTreeMap<UnitId, BTreeMap<String, String>> = BTreeMap::new();
    for name in ["household", "person"] {
        for row in Book::of(node, name)?.rows(node, scope)? {
            let village = row.text("village").trim();
            if !village.is_empty() {
                let known = villages.entry(row.record.unit).or_default();
                known.entry(plain(village)).or_insert_with(|| village.to_owned());
            }
        }
    }
    for point in service_points(node, scope)?.iter().filter(|point| point.is_open(day)) {
        let Some(known) = villages.get_mut(&point.unit) else { continue };
        if point.serves.is_empty() {
            known.clear();
        }
        let served: BTreeSet<String> =
            point.serves.iter().chain([&point.village]).map(|one| plain(one)).collect();
        known.retain(|village, _| !served.contains(village));
    }
    let gaps = villages.into_iter().map(|(unit, known)| (unit, known.into_values().collect()));
    Ok(gaps.filter(|(_, villages): &(UnitId, Vec<String>)| !villages.is_empty()).collect())
}

/// A village without accents and without the word for what it is: "Bản Xum" and "xum" are one.
fn plain(village: &str) -> String {
    let name = fold(village);
    let kinds = ["ban ", "xom ", "thon ", "tieu khu ", "to dan pho ", "khu pho ", "to "];
    let rest = kinds.iter().find_map(|kind| name.strip_prefix(kind));
    rest.map_or(name.clone(), |rest| rest.trim().to_owned())
}

/// Rounds of some days in a unit, and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compliance {
    /// Rounds.
    pub checks: u32,
    /// Where distancing was not kept.
    pub violations: u32,
    /// Of these, fined.
    pub fined: u32,
    /// All fines, in đồng.
    pub fines: i64,
}

/// The rounds of the days from the first to the last, by unit.
///
/// # Errors
/// When the database cannot be read.
pub fn compliance(
    node: &Node,
    scope: &Scope,
    (first, last): (Date, Date),
) -> Result<BTreeMap<UnitId, Compliance>> {
    let mut found: BTreeMap<UnitId, Compliance> = BTreeMap::new();
    for row in Book::of(node, "compliance_check")?.rows(node, scope)? {
        if row.date("checked_on").is_none_or(|on| on < first || on > last) {
            continue;
        }
        let unit = found.entry(row.record.unit).or_default();
        unit.checks += 1;
        unit.violations += u32::from(row.text("result") != "kept");
        if row.text("result") == "fined" {
            unit.fined += 1;
            unit.fines += row.integer("fine").unwrap_or_default();
        }
    }
    Ok(found)
}
