//! What pages and papers read of tracing, in a scope.

use std::collections::BTreeMap;

use domain::base::{RecordId, UnitId};
use domain::tracing::{Class, Ended};
use jiff::civil::{Date, DateTime};

use super::book::{Book, Row};
use super::derive::{Answer, answer};
use super::rules::rules;
use super::world::{Case, World};
use crate::store::Scope;
use crate::{Node, Result};

/// Somebody in the contact list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its record in the list.
    pub record: RecordId,
    /// Whose list.
    pub unit: UnitId,
    /// The person.
    pub person: Option<RecordId>,
    /// Name.
    pub name: String,
    /// Class.
    pub class: Class,
    /// The nearest case; none where it is elsewhere.
    pub case: Option<RecordId>,
    /// Whom the person met.
    pub via: Option<RecordId>,
    /// Who told it, where the case is elsewhere.
    pub outside_source: String,
    /// The exposure: its beginning and end.
    pub exposure: (Option<DateTime>, Option<DateTime>),
    /// Why the person is on the list; names others.
    pub why: String,
    /// Village.
    pub village: String,
    /// Telephone.
    pub phone: String,
    /// The unit that follows the person.
    pub where_is: UnitId,
    /// Where the person is, when that is beyond this node.
    pub beyond: String,
    /// `proposed`, `listed`, `struck`.
    pub state: String,
    /// When it was sent, acknowledged and reached.
    pub steps: [Option<DateTime>; 3],
    /// The follow-up.
    pub follow_up: Option<RecordId>,
    /// `negative`, `positive`, or nothing.
    pub result: String,
    /// Since when and why nobody follows the person any more.
    pub ended: Option<(Date, Ended)>,
    /// The pack.
    pub rule: String,
    /// The entry that wrote it last.
    pub entry: u64,
}

impl Contact {
    fn of(row: &Row) -> Self {
        let text = |name| row.text(name).to_owned();
        Self {
            record: row.record.id,
            unit: row.record.unit,
            person: row.link("person"),
            name: text("full_name"),
            class: Class::of_name(row.text("class")),
            case: row.link("case"),
            via: row.link("via"),
            outside_source: text("outside_source"),
            exposure: (row.moment("first_exposure"), row.moment("last_exposure")),
            why: text("why"),
            village: text("village"),
            phone: text("phone"),
            where_is: row.unit("where_is").unwrap_or(row.record.unit),
            beyond: text("beyond"),
            state: text("state"),
            steps: ["sent_at", "acknowledged_at", "reached_at"].map(|name| row.moment(name)),
            follow_up: row.link("follow_up"),
            result: text("result"),
            ended: row.date("ended_on").zip(Ended::of_name(row.text("ended_why"))),
            rule: text("rule"),
            entry: row.record.entry,
        }
    }

    /// Whether it still counts: not struck, not ended.
    pub fn is_open(&self) -> bool {
        self.ended.is_none() && self.state != "struck"
    }

    /// When the person was reached.
    pub fn reached(&self) -> Option<DateTime> {
        self.steps[2]
    }
}

/// The contact list in a scope: by class, then by name.
///
/// # Errors
/// When the database cannot be read.
pub fn contacts(node: &Node, scope: &Scope) -> Result<Vec<Contact>> {
    let rows = Book::of(node, "traced_contact")?.rows(node, scope)?;
    let mut contacts: Vec<Contact> = rows.iter().map(Contact::of).collect();
    contacts.sort_by(|a, b| (a.class, &a.name, a.record).cmp(&(b.class, &b.name, b.record)));
    Ok(contacts)
}

/// The cases in a scope, those confirmed last first.
///
/// # Errors
/// When the database cannot be read.
pub fn cases(node: &Node, scope: &Scope) -> Result<Vec<Case>> {
    let mut cases: Vec<Case> =
        Book::of(node, "case")?.rows(node, scope)?.iter().map(Case::of).collect();
    cases.sort_by_key(|case| (std::cmp::Reverse(case.days.known_on()), case.record));
    Ok(cases)
}

