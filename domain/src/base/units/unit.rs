//! One unit and the dates within which it exists.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::UnitId;
use crate::register::Tier;

/// A body that receives orders or answers for figures.
///
/// The executive of a territory is the territory itself: an order to "UBND xã Chiềng Ban" goes to the unit "xã Chiềng
/// Ban". Party committees, departments, stations and companies are units of tier [`Tier::Body`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Permanent id.
    pub id: UnitId,
    /// Kind in lower case, as `kinds.toml` writes it: `xã`, `thị trấn`, `phòng`, `trạm y tế` …
    pub kind: String,
    /// Where it stands.
    pub tier: Tier,
    /// Official code, zeros kept. Only unique together with a date.
    pub code: Option<String>,
    /// Name without the kind, as people write it: `Mai Sơn`, `Kinh tế và Hạ tầng`.
    pub name: String,
    /// Other names, each with where it stands written.
    pub aliases: Vec<Alias>,
    /// When it exists.
    pub valid: Validity,
}

/// Another name of a unit: a misprint of a list, an older spelling, a short form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The name, without the kind for territories; bodies are also called by full names.
    pub name: String,
    /// Where it is written so; empty when it is common usage.
    pub source: String,
    /// Set when it was the official name until a day.
    pub former: Option<Former>,
}

/// What a unit was until it got another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Former {
    /// Its kind then.
    pub kind: String,
    /// The last day of that name.
    pub until: Date,
}

impl Unit {
    /// Kind and name, as a list shows it: `Thị trấn Hát Lót`.
    pub fn full_name(&self) -> String {
        full(&self.kind, &self.name)
    }

    /// The same as it was on a day: a paper of that day keeps its names.
    pub fn full_name_on(&self, day: Date) -> String {
        let (kind, name) = self.called_on(day);
        full(kind, name)
    }

    /// Kind and name on a day: the official ones of then.
    pub fn called_on(&self, day: Date) -> (&str, &str) {
        let former = self.aliases.iter().filter_map(|alias| Some((alias, alias.former.as_ref()?)));
        let then =
            former.filter(|(_, former)| day <= former.until).min_by_key(|(_, former)| former.until);
        then.map_or((&self.kind, &self.name), |(alias, former)| (&former.kind, &alias.name))
    }

    /// Whether it has a territory of its own.
    pub fn is_territorial(&self) -> bool {
        self.tier != Tier::Body
    }
}

fn full(kind: &str, name: &str) -> String {
    let mut letters = kind.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{} {name}", letters.as_str()).trim_end().to_owned()
}

/// From a day to a day, both included; an open side is unknown or without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Validity {
    /// First day; `None` when it is not known.
    pub from: Option<Date>,
    /// Last day; `None` while it lasts.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether it holds on a day.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What is known of two statements about the same thing: a date that only one side knows is taken from there.
    pub(super) fn or(self, other: Self) -> Self {
        Self { from: self.from.or(other.from), until: self.until.or(other.until) }
    }
}
