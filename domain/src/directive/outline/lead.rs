//! Lead-ins: "Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở … thực hiện các nội dung sau:".

use super::super::sentence::{Span, parts};
use super::super::vocabulary::Phrases;
use super::super::words::Word;
use crate::base::text::fold;

use super::{Current, Force, Order, Reader, Setting, leads_in};

impl Reader<'_> {
    /// A sentence that leads to duties: "… yêu cầu Thủ trưởng các sở … thực hiện các nội dung sau:".
    /// Gives the place of its colon.
    pub(super) fn lead_in(
        &mut self,
        index: usize,
        (from, to): Span,
        setting: &mut Setting,
    ) -> Option<usize> {
        let text = &self.texts[index];
        let words = &text.words;
        let clauses = self.clauses(index);
        let colon = self.lead_colon(index, (from, to))?;
        let item = self.items[index];
        let last = colon + 1 >= to;
        let early = self.found.last().is_none_or(|obligation| obligation.item != item.path);
        let forced = self.lead_force(index, from, colon);
        let follows = !item.children.is_empty() || leads_in(item.role) || last;
        let phrase = self.v.lead_like_this.before(words, colon, 3) > 0;
        if !(last && follows
            || phrase
                && early
                && (forced.is_some() || self.v.lead_thing.find(words, from, colon).is_some()))
        {
            return None;
        }
        if !last && self.v.enumerated.before(words, colon, 2) > 0 && !phrase {
            return None;
        }
        let parts = parts(text, (from, colon), self.v);
        let (start, end) = *parts.last()?;
        let concluded_here =
            (colon.saturating_sub(7).max(from)..colon).any(|at| self.v.concluded.begins(words, at));
        if forced.is_none() && self.leads_to_goals(words, colon) {
            return None;
        }
        if parts.len() > 1 && forced.is_none() && !concluded_here && !setting.led {
            // "… đã phê duyệt phương án …; cụ thể như sau: (1) …" tells.
            return None;
        }
        if parts.len() > 1 {
            // "UBND tỉnh chỉ đạo …; đồng thời, chỉ đạo các nhiệm vụ sau:": only the last part leads.
            let mut current = Current::default();
            let (first, until) = (from, start);
            self.sentence(index, (first, until), &mut current, setting);
            let subject = self.lead_force(index, start, colon).and_then(|(_, subject)| subject);
            if let Some(subject) = subject {
                setting.assignees = self.clauses(index).names.list(subject);
            } else if !current.assignees.is_empty() {
                setting.assignees = current.assignees;
            }
            let spoken = forced
                .map(|(force, _)| force)
                .filter(|force| *force != Force::Direct || setting.force.is_none());
            setting.force = spoken.or(current.force).or(setting.force);
            setting.led = true;
            setting.orders = true;
            return Some(colon);
        }
        let concluded = |order: &Order| {
            order.action.is_some_and(|action| self.v.concludes.begins(words, action))
        };
        let named = match &forced {
            None if concluded_here => None,
            Some((_, Some(subject))) => Some(clauses.names.list(*subject)),
            Some((_, None)) => None,
            None => clauses
                .order(start, end, end)
                .filter(|order| !concluded(order))
                .and_then(|order| order.subject)
                .or_else(|| self.named_later(index, (start, end)))
                .map(|subject| clauses.names.list(subject)),
        };
        let named = named.filter(|names| !names.iter().any(|name| self.speaks(name)));
        let force = forced.map(|(force, _)| force);
        if force.is_some() || concluded_here || named.is_some() {
            setting.goal = false;
            setting.silent = false;
        }
        setting.orders |= force.is_some() || concluded_here || named.is_some();
        if let Some(names) = named {
            setting.assignees = names;
        } else if !setting.led && force.is_some() {
            setting.assignees = self.document.header.addressees.clone();
        }
        setting.force = force.or(setting.force);
        setting.led = true;
        Some(colon)
    }

    /// "… đạt các tiêu chuẩn sau:": what follows is to be measured, not done.
    fn leads_to_goals(&self, words: &[Word], colon: usize) -> bool {
        let near = colon.saturating_sub(5);
        let goals = (near..colon).any(|at| self.v.goal_silent.begins(words, at));
        goals && self.v.lead_thing.find(words, near, colon).is_none()
    }

    /// Whether a name is the issuer's, with or without its place: "Ủy ban nhân dân tỉnh".
    fn speaks(&self, name: &str) -> bool {
        let issuer = fold(self.document.header.issuer.as_deref().unwrap_or_default());
        let name = fold(name).replace("ubnd ", "uy ban nhan dan ");
        issuer
            .strip_prefix(name.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// "Để …, các sở và UBND các xã thực hiện những nội dung sau:", "2. Các sở: Là …, chịu trách
    /// nhiệm các nội dung sau:": who is named after the purpose, or before a colon.
    fn named_later(&self, index: usize, (start, end): Span) -> Option<Span> {
        let clauses = self.clauses(index);
        let text = &self.texts[index];
        let words = &text.words;
        if let Some(actor) = clauses.names.at(start, end) {
            return text.mark_at(actor.name.1, b':').then_some(actor.name);
        }
        if !self.v.purpose.begins(words, start) {
            return None;
        }
        (start..end).filter(|at| text.mark_at(*at, b',')).find_map(|at| {
            let begins = |class: &Phrases| class.begins(words, at + 1);
            let group = begins(&self.v.unit_group) || begins(&self.v.own_head);
            let actor = clauses.names.at(at + 1, end).filter(|_| group)?;
            actor.verb.map(|_| actor.name)
        })
    }

    /// The first colon outside brackets that words like "như sau" precede.
    fn lead_colon(&self, index: usize, (from, to): Span) -> Option<usize> {
        let text = &self.texts[index];
        let mut at = from;
        while at < to {
            let past = text.past_bracket(at);
            if past > at {
                at = past;
                continue;
            }
            if text.mark_at(at, b':') && self.v.lead_end.before(&text.words, at, 4) > 0 {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// The verb of a lead-in and whom it names: the last "yêu cầu", "đề nghị", "giao" that a body or
    /// the colon follows; else "có ý kiến chỉ đạo".
    pub(super) fn lead_force(
        &self,
        index: usize,
        from: usize,
        colon: usize,
    ) -> Option<(Force, Option<Span>)> {
        let clauses = self.clauses(index);
        let words = &self.texts[index].words;
        let mut found = None;
        for at in from..colon {
            let Some((force, length)) = clauses.force_at(at) else { continue };
            let told = self.v.passive.before(words, at, 2) > 0;
            if told || self.v.relative_link.before(words, at, 2) > 0 {
                continue;
            }
            let next = at + length;
            if let Some(actor) = clauses.names.at(next, colon) {
                found = Some((force, Some(actor.name)));
            } else if next == colon || self.v.lead_end.at(words, next) == colon - next {
                found = Some((force, None));
            } else if found.is_none() && clauses.names.verb_length(next) > 0 {
                // "… yêu cầu thực hiện các nội dung sau:" names nobody: the addressees.
                found = Some((force, None));
            }
        }
        found.or_else(|| {
            let direct = (from..colon).any(|at| self.v.direct_lead.begins(words, at));
            direct.then_some((Force::Direct, None))
        })
    }
}
