//! Day or month first: what a single "05/09/2021" cannot tell, its column often can.

/// In which order a column writes its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Day before month, as Vietnam writes; also where nothing speaks for either.
    #[default]
    DayFirst,
    /// Every date that tells its order has the month first: a machine with American settings.
    MonthFirst,
    /// Some dates tell the one and some the other.
    Mixed,
}

/// What the dates of a column that were seen so far tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    day_first: u32,
    month_first: u32,
}

impl Evidence {
    /// Looks at one cell.
    pub fn see(&mut self, text: &str) {
        match Triple::of(text) {
            Some(date) if date.first > 12 && date.second <= 12 => self.day_first += 1,
            Some(date) if date.second > 12 && date.first <= 12 => self.month_first += 1,
            _ => {}
        }
    }

    /// What the column as a whole says.
    pub fn order(&self) -> Order {
        match (self.day_first, self.month_first) {
            (_, 0) => Order::DayFirst,
            (0, _) => Order::MonthFirst,
            _ => Order::Mixed,
        }
    }
}

/// The same date with the day first; `None` when the text is no date of this form, or no such date that way.
pub fn day_first(text: &str) -> Option<String> {
    let date = Triple::of(text)?;
    (date.first <= 12).then(|| format!("{}/{}/{}", date.second, date.first, date.rest))
}

/// Whether both orders give a date, and not the same.
pub fn is_ambiguous(text: &str) -> bool {
    Triple::of(text).is_some_and(|date| {
        (1..=12).contains(&date.first)
            && (1..=12).contains(&date.second)
            && date.first != date.second
    })
}

/// Two short numbers, a separator behind each, and the year with whatever follows it.
struct Triple<'a> {
    first: u8,
    second: u8,
    rest: &'a str,
}

impl<'a> Triple<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (first, rest) = number(text.trim())?;
        let (second, rest) = number(rest)?;
        let year = rest.bytes().take_while(u8::is_ascii_digit).count();
        matches!(year, 2 | 4).then_some(Self { first, second, rest })
    }
}

fn number(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_once(['/', '-', '.'])?;
    let digits = digits.trim();
    let short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((short.then(|| digits.parse().ok()).flatten()?, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(cells: &[&str]) -> Order {
        let mut evidence = Evidence::default();
        cells.iter().for_each(|cell| evidence.see(cell));
        evidence.order()
    }

    #[test]
    fn one_day_beyond_twelve_tells_the_column() {
        assert_eq!(order(&["5/9/2021", "15/9/2021"]), Order::DayFirst);
        assert_eq!(order(&["5/9/2021", "9/15/2021", "9-7-21"]), Order::MonthFirst);
        assert_eq!(order(&["15/9/2021", "9/15/2021"]), Order::Mixed);
        assert_eq!(order(&["5/9/2021", "", "sau dịch", "2021-09-15"]), Order::DayFirst);
    }

    #[test]
    fn month_first_is_turned_round_with_all_that_follows() {
        assert_eq!(day_first("9/15/2021").as_deref(), Some("15/9/2021"));
        assert_eq!(day_first("9-5-21 7:30").as_deref(), Some("5/9/21 7:30"));
        assert_eq!(day_first("2021-09-15"), None);
        assert!(is_ambiguous("5/9/2021") && !is_ambiguous("9/9/2021") && !is_ambiguous("15/9/21"));
    }

    proptest! {
        #[test]
        fn turning_twice_gives_the_same_date(first in 1_u8..=12, second in 1_u8..=12, year in 1990..2030) {
            let typed = format!("{first}/{second}/{year}");
            let twice = day_first(&typed).and_then(|turned| day_first(&turned));
            prop_assert_eq!(twice, Some(typed));
        }
    }
}
