//! Working days, and the periods of what recurs.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::directive::{Every, On};

/// Which days are worked: Monday to Friday but for the holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Days on which nobody works, weekends apart.
    pub holidays: BTreeSet<Date>,
}

impl Workdays {
    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.holidays.contains(&day)
    }

    /// The day so many working days after another, which does not count itself.
    pub fn after(&self, day: Date, count: u32) -> Date {
        let mut day = day;
        for _ in 0..count {
            day = next(day);
            while !self.is_worked(day) && day != Date::MAX {
                day = next(day);
            }
        }
        day
    }
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

/// The days on which something recurring falls due, from one day to another, both included. Without a day of the period
/// its last day is meant: a month's report is due when the month is over.
pub fn periods(every: Every, on: Option<&On>, from: Date, to: Date) -> Vec<Date> {
    let mut days = Vec::new();
    let mut start = first_of(every, from);
    while start <= to {
        let Ok(after) = start.checked_add(length(every)) else { break };
        let last = after.yesterday().unwrap_or(Date::MAX);
        let day = on.map_or(last, |on| within(every, on, start, last));
        if (from..=to).contains(&day) {
            days.push(day);
        }
        start = after;
    }
    days
}

fn first_of(every: Every, day: Date) -> Date {
    match every {
        Every::Day => day,
        Every::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            day.checked_sub(back.days()).unwrap_or(day)
        }
        Every::Month => day.first_of_month(),
        Every::Quarter => {
            let month = (day.month() - 1) / 3 * 3 + 1;
            day.with().month(month).day(1).build().unwrap_or(day)
        }
        Every::Year => day.first_of_year(),
    }
}

fn length(every: Every) -> Span {
    match every {
        Every::Day => 1.day(),
        Every::Week => 1.week(),
        Every::Month => 1.month(),
        Every::Quarter => 3.months(),
        Every::Year => 1.year(),
    }
}

/// The day of a period that is meant; the 31st of a short month is its last day.
fn within(every: Every, on: &On, start: Date, last: Date) -> Date {
    match on {
        On::Weekday(name) => {
            let all = (0..7).filter_map(|days: i64| start.checked_add(days.days()).ok());
            let called = |day: &Date| weekday(day.weekday()) == *name;
            all.into_iter().find(called).unwrap_or(last)
        }
        On::Day(day) if every == Every::Quarter => {
            // "ngày 20 của quý": of the quarter's last month.
            of_month(last, *day)
        }
        On::Day(day) => of_month(start, *day),
        On::Date(text) => {
            let day = format!("{:04}-{text}", start.year()).parse();
            day.unwrap_or(last)
        }
    }
}

fn of_month(month: Date, day: i8) -> Date {
    let last = month.last_of_month();
    month.with().day(day.clamp(1, last.day())).build().unwrap_or(last)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn working_days_pass_over_weekends_and_tet() {
        let tet = (10..=16).map(|day| date(2021, 2, day)).collect();
        let workdays = Workdays { holidays: tet };
        // Tuesday 9 February; the next working day is Wednesday the 17th.
        assert_eq!(workdays.after(date(2021, 2, 9), 1), date(2021, 2, 17));
        assert_eq!(workdays.after(date(2021, 2, 9), 3), date(2021, 2, 19));
        assert_eq!(workdays.after(date(2021, 9, 10), 1), date(2021, 9, 13), "a Friday");
        assert_eq!(workdays.after(date(2021, 9, 10), 0), date(2021, 9, 10));
    }

    #[test]
    fn each_period_has_its_day() {
        let (from, to) = (date(2021, 9, 9), date(2021, 12, 31));
        assert_eq!(periods(Every::Day, None, from, date(2021, 9, 11)).len(), 3);
        let fridays = periods(Every::Week, Some(&On::Weekday("friday")), from, date(2021, 9, 24));
        assert_eq!(fridays, [date(2021, 9, 10), date(2021, 9, 17), date(2021, 9, 24)]);
        assert_eq!(
            periods(Every::Month, Some(&On::Day(31)), from, to),
            [date(2021, 9, 30), date(2021, 10, 31), date(2021, 11, 30), date(2021, 12, 31)]
        );
        assert_eq!(periods(Every::Quarter, None, from, to), [date(2021, 9, 30), to]);
        let yearly = On::Date("12-15".to_owned());
        assert_eq!(periods(Every::Year, Some(&yearly), from, to), [date(2021, 12, 15)]);
    }
}
