//! The bytes of a body, as the ledger hashes and stores them. **This format is permanent.**
//!
//! It is the deterministic CBOR of RFC 8949, section 4.2.1, restricted to what a body needs:
//!
//! - a body is one map of definite length; keys are field numbers (unsigned), strictly ascending;
//! - every length and number has its shortest head; nothing follows the map;
//! - the values are
//!
//! | value | CBOR |
//! |---|---|
//! | empty (a cleared field) | `null`, byte `f6` |
//! | text | text string; the empty text is written as empty |
//! | whole number | unsigned or negative integer |
//! | number with a fraction | always float64, byte `fb`; `-0.0` is written as `0.0`, a non-finite one as empty |
//! | date | tag 100 (RFC 8943) on the integer of days since 1970-01-01 |
//! | time of day | tag 70001 on its ISO text, `"07:30:00"` |
//! | date and time, +07:00 wall clock | tag 70002 on its ISO text, `"2021-09-10T07:30:00"` |
//!
//! [`decode`] takes exactly what [`encode`] writes and refuses everything else, so that equal bodies have equal hashes
//! and unequal bytes are never the same body.

use std::fmt::Write as _;

use jiff::civil::{DateTime, Time};

use super::Body;
use crate::base::{Value, days_since_1970};

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const TEXT: u8 = 3;
const MAP: u8 = 5;
const TAG: u8 = 6;
const NULL: u8 = 0xf6;
const FLOAT64: u8 = 0xfb;

const TAG_DAYS: u64 = 100;
const TAG_TIME: u64 = 70_001;
const TAG_DATE_TIME: u64 = 70_002;

/// Writes a body; the same body gives the same bytes on every machine and in every year.
pub fn encode(body: &Body) -> Vec<u8> {
    let mut out = Vec::with_capacity(8 + body.len() * 16);
    head(&mut out, MAP, body.len() as u64);
    for (no, value) in body {
        head(&mut out, UNSIGNED, u64::from(*no));
        encode_value(&mut out, value);
    }
    out
}

fn encode_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Empty => out.push(NULL),
        Value::Text(text) if text.is_empty() => out.push(NULL),
        Value::Text(text) => encode_text(out, text),
        Value::Integer(number) => encode_integer(out, *number),
        Value::Decimal(number) if number.is_finite() => {
            out.push(FLOAT64);
            out.extend_from_slice(&(number + 0.0).to_be_bytes());
        }
        Value::Decimal(_) => out.push(NULL),
        Value::Date(date) => {
            head(out, TAG, TAG_DAYS);
            encode_integer(out, days_since_1970(*date));
        }
        Value::Time(time) => encode_tagged(out, TAG_TIME, time),
        Value::DateTime(moment) => encode_tagged(out, TAG_DATE_TIME, moment),
    }
}

fn encode_tagged(out: &mut Vec<u8>, tag: u64, value: &impl std::fmt::Display) {
    head(out, TAG, tag);
    let mut text = String::with_capacity(19);
    // Writing to a String cannot fail.
    let _ = write!(text, "{value}");
    encode_text(out, &text);
}

fn encode_text(out: &mut Vec<u8>, text: &str) {
    head(out, TEXT, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn encode_integer(out: &mut Vec<u8>, number: i64) {
    match u64::try_from(number) {
        Ok(positive) => head(out, UNSIGNED, positive),
        // CBOR writes -1 - n, which is the bitwise complement.
        Err(_) => head(out, NEGATIVE, !number as u64),
    }
}

/// The first bytes of an item: major type and its argument in the shortest form.
fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    match argument {
        0..=23 => out.push(major | bytes[7]),
        24..=0xff => out.extend_from_slice(&[major | 24, bytes[7]]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&bytes[6..]);
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&bytes[4..]);
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&bytes);
        }
    }
}

