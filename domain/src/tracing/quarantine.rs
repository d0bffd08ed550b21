//! How long somebody stays in quarantine, by the pack in force on the day on which it began.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::pack::{Pack, Packs, Sure};
use crate::base::Diagnostic;

/// Lengths of quarantine while this pack is in force.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuarantinePack {
    name: String,
    from: Date,
    /// The paper, and what it says.
    pub source: String,
    sure: Sure,
    /// Who counts as protected; none where the pack makes no difference.
    protected: Option<Protected>,
    rules: Vec<Rule>,
}

impl Pack for QuarantinePack {
    fn name(&self) -> &str {
        &self.name
    }
    fn from(&self) -> Date {
        self.from
    }
    fn sure(&self) -> Sure {
        self.sure
    }
    fn source(&self) -> &str {
        &self.source
    }
}

/// Who counts as protected, on the day on which the stay begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Protected {
    /// The last dose at least so many days before.
    dose_days: i64,
    /// And not longer ago than so many months.
    dose_months: Option<i64>,
    /// Or recovered within so many months.
    recovered_months: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    of: Vec<String>,
    form: Option<String>,
    #[serde(default)]
    protected: bool,
    days: i64,
    #[serde(default)]
    monitored: i64,
    #[serde(default)]
    tests: Vec<i64>,
}

/// Somebody in quarantine, as far as it matters for the length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// `f1`, `f2`, `outbreak_area`, `entrant` …
    pub reason: &'a str,
    /// `site`, `home`, `hospital`.
    pub form: &'a str,
    /// Fully vaccinated.
    pub full: bool,
    /// When the last dose was given.
    pub last_dose: Option<Date>,
    /// When the person recovered from the illness.
    pub recovered: Option<Date>,
    /// The last exposure, where it is known.
    pub last_exposure: Option<Date>,
    /// When the stay began.
    pub from: Date,
}

/// How long it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantine {
    /// The last day in quarantine; `None` where the pack asks for none.
    pub until: Option<Date>,
    /// The last day of monitoring after it.
    pub monitored_until: Option<Date>,
    /// Days on which a test is due.
    pub tests: Vec<Date>,
    /// The pack, as decisions name it.
    pub rule: String,
    /// What it was computed from, in words; with the rule it gives the same again.
    pub inputs: String,
}

/// How long a stay takes by the pack in force on the day on which it began; `None` where no pack says anything of such people.
pub fn quarantine(packs: &Packs<QuarantinePack>, person: &Person<'_>) -> Option<Quarantine> {
    let pack = packs.on(person.from)?;
    let protected = pack.protected.is_some_and(|rule| rule.holds(person));
    let rule = pack.rules.iter().find(|rule| {
        rule.of.iter().any(|reason| reason == person.reason)
            && rule.form.as_ref().is_none_or(|form| form == person.form)
            && (!rule.protected || protected)
    })?;
    let zero = person.last_exposure.unwrap_or(person.from);
    let day = |count: i64| zero.checked_add(count.days()).unwrap_or(Date::MAX);
    Some(Quarantine {
        until: (rule.days > 0).then(|| day(rule.days)),
        monitored_until: (rule.days + rule.monitored > 0).then(|| day(rule.days + rule.monitored)),
        tests: rule.tests.iter().map(|count| day(*count)).collect(),
        rule: pack.label(),
        inputs: inputs(person, zero, rule, protected),
    })
}

fn inputs(person: &Person<'_>, zero: Date, rule: &Rule, protected: bool) -> String {
    let day = |date: Date| date.strftime("%d/%m/%Y").to_string();
    let basis =
        if person.last_exposure.is_some() { "tiếp xúc cuối" } else { "ngày vào cách ly" };
    let mut parts = vec![
        format!("ngày 0 = {} ({basis})", day(zero)),
        format!("{} ngày + {} ngày theo dõi", rule.days, rule.monitored),
        format!("diện {}", person.reason.to_uppercase()),
        format!("vào {}", day(person.from)),
    ];
    if protected {
        parts.push("đã tiêm đủ hoặc đã khỏi".to_owned());
    }
    parts.extend(person.last_dose.map(|dose| format!("mũi cuối {}", day(dose))));
    parts.extend(person.recovered.map(|day_of| format!("khỏi {}", day(day_of))));
    parts.join("; ")
}

impl Protected {
    fn holds(self, person: &Person<'_>) -> bool {
        let within = |day: Date, months: i64| {
            day <= person.from
                && day.checked_add(months.months()).is_ok_and(|last| last >= person.from)
        };
        let dose = person.last_dose.filter(|_| person.full).is_some_and(|dose| {
            dose.checked_add(self.dose_days.days()).is_ok_and(|first| first <= person.from)
                && self.dose_months.is_none_or(|months| within(dose, months))
        });
        dose || person.recovered.is_some_and(|day| within(day, self.recovered_months))
    }
}

static READ: LazyLock<Result<Packs<QuarantinePack>, Diagnostic>> =
    LazyLock::new(|| Packs::from_toml(include_str!("../../../definitions/rules/quarantine.toml")));

