//! The template of a return: which figures, from whom, to whom, by when, confirmed by whom. Data, not Rust.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::Line;
use crate::base::{Bilingual, Diagnostic, stamp};
use crate::formula::Equation;
use crate::register::{Balance, Tier};

/// A periodic statement that units of one tier owe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Name in snake case.
    pub name: String,
    /// Counts up from 1.
    pub version: u32,
    /// Title on screen and paper.
    pub title: Bilingual,
    /// The order that demands it.
    pub source: String,
    /// Tier of the units that owe it.
    pub owed_by: Tier,
    /// When it is due.
    pub cut_off: CutOff,
    /// The posts whose holders must confirm it, all of them, before it can go.
    pub attested_by: Vec<Post>,
    /// Where it goes; each receiver gives a receipt.
    #[serde(rename = "receiver")]
    pub receivers: Vec<Receiver>,
    /// The figures, in order.
    #[serde(rename = "line")]
    pub lines: Vec<Line>,
    /// Equations between lines that should hold. A broken one warns and never blocks.
    #[serde(rename = "balance", default, skip_serializing_if = "Vec::is_empty")]
    pub balances: Vec<Balance>,
    /// Whether it is owed only where a unit has put it in use; otherwise all units of the tier owe it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opt_in: bool,
}

/// When a daily return is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutOff {
    /// "trước 10h00": on time when received strictly before this time of day, +07:00, every calendar day.
    Before(Time),
    /// "chậm nhất 10h00": on time up to and including this second.
    By(Time),
}

/// A post that confirms returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Bí thư: secretary of the party committee.
    Secretary,
    /// Chủ tịch: chair of the People's Committee.
    Chair,
    /// Chánh Văn phòng: head of the standing office.
    ChiefOfOffice,
}

/// Somebody to whom a return goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// Name in snake case.
    pub name: String,
    /// Title on screen and paper.
    pub title: Bilingual,
    /// Through whom it goes, e.g. the standing office.
    #[serde(default)]
    pub via: String,
}

impl CutOff {
    /// The time of day.
    pub fn time(self) -> Time {
        match self {
            Self::Before(time) | Self::By(time) => time,
        }
    }

    /// Whether a return for this day, received at this moment, is on time. The period of a return is the calendar date
    /// of its cut-off.
    pub fn is_met(self, day: Date, received: Timestamp) -> bool {
        let Some(due) = stamp(day.to_datetime(self.time())) else { return false };
        match self {
            Self::Before(_) => received < due,
            Self::By(_) => received <= due,
        }
    }

    /// Whether the cut-off of this day has gone by.
    pub fn is_past(self, day: Date, now: Timestamp) -> bool {
        !self.is_met(day, now)
    }
}

impl Post {
    /// Title of the post.
    pub fn title(self) -> Bilingual {
        match self {
            Self::Secretary => Bilingual::new("Bí thư", "Party secretary"),
            Self::Chair => Bilingual::new("Chủ tịch", "Chair"),
            Self::ChiefOfOffice => Bilingual::new("Chánh Văn phòng", "Chief of office"),
        }
    }

    /// The name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Secretary => "secretary",
            Self::Chair => "chair",
            Self::ChiefOfOffice => "chief_of_office",
        }
    }

    /// Reads the name; Vietnamese titles are understood too.
    pub fn from_name(name: &str) -> Option<Self> {
        let folded = crate::base::text::fold(name);
        [Self::Secretary, Self::Chair, Self::ChiefOfOffice].into_iter().find(|post| {
            post.name() == folded || crate::base::text::fold(&post.title().vi) == folded
        })
    }
}

impl Template {
    /// Reads a template from TOML.
    ///
    /// # Errors
    /// One diagnostic with the line, when a key is missing, unknown or of the wrong type; `template_balance` when a
    /// balance is no equation or names no line.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        let template: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let row = text.get(..at).map_or(0, |before| before.matches('\n').count() as u64) + 1;
            Diagnostic::error(
                "template_unreadable",
                format!("mẫu báo cáo không đọc được: {}", error.message()),
                format!("the template cannot be read: {}", error.message()),
            )
            .at_row(row)
        })?;
        template.balances.iter().try_for_each(|balance| template.check(balance))?;
        Ok(template)
    }

    fn check(&self, balance: &Balance) -> Result<(), Diagnostic> {
        let equation = Equation::parse(&balance.check)?;
        match equation.names().find(|name| self.line(name).is_none()) {
            None => Ok(()),
            Some(name) => Err(Diagnostic::error(
                "template_balance",
                format!(
                    "mẫu {}: cân đối “{}” nhắc dòng “{name}” không có trong mẫu",
                    self.name, balance.check
                ),
                format!(
                    "template {}: the balance `{}` names `{name}`, which is no line",
                    self.name, balance.check
                ),
            )),
        }
    }

    /// BLAKE3 of the template's canonical JSON, in hexadecimal; a return keeps it.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        blake3::hash(&json).to_hex().to_string()
    }

    /// A line by name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }
}

/// The templates that come with the program.
///
/// # Errors
/// Never for the files of this release; a test holds that. The fault names its file.
pub fn built_in() -> Result<Vec<Template>, Diagnostic> {
    BUILT_IN.clone()
}

