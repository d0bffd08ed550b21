//! Days, times and numbers as people read them, at the terminal and in the browser.

use domain::base::{Lang, local};
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// `10/09/2021`.
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `09:41`, with seconds when there are any.
pub fn clock(time: Time) -> String {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    format!("{hour:02}:{minute:02}{seconds}")
}

/// `09:41:07 10/09/2021` on the wall clock of +07:00.
pub fn moment(moment: Timestamp) -> String {
    let wall = local(moment);
    format!("{} {}", clock(wall.time()), day(wall.date()))
}

/// A moment in JSON: RFC 3339 with the offset of Vietnam.
pub fn stamp(moment: Timestamp) -> String {
    moment.display_with_offset(domain::base::VIETNAM).to_string()
}

/// A moment of a given day: the day is left out when it is the same.
pub fn moment_of(day_of: Date, at: Timestamp) -> String {
    let wall = local(at);
    if wall.date() == day_of { clock(wall.time()) } else { moment(at) }
}

/// `1.234` in Vietnamese, `1,234` in English.
pub fn number(number: i64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// A figure that may be missing: a dash, never zero.
pub fn figure(figure: Option<i64>, lang: Lang) -> String {
    figure.map_or_else(|| "—".to_owned(), |figure| number(figure, lang))
}

/// Words and a list behind them, folded at 80 places; further lines are set in.
pub fn folded(words: &str, items: &[String]) -> String {
    const WIDTH: usize = 80;
    let mut page = String::new();
    let mut line = words.to_owned();
    for (at, item) in items.iter().enumerate() {
        let item = if at + 1 == items.len() { item.clone() } else { format!("{item}, ") };
        if at > 0 && line.chars().count() + item.trim_end().chars().count() > WIDTH {
            page.push_str(line.trim_end());
            page.push('\n');
            line = "    ".to_owned();
        }
        line.push_str(&item);
    }
    page + line.trim_end() + "\n"
}

/// Reads `2021-09-10`, `10/9/2021` or `10-9-2021`.
pub fn read_day(text: &str) -> Result<Date, String> {
    if let Ok(date) = text.parse::<Date>() {
        return Ok(date);
    }
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let date = match parts[..] {
        [day, month, year] if year.len() == 4 => day
            .parse()
            .ok()
            .zip(month.parse().ok())
            .zip(year.parse().ok())
            .and_then(|((day, month), year)| Date::new(year, month, day).ok()),
        _ => None,
    };
    date.ok_or_else(|| "ghi ngày như 2021-09-10 hoặc 10/9/2021 · write 2021-09-10".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2021-09-10", "10/9/2021", "10-09-2021", "10.9.2021"] {
            assert_eq!(read_day(text), Ok(date(2021, 9, 10)), "{text}");
        }
        for text in ["32/9/2021", "10/9/21", "mai", ""] {
            assert!(read_day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn long_lists_are_folded_between_their_items() {
        let items: Vec<String> = (0..12).map(|n| format!("Bản Nà Ớt {n}")).collect();
        let page = folded("Thiếu: ", &items);
        assert!(page.lines().count() > 1);
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        let joined = page.replace("\n    ", " ");
        assert_eq!(joined.trim_end(), format!("Thiếu: {}", items.join(", ")));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(number(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(number(-1_000, Lang::En), "-1,000");
        assert_eq!(number(700, Lang::Vi), "700");
        assert_eq!(figure(None, Lang::Vi), "—");
    }
}