/// The packs of the program.
///
/// # Errors
/// When the program was built with rules that cannot be read; a test holds that it was not.
pub fn quarantine_packs() -> Result<&'static Packs<QuarantinePack>, Diagnostic> {
    READ.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn f1(from: Date) -> Person<'static> {
        Person {
            reason: "f1",
            form: "site",
            full: false,
            last_dose: None,
            recovered: None,
            last_exposure: None,
            from,
        }
    }

    /// Days in quarantine, days of monitoring after it, days of tests, counted from day 0.
    fn days(person: &Person<'_>) -> Option<(i32, i32, Vec<i32>)> {
        let found = quarantine(quarantine_packs().unwrap(), person)?;
        let zero = person.last_exposure.unwrap_or(person.from);
        let since = |day: Date| day.since(zero).unwrap().get_days();
        let until =
            found.until.map_or(0, |day| zero.until((jiff::Unit::Day, day)).unwrap().get_days());
        let monitored = found
            .monitored_until
            .map_or(0, |day| zero.until((jiff::Unit::Day, day)).unwrap().get_days());
        Some((until, monitored - until, found.tests.into_iter().map(since).collect()))
    }

    #[test]
    fn the_length_is_that_of_the_day_on_which_it_began() {
        let day = date;
        let table = [
            (day(2021, 5, 4), 14, 14),
            (day(2021, 5, 5), 21, 7),
            (day(2021, 7, 13), 21, 7),
            (day(2021, 7, 14), 14, 14),
            (day(2021, 12, 15), 14, 14),
            (day(2021, 12, 16), 14, 14),
            (day(2022, 2, 20), 14, 14),
            (day(2022, 2, 21), 7, 3),
            (day(2022, 4, 14), 7, 3),
            (day(2022, 4, 15), 0, 10),
        ];
        for (from, until, monitored) in table {
            let found = days(&f1(from)).map(|(until, monitored, _)| (until, monitored));
            assert_eq!(found, Some((until, monitored)), "{from}");
        }
        assert_eq!(days(&f1(day(2020, 3, 11))), None, "no pack is known of that day");
    }

    #[test]
    fn who_is_protected_stays_shorter_and_the_edges_count() {
        let from = date(2021, 12, 20);
        let dose = |full, last_dose| Person { full, last_dose: Some(last_dose), ..f1(from) };
        let table = [
            // Fourteen days before, and thirteen.
            (dose(true, date(2021, 12, 6)), 7),
            (dose(true, date(2021, 12, 7)), 14),
            // Six months before, and a day more.
            (dose(true, date(2021, 6, 20)), 7),
            (dose(true, date(2021, 6, 19)), 14),
            (dose(false, date(2021, 11, 1)), 14),
            (Person { full: true, ..f1(from) }, 14),
            (Person { recovered: Some(date(2021, 6, 20)), ..f1(from) }, 7),
            (Person { recovered: Some(date(2021, 6, 19)), ..f1(from) }, 14),
            (Person { recovered: Some(date(2021, 12, 21)), ..f1(from) }, 14),
        ];
        for (person, until) in table {
            assert_eq!(days(&person).map(|found| found.0), Some(until), "{person:?}");
        }
        let from = date(2022, 2, 21);
        let late = Person { full: true, last_dose: Some(date(2021, 6, 1)), ..f1(from) };
        assert_eq!(days(&late), Some((5, 5, vec![5])), "since 762 a dose may be older");
        assert_eq!(
            days(&Person { recovered: Some(date(2021, 11, 21)), ..f1(from) }),
            Some((5, 5, vec![5]))
        );
        assert_eq!(
            days(&Person { recovered: Some(date(2021, 11, 20)), ..f1(from) }),
            Some((7, 3, vec![7]))
        );
    }

    #[test]
    fn day_zero_is_the_last_exposure_and_what_it_was_computed_from_is_told() {
        let exposed =
            Person { last_exposure: Some(date(2021, 8, 1)), form: "home", ..f1(date(2021, 8, 3)) };
        let found = quarantine(quarantine_packs().unwrap(), &exposed).unwrap();
        assert_eq!(found.until, Some(date(2021, 8, 15)));
        assert_eq!(found.monitored_until, Some(date(2021, 8, 29)));
        assert_eq!(found.tests, [date(2021, 8, 2), date(2021, 8, 8), date(2021, 8, 15)]);
        assert_eq!(found.rule, "5599/BYT-MT, từ 14/07/2021");
        assert_eq!(
            found.inputs,
            "ngày 0 = 01/08/2021 (tiếp xúc cuối); 14 ngày + 14 ngày theo dõi; diện F1; vào 03/08/2021"
        );
    }

    #[test]
    fn of_whom_no_paper_speaks_nothing_is_computed() {
        assert_eq!(days(&Person { reason: "case_at_home", ..f1(date(2021, 9, 1)) }), None);
        assert_eq!(days(&Person { reason: "f2", ..f1(date(2022, 3, 1)) }), None);
        assert_eq!(days(&Person { reason: "f2", ..f1(date(2021, 9, 1)) }), Some((14, 0, vec![])));
    }
}
