//! Figures of a day and of the days before, as they open.

use std::collections::BTreeMap;

use domain::base::{Lang, UnitId};
use domain::briefing::{FigureFact, Series, Source};
use domain::returns::{Address, Figure, Standing, Template};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Outcome, Round};
use crate::people::Officer;
use crate::publish::{Collated, Opened};

/// What differs between two days.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Under whom.
    pub unit: UnitId,
    /// The day.
    pub day: Date,
    /// The day before.
    pub before: Date,
    /// The template.
    pub template: Template,
    /// Units whose figures differ, with the lines that do; in the order of units and lines.
    pub changes: Vec<Change>,
    /// Units that reported on one of the days only.
    pub silent: Vec<(UnitId, Standing, Standing)>,
}

/// A figure of a unit that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub unit: UnitId,
    /// Title of the line.
    pub title: String,
    /// Name of the line.
    pub line: String,
    /// What it was.
    pub was: i64,
    /// What it is.
    pub is: i64,
    /// Where both open: of the day before, of the day.
    pub sources: [Source; 2],
}

impl Round<'_> {
    /// What changed between the day before and a day in the returns of the units below.
    ///
    /// # Errors
    /// As [`crate::publish::Desk::collate`].
    pub fn changes(
        &self,
        unit: &str,
        day: Date,
        template: Option<&str>,
        lang: Lang,
    ) -> Outcome<Changes> {
        let before = day.checked_sub(1.day()).unwrap_or(Date::MIN);
        let now = self.desk.collate(unit, day, template)?;
        let then = self.desk.collate(unit, before, Some(&now.template.name))?;
        let (mut changes, mut silent) = (Vec::new(), Vec::new());
        for row in &now.collation.rows {
            let known = then.collation.rows.iter().find(|one| one.unit == row.unit);
            let Some(known) = known else { continue };
            match (&known.received, &row.received) {
                (Some(was), Some(is)) => {
                    let versions = (was.version, is.version);
                    let values = (&was.values, &is.values);
                    changes.extend(self.changed(&now, before, row.unit, versions, values, lang));
                }
                (None, None) => {}
                _ => silent.push((row.unit, known.standing, row.standing)),
            }
        }
        Ok(Changes { unit: now.unit, day, before, template: now.template, changes, silent })
    }

    fn changed(
        &self,
        now: &Collated,
        before: Date,
        unit: UnitId,
        versions: (u32, u32),
        (was, is): (&BTreeMap<String, i64>, &BTreeMap<String, i64>),
        lang: Lang,
    ) -> Vec<Change> {
        let day = now.collation.day;
        let source = |day: Date, line: &str, version: u32| {
            let address = Address {
                unit: self.desk.key(unit, day),
                day,
                template: Some(now.template.name.clone()),
                line: line.to_owned(),
                version: Some(version),
            };
            Source::Figure(address.to_string())
        };
        let lines = now.template.lines.iter().filter_map(|line| {
            let (was, is) = (*was.get(&line.name)?, *is.get(&line.name)?);
            (was != is).then(|| Change {
                unit,
                title: line.title.get(lang).to_owned(),
                line: line.name.clone(),
                was,
                is,
                sources: [
                    source(before, &line.name, versions.0),
                    source(day, &line.name, versions.1),
                ],
            })
        });
        lines.collect()
    }

    /// The lines of the roll-up that sum the lines of a template: on each of the days, with where they open.
    pub(super) fn compared(
        &self,
        collated: &Collated,
        days: [Date; 3],
        officer: Option<&Officer>,
        lang: Lang,
    ) -> Outcome<Vec<FigureFact>> {
        let mut facts = Vec::new();
        for line in &collated.template.lines {
            let mut days_seen: [Seen; 3] = Default::default();
            let mut sources = Vec::new();
            for (index, day) in days.into_iter().enumerate() {
                let Some(address) = self.summed(collated, &line.name, day) else { break };
                days_seen[index] = self.opened(&address, officer)?;
                sources.push(Source::Figure(address.to_string()));
            }
            if let Ok(sources) = <[Source; 3]>::try_from(sources) {
                let (name, title) = (line.name.clone(), line.title.get(lang).to_owned());
                let change = days_seen[0].since(&days_seen[1]);
                let values = days_seen.map(|seen| seen.value);
                facts.push(FigureFact { name, title, values, change, sources });
            }
        }
        Ok(facts)
    }

    /// One line over the last days, the oldest first.
    pub(super) fn series(
        &self,
        collated: &Collated,
        officer: Option<&Officer>,
        lang: Lang,
    ) -> Outcome<Option<Series>> {
        let lines = &collated.template.lines;
        let charted = |name: &String| lines.iter().find(|line| line.name == *name);
        let Some(line) = self.rules.chart.iter().find_map(charted).or(lines.first()) else {
            return Ok(None);
        };
        let mut points = Vec::new();
        for back in (0..i64::from(self.rules.chart_days)).rev() {
            let day = collated.collation.day.checked_sub(back.days()).unwrap_or(Date::MIN);
            let Some(address) = self.summed(collated, &line.name, day) else { return Ok(None) };
            let value = self.opened(&address, officer)?.value;
            points.push((day, value, Source::Figure(address.to_string())));
        }
        Ok(Some(Series { title: line.title.get(lang).to_owned(), points }))
    }

    /// Where the sum of a line under the unit opens: a line of a roll-up that the unit itself states.
    fn summed(&self, collated: &Collated, name: &str, day: Date) -> Option<Address> {
        let tier = self.desk.tree().get(collated.unit)?.tier;
        let own = self.desk.templates().iter().filter(|one| one.owed_by == tier);
        let (rollup, line) = own
            .flat_map(|rollup| rollup.lines.iter().map(move |line| (rollup, line)))
            .find(|(_, line)| {
                let Figure::Summed { template, line } = &line.figure else { return false };
                (template.as_str(), line.as_str()) == (&collated.template.name, name)
            })?;
        Some(Address {
            unit: self.desk.key(collated.unit, day),
            day,
            template: Some(rollup.name.clone()),
            line: line.name.clone(),
            version: None,
        })
    }

    /// What a sum opens with; missing when nobody has reported, for nobody's figures make no nought.
    fn opened(&self, address: &Address, officer: Option<&Officer>) -> Outcome<Seen> {
        // The template may be younger than the day.
        let Ok(opened) = self.desk.open_figure(address, officer, &|_, _| 0) else {
            return Ok(Seen::default());
        };
        Ok(match opened {
            Opened::Parts(parts) if parts.parts.iter().any(|part| part.address.is_some()) => {
                let known = parts.parts.iter().filter_map(|part| Some((part.unit, part.value?)));
                Seen { value: parts.value, by_unit: known.collect() }
            }
            _ => Seen::default(),
        })
    }
}

/// A sum as it opened: what it comes to, and each unit's part.
#[derive(Clone, Debug, Default)]
struct Seen {
    value: Option<i64>,
    by_unit: BTreeMap<UnitId, i64>,
}

impl Seen {
    /// By how much it differs from another day's, over the units that have a part in both.
    fn since(&self, before: &Self) -> Option<i64> {
        let both =
            self.by_unit.iter().filter_map(|(unit, now)| Some(now - before.by_unit.get(unit)?));
        let both: Vec<i64> = both.collect();
        (!both.is_empty()).then(|| both.iter().sum())
    }
}
