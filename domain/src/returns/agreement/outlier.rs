//! What is usual for a unit, by its own history of counts.
//!
//! Counts spread the more the larger they are, and a history holds the odd days that one is looking for, so neither the
//! mean nor the standard deviation will do. Counts are brought to a scale on which a Poisson count has the standard
//! deviation 1 whatever its mean, 2√(x + 3/8) (Anscombe, *Biometrika* 35, 1948, 246–254); the middle there is the median
//! and the spread the median absolute deviation × 1.4826 (Hampel, *JASA* 69, 1974, 383–393), but never less than the 1 of
//! pure chance: a unit that stated the same for a month has not thereby promised to go on. The limit of 3.5 such
//! deviations is that of Iglewicz and Hoaglin, *How to Detect and Handle Outliers* (ASQC, 1993). The median of n days is
//! itself uncertain by √(π/2n) deviations; that is added.

/// What is usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// The middle: half of the days were below, half above.
    pub middle: i64,
    /// The least that would not be asked about.
    pub low: i64,
    /// The most.
    pub high: i64,
}

/// Makes a median absolute deviation comparable to a standard deviation.
const TO_DEVIATION: f64 = 1.4826;

impl Usual {
    /// Whether a figure is within what is usual.
    pub fn holds(self, figure: i64) -> bool {
        (self.low..=self.high).contains(&figure)
    }
}

/// What is usual by a history of counts; `None` when there are fewer than `at_least` (or none at all).
pub fn usual(history: &[i64], at_least: usize, limit: f64) -> Option<Usual> {
    if history.len() < at_least.max(1) {
        return None;
    }
    let scaled: Vec<f64> = history.iter().map(|count| scale(*count)).collect();
    let middle = median(scaled.clone());
    let spread = median(scaled.iter().map(|one| (one - middle).abs()).collect());
    let chance = (TO_DEVIATION * spread).max(1.0);
    let uncertain = 1.0 + std::f64::consts::PI / (2.0 * length(history));
    let reach = limit * chance * libm::sqrt(uncertain);
    let low = if middle > reach { ceil(unscale(middle - reach)) } else { 0 };
    Some(Usual { middle: round(unscale(middle)), low, high: floor(unscale(middle + reach)) })
}

fn scale(count: i64) -> f64 {
    2.0 * libm::sqrt(to_float(count.max(0)) + 0.375)
}

fn unscale(scaled: f64) -> f64 {
    (scaled * scaled / 4.0 - 0.375).max(0.0)
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    match (numbers.len() % 2, numbers.get(half)) {
        (_, None) => 0.0,
        (0, Some(upper)) => f64::midpoint(numbers[half - 1], *upper),
        (_, Some(middle)) => *middle,
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of history and counts of people")]
fn length(history: &[i64]) -> f64 {
    history.len() as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn to_float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "counts; beyond, it saturates")]
fn round(number: f64) -> i64 {
    number.round() as i64
}

/// A bound that a count lies on is within, whatever the last bit of the square roots.
const SLACK: f64 = 1e-6;

#[expect(clippy::cast_possible_truncation, reason = "counts; beyond, it saturates")]
fn ceil(number: f64) -> i64 {
    (number - SLACK).ceil() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "counts; beyond, it saturates")]
fn floor(number: f64) -> i64 {
    (number + SLACK).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMIT: f64 = 3.5;

    fn of(history: &[i64]) -> Usual {
        usual(history, 7, LIMIT).unwrap()
    }

    #[test]
    fn a_jump_is_found_and_a_week_that_wavers_is_not_asked_about() {
        let week = [310, 305, 312, 299, 308, 303, 306];
        assert!(!of(&week).holds(420), "{:?}", of(&week));
        assert!(!of(&week).holds(31), "a digit was lost");
        for near in [262, 300, 345] {
            assert!(of(&week).holds(near), "{near} in {:?}", of(&week));
        }
    }

    #[test]
    fn one_wild_day_in_the_past_does_not_hide_the_next() {
        let week = [310, 305, 3_120, 299, 308, 303, 306];
        assert!(!of(&week).holds(3_050), "the mean and two deviations would have let it pass");
    }

    #[test]
    fn small_counts_are_left_to_chance() {
        assert!(of(&[0, 0, 0, 0, 0, 0, 0]).holds(3));
        assert!(!of(&[0, 0, 0, 0, 0, 0, 0]).holds(9));
        assert_eq!(usual(&[5; 6], 7, LIMIT), None, "too little history says nothing");
        assert_eq!(usual(&[], 0, LIMIT), None);
    }

    proptest! {
        #[test]
        fn a_constant_series_going_on_is_never_odd(count in 0i64..100_000, days in 7usize..40) {
            prop_assert!(of(&vec![count; days]).holds(count));
        }

        #[test]
        fn a_planted_jump_is_found_whatever_the_size(count in 20i64..50_000, days in 7usize..40) {
            let week: Vec<i64> = (0..days).map(|day| count + i64::from(day % 2 == 0)).collect();
            prop_assert!(!of(&week).holds(count * 3));
        }

        #[test]
        fn what_is_odd_stays_odd_further_out_and_the_order_of_days_is_nothing(
            mut week in prop::collection::vec(0i64..5_000, 7..30), figure in 0i64..20_000, more in 0i64..1_000,
        ) {
            let usual = of(&week);
            prop_assert!(usual.low <= usual.middle && usual.middle <= usual.high);
            if figure > usual.high {
                prop_assert!(!usual.holds(figure + more));
            }
            week.reverse();
            prop_assert_eq!(of(&week), usual);
        }

        #[test]
        fn larger_figures_may_waver_more_in_number_and_less_in_share(count in 50i64..10_000) {
            let (small, large) = (of(&[count; 9]), of(&[count * 100; 9]));
            let (few, many) = (small.high - small.middle, large.high - large.middle);
            prop_assert!(many > few && many < few * 100);
        }
    }
}
