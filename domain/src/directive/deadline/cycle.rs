//! What recurs: "hàng ngày", "thứ Sáu hằng tuần", "ngày 20 hằng tháng", "15/12 hằng năm".

use super::calendar::{Stretch, weekday};
use super::term::{Clock, REACH, Read, Terms, month_day, recurring};
use super::{Every, On};

impl Terms<'_> {
    /// "hàng ngày", "thứ Sáu hằng tuần", "ngày 20 hằng tháng", "15/12 hằng năm": how often, on which
    /// days, and the place after.
    pub(super) fn repetition(&self, at: usize) -> Option<(Every, Vec<On>, usize)> {
        if let Some((every, to)) = self.every(at) {
            return Some((every, Vec::new(), to));
        }
        let words = &self.text.words;
        if let Some((name, to)) = weekday(self.text, self.vocabulary, at) {
            let (every, to) = self.every(to)?;
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
            let bare = matches!(on, On::Day(_));
            days.push(on);
            if let Some((every, to)) = self.every(to) {
                if bare && every == Every::Year {
                    return None;
                }
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
    pub(super) fn repeated(&self, at: usize) -> Read {
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
    pub(super) fn cycle(&self, at: usize, from: usize) -> Read {
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

    pub(super) fn every(&self, at: usize) -> Option<(Every, usize)> {
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
    pub(super) fn cycle_before(&self, from: usize, at: usize) -> Option<Every> {
        (from.max(at.saturating_sub(REACH))..at).rev().find_map(|place| Some(self.every(place)?.0))
    }

    pub(super) fn cycle_around(
        &self,
        from: usize,
        at: usize,
        stretch: &Stretch,
        to: usize,
    ) -> Option<Every> {
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
}
