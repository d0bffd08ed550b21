//! The words of official documents about units, read from `kinds.toml` and `phrases.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::base::Diagnostic;
use crate::register::Tier;

use super::lexicon::{Lexicon, key_of, key_of_words};
use super::resolve::token::{Gap, Word, words_of};

/// A kind of unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindSpec {
    /// Its name in lower case.
    pub name: String,
    /// Where units of the kind stand; "thành phố" stands at two tiers.
    pub tiers: Vec<Tier>,
    /// Abbreviations that mean it before a name.
    #[serde(default)]
    pub short: Vec<String>,
    /// Other full names of the kind.
    #[serde(default)]
    pub other: Vec<String>,
    /// Group words that reach units of this kind.
    #[serde(default)]
    pub called: Vec<String>,
    /// Tiers whose organ it is, where that is fixed.
    #[serde(default)]
    pub of: Vec<Tier>,
    /// Whether it is the party committee of its territory.
    #[serde(default)]
    pub party: bool,
    /// Whether, in "Đảng ủy, UBND các xã", it takes the territory written after its neighbour.
    #[serde(default)]
    pub shares: bool,
}

/// What a title says about the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TitleOf {
    Executive,
    Party,
    Body,
    Nothing,
}

/// The part that a word plays around a group or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Every,
    Within,
    Introduces,
    CentralTail,
    Country,
    Excepting,
    Narrowing,
    Purpose,
    Central,
    Executive,
}

