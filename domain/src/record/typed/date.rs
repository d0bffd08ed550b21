//! Dates and times as people and Excel write them.

use jiff::civil::{Date, DateTime, Time};

use super::Coerced;
use crate::base::{Diagnostic, Value, date_from_days};

/// Excel's day numbers that can be meant as dates: 1927 to 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 10_000..=80_000;
/// 1899-12-30, from which Excel counts, in days since 1970-01-01.
const EXCEL_EPOCH: i64 = -25_569;

/// A date: dd/mm/yyyy, d/m/yy, ISO, "ngày 15 tháng 9 năm 2021", or Excel's day number.
pub(super) fn date(typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
    let (day, clock) = split_clock(typed);
    if clock.is_some_and(|clock| time(clock).is_err()) {
        return Err(no_date(typed));
    }
    if let Some(date) = serial(day) {
        return Ok(Coerced::odd(date, from_excel(typed, date)));
    }
    let parts = Parts::of(day).ok_or_else(|| no_date(typed))?;
    parts.date(typed, today)
}

/// Time of day: 7:30, 07:30:00, 7h30, 7h, 7 giờ 30.
pub(super) fn time(typed: &str) -> Result<Time, Diagnostic> {
    let folded = crate::base::text::fold(typed);
    let unified = folded.replace("gio", ":").replace(['h', 'g'], ":").replace("phut", "");
    let unified = unified.split('.').next().unwrap_or_default();
    let mut parts = unified.split(':').map(str::trim);
    let mut part = |least: bool| match parts.next() {
        None | Some("") => (!least).then_some(0),
        Some(digits) => digits.parse::<i8>().ok(),
    };
    let whole = folded.contains([':', 'h', 'g']);
    let read = (whole.then(|| part(true)).flatten(), part(false), part(false));
    let (Some(hour), Some(minute), Some(second)) = read else { return Err(no_time(typed)) };
    Time::new(hour, minute, second, 0).map_err(|_| no_time(typed))
}

/// Date and time: either order of both, or Excel's day number with a fraction. A date alone is midnight.
pub(super) fn date_time(typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
    if let Some(moment) = serial_moment(typed) {
        return Ok(Coerced { value: Value::DateTime(moment), warnings: Vec::new() });
    }
    let (day, clock) = split_clock(typed);
    let mut read = date(day, today)?;
    let time = clock.map_or(Ok(Time::midnight()), time)?;
    if let Value::Date(date) = read.value {
        read.value = Value::DateTime(date.to_datetime(time));
    }
    Ok(read)
}

/// "15/9/2021 07:30" and "2021-09-15T07:30:00" into day and clock.
fn split_clock(typed: &str) -> (&str, Option<&str>) {
    let iso = typed.as_bytes().get(10) == Some(&b'T');
    if iso && typed.is_char_boundary(10) {
        return (&typed[..10], Some(typed[11..].trim_end_matches('Z')));
    }
    match typed.split_once(' ') {
        Some((day, clock)) if day.contains(['/', '-', '.']) && !clock.trim().is_empty() => {
            let separated =
                clock.trim_start().starts_with(['/', '-', '.']) || day.ends_with(['/', '-', '.']);
            if separated { (typed, None) } else { (day, Some(clock.trim())) }
        }
        _ => (typed, None),
    }
}

fn serial(typed: &str) -> Option<Date> {
    let digits = typed.split_once('.').map_or(typed, |(whole, _)| whole);
    let number = (digits.len() == 5).then(|| digits.parse::<i64>().ok()).flatten()?;
    let fraction = typed.get(digits.len() + 1..).unwrap_or_default();
    let plain = SERIALS.contains(&number) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| date_from_days(number + EXCEL_EPOCH)).flatten()
}

fn serial_moment(typed: &str) -> Option<DateTime> {
    let date = serial(typed)?;
    let fraction: f64 =
        typed.split_once('.').map_or(Some(0.0), |(_, f)| format!("0.{f}").parse().ok())?;
    #[expect(clippy::cast_possible_truncation, reason = "at most the seconds of a day")]
    let seconds = (fraction * 86_400.0).round() as i64;
    let midnight = date.to_datetime(Time::midnight());
    midnight.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()
}

