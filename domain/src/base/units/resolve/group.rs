//! Groups: "các xã, thị trấn", "11/11 huyện", "cấp xã", "các phòng, ban, cơ quan".

use super::super::RelationKind;
use super::super::vocabulary::Role;
use super::reading::Reading;
use super::token::Gap;
use crate::register::Tier;

/// Kinds that are named together, before it is asked whose they are.
pub(super) struct Kinds {
    pub(super) kinds: Vec<usize>,
    /// Tiers at which all of them stand.
    tiers: Vec<Tier>,
    /// "22", "11/11": how many the writer says there are.
    expected: Option<usize>,
    /// "cấp xã" means all kinds of the tier.
    whole_tier: bool,
    pub(super) next: usize,
}

/// A group of units that are all meant.
pub(super) struct Group {
    pub(super) units: Vec<u32>,
    pub(super) next: usize,
}

impl Reading<'_> {
    /// Kinds of one tier, at least two or with "các" or a number before them; or a tier by name.
    pub(super) fn kinds(&self, at: usize) -> Option<Kinds> {
        if let Some(hit) = self.vocabulary().levels.longest(&self.words, at)
            && let Some(tier) = *hit.meaning
        {
            let next = at + hit.words;
            let tiers = vec![tier];
            return Some(Kinds {
                kinds: Vec::new(),
                tiers,
                expected: None,
                whole_tier: true,
                next,
            });
        }
        let every = self.role(Role::Every, at);
        let start = at + every.unwrap_or(0);
        let expected = self.number(start)?;
        let start = start + usize::from(expected.is_some());
        let list = self.kind_list(start)?;
        let marked = every.is_some() || expected.is_some() || list.kinds.len() > 1;
        marked.then_some(Kinds { expected, ..list })
    }

    /// "22" or "11/11"; `None` where a part of a whole is meant ("3/11"), which leaves open which.
    #[allow(
        clippy::option_option,
        reason = "no number, a number, and a number that forbids the group are three things"
    )]
    fn number(&self, at: usize) -> Option<Option<usize>> {
        let Some(word) = self.words.get(at) else { return Some(None) };
        if !word.key.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(None);
        }
        let (part, whole) = word.key.split_once('/').unwrap_or((&word.key, &word.key));
        let (part, whole): (usize, usize) = (part.parse().ok()?, whole.parse().ok()?);
        (part == whole).then_some(Some(part))
    }

    fn kind_list(&self, at: usize) -> Option<Kinds> {
        if let Some(hit) = self.vocabulary().lists.longest_loose(&self.words, at) {
            return self.one_tier(hit.meaning.clone(), at + hit.words);
        }
        let (first, mut next) = self.kind(at)?;
        let mut list = self.one_tier(first, next)?;
        while let Some((kind, after)) = self.next_kind(next) {
            let mut kinds = list.kinds.clone();
            kinds.extend(kind);
            let Some(longer) = self.one_tier(kinds, after) else { break };
            (list, next) = (longer, after);
        }
        Some(list)
    }

    /// One kind by its full name; all meanings of that name.
    fn kind(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let hit = self.vocabulary().kind_words.longest(&self.words, at)?;
        if self.body_words(at).is_some_and(|words| words > hit.words) {
            return None;
        }
        Some((hit.meaning.clone(), at + hit.words))
    }

    /// The next of a list: after a comma, "và", a slash or nothing.
    fn next_kind(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        if at >= self.words.len() || !self.joins(at) {
            return None;
        }
        self.kind(at + usize::from(self.is_glue(at)))
    }

    fn joins(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.is_within_phrase() || gap == Gap::SLASH
    }

    fn one_tier(&self, kinds: Vec<usize>, next: usize) -> Option<Kinds> {
        let specs = || kinds.iter().map(|kind| &self.vocabulary().kinds[*kind]);
        let mut tiers = specs().next()?.tiers.clone();
        tiers.retain(|tier| specs().all(|spec| spec.tiers.contains(tier)));
        let whole = Kinds { kinds, tiers, expected: None, whole_tier: false, next };
        (!whole.tiers.is_empty()).then_some(whole)
    }

    /// Where a group that stands among unknown words ends.
    pub(super) fn group_end(&self, at: usize) -> Option<usize> {
        let bodies = self.generics(at).map(|(_, next)| next);
        self.kinds(at).map(|kinds| kinds.next).max(bodies)
    }

    /// All units of these kinds below the issuer's place, or below the territory written after them.
    pub(super) fn group(&self, kinds: &Kinds) -> Option<Group> {
        let central = self.role(Role::CentralTail, kinds.next);
        let (place, next) = match central {
            Some(words) => (*self.chain.last()?, kinds.next + words),
            None => self.tail(kinds)?,
        };
        let tier = self.tier_of(kinds, place, central.is_some())?;
        let below = self.tree.subtree(place, self.day);
        let of_tier: Vec<u32> =
            below.into_iter().skip(1).filter(|at| self.tree.at(*at).tier == tier).collect();
        let units = self.counted(kinds, of_tier)?;
        (!units.is_empty()).then_some(Group { units, next })
    }

    fn tier_of(&self, kinds: &Kinds, place: u32, central: bool) -> Option<Tier> {
        let above = self.tree.at(place).tier;
        if central || above == Tier::Country {
            return kinds.tiers.first().copied();
        }
        kinds.tiers.iter().copied().find(|tier| *tier > above)
    }

    /// The units of the kinds; where a number is written it must be theirs, or that of their whole tier.
    fn counted(&self, kinds: &Kinds, of_tier: Vec<u32>) -> Option<Vec<u32>> {
        let of_kinds = |at: &u32| {
            let kind = &self.tree.at(*at).kind;
            kinds.whole_tier
                || kinds.kinds.iter().any(|k| self.vocabulary().kinds[*k].name == *kind)
        };
        let named: Vec<u32> = of_tier.iter().copied().filter(of_kinds).collect();
        match kinds.expected {
            Some(count) if count != named.len() => (count == of_tier.len()).then_some(of_tier),
            _ => Some(named),
        }
    }

    /// "trên địa bàn huyện", "trong cả nước", "huyện Thuận Châu": whose group it is; without a tail, the issuer's.
    fn tail(&self, kinds: &Kinds) -> Option<(u32, usize)> {
        let tier = *kinds.tiers.first()?;
        self.territory_tail(kinds.next, tier)
    }

    /// The territory that is written after a group, which must stand above it.
    pub(super) fn territory_tail(&self, at: usize, below: Tier) -> Option<(u32, usize)> {
        let within = self.role(Role::Within, at);
        let start = at + within.unwrap_or(0);
        if within.is_some()
            && let Some(words) = self.role(Role::Country, start)
        {
            return Some((*self.chain.last()?, start + words));
        }
        if self.gap(start).is_none()
            && let Some(territory) = self.named(start).or_else(|| self.own(start))
            && self.tree.at(territory.unit).tier < below
        {
            return Some((territory.unit, territory.next));
        }
        Some((self.place?, if self.ends(start) { start } else { at }))
    }

    /// "các phòng, ban, cơ quan, đơn vị": group words for bodies. Gives the kinds that they reach.
    pub(super) fn generics(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let every = self.role(Role::Every, at);
        let mut next = at + every.unwrap_or(0);
        let mut kinds = Vec::new();
        let mut count = 0;
        while let Some((reached, after)) = self.next_generic(next, count > 0) {
            kinds.extend(reached);
            next = after;
            count += 1;
        }
        (count > 1 || (count == 1 && every.is_some())).then_some((kinds, next))
    }

    fn next_generic(&self, at: usize, follows: bool) -> Option<(&[usize], usize)> {
        if at >= self.words.len() || (follows && !self.joins(at)) {
            return None;
        }
        let start = at + usize::from(follows && self.is_glue(at));
        let hit = self.vocabulary().generics.longest(&self.words, start)?;
        let body = self.body_words(start).is_some_and(|words| words > hit.words);
        (!body).then_some((hit.meaning.as_slice(), start + hit.words))
    }

    /// The bodies of these kinds directly under a territory.
    pub(super) fn bodies_of(&self, owner: u32, kinds: &[usize]) -> Vec<u32> {
        let of_kinds = |at: &u32| {
            let unit = self.tree.at(*at);
            unit.tier == Tier::Body
                && kinds.iter().any(|kind| self.vocabulary().kinds[*kind].name == unit.kind)
        };
        let below = self.tree.below(owner, RelationKind::PartOf, self.day);
        below.filter(|at| self.exists(*at)).filter(of_kinds).collect()
    }
}
