//! Every listed contact becomes a follow-up in the book of the unit where the person is: sent, acknowledged there, and what
//! happens to it comes back to whoever traced. A scope never follows the link: what the other unit needs is copied, and
//! nothing of the people whom the person met.

use std::collections::BTreeMap;

use domain::base::{OfficerId, RecordId, UnitId, Value, local};
use domain::tracing::{Ended, Person, Rules, quarantine};
use jiff::civil::DateTime;
use jiff::{SignedDuration, civil::Date};

use super::book::{Book, Row, date, moment};
use super::pending::Pending;
use super::rules::rules;
use crate::store::Scope;
use crate::{Node, Result, units};

/// Steps of a follow-up at which the person was reached.
const REACHED: [&str; 4] = ["reached", "isolating", "monitored", "completed"];
/// Steps after which nothing more is done.
const CLOSED: [&str; 4] = ["completed", "not_here", "became_case", "released"];

/// Sends what was listed, and lets both sides say what the other one knows. Tells how many records changed.
pub(super) fn hand_over(node: &Node, officer: Option<OfficerId>) -> Result<u64> {
    let all = Scope::everything();
    let (list, follow_ups) = (Book::of(node, "traced_contact")?, Book::of(node, "follow_up")?);
    let there: BTreeMap<RecordId, Row> =
        follow_ups.rows(node, &all)?.into_iter().map(|row| (row.record.id, row)).collect();
    let rows = list.rows(node, &all)?;
    let mut work = Work {
        node,
        now: local(node.clock().now()),
        today: node.clock().today(),
        rules: rules(node)?,
        codes: Book::of(node, "case")?
            .rows(node, &all)?
            .iter()
            .map(|row| (row.record.id, row.text("code").to_owned()))
            .collect(),
        list,
        follow_ups,
        pending: Pending::default(),
    };
    let persons = Book::of(node, "person")?;
    let reader = node.reader()?;
    for row in &rows {
        let follow_up = row.link("follow_up").and_then(|id| there.get(&id));
        let elsewhere = |known: &Row| {
            known.text("state") == "not_here" && known.record.unit != work.place_of(row)
        };
        match follow_up {
            Some(known) if !elsewhere(known) => work.bring_together(row, known)?,
            _ if is_to_follow(row) => {
                let person = match row.link("person") {
                    Some(person) => persons.row(&reader, &all, person)?,
                    None => None,
                };
                work.send(row, person.as_ref())?;
            }
            _ => {}
        }
    }
    drop(reader);
    for row in there.values() {
        work.keep(row)?;
    }
    work.pending.write(node, officer)
}

/// Whether somebody has to find the person: it was listed, is F1 or F2, and is in reach.
fn is_to_follow(row: &Row) -> bool {
    row.text("state") == "listed"
        && matches!(row.text("class"), "f1" | "f2")
        && row.date("ended_on").is_none()
        && row.text("beyond").is_empty()
}

struct Work<'n> {
    node: &'n Node,
    now: DateTime,
    today: Date,
    rules: Rules,
    codes: BTreeMap<RecordId, String>,
    list: Book,
    follow_ups: Book,
    pending: Pending,
}

