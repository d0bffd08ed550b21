//! Holding the rules against the returns of a day.

use std::collections::BTreeMap;

use domain::base::{Diagnostic, RecordId, UnitId};
use domain::returns::agreement::{Outlier, Rule, Test, Verdict, judge, judge_outlier};
use domain::returns::{Frozen, Template};
use jiff::civil::Date;

use super::super::{Desk, Outcome, Subject, Version};
use super::discrepancy::Discrepancy;
use super::figures::{Around, Case, YESTERDAY};
use super::finding::{OddFigure, record_of};

/// A rule that could be judged, and what it says.
pub(super) struct Held {
    /// The record that the discrepancy has, or would have.
    pub(super) id: RecordId,
    /// The version of the return that was judged.
    pub(super) version: Option<u32>,
    /// What does not agree; `None` where it agrees.
    pub(super) odd: Option<Discrepancy>,
}

impl Desk<'_> {
    /// The rules held against a return as it would be sent: for whoever makes it out. Nothing is written.
    ///
    /// # Errors
    /// As [`Desk::agreement_rules`]; when the database cannot be read.
    pub fn odd_figures(
        &self,
        subject: &Subject,
        frozen: &Frozen,
        number: Option<u32>,
    ) -> Outcome<Vec<OddFigure>> {
        let rules = self.agreement_rules()?;
        let mine = rules.iter().filter(|rule| {
            rule.template() == Some(&subject.template.name) && !Self::is_told_elsewhere(rule)
        });
        let mine: Vec<&Rule> = mine.collect();
        let back = look_back(mine.iter().copied());
        let around = Around::new(self, subject.unit, subject.period, back)?;
        let case = Case { subject, frozen, number };
        let mut odd = Vec::new();
        for rule in mine {
            if let Verdict::Broken(broken) = around.verdict(&case, rule)? {
                let before = around.older_day(&case, rule.before_days())?;
                odd.push(self.odd_figure(subject, rule, &broken, before));
            }
        }
        Ok(odd)
    }

    /// The same as warnings, for whoever prepares or reads a return.
    pub(in crate::publish) fn disagreeing(
        &self,
        subject: &Subject,
        frozen: &Frozen,
        number: Option<u32>,
    ) -> Outcome<Vec<Diagnostic>> {
        let odd = self.odd_figures(subject, frozen, number)?;
        Ok(odd.into_iter().map(|one| one.warning).collect())
    }

    /// All rules held against the returns of a day that were received from a unit and those below it.
    pub(super) fn hold(&self, rules: &[Rule], unit: UnitId, day: Date) -> Outcome<Vec<Held>> {
        let around = Around::new(self, unit, day, look_back(rules))?;
        let mut held = Vec::new();
        for template in &self.templates {
            let mine: Vec<&Rule> =
                rules.iter().filter(|rule| rule.template() == Some(&template.name)).collect();
            if mine.is_empty() {
                continue;
            }
            for version in self.received_under(&around, unit, template, day)? {
                let subject =
                    Subject { unit: version.unit, template: template.clone(), period: day };
                let Ok(frozen) = version.frozen() else { continue };
                let case = Case { subject: &subject, frozen, number: Some(version.number) };
                for rule in &mine {
                    held.extend(around.held(&case, rule)?);
                }
            }
        }
        Ok(held)
    }

    /// The versions that count: of each unit the one that was received last.
    fn received_under(
        &self,
        around: &Around<'_>,
        unit: UnitId,
        template: &Template,
        day: Date,
    ) -> Outcome<Vec<Version>> {
        let scope = self.node.scope_in(&around.reader, unit)?;
        let versions = self.versions_in(&around.reader, &template.name, day, &scope)?;
        let mut latest: BTreeMap<UnitId, Version> = BTreeMap::new();
        for version in versions.into_iter().filter(|version| !version.state.is_open()) {
            latest.insert(version.unit, version);
        }
        Ok(latest.into_values().collect())
    }
}

impl Around<'_> {
    fn held(&self, case: &Case<'_>, rule: &Rule) -> Outcome<Option<Held>> {
        let odd = match self.verdict(case, rule)? {
            Verdict::Unjudged => return Ok(None),
            Verdict::Holds => None,
            Verdict::Broken(broken) => Some(self.discrepancy(case, rule, &broken)?),
        };
        let (unit, period) = (case.subject.unit, case.subject.period.to_string());
        let id = record_of(&rule.name, unit, &period, &rule.about);
        Ok(Some(Held { id, version: case.number, odd }))
    }

    fn verdict(&self, case: &Case<'_>, rule: &Rule) -> Outcome<Verdict> {
        Ok(match &rule.test {
            Test::Equation(check) => {
                let figures = self.figures(case, check)?;
                judge(check, |name| figures.get(name).copied())
            }
            Test::Outlier(outlier) => {
                let history = self.history(case, &outlier.line, outlier.within_days)?;
                let before = self.before(case, YESTERDAY)?;
                let of = |frozen: &Frozen| frozen.values.get(&outlier.line).copied();
                judge_outlier(outlier, &history, before.as_ref().and_then(of), of(case.frozen))
            }
            Test::SamePerson(_) => Verdict::Unjudged,
        })
    }
}

/// How many days rules look back at most.
fn look_back<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Option<u16> {
    let days = |rule: &Rule| match &rule.test {
        Test::Outlier(Outlier { within_days, .. }) => *within_days,
        _ => rule.before_days(),
    };
    rules.into_iter().map(days).max()
}
