//! What a unit decided about the columns of its lists is kept, and holds for the next list of the same layout.

use std::collections::BTreeSet;

use domain::base::{OfficerId, RecordId, UnitId, Value, local};
use domain::entry::Draft;
use domain::record::header::{Decisions, header_key};
use domain::register::Definition;
use jiff::civil::DateTime;

use crate::units::register as system;
use crate::{Node, Result, fields};

/// Decisions about one layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Keys of all titles of the layout.
    pub titles: BTreeSet<String>,
    /// Title as it was typed, and the name of its field; `None` where the column is left out.
    pub decisions: Vec<(String, Option<String>)>,
    /// When it was decided, on the wall clock.
    pub at: Option<DateTime>,
}

impl Remembered {
    /// Whether a list with these titles has this layout: all decided columns are there, and the rest is the same, with
    /// more columns (such as the reasons of refused rows) or with fewer.
    pub fn fits(&self, titles: &[String]) -> bool {
        let here = keys(titles);
        let decided = self.decisions.iter().all(|(title, _)| here.contains(&header_key(title)));
        decided && (here.is_superset(&self.titles) || self.titles.is_superset(&here))
    }

    /// The decisions by title keys. A field that the register no longer has decides nothing.
    pub fn decisions(&self, definition: &Definition) -> Decisions {
        let decided = self.decisions.iter().filter_map(|(title, field)| {
            let no = match field {
                Some(name) => Some(definition.field(name)?.no),
                None => None,
            };
            Some((header_key(title), no))
        });
        decided.collect()
    }
}

fn keys(titles: &[String]) -> BTreeSet<String> {
    titles.iter().map(|title| header_key(title)).filter(|key| !key.is_empty()).collect()
}

/// Everything that a unit decided about lists for a register.
///
/// # Errors
/// When the database cannot be read.
pub fn remembered(node: &Node, unit: UnitId, register: &str) -> Result<Vec<Remembered>> {
    let kept = system(node, "column_mapping")?;
    let definition = &kept.definition;
    let Some(field) = definition.field("register") else { return Ok(Vec::new()) };
    let rows = node.reader()?.rows_with(&kept.table, field.no, register)?;
    let own = rows.into_iter().filter(|row| row.unit == unit).map(|row| {
        let text = |name| fields::text(definition, &row.body, name).to_owned();
        let line = |line: &str| {
            let (title, field) = line.rsplit_once('=')?;
            Some((title.to_owned(), (field != "-").then(|| field.to_owned())))
        };
        Remembered {
            titles: text("titles").lines().map(str::to_owned).collect(),
            decisions: text("decisions").lines().filter_map(line).collect(),
            at: match fields::value(definition, &row.body, "decided_at") {
                Value::DateTime(at) => Some(*at),
                _ => None,
            },
        }
    });
    Ok(own.filter(|one| !one.decisions.is_empty()).collect())
}

/// Keeps what was decided about a layout, in place of what was decided before; no decisions forget it.
///
/// # Errors
/// As [`Node::append`].
pub fn remember(
    node: &Node,
    (unit, officer): (UnitId, Option<OfficerId>),
    register: &str,
    titles: &BTreeSet<String>,
    decisions: &[(String, Option<String>)],
) -> Result<()> {
    let kept = system(node, "column_mapping")?;
    let titles = titles.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let record = RecordId::derived(&format!("column_mapping/{unit}/{register}/{titles}"));
    let lines: Vec<String> = decisions
        .iter()
        .map(|(title, field)| format!("{title}={}", field.as_deref().unwrap_or("-")))
        .collect();
    let values = [
        ("of_unit", Value::text(unit.to_string())),
        ("register", Value::text(register)),
        ("titles", Value::text(titles)),
        ("decisions", Value::text(lines.join("\n"))),
        ("decided_at", Value::DateTime(local(node.clock().now()))),
    ];
    let changes = vec![fields::change(&kept.definition, record, &values)];
    node.append(&Draft { unit, officer, reason: None, changes })?;
    Ok(())
}

/// The titles of a list as a layout is remembered by them.
pub fn layout(titles: &[String]) -> BTreeSet<String> {
    keys(titles)
}
