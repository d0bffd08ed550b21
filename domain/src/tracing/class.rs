//! In which class people are: derived from who met whom, or told by a named source elsewhere, and derived again whenever
//! something changes. Doing it twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};

use crate::base::RecordId;

/// The class of a person, relative to the nearest case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A case: F0.
    Case,
    /// So many steps from a case: F1, F2 …
    Contact(u8),
    /// Nothing links the person to a case any more.
    #[default]
    None,
}

impl Class {
    /// How the register writes it.
    pub fn name(self) -> String {
        match self {
            Self::Case => "f0".to_owned(),
            Self::Contact(steps) => format!("f{steps}"),
            Self::None => "none".to_owned(),
        }
    }

    /// Reads it as the register writes it; what it does not know is no class.
    pub fn of_name(name: &str) -> Self {
        match name.strip_prefix('f').and_then(|steps| steps.parse().ok()) {
            Some(0) => Self::Case,
            Some(steps) => Self::Contact(steps),
            None => Self::None,
        }
    }
}

/// What follows from whereabouts and contacts for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// How many steps from the nearest case: 1 is F1.
    pub steps: u8,
    /// When the exposure of that class began.
    pub first: DateTime,
    /// When it ended.
    pub last: DateTime,
    /// The nearest case.
    pub case: RecordId,
    /// Whom the person met: the case, or a contact on the way to it.
    pub via: RecordId,
    /// The way to the case, in words.
    pub why: String,
}

/// Why somebody is no longer followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The time of quarantine and monitoring is over.
    Window,
    /// Everybody who could have exposed the person was tested negative.
    LinkNegative,
    /// The person is a case now.
    BecameCase,
    /// No contact is left: a case was excluded, a visit was corrected.
    NoContact,
    /// An officer struck the person off, with a reason.
    Struck,
}

impl Ended {
    const NAMES: [(Self, &'static str); 5] = [
        (Self::Window, "window"),
        (Self::LinkNegative, "link_negative"),
        (Self::BecameCase, "became_case"),
        (Self::NoContact, "no_contact"),
        (Self::Struck, "struck"),
    ];

    /// How the register writes it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(one, _)| *one == self).map_or("", |(_, name)| name)
    }

    /// Reads it as the register writes it.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, own)| *own == name).map(|(one, _)| *one)
    }
}

/// What the program writes of a person in the contact list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The class.
    pub class: Class,
    /// The nearest case; none where it is elsewhere.
    pub case: Option<RecordId>,
    /// Whom the person met.
    pub via: Option<RecordId>,
    /// When the exposure began.
    pub first: Option<DateTime>,
    /// When it ended.
    pub last: Option<DateTime>,
    /// Why, in words.
    pub why: String,
    /// Since when, and why, nobody follows the person any more.
    pub ended: Option<(Date, Ended)>,
}

/// What a named source elsewhere told of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// 1 is F1.
    pub steps: u8,
    /// The last exposure.
    pub last: Option<Date>,
    /// Who told it, and of which case.
    pub source: String,
}

/// A person who stands in the contact list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The record.
    pub record: RecordId,
    /// The person.
    pub person: RecordId,
    /// What the program wrote.
    pub row: Row,
    /// What somebody elsewhere told.
    pub told: Option<Told>,
    /// Whether an officer struck the person off.
    pub struck: bool,
}

/// What is known now.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// Who was reached, by person.
    pub derived: &'a BTreeMap<RecordId, Derived>,
    /// Who is a case, and since when.
    pub cases: &'a BTreeMap<RecordId, Date>,
    /// Who was reached only through people whose test is negative.
    pub cleared: &'a BTreeSet<RecordId>,
    /// How many generations are listed.
    pub listed: u8,
    /// Until which day somebody of a class is followed whose last exposure was on a day.
    pub followed_until: &'a dyn Fn(u8, Date) -> Option<Date>,
    /// Today.
    pub today: Date,
}

/// What happened to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// New in the list.
    New,
    /// In another class than before.
    Class(Class, Class),
    /// No longer followed.
    Ended(Ended),
    /// Followed again: a new exposure, or what ended it no longer holds.
    Again,
    /// The same class with other exposures or reasons.
    Details,
}

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The record; `None` for a new one.
    pub record: Option<RecordId>,
    /// The person.
    pub person: RecordId,
    /// What it says now.
    pub row: Row,
    /// What happened.
    pub change: Change,
    /// Whether an officer has to look again at somebody who was struck off: another case came.
    pub look_again: bool,
}

