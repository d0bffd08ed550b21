//! What is around the rows of an import: who acts, and the records that their formulas ask.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::{Kind, OfficerId, RecordId, Value};
use domain::formula::Around;
use domain::record::{Before, Body, Circumstances};
use domain::register::{Definition, Stands};
use jiff::civil::{Date, DateTime};

use crate::projection::Register;
use crate::store::Scope;
use crate::{Node, Result, people, units};

/// The records of other registers around one, by register.
pub(super) type Others = BTreeMap<String, Vec<Body>>;

/// What is around the rows of an import.
pub(super) struct Surroundings {
    posts: Option<Vec<String>>,
    now: DateTime,
    seed: u64,
    /// Registers around this one, with the field that links to their records.
    outer: Vec<(Arc<Register>, u16)>,
    /// Registers inside this one: their records by the record that they belong to.
    inner: Vec<(String, Grouped)>,
    /// The records of this register itself, by the record that they belong to, and the field that links them.
    beside: Option<(String, u16, Grouped)>,
}

type Grouped = BTreeMap<String, Vec<Body>>;

impl Surroundings {
    /// Looks up who acts, and, only where formulas ask for them, the records of other registers.
    pub(super) fn of(
        node: &Node,
        definition: &Definition,
        officer: Option<OfficerId>,
    ) -> Result<Self> {
        let now = domain::base::local(node.clock().now());
        let mut found = Self {
            posts: officer.map(|officer| posts_of(node, officer)).transpose()?,
            now,
            seed: seed(now),
            outer: Vec::new(),
            inner: Vec::new(),
            beside: None,
        };
        for related in &definition.related {
            let Some(register) = single(node, &related.register) else { continue };
            let (inner, name) = (&register.definition, related.register.clone());
            match related.stands {
                Stands::Outside => {
                    found.outer.extend(link(definition, &name).map(|no| (register, no)));
                }
                Stands::Inside => {
                    if let Some(no) = link(inner, &definition.name) {
                        found.inner.push((name, grouped(node, &register, no)?));
                    }
                }
                Stands::Beside => {
                    let own = definition.in_use().find(|field| field.kind == Kind::Record);
                    if let Some(no) = own.map(|field| field.no) {
                        found.beside = Some((name, no, grouped(node, &register, no)?));
                    }
                }
            }
        }
        Ok(found)
    }

    /// The records around one; `None` where one that formulas ask cannot be found, so that they are not judged.
    pub(super) fn others(
        &self,
        node: &Node,
        record: Option<RecordId>,
        body: &Body,
    ) -> Result<Option<Others>> {
        let mut others = Others::new();
        for (register, link) in &self.outer {
            let id: Option<RecordId> = text(body, *link).parse().ok();
            let found = match id {
                Some(id) => node.reader()?.record(&register.table, &Scope::everything(), id)?,
                None => None,
            };
            let Some(found) = found else { return Ok(None) };
            others.insert(register.definition.name.clone(), vec![found.body]);
        }
        let id = record.map(|record| record.to_string()).unwrap_or_default();
        for (name, grouped) in &self.inner {
            others.insert(name.clone(), grouped.get(&id).cloned().unwrap_or_default());
        }
        if let Some((name, link, grouped)) = &self.beside {
            let rows = grouped.get(text(body, *link)).cloned().unwrap_or_default();
            others.insert(name.clone(), rows);
        }
        Ok(Some(others))
    }

    /// The circumstances of one row of a list that was kept before.
    pub(super) fn circumstances<'a>(
        &'a self,
        today: Date,
        row: u64,
        records: Option<&'a Others>,
    ) -> Circumstances<'a> {
        // Each row draws its own: neighbouring seeds are mixed before anything is drawn.
        let around = Around {
            now: Some(self.now),
            seed: self.seed.wrapping_add(row),
            position: None,
            records,
        };
        let (before, posts) = (Before::KeptElsewhere, self.posts.as_deref());
        Circumstances { today, around, before, posts }
    }
}

/// The seed of an import; its rows count on from it.
fn seed(now: DateTime) -> u64 {
    let hash = blake3::hash(now.to_string().as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// The post that an officer holds or stands in for, by name and in words.
fn posts_of(node: &Node, officer: OfficerId) -> Result<Vec<String>> {
    let officers = people::officers(node)?;
    let labels = people::posts(node)?;
    let Some(officer) = officers.iter().find(|one| one.id == officer) else {
        return Ok(Vec::new());
    };
    let mut posts: Vec<String> =
        std::iter::once(officer.post.clone()).chain(officer.acting_for.clone()).collect();
    for (name, label) in labels {
        if posts.contains(&name) {
            posts.extend([label.vi, label.en]);
        }
    }
    Ok(posts)
}

/// The register that a name means; `None` where there is none, or only several that units issued.
pub(super) fn single(node: &Node, name: &str) -> Option<Arc<Register>> {
    node.registry().called(name).ok().cloned()
}

fn link(definition: &Definition, register: &str) -> Option<u16> {
    let links =
        |field: &&domain::register::Field| field.kind == Kind::Record && field.register == register;
    definition.in_use().find(links).map(|field| field.no)
}

fn grouped(node: &Node, register: &Register, link: u16) -> Result<Grouped> {
    let mut grouped = Grouped::new();
    units::each(node, register, |record| {
        let outer = text(&record.body, link).to_owned();
        grouped.entry(outer).or_default().push(record.body.clone());
    })?;
    Ok(grouped)
}

fn text(body: &Body, no: u16) -> &str {
    body.get(&no).and_then(Value::as_text).unwrap_or_default()
}
