//! Headings: whom they name, what parts they open, and when they order nothing themselves.

use super::super::sentence::sentences;
use super::super::words::{Text, Word};
use super::{Force, Item, Order, Reader};

impl Reader<'_> {
    /// A part of goals, aims, grounds or assessments.
    pub(super) fn is_goal(&self, index: usize) -> bool {
        let words = &self.texts[index].words;
        let from = self.said[index].0;
        let named = self.v.goal.begins(words, from) && !self.v.not_goal.begins(words, from);
        let mixed = !self.items[index].children.is_empty() && self.also_tasks(index);
        let capital = words.get(from).is_some_and(|word| word.is_capital());
        let labelled = self.items[index].label.as_deref().is_some_and(|label| {
            label.starts_with(|letter: char| {
                letter.is_ascii_digit() || matches!(letter, 'I' | 'V' | 'X')
            })
        });
        let short = words.len() <= 14
            || labelled && !self.items[index].text.ends_with(['.', ';'])
            || labelled && self.v.goal_inline.begins(words, from);
        named
            && !mixed
            && capital
            && short
            && (labelled || !self.items[index].children.is_empty() || words.len() <= 8)
    }

    /// "ĐỐI TƯỢNG, NỘI DUNG", "Mục tiêu và nhiệm vụ": the headings below it say which part is which.
    fn also_tasks(&self, index: usize) -> bool {
        let words = &self.texts[index].words;
        let (from, to) = self.said[index];
        (from + 1..to).any(|at| {
            let next = at + 1 + self.v.many_bare.at(words, at + 1);
            self.v.list_link.begins(words, at) && self.v.task_part.begins(words, next)
        })
    }

    /// A heading that only names who is bound: "1. Sở Y tế:", "5. Giao UBND các xã, thị trấn".
    pub(super) fn heading(&self, index: usize) -> Option<(Vec<String>, Option<Force>)> {
        let (from, to) = self.said[index];
        let clauses = self.clauses(index);
        if to - from > 120 {
            return None;
        }
        let text = &self.texts[index];
        if sentences(text, from, to).len() > 1 {
            return None;
        }
        if let Some(names) = self.concerned(index) {
            return Some((names, None));
        }
        let order = clauses.order(from, to, to)?;
        if let Some(names) = self.delegated(index, order) {
            return Some((names, None));
        }
        let subject = order.subject?;
        let open = ![b'.', b';'].iter().any(|mark| text.mark_at(to - 1, *mark));
        let modal = (from..to).any(|at| clauses.v.modal.begins(&text.words, at));
        let colon = clauses.colon(from, to - 1).is_none();
        if open
            && colon
            && !modal
            && to - from <= 16
            && self.under(self.items[index])
            && text.words[from].is_capital()
        {
            // "Các đơn vị cấp nước sạch": a heading is the name as a whole, verbs and all.
            let end = if text.mark_at(to - 1, b':') { to - 1 } else { to };
            let tail = clauses.v.heading_tail.before(&text.words, end, 5);
            let whole = clauses.names.without_bracket((subject.0, end - tail));
            return Some((clauses.names.list(whole), order.force));
        }
        let bare = match order.action {
            None => true,
            Some(action) => {
                let rest = action + clauses.v.heading_tail.at(&text.words, action);
                let end = if text.mark_at(to - 1, b':') { to - 1 } else { to };
                rest >= end
                    || clauses.v.heading_tail.begins(&text.words, action)
                        && self.leads_on(text, rest, end)
            }
        };
        bare.then(|| (clauses.names.list(clauses.names.without_bracket(subject)), order.force))
    }

    /// Whether only words like "các nội dung sau" stand between two places.
    pub(super) fn leads_on(&self, text: &Text<'_>, from: usize, end: usize) -> bool {
        end > from
            && (1..=3).any(|back| self.v.lead_end.before(&text.words, end, 3) >= back.min(1))
            && self.v.lead_thing.find(&text.words, from, end).is_some()
    }

    /// A heading that orders nothing by itself: it has children and no mark at its end.
    pub(super) fn is_plain_heading(&self, item: &Item, index: usize) -> bool {
        let text = &self.texts[index];
        let (from, to) = self.said[index];
        let short = to - from <= 45 && item.label.is_some() && self.under(item);
        let ended = [b':', b';', if short { b':' } else { b'.' }]
            .iter()
            .any(|mark| text.mark_at(to.saturating_sub(1), *mark));
        let capitals = item
            .text
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .all(|letter| !letter.is_lowercase());
        let roman = item
            .label
            .as_deref()
            .is_some_and(|label| label.starts_with(['I', 'V', 'X']) && !item.children.is_empty());
        to > from
            && (capitals
                || roman && to - from < 40
                || !item.children.is_empty()
                    && !ended
                    && sentences(text, from, to).len() == 1
                    && !self.names_somebody(index))
    }

    /// Whether labelled clauses stand under an item.
    pub(super) fn under(&self, item: &Item) -> bool {
        item.children.iter().any(|child| child.label.is_some())
    }

    pub(super) fn names_somebody(&self, index: usize) -> bool {
        let (from, to) = self.said[index];
        self.clauses(index).order(from, to, to).is_some_and(|order| order.subject.is_some())
    }

    /// "Đối với UBND các xã, thị trấn:" above clauses.
    fn concerned(&self, index: usize) -> Option<Vec<String>> {
        let (from, to) = self.said[index];
        let clauses = self.clauses(index);
        let length = self.v.concerning.at(&self.texts[index].words, from);
        let actor = clauses.names.at(from + length, to).filter(|_| length > 0)?;
        let rest = to - actor.name.1.min(to);
        let whole = rest == 0 || rest == 1 && self.ends_with_colon(index);
        (whole && self.under(self.items[index])).then(|| clauses.names.list(actor.name))
    }

    /// "Chỉ đạo các xã thực hiện …:" above clauses: the order is in the clauses, for those named.
    pub(super) fn delegated(&self, index: usize, order: Order) -> Option<Vec<String>> {
        let (_, to) = self.said[index];
        let action =
            order.action.filter(|_| order.subject.is_none() && self.ends_with_colon(index))?;
        let text = &self.texts[index];
        let length = self.v.delegate.at(&text.words, action);
        let clauses = self.clauses(index);
        let actor = clauses.names.at(action + length, to).filter(|_| length > 0)?;
        actor.verb.map(|_| clauses.names.list(actor.name))
    }

    /// "… tuyên truyền người dân là “chiến sĩ” …:" above clauses: they speak to the people.
    pub(super) fn addressed(&self, index: usize) -> Option<Vec<String>> {
        let (from, to) = self.said[index];
        let text = &self.texts[index];
        let clauses = self.clauses(index);
        let is = (from..to).find(|at| {
            self.v.copula.begins(&text.words, *at) && text.get(at + 1).is_some_and(Word::opens)
        })?;
        let start = (is.saturating_sub(5).max(from)..is)
            .find(|at| clauses.names.at(*at, is).is_some_and(|actor| actor.name == (*at, is)))?;
        self.ends_with_colon(index).then(|| clauses.names.list((start, is)))
    }

    pub(super) fn ends_with_colon(&self, index: usize) -> bool {
        let to = self.said[index].1;
        to > 0 && self.texts[index].mark_at(to - 1, b':')
    }
}
