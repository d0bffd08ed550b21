//! How people name a directive and a task: `3` or `3/2021` (arrival number), `3/o12/04105`, `3/o12/04105/2021-09-10`.

use std::fmt;

use jiff::civil::Date;

use super::{Outcome, problem};

/// The name of a directive: its arrival number and, where it is not this year's, the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrival {
    pub(super) number: i64,
    pub(super) year: i16,
}

/// The name of a task.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskReference {
    /// Arrival number of the directive, and its year.
    pub(super) arrival: Arrival,
    /// `o12`.
    pub(super) obligation: String,
    /// Code or id of the unit.
    pub(super) unit: String,
    /// The period of a recurring task.
    pub(super) period: Option<Date>,
}

/// Reads `3` or `3.2021`.
pub(super) fn arrival(text: &str, today: Date) -> Outcome<Arrival> {
    let (number, year) = match text.split_once('.') {
        Some((number, year)) => (number, year.parse().ok()),
        None => (text, Some(today.year())),
    };
    match (number.parse(), year) {
        (Ok(number), Some(year)) if number > 0 => Ok(Arrival { number, year }),
        _ => Err(problem::bad_arrival(text)),
    }
}

impl TaskReference {
    /// Reads `3/o12/04105` or `3/o12/04105/2021-09-10`; `3.2021/…` names a directive of another year.
    ///
    /// # Errors
    /// `task_reference`.
    pub fn parse(text: &str, today: Date) -> Outcome<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let (head, period) = match parts.as_slice() {
            [directive, obligation, unit] => ((directive, obligation, unit), None),
            [directive, obligation, unit, day] => {
                let day = day.parse().map_err(|_| problem::bad_reference(text))?;
                ((directive, obligation, unit), Some(day))
            }
            _ => return Err(problem::bad_reference(text)),
        };
        let (directive, obligation, unit) = head;
        let arrival = arrival(directive, today).map_err(|_| problem::bad_reference(text))?;
        let (obligation, unit) = ((*obligation).to_owned(), (*unit).to_owned());
        Ok(Self { arrival, obligation, unit, period })
    }
}

impl fmt::Display for TaskReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arrival { number, year } = self.arrival;
        write!(f, "{number}.{year}/{}/{}", self.obligation, self.unit)?;
        self.period.map_or(Ok(()), |day| write!(f, "/{day}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reference_is_read_back_as_it_is_written() {
        let today = date(2021, 9, 10);
        for text in ["3.2021/o12/04105", "3.2020/o1/04105/2021-09-10"] {
            assert_eq!(TaskReference::parse(text, today).unwrap().to_string(), text);
        }
        let short = TaskReference::parse("3/o12/04105", today).unwrap();
        assert_eq!(short.to_string(), "3.2021/o12/04105");
        for text in ["", "o12", "3/o12", "x/o12/04105", "3/o12/04105/mai"] {
            assert_eq!(TaskReference::parse(text, today).unwrap_err().code, "task_reference");
        }
    }
}
