//! The tree of clauses → obligations: headings and lead-ins say whom the clauses below them bind.

use jiff::civil::Date;

use crate::base::Diagnostic;
use crate::document::{Document, DocumentType, Item, Lines, Role};

use super::actor::Actor;
use super::clause::{Clauses, Order};
use super::deadline::{self, Deadline, DeadlineKind, Found};
use super::list;
use super::plan::{Attribute, says_nothing, time_of};
use super::quotation;
use super::reading::{Force, Obligation, Report};
use super::report;
use super::sentence::{Span, parts, sentences};
use super::table;
use super::vocabulary::Vocabulary;
use super::words::Text;

/// Reads all obligations of a document, in the order of its text.
pub(super) fn obligations(document: &Document) -> (Vec<Obligation>, Vec<Diagnostic>) {
    let v = Vocabulary::get();
    let items: Vec<&Item> = document.items.iter().flat_map(Item::walk).collect();
    let texts: Vec<Text<'_>> = items.iter().map(|item| v.words(&item.text)).collect();
    let said = quotation::outside(&texts);
    let (rows, in_table) = table::rows(document);
    let date = document.header.date;
    let mut reader = Reader {
        document,
        v,
        items,
        texts,
        said,
        in_table,
        issued: date.and_then(|date| {
            Date::new(date.known_year(), date.known_month()?, 1)
                .ok()
                .map(|first| date.full().unwrap_or(first))
        }),
        asks_only: false,
        next: 0,
        dangling: None,
        found: Vec::new(),
        own: Vec::new(),
        warnings: Vec::new(),
        group: 0,
        group_closed: false,
    };
    reader.asks_only = reader.only_answers();
    reader.list(&document.items, &mut Setting::default());
    for row in &rows {
        reader.row(row);
    }
    reader.finish()
}

/// What headings and lead-ins above a clause say.
#[derive(Clone, Debug, Default)]
struct Setting {
    /// Whom the clauses bind that name nobody.
    assignees: Vec<String>,
    /// The verb of the lead-in or heading.
    force: Option<Force>,
    /// Inside a part that sets goals or describes: only clauses that name somebody order.
    goal: bool,
    /// Inside a part that orders nothing at all.
    silent: bool,
    /// The lead-in said that the paper orders: "yêu cầu", "kết luận như sau".
    orders: bool,
    /// A lead-in has been read: from here on the paper orders.
    led: bool,
}

/// Whom the clause before bound, within one item.
#[derive(Clone, Debug, Default)]
struct Current {
    assignees: Vec<String>,
    force: Option<Force>,
}

struct Reader<'d> {
    document: &'d Document,
    v: &'static Vocabulary,
    items: Vec<&'d Item>,
    texts: Vec<Text<'d>>,
    /// What of each item is said by the paper itself, not quoted from a law.
    said: Vec<Span>,
    in_table: Vec<bool>,
    issued: Option<Date>,
    /// A letter that answers questions: its explanations of law bind nobody.
    asks_only: bool,
    next: usize,
    /// Whom a heading names that has no clauses under it.
    dangling: Option<(Vec<String>, Option<Force>)>,
    found: Vec<Obligation>,
    /// For each obligation, whether its own clause names the assignees.
    own: Vec<bool>,
    warnings: Vec<Diagnostic>,
    /// First obligation that a following attribute ("Đơn vị chủ trì: …") belongs to.
    group: usize,
    group_closed: bool,
}

