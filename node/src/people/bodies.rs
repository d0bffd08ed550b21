//! Response bodies of units: the committee, the command centre, their parts, members, papers and duties.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::entry::Draft;
use domain::people::{Body, BodyKind, Duty, Member, PaperKind, Place};
use jiff::civil::Date;

use super::{Officer, officers};
use crate::store::{Record, Scope};
use crate::units::{each_in, register};
use crate::{Node, Result, fields};

/// A response body with its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its record.
    pub id: RecordId,
    /// Whose it is.
    pub unit: UnitId,
    /// The body that it belongs to.
    pub part_of: Option<RecordId>,
    /// Since when.
    pub from: Date,
    /// What it is made of on the day that was asked for.
    pub body: Body,
}

/// A new body.
#[derive(Clone, Debug)]
pub struct NewBody<'a> {
    /// Whose it is.
    pub unit: UnitId,
    /// What kind.
    pub kind: BodyKind,
    /// Title as printed.
    pub title: &'a str,
    /// The body that it belongs to.
    pub part_of: Option<RecordId>,
    /// Since when.
    pub from: Date,
    /// Households that a community team looks after.
    pub households: Option<u32>,
}

/// A paper that a body works by.
#[derive(Clone, Debug)]
pub struct NewPaper<'a> {
    /// What kind.
    pub kind: PaperKind,
    /// Number; "" when it has none yet.
    pub number: &'a str,
    /// Issued on.
    pub issued_on: Date,
    /// Name and BLAKE3 of its file.
    pub file: Option<(&'a str, String)>,
}

/// A duty to be assigned.
#[derive(Clone, Debug)]
pub struct NewDuty<'a> {
    /// In words.
    pub duty: &'a str,
    /// Who answers for it.
    pub responsible: Option<OfficerId>,
    /// Who stands in.
    pub deputy: Option<OfficerId>,
    /// Where.
    pub area: Option<UnitId>,
    /// Since when.
    pub from: Date,
}

/// Sets a body up.
///
/// # Errors
/// As [`Node::append`].
pub fn set_up(node: &Node, new: &NewBody<'_>, by: Option<OfficerId>) -> Result<RecordId> {
    let link = |record: Option<RecordId>| text(record.map(|record| record.to_string()));
    let values = [
        ("of_unit", Value::text(new.unit.to_string())),
        ("kind", Value::text(new.kind.word())),
        ("title", Value::text(new.title)),
        ("part_of", link(new.part_of)),
        ("valid_from", Value::Date(new.from)),
        ("households", new.households.map_or(Value::Empty, |count| Value::Integer(count.into()))),
    ];
    write(node, "response_body", new.unit, &values, by)
}

/// Gives somebody a place in a body; whoever has one already gets this one instead.
///
/// # Errors
/// As [`Node::append`].
pub fn join(
    node: &Node,
    body: &Standing,
    officer: OfficerId,
    (place, from): (Place, Date),
    by: Option<OfficerId>,
) -> Result<RecordId> {
    let register = register(node, "body_member")?;
    let seat = RecordId::derived(&format!("body_member/{}/{officer}", body.id));
    let values = [
        ("of_body", Value::text(body.id.to_string())),
        ("officer", Value::text(officer.to_string())),
        ("place", Value::text(place.word())),
        ("valid_from", Value::Date(from)),
        ("valid_to", Value::Empty),
    ];
    let changes = vec![fields::change(&register.definition, seat, &values)];
    node.append(&Draft { unit: body.unit, officer: by, reason: None, changes })?;
    Ok(seat)
}

/// Ends somebody's place in a body, with the last day on which they had it.
///
/// # Errors
/// As [`Node::append`].
pub fn leave(
    node: &Node,
    body: &Standing,
    officer: OfficerId,
    last: Date,
    by: Option<OfficerId>,
) -> Result<()> {
    let register = register(node, "body_member")?;
    let seat = RecordId::derived(&format!("body_member/{}/{officer}", body.id));
    let values = [("valid_to", Value::Date(last))];
    let changes = vec![fields::change(&register.definition, seat, &values)];
    node.append(&Draft { unit: body.unit, officer: by, reason: None, changes })?;
    Ok(())
}

