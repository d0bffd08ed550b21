//! The figures that rules name, looked up around one return; each source is read once a check.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::base::UnitId;
use domain::returns::agreement::{Check, FigureName, Origin};
use domain::returns::{Address, Figure, Frozen, Template};
use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Desk, Outcome, Subject, Version};
use super::closing::Closing;
use super::movement::Moved;
use crate::measure::{self, Figures};
use crate::store::{Reader, Scope};

/// The return that rules are held against.
pub(super) struct Case<'a> {
    pub(super) subject: &'a Subject,
    pub(super) frozen: &'a Frozen,
    /// Its version; `None` for a live count.
    pub(super) number: Option<u32>,
}

/// The returns of some days by unit: of each day the version that was received last.
type Past = BTreeMap<UnitId, BTreeMap<Date, Version>>;

/// Everything around the returns of one day that rules may ask for.
pub(super) struct Around<'d> {
    pub(super) desk: &'d Desk<'d>,
    pub(super) reader: Reader<'d>,
    pub(super) day: Date,
    scope: Scope,
    /// How many days the rules look back at most.
    furthest: u16,
    now: RefCell<BTreeMap<(String, UnitId), Option<Figures>>>,
    past: RefCell<BTreeMap<String, Past>>,
    pub(super) closed: RefCell<BTreeMap<(String, UnitId), Rc<Closing>>>,
}

/// Rules that ask for nothing older than the day before look back so far.
pub(super) const YESTERDAY: u16 = 1;

impl<'d> Around<'d> {
    /// Around the returns of a day under a unit; `back` is how many days the rules look back at most.
    pub(super) fn new(
        desk: &'d Desk<'d>,
        unit: UnitId,
        day: Date,
        back: Option<u16>,
    ) -> Outcome<Self> {
        let reader = desk.node.reader()?;
        let scope = desk.node.scope_in(&reader, unit)?;
        let back = back.unwrap_or(YESTERDAY).max(YESTERDAY);
        let (now, past, closed) = (RefCell::default(), RefCell::default(), RefCell::default());
        Ok(Self { desk, reader, day, scope, furthest: back, now, past, closed })
    }

    /// All figures that an equation names, by their names; what is not known is left out.
    pub(super) fn figures(
        &self,
        case: &Case<'_>,
        check: &Check,
    ) -> Outcome<BTreeMap<FigureName, i64>> {
        let mut known = BTreeMap::new();
        for name in check.figures() {
            if let Some(value) = self.figure(case, &name, check.before_days)? {
                known.insert(name, value);
            }
        }
        Ok(known)
    }

    fn figure(&self, case: &Case<'_>, name: &FigureName, days: u16) -> Outcome<Option<i64>> {
        let line = name.name.as_str();
        Ok(match &name.origin {
            Origin::Line => case.frozen.values.get(line).copied(),
            Origin::Before => {
                self.before(case, days)?.and_then(|before| before.values.get(line).copied())
            }
            Origin::Below => self.below(case, line)?,
            Origin::Now => self.closing(case, line)?,
            Origin::Came => self.moved(case, line, days)?.map(|moved| count(&moved.came)),
            Origin::Struck => self.moved(case, line, days)?.map(|moved| count(&moved.struck)),
            Origin::Register(register) => self.live(case, register, line)?,
            Origin::Counted => case.frozen.stated(line).counted,
            Origin::Usual => None,
        })
    }

    /// The content of the same unit's last return within so many days back.
    pub(super) fn before(&self, case: &Case<'_>, days: u16) -> Outcome<Option<Frozen>> {
        let last = self.last(case, days)?;
        Ok(last.and_then(|(_, version)| version.frozen().ok().cloned()))
    }

    /// The day of the return before, where that is not yesterday.
    pub(super) fn older_day(&self, case: &Case<'_>, days: u16) -> Outcome<Option<Date>> {
        let day = self.last(case, days)?.map(|(day, _)| day);
        Ok(day.filter(|day| *day != self.back(YESTERDAY)))
    }

    fn last(&self, case: &Case<'_>, days: u16) -> Outcome<Option<(Date, Version)>> {
        let past = self.past(&case.subject.template)?;
        let Some(versions) = past.get(&case.subject.unit) else { return Ok(None) };
        let last = versions.range(self.back(days)..self.day).next_back();
        Ok(last.map(|(day, version)| (*day, version.clone())))
    }

