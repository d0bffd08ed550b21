//! Does a clause order something, and whom?

use super::actor::{Actor, Names};
use super::reading::Force;
use super::sentence::{Span, enumerator};
use super::vocabulary::Vocabulary;
use super::words::Text;

/// What a clause lays on somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// Who is named in the clause itself.
    pub subject: Option<Span>,
    /// The verb that lays the order, when the clause has one.
    pub force: Option<Force>,
    /// Where the action begins; `None` when the clause only names who is meant.
    pub action: Option<usize>,
    /// Where the clause itself begins, without enumeration and adverbs of linking.
    pub start: usize,
}

/// Reads clauses of one text.
#[derive(Clone, Copy)]
pub(super) struct Clauses<'t> {
    pub text: &'t Text<'t>,
    pub v: &'static Vocabulary,
    pub names: Names<'t>,
}

impl<'t> Clauses<'t> {
    pub fn new(text: &'t Text<'t>) -> Self {
        let v = Vocabulary::get();
        Self { text, v, names: Names { text, v } }
    }

    /// The order of the clause that begins at `from`. A list of addressees may run on past `to`
    /// (the end of the part) up to `end` (the end of the sentence).
    pub fn order(&self, from: usize, to: usize, end: usize) -> Option<Order> {
        let start = self.skip_openers(from, to);
        if start >= to || self.v.no_order.begins(&self.text.words, start) {
            return None;
        }
        if self.v.topic.begins(&self.text.words, start) && self.colon(start, to).is_some() {
            return self.after_topic(start, to, end);
        }
        self.related(start, to)
            .or_else(|| self.after_occasion(start, to, end).flatten())
            .or_else(|| self.named_after_colon(start, to, end))
            .or_else(|| self.plain(start, end))
            .or_else(|| self.after_adverbial(start, to, end))
            .or_else(|| self.owner(start, to))
            .or_else(|| self.after_topic(start, to, end))
            .or_else(|| self.within_function(start, to))
            .or_else(|| self.concluding(start, to, end))
            .map(|order| Order { start, ..order })
    }

    pub(super) fn skip_openers(&self, mut at: usize, to: usize) -> usize {
        while at < to {
            let mark =
                [b'-', b'+', b',', b':', b'.'].iter().any(|mark| self.text.mark_at(at, *mark));
            let step = match enumerator(self.text, at) {
                Some(past) => past - at,
                None => {
                    let opener = self.v.opener.at(&self.text.words, at);
                    let verb = self.v.verb.at(&self.text.words, at);
                    if verb > opener { 0 } else { opener.max(usize::from(mark)) }
                }
            };
            if step == 0 {
                break;
            }
            at += step;
        }
        at
    }

    /// An order without anything before it: "Giao X làm …", "X có trách nhiệm …", "Rà soát …".
    pub(super) fn plain(&self, at: usize, end: usize) -> Option<Order> {
        if let Some(order) = self.by_force(at, end) {
            return Some(order);
        }
        if let Some(actor) = self.names.at(at, end) {
            return self.by_actor(actor, end);
        }
        let orders = self.names.verb_length(at) > 0
            && !self.is_passive(at)
            && self.after_occasion(at, end, end) != Some(None);
        orders.then_some(Order { subject: None, force: None, action: Some(at), start: at })
    }

    fn is_passive(&self, at: usize) -> bool {
        let length = self.names.verb_length(at);
        self.v.passive.at(&self.text.words, at + length) > 0
            && self.v.verb.at(&self.text.words, at) == 0
    }

    /// The force of the verb at a place, and its length.
    pub fn force_at(&self, at: usize) -> Option<(Force, usize)> {
        let words = &self.text.words;
        if self.v.not_force.begins(words, at) {
            return None;
        }
        [
            (&self.v.assign, Force::Assign),
            (&self.v.require, Force::Require),
            (&self.v.request, Force::Request),
        ]
        .iter()
        .find_map(|(class, force)| {
            Some(class.at(words, at)).filter(|n| *n > 0).map(|n| (*force, n))
        })
    }

