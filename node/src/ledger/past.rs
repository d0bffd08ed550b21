//! Records as they were at a moment, by the clocks of those who wrote.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::base::{Value, stamp};
use domain::entry::{Sealed, millis};
use domain::record::Body;
use jiff::civil::{Date, DateTime};

use super::history::{Happened, entries_of, step_in};
use crate::Result;
use crate::projection::{Register, Registry};
use crate::store::{Reader, Record, Scope};

/// The moment of which somebody asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsOf {
    /// As it is.
    #[default]
    Now,
    /// As it was when a day ended that is past.
    EndOf(Date),
}

impl AsOf {
    /// A day as somebody sees it who asks today: a day that is past has ended, any other is now.
    pub fn day(day: Date, today: Date) -> Self {
        if day < today { Self::EndOf(day) } else { Self::Now }
    }

    /// On the clock on the wall: the last second of a day that is past.
    pub fn wall(self, now: DateTime) -> DateTime {
        match self {
            Self::Now => now,
            Self::EndOf(day) => day.at(23, 59, 59, 0),
        }
    }

    /// The first millisecond that is later.
    pub(crate) fn end(self) -> Option<u64> {
        match self {
            Self::Now => None,
            Self::EndOf(day) => {
                let next = day.tomorrow().unwrap_or(Date::MAX).at(0, 0, 0, 0);
                Some(stamp(next).map_or(u64::MAX, millis))
            }
        }
    }
}

/// The records of a register that were there before a moment (milliseconds since 1970), with what they said then.
///
/// What was
/// written elsewhere before that moment counts, even where it came here later. Records that were lawfully erased since are
/// left out: nobody can say any more what they held.
pub(crate) fn each_before(
    reader: &Reader<'_>,
    registry: &Registry,
    register: &Register,
    scope: &Scope,
    moment: u64,
    mut take: impl FnMut(&Record),
) -> Result<()> {
    let mut past = Past { reader, registry, moment, opened: BTreeMap::new() };
    reader.rows(&register.table, |record| {
        if scope.sees(&record.path)
            && let Some(then) = past.then(register, record)?
        {
            take(&then);
        }
        Ok(())
    })
}

/// Entries that are open: records that were written together share them.
struct Past<'r> {
    reader: &'r Reader<'r>,
    registry: &'r Registry,
    moment: u64,
    opened: BTreeMap<u64, Option<Opened>>,
}

struct Opened {
    sealed: Sealed,
    pack: Vec<u8>,
}

