//! Where people of the district go, and what follows from it for them.

use fastrand::Rng;

use super::resident::Group;

/// A place that people go to, with chances in percent.
#[derive(Debug)]
pub(super) struct Destination {
    /// As a village head writes it.
    pub name: &'static str,
    /// How many of a thousand of the group go there.
    weight: u32,
    /// Chance of being back by 10/9/2021.
    pub returned: u8,
    /// Chance of being vaccinated, for adults.
    pub vaccinated: u8,
    /// Chance of needing support, for those who are away and were reached.
    pub needs_support: u8,
}

/// Draws a destination of a group.
pub(super) fn draw(group: Group, rng: &mut Rng) -> &'static Destination {
    let list = match group {
        Group::Worker => WORK,
        Group::Pupil | Group::Student => STUDY,
        Group::Patient => HOSPITALS,
    };
    let all: u32 = list.iter().map(|to| to.weight).sum();
    let mut left = rng.u32(..all);
    for destination in list {
        match left.checked_sub(destination.weight) {
            Some(rest) => left = rest,
            None => return destination,
        }
    }
    unreachable!("the draw is below the sum of the weights")
}

const fn to(name: &'static str, weight: u32, chances: [u8; 3]) -> Destination {
    let [returned, vaccinated, needs_support] = chances;
    Destination { name, weight, returned, vaccinated, needs_support }
}

// Bắc Giang and Bắc Ninh had their wave in May and June: many are back, many are vaccinated. The south is under
// Directive 16: hardly anybody could leave, and need is greatest. The chances are plausible, not measured.
const WORK: &[Destination] = &[
    to("KCN Quế Võ, Bắc Ninh", 90, [36, 66, 6]),
    to("KCN Yên Phong, Bắc Ninh", 80, [34, 66, 6]),
    to("Bắc Ninh", 60, [38, 60, 7]),
    to("KCN Vân Trung, Bắc Giang", 80, [44, 70, 6]),
    to("KCN Quang Châu, Bắc Giang", 50, [44, 70, 6]),
    to("Bắc Giang", 40, [46, 62, 8]),
    to("Hà Nội", 110, [24, 44, 10]),
    to("Đông Anh, Hà Nội", 40, [22, 44, 9]),
    to("Hải Phòng", 55, [26, 36, 5]),
    to("Hải Dương", 60, [34, 46, 6]),
    to("Hưng Yên", 40, [30, 34, 5]),
    to("Thái Nguyên", 40, [26, 52, 4]),
    to("Vĩnh Phúc", 30, [30, 38, 5]),
    to("Hòa Bình", 25, [52, 26, 4]),
    to("Điện Biên", 15, [54, 24, 4]),
    to("TP. Hồ Chí Minh", 45, [9, 58, 30]),
    to("Bình Dương", 75, [11, 56, 32]),
    to("Đồng Nai", 35, [10, 50, 28]),
    to("Lâm Đồng", 10, [20, 22, 12]),
    to("Lào (biên giới)", 20, [58, 8, 12]),
];

const STUDY: &[Destination] = &[
    to("Hà Nội", 420, [52, 34, 5]),
    to("Cầu Giấy, Hà Nội", 120, [46, 36, 5]),
    to("Thái Nguyên", 170, [50, 30, 4]),
    to("Hòa Bình", 90, [60, 20, 3]),
    to("Phú Thọ", 80, [58, 22, 3]),
    to("Hải Phòng", 50, [44, 28, 4]),
    to("Nam Định", 40, [50, 24, 3]),
    to("TP. Hồ Chí Minh", 30, [12, 44, 22]),
];

const HOSPITALS: &[Destination] = &[
    to("BV Bạch Mai, Hà Nội", 240, [34, 40, 22]),
    to("BV K Tân Triều, Hà Nội", 180, [26, 36, 30]),
    to("BV Nhi Trung ương, Hà Nội", 150, [36, 30, 26]),
    to("BV Việt Đức, Hà Nội", 150, [40, 38, 22]),
    to("BV 103, Hà Nội", 130, [42, 38, 18]),
    to("BVĐK tỉnh Phú Thọ", 110, [46, 30, 16]),
    to("BV Trung ương Thái Nguyên", 40, [44, 32, 16]),
];