/// What must be written so that the list says what is known. Nothing, where it already does.
pub fn settle(picture: &Picture<'_>, standing: &[Standing]) -> Vec<Step> {
    let known: BTreeSet<RecordId> = standing.iter().map(|one| one.person).collect();
    let changed = standing.iter().filter_map(|one| picture.changed(one));
    let fresh = picture
        .derived
        .iter()
        .filter(|(person, derived)| !known.contains(*person) && derived.steps <= picture.listed);
    let fresh = fresh.filter_map(|(person, derived)| picture.fresh(*person, derived));
    changed.chain(fresh).collect()
}

impl Picture<'_> {
    /// Somebody who is not in the list yet; nothing for a case, nor for somebody whose time was over before it began.
    fn fresh(&self, person: RecordId, derived: &Derived) -> Option<Step> {
        if self.cases.contains_key(&person) {
            return None;
        }
        let row = Row {
            ended: self.ended(person, derived.steps, derived.last.date(), None),
            ..of(derived)
        };
        let change = Change::New;
        row.ended.is_none().then_some(Step { record: None, person, row, change, look_again: false })
    }

    fn changed(&self, one: &Standing) -> Option<Step> {
        let derived = self.derived.get(&one.person).filter(|derived| derived.steps <= self.listed);
        let another = derived.filter(|derived| one.row.case != Some(derived.case));
        let look_again = one.struck && another.is_some() && !self.cases.contains_key(&one.person);
        let row = self.row(one, derived, one.struck && !look_again);
        if row == one.row && !look_again {
            return None;
        }
        let change = match (one.row.ended, row.ended) {
            (_, Some((_, why))) if one.row.ended.is_none_or(|(_, before)| before != why) => {
                Change::Ended(why)
            }
            (Some(_), None) => Change::Again,
            _ if one.row.class != row.class => Change::Class(one.row.class, row.class),
            _ => Change::Details,
        };
        let (record, person) = (Some(one.record), one.person);
        Some(Step { record, person, row, change, look_again })
    }

    fn row(&self, one: &Standing, derived: Option<&Derived>, struck: bool) -> Row {
        if let Some(since) = self.cases.get(&one.person) {
            let ended = Some((*since, Ended::BecameCase));
            return Row { class: Class::Case, ended, ..one.row.clone() };
        }
        if struck {
            // What was struck off stays as it was looked at.
            let since = self.since(one, Ended::Struck);
            return Row { ended: Some((since, Ended::Struck)), ..one.row.clone() };
        }
        let told = one.told.as_ref();
        let Some(mut row) = nearest(derived, told) else { return self.gone(one) };
        let Class::Contact(steps) = row.class else { return row };
        let last = row.last.map(DateTime::date);
        row.ended = last.and_then(|last| {
            self.ended(one.person, steps, last, one.row.ended).filter(|(_, why)| {
                // Who was told of elsewhere is not released by a test here.
                told.is_none() || *why != Ended::LinkNegative
            })
        });
        row
    }

    /// Somebody whom nothing links to a case now. What had ended before stays as it ended.
    fn gone(&self, one: &Standing) -> Row {
        match one.row.ended {
            Some((_, Ended::Window | Ended::LinkNegative | Ended::NoContact)) => one.row.clone(),
            _ => {
                let since = self.since(one, Ended::NoContact);
                let ended = Some((since, Ended::NoContact));
                Row { class: Class::None, ended, ..one.row.clone() }
            }
        }
    }

    fn since(&self, one: &Standing, why: Ended) -> Date {
        one.row.ended.filter(|(_, before)| *before == why).map_or(self.today, |(day, _)| day)
    }

    fn ended(
        &self,
        person: RecordId,
        steps: u8,
        last: Date,
        before: Option<(Date, Ended)>,
    ) -> Option<(Date, Ended)> {
        let over = (self.followed_until)(steps, last).filter(|until| *until < self.today);
        if let Some(until) = over {
            return Some((until, Ended::Window));
        }
        let cleared = self.cleared.contains(&person);
        let since = before.filter(|(_, why)| *why == Ended::LinkNegative).map(|(day, _)| day);
        cleared.then_some((since.unwrap_or(self.today), Ended::LinkNegative))
    }
}

fn of(derived: &Derived) -> Row {
    Row {
        class: Class::Contact(derived.steps),
        case: Some(derived.case),
        via: Some(derived.via),
        first: Some(derived.first),
        last: Some(derived.last),
        why: derived.why.clone(),
        ended: None,
    }
}

