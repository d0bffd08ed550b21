//! The only random source: the operating system's, or a seeded one for tests and demonstrations.

use std::sync::{Mutex, PoisonError};

use domain::base::RecordId;
use domain::entry::Salt;

use crate::{NodeError, Result};

/// Where a node gets random bytes from.
#[derive(Debug)]
pub struct Random {
    source: Mutex<Source>,
    ids: Mutex<Ids>,
}

#[derive(Debug)]
enum Source {
    System(Box<Drawn>),
    Seeded(blake3::OutputReader),
}

/// Bytes of the operating system that were drawn ahead: a call for each of a million record ids would take a second.
/// Each byte is given once and cleared.
struct Drawn {
    bytes: [u8; DRAWN],
    left: usize,
}

impl std::fmt::Debug for Drawn {
    /// Says how many are left, never which.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Drawn").field("left", &self.left).finish_non_exhaustive()
    }
}

/// How many bytes are drawn at a time.
const DRAWN: usize = 512;

impl Drawn {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        let draw = |bytes: &mut [u8]| {
            getrandom::fill(bytes).map_err(|error| NodeError::Random(error.to_string()))
        };
        if bytes.len() > DRAWN / 8 {
            return draw(bytes);
        }
        if self.left < bytes.len() {
            draw(&mut self.bytes)?;
            self.left = DRAWN;
        }
        let given = &mut self.bytes[self.left - bytes.len()..self.left];
        bytes.copy_from_slice(given);
        given.fill(0);
        self.left -= bytes.len();
        Ok(())
    }
}

/// The last id that was given: ids of one millisecond count up, so that they are stored in the order of creation.
#[derive(Debug, Default)]
struct Ids {
    millis: u64,
    count: u32,
}

impl Random {
    /// The operating system's random source.
    pub fn system() -> Self {
        Self::from(Source::System(Box::new(Drawn { bytes: [0; DRAWN], left: 0 })))
    }

    /// The same bytes for the same seed, for tests and the demonstration. Never for a node with real data: its salts
    /// and key could be found out.
    pub fn seeded(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 seeded random source");
        hasher.update(&seed.to_le_bytes());
        Self::from(Source::Seeded(hasher.finalize_xof()))
    }

    fn from(source: Source) -> Self {
        Self { source: Mutex::new(source), ids: Mutex::default() }
    }

    /// Fills a buffer.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        match &mut *self.source.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::System(drawn) => drawn.fill(bytes),
            Source::Seeded(reader) => {
                reader.fill(bytes);
                Ok(())
            }
        }
    }

    /// So many random bytes.
    ///
    /// # Errors
    /// As [`Random::fill`].
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Fresh salts for so many bodies, in one call to the source.
    ///
    /// # Errors
    /// As [`Random::fill`].
    pub fn salts(&self, count: usize) -> Result<impl FnMut() -> Salt + use<>> {
        let mut bytes = vec![0; count * 16];
        self.fill(&mut bytes)?;
        let mut salts = bytes.as_chunks::<16>().0.to_vec().into_iter();
        // The caller has as many bodies as it said.
        Ok(move || Salt(salts.next().unwrap_or_default()))
    }

    /// A fresh record id: later than all that were given before in this millisecond or an earlier one.
    ///
    /// # Errors
    /// As [`Random::fill`].
    pub fn record_id(&self, millis: u64) -> Result<RecordId> {
        let mut random: [u8; 10] = self.bytes()?;
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if millis > ids.millis {
            *ids = Ids { millis, count: 0 };
        } else if ids.count == COUNT_LIMIT {
            *ids = Ids { millis: ids.millis + 1, count: 0 };
        } else {
            ids.count += 1;
        }
        put_count(&mut random, ids.count);
        Ok(RecordId::v7(ids.millis, &random))
    }
}

/// A count has twenty bits: a million ids in one millisecond.
const COUNT_LIMIT: u32 = (1 << 20) - 1;

/// Writes the count into the first bits that version and variant leave free (RFC 9562, section 6.2, method 1): twelve
/// bits before the variant, eight after it. Fifty-four random bits stay.
fn put_count(random: &mut [u8; 10], count: u32) {
    let [_, high, middle, low] = count.to_be_bytes();
    // The 12 bits of `rand_a`: high nibble of the count's 20 bits, then the next byte.
    random[0] = high & 0x0f;
    random[1] = middle;
    // Two bits of random[2] go to the variant; the low byte of the count is split over random[2] and random[3].
    random[2] = low >> 2;
    random[3] = (low << 6) | (random[3] & 0x3f);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
        let draw = |seed| Random::seeded(seed).bytes::<16>().unwrap();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn ids_of_one_millisecond_are_in_order_and_all_different() {
        let random = Random::seeded(7);
        let ids: Vec<RecordId> =
            (0..5_000).map(|_| random.record_id(1_631_242_860_000).unwrap()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_clock_set_back_gives_no_earlier_id() {
        let random = Random::seeded(7);
        let first = random.record_id(1000).unwrap();
        assert!(random.record_id(10).unwrap() > first);
    }

    #[test]
    fn what_is_drawn_ahead_is_given_once() {
        let random = Random::system();
        let mut given: Vec<[u8; 10]> = (0..1_000).map(|_| random.bytes().unwrap()).collect();
        given.sort_unstable();
        assert!(given.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(given.iter().all(|bytes| *bytes != [0; 10]));
        let (mut large, empty) = ([0; 300], [0; 300]);
        random.fill(&mut large).unwrap();
        assert_ne!(large, empty);
    }

    #[test]
    fn salts_differ() {
        let mut salts = Random::system().salts(2).unwrap();
        assert_ne!(salts(), salts());
    }
}
