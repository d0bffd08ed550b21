//! A rule of agreement, as it was read.

use serde::{Deserialize, Serialize};

use super::FigureName;
use crate::base::Bilingual;
use crate::formula::Equation;
use crate::register::Missing;

/// Figures that should agree, and what happens when they do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Name in snake case; a discrepancy keeps it.
    pub name: String,
    /// Which line it speaks of, where one rule is written for several; else empty.
    pub about: String,
    /// What does not agree, as the screen says it.
    pub title: Bilingual,
    /// The paper, or the policy, that it follows from.
    pub source: String,
    /// How grave it is.
    pub severity: Gravity,
    /// Who has to explain.
    pub owner: Owner,
    /// Hours that there are to explain it, from when it was found, asked about or refused.
    pub hours: u32,
    /// What is held against what.
    pub test: Test,
}

/// How grave a discrepancy is. Neither blocks anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// The figures cannot both be right.
    Serious,
    /// Worth a question: there may be a good reason.
    #[default]
    Question,
}

impl Gravity {
    /// As the register stores it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Serious => "serious",
            Self::Question => "question",
        }
    }

    /// The word of the register.
    pub fn from_word(word: &str) -> Self {
        if word == Self::Serious.word() { Self::Serious } else { Self::Question }
    }

    /// As the screen says it.
    pub fn title(self) -> Bilingual {
        match self {
            Self::Serious => Bilingual::new("vênh", "does not agree"),
            Self::Question => Bilingual::new("cần hỏi", "worth a question"),
        }
    }
}

/// Who has to explain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The unit whose figures they are.
    #[default]
    Unit,
    /// The unit that it reports to.
    Above,
}

/// What a rule holds against what.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// An equation between figures of one return and around it.
    Equation(Check),
    /// One person must not stand on the lists of two units.
    SamePerson(Sameness),
    /// A figure against the unit's own history.
    Outlier(Outlier),
}

/// An equation with its tolerance.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The template whose returns are judged.
    pub template: String,
    /// As it is written, e.g. `returned + not_returned = total`.
    pub text: String,
    /// The same, read.
    pub equation: Equation,
    /// What to do when a figure is missing.
    pub missing: Missing,
    /// How far apart the sides may be.
    pub tolerance: Tolerance,
    /// `before` is the last return of so many days back: yesterday's, or an older one where yesterday has none.
    pub before_days: u16,
}

/// How far apart two figures may be and still agree: the larger of the two allowances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tolerance {
    /// So many.
    pub count: u32,
    /// So many percent of the larger side.
    pub percent: f64,
}

/// How records are told to be of one person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sameness {
    /// The register of persons.
    pub register: String,
    /// Fields that together tell a person; any one of the lists is enough.
    pub keys: Vec<Vec<String>>,
    /// Fields that two records of one person never have different: whoever differs here is another person.
    #[serde(default)]
    pub never_differ: Vec<String>,
}

/// A line held against the unit's own past.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlier {
    /// The template whose returns are judged.
    #[serde(skip)]
    pub template: String,
    /// The line.
    #[serde(skip)]
    pub line: String,
    /// The figure itself, or what it grew by.
    pub of: Of,
    /// So many earlier returns are needed.
    pub at_least: u8,
    /// Days to look back.
    pub within_days: u16,
    /// How many robust standard deviations are too many.
    pub limit: f64,
}

/// What of a line is held against its past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The figure of the day.
    Level,
    /// How much it grew since the day before, for a figure that only accumulates.
    Growth,
}

/// Where nothing else is said, the day before is yesterday.
pub(super) const YESTERDAY: u16 = 1;

impl Rule {
    /// The template that it judges; `None` for persons.
    pub fn template(&self) -> Option<&str> {
        match &self.test {
            Test::Equation(check) => Some(&check.template),
            Test::Outlier(outlier) => Some(&outlier.template),
            Test::SamePerson(_) => None,
        }
    }

    /// How many days back `before` is looked for.
    pub fn before_days(&self) -> u16 {
        match &self.test {
            Test::Equation(check) => check.before_days,
            _ => YESTERDAY,
        }
    }
}

impl Check {
    /// The figures that it names, from left to right.
    pub fn figures(&self) -> Vec<FigureName> {
        self.equation.names().map(FigureName::of).collect()
    }

    /// The two sides as they are written.
    pub fn sides(&self) -> (&str, &str) {
        Equation::split(&self.text)
            .map_or((self.text.as_str(), ""), |(left, _, right)| (left, right))
    }
}

impl Tolerance {
    /// Whether two sides are close enough.
    pub fn covers(self, left: f64, right: f64) -> bool {
        let share = self.percent / 100.0 * left.abs().max(right.abs());
        let allowed = f64::from(self.count).max(share);
        allowed > 0.0 && (left - right).abs() <= allowed
    }
}
