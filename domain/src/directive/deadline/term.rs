//! The words that make a date a term: before, at the latest, within, from … to, every.

use jiff::civil::{Date, DateTime, Time};

use super::super::vocabulary::{Phrases, Vocabulary};
use super::super::words::Text;
use super::calendar::{Calendar, Stretch, last_second, midnight, weekday};
use super::{Deadline, DeadlineKind, Every, Found, On};

/// How far back a word like "hằng năm" reaches for the date it belongs to.
const REACH: usize = 30;

/// The search for dated deadlines in one stretch of text.
pub(super) struct Terms<'t> {
    pub text: &'t Text<'t>,
    pub vocabulary: &'static Vocabulary,
    pub to: usize,
    pub issued: Option<Date>,
}

/// Deadlines read at one place, and the place after their words.
type Read = Option<(Vec<DeadlineKind>, usize)>;

/// The time of day in a date: none said, midnight at its end ("24 giờ"), or a time.
#[derive(Clone, Copy, PartialEq)]
enum Clock {
    Unsaid,
    Midnight,
    At(Time),
}

impl Clock {
    fn time(self) -> Option<Time> {
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
        found
    }

    /// A value that stands alone: a last day, a month, quarter or year, a cycle.
    pub fn bare(&self, from: usize) -> Option<DeadlineKind> {
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
                None => Some(window(stretch.first, stretch.after)),
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

    fn calendar(&self) -> Calendar<'_> {
        Calendar { text: self.text, issued: self.issued }
    }

    fn skip(&self, class: &Phrases, mut at: usize) -> usize {
        while let length @ 1.. = class.at(&self.text.words, at) {
            at += length;
        }
        at
    }