    fn back(&self, days: u16) -> Date {
        self.day.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN)
    }

    /// Where a figure of the return before opens.
    fn before_address(&self, case: &Case<'_>, line: &str, days: u16) -> Outcome<Option<Address>> {
        let Some((period, version)) = self.last(case, days)? else { return Ok(None) };
        let subject = Subject { period, ..case.subject.clone() };
        Ok(Some(self.desk.address(&subject, line, Some(version.number))))
    }

    /// The figures of a line on earlier days, the earliest first.
    pub(super) fn history(&self, case: &Case<'_>, line: &str, days: u16) -> Outcome<Vec<i64>> {
        let past = self.past(&case.subject.template)?;
        let Some(versions) = past.get(&case.subject.unit) else { return Ok(Vec::new()) };
        let within = versions.range(self.back(days)..self.day).filter_map(|(_, version)| {
            version.frozen().ok().and_then(|frozen| frozen.values.get(line).copied())
        });
        Ok(within.collect())
    }

    fn past(&self, template: &Template) -> Outcome<std::cell::Ref<'_, Past>> {
        if !self.past.borrow().contains_key(&template.name) {
            let past = self.read_past(template)?;
            self.past.borrow_mut().insert(template.name.clone(), past);
        }
        let name = template.name.clone();
        Ok(std::cell::Ref::map(self.past.borrow(), |all| all.get(&name).unwrap_or(&NOTHING)))
    }

    fn read_past(&self, template: &Template) -> Outcome<Past> {
        let register = self.desk.system("return")?;
        let first = self.back(self.furthest);
        let condition = format!(
            "${{template}} = '{}' and ${{period}} >= date('{first}') and ${{period}} < date('{}')",
            template.name, self.day
        );
        let records = measure::matching(&self.reader, &register, &condition, &self.scope)?;
        let mut past = Past::new();
        for record in records {
            let version = Version::of(&register.definition, &record);
            let Ok(period) = version.frozen().map(|frozen| frozen.period) else { continue };
            if version.state.is_open() {
                continue;
            }
            let days = past.entry(version.unit).or_default();
            let newer = days.get(&period).is_none_or(|known| known.number < version.number);
            if newer {
                days.insert(period, version);
            }
        }
        Ok(past)
    }

    /// The sum of a line over what the units below have sent, as it is now.
    fn below(&self, case: &Case<'_>, line: &str) -> Outcome<Option<i64>> {
        let Some(Figure::Summed { template, line }) =
            case.subject.template.line(line).map(|line| &line.figure)
        else {
            return Ok(None);
        };
        let template = self.desk.template(template)?;
        let unit = case.subject.unit;
        let collated = self.desk.collate_in(&self.reader, unit, template, self.day)?;
        Ok(collated.collation.totals.get(line).copied())
    }

    /// What a register counts now for the unit; unknown for any day but today, and where nobody keeps the register.
    fn live(&self, case: &Case<'_>, register: &str, indicator: &str) -> Outcome<Option<i64>> {
        if self.day != self.desk.today() {
            return Ok(None);
        }
        let key = (register.to_owned(), case.subject.unit);
        if !self.now.borrow().contains_key(&key) {
            let figures = self.count(register, case.subject.unit)?;
            self.now.borrow_mut().insert(key.clone(), figures);
        }
        let known = self.now.borrow();
        Ok(known.get(&key).and_then(Option::as_ref).and_then(|all| all.get(indicator).copied()))
    }

    fn count(&self, register: &str, unit: UnitId) -> Outcome<Option<Figures>> {
        // A rule may name a register that this node does not have.
        let Ok(register) = self.desk.register(register, self.day) else { return Ok(None) };
        let scope = self.desk.node.scope_in(&self.reader, unit)?;
        if self.reader.count(&register.table, &scope)? == 0 {
            return Ok(None);
        }
        Ok(Some(measure::figures(&self.reader, &register, &scope, self.day)?))
    }

    fn moved(&self, case: &Case<'_>, register: &str, days: u16) -> Outcome<Option<Moved>> {
        let Some(before) = self.before(case, days)? else { return Ok(None) };
        let Ok(register) = self.desk.register(register, self.day) else { return Ok(None) };
        let (from, to) = (&before.positions, &case.frozen.positions);
        Ok(Some(Moved::between(&self.reader, register.definition.id, from, to)?))
    }

    /// Where a figure of a rule opens; `None` where it opens nowhere.
    pub(super) fn address(
        &self,
        case: &Case<'_>,
        name: &FigureName,
        days: u16,
    ) -> Outcome<Option<String>> {
        let (desk, subject) = (self.desk, case.subject);
        let register = |register: &str, indicator: &str| Address {
            unit: desk.key(subject.unit, subject.period),
            day: subject.period,
            template: Some(register.to_owned()),
            line: indicator.to_owned(),
            version: None,
        };
        let address = match &name.origin {
            Origin::Line | Origin::Counted => Some(desk.address(subject, &name.name, case.number)),
            Origin::Before => self.before_address(case, &name.name, days)?,
            Origin::Below => Some(desk.address(subject, &name.name, None)),
            // Once the cut-off is past, the register opens with what came in since.
            Origin::Now if self.is_closed(case) => None,
            Origin::Now => source(case, &name.name).map(|(of, indicator)| register(of, indicator)),
            Origin::Register(of) => Some(register(of, &name.name)),
            Origin::Came | Origin::Struck | Origin::Usual => None,
        };
        Ok(address.map(|address| address.to_string()))
    }
}

static NOTHING: Past = Past::new();

/// The register and indicator that a line counts.
pub(super) fn source<'a>(case: &'a Case<'_>, line: &str) -> Option<(&'a str, &'a str)> {
    match &case.subject.template.line(line)?.figure {
        Figure::Counted { register, indicator } => Some((register, indicator)),
        _ => None,
    }
}

fn count(records: &BTreeSet<domain::base::RecordId>) -> i64 {
    i64::try_from(records.len()).unwrap_or(i64::MAX)
}
