//! The contact list as it stands, and what is written so that it says what is known.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::tracing::{
    Change, Class, Ended, Person, Picture, Row as Written, Standing, Step, Told, quarantine, settle,
};
use jiff::civil::Date;

use super::book::{Book, Row, date, link, moment};
use super::derive::{Answer, answer};
use super::pending::Pending;
use super::rules::rules;
use super::world::{Person as Somebody, World};
use crate::store::Scope;
use crate::{Node, Result};

/// Derives the classes again and writes what differs; tells how many records changed, and what follows from the registers.
pub(super) fn derive_again(node: &Node, officer: Option<OfficerId>) -> Result<(u64, Answer)> {
    let (today, all) = (node.clock().today(), Scope::everything());
    let book = Book::of(node, "traced_contact")?;
    let rows = book.rows(node, &all)?;
    let world = World::of(node)?;
    let people: BTreeMap<RecordId, Somebody> =
        world.people.iter().map(|person| (person.record, person.clone())).collect();
    let units: BTreeMap<RecordId, UnitId> =
        world.cases.iter().map(|case| (case.record, case.unit)).collect();
    let rules = rules(node)?;
    let answer = answer(&world, &negative(&rows), &rules.contact, today);
    let cases = answer.cases.iter().map(|(person, (day, _))| (*person, *day)).collect();
    let followed_until = |steps: u8, last: Date| {
        let reason = Class::Contact(steps).name();
        let person = Person {
            reason: &reason,
            form: "",
            full: false,
            last_dose: None,
            recovered: None,
            last_exposure: Some(last),
            from: last,
        };
        quarantine(&rules.quarantine, &person)?.monitored_until
    };
    let standing: Vec<Standing> = rows.iter().filter_map(standing).collect();
    let picture = Picture {
        derived: &answer.derived,
        cases: &cases,
        cleared: &answer.cleared,
        listed: answer.listed,
        followed_until: &followed_until,
        today,
    };
    let mut pending = Pending::default();
    for step in settle(&picture, &standing) {
        let known = rows.iter().find(|row| Some(row.record.id) == step.record);
        let unit = known.map(|row| row.record.unit).or_else(|| {
            let case = step.row.case?;
            units.get(&case).copied()
        });
        let Some(unit) = unit else { continue };
        let record = step.record.map_or_else(|| node.new_record(), Ok)?;
        let mut values = written(&step, &answer);
        if let Some(person) = people.get(&step.person) {
            values.extend(of_person(person, unit, known));
        }
        if step.change == Change::New {
            values.push(("person", Value::text(step.person.to_string())));
            values.push(("state", Value::text("proposed")));
            values.push(("listed_on", Value::Date(today)));
        }
        if step.look_again {
            values.push(("state", Value::text("proposed")));
        }
        pending.put(unit, &why(step.change), book.put(record, &values));
    }
    // Names and telephones that were added to the person later.
    for row in &rows {
        let person = row.link("person").and_then(|person| people.get(&person));
        let Some(person) = person else { continue };
        let values = row.differing(of_person(person, row.record.unit, Some(row)));
        if !values.is_empty() {
            let why = "Theo sổ nhân thân · as the persons say";
            pending.put(row.record.unit, why, book.put(row.record.id, &values));
        }
    }
    Ok((pending.write(node, officer)?, answer))
}

/// People whose test was negative after their last exposure.
fn negative(rows: &[Row]) -> BTreeSet<RecordId> {
    let is_negative = |row: &&Row| {
        let last = row.moment("last_exposure").map(|moment| moment.date());
        row.text("result") == "negative"
            && row.date("result_on").is_some_and(|on| last.is_none_or(|last| on >= last))
    };
    rows.iter().filter(is_negative).filter_map(|row| row.link("person")).collect()
}

/// A row of the list as the rules see it.
fn standing(row: &Row) -> Option<Standing> {
    let ended = row.date("ended_on").zip(Ended::of_name(row.text("ended_why")));
    let steps = match row.text("asserted_class") {
        "f1" => Some(1),
        "f2" => Some(2),
        _ => None,
    };
    let told = steps.map(|steps| Told {
        steps,
        last: row.date("told_exposure"),
        source: row.text("outside_source").to_owned(),
    });
    Some(Standing {
        record: row.record.id,
        person: row.link("person")?,
        row: Written {
            class: Class::of_name(row.text("class")),
            case: row.link("case"),
            via: row.link("via"),
            first: row.moment("first_exposure"),
            last: row.moment("last_exposure"),
            why: row.text("why").to_owned(),
            ended,
        },
        told,
        struck: row.text("state") == "struck",
    })
}

/// What the program writes of somebody.
fn written(step: &Step, answer: &Answer) -> Vec<(&'static str, Value)> {
    let row = &step.row;
    let rule = row.case.and_then(|case| answer.packs.get(&case)).cloned().unwrap_or_default();
    vec![
        ("class", Value::text(row.class.name())),
        ("case", link(row.case)),
        ("via", link(row.via)),
        ("first_exposure", moment(row.first)),
        ("last_exposure", moment(row.last)),
        ("why", Value::text(row.why.as_str())),
        ("ended_on", date(row.ended.map(|(day, _)| day))),
        ("ended_why", row.ended.map_or(Value::Empty, |(_, why)| Value::text(why.name()))),
        ("rule", Value::text(rule)),
    ]
}

/// What is copied of the person, and where the person is unless an officer said so.
fn of_person(person: &Somebody, unit: UnitId, row: Option<&Row>) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("full_name", Value::text(person.name.as_str())),
        ("phone", Value::text(person.phone.as_str())),
        ("village", Value::text(person.village.as_str())),
    ];
    let lives = person.lives_at.unwrap_or(person.unit);
    let said = row.is_some_and(|row| row.unit("where_is").is_some());
    if !said && lives != unit {
        values.push(("where_is", Value::text(lives.to_string())));
    }
    values
}

/// Why a row of the list is written, for its history.
fn why(change: Change) -> String {
    let class = |class: Class| match class {
        Class::None => "không thuộc diện".to_owned(),
        class => class.name().to_uppercase(),
    };
    match change {
        Change::New => "Máy đề xuất: có tiếp xúc · proposed: a contact was found".to_owned(),
        Change::Class(from, to) => {
            format!("Diện {} → {} · class derived again", class(from), class(to))
        }
        Change::Ended(Ended::Window) => "Hết thời gian theo dõi · the time is over".to_owned(),
        Change::Ended(Ended::LinkNegative) => {
            "F1 liên quan âm tính · the linked F1 is negative".to_owned()
        }
        Change::Ended(Ended::BecameCase) => "Dương tính: F1 → F0 · became a case".to_owned(),
        Change::Ended(Ended::NoContact) => {
            "Không còn tiếp xúc với ca nào · no contact with a case is left".to_owned()
        }
        Change::Ended(Ended::Struck) => "Bỏ khỏi danh sách · struck off".to_owned(),
        Change::Again => "Có tiếp xúc mới, theo dõi lại · exposed again".to_owned(),
        Change::Details => "Suy lại tiếp xúc · exposures derived again".to_owned(),
    }
}
