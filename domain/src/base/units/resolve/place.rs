//! Named territories: which of all units of that name is meant, seen from where the issuer stands.

use super::super::vocabulary::Role;
use super::reading::Reading;
use crate::base::text::fold;
use crate::register::Tier;

use super::token::{Gap, Word};

/// A kind with a name after it.
pub(super) struct Named {
    pub(super) unit: u32,
    pub(super) next: usize,
}

impl Reading<'_> {
    /// "xã Tham Đôn, huyện Mỹ Xuyên": kind, name, and the territories above it where they are written.
    pub(super) fn named(&self, at: usize) -> Option<Named> {
        let (mut units, mut next) = self.kind_and_name(at)?;
        let mut qualified = false;
        while let Some((fitting, after)) = self.qualified(&units, next) {
            (units, next, qualified) = (fitting, after, true);
        }
        let unit = match units[..] {
            [only] if qualified => only,
            _ => self.nearest(&units)?,
        };
        Some(Named { unit, next })
    }

    /// All units of the tree's day that a kind and a name can mean.
    fn kind_and_name(&self, at: usize) -> Option<(Vec<u32>, usize)> {
        let (kinds, start) = self.territorial_kind(at)?;
        let hit = self.tree.names.territories.longest(&self.words, start)?;
        let of_day: Vec<u32> = hit.meaning.iter().copied().filter(|at| self.exists(*at)).collect();
        let of_kind: Vec<u32> =
            of_day.iter().copied().filter(|at| self.is_of_kind(*at, &kinds)).collect();
        let units =
            if of_kind.is_empty() { self.renamed_province(&of_day, &kinds) } else { of_kind };
        (!units.is_empty()).then_some((units, start + hit.words))
    }

    /// A kind of territory in full or short, and where the name after it begins.
    pub(super) fn territorial_kind(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let words = self.vocabulary();
        let full = words.kind_words.longest(&self.words, at);
        let short = || words.short_kinds.longest(&self.words, at);
        let hit = full.or_else(short)?;
        let start = at + hit.words;
        let gap = self.gap(start);
        let joined = gap.is_within_name() && !gap.has(Gap::DASH);
        let kinds: Vec<usize> =
            hit.meaning.iter().copied().filter(|kind| self.is_territorial(*kind)).collect();
        (joined && !kinds.is_empty()).then_some((kinds, start))
    }

    fn is_territorial(&self, kind: usize) -> bool {
        !self.vocabulary().kinds[kind].tiers.contains(&Tier::Body)
    }

    fn is_of_kind(&self, at: u32, kinds: &[usize]) -> bool {
        let unit = self.tree.at(at);
        kinds.iter().any(|kind| self.vocabulary().kinds[*kind].name == unit.kind)
    }

    /// A province may have become a city since; its name is unique, so "tỉnh Đồng Nai" still means it.
    fn renamed_province(&self, units: &[u32], kinds: &[usize]) -> Vec<u32> {
        let province =
            |kind: &usize| self.vocabulary().kinds[*kind].tiers.contains(&Tier::Province);
        if !kinds.iter().any(province) {
            return Vec::new();
        }
        units.iter().copied().filter(|at| self.tree.at(*at).tier == Tier::Province).collect()
    }

    /// ", huyện Mỹ Xuyên" after a name: the units that lie within it.
    fn qualified(&self, units: &[u32], at: usize) -> Option<(Vec<u32>, usize)> {
        if at >= self.words.len() || !self.gap(at).is_within_phrase() {
            return None;
        }
        let start = at + self.role(Role::Within, at).unwrap_or(0);
        let (above, next) = self.kind_and_name(start)?;
        let lies_within = |unit: &u32| {
            above.iter().any(|above| above != unit && self.tree.is_within(*unit, *above, self.day))
        };
        let fitting: Vec<u32> = units.iter().copied().filter(lies_within).collect();
        (!fitting.is_empty()).then_some((fitting, next))
    }

    pub(super) fn exists(&self, at: u32) -> bool {
        self.tree.at(at).valid.on(self.day)
    }

    /// The one unit that the issuer can mean: below its place first, then beside it, then above. Two are none.
    pub(super) fn nearest(&self, units: &[u32]) -> Option<u32> {
        let Some((place, above)) = self.chain.split_first() else { return only(units.to_vec()) };
        let below = self.keep(units, |at| self.tree.is_within(at, *place, self.day));
        if !below.is_empty() {
            return only(below);
        }
        for above in above {
            let beside = |at: u32| at == *above || self.tree.parent(at, self.day) == Some(*above);
            let found = self.keep(units, beside);
            if !found.is_empty() {
                return only(found);
            }
        }
        None
    }

    fn keep(&self, units: &[u32], wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        units.iter().copied().filter(|at| wanted(*at)).collect()
    }

    /// "huyện", "tỉnh" without a name: the one in the issuer's own chain.
    pub(super) fn own(&self, at: usize) -> Option<Named> {
        let hit = self.vocabulary().kind_words.longest(&self.words, at)?;
        let next = at + hit.words;
        let of_kind = |unit: &u32| self.is_of_kind(*unit, hit.meaning);
        let found: Vec<u32> = self.chain.iter().copied().filter(of_kind).collect();
        Some(Named { unit: only(found)?, next })
    }

    /// Units whose name fits without tones, or that lie outside the issuer's reach: each the only one of its kind.
    pub(super) fn candidates(&self, from: usize, to: usize, in_list: bool) -> Vec<u32> {
        let folded: Vec<Word> = self.words[from..to]
            .iter()
            .map(|word| Word { key: fold(&word.key), ..word.clone() })
            .collect();
        let mut found = Vec::new();
        for at in from..to {
            let kind = self.territorial_kind(at);
            let (kinds, start) = match kind {
                Some((kinds, start)) if start < to => (kinds, start),
                _ if in_list && at == from => (Vec::new(), at),
                _ => continue,
            };
            found.extend(self.candidate(&folded, start - from, &kinds));
        }
        found.dedup();
        found
    }

    fn candidate(&self, folded: &[Word], at: usize, kinds: &[usize]) -> Option<u32> {
        let hit = self.tree.names.folded.longest(folded, at)?;
        let fits = |at: u32| self.exists(at) && (kinds.is_empty() || self.is_of_kind(at, kinds));
        let units = self.keep(hit.meaning, fits);
        self.nearest(&units).or_else(|| only(units))
    }
}

pub(super) fn only(mut units: Vec<u32>) -> Option<u32> {
    units.dedup();
    match units[..] {
        [unit] => Some(unit),
        _ => None,
    }
}
