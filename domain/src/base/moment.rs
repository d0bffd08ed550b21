//! Moments. Law and custom reckon in Vietnam's time, +07:00, which has no summer time.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

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
}
