//! Telephone numbers, kept as 0xxxxxxxxx.
//!
//! Mobile numbers have ten digits since 2018: the prefixes of eleven digits that old lists still carry changed by the
//! plan of the Ministry of Information and Communications (Decision 798/QĐ-BTTTT of 2018), one to one. Fixed lines have
//! eleven (02xx and seven digits, or 024/028 and eight).

use super::Coerced;
use crate::base::{Diagnostic, Value};

/// Old prefix of four digits, new prefix of three.
const MOVED: [(&str, &str); 21] = [
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0126", "076"),
    ("0128", "078"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0127", "081"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

/// A telephone number. One that cannot be dialled is kept as typed, with a warning: the person counts all the same.
pub(super) fn phone(typed: &str) -> Result<Coerced, Diagnostic> {
    if is_mobile(typed) {
        return Ok(Coerced { value: Value::Text(typed.to_owned()), warnings: Vec::new() });
    }
    let (first, rest) = first_number(typed);
    let digits = digits(first);
    if digits.len() < 3 {
        return Err(no_number(typed));
    }
    let (number, mut warnings) = match national(&digits) {
        Some(found) => found,
        None => (digits.clone(), vec![odd(typed)]),
    };
    if let Some(rest) = rest {
        warnings.push(second(rest));
    }
    Ok(Coerced { value: Value::Text(number), warnings })
}

/// "0912345678/0987654321": the first is kept, the second is named.
fn first_number(typed: &str) -> (&str, Option<&str>) {
    let cut = typed
        .match_indices(['/', ';', ',', '\n', '-'])
        .map(|(at, _)| at)
        .find(|at| digits(&typed[..*at]).len() >= 9 && digits(&typed[at + 1..]).len() >= 9);
    cut.map_or((typed, None), |at| (&typed[..at], Some(typed[at + 1..].trim())))
}

/// Excel writes a number as 912345678.0 or 9.12345678E8.
fn digits(typed: &str) -> String {
    let whole = super::identity::whole_number(typed);
    whole.unwrap_or_else(|| typed.chars().filter(char::is_ascii_digit).collect())
}

fn national(digits: &str) -> Option<(String, Vec<Diagnostic>)> {
    let local = ["0084", "84"]
        .iter()
        .filter_map(|code| digits.strip_prefix(code))
        .find(|rest| (9..=11).contains(&rest.len()))
        .map(|rest| format!("0{}", rest.trim_start_matches('0')));
    let local = local.unwrap_or_else(|| digits.to_owned());
    if let Some(number) = current(&local) {
        return Some((number.clone(), moved(&local, &number)));
    }
    let restored = format!("0{local}");
    let number = current(&restored)?;
    let mut warnings = vec![zero_restored(&restored)];
    warnings.extend(moved(&restored, &number));
    Some((number, warnings))
}

/// The number as it is dialled today; `None` when it never was one.
fn current(number: &str) -> Option<String> {
    let fixed = number.starts_with("02") && matches!(number.len(), 10 | 11);
    if is_mobile(number) || fixed {
        return Some(number.to_owned());
    }
    let (_, now) = MOVED.iter().find(|(old, _)| number.len() == 11 && number.starts_with(old))?;
    Some(format!("{now}{}", &number[4..]))
}

fn is_mobile(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 10
        && bytes[0] == b'0'
        && matches!(bytes[1], b'3' | b'5' | b'7' | b'8' | b'9')
        && bytes.iter().all(u8::is_ascii_digit)
}

fn moved(old: &str, new: &str) -> Vec<Diagnostic> {
    if old == new {
        return Vec::new();
    }
    vec![Diagnostic::warning(
        "phone_old_prefix",
        format!("Đầu số cũ {old} đổi thành {new}."),
        format!("The old number {old} is {new} since 2018."),
    )]
}

fn zero_restored(number: &str) -> Diagnostic {
    Diagnostic::warning(
        "phone_zero",
        format!("Thêm lại số 0 ở đầu: {number}."),
        format!("The leading zero was put back: {number}."),
    )
}

fn second(rest: &str) -> Diagnostic {
    Diagnostic::warning(
        "phone_second",
        format!("Ô có hai số; số thứ hai chưa được lưu: {rest}."),
        format!("The cell has two numbers; the second is not kept: {rest}."),
    )
    .hint("Ghi số thứ hai vào cột khác.", "Put the second number in another column.")
}

fn odd(typed: &str) -> Diagnostic {
    Diagnostic::warning(
        "phone_odd",
        format!("“{typed}” không đủ hoặc thừa chữ số để gọi được."),
        format!("“{typed}” has too few or too many digits to be dialled."),
    )
    .hint("Số di động có 10 chữ số, bắt đầu bằng 0.", "A mobile number has 10 digits, 0 first.")
}

fn no_number(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "phone_form",
        format!("“{typed}” không phải là số điện thoại."),
        format!("“{typed}” is not a telephone number."),
    )
    .hint("Viết 0912345678, hoặc để trống.", "Write 0912345678, or leave it empty.")
}
