//! Moments and times of day, and dates in words. A day begins on the wall clock of +07:00.

use jiff::civil::{DateTime as Moment, Time as Clock};

use super::super::evaluate::Answer;
use super::super::tree::Type::{Date, DateTime, Number, Text, Time};
use super::Takes::Is;
use super::{Function, forms_only};

pub(super) static ROWS: &[Function] = &[
    forms_only("now", &[], DateTime, |_, ambient| {
        ambient.around.now.map_or(Answer::Empty, Answer::DateTime)
    }),
    forms_only("date-time", &[Is(DateTime)], DateTime, |a, _| a[0].clone()),
    forms_only("date-time", &[Is(Date)], DateTime, |a, _| {
        moment(&a[0]).map_or(Answer::Empty, Answer::DateTime)
    }),
    forms_only("date-time", &[Is(Text)], DateTime, |a, _| {
        a[0].as_text().trim().parse().map_or(Answer::Empty, Answer::DateTime)
    }),
    forms_only("decimal-date-time", &[Is(DateTime)], Number, |a, _| a[0].in_days()),
    forms_only("decimal-date-time", &[Is(Date)], Number, |a, _| a[0].in_days()),
    forms_only("decimal-time", &[Is(Time)], Number, |a, _| match a[0] {
        Answer::Time(time) => Answer::Number(part_of_day(time)),
        _ => Answer::Empty,
    }),
    forms_only("decimal-time", &[Is(DateTime)], Number, |a, _| match a[0] {
        Answer::DateTime(moment) => Answer::Number(part_of_day(moment.time())),
        _ => Answer::Empty,
    }),
    forms_only("format-date", &[Is(Date), Is(Text)], Text, |a, _| in_words(&a[0], a[1].as_text())),
    forms_only("format-date", &[Is(DateTime), Is(Text)], Text, |a, _| {
        in_words(&a[0], a[1].as_text())
    }),
    forms_only("format-date-time", &[Is(DateTime), Is(Text)], Text, |a, _| {
        in_words(&a[0], a[1].as_text())
    }),
    forms_only("format-date-time", &[Is(Date), Is(Text)], Text, |a, _| {
        in_words(&a[0], a[1].as_text())
    }),
];

/// Noon is 0.5.
pub(in crate::formula) fn part_of_day(time: Clock) -> f64 {
    let seconds =
        i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    (f64::from(seconds) + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0
}

fn moment(answer: &Answer<'_>) -> Option<Moment> {
    match answer {
        Answer::DateTime(moment) => Some(*moment),
        Answer::Date(_) => answer.as_date().map(|date| date.at(0, 0, 0, 0)),
        _ => None,
    }
}

/// The letters of `JavaRosa`: `%Y %y %m %n %B %b %d %e %H %h %M %S %3 %a %A %%`; months and weekdays in Vietnamese.
fn in_words(answer: &Answer<'_>, format: &str) -> Answer<'static> {
    let Some(moment) = moment(answer) else { return Answer::Empty };
    let mut out = String::with_capacity(format.len());
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => out.push_str(&letters.next().map_or(String::new(), |key| part(moment, key))),
            plain => out.push(plain),
        }
    }
    Answer::text(out)
}

fn part(moment: Moment, key: char) -> String {
    match key {
        'Y' => format!("{:04}", moment.year()),
        'y' => format!("{:02}", moment.year().rem_euclid(100)),
        'm' => format!("{:02}", moment.month()),
        'n' => moment.month().to_string(),
        'B' => format!("tháng {}", moment.month()),
        'b' => format!("Th{}", moment.month()),
        'd' => format!("{:02}", moment.day()),
        'e' => moment.day().to_string(),
        'H' => format!("{:02}", moment.hour()),
        'h' => moment.hour().to_string(),
        'M' => format!("{:02}", moment.minute()),
        'S' => format!("{:02}", moment.second()),
        '3' => format!("{:03}", moment.millisecond()),
        'A' => weekday(moment, "Chủ nhật", "Thứ "),
        'a' => weekday(moment, "CN", "T"),
        '%' => "%".to_owned(),
        other => format!("%{other}"),
    }
}

/// Monday is "thứ hai", the second day.
fn weekday(moment: Moment, sunday: &str, word: &str) -> String {
    match moment.weekday().to_monday_one_offset() {
        7 => sunday.to_owned(),
        day => format!("{word}{}", day + 1),
    }
}