/// Puts a paper of a body on record.
///
/// # Errors
/// As [`Node::append`].
pub fn file_paper(
    node: &Node,
    body: &Standing,
    paper: &NewPaper<'_>,
    by: Option<OfficerId>,
) -> Result<RecordId> {
    let (name, hash) = paper.file.clone().unzip();
    let values = [
        ("of_body", Value::text(body.id.to_string())),
        ("kind", Value::text(paper.kind.word())),
        ("number", Value::text(paper.number)),
        ("issued_on", Value::Date(paper.issued_on)),
        ("file_name", Value::text(name.unwrap_or_default())),
        ("file_hash", Value::text(hash.unwrap_or_default())),
    ];
    write(node, "body_paper", body.unit, &values, by)
}

/// Assigns a duty; the same duty of the same body in the same place is assigned anew.
///
/// # Errors
/// As [`Node::append`].
pub fn assign(
    node: &Node,
    body: &Standing,
    duty: &NewDuty<'_>,
    by: Option<OfficerId>,
) -> Result<RecordId> {
    let register = register(node, "body_duty")?;
    let area = duty.area.map(|area| area.to_string()).unwrap_or_default();
    let said = domain::base::text::fold(duty.duty);
    let record = RecordId::derived(&format!("body_duty/{}/{area}/{said}", body.id));
    let officer = |officer: Option<OfficerId>| text(officer.map(|officer| officer.to_string()));
    let values = [
        ("of_body", Value::text(body.id.to_string())),
        ("duty", Value::text(duty.duty)),
        ("responsible", officer(duty.responsible)),
        ("deputy", officer(duty.deputy)),
        ("area", Value::text(area)),
        ("valid_from", Value::Date(duty.from)),
        ("valid_to", Value::Empty),
    ];
    let changes = vec![fields::change(&register.definition, record, &values)];
    node.append(&Draft { unit: body.unit, officer: by, reason: None, changes })?;
    Ok(record)
}

/// Ends a body with its last day.
///
/// # Errors
/// As [`Node::append`].
pub fn dissolve(
    node: &Node,
    body: &Standing,
    last: Date,
    by: Option<OfficerId>,
    reason: &str,
) -> Result<()> {
    let register = register(node, "response_body")?;
    let changes =
        vec![fields::change(&register.definition, body.id, &[("valid_to", Value::Date(last))])];
    let reason = Some(reason.to_owned());
    node.append(&Draft { unit: body.unit, officer: by, reason, changes })?;
    Ok(())
}

/// The bodies that a scope sees as they are on a day, by the unit whose they are.
///
/// # Errors
/// When the database cannot be read.
pub fn bodies(node: &Node, scope: &Scope, day: Date) -> Result<BTreeMap<UnitId, Vec<Standing>>> {
    let people: BTreeMap<OfficerId, Officer> =
        officers(node)?.iter().map(|officer| (officer.id, officer.clone())).collect();
    let mut members = parts_of(node, "body_member", scope, |read| {
        let officer = people.get(&read.text("officer").parse().ok()?)?;
        let held = std::iter::once(officer.post.clone()).chain(officer.acting_for.clone());
        read.on(day).then(|| Member {
            officer: officer.id,
            name: officer.full_name.clone(),
            posts: held.collect(),
            place: Place::of(read.text("place")).unwrap_or(Place::Member),
        })
    })?;
    let mut papers = parts_of(node, "body_paper", scope, |read| {
        let issued = fields::date(read.definition, &read.record.body, "issued_on")?;
        PaperKind::of(read.text("kind")).filter(|_| issued <= day)
    })?;
    let mut duties = parts_of(node, "body_duty", scope, |read| {
        let officer = |name| read.text(name).parse().ok();
        read.on(day).then(|| Duty {
            duty: read.text("duty").to_owned(),
            responsible: officer("responsible"),
            deputy: officer("deputy"),
        })
    })?;
    let register = register(node, "response_body")?;
    let mut found: Vec<Standing> = Vec::new();
    each_in(node, &register, scope, |record| {
        let read = Read { definition: &register.definition, record };
        let (Some(kind), true) = (BodyKind::of(read.text("kind")), read.on(day)) else { return };
        let households = fields::integer(read.definition, &record.body, "households");
        found.push(Standing {
            id: record.id,
            unit: record.unit,
            part_of: read.text("part_of").parse().ok(),
            from: fields::date(read.definition, &record.body, "valid_from").unwrap_or(day),
            body: Body {
                kind,
                title: read.text("title").to_owned(),
                members: members.remove(&record.id).unwrap_or_default(),
                papers: papers.remove(&record.id).unwrap_or_default().into_iter().collect(),
                duties: duties.remove(&record.id).unwrap_or_default(),
                parts: BTreeSet::new(),
                households: households.and_then(|count| u32::try_from(count).ok()),
            },
        });
    })?;
    Ok(by_unit(found))
}

