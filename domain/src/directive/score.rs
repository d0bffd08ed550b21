//! How well a reading agrees with what a careful officer wrote down about the same document.
//!
//! Header fields must be equal (white space and tone placement folded); citations agree by number
//! and date; obligations are paired one to one by overlapping lines and the same group of
//! assignees, and of the pairs deadline, fields and counts are compared.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::{Obligation, Reading};
use crate::base::text::{fold, squeeze, tone_placement};

/// What an officer wrote down about one document.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    /// The text, below the folder of texts.
    pub file: String,
    /// Header fields by name; empty text stands for "not on the paper".
    pub header: BTreeMap<String, Value>,
    /// Documents it refers to.
    #[serde(default, rename = "citation")]
    pub citations: Vec<LabelCitation>,
    /// What it orders.
    #[serde(default, rename = "obligation")]
    pub obligations: Vec<LabelObligation>,
}

/// A cited document.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelCitation {
    /// Number and symbol.
    pub number: String,
    /// ISO date, empty when the text gives none.
    #[serde(default)]
    pub date: String,
}

/// An order.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelObligation {
    /// First and last line.
    pub lines: [u32; 2],
    /// Who must act.
    #[serde(default)]
    pub assignees: Vec<String>,
    /// By when, in the keys of the JSON.
    #[serde(default)]
    pub deadline: BTreeMap<String, Value>,
    /// What to write down.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Which of it may stay empty.
    #[serde(default)]
    pub optional_fields: Vec<String>,
    /// What to count.
    #[serde(default)]
    pub counts: Vec<String>,
}

/// Found, expected, and both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and expected.
    pub hits: usize,
    /// Found by the program.
    pub found: usize,
    /// Written down by the officer.
    pub expected: usize,
}

impl Tally {
    /// Share of what was found that is right; 1 when nothing was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.found)
    }

    /// Share of what is right that was found; 1 when there was nothing to find.
    pub fn recall(self) -> f64 {
        share(self.hits, self.expected)
    }

    fn add(&mut self, hits: usize, found: usize, expected: usize) {
        self.hits += hits;
        self.found += found;
        self.expected += expected;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand at most")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The tallies of all fields, in the order in which they are shown, and what differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// By field.
    pub tallies: Vec<(String, Tally)>,
    /// One line for each difference.
    pub differences: Vec<String>,
}

impl Score {
    /// Adds one document.
    pub fn add(&mut self, label: &Label, reading: &Reading) {
        self.headers(label, reading);
        self.citations(label, reading);
        self.obligations(label, reading);
    }

    /// The tally of a field; empty when it was never looked at.
    pub fn tally(&self, field: &str) -> Tally {
        self.tallies
            .iter()
            .find(|(name, _)| name == field)
            .map_or(Tally::default(), |(_, tally)| *tally)
    }

    /// All header fields together.
    pub fn header(&self) -> Tally {
        let mut all = Tally::default();
        self.tallies
            .iter()
            .filter(|(name, _)| name.starts_with("header."))
            .for_each(|(_, one)| all.add(one.hits, one.found, one.expected));
        all
    }

    fn of(&mut self, field: &str) -> &mut Tally {
        if let Some(at) = self.tallies.iter().position(|(name, _)| name == field) {
            return &mut self.tallies[at].1;
        }
        self.tallies.push((field.to_owned(), Tally::default()));
        let last = self.tallies.len() - 1;
        &mut self.tallies[last].1
    }

    fn headers(&mut self, label: &Label, reading: &Reading) {
        let found = header_values(reading);
        for (field, value) in found {
            let expected = label.header.get(field).map(folded).unwrap_or_default();
            let value = folded(&value);
            let equal = usize::from(value == expected && !value.is_empty());
            self.of(&format!("header.{field}")).add(
                equal,
                usize::from(!value.is_empty()),
                usize::from(!expected.is_empty()),
            );
            if value != expected {
                self.differences.push(format!("{}: {field}: “{value}” ≠ “{expected}”", label.file));
            }
        }
    }

