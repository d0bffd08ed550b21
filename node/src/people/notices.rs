//! What is published for residents, unit by unit.

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::entry::{Act, Draft, DraftChange};
use jiff::civil::Date;

use crate::store::{Record, Scope};
use crate::units::{each_in, register};
use crate::{Node, Result, fields};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its record.
    pub id: RecordId,
    /// For whose residents; those of the units below too.
    pub unit: UnitId,
    /// `measure`, `bulletin` or `call`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// In plain words.
    pub words: String,
    /// Telephone.
    pub phone: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day; `None` until further notice.
    pub until: Option<Date>,
    /// The paper that it rests on.
    pub source: String,
}

impl Notice {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The notices in a scope, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub fn notices(node: &Node, scope: &Scope) -> Result<Vec<Notice>> {
    let register = register(node, "notice")?;
    let mut found = Vec::new();
    each_in(node, &register, scope, |record: &Record| {
        let text = |name| fields::text(&register.definition, &record.body, name).to_owned();
        let date = |name| fields::date(&register.definition, &record.body, name);
        found.push(Notice {
            id: record.id,
            unit: record.unit,
            kind: text("kind"),
            title: text("title"),
            words: text("words"),
            phone: text("phone"),
            from: date("from"),
            until: date("until"),
            source: text("source"),
        });
    })?;
    found.sort_by_key(|one| std::cmp::Reverse((one.from, one.id)));
    Ok(found)
}

/// Publishes a notice for a unit and those below it.
///
/// # Errors
/// When the database cannot be written.
pub fn publish(node: &Node, notice: &Notice, officer: Option<OfficerId>) -> Result<()> {
    let definition = &register(node, "notice")?.definition;
    let date = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let values = [
        ("kind", Value::text(notice.kind.as_str())),
        ("title", Value::text(notice.title.as_str())),
        ("words", Value::text(notice.words.as_str())),
        ("phone", Value::text(notice.phone.as_str())),
        ("from", date(notice.from)),
        ("until", date(notice.until)),
        ("source", Value::text(notice.source.as_str())),
    ];
    let changes = vec![fields::change(definition, notice.id, &values)];
    node.append(&Draft { unit: notice.unit, officer, reason: None, changes })?;
    Ok(())
}

/// Takes a notice back.
///
/// # Errors
/// When the database cannot be written.
pub fn withdraw(node: &Node, notice: &Notice, officer: Option<OfficerId>, why: &str) -> Result<()> {
    let definition = &register(node, "notice")?.definition;
    let act = Act::Retract;
    let change = DraftChange {
        definition: definition.id,
        version: definition.version,
        record: notice.id,
        act,
    };
    let reason = Some(why.to_owned());
    node.append(&Draft { unit: notice.unit, officer, reason, changes: vec![change] })?;
    Ok(())
}
