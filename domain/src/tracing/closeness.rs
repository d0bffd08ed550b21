//! Since when a case could pass the illness on, and how near and how long is a contact.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::pack::{Pack, Packs, Sure};
use crate::base::Diagnostic;

/// What a contact is while this pack is in force.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactPack {
    name: String,
    from: Date,
    /// The paper, and what it says.
    pub source: String,
    sure: Sure,
    /// Days before it could pass it on in which a case was infected: the longest incubation.
    pub incubation_days: u32,
    before_onset_days: i64,
    before_sample_days: i64,
    without_symptoms_since_exposure: bool,
    /// Farther than that is no contact.
    pub metres: f64,
    /// Fewest minutes of a contact.
    pub minutes: u32,
    /// Fewest minutes where not both wore a mask.
    pub minutes_without_mask: u32,
    /// How many generations are listed and followed: F1, F2 …
    pub listed: u8,
    reach_hours: Vec<u32>,
    places: BTreeMap<String, i32>,
}

impl Pack for ContactPack {
    fn name(&self) -> &str {
        &self.name
    }
    fn from(&self) -> Date {
        self.from
    }
    fn sure(&self) -> Sure {
        self.sure
    }
    fn source(&self) -> &str {
        &self.source
    }
}

/// The days of a case that count, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseDays {
    /// When symptoms began; none for a case without.
    pub onset: Option<Date>,
    /// When it was exposed to a source that is known.
    pub exposed: Option<Date>,
    /// When the sample was taken.
    pub sampled: Option<Date>,
    /// When it was confirmed.
    pub confirmed: Option<Date>,
}

impl CaseDays {
    /// The day by which the pack is chosen: when the case was confirmed, else sampled, else fell ill.
    pub fn known_on(&self) -> Option<Date> {
        self.confirmed.or(self.sampled).or(self.onset)
    }
}

/// Since when a case could pass it on, and what that follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Infectious {
    /// The first day.
    pub since: Date,
    /// What it follows from.
    pub basis: Basis,
}

/// What the window of a case follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Days before its symptoms began.
    Onset,
    /// Its own exposure to a known source.
    Exposure,
    /// Days before its sample.
    Sample,
    /// Days before it was confirmed: nobody wrote down when the sample was taken.
    Confirmed,
}

/// Masks of two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Both wore one.
    Both,
    /// Not both did.
    NotBoth,
}

/// How near two people were, as far as somebody could say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Nearness<'a> {
    /// Kind of contact, as the register lists them.
    pub kind: &'a str,
    /// Metres between them.
    pub metres: Option<f64>,
    /// Minutes.
    pub minutes: Option<i64>,
    /// Masks.
    pub mask: Option<Mask>,
}

/// Contacts of these kinds are close whatever the distance: they touched, lived or cared together.
const ALWAYS: [&str; 3] = ["household", "physical", "care"];

impl ContactPack {
    /// Since when a case could pass it on; `None` when none of its days is known.
    pub fn infectious(&self, days: &CaseDays) -> Option<Infectious> {
        let before = |day: Date, count: i64, basis| Infectious {
            since: day.checked_sub(count.days()).unwrap_or(Date::MIN),
            basis,
        };
        if let Some(onset) = days.onset {
            return Some(before(onset, self.before_onset_days, Basis::Onset));
        }
        if let (Some(exposed), true) = (days.exposed, self.without_symptoms_since_exposure) {
            return Some(Infectious { since: exposed, basis: Basis::Exposure });
        }
        let sample = days.sampled.map(|day| before(day, self.before_sample_days, Basis::Sample));
        let confirmed =
            || days.confirmed.map(|day| before(day, self.before_sample_days, Basis::Confirmed));
        sample.or_else(confirmed)
    }

    /// Whether two people who were noted as having met were near enough and long enough. What is not known counts as
    /// near: a contact who is listed in vain is released by a test, one who is not listed is not found.
    pub fn is_contact(&self, met: &Nearness<'_>) -> bool {
        if ALWAYS.contains(&met.kind) {
            return true;
        }
        let fewest = match met.mask {
            Some(Mask::Both) => self.minutes,
            Some(Mask::NotBoth) | None => self.minutes_without_mask,
        };
        met.metres.is_none_or(|metres| metres <= self.metres)
            && met.minutes.is_none_or(|minutes| minutes >= i64::from(fewest))
    }

    /// Fewest minutes of a contact at a kind of place; `None` where people are not near each other.
    pub fn minutes_at(&self, place: &str) -> Option<u32> {
        match self.places.get(place) {
            Some(minutes) => u32::try_from(*minutes).ok(),
            None => Some(self.minutes),
        }
    }

    /// Within how many hours a contact of a class is to be reached.
    pub fn reach_hours(&self, class: u8) -> Option<u32> {
        let at = usize::from(class).checked_sub(1)?;
        self.reach_hours.get(at).or(self.reach_hours.last()).copied()
    }
}

