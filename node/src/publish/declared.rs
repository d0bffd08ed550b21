//! Figures stated by hand: those that no register holds, and computed ones that were adjusted. Both figures are kept.

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use domain::returns::{ByHand, Frozen, Line, Template};

use super::{Desk, Outcome, Subject, problem, problem_by_hand};
use crate::people::Officer;

/// What a person states of a return, beside what is computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Figures by line name.
    pub figures: BTreeMap<String, i64>,
    /// By line name: where a typed figure comes from, or why a computed one is adjusted.
    pub why: BTreeMap<String, String>,
    /// Lines that are to be as computed again, or empty where nothing is.
    pub cleared: Vec<String>,
}

impl Declared {
    /// Whether nothing is stated by hand.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.why.is_empty() && self.cleared.is_empty()
    }

    /// The first line named that a template does not have.
    fn unknown<'a>(&'a self, template: &Template) -> Option<&'a str> {
        let named = self.figures.keys().chain(self.why.keys()).chain(&self.cleared);
        named.map(String::as_str).find(|name| template.line(name).is_none())
    }
}

impl Desk<'_> {
    /// Puts figures stated by hand over the computed ones: those kept from the version before, then the new ones.
    ///
    /// # Errors
    /// `line_unknown`, `figure_negative`; `source_missing` and `adjust_reason_missing` where it is not said why;
    /// `officer_missing` when nobody says who types; `out_of_scope`.
    pub(super) fn declare(
        &self,
        subject: &Subject,
        frozen: &mut Frozen,
        kept: Option<&Frozen>,
        (declared, officer): (&Declared, Option<&Officer>),
    ) -> Outcome<()> {
        let mut stated = kept.map(|kept| kept.by_hand.clone()).unwrap_or_default();
        stated.retain(|line, _| frozen.lines.iter().any(|known| known.name == *line));
        if !declared.is_empty() {
            let officer = officer.ok_or_else(problem_by_hand::typist_missing)?;
            self.check_seen(officer, subject.unit, subject.period)?;
            if let Some(name) = declared.unknown(&subject.template) {
                return Err(problem_by_hand::template_line_unknown(&subject.template, name));
            }
            for line in &subject.template.lines {
                self.state(line, declared, officer, &mut stated)?;
            }
        }
        for (line, one) in &mut stated {
            one.counted = frozen.values.get(line).copied();
            frozen.values.insert(line.clone(), one.declared);
        }
        frozen.by_hand = stated;
        frozen.format = frozen.format_needed();
        Ok(())
    }

    /// One line as it is stated now. A figure whose words alone change keeps its number, and the other way round.
    fn state(
        &self,
        line: &Line,
        declared: &Declared,
        officer: &Officer,
        stated: &mut BTreeMap<String, ByHand>,
    ) -> Outcome<()> {
        let name = &line.name;
        if declared.cleared.contains(name) {
            stated.remove(name);
        }
        let (figure, why) = (declared.figures.get(name).copied(), declared.why.get(name));
        if figure.is_none() && why.is_none() {
            return Ok(());
        }
        let before = stated.get(name);
        let figure = figure.or(before.map(|one| one.declared));
        let figure = figure.ok_or_else(|| problem_by_hand::why_without_figure(line))?;
        if figure < 0 {
            return Err(problem_by_hand::figure_negative(line, figure));
        }
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        // An adjusted figure that changes needs its reason anew; the source of a typed one stays the same day by day.
        let kept = before.filter(|_| line.is_typed()).map(|one| one.why.clone());
        let why = why.or(kept).ok_or_else(|| problem_by_hand::why_missing(line))?;
        let (by, name) = (Some(officer.id), officer.full_name.clone());
        let one = ByHand { counted: None, declared: figure, why, by, name, at: self.now() };
        stated.insert(line.name.clone(), one);
        Ok(())
    }

    /// What is to be said of figures stated by hand, of equations between lines that do not hold, and of empty lines.
    pub(super) fn doubts(&self, subject: &Subject, frozen: &Frozen) -> Vec<Diagnostic> {
        let unit = self.unit_name(subject.unit, subject.period);
        let broken = crate::measure::out_of_balance(&subject.template.balances, &frozen.values);
        let mut doubts: Vec<Diagnostic> =
            broken.iter().map(|odd| problem::unbalanced(&unit, odd)).collect();
        for line in &frozen.lines {
            let stated = frozen.stated(&line.name);
            match (stated.by_hand, stated.counted) {
                (Some(by_hand), Some(counted)) if stated.differs() => {
                    doubts.push(match frozen.taken {
                        Some(_) => problem_by_hand::contradicted(line, counted, by_hand),
                        None => problem_by_hand::adjusted(line, counted, by_hand),
                    });
                }
                _ => {}
            }
        }
        doubts
    }
}
