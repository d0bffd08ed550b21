//! Lists as communes send them, each ugly in its own way. What must come out is known from the clean list that each was
//! made from; nothing of the program's reader takes part in making it.

mod binary;
mod cells;
mod hidden;
mod letters;
mod make;
mod old;
mod opendocument;
mod people;
mod shapes;
mod sheets;

use serde_json::Value;

use crate::support::{COMMUNE, Desk, Shown};
use people::Away;

/// One ugly file and what must come of it.
pub struct Ugly {
    /// What is ugly about it.
    name: &'static str,
    /// Its ending and its bytes.
    file: (&'static str, Vec<u8>),
    records: Vec<Shown>,
    skipped: Vec<(u64, &'static str)>,
    rejected: Vec<&'static str>,
    notices: Vec<&'static str>,
}

impl Ugly {
    fn of(name: &'static str, ending: &'static str, content: Vec<u8>, people: &[Away]) -> Self {
        let records = people.iter().map(Away::shown).collect();
        let (skipped, rejected, notices) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, file: (ending, content), records, skipped, rejected, notices }
    }

    /// Rows that are nobody, in their order.
    fn skips(mut self, rows: &[(u64, &'static str)]) -> Self {
        self.skipped = rows.to_vec();
        self
    }

    /// The rules that refuse rows, in their order.
    fn rejects(mut self, rules: &[&'static str]) -> Self {
        self.rejected = rules.to_vec();
        self
    }

    /// What is said of the file as a whole.
    fn says(mut self, codes: &[&'static str]) -> Self {
        self.notices = codes.to_vec();
        self
    }

    /// What differs from what must come of it; "" when nothing does.
    fn faults(&self) -> String {
        let desk = Desk::district();
        let file = desk.put(&format!("ds.{}", self.file.0), &self.file.1);
        let ran = desk.import(&file, COMMUNE);
        let Ok(done) = serde_json::from_str::<Value>(&ran.out) else {
            return format!("{}: {ran:#?}\n", self.name);
        };
        let list = |name: &str, field: &str| -> Vec<String> {
            let all = done[name].as_array().cloned().unwrap_or_default();
            all.iter().map(|one| one[field].as_str().unwrap_or_default().to_owned()).collect()
        };
        let mut faults = String::new();
        let mut compare = |what: &str, is: String, should: String| {
            if is != should {
                faults += &format!("{}: {what}\n  is     {is}\n  should {should}\n", self.name);
            }
        };
        let mut records = self.records.clone();
        records.sort();
        let are = desk.records(COMMUNE, "csv");
        compare("records", format!("{are:#?}"), format!("{records:#?}"));
        let skipped = done["skipped"].as_array().cloned().unwrap_or_default();
        let skipped =
            skipped.iter().map(|one| (one["row"].as_u64().unwrap(), one["why"].as_str().unwrap()));
        compare(
            "skipped",
            format!("{:?}", skipped.collect::<Vec<_>>()),
            format!("{:?}", self.skipped),
        );
        compare(
            "rejected",
            format!("{:?}", list("errors", "rule")),
            format!("{:?}", self.rejected),
        );
        compare("notices", format!("{:?}", list("notices", "code")), format!("{:?}", self.notices));
        let number = |name: &str| done[name].as_u64().unwrap_or(u64::MAX);
        let sum = number("accepted") + number("rejected") + number("duplicates");
        compare("reckoning", sum.to_string(), number("rows").to_string());
        let again = desk.import(&file, COMMUNE);
        let again: Value = serde_json::from_str(&again.out).unwrap_or_default();
        compare("the same file again", again["accepted"].to_string(), "0".to_owned());
        faults
    }
}

/// Each on its own would take as long; together they say everything that is wrong at once.
fn all_hold(uglies: &[Ugly]) {
    let faults: String = uglies.iter().map(Ugly::faults).collect();
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn rows_between_and_below_the_people_are_nobody() {
    all_hold(&shapes::all());
}

#[test]
fn sheets_headers_and_columns_of_all_shapes_are_understood() {
    all_hold(&sheets::all());
}

#[test]
fn cells_say_what_their_column_says_as_a_whole() {
    all_hold(&cells::all());
}

#[test]
fn letters_of_before_unicode_are_read() {
    all_hold(&letters::all());
}

#[test]
fn what_is_hidden_is_read_and_told_and_merged_cells_hold_for_all_their_rows() {
    all_hold(&hidden::all());
}

#[test]
fn what_excel_97_wrote_is_read() {
    all_hold(&old::all());
}

#[test]
fn there_are_thirty() {
    let all = [shapes::all().len(), sheets::all().len(), cells::all().len(), letters::all().len()];
    assert!(all.iter().sum::<usize>() >= 30, "{all:?}");
}
