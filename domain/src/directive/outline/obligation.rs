//! An order → the obligation, with its report, lists and partners.

use super::super::deadline::{Deadline, DeadlineKind, Found};
use super::super::reading::{Obligation, Report};
use super::super::sentence::{Span, parts};
use super::super::words::Text;
use super::super::{list, report};
use super::{Current, Order, Reader, Role, Setting};

impl Reader<'_> {
    pub(super) fn obligation(
        &mut self,
        index: usize,
        order: Order,
        to: usize,
        current: &Current,
        setting: &Setting,
    ) {
        let (from, Some(action)) = (order.start, order.action) else { return };
        let assignees = if current.assignees.is_empty() {
            setting.assignees.clone()
        } else {
            current.assignees.clone()
        };
        let mut found = self.deadlines(index, (from, to));
        self.inherit_listed(index, (from, to), &mut found);
        let aside = self.items[index].role == Role::Closing
            && found
                .iter()
                .any(|found| matches!(found.deadline.kind, DeadlineKind::Conditional { .. }));
        let force = current.force.or(setting.force.filter(|_| !aside));
        let text = &self.texts[index];
        let clauses = self.clauses(index);
        let (leads, with) = clauses.partners(action, to);
        let mut lists = list::read(text, (from, to));
        let bracket = text.mark_at(to - 1, b')') && text.mark_at(to, b';');
        if bracket && !lists.fields.is_empty() && lists.counts.is_empty() {
            lists.counts = list::counts_behind(text, (to + 1, self.said[index].1));
        }
        let bytes = text.words[from].from as usize..text.words[to - 1].to as usize;
        let begin = bytes.start;
        let item = self.items[index];
        let obligation = Obligation {
            id: String::new(),
            item: item.path.clone(),
            quote: text.slice(from, to).to_owned(),
            lines: item.lines_of(bytes),
            lead: (leads && !assignees.is_empty()).then(|| assignees.join(", ")),
            assignees,
            with,
            units: None,
            unresolved: None,
            force,
            deadline: Deadline::unsaid(),
            report: report::read(clauses.names, (from, to)),
            fields: lists.fields,
            optional_fields: lists.optional,
            counts: lists.counts,
            deliverables: lists.deliverables,
        };
        self.stretch();
        self.last_start = begin;
        self.close_group();
        self.share_cycle(&found, &item.path);
        let onward = self.onward(index, (from, to), &obligation, &found);
        for Found { deadline, ambiguous, .. } in found {
            if ambiguous {
                self.warn_ambiguous(&deadline, obligation.lines);
            }
            self.found.push(Obligation { deadline, ..obligation.clone() });
        }
        self.found.extend(onward);
        self.own.resize(self.found.len(), !current.assignees.is_empty());
    }

    /// "(qua Văn phòng …) … hàng ngày để tổng hợp báo cáo Huyện ủy": the office that collects a
    /// recurring return reports it onward.
    pub(super) fn onward(
        &self,
        index: usize,
        (from, to): Span,
        obligation: &Obligation,
        found: &[Found],
    ) -> Option<Obligation> {
        let text = &self.texts[index];
        let DeadlineKind::Recurring { every, .. } = found.first()?.deadline.kind else {
            return None;
        };
        if obligation.report.via.is_empty() || obligation.report.address.is_none() {
            return None;
        }
        let (at, length) = self.v.onward.find(&text.words, from, to)?;
        let report = report::read(self.clauses(index).names, (at + length - 2, to));
        let kind = DeadlineKind::Recurring { every, on: None, before: None, at: None };
        Some(Obligation {
            assignees: obligation.report.via.clone(),
            quote: text.slice(at, to).to_owned(),
            deadline: Deadline { kind, text: self.cycle_words(text, found.first()?).to_owned() },
            report: Report { to: report.to, ..Report::default() },
            lead: None,
            with: Vec::new(),
            ..obligation.clone()
        })
    }

    /// The words of a cycle without its hour: "hàng ngày" of "trước 10h00 hàng ngày".
    fn cycle_words<'t>(&self, text: &Text<'t>, found: &Found) -> &'t str {
        let v = self.v;
        let cycles = [&v.every_day, &v.every_week, &v.every_month, &v.every_quarter, &v.every_year];
        let begins = |at: &usize| cycles.iter().any(|cycle| cycle.begins(&text.words, *at));
        text.slice((found.from..found.to).find(begins).unwrap_or(found.from), found.to)
    }

    /// Orders that stand in a bracket: after a semicolon, or "(các xã có số liệu vênh thì giải trình)".
    pub(super) fn inside_brackets(
        &mut self,
        index: usize,
        (from, to): Span,
        current: &Current,
        setting: &Setting,
    ) {
        let mut at = from;
        while at < to {
            let text = &self.texts[index];
            let past = text.past_bracket(at);
            if past == at || past > to {
                at += 1;
                continue;
            }
            if text.mark_at(at, b'(') {
                self.bracket(index, (at + 1, past - 1), current, setting);
            }
            at = past;
        }
    }

    pub(super) fn bracket(
        &mut self,
        index: usize,
        span: Span,
        current: &Current,
        setting: &Setting,
    ) {
        let text = &self.texts[index];
        let split = parts(text, span, self.v);
        for (place, (from, to)) in split.iter().copied().enumerate() {
            let Some(order) = self.clauses(index).order(from, to, to) else { continue };
            let Some(action) = order.action else { continue };
            let text = &self.texts[index];
            match order.subject {
                None if place > 0 && self.v.verb.begins(&text.words, action) => {
                    self.obligation(index, order, to, current, setting);
                }
                Some(subject)
                    if self.v.then_mark.find(&text.words, subject.1, action).is_some() =>
                {
                    self.conditioned(index, order, subject, to, current, setting);
                }
                _ => {}
            }
        }
    }

    /// "các xã, thị trấn có số liệu vênh thì giải trình …": the name holds the condition.
    pub(super) fn conditioned(
        &mut self,
        index: usize,
        order: Order,
        subject: Span,
        to: usize,
        current: &Current,
        setting: &Setting,
    ) {
        let text = &self.texts[index];
        let has = (subject.0..subject.1)
            .find(|at| self.v.having.begins(&text.words, *at))
            .unwrap_or(subject.0);
        let when = text.slice(has, subject.1).to_owned();
        let names = self.clauses(index).names.list(subject);
        let before = self.found.len();
        let own = Current { assignees: names, force: current.force };
        self.obligation(index, order, to, &own, setting);
        for obligation in
            self.found.iter_mut().skip(before).filter(|obligation| !obligation.deadline.is_dated())
        {
            obligation.deadline = Deadline {
                text: when.clone(),
                kind: DeadlineKind::Conditional { when: when.clone() },
            };
        }
    }
}
