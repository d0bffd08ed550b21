//! Units: facts into the ledger, the tree out of it.
//!
//! A unit is a record of the system register `unit`, and its record id is its unit id; who commands it and whose area it
//! is are records of `unit_relation`. Both belong to the country: they are what all nodes have in common.

pub(crate) mod boundaries;

use std::sync::Arc;

use domain::base::units::{
    Eras, Fields, Relation, Unit, UnitFacts, UnitTree, Validity, Vocabulary, country_id,
};
use domain::base::{Diagnostic, OfficerId, RecordId, UnitId, Value};
use domain::entry::{Draft, DraftChange};
use domain::register::{Definition, Owner};
use jiff::civil::Date;

use crate::ledger::{self, AsOf};
use crate::projection::Register;
use crate::store::{Reader, Record, Scope};
use crate::{Node, NodeError, Result, fields};

/// Records in one entry.
const BATCH: usize = 500;

/// What writing a list of units did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Units and relations that were new or changed.
    pub changed: usize,
    /// Units and relations that were there already, alike.
    pub unchanged: usize,
}

/// Writes units and relations; those that are there already, alike, are left. Writing the same list twice changes nothing.
///
/// # Errors
/// As [`Node::append`].
pub fn write(node: &Node, facts: &UnitFacts, officer: Option<OfficerId>) -> Result<Written> {
    write_because(node, facts, officer, None)
}

/// The same with the decision that it follows from, which stays with the entry: a reform of units.
///
/// # Errors
/// As [`Node::append`].
pub fn write_because(
    node: &Node,
    facts: &UnitFacts,
    officer: Option<OfficerId>,
    basis: Option<&str>,
) -> Result<Written> {
    let (units, relations) = (register(node, "unit")?, register(node, "unit_relation")?);
    let mut written = Written::default();
    let mut changes = Vec::new();
    for relation in &facts.relations {
        let change = relation_change(&relations.definition, relation);
        take(node, &relations, change, &mut changes, &mut written)?;
    }
    for unit in &facts.units {
        let change = unit_change(&units.definition, unit);
        take(node, &units, change, &mut changes, &mut written)?;
    }
    let mut bulk = node.bulk(units.definition.id, changes.len() as u64)?;
    for batch in changes.chunks(BATCH) {
        let (reason, changes) = (basis.map(str::to_owned), batch.to_vec());
        let draft = Draft { unit: country_id(), officer, reason, changes };
        bulk.push(node.ready(draft)?)?;
    }
    bulk.finish()?;
    Ok(written)
}

fn take(
    node: &Node,
    register: &Register,
    change: DraftChange,
    changes: &mut Vec<DraftChange>,
    written: &mut Written,
) -> Result<()> {
    let known = node.reader()?.record(&register.table, &Scope::everything(), change.record)?;
    let alike = known.is_some_and(|record| !record.retracted && is_in(&change, &record));
    if alike {
        written.unchanged += 1;
    } else {
        written.changed += 1;
        changes.push(change);
    }
    Ok(())
}

/// Whether a record already says what a change would say.
fn is_in(change: &DraftChange, record: &Record) -> bool {
    let domain::entry::Act::Put(body) = &change.act else { return false };
    body.iter().all(|(no, value)| record.body.get(no).unwrap_or(&Value::Empty) == value)
}

/// The tree of all units that this node knows.
///
/// # Errors
/// When the database cannot be read, or the built-in vocabulary of units cannot.
pub fn tree(node: &Node) -> Result<Arc<UnitTree>> {
    node.kept.tree.get(node, &["unit", "unit_relation"], || {
        let eras = Eras::builtin().map_err(damaged)?;
        let vocabulary = Vocabulary::builtin().map_err(damaged)?;
        Ok(UnitTree::build(eras, vocabulary, [facts(node)?]).output)
    })
}

fn damaged(diagnostic: Diagnostic) -> NodeError {
    NodeError::Damaged(diagnostic.to_string())
}

fn facts(node: &Node) -> Result<UnitFacts> {
    let mut facts = UnitFacts::default();
    let units = register(node, "unit")?;
    each(node, &units, |record| facts.units.extend(unit_of(&units.definition, record)))?;
    let relations = register(node, "unit_relation")?;
    each(node, &relations, |record| {
        facts.relations.extend(relation_of(&relations.definition, record))
    })?;
    Ok(facts)
}