impl Past<'_> {
    /// A record as it was; `None` where it was not there, or is not known any more.
    fn then(&mut self, register: &Register, now: Record) -> Result<Option<Record>> {
        let moment = self.moment;
        let untouched =
            self.open(now.entry)?.is_some_and(|latest| latest.sealed.entry().at.millis < moment);
        if untouched {
            return Ok((!now.retracted).then_some(now));
        }
        let entries = entries_of(self.reader, self.registry, register.definition.id, now.id)?;
        let (mut body, mut there) = (Body::new(), false);
        for no in entries {
            let Some(opened) = self.open(no)? else { continue };
            let Some(step) = step_in(no, &opened.sealed, &opened.pack, now.id)? else { continue };
            if step.at.millis >= moment {
                continue;
            }
            match step.happened {
                Happened::Put(fields) => {
                    body.extend(fields);
                    there = true;
                }
                Happened::Retract => there = false,
                Happened::PutErased | Happened::Erase => (body, there) = (Body::new(), false),
            }
        }
        body.retain(|_, value| *value != Value::Empty);
        Ok(there.then_some(Record { body, retracted: false, ..now }))
    }

    fn open(&mut self, no: u64) -> Result<Option<&Opened>> {
        if let Entry::Vacant(place) = self.opened.entry(no) {
            let opened = match self.reader.entry(no)? {
                Some(stored) => {
                    let sealed = stored.open()?;
                    Some(Opened { sealed, pack: stored.pack.unwrap_or_default() })
                }
                None => None,
            };
            place.insert(opened);
        }
        Ok(self.opened.get(&no).and_then(Option::as_ref))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::base::units::mai_son;
    use domain::base::{RecordId, Value};
    use domain::entry::{Act, Draft, DraftChange};
    use domain::register::Owner;
    use jiff::civil::date;
    use proptest::prelude::*;

    use crate::{Node, Options, Scope, fields, units};

    /// What somebody does to one of three people.
    #[derive(Clone, Debug)]
    enum Step {
        Name(usize, u8),
        Call(usize, u8),
        Retract(usize),
        NextDay,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0..3usize, any::<u8>()).prop_map(|(who, name)| Step::Name(who, name)),
            (0..3usize, any::<u8>()).prop_map(|(who, phone)| Step::Call(who, phone)),
            (0..3usize).prop_map(Step::Retract),
            Just(Step::NextDay),
        ];
        proptest::collection::vec(step, 1..24)
    }

    /// Name and telephone of who is on the list.
    type List = BTreeMap<RecordId, (String, String)>;

    fn listed(node: &Node, as_of: AsOf) -> List {
        let register = node.registry().get(Owner::BuiltIn.id_of("away_resident")).unwrap().clone();
        let mut list = List::new();
        units::each_as_of(node, &register, &Scope::everything(), as_of, |record| {
            let text = |name| fields::text(&register.definition, &record.body, name).to_owned();
            list.insert(record.id, (text("full_name"), text("phone")));
        })
        .unwrap();
        list
    }

    fn person(who: usize) -> RecordId {
        RecordId::derived(&format!("person {who}"))
    }

    fn change(node: &Node, who: usize, act: Act) {
        let unit = units::tree(node).unwrap().by_code("04117", date(2021, 9, 1)).unwrap().id;
        let (definition, record) = (Owner::BuiltIn.id_of("away_resident"), person(who));
        let changes = vec![DraftChange { definition, version: 1, record, act }];
        let reason = Some("thử".to_owned());
        node.append(&Draft { unit, officer: None, reason, changes }).unwrap();
    }

    fn put(node: &Node, who: usize, name: &str, value: &str) {
        let register = node.registry().get(Owner::BuiltIn.id_of("away_resident")).unwrap().clone();
        let put = fields::change(&register.definition, person(who), &[(name, Value::text(value))]);
        change(node, who, put.act);
    }

    fn fresh() -> (Node, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let first = stamp(date(2021, 9, 1).at(8, 0, 0, 0)).unwrap();
        let node = Node::create(folder.path(), Options::fixed(first, 5)).unwrap();
        units::write(&node, &mai_son().unwrap(), None).unwrap();
        (node, folder)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn each_evening_stays_as_it_was(steps in steps()) {
            let (node, _folder) = fresh();
            let (mut day, mut evenings) = (date(2021, 9, 1), Vec::new());
            for step in steps {
                match step {
                    Step::Name(who, name) => put(&node, who, "full_name", &format!("Lò {name}")),
                    Step::Call(who, phone) => put(&node, who, "phone", &format!("09{phone:08}")),
                    Step::Retract(who) if listed(&node, AsOf::Now).contains_key(&person(who)) => {
                        change(&node, who, Act::Retract);
                    }
                    Step::Retract(_) => {}
                    Step::NextDay => {
                        evenings.push((day, listed(&node, AsOf::Now)));
                        day = day.tomorrow().unwrap();
                        node.clock().set(stamp(day.at(8, 0, 0, 0)).unwrap());
                    }
                }
            }
            for (day, evening) in evenings {
                prop_assert_eq!(listed(&node, AsOf::EndOf(day)), evening);
            }
        }
    }

    #[test]
    fn what_was_erased_since_is_not_known_any_more() {
        let (node, _folder) = fresh();
        put(&node, 0, "full_name", "Lò Văn Ơn");
        put(&node, 1, "full_name", "Lò Văn Ân");
        node.clock().set(stamp(date(2021, 9, 3).at(8, 0, 0, 0)).unwrap());
        let of = |day| listed(&node, AsOf::EndOf(day)).len();
        assert_eq!((of(date(2021, 8, 31)), of(date(2021, 9, 1))), (0, 2));
        change(&node, 0, Act::Erase);
        assert_eq!(of(date(2021, 9, 1)), 1);
    }

    #[test]
    fn a_day_that_is_not_over_is_now() {
        let today = date(2021, 9, 10);
        assert_eq!(AsOf::day(today, today), AsOf::Now);
        assert_eq!(AsOf::day(date(2021, 9, 11), today), AsOf::Now);
        let yesterday = AsOf::day(date(2021, 9, 9), today);
        assert_eq!(yesterday, AsOf::EndOf(date(2021, 9, 9)));
        let now = today.at(8, 0, 0, 0);
        assert_eq!(yesterday.wall(now), date(2021, 9, 9).at(23, 59, 59, 0));
    }
}
