//! Who somebody is: cases, follow-ups and stays are written with a name, as people know them; the register of persons says
//! that two of them are one. A commune need not keep it: what is missing there is added here.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::text::fold;
use domain::base::{OfficerId, RecordId, UnitId, Value};

use super::book::{Book, Row};
use super::pending::Pending;
use crate::store::Scope;
use crate::{Node, Result, units};

const LINKED: [&str; 3] = ["case", "follow_up", "quarantine_stay"];
const COPIED: [&str; 8] =
    ["full_name", "birth_date", "birth_year", "sex", "cccd", "phone", "village", "address"];

/// The persons of the units, by what tells them apart.
#[derive(Default)]
struct Known(BTreeMap<(UnitId, String), RecordId>);

impl Known {
    /// The keys of somebody, the surest first.
    fn keys(row: &Row) -> Vec<String> {
        let text = |name| fold(&row.value(name).to_string());
        let (name, year) = (text("full_name"), text("birth_year"));
        let mut keys = Vec::new();
        let mut key = |kind: &str, parts: &[&str]| {
            if parts.iter().all(|part| !part.is_empty()) {
                keys.push(format!("{kind}/{}", parts.join("/")));
            }
        };
        key("cccd", &[&text("cccd")]);
        key("code", &[&text("code")]);
        key("phone", &[&text("phone"), &name]);
        key("village", &[&name, &year, &text("village")]);
        if text("village").is_empty() {
            key("year", &[&name, &year]);
        }
        keys
    }

    fn add(&mut self, unit: UnitId, row: &Row, person: RecordId) {
        for key in Self::keys(row) {
            self.0.entry((unit, key)).or_insert(person);
        }
    }

    fn find(&self, unit: UnitId, row: &Row) -> Option<RecordId> {
        let mut keys = Self::keys(row).into_iter();
        keys.find_map(|key| self.0.get(&(unit, key)).copied())
    }
}

/// Links cases, follow-ups and stays to persons, adding those who are not there; gives cases their local ids; adds the people
/// of the households of cases. Tells how many records changed.
pub(super) fn complete(node: &Node, officer: Option<OfficerId>) -> Result<u64> {
    let (all, mut pending) = (Scope::everything(), Pending::default());
    let persons = Book::of(node, "person")?;
    let mut lacking: Vec<(Book, Row)> = Vec::new();
    for name in LINKED {
        let book = Book::of(node, name)?;
        let rows = book.rows(node, &all)?;
        if name == "case" {
            number(node, &book, &rows, &mut pending)?;
        }
        let unlinked = rows.into_iter().filter(|row| row.link("person").is_none());
        lacking.extend(unlinked.map(|row| (book.clone(), row)));
    }
    if !lacking.is_empty() {
        let mut known = Known::default();
        for row in persons.rows(node, &all)? {
            known.add(row.record.unit, &row, row.record.id);
        }
        let homes = Homes::read(node, &all)?;
        for (book, row) in lacking {
            let unit = row.record.unit;
            let person = match known.find(unit, &row) {
                Some(person) => person,
                None => {
                    let person = node.new_record()?;
                    let home = homes.of(&row);
                    let change = persons.put(person, &identity(&row, home));
                    pending.put(unit, "Thêm vào sổ nhân thân · added to the persons", change);
                    known.add(unit, &row, person);
                    person
                }
            };
            let link = [("person", Value::text(person.to_string()))];
            pending.put(
                unit,
                "Nối với sổ nhân thân · linked to the person",
                book.put(row.record.id, &link),
            );
        }
    }
    let written = pending.write(node, officer)?;
    Ok(written + households(node, &persons, officer)?)
}

/// What the register of persons says of somebody who is written elsewhere.
fn identity(row: &Row, home: Option<RecordId>) -> Vec<(&'static str, Value)> {
    let mut values: Vec<(&str, Value)> =
        COPIED.iter().map(|name| (*name, row.value(name).clone())).collect();
    values.push(("code", row.value("code").clone()));
    if row.text("full_name").is_empty() {
        // A list from elsewhere that has no names: people are called by their code.
        values.push(("full_name", row.value("code").clone()));
    }
    values.push(("household", home.map_or(Value::Empty, |home| Value::text(home.to_string()))));
    values.retain(|(_, value)| !value.is_empty());
    values
}