/// One case that a scope sees.
///
/// # Errors
/// When the database cannot be read.
pub fn case(node: &Node, scope: &Scope, record: RecordId) -> Result<Option<Case>> {
    let row = Book::of(node, "case")?.row(&node.reader()?, scope, record)?;
    Ok(row.as_ref().map(Case::of))
}

/// What follows from the registers of all units of this node: whoever shows it takes the cases of its own scope.
///
/// # Errors
/// When the database cannot be read.
pub fn picture(node: &Node) -> Result<Answer> {
    let (world, packs) = (World::of(node)?, rules(node)?.contact);
    Ok(answer(&world, &std::collections::BTreeSet::new(), &packs, node.clock().today()))
}

/// How fast the contacts of a case were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// F1 who are followed or were.
    pub all: usize,
    /// How many of them were reached.
    pub reached: usize,
    /// Minutes from the result to the last of them; none while one is missing, or nobody knows when the result came.
    pub minutes: Option<i64>,
}

/// How fast the F1 of a case were reached. Struck ones do not count.
pub fn reach(case: &Case, contacts: &[Contact]) -> Reach {
    let own = contacts.iter().filter(|one| {
        let was_contact = matches!(one.class, Class::Contact(1) | Class::Case);
        one.case == Some(case.record) && one.state == "listed" && was_contact
    });
    let moments: Vec<Option<DateTime>> = own.map(Contact::reached).collect();
    let reached: Vec<DateTime> = moments.iter().flatten().copied().collect();
    let last = reached.iter().max().filter(|_| reached.len() == moments.len());
    let minutes = last.zip(case.result_at).map(|(last, from)| last.duration_since(from).as_mins());
    Reach { all: moments.len(), reached: reached.len(), minutes }
}

/// What is missing of a case and its contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The window cannot be known: no onset, no sample, no day of confirmation.
    pub no_day: bool,
    /// Nobody wrote down when the case was isolated.
    pub no_isolation: bool,
    /// Nobody wrote down when the result came.
    pub no_result: bool,
    /// Where the case was is not known: no visit, no contact.
    pub no_whereabouts: bool,
    /// Contacts without a telephone.
    pub no_phone: Vec<String>,
    /// Contacts who are beyond this node, and where.
    pub beyond: Vec<(String, String)>,
    /// Contacts who were listed and are followed elsewhere, and have not been acknowledged there.
    pub not_acknowledged: Vec<(String, UnitId)>,
}

/// What is missing of a case. `known` are the contacts with this case.
pub fn missing(case: &Case, known: &[&Contact], picture: &Answer) -> Missing {
    let open: Vec<&&Contact> = known.iter().filter(|one| one.is_open()).collect();
    let name = |one: &&&Contact| one.name.clone();
    let there = picture.places.iter().any(|place| place.of.contains(&case.record));
    Missing {
        no_day: case.is_confirmed() && !picture.packs.contains_key(&case.record)
            || case.days.known_on().is_none(),
        no_isolation: case.is_confirmed() && case.isolated_at.is_none(),
        no_result: case.is_confirmed() && case.result_at.is_none(),
        no_whereabouts: case.is_confirmed() && !there && known.is_empty(),
        no_phone: open.iter().filter(|one| one.phone.is_empty()).map(name).collect(),
        beyond: open
            .iter()
            .filter(|one| !one.beyond.is_empty())
            .map(|one| (one.name.clone(), one.beyond.clone()))
            .collect(),
        not_acknowledged: open
            .iter()
            .filter(|one| one.steps[0].is_some() && one.steps[1].is_none())
            .map(|one| (one.name.clone(), one.where_is))
            .collect(),
    }
}

/// Somebody whom a unit follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Its record.
    pub record: RecordId,
    /// Who follows.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// Class.
    pub class: Class,
    /// Village.
    pub village: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// The case, by its local id, or whoever told of it.
    pub case_code: String,
    /// Who asked.
    pub asked_by: Option<UnitId>,
    /// The last exposure.
    pub last_exposure: Option<Date>,
    /// By when the person is to be reached.
    pub due_at: Option<DateTime>,
    /// Its step, as the register lists them.
    pub state: String,
    /// When the person was reached.
    pub reached_at: Option<DateTime>,
    /// The last day of quarantine, and of monitoring.
    pub until: [Option<Date>; 2],
    /// Since when the person cannot be found, and to whom that was told.
    pub lost: Option<(DateTime, Option<UnitId>)>,
}

