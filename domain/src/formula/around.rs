//! What stands around a record while a formula is evaluated: other records, the moment, the seed.

use std::cell::Cell;
use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::record::Body;

/// What is around a record. [`Around::default`] knows nothing: there is no other record and no moment, and the seed is 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// What `now()` gives; empty where it is not known.
    pub now: Option<DateTime>,
    /// What `random()` and `uuid()` draw from. Whoever wants others for the next record gives another seed.
    pub seed: u64,
    /// Which record of its repeat this one is, counted from 1.
    pub position: Option<usize>,
    /// The related records, by the name of their register: see [`crate::register::Related`].
    pub records: Option<&'a BTreeMap<String, Vec<Body>>>,
}

impl<'a> Around<'a> {
    /// The records of a register, in their order.
    pub(super) fn of(&self, register: &str) -> &'a [Body] {
        self.records.and_then(|all| all.get(register)).map_or(&[], Vec::as_slice)
    }
}

/// What functions see beside their arguments.
pub(super) struct Ambient<'a> {
    /// Today's day number.
    pub(super) today: f64,
    pub(super) around: Around<'a>,
    drawn: Cell<u64>,
}

impl<'a> Ambient<'a> {
    pub(super) fn new(today: f64, around: Around<'a>) -> Self {
        Self { today, around, drawn: Cell::new(0) }
    }

    /// The next random bits.
    pub(super) fn draw(&self) -> u64 {
        let drawn = self.drawn.get().wrapping_add(1);
        self.drawn.set(drawn);
        Self::mix(Self::mix(self.around.seed).wrapping_add(drawn))
    }

    /// `SplitMix64` (Steele, Lea, Flood 2014).
    pub(super) fn mix(seed: u64) -> u64 {
        let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
