//! Official lists of units: the three CSV files of the time with districts, the JSON file of the time without.
//!
//! A list says what it holds and nothing is assumed about how much that should be. Names are squeezed to single spaces
//! and every such correction is reported; a unit whose parent is unknown is kept without one and reported.

mod csv;
mod json;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::{Diagnostic, UnitId};
use crate::register::Tier;

use super::identity::{coded_id, country_id};
use super::{Era, Eras, Relation, RelationKind, Unit, UnitFacts, Validity, Vocabulary};

/// One file of a list.
#[derive(Clone, Copy, Debug)]
pub struct ListFile<'a> {
    /// File name, with or without folders; its ending tells what it holds.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// From when to when the list holds, as far as the officer who imports it says so. What is left open is taken from
/// the era that the list belongs to.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListDates {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Reads the files of one list: `<prefix>_provinces.csv`, `<prefix>_districts.csv`, `<prefix>_wards.csv`, or one
/// `.json` with provinces and their communes.
///
/// # Errors
/// `units_list_empty` when no file of the kind is among them, `units_list_file` when a file cannot be read,
/// `units_list_era` when `tiers.toml` has no era for such a list.
pub fn read_list(
    files: &[ListFile<'_>],
    dates: ListDates,
    eras: &Eras,
    vocabulary: &Vocabulary,
) -> Result<UnitFacts, Diagnostic> {
    let mut rows = Vec::new();
    for file in files {
        if file.name.to_ascii_lowercase().ends_with(".json") {
            rows.append(&mut json::rows(file)?);
        } else if let Some(tier) = csv::tier_of(file.name) {
            rows.append(&mut csv::rows(file, tier)?);
        }
    }
    if rows.is_empty() {
        return Err(nothing());
    }
    rows.sort_by_key(|row| row.tier);
    let districts = rows.iter().any(|row| row.tier == Tier::District);
    let era = eras.with_districts(districts).ok_or_else(no_era)?;
    Ok(Builder::new(era, dates, vocabulary).build(rows))
}

/// The country, which no list holds and every province is part of.
pub(super) fn country() -> Unit {
    Unit {
        id: country_id(),
        kind: "quốc gia".to_owned(),
        tier: Tier::Country,
        code: None,
        name: "Việt Nam".to_owned(),
        aliases: Vec::new(),
        valid: Validity::default(),
    }
}

/// One row of a list, as its file says it.
struct Row<'a> {
    file: &'a str,
    /// Line of a CSV file; nothing for JSON.
    line: Option<u64>,
    tier: Tier,
    code: String,
    name: String,
    full_name: String,
    parent: Option<String>,
}

impl Row<'_> {
    fn diagnostic(&self, code: &'static str, vi: &str, en: &str) -> Diagnostic {
        let about = format!("{} ({})", self.full_name, self.code);
        let warning = Diagnostic::warning(code, format!("{about}: {vi}"), format!("{about}: {en}"));
        let warning = warning.in_file(self.file);
        match self.line {
            Some(line) => warning.at_row(line),
            None => warning,
        }
    }
}

struct Builder<'a> {
    era: &'a Era,
    valid: Validity,
    vocabulary: &'a Vocabulary,
    facts: UnitFacts,
    /// Tier and code of what has been read.
    known: BTreeMap<(Tier, String), UnitId>,
}

impl<'a> Builder<'a> {
    fn new(era: &'a Era, dates: ListDates, vocabulary: &'a Vocabulary) -> Self {
        let valid = Validity { from: dates.from, until: dates.until }.or(era.valid());
        let facts = UnitFacts { units: vec![country()], ..UnitFacts::default() };
        Self { era, valid, vocabulary, facts, known: BTreeMap::new() }
    }

    fn build(mut self, rows: Vec<Row<'_>>) -> UnitFacts {
        for row in rows {
            self.row(&row);
        }
        self.facts
    }

    fn row(&mut self, row: &Row<'_>) {
        let id = coded_id(&self.era.scheme, row.tier, &row.code, None);
        if self.known.insert((row.tier, row.code.clone()), id).is_some() {
            return self.warn(
                row,
                "units_code_twice",
                "mã đã có trong danh mục; bỏ dòng này",
                "the code is in the list already; this row is left out",
            );
        }
        let Some(name) = names::split(row, self.vocabulary, &mut self.facts.warnings) else {
            return self.warn(
                row,
                "units_name",
                "không tách được loại và tên; bỏ dòng này",
                "kind and name cannot be told apart; this row is left out",
            );
        };
        self.facts.units.push(Unit {
            id,
            kind: name.kind,
            tier: row.tier,
            code: Some(row.code.clone()),
            name: name.name,
            aliases: Vec::new(),
            valid: self.valid,
        });
        match self.parent(row) {
            Some(to) => self.facts.relations.push(Relation {
                unit: id,
                kind: RelationKind::PartOf,
                to,
                valid: self.valid,
            }),
            None => self.warn(
                row,
                "units_parent",
                "mã đơn vị cấp trên không có trong danh mục",
                "the code of its parent is not in the list",
            ),
        }
    }

    fn parent(&self, row: &Row<'_>) -> Option<UnitId> {
        if row.tier == Tier::Province {
            return Some(country_id());
        }
        let tiers = &self.era.tiers;
        let at = tiers.iter().position(|tier| *tier == row.tier)?;
        let above = *tiers.get(at.checked_sub(1)?)?;
        self.known.get(&(above, row.parent.clone()?)).copied()
    }

    fn warn(&mut self, row: &Row<'_>, code: &'static str, vi: &str, en: &str) {
        self.facts.warnings.push(row.diagnostic(code, vi, en));
    }
}

fn nothing() -> Diagnostic {
    Diagnostic::error(
        "units_list_empty",
        "không có tệp danh mục đơn vị nào có dữ liệu",
        "there is no list of units with rows in it",
    )
    .hint(
        "cần ba tệp …_provinces.csv, …_districts.csv, …_wards.csv, hoặc một tệp .json hai cấp",
        "three files …_provinces.csv, …_districts.csv, …_wards.csv are needed, or one two-tier .json",
    )
}

fn no_era() -> Diagnostic {
    Diagnostic::error(
        "units_list_era",
        "danh mục cấp không có giai đoạn nào ứng với danh mục đơn vị này",
        "the list of tiers has no era for such a list of units",
    )
}
