//! The words that make a date a term: before, at the latest, within, from … to, every.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::super::vocabulary::{Phrases, Vocabulary};
use super::super::words::Text;
use super::calendar::{Calendar, Stretch, last_second, midnight};
use super::{Deadline, DeadlineKind, Every, Found, On};

/// How far back a word like "hằng năm" reaches for the date it belongs to.
pub(super) const REACH: usize = 30;

/// The search for dated deadlines in one stretch of text.
pub(super) struct Terms<'t> {
    pub text: &'t Text<'t>,
    pub vocabulary: &'static Vocabulary,
    pub to: usize,
    pub issued: Option<Date>,
}

/// Deadlines read at one place, and the place after their words.
pub(super) type Read = Option<(Vec<DeadlineKind>, usize)>;

/// The time of day in a date: none said, midnight at its end ("24 giờ"), or a time.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Clock {
    Unsaid,
    Midnight,
    At(Time),
}

impl Clock {
    pub(super) fn time(self) -> Option<Time> {
        match self {
            Self::At(time) => Some(time),
            _ => None,
        }
    }
}

impl Terms<'_> {
    /// All deadlines from a place on.
    pub fn all(&self, from: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = from;
        while at < self.to {
            match self.read(at, from) {
                Some((kinds, to)) if to <= self.to && to > at => {
                    found.extend(kinds.into_iter().filter(|kind| self.is_ahead(kind)).map(
                        |kind| {
                            let ambiguous = is_ambiguous(&kind);
                            let text = self.text.slice(at, to).to_owned();
                            Found { from: at, to, deadline: Deadline { kind, text }, ambiguous }
                        },
                    ));
                    at = to;
                }
                _ => at += 1,
            }
        }
        drop_bare_cycles(&mut found);
        found
    }

    /// A value that stands alone: a last day, a month, quarter or year, a cycle.
    pub fn bare(&self, from: usize) -> Option<DeadlineKind> {
        if let Some(years) = self.years(from) {
            return Some(years).filter(|kind| self.is_ahead(kind));
        }
        if let Some((every, on, _)) = self.repetition(from) {
            return recurring(every, &on, &[Clock::Unsaid], false).into_iter().next();
        }
        let found = (from..self.to.min(from + 12)).find_map(|at| {
            let (stretch, to) = self.moment(at)?;
            match self.every(to) {
                Some((every, _)) => {
                    recurring(every, &[], &[Clock::Unsaid], false).into_iter().next()
                }
                None if stretch.day => {
                    last_second(stretch.after).map(|at| DeadlineKind::Fixed { at, inclusive: true })
                }
                None => {
                    // "Quý IV/2025 - Quý II/2026": from the first to the end of the second.
                    let link = self.vocabulary.to.at(&self.text.words, to);
                    let last = self.moment(to + link).filter(|_| link > 0);
                    let after = last.map_or(stretch.after, |(last, _)| last.after);
                    Some(window(stretch.first, after.max(stretch.after)))
                }
            }
        });
        if found.is_some() {
            return found.filter(|kind| self.is_ahead(kind));
        }
        if let Some((every, _)) = (from..self.to.min(from + 6)).find_map(|at| self.every(at)) {
            return recurring(every, &[], &[Clock::Unsaid], false).into_iter().next();
        }
        let year = self
            .text
            .get(from)?
            .number()
            .filter(|year| from + 1 == self.to && (1990..=2200).contains(year))?;
        let first = Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        let after = Date::new(first.year() + 1, 1, 1).ok()?;
        Some(window(first, after)).filter(|kind| self.is_ahead(kind))
    }

    /// "2026 - 2030", "giai đoạn 2026-2030" as the whole value of an attribute: a window of years.
    fn years(&self, from: usize) -> Option<DeadlineKind> {
        let first = (from..self.to.min(from + 4))
            .find(|at| self.text.get(*at).is_some_and(|word| word.number().is_some()))?;
        let link = self.vocabulary.to.at(&self.text.words, first + 1);
        let last = first + 1 + link;
        let year = |at: usize| {
            let year = self.text.get(at)?.number().filter(|year| (1990..=2200).contains(year))?;
            Date::new(i16::try_from(year).ok()?, 1, 1).ok()
        };
        let (begin, end) = (year(first)?, year(last).filter(|_| link > 0)?);
        let whole = last + 2 >= self.to && begin < end;
        let after = end.checked_add(1.year()).ok().filter(|_| whole)?;
        Some(window(begin, after))
    }

    fn read(&self, at: usize, from: usize) -> Read {
        let words = &self.text.words;
        let v = self.vocabulary;
        if let length @ 1.. = v.latest.at(words, at) {
            return self.latest(at + length, from).or_else(|| self.relative(at + length, true));
        }
        if let length @ 1.. = v.before.at(words, at) {
            return self.before(at + length, from);
        }
        if let length @ 1.. = v.until.at(words, at) {
            return self.until(at + length);
        }
        if let length @ 1.. = v.within.at(words, at) {
            return self.within(at + length);
        }
        if let length @ 1.. = v.since.at(words, at) {
            return self.span(at + length);
        }
        if let length @ 1.. = v.on_day.at(words, at) {
            return self.on(at + length);
        }
        if let length @ 1.. = v.term.at(words, at) {
            return self.term(at + length, from);
        }
        self.repeated(at).or_else(|| self.cycle(at, from))
    }

    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { text: self.text, issued: self.issued }
    }

    pub(super) fn skip(&self, class: &Phrases, mut at: usize) -> usize {
        while let length @ 1.. = class.at(&self.text.words, at) {
            at += length;
        }
        at
    }

    /// Times of day one after another: "10h00", "7h00 và 17h00".
    pub(super) fn clocks(&self, at: usize) -> (Vec<Clock>, usize) {
        let calendar = self.calendar();
        let mut clocks = Vec::new();
        let mut to = at;
        let mut next = self.skip(&self.vocabulary.time_filler, at);
        while let Some((time, after)) = calendar.time(next) {
            clocks.push(time.map_or(Clock::Midnight, Clock::At));
            to = after;
            let joined = self.vocabulary.and.at(&self.text.words, after);
            next = after + joined;
            if joined == 0 {
                break;
            }
        }
        if clocks.is_empty() { (vec![Clock::Unsaid], at) } else { (clocks, to) }
    }

    /// After "trước": strictly before a date, or before a time of each day.
    fn before(&self, at: usize, from: usize) -> Read {
        let (clocks, to) = self.clocks(at);
        let to = self.skip(&self.vocabulary.time_filler, to);
        if let Some((every, on, to)) = self.repetition(to) {
            return Some((recurring(every, &on, &clocks, true), to));
        }
        if let Some((stretch, to)) = self.moment(to) {
            if let Some(every) = self.cycle_around(from, at, &stretch, to) {
                let on = on_day(every, stretch.first);
                return Some((recurring(every, &on, &clocks, true), to));
            }
            let kinds = clocks.iter().filter_map(|clock| {
                let at = combine(stretch, *clock)?.unwrap_or_else(|| midnight(stretch.first));
                Some(DeadlineKind::Fixed { at, inclusive: false })
            });
            return Some((kinds.collect(), to));
        }
        let every = self.cycle_before(from, at)?;
        (clocks != [Clock::Unsaid]).then(|| (recurring(every, &[], &clocks, true), to))
    }

    /// After "chậm nhất": up to and including a moment.
    fn latest(&self, at: usize, from: usize) -> Read {
        let at = self.skip(&self.vocabulary.time_filler, at);
        if let length @ 1.. = self.vocabulary.before.at(&self.text.words, at) {
            return self.before(at + length, from);
        }
        let (clocks, to) = self.clocks(at);
        let to = self.skip(&self.vocabulary.time_filler, to);
        if let Some((every, on, to)) = self.repetition(to) {
            return Some((recurring(every, &on, &clocks, false), to));
        }
        let Some((stretch, to)) = self.moment(to) else {
            let every = self.cycle_before(from, at)?;
            return (clocks != [Clock::Unsaid])
                .then(|| (recurring(every, &[], &clocks, false), to));
        };
        if let Some(every) = self.cycle_around(from, at, &stretch, to) {
            return Some((recurring(every, &on_day(every, stretch.first), &clocks, false), to));
        }
        let kinds = clocks.iter().filter_map(|clock| {
            let end = combine(stretch, *clock)?;
            let at = end.or_else(|| last_second(stretch.after))?;
            Some(DeadlineKind::Fixed { at, inclusive: true })
        });
        Some((kinds.collect(), to))
    }

    /// After "hết", "đến hết": to the end of a day, month, quarter or year.
    fn until(&self, at: usize) -> Read {
        let (stretch, to) = self.moment(at)?;
        let at = last_second(stretch.after)?;
        Some((vec![DeadlineKind::Fixed { at, inclusive: true }], to))
    }

    /// After "trong": a day, month, quarter or year, or so many hours and days.
    fn within(&self, at: usize) -> Read {
        if let Some(read) = self.relative(at, false) {
            return Some(read);
        }
        let (stretch, to) = self.moment(at)?;
        Some((vec![window(stretch.first, stretch.after)], to))
    }

    /// After "vào", "hoàn thành": a day.
    fn on(&self, at: usize) -> Read {
        let (clocks, to) = self.clocks(at);
        let to = self.skip(&self.vocabulary.time_filler, to);
        if let Some((every, on, to)) = self.repetition(to) {
            return Some((recurring(every, &on, &clocks, false), to));
        }
        let (stretch, to) = self.moment(to)?;
        if !stretch.day {
            // "vào tháng 4/2026", "vào quý I" but not "vào năm 2025", which rather measures a goal.
            let short = stretch.first.checked_add(4.months()).is_ok_and(|end| stretch.after < end);
            let bare = clocks == [Clock::Unsaid];
            return (short && bare).then(|| (vec![window(stretch.first, stretch.after)], to));
        }
        let kinds = clocks.iter().filter_map(|clock| {
            Some(match combine(stretch, *clock)? {
                Some(at) => DeadlineKind::Fixed { at, inclusive: true },
                None => window(stretch.first, stretch.after),
            })
        });
        Some((kinds.collect(), to))
    }

    /// After "thời gian hoàn thành:", "thời hạn:": a bare date is the last day, a month a window.
    fn term(&self, at: usize, from: usize) -> Read {
        let at = at + usize::from(self.text.mark_at(at, b':'));
        let (stretch, to) = self.moment(at)?;
        if let Some(every) = self.cycle_around(from, at, &stretch, to) {
            return Some((
                recurring(every, &on_day(every, stretch.first), &[Clock::Unsaid], false),
                to,
            ));
        }
        let kind = if stretch.day {
            DeadlineKind::Fixed { at: last_second(stretch.after)?, inclusive: true }
        } else {
            window(stretch.first, stretch.after)
        };
        Some((vec![kind], to))
    }

    /// A date, month, quarter or year; "trong ngày" and "hôm nay" are the day of the paper.
    pub(super) fn moment(&self, at: usize) -> Option<(Stretch, usize)> {
        let at = self.skip(&self.vocabulary.moment_filler, at);
        let stretch = self.calendar().stretch(at)?;
        Some((stretch, stretch.to))
    }

    /// Whether a deadline lies on or after the day of the paper; history is no deadline.
    fn is_ahead(&self, kind: &DeadlineKind) -> bool {
        let Some(issued) = self.issued.map(midnight) else { return true };
        match kind {
            DeadlineKind::Fixed { at, .. } => *at >= issued,
            DeadlineKind::Window { to, .. } => *to > issued,
            _ => true,
        }
    }
}