/// Kinds and phrases, indexed for reading.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub(super) kinds: Vec<KindSpec>,
    by_name: BTreeMap<String, usize>,
    /// Full names of kinds.
    pub(super) kind_words: Lexicon<Vec<usize>>,
    /// Abbreviations of kinds.
    pub(super) short_kinds: Lexicon<Vec<usize>>,
    pub(super) lists: Lexicon<Vec<usize>>,
    pub(super) titles: Lexicon<Vec<TitleOf>>,
    pub(super) generics: Lexicon<Vec<usize>>,
    pub(super) levels: Lexicon<Option<Tier>>,
    roles: BTreeMap<Role, Lexicon<()>>,
    short: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile {
    kind: Vec<KindSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhrasesFile {
    executive: Vec<String>,
    every: Vec<String>,
    level: BTreeMap<String, Tier>,
    title: Vec<TitleWords>,
    list: Vec<KindList>,
    generic: GenericWords,
    short: BTreeMap<String, String>,
    within: Vec<String>,
    introduces: Vec<String>,
    central_tail: Vec<String>,
    country: Vec<String>,
    excepting: Vec<String>,
    narrowing: Vec<String>,
    purpose: Vec<String>,
    central: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleWords {
    of: TitleOf,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindList {
    words: String,
    kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GenericWords {
    words: Vec<String>,
}

impl Vocabulary {
    /// Reads the two files.
    ///
    /// # Errors
    /// `units_vocabulary` when a text is not such a file or a list names a kind that is not there.
    pub fn from_toml(kinds: &str, phrases: &str) -> Result<Self, Diagnostic> {
        let KindsFile { kind: kinds } = read("kinds.toml", kinds)?;
        let phrases: PhrasesFile = read("phrases.toml", phrases)?;
        let mut vocabulary = Self::of_kinds(kinds);
        vocabulary.add_lists(&phrases.list)?;
        vocabulary.add_phrases(phrases);
        Ok(vocabulary)
    }

    fn of_kinds(kinds: Vec<KindSpec>) -> Self {
        let mut kind_words: Lexicon<Vec<usize>> = Lexicon::default();
        let mut short_kinds: Lexicon<Vec<usize>> = Lexicon::default();
        for (at, kind) in kinds.iter().enumerate() {
            for name in std::iter::once(&kind.name).chain(&kind.other) {
                kind_words.entry(name).push(at);
            }
            for short in &kind.short {
                short_kinds.entry(short).push(at);
            }
        }
        let by_name = kinds.iter().enumerate().map(|(at, kind)| (kind.name.clone(), at)).collect();
        Self {
            kinds,
            by_name,
            kind_words,
            short_kinds,
            lists: Lexicon::default(),
            titles: Lexicon::default(),
            generics: Lexicon::default(),
            levels: Lexicon::default(),
            roles: BTreeMap::new(),
            short: BTreeMap::new(),
        }
    }

    fn add_lists(&mut self, lists: &[KindList]) -> Result<(), Diagnostic> {
        for list in lists {
            for name in &list.kinds {
                let kind = self.kind_no(name).ok_or_else(|| {
                    unreadable("phrases.toml", &format!("[[list]] {name}: not in kinds.toml"))
                })?;
                self.lists.entry(&list.words).push(kind);
            }
        }
        Ok(())
    }

    fn add_phrases(&mut self, phrases: PhrasesFile) {
        for title in &phrases.title {
            for words in &title.words {
                self.titles.entry(words).push(title.of);
            }
        }
        for word in &phrases.generic.words {
            let key = key_of(word);
            let called = |kind: &KindSpec| kind.called.iter().any(|name| key_of(name) == key);
            let reached = (0..self.kinds.len()).filter(|at| called(&self.kinds[*at])).collect();
            *self.generics.entry(word) = reached;
        }
        for (words, tier) in &phrases.level {
            *self.levels.entry(words) = Some(*tier);
        }
        for (short, long) in phrases.short {
            let long = words_of(&long).into_iter().map(|word| word.key).collect();
            self.short.insert(key_of(&short), long);
        }
        self.add_roles([
            (Role::Every, phrases.every),
            (Role::Within, phrases.within),
            (Role::Introduces, phrases.introduces),
            (Role::CentralTail, phrases.central_tail),
            (Role::Country, phrases.country),
            (Role::Excepting, phrases.excepting),
            (Role::Narrowing, phrases.narrowing),
            (Role::Purpose, phrases.purpose),
            (Role::Central, phrases.central),
            (Role::Executive, phrases.executive),
        ]);
    }

    fn add_roles<const N: usize>(&mut self, roles: [(Role, Vec<String>); N]) {
        for (role, list) in roles {
            let lexicon = self.roles.entry(role).or_default();
            for words in list {
                lexicon.entry(&words);
            }
        }
    }

    /// A kind by its name in lower case.
    pub fn kind(&self, name: &str) -> Option<&KindSpec> {
        self.kind_no(name).map(|at| &self.kinds[at])
    }

    /// Kind and name of a text that begins with a kind, as `Bản Nà Hạ` does; `None` when none is known.
    pub(super) fn kind_and_name<'t>(&self, text: &'t str) -> Option<(&str, &'t str)> {
        let words = self.words(text);
        let hit = self.kind_words.longest(&words, 0).filter(|hit| hit.words < words.len())?;
        let kind = &self.kinds[*hit.meaning.first()?];
        Some((&kind.name, &text[words[hit.words].from..]))
    }

    pub(super) fn kind_no(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// How many words play a role at a place; `None` when they do not.
    pub(super) fn role(&self, role: Role, words: &[Word], at: usize) -> Option<usize> {
        self.roles.get(&role)?.longest(words, at).map(|hit| hit.words)
    }

    /// The words of a text, abbreviations written out. All words of one abbreviation keep its place; the dot of "TP."
    /// ends nothing.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let mut words = words_of(text);
        for at in 1..words.len() {
            if words[at].gap == Gap::DOT && self.short_kinds.longest(&words, at - 1).is_some() {
                words[at].gap = Gap::default();
            }
        }
        if words.iter().any(|word| self.short.contains_key(&word.key)) {
            words = words.into_iter().flat_map(|word| self.written_out(word)).collect();
        }
        words
    }

    fn written_out(&self, word: Word) -> Vec<Word> {
        let Some(long) = self.short.get(&word.key) else { return vec![word] };
        let one = |(at, key): (usize, &String)| {
            let gap = if at == 0 { word.gap } else { Gap::default() };
            Word { key: key.clone(), gap, ..word }
        };
        long.iter().enumerate().map(one).collect()
    }

    /// The key under which a name is looked up, abbreviations written out.
    pub(super) fn key(&self, name: &str) -> String {
        key_of_words(&self.words(name))
    }
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| unreadable(file, error.message()))
}

fn unreadable(file: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "units_vocabulary",
        format!("không đọc được danh mục từ ngữ: {why}"),
        format!("the vocabulary cannot be read: {why}"),
    )
    .in_file(file)
}