/// Why bytes are not a body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes end before the body does.
    #[error("the body ends early, after {0} bytes")]
    Short(usize),
    /// Bytes follow the body.
    #[error("{0} bytes follow the body")]
    Trailing(usize),
    /// Something that a body does not hold, or not in its one permitted form.
    #[error("byte {at} of the body is not in the permitted form: {what}")]
    Form {
        /// Where, from 0.
        at: usize,
        /// What was found wrong.
        what: &'static str,
    },
}

/// Reads a body.
///
/// # Errors
/// When the bytes are anything that [`encode`] would not write.
pub fn decode(bytes: &[u8]) -> Result<Body, DecodeError> {
    let mut input = Input { bytes, at: 0 };
    let length = input.argument(MAP, "a map")?;
    let mut body = Body::new();
    for _ in 0..length {
        let at = input.at;
        let no = u16::try_from(input.argument(UNSIGNED, "a field number")?)
            .map_err(|_| DecodeError::Form { at, what: "field number above 65535" })?;
        if body.last_key_value().is_some_and(|(last, _)| *last >= no) {
            return Err(DecodeError::Form { at, what: "field numbers out of order" });
        }
        body.insert(no, input.value()?);
    }
    match bytes.len() - input.at {
        0 => Ok(body),
        rest => Err(DecodeError::Trailing(rest)),
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(DecodeError::Short(self.bytes.len()))?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn peek(&self) -> Result<u8, DecodeError> {
        self.bytes.get(self.at).copied().ok_or(DecodeError::Short(self.bytes.len()))
    }

    /// The argument of a head of the wanted major type, in its shortest form.
    fn argument(&mut self, major: u8, what: &'static str) -> Result<u64, DecodeError> {
        let at = self.at;
        let first = self.peek()?;
        if first >> 5 != major {
            return Err(DecodeError::Form { at, what });
        }
        self.at += 1;
        let width = match first & 31 {
            short @ 0..=23 => return Ok(u64::from(short)),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(DecodeError::Form { at, what: "indefinite length" }),
        };
        let value = self.take(width)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let shortest = match width {
            1 => value > 23,
            _ => value >> (width * 4) != 0,
        };
        if shortest {
            Ok(value)
        } else {
            Err(DecodeError::Form { at, what: "number not in its shortest form" })
        }
    }

    fn value(&mut self) -> Result<Value, DecodeError> {
        let at = self.at;
        match self.peek()? {
            NULL => {
                self.at += 1;
                Ok(Value::Empty)
            }
            FLOAT64 => self.decimal(),
            first if first >> 5 == TEXT => match self.text()? {
                "" => Err(DecodeError::Form { at, what: "empty text" }),
                text => Ok(Value::Text(text.to_owned())),
            },
            first if first >> 5 == TAG => self.tagged(),
            _ => self.integer().map(Value::Integer),
        }
    }

    fn integer(&mut self) -> Result<i64, DecodeError> {
        let at = self.at;
        let negative = self.peek()? >> 5 == NEGATIVE;
        let major = if negative { NEGATIVE } else { UNSIGNED };
        let argument = self.argument(major, "a value that a body can hold")?;
        let number = i64::try_from(argument)
            .map_err(|_| DecodeError::Form { at, what: "whole number beyond 64 bits" })?;
        Ok(if negative { !number } else { number })
    }

    fn decimal(&mut self) -> Result<Value, DecodeError> {
        let at = self.at;
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.take(9)?[1..]);
        let number = f64::from_be_bytes(bytes);
        if !number.is_finite() || (number == 0.0 && number.is_sign_negative()) {
            return Err(DecodeError::Form {
                at,
                what: "a number that is not finite, or minus zero",
            });
        }
        Ok(Value::Decimal(number))
    }

    fn text(&mut self) -> Result<&'a str, DecodeError> {
        let at = self.at;
        let length = self.argument(TEXT, "a text")?;
        let length = usize::try_from(length).map_err(|_| DecodeError::Short(self.bytes.len()))?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| DecodeError::Form { at, what: "text that is not UTF-8" })
    }

    fn tagged(&mut self) -> Result<Value, DecodeError> {
        let at = self.at;
        let tag = self.argument(TAG, "a tag")?;
        let value = match tag {
            TAG_DAYS => crate::base::date_from_days(self.integer()?).map(Value::Date),
            TAG_TIME => canonical::<Time>(self.text()?).map(Value::Time),
            TAG_DATE_TIME => canonical::<DateTime>(self.text()?).map(Value::DateTime),
            _ => None,
        };
        value.ok_or(DecodeError::Form { at, what: "date or time that cannot be read" })
    }
}

