//! People seen back in the hamlet, held against those who declared: whoever stands in no list of the unit has not.

use std::collections::BTreeMap;

use domain::base::text::fold;
use domain::base::{OfficerId, UnitId, Value};

use super::book::{Book, Row};
use super::pending::Pending;
use crate::store::Scope;
use crate::{Node, Result};

/// The registers in which somebody who declared stands, and what of their rows counts.
const DECLARED: [&str; 3] = ["quarantine_stay", "follow_up", "away_resident"];

/// What tells that two rows speak of one person: the identity number, the telephone with the name, or the name with the year
/// of birth.
fn keys(row: &Row) -> Vec<String> {
    let text = |name: &str| fold(&row.value(name).to_string());
    let (name, mut keys) = (text("full_name"), Vec::new());
    for (kind, parts) in [
        ("cccd", vec![text("cccd")]),
        ("phone", vec![text("phone"), name.clone()]),
        ("year", vec![text("birth_year"), name]),
    ] {
        if parts.iter().all(|part| !part.is_empty()) {
            keys.push(format!("{kind}/{}", parts.join("/")));
        }
    }
    keys
}

/// Says of each sighting whether the person declared; tells how many records changed.
pub(super) fn settle(node: &Node, officer: Option<OfficerId>) -> Result<u64> {
    let (all, sightings) = (Scope::everything(), Book::of(node, "sighting")?);
    let rows = sightings.rows(node, &all)?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut declared: BTreeMap<(UnitId, String), String> = BTreeMap::new();
    for name in DECLARED {
        let book = Book::of(node, name)?;
        for row in book.rows(node, &all)? {
            // Who is away still has not come back.
            if name == "away_resident" && row.text("returned") != "yes" {
                continue;
            }
            for key in keys(&row) {
                let title = book.0.definition.title.vi.clone();
                declared.entry((row.record.unit, key)).or_insert(title);
            }
        }
    }
    let mut pending = Pending::default();
    for row in rows {
        let found = keys(&row).into_iter().find_map(|key| declared.get(&(row.record.unit, key)));
        let answer = if found.is_some() { "yes" } else { "no" };
        let values = row.differing(vec![
            ("declared", Value::text(answer)),
            ("found_in", Value::text(found.cloned().unwrap_or_default())),
        ]);
        if !values.is_empty() {
            let why = "Đối chiếu với người đã khai báo · held against those who declared";
            pending.put(row.record.unit, why, sightings.put(row.record.id, &values));
        }
    }
    pending.write(node, officer)
}
