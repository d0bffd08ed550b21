//! The facts of a briefing.

use std::collections::BTreeMap;

use domain::base::{Lang, UnitId};
use domain::briefing::{Day, Disagreement, Facts, Past, Source, UnitFact};
use domain::returns::{Counts, Row, Standing};
use jiff::ToSpan;
use jiff::civil::Date;

use super::remind::{About, Counted};
use super::{Outcome, Round};
use crate::ledger::AsOf;
use crate::people::Officer;
use crate::publish::{Collated, Wanted};

/// The collations of the last days, as far as anybody owed a return.
type LastDays = BTreeMap<Date, Collated>;

impl Round<'_> {
    /// Refuses an officer who does not stand in the unit or above it.
    ///
    /// # Errors
    /// `out_of_scope`.
    pub fn may_see(&self, officer: Option<&Officer>, unit: UnitId, day: Date) -> Outcome<()> {
        let wanted = Wanted { day: Some(day), ..Wanted::default() };
        self.desk.discrepancies_for(officer, unit, &wanted).map(|_| ())
    }

    /// What a briefing of a unit says on a day. Officers see the own unit and what is below. Of a day that is past, tasks,
    /// discrepancies and reminders are those of its end; returns that came later are in, with when they came.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`, `template_unclear`, `out_of_scope`; when the database cannot be read.
    pub fn facts(
        &self,
        unit: &str,
        day: Date,
        template: Option<&str>,
        officer: Option<&Officer>,
        lang: Lang,
    ) -> Outcome<Facts> {
        let id = self.desk.unit_in_force(unit, day)?.id;
        let key = self.desk.key(id, day);
        // Says who may not see, before anything is read.
        let as_of = AsOf::day(day, self.office.today());
        let wanted = Wanted { open: true, as_of, ..Wanted::default() };
        let open = self.desk.discrepancies_for(officer, id, &wanted)?;
        let counted = self.reminders(id, as_of)?;
        let collated = match self.desk.collate(unit, day, template) {
            Ok(collated) => Some(collated),
            Err(fault) if fault.code == "nobody_obliged" => None,
            Err(fault) => return Err(fault),
        };
        let compared = [0, 1, 7].map(|back: i64| back_from(day, back));
        let past = self.last_days(unit, collated.as_ref(), day);
        let counts = |day: Date| {
            let counts = past.get(&day).map(|one| one.collation.counts).unwrap_or_default();
            Day { day, counts }
        };
        let mut facts = Facts {
            unit: self.desk.unit_name(id, day),
            key,
            day,
            now: self.office.now(),
            looks_back: as_of != AsOf::Now,
            template: collated.as_ref().map(|one| one.template.name.clone()),
            days: compared.map(counts),
            figures: Vec::new(),
            series: None,
            units: Vec::new(),
            disagreements: Vec::new(),
            tasks: Vec::new(),
            directives: Vec::new(),
        };
        if let Some(collated) = &collated {
            facts.figures = self.compared(collated, compared, officer, lang)?;
            facts.series = self.series(collated, officer, lang)?;
            let rows = collated.collation.rows.iter();
            facts.units = rows.map(|row| self.unit_fact(row, collated, &past, &counted)).collect();
        }
        facts.disagreements = open
            .rows
            .iter()
            .map(|one| {
                let source = self.desk.discrepancy_reference(one).to_string();
                let reminded = counted.of(&About::Discrepancy(source.clone()));
                Disagreement {
                    unit: one.owner,
                    name: self.desk.unit_name(one.owner, one.period),
                    title: one.title.get(lang).to_owned(),
                    figures: self.both_figures(one, lang),
                    due: one.due,
                    unexplained: one.is_unexplained(),
                    overdue: one.is_overdue(open.now),
                    explanation: one.explained.text.clone(),
                    source: Source::Discrepancy(source),
                    reminded,
                }
            })
            .collect();
        (facts.tasks, facts.directives) = self.task_facts(id, &counted, as_of)?;
        Ok(facts)
    }

    fn both_figures(&self, one: &crate::publish::Discrepancy, lang: Lang) -> String {
        if !one.shared_with.is_empty() {
            let units = one.shared_with.iter();
            let units: Vec<String> =
                units.map(|unit| self.desk.unit_name(*unit, one.period)).collect();
            return units.join(", ");
        }
        let side = |text: &str, value: i64| {
            let words = self.desk.side_in_words(one, text, lang);
            format!("{words}: {value}")
        };
        format!("{} · {}", side(&one.one, one.one_value), side(&one.other, one.other_value))
    }

    /// The days that are compared and those over which it is counted who was late.
    fn last_days(&self, unit: &str, collated: Option<&Collated>, day: Date) -> LastDays {
        let Some(collated) = collated else { return LastDays::new() };
        let template = Some(collated.template.name.as_str());
        let further = i64::from(self.rules.days_back).max(8);
        let days = (0..further).map(|back| back_from(day, back));
        // A unit that did not exist then, a template that was not owed yet: no collation, and no fault of anybody.
        days.filter_map(|day| Some((day, self.desk.collate(unit, day, template).ok()?))).collect()
    }

    fn unit_fact(
        &self,
        row: &Row,
        collated: &Collated,
        past: &LastDays,
        counted: &Counted,
    ) -> UnitFact {
        let day = collated.collation.day;
        let (key, template) = (self.desk.key(row.unit, day), collated.template.name.clone());
        let source = match row.received {
            Some(_) => Source::Return(key.clone(), day, template.clone()),
            None => Source::Collation(self.desk.key(collated.unit, day), day, template.clone()),
        };
        UnitFact {
            unit: row.unit,
            name: self.desk.unit_name(row.unit, day),
            standing: row.standing,
            received: row.received.as_ref().map(|received| received.first_received),
            source,
            past: self.past_of(row.unit, past, day),
            reminded: counted.of(&About::Return { unit: key.clone(), day, template }),
            key,
        }
    }

    fn past_of(&self, unit: UnitId, past: &LastDays, day: Date) -> Past {
        let since = back_from(day, i64::from(self.rules.days_back) - 1);
        let mut sum = Past::default();
        for collated in past.range(since..).map(|(_, collated)| collated) {
            let row = collated.collation.rows.iter().find(|row| row.unit == unit);
            if !anybody(collated.collation.counts) {
                continue;
            }
            match row.map(|row| row.standing) {
                Some(Standing::OnTime) => sum.on_time += 1,
                Some(Standing::Late) => sum.late += 1,
                Some(Standing::Missing) => sum.missing += 1,
                Some(Standing::Waiting) | None => continue,
            }
            sum.days += 1;
        }
        sum
    }
}

/// Whether any unit reported: days before the first return was ordered are nobody's fault.
fn anybody(counts: Counts) -> bool {
    counts.on_time + counts.late > 0
}

pub(super) fn back_from(day: Date, back: i64) -> Date {
    day.checked_sub(back.days()).unwrap_or(Date::MIN)
}