    fn citations(&mut self, label: &Label, reading: &Reading) {
        let key = |number: &str, date: &str| format!("{} {date}", squeeze(number));
        let expected: BTreeSet<String> =
            label.citations.iter().map(|c| key(&c.number, &c.date)).collect();
        let date =
            |c: &crate::document::Citation| c.date.map(|date| date.to_string()).unwrap_or_default();
        let found: BTreeSet<String> =
            reading.document.citations.iter().map(|c| key(&c.number, &date(c))).collect();
        self.of("citations").add(
            found.intersection(&expected).count(),
            found.len(),
            expected.len(),
        );
        self.differ(&label.file, "citation", &found, &expected);
    }

    fn differ(
        &mut self,
        file: &str,
        what: &str,
        found: &BTreeSet<String>,
        expected: &BTreeSet<String>,
    ) {
        let more = found.difference(expected).map(|one| format!("{file}: {what}: + {one}"));
        let less = expected.difference(found).map(|one| format!("{file}: {what}: − {one}"));
        self.differences.extend(more.chain(less));
    }

    fn obligations(&mut self, label: &Label, reading: &Reading) {
        let pairs = pair(&label.obligations, &reading.obligations);
        self.of("obligations").add(pairs.len(), reading.obligations.len(), label.obligations.len());
        for (expected, found) in &pairs {
            let right = usize::from(same_deadline(expected, found));
            self.of("deadlines").add(right, 1, 1);
            if right == 0 {
                let deadline = serde_json::to_string(&found.deadline).unwrap_or_default();
                self.differences.push(format!(
                    "{}: deadline {:?}: {deadline} ≠ {:?}",
                    label.file, expected.lines, expected.deadline
                ));
            }
            for (name, found, expected) in [
                ("fields", &found.fields, &expected.fields),
                ("optional_fields", &found.optional_fields, &expected.optional_fields),
                ("counts", &found.counts, &expected.counts),
            ] {
                let (found, expected) = (set(found), set(expected));
                self.of(name).add(
                    found.intersection(&expected).count(),
                    found.len(),
                    expected.len(),
                );
                self.differ(&label.file, name, &found, &expected);
            }
        }
        self.unpaired(label, reading, &pairs);
    }

    fn unpaired(
        &mut self,
        label: &Label,
        reading: &Reading,
        pairs: &[(&LabelObligation, &Obligation)],
    ) {
        let missed = label
            .obligations
            .iter()
            .filter(|one| !pairs.iter().any(|(expected, _)| std::ptr::eq(*expected, *one)));
        let missed = missed.map(|one| {
            format!("{}: obligation: − {:?} {:?}", label.file, one.lines, one.assignees)
        });
        let extra = reading
            .obligations
            .iter()
            .filter(|one| !pairs.iter().any(|(_, found)| std::ptr::eq(*found, *one)));
        let extra = extra.map(|one| {
            format!(
                "{}: obligation: + [{}, {}] {:?}",
                label.file, one.lines.first, one.lines.last, one.assignees
            )
        });
        let all: Vec<String> = missed.chain(extra).collect();
        self.differences.extend(all);
    }
}

fn header_values(reading: &Reading) -> Vec<(&'static str, Value)> {
    let header = &reading.document.header;
    let signature = reading.document.signature.as_ref();
    let text = |value: &Option<String>| value.as_deref().map_or(Value::Null, Value::from);
    let json = |value: Result<Value, serde_json::Error>| value.unwrap_or(Value::Null);
    vec![
        ("issuer", text(&header.issuer)),
        ("parent", text(&header.parent)),
        ("channel", json(serde_json::to_value(header.channel))),
        ("type", json(serde_json::to_value(header.kind))),
        ("number", text(&header.number)),
        ("symbol", text(&header.symbol)),
        ("place", text(&header.place)),
        ("date", json(serde_json::to_value(header.date))),
        ("urgency", json(serde_json::to_value(header.urgency))),
        ("subject", text(&header.subject)),
        ("addressees", Value::from(header.addressees.clone())),
        ("authority", signature.map_or(Value::Null, |s| text(&s.authority))),
        ("title", signature.map_or(Value::Null, |s| text(&s.title))),
        ("signer", signature.map_or(Value::Null, |s| text(&s.name))),
    ]
}

