//! Moments. Law and custom reckon in Vietnam's time, +07:00, which has no summer time.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

/// Vietnam's offset from UTC.
pub const VIETNAM: Offset = Offset::constant(7);

/// The wall clock in Vietnam at a moment.
pub fn local(moment: Timestamp) -> DateTime {
    VIETNAM.to_datetime(moment)
}

/// The calendar date in Vietnam at a moment.
pub fn local_date(moment: Timestamp) -> Date {
    local(moment).date()
}

/// The moment of a Vietnamese wall-clock time; `None` beyond year 9999.
pub fn stamp(wall: DateTime) -> Option<Timestamp> {
    TimeZone::fixed(VIETNAM).to_timestamp(wall).ok()
}

/// Days since 1970-01-01, as tables and ledger keep dates.
pub fn days_since_1970(date: Date) -> i64 {
    EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// The date of a number of days since 1970-01-01; `None` beyond the years -9999 to 9999.
pub fn date_from_days(days: i64) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn ten_in_the_morning_is_three_utc() {
        let ten = stamp(datetime(2021, 9, 10, 10, 0, 0, 0)).unwrap();
        assert_eq!(ten.to_string(), "2021-09-10T03:00:00Z");
        assert_eq!(local_date(ten), jiff::civil::date(2021, 9, 10));
    }

    #[test]
    fn dates_and_days_go_both_ways_to_the_ends_of_time() {
        for date in
            [Date::MIN, Date::MAX, Date::constant(1969, 12, 31), Date::constant(2021, 9, 15)]
        {
            assert_eq!(date_from_days(days_since_1970(date)), Some(date));
        }
        assert_eq!(days_since_1970(Date::constant(2021, 9, 15)), 18_885);
        assert_eq!(date_from_days(i64::MAX), None);
    }
}
