//! Somebody in charge of a locality, and when they are due there again.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// How an assignment stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Watch {
    /// The last visit.
    pub last: Option<Date>,
    /// How many there were since the assignment.
    pub visits: usize,
    /// The last day for the next one.
    pub due: Date,
    /// Whole days since then; 0 while there is time.
    pub late_days: u32,
}

impl Watch {
    /// How an assignment stands that began on a day, with visits at least every so many days. Visits of before it, and of
    /// days to come, do not count.
    pub fn of(from: Date, every_days: u32, visits: &[Date], today: Date) -> Self {
        let counted = visits.iter().filter(|day| (from..=today).contains(*day));
        let last = counted.clone().max().copied();
        let due = last.unwrap_or(from).checked_add(i64::from(every_days).days());
        let due = due.unwrap_or(Date::MAX);
        let late = today.since(due).map_or(0, |span| span.get_days());
        let late_days = u32::try_from(late).unwrap_or(0);
        Self { last, visits: counted.count(), due, late_days }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_visit_is_due_so_many_days_after_the_last_one() {
        let from = date(2021, 9, 1);
        let watch = |visits: &[Date], today| Watch::of(from, 7, visits, today);
        let fresh = watch(&[], date(2021, 9, 8));
        assert_eq!((fresh.due, fresh.late_days, fresh.last), (date(2021, 9, 8), 0, None));
        assert_eq!(watch(&[], date(2021, 9, 9)).late_days, 1);
        let visited = watch(&[date(2021, 9, 5), date(2021, 9, 3)], date(2021, 9, 14));
        assert_eq!((visited.due, visited.late_days, visited.visits), (date(2021, 9, 12), 2, 2));
        assert_eq!(watch(&[date(2021, 8, 30), date(2021, 9, 30)], date(2021, 9, 9)).visits, 0);
    }

    #[test]
    fn months_go_by_in_days() {
        let watch = Watch::of(date(2021, 1, 31), 1, &[], date(2021, 3, 31));
        assert_eq!(watch.late_days, 58);
    }
}
