//! Duplicate keys: one 64-bit number for values that people write differently.

use std::borrow::Cow;

use crate::base::Value;
use crate::base::text::fold;

/// The hash of the values of a key, folded (no accents, no case, single spaces); `None` when one is empty.
///
/// Equal keys have equal hashes on every machine and in every year: tables and matching compare them. Unequal keys may
/// collide once in 2⁶⁴, so whoever finds a pair compares the values themselves.
pub fn key_hash<'a>(values: impl IntoIterator<Item = &'a Value>) -> Option<i64> {
    hash_of_folded(values.into_iter().map(key_part))
}

/// One value of a key, folded; empty when nothing is there.
pub(crate) fn key_part(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Empty => Cow::Borrowed(""),
        Value::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.into(),
        Value::Text(text) => fold(text).into(),
        Value::Integer(number) => number.to_string().into(),
        other => other.to_string().into(),
    }
}

/// The same over values that are folded already.
pub(crate) fn hash_of_folded<T: AsRef<str>>(parts: impl Iterator<Item = T>) -> Option<i64> {
    let mut hash = KeyHash::default();
    for part in parts {
        if part.as_ref().is_empty() {
            return None;
        }
        hash.part(part.as_ref());
    }
    Some(hash.finish())
}

/// FNV-1a with the finishing steps of Murmur3: short texts, well mixed, no tables.
#[derive(Clone, Copy, Debug)]
struct KeyHash(u64);

impl Default for KeyHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl KeyHash {
    /// Adds one folded value; the order of the parts counts.
    fn part(&mut self, folded: &str) {
        for byte in folded.bytes().chain([0x1f]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The number, as an integer column holds it.
    fn finish(self) -> i64 {
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (mixed ^ (mixed >> 33)).cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter_and_order_does() {
        let key = |parts: &[&str]| {
            key_hash(parts.iter().map(|part| Value::from(*part)).collect::<Vec<_>>().iter())
        };
        assert_eq!(key(&["Lò Thị ĐÀO", "0912345678"]), key(&["lò  thị đào ", "0912345678"]));
        assert_ne!(key(&["a", "b"]), key(&["b", "a"]));
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["a", ""]), None);
        assert_eq!(key(&["a", "  "]), None);
    }

    /// The numbers are in tables of every node. When this test fails, the change is wrong, not the test.
    #[test]
    fn golden_numbers_never_change() {
        let day = Value::Date(jiff::civil::date(2021, 9, 15));
        assert_eq!(key_hash([&Value::from("014198123456")]), Some(GOLDEN_ONE));
        assert_eq!(
            key_hash([&Value::from("Lò Thị Đào"), &Value::from(1985), &day]),
            Some(GOLDEN_TWO)
        );
    }

    const GOLDEN_ONE: i64 = 1_657_267_850_988_308_872;
    const GOLDEN_TWO: i64 = -1_831_896_896_254_511_088;
}
