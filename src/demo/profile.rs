//! What each commune of the district is like in the demo: how many are away, who lives there, how and when it reports.
//!
//! Names and villages are not here: they are data of `definitions/units`. Sizes and shares are plausible, not measured.

use jiff::civil::{Time, time};

use super::layout::Layout;
use super::layouts::{BANDED, CAPITALS, CSV_ACCENTED, CSV_PLAIN, OFFICIAL, SHORT, TYPED};
use super::names::People;

/// A commune's part in the morning.
pub(super) struct Profile {
    pub code: &'static str,
    /// Residents away, before a little chance.
    pub size: usize,
    /// Peoples with their share in percent.
    pub peoples: &'static [(People, u8)],
    pub layout: &'static Layout,
    /// When the return reaches the district on the morning; `None`: it does not.
    pub sent: Option<Time>,
    /// Whether a deputy acts for the chair that morning.
    pub deputy_acts: bool,
    /// How many rows have no name, an impossible date, or repeat another.
    pub flaws: Flaws,
}

/// How many flawed rows a list has.
#[derive(Clone, Copy, Default)]
pub(super) struct Flaws {
    pub nameless: u8,
    pub impossible_dates: u8,
    pub repeated: u8,
}

/// The part of a commune; one that is not in the list gets an ordinary one.
pub(super) fn of(code: &str) -> &'static Profile {
    PROFILES.iter().find(|profile| profile.code == code).unwrap_or(&ORDINARY)
}

const TOWN: &[(People, u8)] =
    &[(People::Kinh, 58), (People::Thai, 34), (People::Muong, 5), (People::Mong, 3)];
const ROADSIDE: &[(People, u8)] = &[
    (People::Thai, 52),
    (People::Kinh, 34),
    (People::Mong, 7),
    (People::Muong, 5),
    (People::KhoMu, 2),
];
const VALLEY: &[(People, u8)] = &[(People::Thai, 88), (People::Kinh, 7), (People::Mong, 5)];
const MIXED: &[(People, u8)] = &[
    (People::Thai, 58),
    (People::XinhMun, 20),
    (People::Mong, 12),
    (People::KhoMu, 8),
    (People::Kinh, 2),
];
const UPLAND: &[(People, u8)] =
    &[(People::Mong, 52), (People::Thai, 24), (People::KhoMu, 14), (People::XinhMun, 10)];

const CLEAN: Flaws = Flaws { nameless: 0, impossible_dates: 0, repeated: 0 };

const fn flaws(nameless: u8, impossible_dates: u8, repeated: u8) -> Flaws {
    Flaws { nameless, impossible_dates, repeated }
}

const fn in_time(
    code: &'static str,
    size: usize,
    peoples: &'static [(People, u8)],
    layout: &'static Layout,
    at: (i8, i8),
) -> Profile {
    let sent = Some(time(at.0, at.1, 0, 0));
    Profile { code, size, peoples, layout, sent, deputy_acts: false, flaws: CLEAN }
}

const ORDINARY: Profile = in_time("", 400, VALLEY, &OFFICIAL, (9, 0));

static PROFILES: [Profile; 22] = [
    Profile { flaws: flaws(0, 1, 2), ..in_time("04105", 1120, TOWN, &OFFICIAL, (7, 10)) },
    in_time("04108", 640, MIXED, &TYPED, (8, 22)),
    Profile { flaws: flaws(1, 1, 3), ..in_time("04111", 780, VALLEY, &CAPITALS, (8, 5)) },
    in_time("04114", 520, VALLEY, &SHORT, (9, 31)),
    in_time("04117", 430, VALLEY, &CSV_ACCENTED, (8, 48)),
    in_time("04120", 860, VALLEY, &BANDED, (7, 52)),
    in_time("04123", 940, ROADSIDE, &OFFICIAL, (7, 35)),
    Profile { flaws: flaws(0, 0, 4), ..in_time("04126", 760, ROADSIDE, &TYPED, (8, 57)) },
    Profile { deputy_acts: true, ..in_time("04129", 480, VALLEY, &SHORT, (9, 12)) },
    in_time("04132", 620, VALLEY, &CAPITALS, (9, 3)),
    in_time("04135", 980, ROADSIDE, &BANDED, (7, 44)),
    Profile { flaws: flaws(1, 2, 2), ..in_time("04136", 890, ROADSIDE, &SHORT, (8, 14)) },
    in_time("04138", 1380, ROADSIDE, &OFFICIAL, (7, 21)),
    in_time("04141", 560, UPLAND, &CSV_PLAIN, (9, 49)),
    // Ten o'clock sharp is late: "trước 10h00".
    in_time("04144", 720, UPLAND, &TYPED, (10, 0)),
    in_time("04147", 410, VALLEY, &CSV_ACCENTED, (9, 20)),
    in_time("04150", 330, VALLEY, &CAPITALS, (9, 38)),
    in_time("04153", 290, VALLEY, &TYPED, (9, 44)),
    Profile { flaws: flaws(1, 0, 3), ..in_time("04156", 960, VALLEY, &BANDED, (8, 31)) },
    in_time("04159", 680, UPLAND, &CAPITALS, (10, 41)),
    Profile { flaws: flaws(1, 1, 0), ..in_time("04162", 470, UPLAND, &SHORT, (9, 58)) },
    Profile { sent: None, ..in_time("04165", 260, UPLAND, &CSV_PLAIN, (0, 0)) },
];