/// Three numbers, and whether the year came first.
struct Parts {
    day: i16,
    month: i16,
    year: i16,
    short: bool,
}

impl Parts {
    fn of(typed: &str) -> Option<Self> {
        let digits =
            typed.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.' | b' '));
        if digits { Self::of_digits(typed) } else { Self::of_words(typed) }
    }

    fn of_digits(typed: &str) -> Option<Self> {
        let mut parts = typed.split(['/', '-', '.']).map(str::trim);
        let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        if one.len() == 4 { Self::new(three, two, one) } else { Self::new(one, two, three) }
    }

    /// "ngày 15 tháng 9 năm 2021", and "ngày 15/9/2021".
    fn of_words(typed: &str) -> Option<Self> {
        let folded = crate::base::text::fold(typed);
        let rest = folded.strip_prefix("ngay")?.trim_start();
        let Some((day, rest)) = rest.split_once("thang") else { return Self::of_digits(rest) };
        let (month, year) = rest.split_once("nam")?;
        Self::new(day.trim(), month.trim(), year.trim())
    }

    fn new(day: &str, month: &str, year: &str) -> Option<Self> {
        let lengths = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len());
        let short = year.len() == 2;
        let fits = lengths && (short || year.len() == 4);
        let number = |digits: &str| digits.parse().ok();
        fits.then(|| {
            Some(Self { day: number(day)?, month: number(month)?, year: number(year)?, short })
        })?
    }

    fn date(&self, typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
        if self.month > 12 && self.day <= 12 {
            return Err(month_first(typed));
        }
        let year = if self.short { century(self.year, today) } else { self.year };
        let (Ok(month), Ok(day)) = (i8::try_from(self.month), i8::try_from(self.day)) else {
            return Err(no_such_day(typed));
        };
        let date = Date::new(year, month, day).map_err(|_| no_such_day(typed))?;
        Ok(if self.short {
            Coerced::odd(date, two_digits(typed, date))
        } else {
            Coerced::sure(date)
        })
    }
}

/// Two digits mean the year that is at most ten years ahead.
fn century(short: i16, today: Date) -> i16 {
    let this = today.year() - today.year().rem_euclid(100) + short;
    if this > today.year() + 10 { this - 100 } else { this }
}

fn no_date(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "date_form",
        format!("“{typed}” không phải là một ngày đầy đủ."),
        format!("“{typed}” is not a whole date."),
    )
    .hint("Viết ngày/tháng/năm: 15/9/2021.", "Write day/month/year: 15/9/2021.")
}

fn no_such_day(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "date_none",
        format!("Lịch không có ngày “{typed}”."),
        format!("The calendar has no day “{typed}”."),
    )
    .hint("Kiểm tra ngày và tháng.", "Check day and month.")
}

fn month_first(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "date_month_first",
        format!("“{typed}” có vẻ viết tháng trước ngày."),
        format!("“{typed}” seems to have the month first."),
    )
    .hint("Viết ngày trước: 15/9/2021.", "Write the day first: 15/9/2021.")
}

fn no_time(typed: &str) -> Diagnostic {
    Diagnostic::error(
        "time_form",
        format!("“{typed}” không phải là giờ trong ngày."),
        format!("“{typed}” is not a time of day."),
    )
    .hint("Viết 07:30 hoặc 7h30.", "Write 07:30 or 7h30.")
}

fn two_digits(typed: &str, date: Date) -> Diagnostic {
    Diagnostic::warning(
        "date_two_digit_year",
        format!("“{typed}” được hiểu là năm {}.", date.year()),
        format!("“{typed}” is taken to be in {}.", date.year()),
    )
    .hint("Viết năm bốn chữ số cho chắc.", "Write four digits to be sure.")
}

fn from_excel(typed: &str, date: Date) -> Diagnostic {
    let shown = date.strftime("%d/%m/%Y");
    Diagnostic::warning(
        "date_excel_number",
        format!("Số {typed} của Excel được hiểu là ngày {shown}."),
        format!("Excel's number {typed} is read as {shown}."),
    )
}
