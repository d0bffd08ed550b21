//! People, places, whereabouts, contacts and cases of the registers, numbered for the engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::text::fold;
use domain::base::{RecordId, UnitId};
use domain::tracing::CaseDays;
use engines::contacts::{Kind, Minute, PersonNo, PlaceNo, Visit};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

use super::book::{Book, Row};
use crate::store::Scope;
use crate::{Node, Result};

/// Minute 0: the first day on which anybody could have been ill.
const EPOCH: DateTime = DateTime::constant(2019, 12, 1, 0, 0, 0, 0);

/// A moment in minutes; what lies before the first is the first.
pub(super) fn minute(moment: DateTime) -> Minute {
    let minutes = moment.duration_since(EPOCH).as_mins();
    u32::try_from(minutes.max(0)).unwrap_or(Minute::MAX)
}

/// Minutes as a moment.
pub(super) fn moment(minute: Minute) -> DateTime {
    EPOCH.checked_add(SignedDuration::from_mins(minute.into())).unwrap_or(DateTime::MAX)
}

/// The midnight at which a day ends.
pub(super) fn end_of(day: Date) -> DateTime {
    day.checked_add(1.day()).unwrap_or(Date::MAX).at(0, 0, 0, 0)
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    /// Record in the register of persons.
    pub record: RecordId,
    /// In whose book.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// Telephone; "" where none is known.
    pub phone: String,
    /// Village.
    pub village: String,
    /// The unit where the person lives, where that is another than the one that keeps the book.
    pub lives_at: Option<UnitId>,
    pub(super) household: Option<RecordId>,
    pub(super) workplace: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Record in the register of places; `None` for a household or a workplace that people share.
    pub record: Option<RecordId>,
    /// In whose book; `None` as for the record.
    pub unit: Option<UnitId>,
    /// What it is called.
    pub name: String,
    /// Its kind, as the register lists them; `household` and `work` for what people share.
    pub kind: String,
    /// Whether it is closed.
    pub closed: bool,
}

/// A case of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its record.
    pub record: RecordId,
    /// In whose book.
    pub unit: UnitId,
    /// Local id.
    pub code: String,
    /// National number.
    pub number: String,
    /// Name.
    pub name: String,
    /// The person, once it is linked.
    pub person: Option<RecordId>,
    /// `suspected`, `provisional`, `confirmed`, `negative`.
    pub state: String,
    /// Its days.
    pub days: CaseDays,
    /// When the result was there.
    pub result_at: Option<DateTime>,
    /// When it was isolated.
    pub isolated_at: Option<DateTime>,
    /// `treated`, `discharged`, `died`, `moved`.
    pub outcome: String,
    /// When it was discharged, died or moved.
    pub outcome_on: Option<Date>,
    /// Whom it was infected by, as somebody said.
    pub infected_by: Option<RecordId>,
    /// Where it came from, when that is elsewhere.
    pub outside_source: String,
    /// Village.
    pub village: String,
}

impl Case {
    pub(super) fn of(row: &Row) -> Self {
        let text = |name| row.text(name).to_owned();
        let exposed = row.date("exposed_on").filter(|_| row.text("source_known") != "unknown");
        Self {
            record: row.record.id,
            unit: row.record.unit,
            code: text("code"),
            number: text("national_number"),
            name: text("full_name"),
            person: row.link("person"),
            state: text("state"),
            days: CaseDays {
                onset: row.date("onset"),
                exposed,
                sampled: row.date("sampled_on"),
                confirmed: row.date("confirmed_on"),
            },
            result_at: row.moment("result_at"),
            isolated_at: row.moment("isolated_at"),
            outcome: text("outcome"),
            outcome_on: row.date("outcome_on"),
            infected_by: row.link("infected_by"),
            outside_source: text("outside_source"),
            village: text("village"),
        }
    }

    /// Whether it is a case: F0.
    pub fn is_confirmed(&self) -> bool {
        self.state == "confirmed"
    }

    /// What people call it: the national number, else the local id, else the name.
    pub fn label(&self) -> &str {
        let names = [&self.number, &self.code, &self.name];
        names.into_iter().find(|name| !name.is_empty()).map_or("?", String::as_str)
    }

