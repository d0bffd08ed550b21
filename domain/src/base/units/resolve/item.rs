//! One item of a phrase: an organ of a territory or group, a group of bodies, a named unit.

use super::super::vocabulary::{Role, TitleOf};
use super::Status;
use super::group::Kinds;
use super::organ::{Head, Organ};
use super::place::only;
use super::reading::{Found, Reading};
use super::token::Gap;
use crate::register::Tier;

/// An item that is understood, and the list that it may open.
pub(super) struct Item {
    pub(super) found: Vec<Found>,
    pub(super) next: usize,
    pub(super) list: Option<List>,
}

/// "các tỉnh: Khánh Hòa, Đắk Lắk": names that follow take kind and organ from here.
pub(super) struct List {
    pub(super) kinds: Vec<usize>,
    pub(super) organs: Vec<Organ>,
    /// Whose bodies are listed; `None` for territories.
    pub(super) owner: Option<u32>,
    /// Which piece opened the list.
    pub(super) header: Option<usize>,
    /// Whether a name followed.
    pub(super) used: bool,
}

impl Reading<'_> {
    /// The item that begins at a word, if it is understood to its end.
    pub(super) fn item(&self, at: usize) -> Option<Item> {
        let item = self.item_of(at)?;
        let next = self.past_purpose(item.next);
        let mut item = Item { next, ..item };
        if let Some(last) = item.found.last_mut() {
            last.to = next;
        }
        (item.list.is_some() || self.ends(next)).then_some(item)
    }

    fn item_of(&self, at: usize) -> Option<Item> {
        let heads = self.heads(at);
        let first = heads.first()?;
        let body_title = first.titles.contains(&TitleOf::Body) || only_nothing(&first.titles);
        if body_title && let Some(item) = self.body_group(at, first.titled) {
            return Some(item);
        }
        self.of_territory(&heads)
            .or_else(|| self.of_territory(&heads[..1]))
            .or_else(|| self.alone(first))
            .or_else(|| self.bare(first))
    }

    /// Organs that stand together before their territory: "Đảng ủy, UBND", "Bí thư, Chủ tịch UBND".
    fn heads(&self, at: usize) -> Vec<Head> {
        let mut heads = vec![self.head(at)];
        while let Some(last) = heads.last() {
            let shared = last.organ.as_ref().is_some_and(|organ| self.shares(organ));
            let next = last.next;
            if !shared || next >= self.words.len() || !self.gap(next).is_within_phrase() {
                break;
            }
            let head = self.head(next + usize::from(self.is_glue(next)));
            let shares = head.organ.as_ref().is_some_and(|organ| self.shares(organ));
            if !shares || head.next <= next {
                break;
            }
            heads.push(head);
        }
        heads
    }

    /// Organs with a group, a named territory or the issuer's own after them.
    fn of_territory(&self, heads: &[Head]) -> Option<Item> {
        let last = heads.last()?;
        let organs: Option<Vec<Organ>> = heads.iter().map(|head| head.organ.clone()).collect();
        let organs = organs?;
        let at = last.next + self.role(Role::Within, last.next).unwrap_or(0);
        if at >= self.words.len() || !self.gap(at).is_within_name() {
            return None;
        }
        if let Some(kinds) = self.kinds(at) {
            return self.organs_of_group(heads, organs, &kinds);
        }
        if heads.len() == 1
            && let Some((unit, next)) = self.organ_of_name(&organs[0], at)
        {
            return Some(single(last.from, next, unit));
        }
        let (owner, next) = self.one_territory(at, true)?;
        self.organs_of(heads, &organs, &[owner], next)
    }

    /// One territory, named or the issuer's own.
    fn one_territory(&self, at: usize, own: bool) -> Option<(u32, usize)> {
        let named = self.named(at).filter(|named| self.ends(self.past_purpose(named.next)));
        let territory = named.or_else(|| if own { self.own(at) } else { None })?;
        Some((territory.unit, territory.next))
    }

    fn organs_of_group(&self, heads: &[Head], organs: Vec<Organ>, kinds: &Kinds) -> Option<Item> {
        if let Some(start) = self.introduced(kinds) {
            let from = heads.first()?.from;
            return Some(self.open_list(from, start, kinds.kinds.clone(), organs, None));
        }
        let group = self.group(kinds)?;
        self.organs_of(heads, &organs, &group.units, group.next)
    }

    /// Where names begin after a group: a colon, "sau:", a bracket, or directly after a single kind.
    fn introduced(&self, kinds: &Kinds) -> Option<usize> {
        let words = self.role(Role::Introduces, kinds.next).unwrap_or(0);
        let start = kinds.next + words;
        if start >= self.words.len() {
            return None;
        }
        let gap = self.gap(start);
        if gap.has(Gap::COLON) || words > 0 {
            return Some(start);
        }
        let opens = gap.has(Gap::OPEN) || (gap.is_none() && kinds.kinds.len() == 1);
        let named = || self.listed_territory(start, &kinds.kinds).is_some();
        (opens && named()).then_some(start)
    }

    fn open_list(
        &self,
        from: usize,
        start: usize,
        kinds: Vec<usize>,
        organs: Vec<Organ>,
        owner: Option<u32>,
    ) -> Item {
        let header = Found::new(from, start, Status::Context, Vec::new());
        let list = List { kinds, organs, owner, header: None, used: false };
        Item { found: vec![header], next: start, list: Some(list) }
    }

    fn organs_of(
        &self,
        heads: &[Head],
        organs: &[Organ],
        owners: &[u32],
        next: usize,
    ) -> Option<Item> {
        let mut found = Vec::new();
        for (at, (head, organ)) in heads.iter().zip(organs).enumerate() {
            let units: Vec<u32> =
                owners.iter().filter_map(|owner| self.organ_of(organ, *owner)).collect();
            let status = match units.len() {
                0 => Status::Unresolved,
                count if count < owners.len() => Status::Partly,
                _ => Status::Resolved,
            };
            let to = heads.get(at + 1).map_or(next, |next| next.from);
            found.push(Found::new(head.from, to, status, units));
        }
        let any = found.iter().any(|found| !found.units.is_empty());
        any.then_some(Item { found, next, list: None })
    }

    /// An organ without a territory: "Trung tâm Y tế", "Thường trực Huyện ủy".
    fn alone(&self, head: &Head) -> Option<Item> {
        let organ = head.organ.as_ref()?;
        if !self.ends(self.past_purpose(head.next)) {
            return None;
        }
        let unit = self.own_organ(organ)?;
        let mut item = single(head.from, head.next, unit);
        item.list = self.list_after_body(unit);
        Some(item)
    }

    /// "Phòng Nội vụ, Tư pháp": names after a department are of departments.
    fn list_after_body(&self, unit: u32) -> Option<List> {
        let kind = self.vocabulary().kind_no(&self.tree.at(unit).kind)?;
        let owner = Some(self.owner(unit)?);
        Some(List { kinds: vec![kind], organs: Vec::new(), owner, header: None, used: true })
    }

    /// No organ: a group of territories or of bodies, or one named territory.
    fn bare(&self, head: &Head) -> Option<Item> {
        if head.organ.is_some() && !head.titles.is_empty() {
            return None;
        }
        let start = head.titled;
        if let Some(kinds) = self.kinds(start) {
            return self.bare_group(head.from, &kinds);
        }
        let (unit, next) = self.one_territory(start, false)?;
        let mut item = single(head.from, next, unit);
        item.list = self.list_after_territory(unit);
        Some(item)
    }

    /// "xã Cò Nòi, Nà Bó": names after a territory are of its kind.
    fn list_after_territory(&self, unit: u32) -> Option<List> {
        let kind = self.vocabulary().kind_no(&self.tree.at(unit).kind)?;
        let organs = vec![Organ::Executive];
        Some(List { kinds: vec![kind], organs, owner: None, header: None, used: true })
    }

    fn bare_group(&self, from: usize, kinds: &Kinds) -> Option<Item> {
        if let Some(start) = self.introduced(kinds) {
            let organs = vec![Organ::Executive];
            return Some(self.open_list(from, start, kinds.kinds.clone(), organs, None));
        }
        let group = self.group(kinds)?;
        Some(many(from, group.next, group.units))
    }

    /// "các phòng, ban, cơ quan, đơn vị [của huyện][: Nội vụ, Tư pháp]".
    fn body_group(&self, from: usize, at: usize) -> Option<Item> {
        let (kinds, after) = self.generics(at)?;
        let (owner, next) = self.territory_tail(self.past_level(after), Tier::Body)?;
        let words = self.role(Role::Introduces, next).unwrap_or(0);
        let start = next + words;
        let named = || start < self.words.len() && self.listed_body(start, owner, &kinds).is_some();
        let gap = self.gap(start);
        if (gap.has(Gap::COLON) || words > 0 || gap.has(Gap::OPEN) || gap.is_none()) && named() {
            return Some(self.open_list(from, start, kinds, Vec::new(), Some(owner)));
        }
        let units = self.bodies_of(owner, &kinds);
        (!units.is_empty() && !gap.has(Gap::COLON)).then(|| many(from, next, units))
    }

    /// "cấp huyện" after bodies, where the issuer is of that tier.
    fn past_level(&self, at: usize) -> usize {
        let Some(hit) = self.vocabulary().levels.longest(&self.words, at) else { return at };
        let own = self.place.map(|place| self.tree.at(place).tier);
        if self.gap(at).is_none() && own == *hit.meaning { at + hit.words } else { at }
    }

    /// A name in a list that was opened before.
    pub(super) fn listed_name(&self, at: usize, list: &List) -> Option<Found> {
        let (units, next) = match list.owner {
            Some(owner) => self.listed_body(at, owner, &list.kinds)?,
            None => self.listed_territory(at, &list.kinds)?,
        };
        let next = self.past_purpose(next);
        if !self.ends(next) {
            return None;
        }
        if list.owner.is_some() {
            return Some(Found::new(at, next, Status::Resolved, vec![units]));
        }
        let organs = list.organs.iter();
        let named: Vec<u32> = organs.filter_map(|organ| self.organ_of(organ, units)).collect();
        let status = match named.len() {
            0 => return None,
            count if count < list.organs.len() => Status::Partly,
            _ => Status::Resolved,
        };
        Some(Found::new(at, next, status, named))
    }

    fn listed_territory(&self, at: usize, kinds: &[usize]) -> Option<(u32, usize)> {
        let hit = self.tree.names.territories.longest(&self.words, at)?;
        let tiers: Vec<Tier> =
            kinds.iter().flat_map(|kind| self.vocabulary().kinds[*kind].tiers.clone()).collect();
        let of_day = |at: &&u32| self.exists(**at) && tiers.contains(&self.tree.at(**at).tier);
        let units: Vec<u32> = hit.meaning.iter().filter(of_day).copied().collect();
        let is_of_kinds = |at: &&u32| {
            kinds.iter().any(|kind| self.vocabulary().kinds[*kind].name == self.tree.at(**at).kind)
        };
        let of_kinds: Vec<u32> = units.iter().filter(is_of_kinds).copied().collect();
        let provinces =
            || units.iter().copied().filter(|at| self.tree.at(*at).tier == Tier::Province);
        let fitting = if of_kinds.is_empty() { provinces().collect() } else { of_kinds };
        Some((self.nearest(&fitting)?, at + hit.words))
    }

    fn listed_body(&self, at: usize, owner: u32, kinds: &[usize]) -> Option<(u32, usize)> {
        let hit = self.tree.names.bare_bodies.longest(&self.words, at)?;
        let of_kinds = |at: &&u32| {
            kinds.iter().any(|kind| self.vocabulary().kinds[*kind].name == self.tree.at(**at).kind)
        };
        let own = |at: &&u32| self.exists(**at) && self.owner(**at) == Some(owner);
        let bodies = hit.meaning.iter().filter(own).filter(of_kinds).copied().collect();
        let next = at + hit.words;
        let suffix = self.gap(next).is_none().then(|| self.own(next)).flatten();
        let next = suffix.filter(|own| own.unit == owner).map_or(next, |own| own.next);
        Some((only(bodies)?, next))
    }

    /// Whether a territory stands here by itself, without an organ before it.
    pub(super) fn is_bare_territory(&self, at: usize) -> bool {
        self.territorial_kind(at).is_some()
    }
}

fn only_nothing(titles: &[TitleOf]) -> bool {
    titles.iter().all(|title| *title == TitleOf::Nothing)
}

fn single(from: usize, next: usize, unit: u32) -> Item {
    many(from, next, vec![unit])
}

fn many(from: usize, next: usize, units: Vec<u32>) -> Item {
    Item { found: vec![Found::new(from, next, Status::Resolved, units)], next, list: None }
}
