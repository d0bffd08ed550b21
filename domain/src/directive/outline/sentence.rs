//! A sentence → its parts, each an order, an addition to the order before it, or nothing.

use super::super::deadline;
use super::super::sentence::{Span, parts, sentences};
use super::{Current, Order, Reader, Setting};

impl Reader<'_> {
    /// Reads the sentences of an item; gives whom the first of them binds.
    pub(super) fn sentences(&mut self, index: usize, span: Span, setting: &mut Setting) -> Current {
        let mut current = Current::default();
        let mut first: Option<Current> = None;
        for sentence in sentences(&self.texts[index], span.0, span.1) {
            let mut from = sentence.0;
            if let Some(colon) = self.lead_in(index, sentence, setting) {
                from = colon + 1;
                current = Current::default();
                if from >= sentence.1 {
                    continue;
                }
            }
            self.sentence(index, (from, sentence.1), &mut current, setting);
            if first.is_none() && !current.assignees.is_empty() {
                first = Some(current.clone());
            }
        }
        first.unwrap_or_default()
    }

    /// Reads the parts of one sentence.
    pub(super) fn sentence(
        &mut self,
        index: usize,
        span: Span,
        current: &mut Current,
        setting: &Setting,
    ) {
        if self.gives_time(index, span) {
            return;
        }
        if self.v.praise.begins(&self.texts[index].words, span.0) {
            return;
        }
        let Some(span) = self.past_topic(index, span) else { return };
        let parts = parts(&self.texts[index], span, self.v);
        let before = self.found.len();
        let mut listing = false;
        let mut subjects: Vec<Vec<String>> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let (from, mut to) = parts[at];
            at += 1;
            if listing {
                if let Some(term) = self.ends_in_term(index, (from, to)) {
                    self.apply_time(index, term);
                }
                self.extend(before, index, to);
                continue;
            }
            if self.found.len() > before && self.finishes(index, (from, to)) {
                self.apply_time(index, (from, to));
                continue;
            }
            if self.found.len() > before && self.only_adds(index, (from, to)) {
                self.extend(before, index, to);
                continue;
            }
            let order = self.clauses(index).order(from, to, span.1);
            let Some(order) = order.filter(|order| order.action.is_some()) else {
                // "Số liệu được báo cáo hàng ngày": orders by telling how often.
                let told = deadline::dated(&self.texts[index], from, to, self.issued);
                self.share_cycle(&told, &self.items[index].path);
                self.extend(before, index, to);
                continue;
            };
            while let Some(action) = order.action
                && action >= to
                && at < parts.len()
            {
                to = parts[at].1;
                at += 1;
            }
            while at < parts.len() && self.partners_go_on(index, order, to, parts[at]) {
                to = parts[at].1;
                at += 1;
            }
            if order.subject.is_none()
                && self.v.returns.begins(&self.texts[index].words, order.start)
                && subjects.len() > 1
                && !setting.assignees.is_empty()
            {
                // "…, các sở làm A; UBND các xã làm B; định kỳ báo cáo …": the last binds all of the heading.
                *current = Current::default();
            }
            if self.admit(index, order, current, setting) {
                if order.subject.is_some() && !subjects.contains(&current.assignees) {
                    subjects.push(current.assignees.clone());
                }
                self.obligation(index, order, to, current, setting);
                self.inside_brackets(index, (from, to), current, setting);
            }
            listing = self.opens_list(index, order, to);
        }
        self.stretch();
    }

    /// "… phối hợp với Sở A; các huyện và các đơn vị liên quan lập …": whether the list of those who
    /// work along runs on into the next part.
    fn partners_go_on(&self, index: usize, order: Order, to: usize, next: Span) -> bool {
        let words = &self.texts[index].words;
        let names = self.clauses(index).names;
        let partner = order
            .action
            .and_then(|action| self.v.together.find(words, action, to))
            .and_then(|(at, length)| names.at(at + length, to));
        let open = partner.is_some_and(|actor| actor.verb.is_none() && actor.name.1 + 1 >= to);
        open && names.at(next.0, next.1).is_some_and(|actor| actor.name.0 == next.0)
    }

    /// "Về kiến nghị …; …: Giao Bộ …": what stands before the colon is only the topic. `None` when
    /// nothing stands after it.
    pub(super) fn past_topic(&self, index: usize, (from, to): Span) -> Option<Span> {
        let text = &self.texts[index];
        if !self.v.topic.begins(&text.words, from) || !text.words[from].is_capital() {
            return Some((from, to));
        }
        match self.clauses(index).colon(from, to) {
            Some(colon) if colon + 1 >= to => None,
            Some(colon) => Some((colon + 1, to)),
            None => Some((from, to)),
        }
    }

    /// "hoàn thành trước ngày …" after a semicolon: a term for what stands before.
    pub(super) fn finishes(&self, index: usize, (from, to): Span) -> bool {
        let text = &self.texts[index];
        let skip = self.v.finish.at(&text.words, from);
        skip > 0
            && deadline::dated(text, from, to, self.issued)
                .first()
                .is_some_and(|found| found.from <= from + skip && found.to + 3 >= to)
    }

    /// "; bảo đảm thống nhất, đồng bộ": how to do what stands before, no action of its own.
    pub(super) fn only_adds(&self, index: usize, (from, to): Span) -> bool {
        let words = &self.texts[index].words;
        let ensure = self.v.ensure.at(words, from);
        ensure > 0 && to - from <= 14 && self.v.quality.begins(words, from + ensure)
    }

    /// A part that orders nothing belongs to the obligation before it in the same sentence.
    pub(super) fn extend(&mut self, before: usize, index: usize, to: usize) {
        if self.found.len() <= before {
            return;
        }
        self.longer = Some((index, self.texts[index].words[to - 1].to as usize));
    }

    /// Lets the last obligation reach to where its sentence was found to go on.
    pub(super) fn stretch(&mut self) {
        let Some((index, end)) = self.longer.take() else { return };
        let (item, start) = (self.items[index], self.last_start);
        let Some(last) = self.found.last_mut() else { return };
        if let Some(words) = item.text.get(start..end) {
            last.quote = words.trim().to_owned();
            last.lines = item.lines_of(start..end);
        }
    }

    /// "gồm: a; b; c" inside an order: what follows is its list.
    pub(super) fn opens_list(&self, index: usize, order: Order, to: usize) -> bool {
        let text = &self.texts[index];
        let Some(colon) = order.action.and_then(|action| self.clauses(index).colon(action, to))
        else {
            return false;
        };
        colon + 1 < to && self.v.enumerated.before(&text.words, colon, 3) > 0
    }
}