impl<'d> Reader<'d> {
    fn list(&mut self, items: &'d [Item], setting: &mut Setting) {
        for item in items {
            let index = self.next;
            self.next += 1;
            if self.in_table[index] || item.role == Role::Appendix {
                self.list(&item.children, &mut Setting { goal: true, ..Setting::default() });
                continue;
            }
            if self.attribute(index) {
                self.list(&item.children, &mut setting.clone());
                continue;
            }
            let before = self.found.len();
            if let Some((assignees, force)) = self.dangling.take().filter(|_| item.label.is_none())
            {
                // A heading that names somebody and has nothing under it binds the paragraph after it.
                let own = Setting {
                    assignees,
                    force: force.or(setting.force),
                    led: true,
                    ..setting.clone()
                };
                let mut below = self.item(item, index, &mut own.clone());
                self.list(&item.children, &mut below);
                continue;
            }
            if item.children.is_empty() {
                self.dangling =
                    self.heading(index).filter(|_| item.label.is_some() && !setting.silent);
                if self.dangling.is_some() {
                    continue;
                }
            }
            let mut below = self.item(item, index, setting);
            self.list(&item.children, &mut below);
            self.heading_alone(item, index, before, setting);
        }
    }

    /// A heading whose children are only attributes is itself what has to be done.
    fn heading_alone(&mut self, item: &'d Item, index: usize, before: usize, setting: &Setting) {
        let (from, to) = self.said[index];
        if item.children.is_empty()
            || self.found.len() > before
            || setting.goal
            || !self.is_plain_heading(item, index)
        {
            return;
        }
        let attributes = item
            .children
            .iter()
            .all(|child| Attribute::begins(&self.v.words(&child.text), 0).is_some());
        if attributes {
            self.sentence(index, (from, to), &mut Current::default(), setting);
            let own = self.next - item.walk().count() + 1;
            for child in own..self.next {
                self.attribute(child);
            }
        }
    }

    /// Reads one item and says what holds for the items below it; a lead-in also changes what holds
    /// for the items after it.
    fn item(&mut self, item: &'d Item, index: usize, setting: &mut Setting) -> Setting {
        let (from, to) = self.said[index];
        let mut below = setting.clone();
        if from >= to {
            return below;
        }
        if self.is_goal(index) {
            below.goal = true;
            below.silent =
                setting.silent || self.v.goal_silent.begins(&self.texts[index].words, from);
            if item.children.is_empty() {
                self.sentences(index, (from, to), &mut below.clone());
            }
            return below;
        }
        if let Some((assignees, force)) = self.heading(index) {
            below.assignees = assignees;
            below.force = force.or(setting.force);
            below.led = true;
            return below;
        }
        if self.is_plain_heading(item, index) {
            return below;
        }
        let mut local = setting.clone();
        let first = self.sentences(index, (from, to), &mut local);
        if item.role == Role::Closing {
            return below;
        }
        if item.children.is_empty() {
            if local.led && !setting.led || leads_in(item.role) || self.ends_with_colon(index) {
                *setting = local;
            }
            return below;
        }
        if let Some(names) = self.addressed(index) {
            local.assignees = names;
        } else if !first.assignees.is_empty() {
            local.assignees = first.assignees;
            local.force = first.force.or(local.force);
        }
        local
    }

