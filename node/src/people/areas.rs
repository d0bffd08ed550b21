//! Who watches over which locality, and what they saw there.

use std::collections::BTreeMap;

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::entry::Draft;
use domain::people::Watch;
use jiff::civil::Date;

use crate::store::Scope;
use crate::units::{each_in, register};
use crate::{Node, Result, fields};

/// An officer who was assigned to watch over a locality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub officer: OfficerId,
    /// Over what.
    pub area: UnitId,
    /// By which paper; "" when it is not said.
    pub ordered_by: String,
    /// How they stand with their visits.
    pub watch: Watch,
}

/// What was seen at a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its record.
    pub id: RecordId,
    /// Where.
    pub area: UnitId,
    /// Who was there.
    pub officer: OfficerId,
    /// When.
    pub on: Date,
    /// What was seen.
    pub seen: String,
    /// What is to be mended; "" when nothing is.
    pub to_mend: String,
    /// By the end of which day.
    pub mend_by: Option<Date>,
    /// When it was mended.
    pub mended_on: Option<Date>,
    /// How it was mended.
    pub mended_how: String,
    /// When somebody looked at it again and found it so.
    pub checked_on: Option<Date>,
}

impl Visit {
    /// Whether something that was to be mended was not, or nobody has looked at it again.
    pub fn is_open(&self) -> bool {
        !self.to_mend.is_empty() && self.checked_on.is_none()
    }

    /// Whether it should have been mended before a day.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open() && self.mended_on.is_none() && self.mend_by.is_some_and(|by| by < today)
    }
}

/// A new assignment.
#[derive(Clone, Debug)]
pub struct NewAssignment<'a> {
    /// Who.
    pub officer: OfficerId,
    /// Whose officer that is: the assignment stands in this unit's book.
    pub of_unit: UnitId,
    /// Over what.
    pub area: UnitId,
    /// By which paper.
    pub ordered_by: &'a str,
    /// A visit at least every so many days; `None` as the rules say.
    pub every_days: Option<u32>,
    /// Since when.
    pub from: Date,
}

/// A visit to be put on record.
#[derive(Clone, Debug)]
pub struct NewVisit<'a> {
    /// Where.
    pub area: UnitId,
    /// Who was there.
    pub officer: OfficerId,
    /// When.
    pub on: Date,
    /// What was seen.
    pub seen: &'a str,
    /// What is to be mended, and by the end of which day.
    pub to_mend: Option<(&'a str, Option<Date>)>,
}

/// Puts somebody in charge of a locality; the same person and locality again changes how.
///
/// # Errors
/// As [`Node::append`].
pub fn put_in_charge(
    node: &Node,
    new: &NewAssignment<'_>,
    by: Option<OfficerId>,
) -> Result<RecordId> {
    let register = register(node, "area_in_charge")?;
    let record = RecordId::derived(&format!("area_in_charge/{}/{}", new.officer, new.area));
    let every = new.every_days.map_or(Value::Empty, |days| Value::Integer(days.into()));
    let values = [
        ("officer", Value::text(new.officer.to_string())),
        ("area", Value::text(new.area.to_string())),
        ("ordered_by", Value::text(new.ordered_by)),
        ("every_days", every),
        ("valid_from", Value::Date(new.from)),
        ("valid_to", Value::Empty),
    ];
    let changes = vec![fields::change(&register.definition, record, &values)];
    node.append(&Draft { unit: new.of_unit, officer: by, reason: None, changes })?;
    Ok(record)
}

/// Puts a visit on record, in the book of the unit that was visited.
///
/// # Errors
/// As [`Node::append`].
pub fn put_visit(node: &Node, new: &NewVisit<'_>, by: Option<OfficerId>) -> Result<RecordId> {
    let register = register(node, "visit")?;
    let record = node.new_record()?;
    let (to_mend, mend_by) = new.to_mend.unwrap_or_default();
    let values = [
        ("area", Value::text(new.area.to_string())),
        ("officer", Value::text(new.officer.to_string())),
        ("visited_on", Value::Date(new.on)),
        ("seen", Value::text(new.seen)),
        ("to_mend", Value::text(to_mend)),
        ("mend_by", mend_by.map_or(Value::Empty, Value::Date)),
    ];
    let changes = vec![fields::change(&register.definition, record, &values)];
    node.append(&Draft { unit: new.area, officer: by, reason: None, changes })?;
    Ok(record)
}

