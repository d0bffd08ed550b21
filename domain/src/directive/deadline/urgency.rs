//! What an order says about time without a date.

use super::super::vocabulary::Vocabulary;
use super::super::words::Text;
use super::{Deadline, DeadlineKind, Urgency};

/// Words of a stretch that count: brackets and purposes ("để kịp thời ứng phó …") are passed over.
struct Plain<'t> {
    text: &'t Text<'t>,
    vocabulary: &'static Vocabulary,
    at: usize,
    to: usize,
}

impl Iterator for Plain<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            if self.at >= self.to {
                return None;
            }
            let past = self.text.past_bracket(self.at);
            if past > self.at && self.text.mark_at(self.at, b'(') {
                self.at = past;
            } else if self.vocabulary.purpose.begins(&self.text.words, self.at) {
                self.at = (self.at + 1..self.to)
                    .find(|at| self.text.mark_at(*at, b','))
                    .unwrap_or(self.to);
            } else {
                self.at += 1;
                return Some(self.at - 1);
            }
        }
    }
}

/// A condition, "thường xuyên", or how urgent it is.
pub(super) fn read(text: &Text<'_>, from: usize, to: usize) -> Deadline {
    let vocabulary = Vocabulary::get();
    let plain = || Plain { text, vocabulary, at: from, to };
    let words = &text.words;
    let on_call = (from..to).find(|at| vocabulary.on_call.begins(words, *at));
    let opening = Some(from).filter(|at| *at < to && vocabulary.condition.begins(words, *at));
    let inside = || plain().find(|at| vocabulary.when.begins(words, *at));
    if let Some(at) = opening.or_else(inside).or(on_call) {
        let end = end_of_condition(text, vocabulary, at, to);
        let when = text.slice(at, end).to_owned();
        return Deadline { text: when.clone(), kind: DeadlineKind::Conditional { when } };
    }
    let continuous = plain().find(|at| {
        vocabulary.continuous.begins(words, *at)
            && vocabulary.not_continuous.before(words, *at, 3) == 0
            && vocabulary.not_continuous.at(words, *at) == 0
    });
    if let Some(at) = continuous {
        let end = at + vocabulary.continuous.at(words, at);
        return Deadline { kind: DeadlineKind::Continuous, text: text.slice(at, end).to_owned() };
    }
    let urgent = plain().find(|at| {
        vocabulary.urgent.begins(words, *at) && vocabulary.not_urgent.at(words, *at) == 0
    });
    match urgent {
        Some(at) => {
            let said = text.slice(at, at + vocabulary.urgent.at(words, at)).to_owned();
            Deadline { kind: DeadlineKind::Open { urgency: Urgency::High }, text: said }
        }
        None => Deadline::unsaid(),
    }
}

/// A condition ends at a mark or where the order itself begins ("khi có dịch phải tổ chức …").
fn end_of_condition(text: &Text<'_>, vocabulary: &Vocabulary, from: usize, to: usize) -> usize {
    let words = &text.words;
    let said = vocabulary.when.at(words, from).max(vocabulary.condition.at(words, from)).max(1);
    (from + said + 1..to)
        .find(|at| {
            let goes_on = words[*at].is(b',') && vocabulary.trouble.begins(words, at + 1);
            let mark = !goes_on
                && [b',', b';', b':', b'(', b')', b'.'].iter().any(|mark| words[*at].is(*mark));
            mark || vocabulary.modal.begins(words, *at) || vocabulary.then.begins(words, *at)
        })
        .unwrap_or(to)
}