    /// When it stopped meeting people: as it was written down, else at the end of the day on which it was confirmed.
    pub fn isolated(&self) -> Option<DateTime> {
        self.isolated_at.or_else(|| self.days.confirmed.map(end_of))
    }
}

/// Two people who were noted as having met.
#[derive(Clone, Debug)]
pub(super) struct Met {
    pub(super) one: PersonNo,
    pub(super) other: PersonNo,
    pub(super) kind: String,
    pub(super) first: Option<DateTime>,
    pub(super) last: Option<DateTime>,
    pub(super) metres: Option<f64>,
    pub(super) minutes: Option<i64>,
    pub(super) mask: Option<domain::tracing::Mask>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(super) people: Vec<Person>,
    pub(super) numbers: BTreeMap<RecordId, PersonNo>,
    pub(super) places: Vec<Place>,
    pub(super) visits: Vec<Visit>,
    pub(super) met: Vec<Met>,
    pub(super) cases: Vec<Case>,
    /// Since when people are in quarantine, at a site, at home or in hospital.
    pub(super) isolated: BTreeMap<PersonNo, Minute>,
}

/// Kinds of places that people share without a record of their own.
pub(super) const HOUSEHOLD: &str = "household";
pub(super) const WORK: &str = "work";

/// The kinds of places, by the number that the engine knows them by.
pub(super) const KINDS: [&str; 12] = [
    "other",
    "home",
    "workplace",
    "school",
    "health",
    "market",
    "eating",
    "vehicle",
    "worship",
    "outdoor",
    HOUSEHOLD,
    WORK,
];

/// The number of a kind.
pub(super) fn kind_no(kind: &str) -> Kind {
    let at = KINDS.iter().position(|known| *known == kind).unwrap_or_default();
    Kind(u8::try_from(at).unwrap_or_default())
}

/// The registers that it is made of.
const READ: [&str; 8] = [
    "case",
    "person",
    "place",
    "place_visit",
    "contact",
    "quarantine_stay",
    "follow_up",
    "traced_contact",
];

impl World {
    /// The world as the registers stand, kept until one of them changes: pages ask for it more often than people write.
    pub(super) fn of(node: &Node) -> Result<Arc<Self>> {
        node.kept.world.get(node, &READ, || Self::read(node))
    }

    fn read(node: &Node) -> Result<Self> {
        let all = Scope::everything();
        let mut world = Self {
            cases: Book::of(node, "case")?.rows(node, &all)?.iter().map(Case::of).collect(),
            ..Self::default()
        };
        for row in Book::of(node, "person")?.rows(node, &all)? {
            world.person(&row);
        }
        let places = world.read_places(node, &all)?;
        for row in Book::of(node, "place_visit")?.rows(node, &all)? {
            world.visit(&row, &places);
        }
        for row in Book::of(node, "contact")?.rows(node, &all)? {
            world.met(&row);
        }
        for row in Book::of(node, "quarantine_stay")?.rows(node, &all)? {
            let person = row.link("person").and_then(|person| world.numbers.get(&person));
            if let (Some(person), Some(from)) = (person, row.date("from")) {
                world.isolate(*person, end_of(from));
            }
        }
        world.isolate_followed(node, &all)?;
        for case in world.cases.clone().iter().filter(|case| case.is_confirmed()) {
            let person = case.person.and_then(|person| world.numbers.get(&person).copied());
            if let (Some(person), Some(since)) = (person, case.isolated()) {
                world.isolate(person, since);
            }
        }
        Ok(world)
    }

    /// Contacts who were reached and isolate meet nobody any more, whether a stay was written down or not.
    fn isolate_followed(&mut self, node: &Node, all: &Scope) -> Result<()> {
        let follow_ups = Book::of(node, "follow_up")?.rows(node, all)?;
        let isolated = follow_ups
            .iter()
            .filter(|row| matches!(row.text("state"), "isolating" | "monitored" | "completed"));
        let since: BTreeMap<RecordId, DateTime> =
            isolated.filter_map(|row| Some((row.record.id, row.moment("reached_at")?))).collect();
        for row in Book::of(node, "traced_contact")?.rows(node, all)? {
            let since = row.link("follow_up").and_then(|record| since.get(&record));
            let person = row.link("person").and_then(|person| self.numbers.get(&person));
            if let (Some(since), Some(person)) = (since, person.copied()) {
                self.isolate(person, *since);
            }
        }
        Ok(())
    }