/// The nearer of what was derived and what was told; with the later of both last exposures.
fn nearest(derived: Option<&Derived>, told: Option<&Told>) -> Option<Row> {
    let Some(told) = told else { return derived.map(of) };
    let told_last = told.last.map(|day| day.at(0, 0, 0, 0));
    match derived.filter(|derived| derived.steps <= told.steps) {
        Some(derived) => {
            let row = of(derived);
            Some(Row { last: row.last.max(told_last), ..row })
        }
        None => Some(Row {
            class: Class::Contact(told.steps),
            last: told_last,
            why: format!("Theo thông báo: {}", told.source),
            ..Row::default()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn id(number: u8) -> RecordId {
        RecordId::derived(&format!("person {number}"))
    }

    fn met(steps: u8, case: u8, last: Date) -> Derived {
        let why = "gặp nhau".to_owned();
        let first = last.at(7, 0, 0, 0);
        Derived { steps, first, last: last.at(8, 0, 0, 0), case: id(case), via: id(case), why }
    }

    /// What is known, held for a picture.
    #[derive(Clone, Debug, Default)]
    struct Known {
        derived: BTreeMap<RecordId, Derived>,
        cases: BTreeMap<RecordId, Date>,
        cleared: BTreeSet<RecordId>,
    }

    impl Known {
        fn settle(&self, today: Date, standing: &[Standing]) -> Vec<Step> {
            let until = |_: u8, last: Date| last.checked_add(21.days()).ok();
            settle(
                &Picture {
                    derived: &self.derived,
                    cases: &self.cases,
                    cleared: &self.cleared,
                    listed: 2,
                    followed_until: &until,
                    today,
                },
                standing,
            )
        }
    }

    /// Writes the steps as the ledger would.
    fn write(steps: &[Step], standing: &mut Vec<Standing>) {
        for step in steps {
            match standing.iter_mut().find(|one| Some(one.record) == step.record) {
                Some(one) => {
                    one.row = step.row.clone();
                    one.struck &= !step.look_again;
                }
                None => standing.push(Standing {
                    record: step.person,
                    person: step.person,
                    row: step.row.clone(),
                    told: None,
                    struck: false,
                }),
            }
        }
    }

    const MAY: Date = date(2021, 5, 17);

    #[test]
    fn when_a_contact_is_positive_it_is_a_case_and_its_contacts_come_nearer() {
        let mut known = Known {
            derived: [(id(1), met(1, 0, MAY)), (id(2), met(2, 0, MAY))].into(),
            ..Known::default()
        };
        let mut list = Vec::new();
        let steps = known.settle(MAY, &list);
        assert_eq!(
            steps.iter().map(|step| step.change).collect::<Vec<_>>(),
            [Change::New, Change::New]
        );
        write(&steps, &mut list);
        // 1 is positive: what is derived now knows it as a case, and 2 as its contact.
        known.cases.insert(id(1), MAY);
        known.derived = [(id(2), met(1, 1, MAY))].into();
        let steps = known.settle(MAY, &list);
        let told: Vec<_> = steps.iter().map(|step| (step.person, step.change)).collect();
        assert_eq!(
            told,
            [
                (id(1), Change::Ended(Ended::BecameCase)),
                (id(2), Change::Class(Class::Contact(2), Class::Contact(1)))
            ]
        );
        write(&steps, &mut list);
        assert_eq!(known.settle(MAY, &list), [], "once more changes nothing");
        // The test was wrong: 1 is a contact again.
        known.cases.clear();
        known.derived = [(id(1), met(1, 0, MAY)), (id(2), met(2, 0, MAY))].into();
        let steps = known.settle(MAY, &list);
        assert_eq!(steps[0].change, Change::Again);
        assert_eq!(steps[0].row.class, Class::Contact(1));
        assert_eq!(steps[1].row.class, Class::Contact(2));
    }

    #[test]
    fn a_negative_test_releases_those_who_met_nobody_else_and_time_releases_the_rest() {
        let mut known = Known { derived: [(id(2), met(2, 0, MAY))].into(), ..Known::default() };
        let mut list = Vec::new();
        write(&known.settle(MAY, &list), &mut list);
        known.cleared.insert(id(2));
        let steps = known.settle(date(2021, 5, 20), &list);
        assert_eq!(steps[0].row.ended, Some((date(2021, 5, 20), Ended::LinkNegative)));
        write(&steps, &mut list);
        assert_eq!(known.settle(date(2021, 5, 22), &list), [], "the day on which it ended stays");
        known.cleared.clear();
        let steps = known.settle(date(2021, 6, 7), &list);
        assert_eq!(steps[0].change, Change::Again, "the last day is part of it");
        write(&steps, &mut list);
        let steps = known.settle(date(2021, 6, 8), &list);
        assert_eq!(steps[0].row.ended, Some((date(2021, 6, 7), Ended::Window)));
        write(&steps, &mut list);
        // Nothing is known of the contact any more, years later: how it ended stays.
        known.derived.clear();
        assert_eq!(known.settle(date(2023, 1, 1), &list), []);
    }

    #[test]
    fn what_is_told_elsewhere_holds_without_a_case_here_and_the_nearer_counts() {
        let told = Told { steps: 1, last: Some(MAY), source: "CDC Hà Nội, BN4352".to_owned() };
        let standing = Standing {
            record: id(9),
            person: id(9),
            row: Row::default(),
            told: Some(told),
            struck: false,
        };
        let mut list = vec![standing];
        let mut known = Known::default();
        let steps = known.settle(MAY, &list);
        assert_eq!(steps[0].row.class, Class::Contact(1));
        assert_eq!(steps[0].row.why, "Theo thông báo: CDC Hà Nội, BN4352");
        write(&steps, &mut list);
        known.derived.insert(id(9), met(2, 0, date(2021, 5, 18)));
        assert_eq!(known.settle(date(2021, 5, 18), &list), [], "F1 as told is nearer than F2");
        known.derived.insert(id(9), met(1, 0, date(2021, 5, 18)));
        let steps = known.settle(date(2021, 5, 18), &list);
        assert_eq!(steps[0].row.case, Some(id(0)));
    }

    #[test]
    fn who_was_struck_off_stays_off_until_another_case_comes() {
        let mut known = Known { derived: [(id(2), met(1, 0, MAY))].into(), ..Known::default() };
        let mut list = Vec::new();
        write(&known.settle(MAY, &list), &mut list);
        list[0].struck = true;
        write(&known.settle(MAY, &list), &mut list);
        assert_eq!(list[0].row.ended, Some((MAY, Ended::Struck)));
        known.derived.insert(id(2), met(1, 0, date(2021, 5, 20)));
        assert_eq!(known.settle(date(2021, 5, 21), &list), []);
        known.derived.insert(id(2), met(1, 7, date(2021, 5, 20)));
        let steps = known.settle(date(2021, 5, 21), &list);
        assert!(steps[0].look_again && steps[0].row.ended.is_none());
        write(&steps, &mut list);
        assert_eq!(known.settle(date(2021, 5, 21), &list), []);
    }

    #[test]
    fn classes_are_read_as_they_are_written() {
        for class in [Class::Case, Class::Contact(1), Class::Contact(4), Class::None] {
            assert_eq!(Class::of_name(&class.name()), class);
        }
        for (ended, name) in Ended::NAMES {
            assert_eq!((Ended::of_name(name), ended.name()), (Some(ended), name));
        }
    }

    fn known() -> impl Strategy<Value = Known> {
        let derived = proptest::collection::btree_map(0_u8..6, (1_u8..4, 0_u8..3, 0_i64..40), 0..6);
        let cases = proptest::collection::btree_set(0_u8..6, 0..3);
        let cleared = proptest::collection::btree_set(0_u8..6, 0..3);
        (derived, cases, cleared).prop_map(|(derived, cases, cleared)| Known {
            derived: derived
                .into_iter()
                .filter(|(person, _)| !cases.contains(person))
                .map(|(person, (steps, case, days))| {
                    (id(person), met(steps, case, MAY.checked_add(days.days()).unwrap()))
                })
                .collect(),
            cases: cases.iter().map(|person| (id(*person), MAY)).collect(),
            cleared: cleared.into_iter().map(id).collect(),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn after_any_history_the_list_settles_at_once(
            history in proptest::collection::vec((known(), 0_i64..60, any::<u8>()), 1..6),
        ) {
            let mut list: Vec<Standing> = Vec::new();
            for (known, days, mark) in history {
                let today = MAY.checked_add(days.days()).unwrap();
                if let Some(one) = list.get_mut(usize::from(mark % 16)) {
                    one.struck = mark & 16 > 0;
                    one.told = (mark & 32 > 0).then(|| Told { steps: 1 + mark / 128, last: Some(MAY), source: "CDC".to_owned() });
                }
                let steps = known.settle(today, &list);
                write(&steps, &mut list);
                prop_assert_eq!(known.settle(today, &list), vec![]);
                for one in &list {
                    // Nobody is followed who is a case, or was struck off.
                    let open = one.row.ended.is_none();
                    prop_assert!(!(open && (known.cases.contains_key(&one.person) || one.struck)));
                    // Nobody is in a class without a reason.
                    let linked = known.derived.get(&one.person).is_some_and(|derived| derived.steps <= 2);
                    prop_assert!(!open || linked || one.told.is_some());
                }
            }
        }
    }
}
