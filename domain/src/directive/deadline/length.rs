//! Stretches of time: "từ ngày 16/8 đến hết ngày 15/9", "trong vòng 24 giờ kể từ khi …".

use jiff::civil::Date;

use super::DeadlineKind;
use super::calendar::{Stretch, midnight};
use super::term::{Clock, Read, Terms, combine_day};

impl Terms<'_> {
    /// After "từ": "0 giờ ngày 16/8 đến hết ngày 15/9".
    pub(super) fn span(&self, at: usize) -> Read {
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
    pub(super) fn span_begin(
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
    pub(super) fn bare_day(&self, at: usize) -> Option<(i8, usize)> {
        let at = at + self.vocabulary.day.at(&self.text.words, at);
        let day = i8::try_from(self.text.get(at)?.number()?).ok()?;
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    /// "vòng 24 giờ kể từ khi …", "thời hạn 05 ngày làm việc kể từ ngày …". `latest`: after "chậm
    /// nhất", where the starting point may be missing.
    pub(super) fn relative(&self, at: usize, latest: bool) -> Read {
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
    pub(super) fn end_of_words(&self, from: usize) -> usize {
        let stops = |at: &usize| {
            let word = &self.text.words[*at];
            [b',', b';', b'.', b':', b')', b'('].iter().any(|mark| word.is(*mark))
                && !(word.is(b'.') && self.text.get(at + 1).is_some_and(|next| !next.spaced))
        };
        let most = self.to.min(from + 25);
        (from..most).find(stops).unwrap_or(most)
    }
}
