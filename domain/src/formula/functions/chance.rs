//! Random numbers, drawn from the seed that the caller gives: the same seed gives the same.

use uuid::Builder;

use super::super::around::Ambient;
use super::super::evaluate::Answer;
use super::super::tree::Type::{Number, Text};
use super::Takes::Is;
use super::{Function, forms_only};

pub(super) static ROWS: &[Function] = &[
    forms_only("random", &[], Number, |_, ambient| Answer::Number(fraction(ambient.draw()))),
    forms_only("uuid", &[], Text, |_, ambient| {
        let bits = u128::from(ambient.draw()) << 64 | u128::from(ambient.draw());
        let id = Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
        Answer::text(id.to_string())
    }),
    forms_only("randomize", &[Is(Text)], Text, |a, ambient| shuffled(&a[0], || ambient.draw())),
    forms_only("randomize", &[Is(Text), Is(Number)], Text, |a, _| {
        let mut state = a[1].as_number().map_or(0, f64::to_bits);
        shuffled(&a[0], || {
            state = state.wrapping_add(1);
            Ambient::mix(state)
        })
    }),
];

/// From 0 up to, not including, 1.
#[expect(clippy::cast_precision_loss, reason = "53 bits are what a double holds")]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// The names of a list in another order.
fn shuffled(list: &Answer<'_>, mut draw: impl FnMut() -> u64) -> Answer<'static> {
    let mut names: Vec<&str> = list.as_text().split_whitespace().collect();
    for last in (1..names.len()).rev() {
        let other = usize::try_from(draw() % (last as u64 + 1)).unwrap_or(0);
        names.swap(last, other);
    }
    Answer::text(names.join(" "))
}