    fn clauses(&self, index: usize) -> Clauses<'_> {
        Clauses::new(&self.texts[index])
    }

    fn ends_with_colon(&self, index: usize) -> bool {
        let to = self.said[index].1;
        to > 0 && self.texts[index].mark_at(to - 1, b':')
    }

    /// A part of goals, aims, grounds or assessments.
    fn is_goal(&self, index: usize) -> bool {
        let words = &self.texts[index].words;
        let from = self.said[index].0;
        let named = self.v.goal.begins(words, from) && !self.v.not_goal.begins(words, from);
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
            && capital
            && short
            && (labelled || !self.items[index].children.is_empty() || words.len() <= 8)
    }

    /// A heading that only names who is bound: "1. Sở Y tế:", "5. Giao UBND các xã, thị trấn".
    fn heading(&self, index: usize) -> Option<(Vec<String>, Option<Force>)> {
        let (from, to) = self.said[index];
        let clauses = self.clauses(index);
        if to - from > 120 {
            return None;
        }
        let text = &self.texts[index];
        if sentences(text, from, to).len() > 1 {
            return None;
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
    fn leads_on(&self, text: &Text<'_>, from: usize, end: usize) -> bool {
        end > from
            && (1..=3).any(|back| self.v.lead_end.before(&text.words, end, 3) >= back.min(1))
            && self.v.lead_thing.find(&text.words, from, end).is_some()
    }

    /// A heading that orders nothing by itself: it has children and no mark at its end.
    fn is_plain_heading(&self, item: &Item, index: usize) -> bool {
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
    fn under(&self, item: &Item) -> bool {
        item.children.iter().any(|child| child.label.is_some())
    }

    fn names_somebody(&self, index: usize) -> bool {
        let (from, to) = self.said[index];
        self.clauses(index).order(from, to, to).is_some_and(|order| order.subject.is_some())
    }

    /// Reads the sentences of an item; gives whom the first of them binds.
    fn sentences(&mut self, index: usize, span: Span, setting: &mut Setting) -> Current {
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

    /// A sentence that leads to duties: "… yêu cầu Thủ trưởng các sở … thực hiện các nội dung sau:".
    /// Gives the place of its colon.
    fn lead_in(&mut self, index: usize, (from, to): Span, setting: &mut Setting) -> Option<usize> {
        let text = &self.texts[index];
        let words = &text.words;
        let clauses = self.clauses(index);
        let colon = (from..to).find(|at| {
            text.mark_at(*at, b':')
                && !text.inside_bracket(from, *at)
                && self.v.lead_end.before(words, *at, 4) > 0
        })?;
        let item = self.items[index];
        let last = colon + 1 >= to;
        let early = self.found.iter().all(|obligation| obligation.item != item.path);
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
        let concluded_here =
            (colon.saturating_sub(7).max(from)..colon).any(|at| self.v.concluded.begins(words, at));
        let named = match &forced {
            None if concluded_here => None,
            Some((_, Some(subject))) => Some(clauses.names.list(*subject)),
            Some((_, None)) => None,
            None => clauses
                .order(start, end, end)
                .filter(|order| !concluded(order))
                .and_then(|order| order.subject)
                .map(|subject| clauses.names.list(subject)),
        };
        let named = named.filter(|names| !names.iter().any(|name| self.is_issuer(name)));
        let force = forced.map(|(force, _)| force);
        setting.goal = false;
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

    /// The verb of a lead-in and whom it names: the last "yêu cầu", "đề nghị", "giao" that a body or
    /// the colon follows; else "có ý kiến chỉ đạo".
    fn lead_force(&self, index: usize, from: usize, colon: usize) -> Option<(Force, Option<Span>)> {
        let clauses = self.clauses(index);
        let words = &self.texts[index].words;
        let mut found = None;
        for at in from..colon {
            let Some((force, length)) = clauses.force_at(at) else { continue };
            if self.v.relative_link.before(words, at, 2) > 0 {
                continue;
            }
            let next = at + length;
            if let Some(actor) = clauses.names.at(next, colon) {
                found = Some((force, Some(actor.name)));
            } else if next == colon || self.v.lead_end.at(words, next) == colon - next {
                found = Some((force, None));
            }
        }
        found.or_else(|| {
            let direct = (from..colon).any(|at| self.v.direct_lead.begins(words, at));
            direct.then_some((Force::Direct, None))
        })
    }

    /// Reads the parts of one sentence.
    fn sentence(&mut self, index: usize, span: Span, current: &mut Current, setting: &Setting) {
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
            if order.subject.is_none() && subjects.len() > 1 && !setting.assignees.is_empty() {
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
    }

    /// "Về kiến nghị …; …: Giao Bộ …": what stands before the colon is only the topic. `None` when
    /// nothing stands after it.
    fn past_topic(&self, index: usize, (from, to): Span) -> Option<Span> {
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
    fn finishes(&self, index: usize, (from, to): Span) -> bool {
        let text = &self.texts[index];
        let skip = self.v.finish.at(&text.words, from);
        skip > 0
            && deadline::dated(text, from, to, self.issued)
                .first()
                .is_some_and(|found| found.from <= from + skip && found.to + 3 >= to)
    }

    /// "; bảo đảm thống nhất, đồng bộ": how to do what stands before, no action of its own.
    fn only_adds(&self, index: usize, (from, to): Span) -> bool {
        let words = &self.texts[index].words;
        let ensure = self.v.ensure.at(words, from);
        ensure > 0 && to - from <= 14 && self.v.quality.begins(words, from + ensure)
    }

    /// "Thời gian hoàn thành: …" as a sentence of its own.
    fn gives_time(&mut self, index: usize, (from, to): Span) -> bool {
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
    fn apply_time(&mut self, index: usize, (from, to): Span) {
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

    /// A part that orders nothing belongs to the obligation before it in the same sentence.
    fn extend(&mut self, before: usize, index: usize, to: usize) {
        if self.found.len() <= before {
            return;
        }
        let item = self.items[index];
        let end = self.texts[index].words[to - 1].to as usize;
        let Some(last) = self.found.last_mut() else { return };
        if let Some(start) = item.text.find(last.quote.as_str()) {
            last.quote = item.text.get(start..end).unwrap_or(&last.quote).trim().to_owned();
            last.lines = item.lines_of(start..end);
        }
    }

    /// "gồm: a; b; c" inside an order: what follows is its list.
    fn opens_list(&self, index: usize, order: Order, to: usize) -> bool {
        let text = &self.texts[index];
        let Some(colon) = order.action.and_then(|action| self.clauses(index).colon(action, to))
        else {
            return false;
        };
        colon + 1 < to && self.v.enumerated.before(&text.words, colon, 3) > 0
    }

    /// "Chỉ đạo các xã thực hiện …:" above clauses: the order is in the clauses, for those named.
    fn delegated(&self, index: usize, order: Order) -> Option<Vec<String>> {
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
    fn addressed(&self, index: usize) -> Option<Vec<String>> {
        let (from, to) = self.said[index];
        let text = &self.texts[index];
        let clauses = self.clauses(index);
        let is = (from..to).find(|at| {
            self.v.copula.begins(&text.words, *at)
                && text.get(at + 1).is_some_and(super::words::Word::opens)
        })?;
        let start = (is.saturating_sub(5).max(from)..is)
            .find(|at| clauses.names.at(*at, is).is_some_and(|actor| actor.name == (*at, is)))?;
        self.ends_with_colon(index).then(|| clauses.names.list((start, is)))
    }

    /// Whether the clause counts as an order here, and whom it binds from now on.
    fn admit(&self, index: usize, order: Order, current: &mut Current, setting: &Setting) -> bool {
        if setting.silent {
            return false;
        }
        let clauses = self.clauses(index);
        if let Some(subject) = order.subject {
            let names = clauses.names.list(subject);
            if names.iter().any(|name| self.is_issuer(name)) && order.force.is_none() {
                return false;
            }
            if leads_in(self.items[index].role) && order.force.is_none() && !setting.led {
                return false;
            }
            if self.asks_only
                && order.force != Some(Force::Request)
                && !names.iter().any(|name| self.is_addressee(name))
            {
                return false;
            }
            if setting.goal && !self.texts[index].words[subject.0].is_capital() {
                return false;
            }
            *current = Current { assignees: names, force: order.force };
            return true;
        }
        if let Some(force) = order.force {
            current.force = Some(force);
            return !self.asks_only;
        }
        let item = self.items[index];
        let nobody = current.assignees.is_empty() && setting.assignees.is_empty();
        if nobody && !setting.orders && !self.is_plan() || !setting.led && self.must_lead() {
            return false;
        }
        if self.asks_only {
            return false;
        }
        if item.role == Role::Closing {
            return !current.assignees.is_empty() || setting.led && !setting.assignees.is_empty();
        }
        if leads_in(item.role) && !setting.led {
            return false;
        }
        if setting.goal || leads_in(item.role) {
            return !current.assignees.is_empty() && (setting.led || setting.goal);
        }
        true
    }

    /// A paper that sets out what is to be done, even without a verb of ordering.
    fn is_plan(&self) -> bool {
        !matches!(
            self.document.header.kind,
            Some(DocumentType::Letter | DocumentType::Notice | DocumentType::Report) | None
        )
    }

    /// Directives and telegrams order only after their lead-in.
    fn must_lead(&self) -> bool {
        matches!(self.document.header.kind, Some(DocumentType::Directive | DocumentType::Telegram))
    }

    fn is_issuer(&self, name: &str) -> bool {
        let issuer = self.document.header.issuer.as_deref().unwrap_or_default();
        !issuer.is_empty() && same_words(name, issuer)
    }

    fn is_addressee(&self, name: &str) -> bool {
        let name = crate::base::text::fold(name);
        self.document
            .header
            .addressees
            .iter()
            .any(|addressee| crate::base::text::fold(addressee).contains(&name))
    }

    /// A letter that begins "Trả lời công văn …", "… nhận được công văn …" only explains.
    fn only_answers(&self) -> bool {
        let begins = self.texts.iter().zip(&self.items).take(4);
        begins.filter(|(_, item)| item.role != Role::Appendix).any(|(text, _)| {
            let to = text.words.len().min(120);
            self.v.reply.find(&text.words, 0, to).is_some()
        })
    }

    fn obligation(
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
        let found = self.deadlines(index, (from, to));
        let aside = self.items[index].role == Role::Closing
            && found
                .iter()
                .any(|found| matches!(found.deadline.kind, DeadlineKind::Conditional { .. }));
        let force = current.force.or(setting.force.filter(|_| !aside));
        let text = &self.texts[index];
        let clauses = self.clauses(index);
        let (leads, with) = clauses.partners(action, to);
        let lists = list::read(text, (from, to));
        let bytes = text.words[from].from as usize..text.words[to - 1].to as usize;
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

    /// "Thực hiện chế độ báo cáo hàng ngày." after a list to keep: the list is due as often.
    fn share_cycle(&mut self, found: &[Found], path: &str) {
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

    /// "(qua Văn phòng …) … hàng ngày để tổng hợp báo cáo Huyện ủy": the office that collects a
    /// recurring return reports it onward.
    fn onward(
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
            deadline: Deadline { kind, text: found.first()?.deadline.text.clone() },
            report: Report { to: report.to, ..Report::default() },
            lead: None,
            with: Vec::new(),
            ..obligation.clone()
        })
    }

    /// The deadlines of a clause: one, or several times of day or days of the year.
    fn deadlines(&self, index: usize, (from, to): Span) -> Vec<Found> {
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

    /// Orders that stand in a bracket: after a semicolon, or "(các xã có số liệu vênh thì giải trình)".
    fn inside_brackets(
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

    fn bracket(&mut self, index: usize, span: Span, current: &Current, setting: &Setting) {
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
    fn conditioned(
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

    fn warn_ambiguous(&mut self, deadline: &Deadline, lines: Lines) {
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

    // --- attributes of a plan ---

    /// A new obligation after an attribute begins a new group.
    fn close_group(&mut self) {
        if self.group_closed {
            self.group = self.found.len();
            self.group_closed = false;
        }
    }

    /// Reads "Đơn vị chủ trì: …" and gives it to the obligations before it.
    fn attribute(&mut self, index: usize) -> bool {
        let (from, to) = self.said[index];
        let text = &self.texts[index];
        if from >= to {
            return false;
        }
        let Some((attribute, value)) = Attribute::begins(text, from) else { return false };
        if attribute == Attribute::Task {
            self.group_closed = true;
        }
        if matches!(attribute, Attribute::Task | Attribute::Number | Attribute::Note)
            || value >= to && attribute != Attribute::Time
        {
            return false;
        }
        if self.group >= self.found.len() {
            return false;
        }
        let clauses = self.clauses(index);
        let actor = clauses.names.at(value, to);
        let (name, partners) = match actor {
            Some(Actor { name, verb: Some(verb), .. }) => (name, clauses.partners(verb, to).1),
            _ => ((value, to), Vec::new()),
        };
        let names = clauses.names.list(name);
        let lead = text.slice(name.0, name.1).trim_end_matches(['.', ';']).to_owned();
        let (deadline, ambiguous) = time_of(text, value, to, self.issued);
        let product = text.slice(value, to).trim_end_matches(['.', ';']).to_owned();
        for (obligation, own) in self.found.iter_mut().zip(&self.own).skip(self.group) {
            match attribute {
                Attribute::Lead => {
                    obligation.lead = Some(lead.clone());
                    if !*own {
                        obligation.assignees.clone_from(&names);
                    }
                    if !partners.is_empty() {
                        obligation.with.clone_from(&partners);
                    }
                }
                Attribute::With => obligation.with.clone_from(&names),
                Attribute::Time if !obligation.deadline.is_dated() && !says_nothing(&deadline) => {
                    obligation.deadline = deadline.clone()
                }
                Attribute::Product if !obligation.deliverables.contains(&product) => {
                    obligation.deliverables.push(product.clone())
                }
                _ => {}
            }
        }
        if attribute == Attribute::Time && ambiguous {
            self.warn_ambiguous(&deadline, self.items[index].lines);
        }
        self.group_closed = true;
        true
    }

    /// A row of a table of tasks.
    fn row(&mut self, row: &table::Row<'d>) {
        let Some(task) = row.words(Attribute::Task) else { return };
        let Some(lead) = row.words(Attribute::Lead) else { return };
        let list = |text: &Text<'_>| Clauses::new(text).names.list((0, text.words.len()));
        let assignees = list(&lead);
        let with = row.words(Attribute::With).map(|text| list(&text)).unwrap_or_default();
        let (deadline, ambiguous) = match row.words(Attribute::Time) {
            Some(text) => time_of(&text, 0, text.words.len(), self.issued),
            None => (deadline::undated(&task, 0, task.words.len()), false),
        };
        if ambiguous {
            self.warn_ambiguous(&deadline, row.lines);
        }
        let product = row.cell(Attribute::Product).map(str::to_owned);
        let clauses = Clauses::new(&task);
        let whole = (0, task.words.len());
        for (from, to) in parts(&task, whole, self.v) {
            let orders = from == 0
                || clauses.order(from, to, to).is_some_and(|order| order.action.is_some());
            if !orders {
                continue;
            }
            let lists = list::read(&task, (from, to));
            self.found.push(Obligation {
                id: String::new(),
                item: row.path.to_owned(),
                quote: task.slice(from, to).to_owned(),
                lines: row.lines,
                assignees: assignees.clone(),
                lead: Some(lead.source.to_owned()),
                with: with.clone(),
                units: None,
                unresolved: None,
                force: None,
                deadline: deadline.clone(),
                report: report::read(clauses.names, (from, to)),
                fields: lists.fields,
                optional_fields: lists.optional,
                counts: lists.counts,
                deliverables: product.clone().map_or(lists.deliverables, |product| vec![product]),
            });
        }
    }

    fn finish(mut self) -> (Vec<Obligation>, Vec<Diagnostic>) {
        self.found.sort_by_key(|obligation| obligation.lines.first);
        for (number, obligation) in self.found.iter_mut().enumerate() {
            obligation.id = format!("o{}", number + 1);
        }
        (self.found, self.warnings)
    }
}

/// Whether a clause stands before what the paper orders.
fn leads_in(role: Role) -> bool {
    matches!(role, Role::LeadIn | Role::Basis)
}

fn same_words(left: &str, right: &str) -> bool {
    crate::base::text::fold(left) == crate::base::text::fold(right)
}
