//! The reference by which people name a discrepancy: `04117/2021-09-10/returned_fell`.

use std::fmt;
use std::str::FromStr;

use domain::base::Diagnostic;
use jiff::civil::Date;

use super::super::{Desk, Outcome};
use super::discrepancy::Discrepancy;
use super::problem;

/// Unit, day, rule, and what tells it from others of the same rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscrepancyReference {
    /// Code of the unit, or its id.
    pub unit: String,
    /// The day of the return.
    pub day: Date,
    /// Name of the rule.
    pub rule: String,
    /// The line, where the rule speaks of several; may be left out when there is only one.
    pub about: String,
}

impl FromStr for DiscrepancyReference {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let mut parts = text.trim().split('/');
        let mut next = || parts.next().filter(|part| !part.is_empty());
        let read = next().zip(next().and_then(|day| day.parse().ok())).zip(next());
        let about = next().unwrap_or_default().to_owned();
        match (read, parts.next()) {
            (Some(((unit, day), rule)), None) => {
                Ok(Self { unit: unit.to_owned(), day, rule: rule.to_owned(), about })
            }
            _ => Err(problem::bad_reference(text)),
        }
    }
}

impl fmt::Display for DiscrepancyReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.unit, self.day, self.rule)?;
        if self.about.is_empty() { Ok(()) } else { write!(f, "/{}", self.about) }
    }
}

impl Desk<'_> {
    /// How people name a discrepancy.
    pub fn discrepancy_reference(&self, one: &Discrepancy) -> DiscrepancyReference {
        DiscrepancyReference {
            unit: self.key(one.unit, one.period),
            day: one.period,
            rule: one.rule.clone(),
            about: one.about.clone(),
        }
    }

    /// The discrepancy of a reference.
    ///
    /// # Errors
    /// `unit_unknown`, `discrepancy_unknown`, `discrepancy_ambiguous`.
    pub fn discrepancy(&self, reference: &DiscrepancyReference) -> Outcome<Discrepancy> {
        let unit = self.unit(&reference.unit, reference.day)?.id;
        let mut found = self.discrepancies_in(&self.node.scope_of(unit)?)?;
        found.retain(|one| {
            (one.unit, one.period, &one.rule) == (unit, reference.day, &reference.rule)
                && (reference.about.is_empty() || one.about == reference.about)
        });
        match (found.pop(), found.is_empty()) {
            (Some(one), true) => Ok(one),
            (None, _) => Err(problem::unknown(reference)),
            (Some(last), false) => {
                let mut abouts: Vec<&str> = found.iter().map(|one| one.about.as_str()).collect();
                abouts.push(&last.about);
                Err(problem::several(reference, &abouts))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_back_as_it_was_written() {
        for text in ["04117/2021-09-10/returned_fell", "04117/2021-09-10/register_moved_on/total"] {
            assert_eq!(text.parse::<DiscrepancyReference>().unwrap().to_string(), text);
        }
        for text in ["", "04117", "04117/hôm qua/x", "04117/2021-09-10", "a/2021-09-10/b/c/d"] {
            let fault = text.parse::<DiscrepancyReference>().unwrap_err();
            assert_eq!(fault.code, "discrepancy_reference", "{text}");
        }
    }
}
