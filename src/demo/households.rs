//! The people of a commune who are away: drawn household by household, so that names, villages, telephones and
//! destinations hang together as they do in life.

use std::collections::BTreeSet;

use domain::base::text::fold;
use fastrand::Rng;
use jiff::civil::{Date, date};

use super::destinations::{self, Destination};
use super::names::{self, People};
use super::resident::{AwayResident, Group, Sex, Vaccination, Whereabouts};

/// Prefixes that have the form of a mobile number and that no operator was given in 2021: nobody's telephone rings.
const UNUSED_PREFIXES: [&str; 8] = ["030", "031", "053", "054", "072", "073", "074", "075"];

/// How many communes can draw telephone and identity numbers without meeting.
const SHARES: u32 = 25;

/// The day on which the lists are written.
const MORNING: Date = date(2021, 9, 10);

/// Draws the residents of one commune.
pub(super) struct Households<'a> {
    peoples: &'a [(People, u8)],
    villages: &'a [String],
    rng: Rng,
    /// The commune's share of all numbers, so that no two communes give the same one to two persons.
    share: u32,
    taken: BTreeSet<String>,
}

impl<'a> Households<'a> {
    /// `share` tells communes apart; up to [`SHARES`] of them share no number.
    pub(super) fn of(
        peoples: &'a [(People, u8)],
        villages: &'a [String],
        share: u32,
        rng: Rng,
    ) -> Self {
        Self { peoples, villages, rng, share: share % SHARES, taken: BTreeSet::new() }
    }

    /// As many residents as asked, in the order in which a village head goes from house to house.
    pub(super) fn residents(&mut self, count: usize) -> Vec<AwayResident> {
        let mut residents: Vec<AwayResident> = Vec::with_capacity(count + 2);
        while residents.len() < count {
            self.household(&mut residents);
        }
        residents.truncate(count);
        residents.sort_by_key(|resident| self.villages.iter().position(|v| *v == resident.village));
        residents
    }

