//! Which deadline belongs to which obligation.

use super::super::deadline::{self, Deadline, DeadlineKind, Found};
use super::super::plan::{says_nothing, time_of};
use super::super::sentence::Span;
use super::{Diagnostic, Lines, MOST_BACK, Reader};

impl Reader<'_> {
    /// "Thời gian hoàn thành: …" as a sentence of its own.
    pub(super) fn gives_time(&mut self, index: usize, (from, to): Span) -> bool {
        let text = &self.texts[index];
        let start = from + usize::from(text.mark_at(from, b'-') || text.mark_at(from, b'('));
        let length =
            self.v.attr_time.at(&text.words, start).max(self.v.finish.at(&text.words, start));
        if length == 0 {
            return false;
        }
        let deadlines = deadline::dated(text, from, to, self.issued);
        let whole = deadlines.first().is_some_and(|found| found.from <= start + length + 2);
        let spoken = self.v.attr_time.at(&text.words, start) > 0
            && (whole || text.mark_at(start + length, b':'));
        if !(spoken || whole && to - start <= 14) {
            return false;
        }
        self.apply_time(index, (from, to));
        true
    }

    /// Gives the deadline of a stretch to the obligations of the item that have none.
    pub(super) fn apply_time(&mut self, index: usize, (from, to): Span) {
        let text = &self.texts[index];
        let start = from + self.v.attr_time.at(&text.words, from);
        let start = start + usize::from(text.mark_at(start, b':'));
        let (deadline, ambiguous) =
            match deadline::dated(text, from, to, self.issued).into_iter().next() {
                Some(Found { deadline, ambiguous, .. }) => (deadline, ambiguous),
                None => time_of(text, start, to, self.issued),
            };
        if says_nothing(&deadline) {
            return;
        }
        let path = &self.items[index].path;
        let mut applied = None;
        for obligation in self
            .found
            .iter_mut()
            .rev()
            .take(MOST_BACK)
            .filter(|obligation| obligation.item == *path && !obligation.deadline.is_dated())
        {
            obligation.deadline = deadline.clone();
            let end = self.texts[index].words[to - 1].to as usize;
            obligation.lines =
                obligation.lines.join(self.items[index].lines_of(end.saturating_sub(1)..end));
            applied = Some(obligation.lines);
        }
        if let (true, Some(lines)) = (ambiguous, applied) {
            self.warn_ambiguous(&deadline, lines);
        }
    }

    /// "Thực hiện chế độ báo cáo hàng ngày." after a list to keep: the list is due as often.
    pub(super) fn share_cycle(&mut self, found: &[Found], path: &str) {
        let Some(Found { deadline, .. }) = found.first() else { return };
        if !matches!(deadline.kind, DeadlineKind::Recurring { .. }) {
            return;
        }
        if let Some(last) = self.found.last_mut()
            && last.item == path
            && !last.deadline.is_dated()
            && (!last.fields.is_empty() || !last.counts.is_empty())
        {
            last.deadline = deadline.clone();
        }
    }

    /// "…, hoàn thành trong tháng 11, cụ thể: (1) …; (2) …": the term of an order that a list spells
    /// out is that of the list too.
    pub(super) fn inherit_listed(
        &mut self,
        index: usize,
        (from, to): Span,
        found: &mut Vec<Found>,
    ) {
        let path = self.items[index].path.as_str();
        let below = |whole: &str| {
            path.strip_prefix(whole)
                .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
        };
        let [only] = found.as_mut_slice() else { return };
        if only.deadline.is_dated() {
            let opens = self.texts[index].mark_at(to - 1, b':') && to > from + 3;
            let set = matches!(
                only.deadline.kind,
                DeadlineKind::Fixed { .. } | DeadlineKind::Window { .. }
            );
            self.listed = (opens && set).then(|| (path, only.deadline.clone()));
        } else if let Some((_, deadline)) = self.listed.as_ref().filter(|(whole, _)| below(whole)) {
            only.deadline = deadline.clone();
        } else {
            self.listed = None;
        }
    }

    /// "…, … hoàn thành trong năm 2025" at the end of a list: a term for the order that it spells out.
    pub(super) fn ends_in_term(&self, index: usize, (from, to): Span) -> Option<Span> {
        let text = &self.texts[index];
        let free =
            |at: usize| text.mark_at(at, b',') || text.mark_at(at, b'.') || text.mark_at(at, b'~');
        (from + 1..to).find(|at| free(at - 1) && self.finishes(index, (*at, to))).map(|at| (at, to))
    }

    /// The deadlines of a clause: one, or several times of day or days of the year.
    pub(super) fn deadlines(&self, index: usize, (from, to): Span) -> Vec<Found> {
        let text = &self.texts[index];
        let mut found = deadline::dated(text, from, to, self.issued);
        let rank = |found: &Found| match &found.deadline.kind {
            DeadlineKind::Fixed { .. } => 0,
            DeadlineKind::Recurring { on: None, before: None, at: None, .. } => 4,
            DeadlineKind::Recurring { .. } => 1,
            DeadlineKind::Window { .. } => 2,
            _ => 3,
        };
        let Some(best) =
            found.iter().min_by_key(|found| rank(found)).map(|found| (found.from, found.to))
        else {
            let deadline = deadline::undated(text, from, to);
            return vec![Found { from, to, deadline, ambiguous: false }];
        };
        found.retain(|found| (found.from, found.to) == best);
        if let Some((at, _)) = self.v.besides.find(&text.words, from, to)
            && matches!(found[0].deadline.kind, DeadlineKind::Recurring { .. })
        {
            let deadline = deadline::undated(text, at, to);
            if matches!(deadline.kind, DeadlineKind::Conditional { .. }) {
                found.push(Found { from: at, to, deadline, ambiguous: false });
            }
        }
        found
    }

    pub(super) fn warn_ambiguous(&mut self, deadline: &Deadline, lines: Lines) {
        let warning = Diagnostic::warning(
            "deadline_ambiguous",
            format!(
                "“{}”: không rõ có tính cả ngày đó không; đã hiểu chặt là hết ngày trước đó",
                deadline.text
            ),
            format!(
                "“{}” leaves open whether the day itself counts; read strictly, as the end of the day before",
                deadline.text
            ),
        );
        self.warnings.push(warning.at_row(u64::from(lines.first)));
    }
}
