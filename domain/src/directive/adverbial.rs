//! Orders that do not stand at the start of their clause: after an adverbial, an occasion, a topic.

use super::clause::{Clauses, Order};
use super::sentence::Span;

/// How many commas an adverbial is followed over to the clause that it stands before.
const MOST_COMMAS: usize = 14;
/// How far a subject that is no body may reach before its "phải".
const SUBJECT_REACH: usize = 16;

impl Clauses<'_> {
    /// "Mở tài khoản cho người hưởng: UBND xã phối hợp …": what stands before the colon is the matter.
    pub(super) fn named_after_colon(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        if self.names.verb_length(start) == 0 || self.force_at(start).is_some() {
            return None;
        }
        let colon = self.colon(start, to)?;
        let next = self.skip_openers(colon + 1, to);
        let words = &self.text.words;
        let named = self.text.get(next).is_some_and(|word| next < to && word.is_capital());
        let listed = self.v.enumerated.before(words, colon, 2)
            + self.v.place_list.before(words, colon, 1)
            > 0;
        let own = self.v.own_head.begins(words, next) || self.v.adverbial.begins(words, next);
        if !named || listed || !own {
            return None;
        }
        let order = self.plain(next, end).or_else(|| self.after_adverbial(next, to, end))?;
        (order.subject.is_some() && order.action.is_some()).then_some(order)
    }

    /// "… mối quan hệ Đảng lãnh đạo, …, Mặt trận … tăng cường giám sát": the last named has to act.
    pub(super) fn related(&self, start: usize, to: usize) -> Option<Order> {
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
    pub(super) fn after_occasion(
        &self,
        start: usize,
        to: usize,
        end: usize,
    ) -> Option<Option<Order>> {
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

    /// "Trên cơ sở …, Sở Y tế rà soát …", "Căn cứ … Thủ trưởng các sở tổ chức …".
    pub(super) fn after_adverbial(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        let words = &self.text.words;
        if !self.v.adverbial.begins(words, start) {
            return None;
        }
        let concerned = self.concerned(start, to);
        let received = self.v.received.begins(words, start);
        let mut commas = 0;
        let mut at = start + 1;
        while at < to && commas < MOST_COMMAS {
            let past = self.text.past_bracket(at);
            if past > at {
                at = past;
                continue;
            }
            let stands_free = self.text.mark_at(at - 1, b',')
                || received
                || self.v.trouble.before(words, at, 2) > 0;
            if stands_free
                && self.force_at(at).is_some()
                && let Some(order) = self
                    .by_force(at, end)
                    .filter(|order| order.subject.is_some() && order.action.is_some())
            {
                return Some(order);
            }
            if self.text.mark_at(at, b',') || self.text.mark_at(at, b':') {
                commas += 1;
                let next = self.skip_openers(at + 1, to);
                let framed = self.v.frame_end.before(words, at, 3) > 0;
                if let Some(order) = self.main_clause(next, to, end, framed) {
                    let subject = order.subject.or(concerned);
                    return Some(Order { subject, ..order });
                }
            } else if self.v.then_mark.begins(words, at) && !words[at].is_capital() {
                if let Some(order) = self.main_clause(at + 1, to, end, true) {
                    return Some(Order { subject: order.subject.or(concerned), ..order });
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

    /// A main clause after an adverbial: a bare verb counts only when the adverbial is complete
    /// (`framed`) or the verb a strong one, so that "Để rà soát, kiểm tra, xử lý …" is not torn apart.
    pub(super) fn main_clause(
        &self,
        at: usize,
        to: usize,
        end: usize,
        framed: bool,
    ) -> Option<Order> {
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
        let strong = framed
            || self.v.modal.begins(words, at)
            || self.v.manner.begins(words, at)
            || self.v.strong_verb.begins(words, at);
        strong.then_some(order)
    }

    /// "Theo chức năng, nhiệm vụ công bố …": the order follows without a comma.
    pub(super) fn within_function(&self, start: usize, to: usize) -> Option<Order> {
        let at = start + self.v.function.at(&self.text.words, start);
        let orders = at > start && at < to && self.names.verb_length(at) > 0;
        orders.then_some(Order { subject: None, force: None, action: Some(at), start })
    }

    /// "…, nên đề nghị Sở Y tế liên hệ …": the order concludes from what is told before it.
    pub(super) fn concluding(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        (start + 1..to).find_map(|at| {
            let length = self.v.hence.at(&self.text.words, at);
            let order = self.by_force(at + length, end).filter(|_| length > 0)?;
            (order.subject.is_some() && order.action.is_some()).then_some(order)
        })
    }

    /// "Đối với các xã biên giới, cần …": who the adverbial is about.
    pub(super) fn concerned(&self, start: usize, to: usize) -> Option<Span> {
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
    pub(super) fn owner(&self, start: usize, to: usize) -> Option<Order> {
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
    pub(super) fn after_topic(&self, start: usize, to: usize, end: usize) -> Option<Order> {
        let colon = self.colon(start, to)?;
        let next = self.skip_openers(colon + 1, end);
        let order = self.plain(next, end).or_else(|| self.after_adverbial(next, end, end))?;
        order.action.is_some().then_some(Order { start, ..order })
    }
}
