//! The morning as a whole: the communes, who is away, who answers, who reports when; and what should come out.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiff::Timestamp;
use jiff::civil::{Date, date};

use domain::base::stamp;

use super::households::Households;
use super::layout::Layout;
use super::officers::{self, Officers};
use super::planted;
use super::profile::{self, Profile};
use super::resident::{AwayResident, Figures};
use super::rows::{self, Row};

/// The day of the returns.
const DAY: Date = date(2021, 9, 10);

/// A commune as the list of units gives it: what [`world`] is told.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Code of five digits.
    pub code: &'a str,
    /// What it is, in front of the name.
    pub kind: CommuneKind,
    /// Name without kind.
    pub name: &'a str,
    /// Its villages; without any, residents have no village.
    pub villages: &'a [String],
}

/// What a commune is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommuneKind {
    /// Xã.
    Commune,
    /// Thị trấn.
    Township,
}

impl CommuneKind {
    /// In front of a name, in small letters.
    pub fn word(self) -> &'static str {
        match self {
            Self::Commune => "xã",
            Self::Township => "thị trấn",
        }
    }
}

/// Whether a commune's return reaches the district that morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Received at this moment: in time, or late from 10:00:00 on.
    Received(Timestamp),
    /// Nothing came.
    Missing,
}

/// One commune on the morning.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Code of five digits.
    pub code: String,
    /// Xã or thị trấn.
    pub kind: CommuneKind,
    /// Name without kind.
    pub name: String,
    /// Who answers for its figures.
    pub officers: Officers,
    /// When its return reaches the district.
    pub sending: Sending,
    /// The people who are away: each one counts.
    pub residents: Vec<AwayResident>,
    /// The rows of its file: the residents, spoilt rows and repetitions.
    pub rows: Vec<Row>,
    pub(super) layout: &'static Layout,
}

impl Commune {
    /// Whether its list was sent.
    pub fn has_sent(&self) -> bool {
        matches!(self.sending, Sending::Received(_))
    }

    /// Its figures, counted from the residents.
    pub fn figures(&self) -> Figures {
        Figures::count(&self.residents)
    }
}

/// The invented morning.
#[derive(Clone, Debug)]
pub struct World {
    /// In the order of the places given.
    pub communes: Vec<Commune>,
}

/// What a right collation of the morning shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Figures by code, of every commune, whether it sent or not.
    pub communes: BTreeMap<String, Figures>,
    /// The sum over those that sent.
    pub sent: Figures,
}

impl World {
    /// The figures that should come out, counted from the residents and from nothing that was written.
    pub fn expected(&self) -> Expected {
        let communes = self.communes.iter().map(|one| (one.code.clone(), one.figures())).collect();
        let sent = self.communes.iter().filter(|one| one.has_sent()).map(Commune::figures).sum();
        Expected { communes, sent }
    }
}

/// Makes the morning of a list of communes. The same seed and list give the same world.
///
/// Codes 04105 to 04165 have their part in the story (19 in time, 2 late, 1 missing); any other commune gets an
/// ordinary one.
pub fn world(seed: u64, places: &[Place]) -> World {
    let communes = places.iter().zip(0..);
    let mut communes: Vec<Commune> =
        communes.map(|(place, share)| commune(seed, place, share)).collect();
    planted::put_on_two_lists(&mut communes, rng_of(seed, "on two lists"));
    World { communes }
}

fn commune(seed: u64, place: &Place, share: u32) -> Commune {
    let profile = profile::of(place.code);
    let mut rng = rng_of(seed, place.code);
    let officers = officers::of_commune(profile.peoples[0].0, profile.deputy_acts, &mut rng);
    let (residents, rows) = list(profile, place, share, &mut rng);
    Commune {
        code: place.code.to_owned(),
        kind: place.kind,
        name: place.name.to_owned(),
        sending: sending(profile),
        layout: profile.layout,
        officers,
        residents,
        rows,
    }
}

/// A source of chance for each commune, so that a change in one leaves the others as they were.
fn rng_of(seed: u64, code: &str) -> Rng {
    let own = code.bytes().fold(seed, |sum, byte| {
        sum.wrapping_mul(0x0000_0100_0000_01b3).wrapping_add(u64::from(byte))
    });
    Rng::with_seed(own)
}

fn list(
    profile: &Profile,
    place: &Place,
    share: u32,
    rng: &mut Rng,
) -> (Vec<AwayResident>, Vec<Row>) {
    let size = profile.size * rng.usize(985..=1015) / 1000;
    let flaws = profile.flaws;
    let mut households = Households::of(profile.peoples, place.villages, share, rng.fork());
    let mut residents = households.residents(size);
    let spoilt = usize::from(flaws.nameless + flaws.impossible_dates);
    let taken_out: Vec<AwayResident> =
        (0..spoilt).map(|_| residents.remove(rng.usize(..residents.len()))).collect();
    let rows = rows::strewn(&residents, taken_out, flaws, rng);
    (residents, rows)
}

fn sending(profile: &Profile) -> Sending {
    let received = profile.sent.and_then(|time| stamp(DAY.to_datetime(time)));
    received.map_or(Sending::Missing, Sending::Received)
}
