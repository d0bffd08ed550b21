//! Which return is meant: whose, for which day, by which template.

use domain::base::UnitId;
use domain::base::units::Unit;
use domain::returns::Template;
use jiff::civil::Date;

use super::{Desk, Outcome, problem};

/// Whose return, by which template, for which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Who states it.
    pub unit: UnitId,
    /// By which template.
    pub template: Template,
    /// The calendar date of the cut-off.
    pub period: Date,
}

impl Desk<'_> {
    /// The return that a unit owes for a day. Without a template's name it is the one that units of its tier owe.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`, `template_unknown`; `template_unclear` when the tier owes none or several.
    pub fn subject(&self, unit: &str, period: Date, template: Option<&str>) -> Outcome<Subject> {
        let unit = self.unit_in_force(unit, period)?;
        let template = self.template_of(unit, template, period)?.clone();
        Ok(Subject { unit: unit.id, template, period })
    }

    fn template_of(&self, unit: &Unit, name: Option<&str>, day: Date) -> Outcome<&Template> {
        if let Some(name) = name {
            let template = self.template(name)?;
            let owes = self.owes(unit, template, day);
            return if owes { Ok(template) } else { Err(problem::not_owed(unit, template)) };
        }
        let mut owed = self.templates.iter().filter(|template| self.owes(unit, template, day));
        match (owed.next(), owed.next()) {
            (Some(template), None) => Ok(template),
            _ => Err(problem::template_unclear(&unit.full_name(), &self.templates)),
        }
    }

    /// The template that is collated under a unit: the one that is owed at the nearest tier below it.
    ///
    /// # Errors
    /// As [`Desk::subject`]; `nobody_obliged` when nobody below the unit owes it.
    pub(super) fn template_under(
        &self,
        unit: &Unit,
        name: Option<&str>,
        day: Date,
    ) -> Outcome<&Template> {
        let below = |template: &Template| !self.obliged(unit.id, template, day).is_empty();
        if let Some(name) = name {
            let template = self.template(name)?;
            let some = below(template);
            return if some { Ok(template) } else { Err(problem::nobody_obliged(unit, template)) };
        }
        if !self.templates.iter().any(below) {
            return Err(problem::nobody_below(self, unit, day));
        }
        for tier in self.tree.tiers(day).iter().filter(|tier| **tier > unit.tier) {
            let mut owed = self.templates.iter().filter(|t| t.owed_by == *tier && below(t));
            match (owed.next(), owed.next()) {
                (Some(template), None) => return Ok(template),
                (Some(_), Some(_)) => break,
                (None, _) => {}
            }
        }
        Err(problem::template_unclear(&unit.full_name(), &self.templates))
    }
}