/// Says that what a visit found was mended, and how.
///
/// # Errors
/// As [`Node::append`].
pub fn mended(
    node: &Node,
    visit: &Visit,
    (on, how): (Date, &str),
    by: Option<OfficerId>,
) -> Result<()> {
    let values = [("mended_on", Value::Date(on)), ("mended_how", Value::text(how))];
    change(node, visit, &values, by)
}

/// Says that somebody looked at it again: it is so (with the day), or it is not, and has to be mended still.
///
/// # Errors
/// As [`Node::append`].
pub fn looked_again(
    node: &Node,
    visit: &Visit,
    checked_on: Option<Date>,
    by: Option<OfficerId>,
) -> Result<()> {
    let values = match checked_on {
        Some(day) => vec![("checked_on", Value::Date(day))],
        None => vec![("mended_on", Value::Empty)],
    };
    change(node, visit, &values, by)
}

fn change(
    node: &Node,
    visit: &Visit,
    values: &[(&str, Value)],
    by: Option<OfficerId>,
) -> Result<()> {
    let register = register(node, "visit")?;
    let changes = vec![fields::change(&register.definition, visit.id, values)];
    node.append(&Draft { unit: visit.area, officer: by, reason: None, changes })?;
    Ok(())
}

/// The visits that a scope sees, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn visits(node: &Node, scope: &Scope) -> Result<Vec<Visit>> {
    let register = register(node, "visit")?;
    let definition = &register.definition;
    let mut visits = Vec::new();
    each_in(node, &register, scope, |record| {
        let text = |name| fields::text(definition, &record.body, name);
        let date = |name| fields::date(definition, &record.body, name);
        let (Ok(area), Ok(officer), Some(on)) =
            (text("area").parse(), text("officer").parse(), date("visited_on"))
        else {
            return;
        };
        visits.push(Visit {
            id: record.id,
            area,
            officer,
            on,
            seen: text("seen").to_owned(),
            to_mend: text("to_mend").to_owned(),
            mend_by: date("mend_by"),
            mended_on: date("mended_on"),
            mended_how: text("mended_how").to_owned(),
            checked_on: date("checked_on"),
        });
    })?;
    visits.sort_by_key(|one| std::cmp::Reverse((one.on, one.id)));
    Ok(visits)
}

/// Who is in charge of what on a day, among the localities that a scope sees; `every_days` where an assignment does not
/// say how often to be there.
///
/// # Errors
/// When the database cannot be read.
pub fn assignments(
    node: &Node,
    scope: &Scope,
    (today, every_days): (Date, u32),
) -> Result<Vec<Assignment>> {
    let mut seen: BTreeMap<(OfficerId, UnitId), Vec<Date>> = BTreeMap::new();
    for visit in visits(node, scope)? {
        seen.entry((visit.officer, visit.area)).or_default().push(visit.on);
    }
    let register = register(node, "area_in_charge")?;
    let definition = &register.definition;
    let mut found = Vec::new();
    each_in(node, &register, scope, |record| {
        let text = |name| fields::text(definition, &record.body, name);
        let date = |name| fields::date(definition, &record.body, name);
        let (Ok(officer), Ok(area)) = (text("officer").parse(), text("area").parse()) else {
            return;
        };
        let from = date("valid_from").unwrap_or(today);
        if from > today || date("valid_to").is_some_and(|to| to < today) {
            return;
        }
        let every = fields::integer(definition, &record.body, "every_days");
        let every = every.and_then(|days| u32::try_from(days).ok()).unwrap_or(every_days);
        let visits = seen.get(&(officer, area)).map(Vec::as_slice).unwrap_or_default();
        let watch = Watch::of(from, every, visits, today);
        found.push(Assignment { officer, area, ordered_by: text("ordered_by").to_owned(), watch });
    })?;
    found.sort_by_key(|one| (std::cmp::Reverse(one.watch.late_days), one.watch.due));
    Ok(found)
}