/// "hằng năm … trước ngày 15/11" is one deadline, not two.
fn drop_bare_cycles(found: &mut Vec<Found>) {
    use DeadlineKind::Recurring;
    let said: Vec<Every> = found
        .iter()
        .filter_map(|found| match &found.deadline.kind {
            Recurring { on: None, before: None, at: None, .. } => None,
            Recurring { every, .. } => Some(*every),
            _ => None,
        })
        .collect();
    found.retain(|found| match &found.deadline.kind {
        Recurring { every, on: None, before: None, at: None } => !said.contains(every),
        _ => true,
    });
}

fn is_ambiguous(kind: &DeadlineKind) -> bool {
    matches!(kind, DeadlineKind::Fixed { at, inclusive: false } if at.time() == Time::midnight())
}

fn window(first: Date, after: Date) -> DeadlineKind {
    DeadlineKind::Window { from: midnight(first), to: midnight(after) }
}

/// A day with a time said; `Some(None)` when no time is said, `None` when the calendar ends.
fn combine(stretch: Stretch, clock: Clock) -> Option<Option<DateTime>> {
    match clock {
        Clock::Unsaid => Some(None),
        Clock::Midnight => Some(Some(midnight(stretch.after))),
        Clock::At(time) if stretch.day => Some(Some(stretch.first.to_datetime(time))),
        Clock::At(_) => None,
    }
}

