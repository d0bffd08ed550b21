//! The walk through a phrase, item by item.

use jiff::civil::Date;

use super::super::UnitTree;
use super::super::vocabulary::{Role, Vocabulary};
use super::item::{Item, List};
use super::token::{Gap, Word};
use super::{Part, Status};

/// A phrase with the issuer's place and the day on which it was written.
pub(super) struct Reading<'t> {
    pub(super) tree: &'t UnitTree,
    pub(super) words: Vec<Word>,
    pub(super) day: Date,
    /// The territory that the issuer speaks for.
    pub(super) place: Option<u32>,
    /// The place and all above it.
    pub(super) chain: Vec<u32>,
}

/// A piece of the phrase, in words and positions.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) status: Status,
    pub(super) units: Vec<u32>,
    pub(super) candidates: Vec<u32>,
}

impl Found {
    pub(super) fn new(from: usize, to: usize, status: Status, units: Vec<u32>) -> Self {
        Self { from, to, status, units, candidates: Vec::new() }
    }

    fn withdraw(&mut self) {
        self.status = Status::Unresolved;
        self.units.clear();
    }
}

impl<'t> Reading<'t> {
    pub(super) fn new(tree: &'t UnitTree, phrase: &str, place: Option<u32>, day: Date) -> Self {
        let chain = place.map(|place| tree.chain(place, day)).unwrap_or_default();
        Self { tree, words: tree.vocabulary.words(phrase), day, place, chain }
    }