    fn person(&mut self, row: &Row) {
        let text = |name| row.text(name).to_owned();
        let number = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.numbers.insert(row.record.id, number);
        let birth = row.date("birth_date").map(|day| i64::from(day.year()));
        self.people.push(Person {
            record: row.record.id,
            unit: row.record.unit,
            name: text("full_name"),
            birth_year: row.integer("birth_year").or(birth),
            phone: text("phone"),
            village: text("village"),
            lives_at: row.unit("lives_at"),
            household: row.link("household"),
            workplace: text("workplace"),
        });
    }

    fn read_places(&mut self, node: &Node, all: &Scope) -> Result<BTreeMap<RecordId, PlaceNo>> {
        let mut numbers = BTreeMap::new();
        for row in Book::of(node, "place")?.rows(node, all)? {
            let place = Place {
                record: Some(row.record.id),
                unit: Some(row.record.unit),
                name: row.text("name").to_owned(),
                kind: row.text("kind").to_owned(),
                closed: row.text("state") == "closed",
            };
            numbers.insert(row.record.id, self.place(place));
        }
        Ok(numbers)
    }

    fn place(&mut self, place: Place) -> PlaceNo {
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(place);
        number
    }

    fn visit(&mut self, row: &Row, places: &BTreeMap<RecordId, PlaceNo>) {
        let person = row.link("person").and_then(|person| self.numbers.get(&person));
        let place = row.link("place").and_then(|place| places.get(&place));
        let (from, to) = (row.moment("from"), row.moment("to"));
        if let (Some(person), Some(place), Some(from), Some(to)) = (person, place, from, to) {
            self.visits.extend(Visit::new(*person, *place, minute(from), minute(to)));
        }
    }

    fn met(&mut self, row: &Row) {
        let number = |name| row.link(name).and_then(|person| self.numbers.get(&person).copied());
        let (Some(one), Some(other)) = (number("one"), number("other")) else { return };
        self.met.push(Met {
            one,
            other,
            kind: row.text("kind").to_owned(),
            first: row.moment("first"),
            last: row.moment("last"),
            metres: row.decimal("distance"),
            minutes: row.integer("minutes"),
            mask: match row.text("mask") {
                "both" => Some(domain::tracing::Mask::Both),
                "one" | "none" => Some(domain::tracing::Mask::NotBoth),
                _ => None,
            },
        });
    }

    fn isolate(&mut self, person: PersonNo, since: DateTime) {
        let since = minute(since);
        let known = self.isolated.entry(person).or_insert(since);
        *known = since.min(*known);
    }

    /// What people share: those of one household, and those of one workplace or class of one unit, are together all the
    /// time between two moments, as far as nobody knows better. One alone shares nothing.
    pub(super) fn share(&mut self, from: Minute, to: Minute) {
        let mut groups: BTreeMap<(bool, String), (String, Vec<PersonNo>)> = BTreeMap::new();
        for (number, person) in (0..).zip(&self.people) {
            if let Some(household) = person.household {
                let group = groups.entry((true, household.to_string())).or_default();
                group.1.push(number);
            }
            let work = fold(&person.workplace);
            if !work.is_empty() {
                let group = groups.entry((false, format!("{}/{work}", person.unit))).or_default();
                group.0.clone_from(&person.workplace);
                group.1.push(number);
            }
        }
        for ((home, _), (name, people)) in groups.into_iter().filter(|(_, group)| group.1.len() > 1)
        {
            let kind = if home { HOUSEHOLD } else { WORK }.to_owned();
            let place = self.place(Place { record: None, unit: None, name, kind, closed: false });
            let stays = people.into_iter().filter_map(|person| Visit::new(person, place, from, to));
            self.visits.extend(stays);
        }
    }

    /// A person by number.
    pub(super) fn who(&self, person: PersonNo) -> Option<&Person> {
        self.people.get(person as usize)
    }
}
