//! Does a clause order something, and whom?

use super::actor::{Actor, Names};
use super::reading::Force;
use super::sentence::{Span, enumerator};
use super::vocabulary::Vocabulary;
use super::words::Text;

/// How many commas an adverbial is followed over to the clause that it stands before.
const MOST_COMMAS: usize = 14;
/// How far a subject that is no body may reach before its "phải".
const SUBJECT_REACH: usize = 16;

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
            .map(|order| Order { start, ..order })
    }

    fn skip_openers(&self, mut at: usize, to: usize) -> usize {
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
    fn plain(&self, at: usize, end: usize) -> Option<Order> {
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

    /// "Mở tài khoản cho người hưởng: UBND xã phối hợp …": what stands before the colon is the matter.
    fn named_after_colon(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        if self.names.verb_length(start) == 0 || self.force_at(start).is_some() {
            return None;
        }
        let colon = self.colon(start, to)?;
        let next = self.skip_openers(colon + 1, to);
        let words = &self.text.words;
        let named = self.text.get(next).is_some_and(|word| next < to && word.is_capital());
        let listed = self.v.enumerated.before(words, colon, 2) > 0;
        let own = self.v.own_head.begins(words, next) || self.v.adverbial.begins(words, next);
        if !named || listed || !own {
            return None;
        }
        let order = self.plain(next, end).or_else(|| self.after_adverbial(next, to, end))?;
        (order.subject.is_some() && order.action.is_some()).then_some(order)
    }

    /// "… mối quan hệ Đảng lãnh đạo, …, Mặt trận … tăng cường giám sát": the last named has to act.
    fn related(&self, start: usize, to: usize) -> Option<Order> {
        self.v.relation.find(&self.text.words, start, to.min(start + 12))?;
        let comma = (start..to).rev().find_map(|at| {
            let actor = self.names.at(at + 1, to).filter(|_| self.text.mark_at(at, b','))?;
            let own = self.v.own_head.begins(&self.text.words, at + 1);
            actor.verb.filter(|_| own).map(|verb| (actor.name, verb))
        });
        comma.map(|(name, verb)| Order {
            subject: Some(name),
            force: None,
            action: Some(verb),
            start,
        })
    }

    /// "Thực hiện chỉ đạo của …, Sở Y tế đề nghị …": the order stands after the comma. `Some(None)`
    /// when what stands there is told, not ordered; `None` when no such clause follows.
    fn after_occasion(&self, start: usize, to: usize, end: usize) -> Option<Option<Order>> {
        if !self.v.occasion.begins(&self.text.words, start) {
            return None;
        }
        let mut commas = 0;
        let mut at = start;
        while at < to.min(start + 90) && commas < 4 {
            let past = self.text.past_bracket(at);
            if past > at {
                at = past;
                continue;
            }
            if self.text.mark_at(at, b',') {
                commas += 1;
                let own = self.v.own_head.begins(&self.text.words, at + 1)
                    && self.text.words[at + 1].is_capital();
                if let Some(actor) = self.names.at(at + 1, to).filter(|_| own) {
                    if actor.is_something && actor.verb.is_none() {
                        return Some(None);
                    }
                    if actor.verb.is_some_and(|verb| self.force_at(verb).is_some()) {
                        return Some(self.by_actor(actor, end));
                    }
                }
            }
            at += 1;
        }
        None
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

    fn by_force(&self, at: usize, end: usize) -> Option<Order> {
        let (force, length) = self.force_at(at)?;
        let next = at + length + usize::from(self.text.mark_at(at + length, b':'));
        let order =
            |subject, action| Some(Order { subject, force: Some(force), action, start: at });
        match self.names.at(next, end) {
            Some(actor) if actor.is_something && actor.verb.is_none() => None,
            Some(actor) => order(Some(actor.name), actor.verb),
            None if next < end && self.names.verb_length(next) > 0 && force != Force::Assign => {
                order(None, Some(next))
            }
            None => None,
        }
    }

    fn by_actor(&self, actor: Actor, end: usize) -> Option<Order> {
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
        if let Some((force, length)) = self.force_at(verb) {
            if let Some(other) = self.names.at(verb + length, end) {
                return other.verb.map(|verb| Order {
                    subject: Some(other.name),
                    force: Some(force),
                    action: Some(verb),
                    start,
                });
            }
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

    /// "Trên cơ sở …, Sở Y tế rà soát …", "Căn cứ … Thủ trưởng các sở tổ chức …".
    fn after_adverbial(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        let words = &self.text.words;
        if !self.v.adverbial.begins(words, start) {
            return None;
        }
        let concerned = self.concerned(start, to);
        let mut commas = 0;
        let mut at = start + 1;
        while at < to && commas < MOST_COMMAS {
            let past = self.text.past_bracket(at);
            if past > at {
                at = past;
                continue;
            }
            let stands_free =
                self.text.mark_at(at - 1, b',') || self.v.trouble.before(words, at, 2) > 0;
            if stands_free && self.force_at(at).is_some() {
                if let Some(order) = self
                    .by_force(at, end)
                    .filter(|order| order.subject.is_some() && order.action.is_some())
                {
                    return Some(order);
                }
            }
            if self.text.mark_at(at, b',') || self.text.mark_at(at, b':') {
                commas += 1;
                let next = self.skip_openers(at + 1, to);
                if let Some(order) = self.main_clause(next, to, end) {
                    let subject = order.subject.or(concerned);
                    return Some(Order { subject, ..order });
                }
            } else if words[at].is_capital()
                && self.v.own_head.begins(words, at)
                && self.v.relative_link.before(words, at, 2) == 0
                && self.v.passive.before(words, at, 1) == 0
                && !words[at - 1].is(b',')
            {
                if let Some(order) = self
                    .names
                    .at(at, end)
                    .filter(|actor| actor.verb.is_some())
                    .and_then(|actor| self.by_actor(actor, end))
                {
                    return Some(order);
                }
            } else if let length @ 1.. = self.v.modal.at(words, at) {
                let orders = self.names.verb_length(at + length) > 0
                    && self.v.relative_link.before(words, at, 2) == 0;
                if orders && self.v.when.begins(words, start) {
                    return Some(Order { subject: None, force: None, action: Some(at), start });
                }
            }
            at += 1;
        }
        None
    }

    /// A main clause after an adverbial: a bare verb counts only when the adverbial is complete, so
    /// that "Để rà soát, kiểm tra, xử lý …" is not torn apart.
    fn main_clause(&self, at: usize, to: usize, end: usize) -> Option<Order> {
        if at >= to {
            return None;
        }
        let order = self.plain(at, end)?;
        let action = order.action?;
        let words = &self.text.words;
        if order.subject.is_some() || order.force.is_some() {
            let named = words[at].is_capital()
                || order.force.is_some()
                || self.v.many.begins(words, at)
                || self.v.own_head.begins(words, at)
                || self.v.compound.begins(words, at);
            return (action > at && named).then_some(order);
        }
        let strong = self.v.modal.begins(words, at)
            || self.v.manner.begins(words, at)
            || self.v.strong_verb.begins(words, at);
        strong.then_some(order)
    }

    /// "Đối với các xã biên giới, cần …": who the adverbial is about.
    fn concerned(&self, start: usize, to: usize) -> Option<Span> {
        let length = self.v.concerning.at(&self.text.words, start);
        if length == 0 {
            return None;
        }
        let comma =
            (start..to).find(|at| self.text.mark_at(*at, b',') || self.text.mark_at(*at, b':'))?;
        let actor = self.names.at(start + length, comma)?;
        (actor.verb.is_none()
            && actor.name.1 == comma
            && self.v.unit_group.begins(&self.text.words, actor.name.0))
        .then_some(actor.name)
    }

    /// "Đường dây nóng của Sở Y tế phải …": the owner of the thing is meant.
    fn owner(&self, start: usize, to: usize) -> Option<Order> {
        let words = &self.text.words;
        let reach = to.min(start + SUBJECT_REACH);
        let of = (start + 1..reach).find(|at| self.v.of.begins(words, *at))?;
        let actor = self.names.at(of + 1, to)?;
        let verb =
            actor.verb.filter(|verb| self.v.modal.begins(words, *verb) && *verb < reach + 6)?;
        let plain = self.v.abstract_head.at(words, start) == 0;
        plain.then_some(Order { subject: Some(actor.name), force: None, action: Some(verb), start })
    }

    /// "Về thi công: chỉ đạo …": the order stands after the topic.
    fn after_topic(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        let colon = self.colon(start, to)?;
        let next = self.skip_openers(colon + 1, end);
        let order = self.plain(next, end).or_else(|| self.after_adverbial(next, end, end))?;
        order.action.is_some().then_some(Order { start, ..order })
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
