//! A lockdown zone by its days: decided, in force, extended, lifted; always from midnight on.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::pack::{Pack, Packs, Sure};
use crate::base::Diagnostic;

/// When a zone may be lifted, while this pack is in force.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZonePack {
    name: String,
    from: Date,
    /// Where it comes from.
    pub source: String,
    sure: Sure,
    /// So many days without a new case.
    pub days_without_case: i32,
}

impl Pack for ZonePack {
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

/// The days of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneDays {
    /// In force from 00:00 of this day.
    pub from: Date,
    /// Planned until the end of this day.
    pub planned_until: Option<Date>,
    /// Extended until the end of this day.
    pub extended_until: Option<Date>,
    /// Lifted at 00:00 of this day.
    pub lifted_from: Option<Date>,
}

/// How a zone stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneState {
    /// Decided, not in force yet.
    Decided,
    /// In force.
    Active,
    /// In force, beyond the day that was planned first.
    Extended,
    /// In force though the day to which it was decided is over: somebody has to decide.
    Over,
    /// Lifted.
    Lifted,
}

impl ZoneDays {
    /// How it stands on a day.
    pub fn on(&self, day: Date) -> ZoneState {
        if self.lifted_from.is_some_and(|lifted| lifted <= day) {
            return ZoneState::Lifted;
        }
        if day < self.from {
            return ZoneState::Decided;
        }
        if self.extended_until.or(self.planned_until).is_some_and(|last| last < day) {
            return ZoneState::Over;
        }
        match self.extended_until {
            Some(_) if self.planned_until.is_some_and(|planned| planned < day) => {
                ZoneState::Extended
            }
            _ => ZoneState::Active,
        }
    }
}

/// Whole days since the last case; `None` where there never was one, or it is still to come.
pub fn days_since(last_case: Option<Date>, day: Date) -> Option<i32> {
    let last = last_case.filter(|last| *last <= day)?;
    last.until((jiff::Unit::Day, day)).map(|span| span.get_days()).ok()
}

static READ: LazyLock<Result<Packs<ZonePack>, Diagnostic>> =
    LazyLock::new(|| Packs::from_toml(include_str!("../../../definitions/rules/zone.toml")));

/// The packs of the program.
///
/// # Errors
/// When the program was built with rules that cannot be read; a test holds that it was not.
pub fn zone_packs() -> Result<&'static Packs<ZonePack>, Diagnostic> {
    READ.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_zone_begins_and_ends_at_midnight() {
        // Xóm Mỏ Đồng, xã Nà Bó, May 2021.
        let zone = ZoneDays {
            from: date(2021, 5, 17),
            planned_until: Some(date(2021, 5, 31)),
            extended_until: Some(date(2021, 6, 6)),
            lifted_from: Some(date(2021, 6, 7)),
        };
        let table = [
            (date(2021, 5, 16), ZoneState::Decided),
            (date(2021, 5, 17), ZoneState::Active),
            (date(2021, 5, 31), ZoneState::Active),
            (date(2021, 6, 1), ZoneState::Extended),
            (date(2021, 6, 6), ZoneState::Extended),
            (date(2021, 6, 7), ZoneState::Lifted),
        ];
        for (day, state) in table {
            assert_eq!(zone.on(day), state, "{day}");
        }
        let undecided = ZoneDays { extended_until: None, lifted_from: None, ..zone };
        assert_eq!(undecided.on(date(2021, 6, 1)), ZoneState::Over);
    }

    #[test]
    fn days_since_the_last_case_are_whole_days() {
        let last = Some(date(2021, 5, 17));
        assert_eq!(days_since(last, date(2021, 6, 7)), Some(21));
        assert_eq!(days_since(last, date(2021, 5, 17)), Some(0));
        assert_eq!(days_since(last, date(2021, 5, 16)), None);
        assert_eq!(days_since(None, date(2021, 6, 7)), None);
    }

    #[test]
    fn the_days_that_are_waited_for_are_those_of_the_pack() {
        let waited = |day| zone_packs().unwrap().on(day).unwrap().days_without_case;
        assert_eq!(
            [date(2021, 5, 4), date(2021, 5, 5), date(2021, 7, 13), date(2021, 7, 14)].map(waited),
            [14, 20, 20, 14]
        );
    }
}
