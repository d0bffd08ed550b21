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

/// Searches text for a month that stands first, without knowing where its cells begin and end.
///
/// It finds every date that [`Evidence`] would take for one, and now and then something that is none. A file in which it finds nothing need not be
/// read cell by cell to know the order of its dates.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The end of the text before, for a date that is cut in two.
    tail: Vec<u8>,
}

impl Search {
    /// No date is written over more bytes than these, blanks within it counted.
    const REACH: usize = 64;

    /// Looks at the next piece of the text.
    pub fn finds(&mut self, piece: &[u8]) -> bool {
        // The first bytes of a piece are looked at behind the end of the one before, the others behind those.
        let (seam, head) = (self.tail.len(), piece.len().min(Self::REACH));
        self.tail.extend_from_slice(&piece[..head]);
        let found = any_month_first(&self.tail, seam) || any_month_first(piece, head);
        if piece.len() >= Self::REACH {
            self.tail.clear();
            self.tail.extend_from_slice(&piece[piece.len() - Self::REACH..]);
        } else {
            self.tail.drain(..self.tail.len().saturating_sub(Self::REACH));
        }
        found
    }
}

/// Whether a second separator of such a date stands anywhere from this place on.
fn any_month_first(text: &[u8], from: usize) -> bool {
    let separators = memchr::memchr3_iter(b'/', b'-', b'.', &text[from..]);
    separators.map(|at| from + at).any(|at| is_behind_month_first(&text[..at]))
}

/// Whether the text ends with a number of one or two digits up to 12, a separator, and one beyond 12.
fn is_behind_month_first(text: &[u8]) -> bool {
    let Some((second, text)) = last_number(text) else { return false };
    let [before @ .., b'/' | b'-' | b'.'] = without_blanks(text) else { return false };
    second > 12 && last_number(before).is_some_and(|(first, _)| first <= 12)
}

fn last_number(text: &[u8]) -> Option<(u8, &[u8])> {
    let text = without_blanks(text);
    let (rest, digits) = match text {
        [rest @ .., tens, ones] if tens.is_ascii_digit() => (rest, [*tens, *ones]),
        [rest @ .., ones] => (rest, [b'0', *ones]),
        [] => return None,
    };
    let is_longer = rest.last().is_some_and(u8::is_ascii_digit);
    (digits[1].is_ascii_digit() && !is_longer)
        .then(|| ((digits[0] - b'0') * 10 + digits[1] - b'0', rest))
}

/// Without blanks at the end; those beyond ASCII are taken for blanks as well.
fn without_blanks(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0x0b | 0x80..);
    let end = text.iter().rposition(|byte| !blank(byte)).map_or(0, |at| at + 1);
    &text[..end]
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

    fn finds(text: &str) -> bool {
        Search::default().finds(text.as_bytes())
    }

    #[test]
    fn the_search_passes_over_what_is_no_month_first() {
        for text in [
            "15/09/2021,05/10/2021,2021-09-15",
            "0300-900-001;0912.345.678",
            "1.200.000|-5|3.14",
            "số 7/12 phố 5",
            "30/4, 1/5",
            "",
            "/15/",
            "13/15/2021",
        ] {
            assert!(!finds(text), "{text}");
        }
        assert!(finds("a,9/15/2021,b") && finds("\"12 - 31 - 21\"") && finds("1.13.2021 7:30"));
    }

    proptest! {
        #[test]
        fn the_search_finds_all_that_is_evidence_however_the_text_is_cut(
            cell in "[ \u{a0}]{0,2}[0-9]{1,2}[ ]?[/.-][ \u{a0}]?[0-9]{1,2} ?[/.-] ?[0-9]{2,4}",
            before in "[a-zà-ỹ0-9/., ]{0,80}", after in "(,[a-z0-9/]{0,80})?", piece in 1_usize..100,
        ) {
            let mut evidence = Evidence::default();
            evidence.see(&cell);
            let text = format!("{before},{cell}{after}");
            let mut search = Search::default();
            let found = text.as_bytes().chunks(piece).any(|part| search.finds(part));
            prop_assert!(found || evidence.order() == Order::DayFirst, "{}", text);
            prop_assert_eq!(found, finds(&text));
        }

        #[test]
        fn turning_twice_gives_the_same_date(first in 1_u8..=12, second in 1_u8..=12, year in 1990..2030) {
            let typed = format!("{first}/{second}/{year}");
            let twice = day_first(&typed).and_then(|turned| day_first(&turned));
            prop_assert_eq!(twice, Some(typed));
        }
    }
}
