//! Officers: named persons with a post in a unit. Records carry who acted. The bodies they sit in, the localities they
//! watch over.

pub mod accounts;
pub mod areas;
pub mod bodies;
pub mod notices;

use std::sync::Arc;

use domain::base::text::fold;
use domain::base::{Diagnostic, OfficerId, RecordId, UnitId, Value};
use domain::entry::Draft;
use domain::register::Definition;

use crate::store::Record;
use crate::units::{each, register};
use crate::{Node, Result, fields};

/// A named person with a post in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Permanent id; the same bytes as the id of the record.
    pub id: OfficerId,
    /// Full name.
    pub full_name: String,
    /// Post, by its name in the register: `secretary`, `chair`, `deputy_chair` …
    pub post: String,
    /// The unit in which the post is held. The secretary of a commune's party committee stands under the commune.
    pub unit: UnitId,
    /// The post whose work the officer does in its holder's absence ("KT."), as recorded: `chair` …
    pub acting_for: Option<String>,
}

impl Officer {
    /// Whether the officer may confirm for a post: holds it, or is on record as acting for it.
    pub fn answers_for(&self, post: &str) -> bool {
        self.post == post || self.acting_for.as_deref() == Some(post)
    }
}

/// What is to be written of a new officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOfficer<'a> {
    /// Full name.
    pub full_name: &'a str,
    /// Post, by its name in the register.
    pub post: &'a str,
    /// The unit in which the post is held.
    pub unit: UnitId,
    /// The post whose work the officer does.
    pub acting_for: Option<&'a str>,
}

/// Writes a new officer.
///
/// # Errors
/// As [`Node::append`].
pub fn add(node: &Node, officer: &NewOfficer<'_>, by: Option<OfficerId>) -> Result<OfficerId> {
    let record = node.new_record()?;
    let definition = &register(node, "officer")?.definition;
    let values = [
        ("full_name", Value::text(officer.full_name)),
        ("post", Value::text(officer.post)),
        ("of_unit", Value::text(officer.unit.to_string())),
        ("acting_for", Value::text(officer.acting_for.unwrap_or_default())),
    ];
    let changes = vec![fields::change(definition, record, &values)];
    node.append(&Draft { unit: officer.unit, officer: by, reason: None, changes })?;
    Ok(OfficerId::from_bytes(*record.bytes()))
}

/// Records that an officer does the work of a post whose holder is away, or (with `None`) no longer does.
///
/// # Errors
/// As [`Node::append`].
pub fn act_for(
    node: &Node,
    officer: &Officer,
    post: Option<&str>,
    by: Option<OfficerId>,
    reason: &str,
) -> Result<()> {
    let definition = &register(node, "officer")?.definition;
    let record = RecordId::from_bytes(*officer.id.bytes());
    let values = [("acting_for", Value::text(post.unwrap_or_default()))];
    let changes = vec![fields::change(definition, record, &values)];
    let reason = Some(reason.to_owned());
    node.append(&Draft { unit: officer.unit, officer: by, reason, changes })?;
    Ok(())
}

/// All officers on record, by id.
///
/// # Errors
/// When the database cannot be read.
pub fn officers(node: &Node) -> Result<Arc<Vec<Officer>>> {
    node.kept.officers.get(node, &["officer"], || {
        let register = register(node, "officer")?;
        let mut officers = Vec::new();
        each(node, &register, |record| officers.extend(officer_of(&register.definition, record)))?;
        Ok(officers)
    })
}

/// The names of the posts that the register knows.
///
/// # Errors
/// When the register is not known here.
pub fn posts(node: &Node) -> Result<Vec<(String, domain::base::Bilingual)>> {
    let register = register(node, "officer")?;
    let Some(field) = register.definition.field("post") else { return Ok(Vec::new()) };
    let choices = register.definition.choices_of(field);
    Ok(choices.iter().map(|choice| (choice.name.clone(), choice.label.clone())).collect())
}

/// One officer, by id or by full name (accents and case do not matter).
///
/// # Errors
/// When nobody is called so, or several are: then all are named.
pub fn find(node: &Node, text: &str) -> std::result::Result<Officer, Diagnostic> {
    let officers = officers(node).map_err(|error| error.to_diagnostic())?;
    let wanted = fold(text);
    let mut found: Vec<Officer> = officers
        .iter()
        .filter(|officer| officer.id.to_string() == text || fold(&officer.full_name) == wanted)
        .cloned()
        .collect();
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(unknown(text)),
        _ => Err(several(text, &found)),
    }
}

fn officer_of(definition: &Definition, record: &Record) -> Option<Officer> {
    let text = |name| fields::text(definition, &record.body, name);
    Some(Officer {
        id: OfficerId::from_bytes(*record.id.bytes()),
        full_name: text("full_name").to_owned(),
        post: text("post").to_owned(),
        unit: text("of_unit").parse().ok()?,
        acting_for: Some(text("acting_for").to_owned()).filter(|post| !post.is_empty()),
    })
}

fn unknown(text: &str) -> Diagnostic {
    let vi = format!("chưa có cán bộ nào tên hoặc mã là \"{text}\"");
    let en = format!("no officer has the name or id \"{text}\"");
    Diagnostic::error("officer_unknown", vi, en).hint(
        "xem: phaodai officer list; thêm: phaodai officer add",
        "see: phaodai officer list; add: phaodai officer add",
    )
}

fn several(text: &str, found: &[Officer]) -> Diagnostic {
    let ids = found.iter().map(|officer| officer.id.to_string()).collect::<Vec<_>>().join(", ");
    let vi = format!("có {} cán bộ tên \"{text}\"", found.len());
    let en = format!("{} officers are called \"{text}\"", found.len());
    Diagnostic::error("officer_ambiguous", vi, en).hint(
        format!("ghi mã thay cho tên: {ids}"),
        format!("give the id instead of the name: {ids}"),
    )
}