    fn household(&mut self, residents: &mut Vec<AwayResident>) {
        let people = self.people();
        let family = names::family(people, &mut self.rng);
        let village = self.village();
        let phone = self.phone();
        let group = self.group();
        let destination = destinations::draw(group, &mut self.rng);
        let members = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3][self.rng.usize(..10)];
        for member in 0..members {
            let goes_along = member == 0 || self.chance(70);
            let group = if goes_along { group } else { self.group() };
            let destination =
                if goes_along { destination } else { destinations::draw(group, &mut self.rng) };
            let phone = if member > 0 && self.chance(60) { self.phone() } else { phone.clone() };
            residents.push(self.member(people, family, &village, phone, group, destination));
        }
    }

    fn member(
        &mut self,
        people: People,
        family: &str,
        village: &str,
        phone: Option<String>,
        group: Group,
        destination: &'static Destination,
    ) -> AwayResident {
        let sex = if self.chance(58) { Sex::Male } else { Sex::Female };
        let (full_name, birth_year) = self.person(people, family, sex, village, group);
        let whereabouts = self.whereabouts(destination, phone.is_some());
        AwayResident {
            identity_no: self.identity_no(sex, birth_year),
            vaccination: self.vaccination(destination, birth_year),
            expected_return: self.expected_return(whereabouts),
            needs_support: self.needs_support(destination, whereabouts),
            village: village.to_owned(),
            destination: destination.name,
            full_name,
            sex,
            birth_year,
            phone,
            group,
            whereabouts,
        }
    }

    /// A name that the village has once, with a year of birth that the commune has once with it: two rows that look
    /// alike are then always the same person.
    fn person(
        &mut self,
        people: People,
        family: &str,
        sex: Sex,
        village: &str,
        group: Group,
    ) -> (String, i16) {
        let mut family = family;
        loop {
            let name = names::full_name(people, family, sex, &mut self.rng);
            let year = self.birth_year(group);
            let (in_village, of_year) =
                (fold(&format!("{name}|{village}")), fold(&format!("{name}|{year}")));
            if !self.taken.contains(&in_village) && !self.taken.contains(&of_year) {
                self.taken.extend([in_village, of_year]);
                return (name, year);
            }
            family = names::family(people, &mut self.rng);
        }
    }

    fn people(&mut self) -> People {
        let mut left = self.rng.u8(..100);
        for &(people, share) in self.peoples {
            if left < share {
                return people;
            }
            left -= share;
        }
        People::Thai
    }

    fn village(&mut self) -> String {
        let at = self.rng.usize(..self.villages.len().max(1));
        self.villages.get(at).cloned().unwrap_or_default()
    }

    fn phone(&mut self) -> Option<String> {
        if !self.chance(88) {
            return None;
        }
        loop {
            let prefix = UNUSED_PREFIXES[self.rng.usize(..UNUSED_PREFIXES.len())];
            let phone = format!("{prefix}{:07}", self.number_below(10_000_000));
            if self.taken.insert(phone.clone()) {
                return Some(phone);
            }
        }
    }

    fn number_below(&mut self, limit: u32) -> u32 {
        self.rng.u32(..limit / SHARES) * SHARES + self.share
    }

    fn group(&mut self) -> Group {
        match self.rng.u8(..100) {
            0..78 => Group::Worker,
            78..84 => Group::Pupil,
            84..95 => Group::Student,
            _ => Group::Patient,
        }
    }

    fn birth_year(&mut self, group: Group) -> i16 {
        match group {
            // The younger of two draws: most who leave for work are in their twenties and thirties.
            Group::Worker => self.rng.i16(1968..=2003).max(self.rng.i16(1968..=2003)),
            Group::Pupil => self.rng.i16(2004..=2009),
            Group::Student => self.rng.i16(1999..=2003),
            Group::Patient => self.rng.i16(1940..=2019),
        }
    }

    /// Province of birth 014, sex and century, year, six digits (Circular 59/2021/TT-BCA); from the age of 14, and in
    /// 2021 by no means everybody.
    fn identity_no(&mut self, sex: Sex, birth_year: i16) -> Option<String> {
        if birth_year > 2007 || !self.chance(64) {
            return None;
        }
        let century = if birth_year < 2000 { 0 } else { 2 };
        let digit = century + u8::from(sex == Sex::Female);
        let year = birth_year % 100;
        loop {
            let number = format!("014{digit}{year:02}{:06}", 900_000 + self.number_below(100_000));
            if self.taken.insert(number.clone()) {
                return Some(number);
            }
        }
    }

    /// Nobody under 18 was vaccinated before October 2021.
    fn vaccination(&mut self, destination: &Destination, birth_year: i16) -> Vaccination {
        if birth_year > 2003 || !self.chance(destination.vaccinated) {
            return Vaccination::None;
        }
        if self.chance(30) { Vaccination::TwoDoses } else { Vaccination::OneDose }
    }

    /// Who has a telephone is reached more often.
    fn whereabouts(&mut self, destination: &Destination, has_phone: bool) -> Whereabouts {
        if self.chance(destination.returned) {
            return Whereabouts::Returned;
        }
        let reached = if has_phone { 93 } else { 51 };
        Whereabouts::Away { contacted: self.chance(reached) }
    }

    /// Known for some who were reached: soon, or before Tết (1/2/2022).
    fn expected_return(&mut self, whereabouts: Whereabouts) -> Option<Date> {
        if whereabouts != (Whereabouts::Away { contacted: true }) || !self.chance(38) {
            return None;
        }
        let days = if self.chance(55) { self.rng.i64(2..=40) } else { self.rng.i64(112..=142) };
        MORNING.checked_add(jiff::Span::new().days(days)).ok()
    }

    /// Of somebody who was not reached nothing is known; of those who are back few are in need.
    fn needs_support(&mut self, destination: &Destination, whereabouts: Whereabouts) -> bool {
        match whereabouts {
            Whereabouts::Returned => self.chance(4),
            Whereabouts::Away { contacted } => contacted && self.chance(destination.needs_support),
        }
    }

    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(..100) < percent
    }
}
