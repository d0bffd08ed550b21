//! Numbers as Vietnam and Excel write them: "1.200", "1,5", "12.0", "1.234,5".

use jiff::civil::Date;

use super::{Coerced, date};
use crate::base::{Diagnostic, Value};

/// The largest number that a field takes: fifteen digits are what a double and Excel hold exactly.
const LARGEST: f64 = 1e15;

/// A whole number.
pub(super) fn integer(typed: &str) -> Result<Coerced, Diagnostic> {
    let plain = typed.len() <= 15 && typed.bytes().all(|byte| byte.is_ascii_digit());
    if let (true, Ok(number)) = (plain, typed.parse::<i64>()) {
        return Ok(Coerced::sure(number));
    }
    let text = compact(typed);
    let text = thousands(&text, '.').or_else(|| thousands(&text, ',')).unwrap_or(text);
    let number = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.ok_or_else(|| not_whole(typed))?;
    if number.abs() > LARGEST {
        return Err(too_large(typed));
    }
    if number.fract() != 0.0 {
        return Err(not_whole(typed));
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
    let number = number as i64;
    Ok(Coerced::sure(number))
}

/// A number with a fraction. Vietnam writes a comma before it, Excel and files a point.
pub(super) fn decimal(typed: &str) -> Result<Coerced, Diagnostic> {
    let text = compact(typed);
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let (text, doubtful) = match (points, commas) {
        (0, 0) => (text, false),
        (1, 0) => {
            let doubtful = thousands(&text, '.').is_some();
            (text, doubtful)
        }
        (0, 1) => {
            let doubtful = thousands(&text, ',').is_some();
            (text.replace(',', "."), doubtful)
        }
        (_, 0) => (thousands(&text, '.').ok_or_else(|| no_number(typed))?, false),
        (0, _) => (thousands(&text, ',').ok_or_else(|| no_number(typed))?, false),
        _ => (mixed(&text).ok_or_else(|| no_number(typed))?, false),
    };
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.ok_or_else(|| no_number(typed))?;
    if number.abs() > LARGEST {
        return Err(too_large(typed));
    }
    let value = Value::Decimal(nine_places(number));
    Ok(if doubtful {
        Coerced::odd(value, ambiguous(typed, number))
    } else {
        Coerced { value, warnings: Vec::new() }
    })
}

/// A year of four digits; a whole date gives its year.
pub(super) fn year(typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
    let digits = typed.strip_suffix(".0").unwrap_or(typed);
    match digits.parse::<i64>() {
        Ok(year @ 1850..=2150) if digits.len() == 4 => Ok(Coerced::sure(year)),
        Ok(short @ 0..=99) if digits.len() == 2 => {
            let year = past(short, today);
            Ok(Coerced::odd(year, two_digits(typed, year)))
        }
        _ => {
            let date = date::date(typed, today).map_err(|_| no_year(typed))?;
            let short = date.warnings.iter().any(|warning| warning.code == "date_two_digit_year");
            let Value::Date(date) = date.value else { return Err(no_year(typed)) };
            let year = i64::from(date.year());
            let year = if short { past(year.rem_euclid(100), today) } else { year };
            Ok(Coerced::odd(year, year_of_date(typed, year)))
        }
    }
}

/// The latest year with these two digits that has begun: nobody is born next year.
fn past(short: i64, today: Date) -> i64 {
    let this = i64::from(today.year());
    let year = this - this.rem_euclid(100) + short;
    if year > this { year - 100 } else { year }
}

fn two_digits(typed: &str, year: i64) -> Diagnostic {
    Diagnostic::warning(
        "date_two_digit_year",
        format!("“{typed}” được hiểu là năm {year}."),
        format!("“{typed}” is taken to be {year}."),
    )
    .hint("Viết năm bốn chữ số cho chắc.", "Write four digits to be sure.")
}

/// Without spaces, also the narrow and unbreakable ones that Excel puts between thousands.
fn compact(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '\u{202f}')).collect()
}

/// Digits in groups of three behind this separator, without it; `None` when they are not such groups.
fn thousands(text: &str, separator: char) -> Option<String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mut groups = unsigned.split(separator);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    rest.peek()?;
    let grouped = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    (grouped && rest.all(|group| group.len() == 3 && digits(group)))
        .then(|| text.replace(separator, ""))
}

/// Both separators: the last one stands before the fraction.
fn mixed(text: &str) -> Option<String> {
    let last = text.rfind(['.', ','])?;
    let (whole, fraction) = (&text[..last], &text[last + 1..]);
    let separator = if text[last..].starts_with('.') { ',' } else { '.' };
    Some(format!("{}.{fraction}", thousands(whole, separator)?))
}

/// Nine places after the point are kept: more than anything that is measured, and bounded for formulas.
fn nine_places(number: f64) -> f64 {
    if number.abs() >= 1e6 { number } else { (number * 1e9).round() / 1e9 }
}

fn no_number(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "number_form",
        format!("“{typed}” không phải là số."),
        format!("“{typed}” is not a number."),
    )
    .hint("Viết 1234,5 hoặc 1234.5.", "Write 1234,5 or 1234.5.")
}

fn not_whole(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "integer_form",
        format!("“{typed}” không phải là số nguyên."),
        format!("“{typed}” is not a whole number."),
    )
    .hint(
        "Viết số không có phần lẻ, ví dụ 1200 hoặc 1.200.",
        "Write it without a fraction: 1200 or 1.200.",
    )
}

fn too_large(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "number_large",
        format!("“{typed}” lớn quá mức sổ này nhận được."),
        format!("“{typed}” is larger than a register takes."),
    )
    .hint(
        "Nhiều nhất 15 chữ số; mã số thì dùng trường chữ.",
        "At most 15 digits; an identity number belongs in a text field.",
    )
}

fn ambiguous(typed: &str, number: f64) -> Diagnostic {
    Diagnostic::warning(
        "number_ambiguous",
        format!("“{typed}” được hiểu là {number}, không phải số hàng nghìn."),
        format!("“{typed}” is read as {number}, not as thousands."),
    )
    .hint("Nếu là hàng nghìn, viết liền không dấu.", "If thousands are meant, write no separator.")
}

fn no_year(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "year_form",
        format!("“{typed}” không phải là một năm."),
        format!("“{typed}” is not a year."),
    )
    .hint("Viết đủ bốn chữ số: 1985.", "Write all four digits: 1985.")
}

fn year_of_date(typed: &str, year: i64) -> Diagnostic {
    Diagnostic::warning(
        "year_of_date",
        format!("“{typed}” là ngày; lấy năm {year}."),
        format!("“{typed}” is a date; its year {year} is taken."),
    )
}