/// Bodies by unit, each knowing what kinds of parts it has; a body before its parts.
fn by_unit(found: Vec<Standing>) -> BTreeMap<UnitId, Vec<Standing>> {
    let mut parts: BTreeMap<RecordId, BTreeSet<BodyKind>> = BTreeMap::new();
    for standing in &found {
        if let Some(whole) = standing.part_of {
            parts.entry(whole).or_default().insert(standing.body.kind);
        }
    }
    let mut units: BTreeMap<UnitId, Vec<Standing>> = BTreeMap::new();
    for mut standing in found {
        standing.body.parts = parts.remove(&standing.id).unwrap_or_default();
        standing
            .body
            .members
            .sort_by(|one, other| (one.place, &one.name).cmp(&(other.place, &other.name)));
        units.entry(standing.unit).or_default().push(standing);
    }
    for bodies in units.values_mut() {
        bodies.sort_by(|one, other| {
            (one.body.kind, &one.body.title).cmp(&(other.body.kind, &other.body.title))
        });
    }
    units
}

/// A record with its definition.
struct Read<'a> {
    definition: &'a domain::register::Definition,
    record: &'a Record,
}

impl<'a> Read<'a> {
    fn text(&self, name: &str) -> &'a str {
        fields::text(self.definition, &self.record.body, name)
    }

    /// Whether it holds on a day.
    fn on(&self, day: Date) -> bool {
        let date = |name| fields::date(self.definition, &self.record.body, name);
        date("valid_from").is_none_or(|from| from <= day)
            && date("valid_to").is_none_or(|to| day <= to)
    }
}

/// The records of a register that belong to bodies, by body.
fn parts_of<T>(
    node: &Node,
    name: &str,
    scope: &Scope,
    take: impl Fn(&Read<'_>) -> Option<T>,
) -> Result<BTreeMap<RecordId, Vec<T>>> {
    let register = register(node, name)?;
    let mut parts: BTreeMap<RecordId, Vec<T>> = BTreeMap::new();
    each_in(node, &register, scope, |record| {
        let read = Read { definition: &register.definition, record };
        if let (Ok(body), Some(part)) = (read.text("of_body").parse(), take(&read)) {
            parts.entry(body).or_default().push(part);
        }
    })?;
    Ok(parts)
}

fn write(
    node: &Node,
    name: &str,
    unit: UnitId,
    values: &[(&str, Value)],
    by: Option<OfficerId>,
) -> Result<RecordId> {
    let record = node.new_record()?;
    let changes = vec![fields::change(&register(node, name)?.definition, record, values)];
    node.append(&Draft { unit, officer: by, reason: None, changes })?;
    Ok(record)
}

fn text(said: Option<String>) -> Value {
    said.map_or(Value::Empty, Value::text)
}

impl Standing {
    /// Whether people mean it by a word: its id, its kind, or its title (accents and case do not matter).
    pub fn is_called(&self, said: &str) -> bool {
        let wanted = domain::base::text::fold(said);
        let kind = self.body.kind;
        self.id.to_string() == said
            || kind.word() == said
            || domain::base::text::fold(&kind.title().vi) == wanted
            || domain::base::text::fold(&self.body.title) == wanted
    }
}