/// Reads a text that the type itself would write in the same way.
fn canonical<T: std::str::FromStr + std::fmt::Display>(text: &str) -> Option<T> {
    text.parse::<T>().ok().filter(|value| value.to_string() == text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime, time};
    use proptest::prelude::*;

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// These bytes are in ledgers. When this test fails, the change is wrong, not the test.
    #[test]
    fn golden_bytes_never_change() {
        let body = Body::from([
            (1, Value::from("Lò Thị Đào")),
            (2, Value::Empty),
            (3, Value::from(0)),
            (4, Value::from(-1)),
            (5, Value::from(1_000_000)),
            (23, Value::Decimal(1.5)),
            (24, Value::from(date(2021, 9, 15))),
            (25, Value::from(date(1969, 12, 31))),
            (256, Value::Time(time(7, 30, 0, 0))),
            (65535, Value::DateTime(datetime(2021, 9, 10, 9, 41, 0, 0))),
        ]);
        let golden = concat!(
            "aa",
            "016f4cc3b2205468e1bb8b20c490c3a06f",
            "02f6",
            "0300",
            "0420",
            "051a000f4240",
            "17fb3ff8000000000000",
            "1818d8641949c5",
            "1819d86420",
            "190100da000111716830373a33303a3030",
            "19ffffda0001117273323032312d30392d31305430393a34313a3030",
        );
        assert_eq!(hex(&encode(&body)), golden);
        assert_eq!(decode(&encode(&body)), Ok(body));
        assert_eq!(hex(&encode(&Body::new())), "a0");
    }

    #[test]
    fn only_one_form_is_read() {
        let wrong: [(&[u8], &str); 9] = [
            (&[], "early"),
            (&[0xa1, 0x01], "early"),
            (&[0xa0, 0x00], "1 bytes follow"),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], "out of order"),
            (&[0xa1, 0x01, 0x18, 0x05], "shortest"),
            (&[0xbf, 0xff], "indefinite"),
            (&[0xa1, 0x01, 0x60], "empty text"),
            (&[0xa1, 0x01, 0xf5], "permitted form"),
            (&[0xa1, 0x01, 0xfb, 0x80, 0, 0, 0, 0, 0, 0, 0], "minus zero"),
        ];
        for (bytes, what) in wrong {
            let error = decode(bytes).unwrap_err().to_string();
            assert!(error.contains(what), "{bytes:02x?}: {error}");
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Empty),
            "\\PC{1,12}".prop_map(Value::Text),
            any::<i64>().prop_map(Value::Integer),
            prop::num::f64::NORMAL.prop_map(Value::Decimal),
            (-700_000_i64..2_900_000).prop_map(
                |days| crate::base::date_from_days(days).map_or(Value::Empty, Value::Date)
            ),
            (0_i8..24, 0_i8..60, 0_i32..1_000_000_000)
                .prop_map(|(hour, minute, nano)| Value::Time(time(hour, minute, 0, nano))),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(body in prop::collection::btree_map(any::<u16>(), any_value(), 0..20)) {
            prop_assert_eq!(decode(&encode(&body)).unwrap(), body);
        }

        #[test]
        fn whatever_is_read_is_written_back_the_same(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(body) = decode(&bytes) {
                prop_assert_eq!(encode(&body), bytes);
            }
        }
    }
}