static BUILT_IN: LazyLock<Result<Vec<Template>, Diagnostic>> = LazyLock::new(|| {
    [
        (
            "definitions/returns/away_resident_daily.toml",
            include_str!("../../../definitions/returns/away_resident_daily.toml"),
        ),
        (
            "definitions/returns/away_resident_rollup.toml",
            include_str!("../../../definitions/returns/away_resident_rollup.toml"),
        ),
        (
            "definitions/returns/epidemic_daily.toml",
            include_str!("../../../definitions/returns/epidemic_daily.toml"),
        ),
        (
            "definitions/returns/epidemic_rollup.toml",
            include_str!("../../../definitions/returns/epidemic_rollup.toml"),
        ),
        (
            "definitions/returns/outbreak_daily.toml",
            include_str!("../../../definitions/returns/outbreak_daily.toml"),
        ),
        (
            "definitions/returns/outbreak_rollup.toml",
            include_str!("../../../definitions/returns/outbreak_rollup.toml"),
        ),
    ]
    .into_iter()
    .map(|(name, text)| Template::from_toml(text).map_err(|fault| fault.in_file(name)))
    .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::returns::Figure;
    use jiff::civil::{date, datetime, time};

    #[test]
    fn before_ten_is_strict_and_by_ten_is_not() {
        let day = date(2021, 9, 10);
        let at = |hour, minute, second, nano| {
            stamp(datetime(2021, 9, 10, hour, minute, second, nano)).unwrap()
        };
        let before = CutOff::Before(time(10, 0, 0, 0));
        assert!(before.is_met(day, at(9, 59, 59, 999_999_999)));
        assert!(!before.is_met(day, at(10, 0, 0, 0)));
        let by = CutOff::By(time(10, 0, 0, 0));
        assert!(by.is_met(day, at(10, 0, 0, 0)));
        assert!(!by.is_met(day, at(10, 0, 0, 1)));
    }

    #[test]
    fn the_built_in_templates_are_readable_and_end_in_two_receivers() {
        let templates = built_in().unwrap();
        assert_eq!(templates[0].cut_off, CutOff::Before(time(10, 0, 0, 0)));
        assert_eq!(templates[0].attested_by, [Post::Secretary, Post::Chair]);
        assert_eq!(templates[1].receivers.len(), 2);
    }

    #[test]
    fn the_bulletin_of_the_ministry_s_indicators_holds_its_visible_balances() {
        let templates = built_in().unwrap();
        let daily = templates.iter().find(|one| one.name == "epidemic_daily").unwrap();
        assert!(daily.opt_in, "owed only where it was put in use");
        assert!(
            daily.balances.iter().any(|one| one.check == "f1_isolating + f1_completed = f1_total")
        );
        let rollup = templates.iter().find(|one| one.name == "epidemic_rollup").unwrap();
        for line in &daily.lines {
            let summed = Figure::Summed { template: daily.name.clone(), line: line.name.clone() };
            assert!(rollup.lines.iter().any(|one| one.figure == summed), "{}", line.name);
        }
    }

    #[test]
    fn the_counted_bulletin_asks_registers_for_every_line_and_is_summed_whole() {
        let templates = built_in().unwrap();
        let daily = templates.iter().find(|one| one.name == "outbreak_daily").unwrap();
        let rollup = templates.iter().find(|one| one.name == "outbreak_rollup").unwrap();
        assert!(daily.opt_in && rollup.opt_in);
        let registers = crate::register::built_in();
        for line in &daily.lines {
            let Figure::Counted { register, indicator } = &line.figure else {
                panic!("{} is not counted", line.name)
            };
            let register = registers.iter().find(|one| one.name == *register).unwrap();
            assert!(register.indicators.iter().any(|one| one.name == *indicator), "{}", line.name);
            let summed = Figure::Summed { template: daily.name.clone(), line: line.name.clone() };
            assert!(rollup.lines.iter().any(|one| one.figure == summed), "{}", line.name);
        }
        assert_eq!((daily.balances.len(), rollup.balances.len()), (7, 7));
    }

    #[test]
    fn a_balance_that_names_no_line_is_refused() {
        let text = include_str!("../../../definitions/returns/away_resident_daily.toml");
        let text = format!("{text}\n[[balance]]\ncheck = \"returned + gone = total\"\n");
        assert_eq!(Template::from_toml(&text).unwrap_err().code, "template_balance");
    }

    #[test]
    fn the_hashes_of_the_first_templates_stay_what_returns_have_kept() {
        let known = built_in().unwrap();
        let hashes: Vec<String> = known.iter().take(2).map(Template::hash).collect();
        insta::assert_snapshot!(hashes.join("\n"), @r"
        6f46450f2ceab4a31f5728b5d5955bef7d6aba5d1774677055eddfa26dcd49ba
        59b3e5311276142a6bb050f2de5e824326cca829e6aa53049e5e52448eb31801
        ");
    }

    #[test]
    fn a_wrong_key_is_named_with_its_line() {
        let error =
            Template::from_toml("name = \"x\"\nversion = 1\ncutoff = \"10:00\"\n").unwrap_err();
        assert_eq!(error.place.row, Some(3));
    }
}