static READ: LazyLock<Result<Packs<ContactPack>, Diagnostic>> =
    LazyLock::new(|| Packs::from_toml(include_str!("../../../definitions/rules/contact.toml")));

/// The packs of the program.
///
/// # Errors
/// When the program was built with rules that cannot be read; a test holds that it was not.
pub fn contact_packs() -> Result<&'static Packs<ContactPack>, Diagnostic> {
    READ.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn on(day: Date) -> &'static ContactPack {
        contact_packs().unwrap().on(day).unwrap()
    }

    #[test]
    fn the_pack_changes_with_its_day_and_not_a_day_earlier() {
        let name = |year, month, day| on(date(year, month, day)).name().to_owned();
        let table = [
            ((2021, 5, 17), "3468/QĐ-BYT"),
            ((2021, 7, 29), "3468/QĐ-BYT"),
            ((2021, 7, 30), "3638/QĐ-BYT"),
            ((2021, 12, 28), "3638/QĐ-BYT"),
            ((2021, 12, 29), "11042/BYT-DP"),
            ((2022, 4, 14), "11042/BYT-DP"),
            ((2022, 4, 15), "1909/BYT-DP"),
        ];
        for ((year, month, day), expected) in table {
            assert_eq!(name(year, month, day), expected, "{day}/{month}/{year}");
        }
        assert!(contact_packs().unwrap().on(date(2019, 12, 31)).is_none());
    }

    #[test]
    fn the_window_follows_from_onset_exposure_or_sample() {
        let days =
            |onset, exposed, sampled, confirmed| CaseDays { onset, exposed, sampled, confirmed };
        let (may, late) = (on(date(2021, 8, 1)), on(date(2022, 1, 5)));
        let day = |d| Some(date(2021, 8, d));
        let table = [
            // With symptoms: three days before; what else is known does not matter.
            (may, days(day(10), day(2), day(12), day(13)), Some((date(2021, 8, 7), Basis::Onset))),
            // Without, source known: since the exposure.
            (may, days(None, day(2), day(12), day(13)), Some((date(2021, 8, 2), Basis::Exposure))),
            // Without, source unknown: fourteen days before the sample.
            (may, days(None, None, day(15), day(16)), Some((date(2021, 8, 1), Basis::Sample))),
            (may, days(None, None, None, day(15)), Some((date(2021, 8, 1), Basis::Confirmed))),
            (may, days(None, None, None, None), None),
            // From 29/12/2021: two days before onset, or before the sample.
            (late, days(day(10), None, None, None), Some((date(2021, 8, 8), Basis::Onset))),
            (late, days(None, day(2), day(12), None), Some((date(2021, 8, 10), Basis::Sample))),
        ];
        for (pack, days, expected) in table {
            let found = pack.infectious(&days).map(|one| (one.since, one.basis));
            assert_eq!(found, expected, "{days:?}");
        }
    }

    #[test]
    fn near_and_long_enough_by_the_rules_of_the_day() {
        let met = |kind, metres, minutes, mask| Nearness { kind, metres, minutes, mask };
        let (y2021, y2022) = (on(date(2021, 8, 1)), on(date(2022, 4, 15)));
        let dec = on(date(2021, 12, 29));
        let table = [
            (y2021, met("meal", Some(2.0), Some(1), None), true),
            (y2021, met("meal", Some(2.1), Some(60), None), false),
            (y2021, met("meal", Some(1.0), Some(0), None), false),
            (y2021, met("household", Some(5.0), Some(0), None), true),
            (y2021, met("meal", None, None, None), true),
            (dec, met("work", Some(2.0), Some(14), None), false),
            (dec, met("work", Some(2.0), Some(15), None), true),
            (dec, met("physical", Some(2.0), Some(1), None), true),
            (y2022, met("work", Some(1.0), Some(14), Some(Mask::Both)), false),
            (y2022, met("work", Some(1.0), Some(15), Some(Mask::Both)), true),
            (y2022, met("work", Some(1.0), Some(1), Some(Mask::NotBoth)), true),
            (y2022, met("work", Some(1.01), Some(60), Some(Mask::NotBoth)), false),
        ];
        for (pack, met, expected) in table {
            assert_eq!(pack.is_contact(&met), expected, "{} {met:?}", pack.name());
        }
        assert_eq!(y2021.minutes_at("outdoor"), None);
        assert_eq!((y2021.minutes_at("market"), y2021.minutes_at("vehicle")), (Some(15), Some(1)));
        assert_eq!(dec.minutes_at("market"), Some(15));
        assert_eq!(
            (y2021.reach_hours(1), y2021.reach_hours(2), y2021.reach_hours(0)),
            (Some(4), Some(24), None)
        );
        assert_eq!((y2021.listed, y2022.listed), (2, 1));
    }
}
