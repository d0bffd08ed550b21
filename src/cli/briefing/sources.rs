//! The numbers by which a page refers to its sources. What opens by the same command, but for a day or a unit, has one
//! number: the page says which day or which unit it speaks of, and the list at its end stays short.

use std::collections::BTreeSet;

use domain::briefing::Source;
use jiff::ToSpan;
use jiff::civil::Date;

/// What stands in the command for the day, and for the unit.
const DAY: &str = "NGÀY";
const UNIT: &str = "MÃ";

/// Sources in the order in which they are first referred to.
#[derive(Default)]
pub(super) struct Sources {
    known: Vec<Group>,
}

/// Sources that open by one command.
struct Group {
    command: String,
    values: BTreeSet<String>,
}

impl Sources {
    /// `[3]`, `[3, 5–7]`; "" for none.
    pub(super) fn mark(&mut self, sources: &[Source]) -> String {
        let mut numbers: Vec<usize> = sources.iter().map(|source| self.number(source)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let told = runs.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { String::new() } else { format!("[{}]", told.join(", ")) }
    }

    fn number(&mut self, source: &Source) -> usize {
        let (command, value) = shape(source);
        let place = self.known.iter().position(|known| known.command == command);
        let place = place.unwrap_or_else(|| {
            self.known.push(Group { command, values: BTreeSet::new() });
            self.known.len() - 1
        });
        if let Some(group) = self.known.get_mut(place) {
            group.values.extend(value);
        }
        place + 1
    }

    /// One line for each number: `[2] open 125/NGÀY/total (NGÀY: 2021-09-03, 2021-09-08 … 2021-09-10)`.
    pub(super) fn lines(&self) -> Vec<String> {
        let told =
            (1..).zip(&self.known).map(|(number, group)| format!("[{number}] {}", group.told()));
        told.collect()
    }
}

impl Group {
    fn told(&self) -> String {
        // What is alone needs no word that stands for it.
        let of_day = self.command.contains(DAY);
        let (word, values): (&str, Vec<&str>) =
            (if of_day { DAY } else { UNIT }, self.values.iter().map(String::as_str).collect());
        match values.as_slice() {
            [] => self.command.clone(),
            [only] => self.command.replace(word, only),
            several if of_day => format!("{} ({word}: {})", self.command, spans(several)),
            several => format!("{} ({word}: {})", self.command, several.join(", ")),
        }
    }
}

/// The command of a source with a word in place of what differs between its like, and that: the day of a figure, the unit of
/// a return, a task or a discrepancy.
fn shape(source: &Source) -> (String, Option<String>) {
    let like = |source: Source, value: &str| (source.command(), Some(value.to_owned()));
    match source {
        Source::Figure(address) => match address.splitn(3, '/').collect::<Vec<_>>()[..] {
            [unit, day, line] => like(Source::Figure(format!("{unit}/{DAY}/{line}")), day),
            _ => (source.command(), None),
        },
        Source::Discrepancy(reference) => match reference.split_once('/') {
            Some((unit, rest)) => like(Source::Discrepancy(format!("{UNIT}/{rest}")), unit),
            None => (source.command(), None),
        },
        Source::Task(reference) => match reference.splitn(4, '/').collect::<Vec<_>>()[..] {
            [directive, order, unit] => {
                like(Source::Task(format!("{directive}/{order}/{UNIT}")), unit)
            }
            [directive, order, unit, period] => {
                like(Source::Task(format!("{directive}/{order}/{UNIT}/{period}")), unit)
            }
            _ => (source.command(), None),
        },
        Source::Return(unit, day, template) => {
            like(Source::Return(UNIT.to_owned(), *day, template.clone()), unit)
        }
        Source::Waiting(unit) => like(Source::Waiting(UNIT.to_owned()), unit),
        Source::Collation(..) | Source::Directive(..) => (source.command(), None),
    }
}

/// Days in order, three and more that follow each other as from and to.
fn spans(days: &[&str]) -> String {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| follows(last, day)) => run.push(day),
            _ => runs.push(vec![day]),
        }
    }
    let told = runs.iter().map(|run| match run.as_slice() {
        [first, _, .., last] => format!("{first} … {last}"),
        few => few.join(", "),
    });
    told.collect::<Vec<_>>().join(", ")
}

fn follows(day: &str, next: &str) -> bool {
    let (day, next) = (day.parse::<Date>(), next.parse::<Date>());
    matches!((day, next), (Ok(day), Ok(next)) if day.checked_add(1.day()).ok() == Some(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn figure(day: u8, line: &str) -> Source {
        Source::Figure(format!("125/2021-09-{day:02}/rollup.{line}"))
    }

    #[test]
    fn what_opens_alike_is_one_source() {
        let mut sources = Sources::default();
        assert_eq!(sources.mark(&[figure(10, "total"), figure(9, "total")]), "[1]");
        assert_eq!(sources.mark(&[figure(10, "returned")]), "[2]");
        assert_eq!(sources.mark(&[figure(8, "total"), figure(3, "total")]), "[1]");
        for unit in ["04108", "04105", "04108"] {
            let one = Source::Return(unit.to_owned(), date(2021, 9, 10), "daily".to_owned());
            assert_eq!(sources.mark(&[one]), "[3]");
        }
        let task = |unit: &str| Source::Task(format!("1.2021/o2/{unit}"));
        assert_eq!(sources.mark(&[task("04105"), figure(10, "total"), task("04108")]), "[1, 4]");
        assert_eq!(sources.mark(&[Source::Task("1.2021/o2/04105/2021-09-10".to_owned())]), "[5]");
        assert_eq!(
            sources.lines(),
            [
                "[1] open 125/NGÀY/rollup.total (NGÀY: 2021-09-03, 2021-09-08 … 2021-09-10)",
                "[2] open 125/2021-09-10/rollup.returned",
                "[3] return show --unit MÃ --date 2021-09-10 --template daily (MÃ: 04105, 04108)",
                "[4] task show 1.2021/o2/MÃ (MÃ: 04105, 04108)",
                "[5] task show 1.2021/o2/04105/2021-09-10",
            ]
        );
    }

    #[test]
    fn a_return_is_no_collation_and_two_discrepancies_of_a_unit_stay_two() {
        let mut sources = Sources::default();
        let one = |rule: &str| Source::Discrepancy(format!("04105/2021-09-10/{rule}"));
        assert_eq!(sources.mark(&[one("returned_fell"), one("total_moves")]), "[1, 2]");
        let day = date(2021, 9, 10);
        let collation = Source::Collation("125".to_owned(), day, "daily".to_owned());
        let of_unit = Source::Return("125".to_owned(), day, "daily".to_owned());
        assert_eq!(sources.mark(&[collation, of_unit]), "[3, 4]");
    }
}