    /// Times of day one after another: "10h00", "7h00 và 17h00".
    fn clocks(&self, at: usize) -> (Vec<Clock>, usize) {
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
            return None;
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

    /// After "từ": "0 giờ ngày 16/8 đến hết ngày 15/9".
    fn span(&self, at: usize) -> Read {
        let calendar = self.calendar();
        let (from_clocks, start) = self.clocks(at);
        let start = self.skip(&self.vocabulary.time_filler, start);
        let first = calendar.stretch(start);
        let bare = first.is_none().then(|| self.bare_day(start)).flatten();
        let after = first.map_or_else(|| bare.map(|(_, to)| to), |first| Some(first.to))?;
        let joined = self.vocabulary.to.at(&self.text.words, after);
        if joined == 0 {
            return None;
        }
        let (to_clocks, end) = self.clocks(after + joined);
        let end = self.skip(&self.vocabulary.time_filler, end);
        let last = calendar.stretch(end)?;
        let begin = self.span_begin(first, bare, last)?;
        let from = combine_day(begin, *from_clocks.first()?)?;
        let to = match to_clocks.first()? {
            Clock::At(time) => last.first.to_datetime(*time),
            _ => midnight(last.after),
        };
        (from < to).then(|| (vec![DeadlineKind::Window { from, to }], last.to))
    }

    /// The first day of a span; what the text leaves out, it takes from the last.
    fn span_begin(
        &self,
        first: Option<Stretch>,
        bare: Option<(i8, usize)>,
        last: Stretch,
    ) -> Option<Date> {
        if let Some((day, _)) = bare {
            return Date::new(last.first.year(), last.first.month(), day).ok();
        }
        let first = first?;
        if first.year_said || !last.year_said {
            return Some(first.first);
        }
        let year = last.first.year();
        let same = Date::new(year, first.first.month(), first.first.day()).ok()?;
        if same <= last.first {
            Some(same)
        } else {
            Date::new(year - 1, same.month(), same.day()).ok()
        }
    }

    /// "ngày 16" without a month.
    fn bare_day(&self, at: usize) -> Option<(i8, usize)> {
        let at = at + self.vocabulary.day.at(&self.text.words, at);
        let day = i8::try_from(self.text.get(at)?.number()?).ok()?;
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    /// "vòng 24 giờ kể từ khi …", "thời hạn 05 ngày làm việc kể từ ngày …". `latest`: after "chậm
    /// nhất", where the starting point may be missing.
    fn relative(&self, at: usize, latest: bool) -> Read {
        let words = &self.text.words;
        let v = self.vocabulary;
        let framed = v.frame.at(words, at);
        let mut at = at + framed;
        at = self.skip(&v.time_filler, at);
        let count = self.text.get(at)?.number().filter(|count| (1..=10_000).contains(count))?;
        at += 1;
        if self.text.get(at)?.opens() {
            at = self.text.past_bracket(at);
        }
        let hours = v.hours.at(words, at);
        let (days, factor) = [(&v.day, 1), (&v.week, 7), (&v.month, 30)]
            .iter()
            .find_map(|(class, factor)| {
                Some(class.at(words, at)).filter(|n| *n > 0).map(|n| (n, *factor))
            })
            .unwrap_or((0, 0));
        if hours + days == 0 {
            return None;
        }
        at += hours + days;
        let working = v.working.at(words, at);
        at += working;
        let after = v.counted_from.at(words, at);
        if framed == 0 && after == 0 && !latest {
            return None;
        }
        let to = if after > 0 { self.end_of_words(at + after) } else { at };
        let kind = DeadlineKind::Relative {
            hours: (hours > 0).then_some(count),
            days: (days > 0).then_some(count.saturating_mul(factor)),
            working: working > 0,
            after: (after > 0).then(|| self.text.slice(at, to).to_owned()),
        };
        Some((vec![kind], to))
    }

    /// Where the words of a starting point or condition end: at a mark, at most 25 words on.
    fn end_of_words(&self, from: usize) -> usize {
        let stops = |at: &usize| {
            let word = &self.text.words[*at];
            [b',', b';', b'.', b':', b')', b'('].iter().any(|mark| word.is(*mark))
                && !(word.is(b'.') && self.text.get(at + 1).is_some_and(|next| !next.spaced))
        };
        let most = self.to.min(from + 25);
        (from..most).find(stops).unwrap_or(most)
    }

    /// A date, month, quarter or year; "trong ngày" and "hôm nay" are the day of the paper.
    fn moment(&self, at: usize) -> Option<(Stretch, usize)> {
        let at = self.skip(&self.vocabulary.moment_filler, at);
        let stretch = self.calendar().stretch(at)?;
        Some((stretch, stretch.to))
    }

    /// "hàng ngày", "thứ Sáu hằng tuần", "ngày 20 hằng tháng", "15/12 hằng năm": how often, on which
    /// days, and the place after.
    fn repetition(&self, at: usize) -> Option<(Every, Vec<On>, usize)> {
        if let Some((every, to)) = self.every(at) {
            return Some((every, Vec::new(), to));
        }
        let words = &self.text.words;
        if let Some((name, to)) = weekday(self.text, self.vocabulary, at) {
            let (every, to) = self.every(to).unwrap_or((Every::Week, to));
            return Some((every, vec![On::Weekday(name)], to));
        }
        let mut days = Vec::new();
        let mut next = at;
        loop {
            let (on, to) = match self.calendar().day(next) {
                Some(day) if !day.year_said => (On::Date(month_day(day.first)), day.to),
                Some(_) => return None,
                None => self.bare_day(next).map(|(day, to)| (On::Day(day), to))?,
            };
            days.push(on);
            if let Some((every, to)) = self.every(to) {
                return Some((every, days, to));
            }
            let joined = self.vocabulary.and.at(words, to);
            if joined == 0 || days.len() > 12 {
                return None;
            }
            next = to + joined;
        }
    }

    /// A date that recurs, without "trước" before it: "ngày 20 hằng tháng".
    fn repeated(&self, at: usize) -> Read {
        let word = self.text.get(at)?;
        if word.number().is_none()
            && !self.vocabulary.day.begins(&self.text.words, at)
            && !self.vocabulary.weekday.begins(&self.text.words, at)
        {
            return None;
        }
        if let (clocks, to) = self.clocks(at)
            && clocks != [Clock::Unsaid]
        {
            let (every, on, to) = self.repetition(to)?;
            return Some((recurring(every, &on, &clocks, false), to));
        }
        let (every, on, to) = self.repetition(at)?;
        (!on.is_empty()).then(|| (recurring(every, &on, &[Clock::Unsaid], false), to))
    }

    /// "hàng ngày", "mỗi tuần" as such, when it belongs to an action and not to a noun like
    /// "ngân sách hằng năm"; with a time that follows: "hàng ngày trước 16h00".
    fn cycle(&self, at: usize, from: usize) -> Read {
        let (every, to) = self.every(at)?;
        let words = &self.text.words;
        let v = self.vocabulary;
        let near = at.saturating_sub(8).max(from);
        let noun = v.cycle_noun.find(words, at.saturating_sub(5).max(from), at).is_some()
            || v.cycle_noun_after.begins(words, to);
        let action = v.cycle_action.find(words, near, at).is_some()
            || v.cycle_action.find(words, to, (to + 4).min(self.to)).is_some();
        if noun || !(action || at == from) {
            return None;
        }
        let follow = to + usize::from(self.text.mark_at(to, b'(') || self.text.mark_at(to, b','));
        let before = v.before.at(words, follow);
        let (clocks, end) = self.clocks(follow + before);
        if before > 0 && clocks == [Clock::Unsaid] && self.moment(follow + before).is_some() {
            return None; // "hằng năm, trước ngày 15/11": read at "trước".
        }
        let end = if clocks == [Clock::Unsaid] { to } else { end };
        Some((recurring(every, &[], &clocks, before > 0), end))
    }

    fn every(&self, at: usize) -> Option<(Every, usize)> {
        let words = &self.text.words;
        let v = self.vocabulary;
        [
            (&v.every_day, Every::Day),
            (&v.every_week, Every::Week),
            (&v.every_month, Every::Month),
            (&v.every_quarter, Every::Quarter),
            (&v.every_year, Every::Year),
        ]
        .iter()
        .find_map(|(class, every)| {
            Some(class.at(words, at)).filter(|n| *n > 0).map(|n| (*every, at + n))
        })
    }

    /// "hằng năm" somewhere before, in the same stretch, for a date that has no year of its own.
    fn cycle_before(&self, from: usize, at: usize) -> Option<Every> {
        (from.max(at.saturating_sub(REACH))..at).rev().find_map(|place| Some(self.every(place)?.0))
    }

    fn cycle_around(&self, from: usize, at: usize, stretch: &Stretch, to: usize) -> Option<Every> {
        if stretch.year_said || !stretch.day {
            return self.every(to).filter(|_| !stretch.year_said).map(|(every, _)| every);
        }
        let every = self.cycle_before(from, at)?;
        let noun = &self.vocabulary.cycle_noun;
        let reach = from.max(at.saturating_sub(REACH));
        let spoiled = (reach..at).any(|place| {
            self.every(place).is_some()
                && noun.find(&self.text.words, place.saturating_sub(4).max(from), place).is_some()
        });
        (every >= Every::Month && !spoiled).then_some(every)
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

fn combine_day(day: Date, clock: Clock) -> Option<DateTime> {
    match clock {
        Clock::At(time) => Some(day.to_datetime(time)),
        Clock::Unsaid => Some(midnight(day)),
        Clock::Midnight => day.tomorrow().ok().map(midnight),
    }
}

fn month_day(date: Date) -> String {
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
fn recurring(every: Every, days: &[On], clocks: &[Clock], strictly: bool) -> Vec<DeadlineKind> {
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