pub(crate) fn each(node: &Node, register: &Register, take: impl FnMut(&Record)) -> Result<()> {
    each_in(node, register, &Scope::everything(), take)
}

/// Every record of a register that a scope sees, page by page.
pub(crate) fn each_in(
    node: &Node,
    register: &Register,
    scope: &Scope,
    take: impl FnMut(&Record),
) -> Result<()> {
    each_of(&node.reader()?, register, scope, take)
}

/// The same as a reader sees it: one that is in the midst of writing sees what it has written.
pub(crate) fn each_of(
    reader: &Reader<'_>,
    register: &Register,
    scope: &Scope,
    mut take: impl FnMut(&Record),
) -> Result<()> {
    const PAGE: u32 = 5_000;
    let mut after = None;
    loop {
        let page = reader.records(&register.table, scope, after, PAGE)?;
        page.iter().for_each(&mut take);
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = Some(last.id),
            _ => return Ok(()),
        }
    }
}

/// Every record of a register that a scope sees and that is not retracted, as it is or as it was.
pub(crate) fn each_as_of(
    node: &Node,
    register: &Register,
    scope: &Scope,
    as_of: AsOf,
    mut take: impl FnMut(&Record),
) -> Result<()> {
    match as_of.end() {
        None => each_in(node, register, scope, |record| {
            if !record.retracted {
                take(record);
            }
        }),
        Some(end) => {
            let (reader, registry) = (node.reader()?, node.registry());
            ledger::each_before(&reader, &registry, register, scope, end, take)
        }
    }
}

/// A system register by name.
///
/// # Errors
/// When this node does not know it.
pub fn register(node: &Node, name: &str) -> Result<Arc<Register>> {
    node.registry().get(Owner::System.id_of(name)).cloned()
}

/// Names of the fields in a unit's own form and in the register.
const UNIT_FIELDS: [(&str, &str); 5] = [
    ("name", "name"),
    ("kind", "unit_kind"),
    ("tier", "tier"),
    ("code", "code"),
    ("aliases", "aliases"),
];
const RELATION_FIELDS: [(&str, &str); 3] =
    [("unit", "child"), ("relation", "relation"), ("to", "parent")];

fn unit_change(definition: &Definition, unit: &Unit) -> DraftChange {
    let record = RecordId::from_bytes(*unit.id.bytes());
    change(definition, record, &unit.to_fields(), &UNIT_FIELDS, unit.valid)
}

fn relation_change(definition: &Definition, relation: &Relation) -> DraftChange {
    change(definition, relation.record(), &relation.to_fields(), &RELATION_FIELDS, relation.valid)
}

fn change(
    definition: &Definition,
    record: RecordId,
    known: &Fields,
    names: &[(&str, &str)],
    valid: Validity,
) -> DraftChange {
    let text = |theirs: &str| Value::text(known.get(theirs).cloned().unwrap_or_default());
    let date = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let mut values: Vec<(&str, Value)> =
        names.iter().map(|(theirs, ours)| (*ours, text(theirs))).collect();
    values.push(("valid_from", date(valid.from)));
    values.push(("valid_to", date(valid.until)));
    values.retain(|(_, value)| !value.is_empty());
    fields::change(definition, record, &values)
}

fn unit_of(definition: &Definition, record: &Record) -> Option<Unit> {
    let mut known = known(definition, record, &UNIT_FIELDS);
    known.insert("id".to_owned(), UnitId::from_bytes(*record.id.bytes()).to_string());
    Unit::from_fields(&known).ok()
}

fn relation_of(definition: &Definition, record: &Record) -> Option<Relation> {
    Relation::from_fields(&known(definition, record, &RELATION_FIELDS)).ok()
}

fn known(definition: &Definition, record: &Record, names: &[(&str, &str)]) -> Fields {
    let body = &record.body;
    let mut known: Fields = names
        .iter()
        .map(|(theirs, ours)| {
            ((*theirs).to_owned(), fields::text(definition, body, ours).to_owned())
        })
        .collect();
    for (theirs, ours) in [("valid_from", "valid_from"), ("valid_until", "valid_to")] {
        let day = fields::date(definition, body, ours);
        known.insert(theirs.to_owned(), day.map(|day| day.to_string()).unwrap_or_default());
    }
    known
}
