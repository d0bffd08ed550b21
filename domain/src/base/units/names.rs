//! The index of names: which units a run of words can mean, wherever they stand.

use super::lexicon::Lexicon;
use super::tree::UnitTree;
use super::{Unit, Vocabulary};
use crate::base::text::fold;

/// What a name stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    /// Names of territories, without their kind.
    pub(super) territories: Lexicon<Vec<u32>>,
    /// The same without tones and diacritics: only good for proposing.
    pub(super) folded: Lexicon<Vec<u32>>,
    /// Full names of bodies without the name of their territory: `phòng y tế`, `văn phòng hội đồng nhân dân …`.
    pub(super) bodies: Lexicon<Vec<u32>>,
    /// Names of bodies without their kind: `y tế`, for lists such as "các phòng: Y tế, Nội vụ".
    pub(super) bare_bodies: Lexicon<Vec<u32>>,
}

impl NameIndex {
    /// Indexes all units of a tree that has its relations already.
    pub(super) fn of(tree: &UnitTree) -> Self {
        let mut index = Self::default();
        for at in 0..tree.count() {
            let unit = tree.at(at);
            if unit.is_territorial() {
                index.add_territory(&tree.vocabulary, unit, at);
            } else {
                index.add_body(tree, unit, at);
            }
        }
        index
    }

    fn add_territory(&mut self, vocabulary: &Vocabulary, unit: &Unit, at: u32) {
        for name in names(unit) {
            let key = vocabulary.key(name);
            // "Phường Phường Đúc" is called "phường Đúc" as well.
            let kind = vocabulary.key(&unit.kind);
            if let Some(short) = key.strip_prefix(&format!("{kind} ")) {
                push(self.territories.entry_of(short.to_owned()), at);
            }
            push(self.folded.entry_of(fold(&key)), at);
            push(self.territories.entry_of(key), at);
        }
    }

    fn add_body(&mut self, tree: &UnitTree, unit: &Unit, at: u32) {
        let vocabulary = &tree.vocabulary;
        let places = tree.places_ever(at);
        let own = |key: String| without_place(&key, &places);
        for name in names(unit) {
            let bare = own(vocabulary.key(name));
            if !bare.is_empty() {
                for key in with_and_without_commas(bare) {
                    push(self.bare_bodies.entry_of(key), at);
                }
            }
        }
        for full in full_names(vocabulary, unit) {
            for key in with_and_without_commas(own(vocabulary.key(&full))) {
                push(self.bodies.entry_of(key), at);
            }
        }
    }
}

fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    let aliases = unit.aliases.iter().map(|alias| alias.name.as_str());
    std::iter::once(unit.name.as_str()).chain(aliases)
}

/// Every way to write kind and name together; aliases of bodies are also full names by themselves.
fn full_names(vocabulary: &Vocabulary, unit: &Unit) -> Vec<String> {
    let mut kinds = vec![unit.kind.as_str()];
    if let Some(spec) = vocabulary.kind(&unit.kind) {
        kinds.extend(spec.other.iter().chain(&spec.short).map(String::as_str));
    }
    let with_kinds = |name| kinds.iter().map(move |kind| format!("{kind} {name}"));
    let mut full: Vec<String> = names(unit).flat_map(with_kinds).collect();
    full.extend(unit.aliases.iter().map(|alias| alias.name.clone()));
    full
}

/// Cuts `huyện mai sơn` or `mai sơn` from the end.
fn without_place(key: &str, places: &[(String, String)]) -> String {
    for (kind, name) in places {
        let Some(rest) = key.strip_suffix(name.as_str()) else { continue };
        if !rest.is_empty() && !rest.ends_with(' ') {
            continue;
        }
        let rest = rest.trim_end();
        return rest.strip_suffix(kind.as_str()).unwrap_or(rest).trim_end().to_owned();
    }
    key.to_owned()
}

fn with_and_without_commas(key: String) -> Vec<String> {
    if key.contains(',') { vec![key.replace(',', ""), key] } else { vec![key] }
}

fn push(list: &mut Vec<u32>, at: u32) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}