/// White space and tone placement folded; nothing, null and an empty list are "".
fn folded(value: &Value) -> String {
    match value {
        Value::String(text) => tone_placement(&squeeze(text)),
        Value::Array(list) => list.iter().map(folded).collect::<Vec<_>>().join(" | "),
        _ => String::new(),
    }
}

fn set(list: &[String]) -> BTreeSet<String> {
    list.iter().map(|one| fold(one)).collect()
}

/// Pairs one to one: first those that also agree on the deadline, then the rest.
fn pair<'a>(
    expected: &'a [LabelObligation],
    found: &'a [Obligation],
) -> Vec<(&'a LabelObligation, &'a Obligation)> {
    let mut pairs = Vec::new();
    let mut taken = vec![false; found.len()];
    let mut done = vec![false; expected.len()];
    for strict in [true, false] {
        for (at, one) in
            expected.iter().enumerate().filter(|(at, _)| !done[*at]).collect::<Vec<_>>()
        {
            let fits = |other: &Obligation| {
                same_place(one, other) && (!strict || same_deadline(one, other))
            };
            if let Some(index) =
                (0..found.len()).find(|index| !taken[*index] && fits(&found[*index]))
            {
                taken[index] = true;
                done[at] = true;
                pairs.push((one, &found[index]));
            }
        }
    }
    pairs
}

fn same_place(one: &LabelObligation, other: &Obligation) -> bool {
    let [first, last] = one.lines;
    first <= other.lines.last
        && other.lines.first <= last
        && set(&one.assignees) == set(&other.assignees)
}

/// Kind and moments, whatever the words.
fn same_deadline(one: &LabelObligation, other: &Obligation) -> bool {
    const MOMENTS: [&str; 10] =
        ["kind", "at", "inclusive", "every", "on", "before", "from", "to", "hours", "days"];
    let found = serde_json::to_value(&other.deadline).unwrap_or(Value::Null);
    MOMENTS.iter().all(|key| {
        let expected = one.deadline.get(*key).unwrap_or(&Value::Null);
        let value = found.get(*key).unwrap_or(&Value::Null);
        plain(expected) == plain(value)
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "UBND XÃ NÀ HẠ\nSố: 12/UBND-VP\nNà Hạ, ngày 9 tháng 9 năm 2021\nKính gửi: Trạm Y tế xã\n1. Trạm Y tế xã báo cáo trước 10h00 hàng ngày.\nCHỦ TỊCH\nLò Văn Panh";

    #[test]
    fn a_label_of_what_was_read_scores_in_full_and_a_wrong_one_does_not() {
        let reading = super::super::read(&crate::document::parse(TEXT));
        let label = |number: &str| -> Label {
            serde_json::from_value(serde_json::json!({
                "file": "x", "header": {"issuer": "UBND xã Nà Hạ", "channel": "state", "type": "công văn", "number": number, "symbol": "UBND-VP",
                "place": "Nà Hạ", "date": "2021-09-09", "addressees": ["Trạm Y tế xã"], "signer": "Lò Văn Panh", "title": "CHỦ TỊCH"}
            }))
            .unwrap()
        };
        let mut score = Score::default();
        score.add(&label("12/UBND-VP"), &reading);
        assert_eq!(score.header().recall(), 1.0, "{:?}", score.differences);
        score.add(&label("13/UBND-VP"), &reading);
        assert_eq!(score.tally("header.number"), Tally { hits: 1, found: 2, expected: 2 });
        assert_eq!(score.tally("header.date").hits, 2);
    }
}