impl Work<'_> {
    fn place_of(&self, row: &Row) -> UnitId {
        row.unit("where_is").unwrap_or(row.record.unit)
    }

    /// A follow-up in the book of the unit where the person is.
    fn send(&mut self, row: &Row, person: Option<&Row>) -> Result<()> {
        let (record, unit) = (self.node.new_record()?, self.place_of(row));
        let steps = if row.text("class") == "f1" { 1 } else { 2 };
        let hours = self.rules.contact.on(self.today).and_then(|pack| pack.reach_hours(steps));
        let due = hours
            .and_then(|hours| self.now.checked_add(SignedDuration::from_hours(hours.into())).ok());
        let copied =
            ["full_name", "birth_date", "birth_year", "sex", "cccd", "phone", "village", "address"];
        let mut values: Vec<(&str, Value)> = match person {
            Some(person) => copied.iter().map(|name| (*name, person.value(name).clone())).collect(),
            None => vec![("full_name", row.value("full_name").clone())],
        };
        if person.is_some_and(|person| person.record.unit == unit) {
            values.push(("person", row.value("person").clone()));
        }
        values.extend(self.told(row));
        values.extend([
            ("class_since", Value::Date(self.today)),
            ("asked_by", Value::text(row.record.unit.to_string())),
            ("asked_on", Value::Date(self.today)),
            ("origin", Value::text(row.record.id.to_string())),
            ("due_at", moment(due)),
            ("state", Value::text("sent")),
            ("vaccination", Value::text("unknown")),
        ]);
        values.retain(|(_, value)| !value.is_empty());
        let why = "Chuyển người tiếp xúc để theo dõi · a contact sent to be followed up";
        self.pending.put(unit, why, self.follow_ups.put(record, &values));
        let back = [
            ("follow_up", Value::text(record.to_string())),
            ("sent_at", Value::DateTime(self.now)),
            ("acknowledged_at", Value::Empty),
        ];
        self.pending.put(row.record.unit, why, self.list.put(row.record.id, &back));
        Ok(())
    }

    /// What the follow-up is told of the contact: class and days, no names.
    fn told(&self, row: &Row) -> Vec<(&'static str, Value)> {
        let code = row.link("case").and_then(|case| self.codes.get(&case).cloned());
        let code = code.unwrap_or_else(|| row.text("outside_source").to_owned());
        vec![
            ("class", row.value("class").clone()),
            ("case_code", Value::text(code)),
            ("last_exposure", date(row.moment("last_exposure").map(DateTime::date))),
        ]
    }

    /// Both sides say what the other one knows.
    fn bring_together(&mut self, row: &Row, known: &Row) -> Result<()> {
        let closed = CLOSED.contains(&known.text("state"));
        let mut values = Vec::new();
        if !closed && matches!(row.text("class"), "f1" | "f2") {
            values.extend(self.told(row));
            if known.text("class") != row.text("class") {
                values.push(("class_since", Value::Date(self.today)));
            }
        }
        let end = row.date("ended_on").and_then(|_| Ended::of_name(row.text("ended_why")));
        let reached = REACHED.contains(&known.text("state"));
        let state = match end {
            _ if closed && end != Some(Ended::BecameCase) => None,
            Some(Ended::BecameCase) => Some("became_case"),
            Some(Ended::Window) if reached => Some("completed"),
            Some(_) => Some("released"),
            None => None,
        };
        if let Some(state) = state {
            values.push(("state", Value::text(state)));
            values.push(("ended_on", row.value("ended_on").clone()));
        }
        let values = known.differing(values);
        if !values.is_empty() {
            let why = "Theo danh sách truy vết · as the contact list says";
            self.pending.put(known.record.unit, why, self.follow_ups.put(known.record.id, &values));
        }
        let back = vec![
            ("acknowledged_at", known.value("acknowledged_at").clone()),
            ("reached_at", known.value("reached_at").clone()),
        ];
        let back: Vec<_> =
            row.differing(back).into_iter().filter(|(_, value)| !value.is_empty()).collect();
        if !back.is_empty() {
            let why = "Nơi theo dõi báo lại · the other unit reported back";
            self.pending.put(row.record.unit, why, self.list.put(row.record.id, &back));
        }
        Ok(())
    }

    /// What follows from the step of a follow-up: when it was acknowledged and reached, until when, and to whom somebody who
    /// is lost is told.
    fn keep(&mut self, row: &Row) -> Result<()> {
        let state = row.text("state");
        let mut values = Vec::new();
        let acknowledged = !matches!(state, "sent" | "not_here" | "released" | "became_case");
        if acknowledged && row.moment("acknowledged_at").is_none() {
            values.push(("acknowledged_at", Value::DateTime(self.now)));
        }
        if REACHED.contains(&state) && row.moment("reached_at").is_none() {
            values.push(("reached_at", Value::DateTime(self.now)));
        }
        if state == "lost" && row.moment("lost_since").is_none() {
            let tree = units::tree(self.node)?;
            let above = tree.ancestors(row.record.unit, self.today).first().map(|unit| unit.id);
            let above = above.map_or(Value::Empty, |unit| Value::text(unit.to_string()));
            values.extend([("lost_since", Value::DateTime(self.now)), ("escalated_to", above)]);
        } else if state != "lost" && row.moment("lost_since").is_some() && REACHED.contains(&state)
        {
            values.extend([("lost_since", Value::Empty), ("escalated_to", Value::Empty)]);
        }
        if !CLOSED.contains(&state) {
            values.extend(self.length(row));
        }
        let values = row.differing(values);
        if !values.is_empty() {
            let why = "Tính theo bước và bộ quy định · follows from the step and the rules";
            self.pending.put(row.record.unit, why, self.follow_ups.put(row.record.id, &values));
        }
        Ok(())
    }

    fn length(&self, row: &Row) -> Vec<(&'static str, Value)> {
        let Some(from) = row.date("last_exposure").or(row.date("asked_on")) else {
            return Vec::new();
        };
        let found = quarantine(
            &self.rules.quarantine,
            &Person {
                reason: row.text("class"),
                form: "",
                full: row.text("vaccination") == "full",
                last_dose: row.date("last_dose_on"),
                recovered: row.date("recovered_on"),
                last_exposure: row.date("last_exposure"),
                from,
            },
        );
        let rule = found.as_ref().map_or(Value::Empty, |found| Value::text(found.rule.as_str()));
        vec![
            ("until", date(found.as_ref().and_then(|found| found.until))),
            ("monitored_until", date(found.as_ref().and_then(|found| found.monitored_until))),
            ("rule", rule),
        ]
    }
}