impl FollowUp {
    fn of(row: &Row) -> Self {
        let text = |name| row.text(name).to_owned();
        Self {
            record: row.record.id,
            unit: row.record.unit,
            name: text("full_name"),
            birth_year: row.integer("birth_year"),
            class: Class::of_name(row.text("class")),
            village: text("village"),
            address: text("address"),
            phone: text("phone"),
            case_code: text("case_code"),
            asked_by: row.unit("asked_by"),
            last_exposure: row.date("last_exposure"),
            due_at: row.moment("due_at"),
            state: text("state"),
            reached_at: row.moment("reached_at"),
            until: ["until", "monitored_until"].map(|name| row.date(name)),
            lost: row.moment("lost_since").map(|since| (since, row.unit("escalated_to"))),
        }
    }

    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        !matches!(self.state.as_str(), "completed" | "not_here" | "became_case" | "released")
    }

    /// Whether the person should have been reached.
    pub fn is_late(&self, now: DateTime) -> bool {
        matches!(self.state.as_str(), "sent" | "acknowledged")
            && self.due_at.is_some_and(|due| due < now)
    }
}

/// Whom the units of a scope follow, by village and name.
///
/// # Errors
/// When the database cannot be read.
pub fn follow_ups(node: &Node, scope: &Scope) -> Result<Vec<FollowUp>> {
    let rows = Book::of(node, "follow_up")?.rows(node, scope)?;
    let mut found: Vec<FollowUp> = rows.iter().map(FollowUp::of).collect();
    found.sort_by(|a, b| {
        (a.unit, &a.village, &a.name, a.record).cmp(&(b.unit, &b.village, &b.name, b.record))
    });
    Ok(found)
}

/// What was noted of somebody on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its record.
    pub record: RecordId,
    /// Whether the person was met or called.
    pub seen: bool,
    /// How the person is, as the register works it out.
    pub condition: Condition,
}

/// How somebody is who is followed up; the register says from which temperature, saturation and symptoms on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing was noted that asks for a doctor.
    Well,
    /// Fever or other symptoms.
    Ill,
    /// Urgent.
    InDanger,
}

impl Condition {
    fn of_name(name: &str) -> Self {
        match name {
            "danger" => Self::InDanger,
            "ill" => Self::Ill,
            _ => Self::Well,
        }
    }
}

/// What was noted on a day, by follow-up; and on how many days each was seen.
///
/// # Errors
/// When the database cannot be read.
pub fn seen_on(
    node: &Node,
    scope: &Scope,
    day: Date,
) -> Result<(BTreeMap<RecordId, Seen>, BTreeMap<RecordId, usize>)> {
    let (mut today, mut days) = (BTreeMap::new(), BTreeMap::new());
    for row in Book::of(node, "follow_up_day")?.rows(node, scope)? {
        let Some(whom) = row.link("follow_up") else { continue };
        let seen = row.text("seen") == "yes";
        *days.entry(whom).or_default() += usize::from(seen);
        if row.date("day") == Some(day) {
            let condition = Condition::of_name(row.text("condition"));
            today.insert(whom, Seen { record: row.record.id, seen, condition });
        }
    }
    Ok((today, days))
}

/// The last day on which each unit had a case.
///
/// # Errors
/// When the database cannot be read.
pub fn last_cases(node: &Node, scope: &Scope) -> Result<BTreeMap<UnitId, Date>> {
    let mut last: BTreeMap<UnitId, Date> = BTreeMap::new();
    for case in cases(node, scope)?.iter().filter(|case| case.is_confirmed()) {
        let day = case.days.confirmed.or(case.days.sampled).unwrap_or(Date::MIN);
        let known = last.entry(case.unit).or_insert(day);
        *known = day.max(*known);
    }
    Ok(last)
}