    pub(super) fn vocabulary(&self) -> &'t Vocabulary {
        &self.tree.vocabulary
    }

    /// Everything the phrase says, in its order.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut found = Vec::new();
        let mut list: Option<List> = None;
        let mut at = 0;
        while at < self.words.len() {
            at = self.step(at, &mut found, &mut list);
        }
        close_list(&mut found, list);
        self.set_aside_own_territory(&mut found);
        found.into_iter().map(|found| self.part(found)).collect()
    }

    fn step(&self, at: usize, found: &mut Vec<Found>, list: &mut Option<List>) -> usize {
        if self.is_glue(at) {
            found.push(Found::new(at, at + 1, Status::Context, Vec::new()));
            return at + 1;
        }
        if let Some(words) = self.role(Role::Excepting, at) {
            return self.except(at, at + words, found);
        }
        if let Some(item) = self.item(at) {
            return take(item, found, list);
        }
        if let Some(list) = list
            && let Some(name) = self.listed_name(at, list)
        {
            list.used = true;
            let next = name.to;
            found.push(name);
            return next;
        }
        self.give_up(at, found, list.is_some())
    }

    /// Lists words that are not understood; a clause that narrows the group before it takes that group along.
    fn give_up(&self, at: usize, found: &mut Vec<Found>, in_list: bool) -> usize {
        let gap = self.words[at].gap;
        let clause = gap.has(Gap::COMMA) || gap.has(Gap::OPEN);
        if clause && self.role(Role::Narrowing, at).is_some() {
            found.iter_mut().rev().take(1).for_each(Found::withdraw);
        }
        let end = self.unknown_until(at);
        let mut unknown = Found::new(at, end, Status::Unresolved, Vec::new());
        unknown.candidates = self.candidates(at, end, in_list);
        found.push(unknown);
        end
    }

    /// "trừ xã Nà Bó": the named units leave the group before, or nothing of it stands.
    fn except(&self, from: usize, at: usize, found: &mut Vec<Found>) -> usize {
        let mut next = at;
        let mut away = Vec::new();
        let mut understood = true;
        while next < self.words.len() && (next == at || !self.ends_clause(next)) {
            if self.is_glue(next) {
                next += 1;
            } else if let Some(name) = self.excepted_name(next) {
                away.extend(name.units);
                next = name.to;
            } else {
                understood = false;
                next = self.unknown_until(next);
            }
        }
        let next = next.max(at);
        let before = found.iter_mut().rev().find(|found| found.status != Status::Context);
        let fits = |found: &Found| away.iter().all(|unit| found.units.contains(unit));
        match before {
            Some(before) if understood && !away.is_empty() && fits(before) => {
                before.units.retain(|unit| !away.contains(unit));
                found.push(Found::new(from, next, Status::Context, Vec::new()));
            }
            before => {
                before.into_iter().for_each(Found::withdraw);
                found.push(Found::new(from, next, Status::Unresolved, Vec::new()));
            }
        }
        next
    }

    fn excepted_name(&self, at: usize) -> Option<Found> {
        let item = self.item(at)?;
        let [found] = item.found.try_into().ok()?;
        let found: Found = found;
        (found.status == Status::Resolved).then_some(found)
    }

    /// Where words that are not understood end: at the next boundary, beyond any group that stands among them.
    pub(super) fn unknown_until(&self, at: usize) -> usize {
        let mut next = at;
        let titled = self.head(at).titled;
        let mut swallowed = false;
        let mut depth = 0_usize;
        while next < self.words.len() {
            depth = self.depth_after(depth, next, at);
            if next > at && depth == 0 && self.is_boundary(next) {
                match self.continues(next, swallowed) {
                    Some(end) => next = end,
                    None => break,
                }
                continue;
            }
            match self.group_end(next) {
                Some(end) => {
                    swallowed |= next > titled;
                    next = end;
                }
                None => next += self.body_words(next).unwrap_or(1),
            }
        }
        next
    }

    fn depth_after(&self, depth: usize, at: usize, start: usize) -> usize {
        let gap = self.words[at].gap;
        let depth = if gap.has(Gap::CLOSE) { depth.saturating_sub(1) } else { depth };
        if gap.has(Gap::OPEN) && at > start { depth + 1 } else { depth }
    }

    /// Beyond a boundary, unknown words go on where "và" joins something that is no item of its own, and where a bare
    /// group follows one that they took in ("khu cách ly của các huyện, các xã").
    fn continues(&self, at: usize, swallowed: bool) -> Option<usize> {
        let gap = self.words[at].gap;
        if !gap.is_within_phrase() {
            return None;
        }
        let glue = self.is_glue(at);
        let start = if glue { at + 1 } else { at };
        if swallowed && let Some(end) = self.group_end(start) {
            return Some(end);
        }
        let inside = glue && gap.is_none() && start < self.words.len();
        (inside && self.item(start).is_none()).then_some(start)
    }

    /// "và" and the like between items, where it is written and not part of an abbreviation such as "NN&PTNT".
    pub(super) fn is_glue(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let written = at == 0 || self.words[at - 1].from != word.from;
        written && matches!(word.key.as_str(), "và" | "cùng" | "hoặc")
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map(|word| word.gap).unwrap_or_default()
    }

    pub(super) fn role(&self, role: Role, at: usize) -> Option<usize> {
        self.vocabulary().role(role, &self.words, at)
    }

    /// Whether something new may begin here.
    fn is_boundary(&self, at: usize) -> bool {
        at >= self.words.len() || !self.gap(at).is_none() || self.is_glue(at)
    }

    fn ends_clause(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.has(Gap::CLOSE) || !gap.is_within_phrase()
    }

    /// Whether an item is complete before this word. A bracket belongs to the item, unless it only says what for.
    pub(super) fn ends(&self, at: usize) -> bool {
        if self.role(Role::Excepting, at).is_some() {
            return true;
        }
        if self.gap(at).has(Gap::OPEN) {
            return self.gap(at).has(Gap::CLOSE);
        }
        self.is_boundary(at)
    }

    /// "(để báo cáo)" after an item.
    pub(super) fn past_purpose(&self, at: usize) -> usize {
        if !self.gap(at).has(Gap::OPEN) {
            return at;
        }
        match self.role(Role::Purpose, at) {
            Some(words) if self.is_boundary(at + words) => at + words,
            _ => at,
        }
    }

    /// "…; UBND các huyện, thị xã; tỉnh Sóc Trăng." – the issuer's own territory at the end only says whose they are.
    fn set_aside_own_territory(&self, found: &mut [Found]) {
        let named = |found: &Found| found.status != Status::Context;
        let first = found.iter().position(named).unwrap_or(found.len());
        for later in found.iter_mut().skip(first + 1) {
            let own = matches!(later.units[..], [unit] if self.chain.contains(&unit));
            if own && later.status == Status::Resolved && self.is_bare_territory(later.from) {
                later.status = Status::Context;
                later.units.clear();
            }
        }
    }

    fn part(&self, found: Found) -> Part {
        let (first, last) = (&self.words[found.from], &self.words[found.to - 1]);
        let ids = |units: Vec<u32>| units.into_iter().map(|at| self.tree.at(at).id).collect();
        Part {
            span: (first.from, last.to),
            status: found.status,
            units: ids(found.units),
            candidates: ids(found.candidates),
        }
    }
}

fn take(item: Item, found: &mut Vec<Found>, list: &mut Option<List>) -> usize {
    close_list(found, list.take());
    let header = found.len();
    found.extend(item.found);
    *list = item.list.map(|list| List { header: Some(header), ..list });
    item.next
}

/// "các xã:" before which no name followed names nobody that is known.
fn close_list(found: &mut [Found], list: Option<List>) {
    let Some(List { used: false, header: Some(header), .. }) = list else { return };
    if let Some(header) = found.get_mut(header).filter(|found| found.status == Status::Context) {
        header.withdraw();
    }
}