pub(super) fn combine_day(day: Date, clock: Clock) -> Option<DateTime> {
    match clock {
        Clock::At(time) => Some(day.to_datetime(time)),
        Clock::Unsaid => Some(midnight(day)),
        Clock::Midnight => day.tomorrow().ok().map(midnight),
    }
}

pub(super) fn month_day(date: Date) -> String {
    format!("{:02}-{:02}", date.month(), date.day())
}

fn on_day(every: Every, day: Date) -> Vec<On> {
    match every {
        Every::Year => vec![On::Date(month_day(day))],
        Every::Month | Every::Quarter => vec![On::Day(day.day())],
        Every::Day | Every::Week => Vec::new(),
    }
}

/// One deadline for each day and each time of day.
pub(super) fn recurring(
    every: Every,
    days: &[On],
    clocks: &[Clock],
    strictly: bool,
) -> Vec<DeadlineKind> {
    let days: Vec<Option<On>> =
        if days.is_empty() { vec![None] } else { days.iter().cloned().map(Some).collect() };
    let mut kinds = Vec::new();
    for on in days {
        for clock in clocks {
            let (before, at) = if strictly { (clock.time(), None) } else { (None, clock.time()) };
            kinds.push(DeadlineKind::Recurring { every, on: on.clone(), before, at });
        }
    }
    kinds
}
