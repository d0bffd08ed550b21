//! Organs: the executive, the party committee, a department, before the territory that they belong to.

use super::super::RelationKind;
use super::super::vocabulary::{Role, TitleOf};
use super::place::only;
use super::reading::Reading;
use crate::register::Tier;

/// Whose office or committee is meant, before it is known of which territory.
#[derive(Clone, Debug)]
pub(super) enum Organ {
    /// "UBND": the territorial unit itself.
    Executive,
    /// "Bí thư": the party committee.
    Party,
    /// A body by its name, with all units of the tree that bear it (in rising order), and by its kind where the words are one.
    Body { units: Vec<u32>, kind: Option<usize> },
}

/// An organ with the titles before it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) from: usize,
    /// Where the words after the titles begin.
    pub(super) titled: usize,
    pub(super) next: usize,
    pub(super) organ: Option<Organ>,
    pub(super) titles: Vec<TitleOf>,
}

impl Reading<'_> {
    /// How many words of a body's name stand here.
    pub(super) fn body_words(&self, at: usize) -> Option<usize> {
        self.tree.names.bodies.longest(&self.words, at).map(|hit| hit.words)
    }

    /// Titles and an organ; a title alone stands for the organ that it is of.
    pub(super) fn head(&self, from: usize) -> Head {
        let mut titles: Vec<TitleOf> = Vec::new();
        let mut next = from;
        while self.gap(next).is_within_name() || next == from {
            let Some(hit) = self.vocabulary().titles.longest(&self.words, next) else { break };
            if self.body_words(next).is_some_and(|words| words > hit.words) {
                break;
            }
            titles.extend(hit.meaning);
            next += hit.words;
        }
        match self.organ(next) {
            Some((organ, after)) if next == from || !self.ends(next) || only_asks(&titles) => {
                Head { from, titled: next, next: after, organ: Some(organ), titles }
            }
            _ => Head { from, titled: next, next, organ: default_organ(&titles), titles },
        }
    }

    fn organ(&self, at: usize) -> Option<(Organ, usize)> {
        if let Some(words) = self.role(Role::Executive, at)
            && self.body_words(at).is_none_or(|body| body < words)
            && self.kind_of_body(at).is_none_or(|(_, body)| body < words)
        {
            return Some((Organ::Executive, at + words));
        }
        let named = self.tree.names.bodies.longest(&self.words, at);
        let kind = self.kind_of_body(at);
        let (named_words, kind_words) =
            (named.as_ref().map_or(0, |hit| hit.words), kind.map_or(0, |(_, words)| words));
        let words = named_words.max(kind_words);
        if words == 0 {
            return None;
        }
        let units = named.filter(|_| named_words == words).map(|hit| hit.meaning.clone());
        let kind = kind.filter(|_| kind_words == words).map(|(kind, _)| kind);
        Some((Organ::Body { units: units.unwrap_or_default(), kind }, at + words))
    }

    fn kind_of_body(&self, at: usize) -> Option<(usize, usize)> {
        let hit = self.vocabulary().kind_words.longest(&self.words, at)?;
        let is_body = |kind: &usize| self.vocabulary().kinds[*kind].tiers == [Tier::Body];
        hit.meaning.iter().copied().find(is_body).map(|kind| (kind, hit.words))
    }

    /// Whether an organ takes the territory that is written after its neighbour.
    pub(super) fn shares(&self, organ: &Organ) -> bool {
        match organ {
            Organ::Executive | Organ::Party => true,
            Organ::Body { kind, .. } => {
                kind.is_some_and(|kind| self.vocabulary().kinds[kind].shares)
            }
        }
    }

    /// The unit that is this organ of a territory.
    pub(super) fn organ_of(&self, organ: &Organ, owner: u32) -> Option<u32> {
        match organ {
            Organ::Executive => Some(owner),
            Organ::Party => only(self.bodies_of(owner, &self.party_kinds())),
            Organ::Body { units, kind } => {
                let mut own = self.bodies_under(owner);
                own.retain(|at| units.binary_search(at).is_ok());
                only(own).or_else(|| only(self.bodies_of(owner, &[(*kind)?])))
            }
        }
    }

    fn party_kinds(&self) -> Vec<usize> {
        let kinds = &self.vocabulary().kinds;
        (0..kinds.len()).filter(|kind| kinds[*kind].party).collect()
    }

    /// The bodies of a territory, those of its bodies included.
    fn bodies_under(&self, owner: u32) -> Vec<u32> {
        let is_body = |at: &u32| !self.tree.at(*at).is_territorial() && self.exists(*at);
        let below = |at| self.tree.below(at, RelationKind::PartOf, self.day).filter(is_body);
        let mut found: Vec<u32> = below(owner).collect();
        let mut next = 0;
        while next < found.len() {
            found.extend(below(found[next]));
            next += 1;
        }
        found
    }

    /// The territory that a body belongs to.
    pub(super) fn owner(&self, body: u32) -> Option<u32> {
        let chain = self.tree.chain(body, self.day);
        chain.into_iter().find(|at| self.tree.at(*at).is_territorial())
    }

    /// An organ without a territory after it: the issuer's own, or the next one above that has it.
    pub(super) fn own_organ(&self, organ: &Organ) -> Option<u32> {
        match organ {
            Organ::Executive | Organ::Party => None,
            Organ::Body { .. } => self.chain.iter().find_map(|owner| self.organ_of(organ, *owner)),
        }
    }

    /// "Huyện ủy Mai Sơn": a name without its kind, which is clear because the organ is of one territory of that name.
    pub(super) fn organ_of_name(&self, organ: &Organ, at: usize) -> Option<(u32, usize)> {
        if matches!(organ, Organ::Executive) || !self.gap(at).is_within_name() {
            return None;
        }
        let hit = self.tree.names.territories.longest(&self.words, at)?;
        let organs: Vec<u32> = hit
            .meaning
            .iter()
            .filter(|owner| self.exists(**owner))
            .filter_map(|owner| self.organ_of(organ, *owner))
            .collect();
        Some((self.nearest(&organs)?, at + hit.words))
    }
}

fn only_asks(titles: &[TitleOf]) -> bool {
    titles.iter().all(|title| *title == TitleOf::Nothing)
}

fn default_organ(titles: &[TitleOf]) -> Option<Organ> {
    titles.iter().rev().find_map(|title| match title {
        TitleOf::Executive => Some(Organ::Executive),
        TitleOf::Party => Some(Organ::Party),
        TitleOf::Body | TitleOf::Nothing => None,
    })
}
