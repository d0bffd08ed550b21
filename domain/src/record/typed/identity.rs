//! Citizen identity numbers: 12 digits `PPP S YY RRRRRR` (Decree 137/2015/NĐ-CP, article 13; Circular 59/2021/TT-BCA),
//! and the old 9-digit numbers that were still in circulation in 2021. There is no check digit.
//!
//! `PPP` is the province of birth registration, or a country from 100 on. It says nothing about where somebody lives, so
//! it is never compared with the residence.

use super::Coerced;
use crate::base::{Diagnostic, Value};

/// Provinces of birth registration; they stay valid after provinces merge.
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Sex as the fourth digit tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// Sex and year of birth that a 12-digit number tells; `None` for anything else.
pub fn identity_number_tells(number: &str) -> Option<(Sex, i16)> {
    let bytes = number.as_bytes();
    if bytes.len() != 12 || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |at: usize| i16::from(bytes[at] - b'0');
    let sex = if digit(3) % 2 == 0 { Sex::Male } else { Sex::Female };
    Some((sex, 1900 + digit(3) / 2 * 100 + digit(4) * 10 + digit(5)))
}

/// An identity number. One of the wrong length is kept as typed, with a warning: the card can be looked at later.
pub(super) fn identity_number(typed: &str) -> Result<Coerced, Diagnostic> {
    let plain = typed.bytes().all(|byte| byte.is_ascii_digit());
    let digits =
        if plain { typed.to_owned() } else { digits(typed).ok_or_else(|| no_number(typed))? };
    Ok(match digits.len() {
        12 if is_province(&digits) => Coerced::sure(Value::Text(digits)),
        12 => Coerced::odd(Value::Text(digits.clone()), no_province(&digits)),
        9 => Coerced::sure(Value::Text(digits)),
        _ => match restored(&digits) {
            Some(number) => Coerced::odd(Value::Text(number.clone()), zeros_restored(&number)),
            None => Coerced::odd(Value::Text(digits), wrong_length(typed)),
        },
    })
}

/// Excel drops leading zeros: 11 digits and a known province, 10 likewise, or 8 of an old number.
fn restored(digits: &str) -> Option<String> {
    let padded = match digits.len() {
        10 | 11 => format!("{digits:0>12}"),
        8 => return Some(format!("0{digits}")),
        _ => return None,
    };
    is_province(&padded).then_some(padded)
}

fn is_province(number: &str) -> bool {
    let code = number[..3].parse::<u16>().unwrap_or_default();
    code >= 100 || PROVINCES.contains(&code)
}

fn digits(typed: &str) -> Option<String> {
    if let Some(whole) = whole_number(typed) {
        return Some(whole);
    }
    let separator = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '`');
    let digits: String = typed.chars().filter(|c| !separator(*c)).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// The digits of a whole number as spreadsheets write it: 14198123456.0, 1.4198123456E10.
pub(super) fn whole_number(typed: &str) -> Option<String> {
    let exponent = typed.contains(['E', 'e']);
    if !exponent && !typed.ends_with(".0") {
        return None;
    }
    let number = typed.parse::<f64>().ok()?;
    let whole = number.fract() == 0.0 && (1.0..1e15).contains(&number);
    whole.then(|| format!("{number:.0}"))
}

fn no_province(number: &str) -> Diagnostic {
    Diagnostic::warning(
        "cccd_province",
        format!("Ba số đầu của {number} không phải mã tỉnh nào."),
        format!("The first three digits of {number} belong to no province."),
    )
    .hint("Xem lại thẻ.", "Look at the card again.")
}

fn zeros_restored(number: &str) -> Diagnostic {
    Diagnostic::warning(
        "cccd_zero",
        format!("Thêm lại số 0 ở đầu: {number}."),
        format!("Leading zeros were put back: {number}."),
    )
}

fn wrong_length(typed: &str) -> Diagnostic {
    Diagnostic::warning(
        "cccd_length",
        format!("“{typed}” không đủ 12 số (CCCD) hoặc 9 số (CMND)."),
        format!("“{typed}” has neither 12 digits (CCCD) nor 9 (CMND)."),
    )
    .hint("Xem lại thẻ.", "Look at the card again.")
}

fn no_number(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "cccd_form",
        format!("“{typed}” không phải là số định danh."),
        format!("“{typed}” is not an identity number."),
    )
    .hint(
        "Viết 12 số trên thẻ, hoặc để trống.",
        "Write the 12 digits of the card, or leave it empty.",
    )
}