/// The local ids of cases that have none: the unit's code and a number that counts up.
fn number(node: &Node, book: &Book, rows: &[Row], pending: &mut Pending) -> Result<()> {
    let without: Vec<&Row> = rows.iter().filter(|row| row.text("code").is_empty()).collect();
    if without.is_empty() {
        return Ok(());
    }
    let tree = units::tree(node)?;
    let mut last: BTreeMap<UnitId, u32> = BTreeMap::new();
    for row in rows {
        let number = row.text("code").rsplit('-').next().and_then(|part| part.parse().ok());
        let known = last.entry(row.record.unit).or_default();
        *known = (*known).max(number.unwrap_or(0));
    }
    for row in without {
        let next = last.entry(row.record.unit).or_default();
        *next += 1;
        let code = tree.get(row.record.unit).and_then(|unit| unit.code.clone());
        let code = format!("CA-{}-{next:03}", code.unwrap_or_default());
        let change = book.put(row.record.id, &[("code", Value::text(code))]);
        pending.put(row.record.unit, "Cấp mã ca địa phương · local case id", change);
    }
    Ok(())
}

/// Households by the people in them: from the lists of members and from the heads.
#[derive(Default)]
struct Homes {
    by_name: BTreeMap<(UnitId, String), Vec<Lives>>,
}

/// The year of birth of somebody of a name, where it is known, and the household.
type Lives = (Option<i64>, RecordId);

impl Homes {
    fn read(node: &Node, all: &Scope) -> Result<Self> {
        let mut homes = Self::default();
        for row in Book::of(node, "household_member")?.rows(node, all)? {
            if let Some(home) = row.link("household") {
                homes.add(row.record.unit, row.text("full_name"), row.integer("birth_year"), home);
            }
        }
        for row in Book::of(node, "household")?.rows(node, all)? {
            homes.add(row.record.unit, row.text("head"), None, row.record.id);
        }
        Ok(homes)
    }

    fn add(&mut self, unit: UnitId, name: &str, year: Option<i64>, home: RecordId) {
        self.by_name.entry((unit, fold(name))).or_default().push((year, home));
    }

    /// The one household in which somebody of that name, and of that year where both are known, lives. Of several it is
    /// not known which.
    fn of(&self, row: &Row) -> Option<RecordId> {
        let name = fold(row.text("full_name"));
        let year = row.integer("birth_year");
        let found = self.by_name.get(&(row.record.unit, name))?;
        let fits = |known: Option<i64>| known.is_none() || year.is_none() || known == year;
        let mut homes: Vec<RecordId> =
            found.iter().filter(|(known, _)| fits(*known)).map(|(_, home)| *home).collect();
        homes.sort_unstable();
        homes.dedup();
        match homes[..] {
            [home] => Some(home),
            _ => None,
        }
    }
}

/// The people of the households of cases, from the lists of members: each is a person, so that it can be traced.
fn households(node: &Node, persons: &Book, officer: Option<OfficerId>) -> Result<u64> {
    let all = Scope::everything();
    let homes = homes_of_cases(node, persons)?;
    let mut members = Book::of(node, "household_member")?.rows(node, &all)?;
    members.retain(|row| row.link("household").is_some_and(|home| homes.contains(&home)));
    if members.is_empty() {
        return Ok(0);
    }
    let mut known = Members::default();
    for row in persons.rows(node, &all)? {
        if let Some(home) = row.link("household").filter(|home| homes.contains(home)) {
            known.add(home, &row);
        }
    }
    let mut pending = Pending::default();
    for row in members {
        let Some(home) = row.link("household").filter(|home| !known.lives(*home, &row)) else {
            continue;
        };
        known.add(home, &row);
        let change = persons.put(node.new_record()?, &identity(&row, Some(home)));
        pending.put(row.record.unit, "Người cùng nhà với ca bệnh · lives with a case", change);
    }
    pending.write(node, officer)
}

/// The households in which cases live.
fn homes_of_cases(node: &Node, persons: &Book) -> Result<BTreeSet<RecordId>> {
    let all = Scope::everything();
    let cases = Book::of(node, "case")?.rows(node, &all)?;
    let reader = node.reader()?;
    let mut homes = BTreeSet::new();
    for case in cases.iter().filter(|row| row.text("state") == "confirmed") {
        let Some(person) = case.link("person") else { continue };
        let person = persons.row(&reader, &all, person)?;
        homes.extend(person.and_then(|person| person.link("household")));
    }
    Ok(homes)
}

/// Who is known to live in a household: names without accents, and years of birth.
#[derive(Default)]
struct Members(BTreeMap<(RecordId, String), Vec<Option<i64>>>);

impl Members {
    fn add(&mut self, home: RecordId, row: &Row) {
        let years = self.0.entry((home, fold(row.text("full_name")))).or_default();
        years.push(row.integer("birth_year"));
    }

    /// Whether somebody of that name lives there, and of that year where both are known.
    fn lives(&self, home: RecordId, row: &Row) -> bool {
        let year = row.integer("birth_year");
        let years = self.0.get(&(home, fold(row.text("full_name"))));
        years.is_some_and(|years| {
            years.iter().any(|known| year.is_none() || known.is_none() || *known == year)
        })
    }
}
