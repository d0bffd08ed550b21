//! Who was reminded by whom, when, of what: written down, and counted.

use std::collections::BTreeMap;

use domain::base::{UnitId, Value};
use domain::entry::Draft;
use domain::returns::Standing;
use jiff::civil::Date;

use super::{Outcome, Round, problem};
use crate::ledger::AsOf;
use crate::people::Officer;
use crate::publish::DiscrepancyReference;
use crate::tasks::{Said, TaskReference};
use crate::{fields, units};

/// What a unit is reminded of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A task, by its reference.
    Task(String),
    /// The return of a day.
    Return {
        /// Code of the unit.
        unit: String,
        /// The day of the cut-off.
        day: Date,
        /// The template.
        template: String,
    },
    /// A discrepancy, by its reference.
    Discrepancy(String),
}

/// How often units were reminded, by kind and reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted(BTreeMap<(String, String), usize>);

/// A reminder that is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminded {
    /// Who.
    pub unit: UnitId,
    /// Of what.
    pub about: About,
    /// How often by now: "nhắc lần thứ 3".
    pub times: usize,
}

impl About {
    fn kind(&self) -> &'static str {
        match self {
            Self::Task(_) => "task",
            Self::Return { .. } => "return",
            Self::Discrepancy(_) => "discrepancy",
        }
    }

    /// As people name it.
    pub fn reference(&self) -> String {
        match self {
            Self::Task(reference) | Self::Discrepancy(reference) => reference.clone(),
            Self::Return { unit, day, template } => format!("{unit}/{day}/{template}"),
        }
    }
}

impl Counted {
    pub(super) fn of(&self, about: &About) -> usize {
        let key = (about.kind().to_owned(), about.reference());
        self.0.get(&key).copied().unwrap_or_default()
    }
}

impl Round<'_> {
    /// Reminds a unit and counts it. `about` is the reference of a task or of a discrepancy, or `return`: then every return
    /// that the unit owes for the day and has not sent, one reminder each, in the order of the templates.
    ///
    /// # Errors
    /// `reminder_not_yours`, `reminder_needless` when it is done, `reminder_other_unit`; `task_unknown`,
    /// `discrepancy_unknown`; as [`crate::publish::Desk::collate`].
    pub fn remind(
        &self,
        unit: &str,
        about: &str,
        day: Date,
        by: &Officer,
        words: &str,
    ) -> Outcome<Vec<Reminded>> {
        let whom = self.desk.unit_in_force(unit, day)?.id;
        if !self.desk.judges(by, whom, day) {
            let name = self.desk.unit_name(whom, day);
            return Err(problem::reminder_not_yours(&by.full_name, &name));
        }
        let (about, times) = match about {
            "return" | "báo cáo" => (self.returns_owed(whom, day)?, None),
            text if is_discrepancy(text) => (vec![self.discrepancy_owed(whom, text)?], None),
            text => {
                let (about, times) = self.task_owed(whom, text, by, words)?;
                (vec![about], Some(times))
            }
        };
        self.write_reminders(whom, &about, by, words)?;
        let counted = self.reminders(whom, AsOf::Now)?;
        let reminded = about.into_iter().map(|about| {
            let times = counted.of(&about).max(times.unwrap_or_default());
            Reminded { unit: whom, about, times }
        });
        Ok(reminded.collect())
    }

    /// Every return that a unit owes for a day and has not sent; at least one.
    fn returns_owed(&self, whom: UnitId, day: Date) -> Outcome<Vec<About>> {
        // The return goes to the territory right above.
        let above = self.desk.tree().ancestors(whom, day);
        let receiver = above.iter().find(|one| one.is_territorial());
        let receiver = receiver.map_or(whom, |one| one.id);
        let tree = self.desk.tree();
        let unit = tree.get(whom);
        let templates = self.desk.templates().iter();
        let owed = templates.filter(|one| unit.is_some_and(|unit| self.desk.owes(unit, one, day)));
        let mut missing = Vec::new();
        for template in owed {
            let collated = self.desk.collate(&receiver.to_string(), day, Some(&template.name))?;
            let row = collated.collation.rows.iter().find(|row| row.unit == whom);
            if matches!(row.map(|row| row.standing), Some(Standing::Missing | Standing::Waiting)) {
                let (unit, template) = (self.desk.key(whom, day), template.name.clone());
                missing.push(About::Return { unit, day, template });
            }
        }
        if missing.is_empty() {
            return Err(problem::nothing_to_remind(&format!("return {day}")));
        }
        Ok(missing)
    }

    fn discrepancy_owed(&self, whom: UnitId, text: &str) -> Outcome<About> {
        let reference: DiscrepancyReference = text.parse()?;
        let one = self.desk.discrepancy(&reference)?;
        if one.owner != whom {
            return Err(self.of_another(text, whom));
        }
        if !one.is_unexplained() {
            return Err(problem::nothing_to_remind(text));
        }
        Ok(About::Discrepancy(self.desk.discrepancy_reference(&one).to_string()))
    }

    /// The task itself counts, too: whoever looks at it sees how often.
    fn task_owed(
        &self,
        whom: UnitId,
        text: &str,
        by: &Officer,
        words: &str,
    ) -> Outcome<(About, usize)> {
        let reference = TaskReference::parse(text, self.office.today())?;
        let task = self.office.task(&reference)?;
        if task.unit != whom {
            return Err(self.of_another(text, whom));
        }
        let said = Said { text: words.to_owned(), ..Said::default() };
        let task = self.office.remind(&task, by, &said)?;
        let times = usize::try_from(task.reminded).unwrap_or_default();
        Ok((About::Task(reference.to_string()), times))
    }

    fn of_another(&self, text: &str, whom: UnitId) -> domain::base::Diagnostic {
        problem::other_unit(text, &self.desk.unit_name(whom, self.desk.today()))
    }

    fn write_reminders(
        &self,
        whom: UnitId,
        about: &[About],
        by: &Officer,
        words: &str,
    ) -> Outcome<()> {
        let register = units::register(self.node, "reminder")?;
        let mut changes = Vec::new();
        for about in about {
            let values = [
                ("about", Value::text(about.reference())),
                ("kind", Value::text(about.kind())),
                ("at", Value::DateTime(self.office.now())),
                ("by_officer", Value::text(by.id.to_string())),
                ("words", Value::text(words)),
            ];
            changes.push(fields::change(&register.definition, self.node.new_record()?, &values));
        }
        let draft = Draft { unit: whom, officer: Some(by.id), reason: None, changes };
        self.node.append(&draft)?;
        Ok(())
    }

    /// How often the units under one were reminded, and of what: by now, or by the end of a day.
    pub(super) fn reminders(&self, under: UnitId, as_of: AsOf) -> Outcome<Counted> {
        let register = units::register(self.node, "reminder")?;
        let mut counted = Counted::default();
        let scope = self.node.scope_of(under)?;
        units::each_as_of(self.node, &register, &scope, as_of, |record| {
            let text = |name: &str| fields::text(&register.definition, &record.body, name);
            let key = (text("kind").to_owned(), text("about").to_owned());
            *counted.0.entry(key).or_default() += 1;
        })?;
        Ok(counted)
    }
}

/// `04105/2021-09-10/returned_fell`: the second part is a day. That of a task is an order (`3/o12/04105`).
fn is_discrepancy(text: &str) -> bool {
    text.split('/').nth(1).is_some_and(|part| part.parse::<Date>().is_ok())
}
