//! What the papers leave open about tasks, as data: how soon to acknowledge, how often to look, which days are worked.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::calendar::Workdays;
use super::plan::Term;
use crate::base::Diagnostic;
use crate::directive::Urgency;

const BUILT_IN: &str = include_str!("../../../../definitions/rules/tasks.toml");

/// The rules in force.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRules {
    receipt: Vec<ReceiptRule>,
    reviews: ReviewRule,
    /// Which days are worked.
    pub workdays: Workdays,
}

/// How soon a document with a mark is acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRule {
    /// The printed mark; empty for a document without one.
    pub urgency: String,
    /// Within so many hours; without it by the end of the day, and of the next working day after 16:00.
    pub hours: Option<u32>,
}

/// How often an open order is looked at, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRule {
    /// "Ngay", "khẩn trương".
    pub high_days: u32,
    /// Nothing said.
    pub normal_days: u32,
    /// "Thường xuyên": evidence at least once in so many days.
    pub watch_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "title")]
    _title: crate::base::Bilingual,
    #[serde(rename = "source")]
    _source: String,
    receipt: Vec<ReceiptRule>,
    review: ReviewRule,
    holidays: Vec<Date>,
}

static READ: LazyLock<TaskRules> = LazyLock::new(|| {
    // The file is the program's own, and a test reads it.
    TaskRules::from_toml(BUILT_IN).unwrap_or_else(|_| TaskRules {
        receipt: Vec::new(),
        reviews: ReviewRule { high_days: 3, normal_days: 7, watch_days: 7 },
        workdays: Workdays::default(),
    })
});

/// Later than this, what has to be acknowledged "within the day" may wait for the next working day.
const LATE_IN_THE_DAY: i8 = 16;

impl TaskRules {
    /// The rules of the program, where an issuer has set none.
    pub fn built_in() -> Self {
        READ.clone()
    }

    /// Reads rules as `definitions/rules/tasks.toml` has them.
    ///
    /// # Errors
    /// `task_rules`: what is wrong with the text.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        let file: File = toml::from_str(text).map_err(|error| {
            let what = error.message().to_owned();
            Diagnostic::error(
                "task_rules",
                format!("Bộ quy định về việc không đúng: {what}."),
                format!("The rules on tasks are wrong: {what}."),
            )
            .hint(
                "So với definitions/rules/tasks.toml.",
                "Compare it with definitions/rules/tasks.toml.",
            )
        })?;
        let workdays = Workdays { holidays: file.holidays.into_iter().collect() };
        Ok(Self { receipt: file.receipt, reviews: file.review, workdays })
    }

    /// By when a document with a mark is to be acknowledged that was given at a moment.
    pub fn receipt(&self, urgency: &str, given: DateTime) -> Term {
        let rule = self.receipt.iter().find(|rule| rule.urgency == urgency);
        if let Some(hours) = rule.and_then(|rule| rule.hours) {
            let at = given.checked_add(i64::from(hours).hours()).unwrap_or(given);
            return Term { at, inclusive: true };
        }
        let same_day = given.hour() < LATE_IN_THE_DAY && self.workdays.is_worked(given.date());
        let days = if same_day { 0 } else { 1 };
        Term::end_of(self.workdays.after(given.date(), days))
    }

    /// When an open order is looked at for the first time.
    pub fn review(&self, urgency: Urgency, given: DateTime) -> Term {
        let days = match urgency {
            Urgency::High => self.reviews.high_days,
            Urgency::Normal => self.reviews.normal_days,
        };
        let day = given.date().checked_add(i64::from(days).days());
        Term::end_of(day.unwrap_or(Date::MAX))
    }

    /// By when evidence is due of what goes on for ever, after it was given or last heard of.
    pub fn next_evidence(&self, heard: DateTime) -> Term {
        let day = heard.date().checked_add(i64::from(self.reviews.watch_days).days());
        Term::end_of(day.unwrap_or(Date::MAX))
    }

    /// Days within which what goes on for ever must show evidence.
    pub fn watch_days(&self) -> u32 {
        self.reviews.watch_days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_rules_of_the_program_are_read() {
        let rules = TaskRules::from_toml(BUILT_IN).unwrap();
        assert_eq!(rules.receipt.len(), 4);
        assert!(!rules.workdays.is_worked(date(2021, 9, 2)), "national day");
        assert_eq!(TaskRules::from_toml("name = 1").unwrap_err().code, "task_rules");
    }

    #[test]
    fn the_more_urgent_the_sooner_it_is_acknowledged() {
        let rules = TaskRules::built_in();
        let given = date(2021, 9, 9).at(16, 30, 0, 0);
        let at = |urgency| rules.receipt(urgency, given).at;
        assert_eq!(at("hỏa tốc"), date(2021, 9, 9).at(17, 30, 0, 0));
        assert_eq!(at("khẩn"), date(2021, 9, 9).at(20, 30, 0, 0));
        assert_eq!(at(""), date(2021, 9, 10).at(23, 59, 59, 0));
        let morning = date(2021, 9, 9).at(9, 0, 0, 0);
        assert_eq!(rules.receipt("", morning).at, date(2021, 9, 9).at(23, 59, 59, 0));
    }
}
