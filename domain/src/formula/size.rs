//! How large and how small numbers can become, as powers of ten.
//!
//! `PostgreSQL` refuses a result beyond the range of a double, `SQLite` gives infinity; a formula whose parts could come
//! near that range is refused when it is read, so that neither ever happens.

/// Bounds of a number that is not zero: below 10^high, and no smaller than 10^low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) high: i32,
    pub(super) low: i32,
}

impl Size {
    /// Numbers of fields and of texts: up to fifteen digits before and nine after the point.
    pub(super) const INPUT: Self = Self { high: 19, low: -15 };
    /// Counts and days.
    pub(super) const COUNT: Self = Self { high: 19, low: 0 };

    /// Either of two.
    pub(super) fn either(self, other: Self) -> Self {
        Self { high: self.high.max(other.high), low: self.low.min(other.low) }
    }

    /// Sum or difference: near-equal numbers leave at least the last of their 53 bits.
    pub(super) fn sum(self, other: Self) -> Self {
        let either = self.either(other);
        Self { high: either.high + 1, low: either.low - 17 }
    }

    pub(super) fn product(self, other: Self) -> Self {
        Self { high: self.high + other.high, low: self.low + other.low - 1 }
    }

    pub(super) fn quotient(self, other: Self) -> Self {
        Self { high: self.high - other.low + 1, low: self.low - other.high - 1 }
    }

    /// Remainder: no larger than what went in; the quotient on the way must fit, too.
    pub(super) fn remainder(self, other: Self) -> Self {
        let quotient = self.quotient(other);
        let product = quotient.product(other);
        Self { high: product.high.max(quotient.high), low: self.sum(product).low }
    }

    /// Whether doubles hold it with room to spare.
    pub(super) fn fits(self) -> bool {
        self.high <= 300 && self.low >= -300
    }
}
