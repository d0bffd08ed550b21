//! What somebody decided about columns: with `--map` now, or in an earlier import of a list of the same layout.

use std::path::Path;

use domain::base::text::fold;
use domain::base::{Diagnostic, OfficerId, UnitId};
use domain::record::header::{Decisions, LEVEL, header_key};
use domain::register::Definition;
use node::Node;
use node::inbox::{Remembered, layout, remember, remembered};

use super::list::List;
use crate::cli::register::register_named;
use crate::cli::{Context, Failure};

/// One decision: the title as typed, and the name of its field.
type Decision = (String, Option<String>);

/// Decisions of now and of before.
pub struct Decided {
    now: Vec<Decision>,
    decisions: Decisions,
    before: Vec<(Remembered, Decisions)>,
}

impl Decided {
    /// Reads what was typed, and what the unit decided before.
    pub fn of(
        node: &Node,
        unit: UnitId,
        definition: &Definition,
        typed: &[String],
    ) -> Result<Self, Failure> {
        let now: Vec<Decision> =
            typed.iter().map(|typed| decision(definition, typed)).collect::<Result<_, _>>()?;
        let decisions = now
            .iter()
            .map(|(title, field)| {
                let no = field.as_ref().and_then(|name| definition.field(name));
                (header_key(title), no.map(|field| field.no))
            })
            .collect();
        let before = remembered(node, unit, &definition.name)?;
        let before = before.into_iter().map(|one| (one.decisions(definition), one));
        Ok(Self { now, decisions, before: before.map(|(decided, one)| (one, decided)).collect() })
    }

    /// All decisions at once: enough to know a header when one sees it.
    pub fn any(&self) -> Decisions {
        let before = self.before.iter().flat_map(|(_, decided)| decided.clone());
        before.chain(self.decisions.clone()).collect()
    }

    /// The decisions that hold for a list with these titles.
    pub fn on(&self, titles: &[String]) -> Decisions {
        let before = self.earlier(titles).map(|(_, decided)| decided.clone()).unwrap_or_default();
        let mut all: Decisions = before.into_iter().chain(self.decisions.clone()).collect();
        // "Đã LL" is also the column "Tình hình liên lạc | Đã LL".
        for title in titles.iter().filter(|title| title.contains(LEVEL)) {
            let last = title.rsplit(LEVEL).next().map(header_key).unwrap_or_default();
            if let Some(decision) = all.get(&last).copied() {
                all.entry(header_key(title)).or_insert(decision);
            }
        }
        all
    }

    /// What was decided earlier about lists with these titles.
    pub fn earlier(&self, titles: &[String]) -> Option<&(Remembered, Decisions)> {
        self.before.iter().find(|(one, _)| one.fits(titles))
    }

    /// Every decision of now speaks of a column of the file.
    pub fn all_met(&self, lists: &[List], file: &Path) -> Result<(), Diagnostic> {
        let titles = || lists.iter().flat_map(|list| &list.table.headers).filter(|t| !t.is_empty());
        let known = |title: &String| {
            let key = header_key(title);
            titles().any(|one| {
                header_key(one) == key
                    || one.rsplit(LEVEL).next().is_some_and(|l| header_key(l) == key)
            })
        };
        let Some((title, _)) = self.now.iter().find(|(title, _)| !known(title)) else {
            return Ok(());
        };
        let all = titles().cloned().collect::<Vec<_>>().join("; ");
        Err(Diagnostic::error(
            "map_column_unknown",
            format!("tệp không có cột “{title}”"),
            format!("the file has no column “{title}”"),
        )
        .hint(format!("các cột của tệp: {all}"), format!("columns of the file: {all}"))
        .in_file(file.display().to_string()))
    }

    /// Keeps the decisions of now with the layouts of the lists, on top of what was decided before.
    pub fn keep(
        &self,
        node: &Node,
        by: (UnitId, Option<OfficerId>),
        definition: &Definition,
        lists: &[List],
    ) -> Result<(), Failure> {
        for list in lists.iter().filter(|_| !self.now.is_empty()) {
            let titles = &list.table.headers;
            let here = layout(titles);
            let earlier = self.earlier(titles).map(|(one, _)| one);
            let before = earlier.map(|one| one.decisions.clone()).unwrap_or_default();
            let fresh = |(title, _): &Decision| {
                !self.now.iter().any(|(now, _)| header_key(now) == header_key(title))
            };
            let all: Vec<Decision> =
                before.into_iter().filter(fresh).chain(self.now.iter().cloned()).collect();
            let said = earlier.is_some_and(|one| one.decisions == all);
            if !said {
                let layout = earlier.map_or(&here, |one| &one.titles);
                remember(node, by, &definition.name, layout, &all)?;
            }
        }
        Ok(())
    }
}

/// Forgets all that a unit decided about lists for a register.
pub fn forget(node: &Node, unit: UnitId, register: &str, context: &Context) -> Result<(), Failure> {
    let name = &register_named(node, register)?.definition.name;
    let officer = crate::cli::node::actor_id(node, context)?;
    for one in remembered(node, unit, name)? {
        remember(node, (unit, officer), name, &one.titles, &[])?;
    }
    Ok(())
}

/// "Nơi ở của vợ=address", "Màu áo=-".
fn decision(definition: &Definition, typed: &str) -> Result<Decision, Diagnostic> {
    let refused = |what: (String, String)| {
        let names =
            definition.in_use().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
        Diagnostic::error("map_field_unknown", what.0, what.1).hint(
            format!("viết --map \"Cột=trường\", trường là một trong: {names}; “-” để bỏ cột"),
            format!("write --map \"Column=field\" with one of: {names}; “-” leaves it out"),
        )
    };
    let Some((title, field)) = typed.rsplit_once('=') else {
        let (vi, en) = ("không có dấu = giữa cột và trường", "has no = between column and field");
        return Err(refused((format!("“{typed}” {vi}"), format!("“{typed}” {en}"))));
    };
    let (title, field) = (title.trim(), field.trim());
    if field == "-" {
        return Ok((title.to_owned(), None));
    }
    let called = |label: &str| fold(label) == fold(field);
    let found = definition
        .in_use()
        .find(|one| one.name == field || called(&one.label.vi) || called(&one.label.en));
    let found = found.ok_or_else(|| {
        refused((format!("sổ không có trường “{field}”"), format!("there is no field “{field}”")))
    })?;
    Ok((title.to_owned(), Some(found.name.clone())))
}
