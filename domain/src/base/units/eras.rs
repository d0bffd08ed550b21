//! Which tiers there are on a day, and which decision issued the codes of that time.

use jiff::civil::Date;
use serde::Deserialize;

use crate::base::Diagnostic;
use crate::register::Tier;

use super::Validity;

/// A time with one set of tiers and one scheme of codes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Era {
    /// Name of the code scheme; part of permanent ids.
    pub scheme: String,
    /// The decree or decision.
    pub source: String,
    /// First day; `None` when it is not known.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day; `None` while it lasts.
    #[serde(default)]
    pub until: Option<Date>,
    /// Tiers from the top down.
    pub tiers: Vec<Tier>,
}

impl Era {
    /// When it holds.
    pub fn valid(&self) -> Validity {
        Validity { from: self.from, until: self.until }
    }
}

/// All eras, in the order of `tiers.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eras {
    #[serde(rename = "era")]
    list: Vec<Era>,
}

impl Eras {
    /// Reads `tiers.toml`.
    ///
    /// # Errors
    /// `units_tiers` when the text is not such a file.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        toml::from_str(text).map_err(|error| {
            let why = error.message();
            Diagnostic::error(
                "units_tiers",
                format!("không đọc được danh mục cấp: {why}"),
                format!("the list of tiers cannot be read: {why}"),
            )
        })
    }

    /// The era of a day; `None` before the first that is described.
    pub fn on(&self, day: Date) -> Option<&Era> {
        self.list.iter().find(|era| era.valid().on(day))
    }

    /// The tiers of a day, from the top down; empty when no era describes the day.
    pub fn tiers(&self, day: Date) -> &[Tier] {
        self.on(day).map_or(&[], |era| &era.tiers)
    }

    /// The latest era with exactly these tiers between province and commune: with districts or without.
    pub fn with_districts(&self, districts: bool) -> Option<&Era> {
        self.list.iter().rev().find(|era| era.tiers.contains(&Tier::District) == districts)
    }

    /// The era of a code scheme.
    pub fn of_scheme(&self, scheme: &str) -> Option<&Era> {
        self.list.iter().find(|era| era.scheme == scheme)
    }
}