    pub(super) fn by_force(&self, at: usize, end: usize) -> Option<Order> {
        let (force, length) = self.force_at(at)?;
        let next = at + length + usize::from(self.text.mark_at(at + length, b':'));
        let order =
            |subject, action| Some(Order { subject, force: Some(force), action, start: at });
        match self.names.at(next, end) {
            Some(actor) if actor.is_something && actor.verb.is_none() => None,
            Some(actor) => {
                // "Đề nghị Thuế tỉnh B căn cứ hồ sơ để xử lý": what follows the name is the action.
                let rest = (actor.name.1 + 4 <= end && !actor.is_something).then_some(actor.name.1);
                order(Some(actor.name), actor.verb.or(rest))
            }
            None if next < end && self.names.verb_length(next) > 0 && force != Force::Assign => {
                order(None, Some(next))
            }
            None => None,
        }
    }

    pub(super) fn by_actor(&self, actor: Actor, end: usize) -> Option<Order> {
        let Some(verb) = actor.verb else {
            return Some(Order {
                subject: Some(actor.name),
                force: None,
                action: None,
                start: actor.name.0,
            });
        };
        let start = actor.name.0;
        if self.v.notice.begins(&self.text.words, verb) && self.is_notice(verb, end) {
            return None;
        }
        if self.issued_with_number(verb, end) {
            return None;
        }
        if let Some((force, length)) = self.force_at(verb)
            && let Some(other) = self.names.at(verb + length, end)
        {
            return other.verb.map(|verb| Order {
                subject: Some(other.name),
                force: Some(force),
                action: Some(verb),
                start,
            });
        }
        // "Mỗi người dân là chiến sĩ: nêu cao …" orders after its colon; "Người dân là trung tâm" nothing.
        let after_colon = verb.checked_sub(1).is_some_and(|before| self.text.mark_at(before, b':'));
        if actor.is_something && !after_colon {
            return None;
        }
        if after_colon {
            let inner = self.plain(self.skip_openers(verb, end), end).or_else(|| {
                self.after_adverbial(verb, end, end).or_else(|| self.after_topic(verb, end, end))
            });
            return match inner {
                Some(Order { subject: None, .. }) => Some(Order {
                    subject: Some(actor.name),
                    force: None,
                    action: Some(verb),
                    start,
                }),
                Some(order) => Some(Order { start, ..order }),
                None => Some(Order { subject: Some(actor.name), force: None, action: None, start }),
            };
        }
        Some(Order { subject: Some(actor.name), force: None, action: Some(verb), start })
    }

    /// "… thông báo để … biết, thực hiện", "… đã nhận được công văn": tells, orders nothing.
    fn is_notice(&self, verb: usize, end: usize) -> bool {
        let length = self.v.notice.at(&self.text.words, verb);
        let last = end.saturating_sub(6).max(verb);
        let known = (last..end).any(|at| self.v.known.begins(&self.text.words, at));
        let tells = self.v.told.begins(&self.text.words, verb + length);
        length > 2 || known || tells || self.v.notice_always.at(&self.text.words, verb) > 0
    }

    /// "… ban hành Quyết định số 77/QĐ-UBND": a paper that has its number is told of, not ordered.
    fn issued_with_number(&self, verb: usize, end: usize) -> bool {
        let words = &self.text.words;
        self.v.concludes.begins(words, verb)
            && (verb + 1..end.min(verb + 7)).any(|at| {
                let number = self.text.get(at + 1).is_some_and(|word| word.number().is_some());
                number && self.v.numbered.begins(words, at)
            })
    }

    /// The first colon outside brackets.
    pub fn colon(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to {
            let past = self.text.past_bracket(at);
            if past > at {
                at = past;
                continue;
            }
            if self.text.mark_at(at, b':') {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// "chủ trì, phối hợp với A và B …": whether the assignee leads, and with whom.
    pub fn partners(&self, action: usize, to: usize) -> (bool, Vec<String>) {
        let words = &self.text.words;
        let near = to.min(action + 24);
        let leads = self.v.leads.find(words, action, near).is_some();
        let Some((at, length)) = self.v.together.find(words, action, near) else {
            return (leads, Vec::new());
        };
        let next = at + length;
        let chief = self.v.subordinate.find(words, action, at).is_some() && !leads;
        let Some(actor) = self.names.at(next, to).filter(|_| !chief) else {
            return (leads, Vec::new());
        };
        (leads, self.names.list(actor.name))
    }
}
