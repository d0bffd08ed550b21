//! The words of official Vietnamese, as data: `definitions/documents/duty.toml`, compiled once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::words::{FIRST_SYLLABLE, Id, Text, Word, scan};

/// The file as it is written: each class a list of phrases.
#[derive(Deserialize)]
struct Source {
    duty: BTreeMap<String, Vec<String>>,
}

/// Phrases of one class, found at a place of a text by its longest member.
#[derive(Default)]
pub(super) struct Phrases {
    /// By first syllable; each list longest first, without the first syllable.
    by_first: Vec<Vec<Box<[Id]>>>,
}

impl Phrases {
    fn add(&mut self, phrase: &[Id]) {
        let Some((first, rest)) = phrase.split_first() else { return };
        let first = usize::from(first.0);
        if self.by_first.len() <= first {
            self.by_first.resize_with(first + 1, Vec::new);
        }
        self.by_first[first].push(rest.into());
    }

    fn sort(&mut self) {
        for rests in &mut self.by_first {
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
    }

    /// How many words the longest phrase takes that begins at `at`; 0 when none does.
    pub fn at(&self, words: &[Word], at: usize) -> usize {
        let Some(word) = words.get(at) else { return 0 };
        if word.id == Id::NONE {
            return 0;
        }
        let Some(rests) = self.by_first.get(usize::from(word.id.0)) else { return 0 };
        let fits = |rest: &[Id]| {
            let end = at + 1 + rest.len();
            end <= words.len()
                && words[at + 1..end].iter().zip(rest).all(|(word, id)| word.id == *id)
        };
        rests.iter().find(|rest| fits(rest)).map_or(0, |rest| rest.len() + 1)
    }

    /// Whether a phrase begins at `at`.
    pub fn begins(&self, words: &[Word], at: usize) -> bool {
        self.at(words, at) > 0
    }

    /// The first place in a range where a phrase lies, with its length.
    pub fn find(&self, words: &[Word], from: usize, to: usize) -> Option<(usize, usize)> {
        (from..to.min(words.len())).find_map(|at| match self.at(words, at) {
            0 => None,
            length if at + length > to => None,
            length => Some((at, length)),
        })
    }

    /// The length of the phrase that ends just before `at`; 0 when none does.
    pub fn before(&self, words: &[Word], at: usize, most: usize) -> usize {
        (1..=most.min(at)).rev().find(|back| self.is_whole(words, at - back, *back)).unwrap_or(0)
    }

    /// Whether a phrase takes exactly these words.
    fn is_whole(&self, words: &[Word], at: usize, length: usize) -> bool {
        let Some(rests) = self.by_first.get(usize::from(words[at].id.0)) else { return false };
        words[at].id != Id::NONE
            && rests.iter().any(|rest| {
                rest.len() + 1 == length
                    && words[at + 1..at + length].iter().zip(rest).all(|(word, id)| word.id == *id)
            })
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// All phrases that the reading of duties knows.
        pub(super) struct Vocabulary {
            syllables: Syllables,
            $($(#[$doc])* pub $name: Phrases,)*
        }

        impl Vocabulary {
            fn compile(source: &Source) -> Self {
                let mut syllables = Syllables::default();
                $(let $name = compile_class(&mut syllables, source.duty.get(stringify!($name)));)*
                syllables.freeze();
                Self { syllables, $($name,)* }
            }

            /// The names of the classes, to hold the file and this list together.
            #[cfg(test)]
            const CLASSES: &'static [&'static str] = &[$(stringify!($name)),*];
        }
    };
}

classes! {
    verb
    manner
    modal
    ban
    assign
    require
    request
    not_force
    not_verb
    passive
    relative_link
    head
    own_head
    many
    field_head
    field
    compound
    qualifier
    opener
    adverbial
    when
    then
    no_order
    notice
    lead_end
    lead_thing
    goal
    not_goal
    attr_lead
    attr_with
    attr_time
    attr_product
    attr_task
    attr_number
    attr_note
    before
    latest
    until
    within
    since
    on_day
    term
    time_filler
    moment_filler
    frame
    hours
    day
    week
    month
    working
    counted_from
    to
    and
    weekday
    sunday
    every_day
    every_week
    every_month
    every_quarter
    every_year
    cycle_noun
    cycle_noun_after
    cycle_action
    purpose
    continuous
    not_continuous
    urgent
    not_urgent
    report_verb
    report_to
    via
    email
    zalo
    field_word
    count_word
    not_count
    optional
    create
    deliverable
    meanwhile
    copula
    and_word
    list_link
    list_group
    office_group
    open_head
    not_head
    relation
    reply
    enumerated
    many_bare
    known
    told
    notice_always
    strong_verb
    concerning
    unit_group
    of
    abstract_head
    leads
    together
    subordinate
    receiver_head
    report_what
    phone_report
    count_verb
    count_end
    product_filler
    heading_tail
    lead_like_this
    direct_lead
    finish
    goal_inline
    onward
    besides
    then_mark
    having
    tense
    short_verb
    concludes
    delegate
    on_call
    topic
    trouble
    related
    person_head
    goal_silent
    concluded
    occasion
    post
    praise
    quality
    ensure
    organise
    place_list
    returns
    received
    list_intro
    function
    hence
    frame_end
    task_part
    condition
    numbered
    addressed_group
    this
}

fn compile_class(syllables: &mut Syllables, phrases: Option<&Vec<String>>) -> Phrases {
    let mut class = Phrases::default();
    for phrase in phrases.into_iter().flatten() {
        let ids: Vec<Id> = scan(phrase, |syllable| syllables.intern(syllable))
            .iter()
            .map(|word| word.id)
            .collect();
        class.add(&ids);
    }
    class.sort();
    class
}

impl Vocabulary {
    /// The vocabulary of the product.
    pub fn get() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let text = include_str!("../../../definitions/documents/duty.toml");
            // A broken file is caught by the test below; at run time it means that no duty is found.
            let source = toml::from_str(text).unwrap_or(Source { duty: BTreeMap::new() });
            Self::compile(&source)
        })
    }

    /// The number of a syllable in small letters.
    pub fn id(&self, syllable: &str) -> Id {
        self.syllables.id(syllable)
    }

    /// Takes a text apart.
    pub fn words<'a>(&self, source: &'a str) -> Text<'a> {
        Text::new(source, self)
    }
}

/// The numbers of the syllables: a table with open addressing, twice as large as it needs to be.
#[derive(Default)]
struct Syllables {
    numbers: BTreeMap<String, Id>,
    slots: Vec<Option<(String, Id)>>,
}

impl Syllables {
    fn intern(&mut self, syllable: &str) -> Id {
        let next = FIRST_SYLLABLE + u16::try_from(self.numbers.len()).unwrap_or(u16::MAX / 2);
        *self.numbers.entry(syllable.to_owned()).or_insert(Id(next))
    }

    /// Builds the table; a syllable with a movable tone mark is found in both spellings.
    fn freeze(&mut self) {
        let size = (self.numbers.len() * 4).next_power_of_two();
        self.slots = vec![None; size];
        for (syllable, id) in self.numbers.clone() {
            if let Some(old) = old_tone_placement(&syllable) {
                self.place(old, id);
            }
            self.place(syllable, id);
        }
    }

    fn place(&mut self, syllable: String, id: Id) {
        let mut slot = self.slot(&syllable);
        while self.slots[slot].is_some() {
            slot = (slot + 1) % self.slots.len();
        }
        self.slots[slot] = Some((syllable, id));
    }

    fn slot(&self, syllable: &str) -> usize {
        let hash = syllable.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        usize::try_from(hash >> 20).unwrap_or(0) % self.slots.len().max(1)
    }

    fn id(&self, syllable: &str) -> Id {
        let mut slot = self.slot(syllable);
        while let Some(Some((other, id))) = self.slots.get(slot) {
            if other == syllable {
                return *id;
            }
            slot = (slot + 1) % self.slots.len();
        }
        Id::NONE
    }
}

/// The spelling of the old norm: "hòa" as "hoà", "ủy" as "uỷ"; `None` when both norms agree.
fn old_tone_placement(syllable: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 15] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    let (new, old) = PAIRS.iter().find(|(new, _)| syllable.ends_with(new))?;
    Some(format!("{}{old}", syllable.strip_suffix(new)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_and_the_classes_agree() {
        let text = include_str!("../../../definitions/documents/duty.toml");
        let source: Source = toml::from_str(text).unwrap();
        let named: Vec<&str> = source.duty.keys().map(String::as_str).collect();
        let mut known = Vocabulary::CLASSES.to_vec();
        known.sort_unstable();
        assert_eq!(named, known);
        assert!(source.duty.values().all(|phrases| !phrases.is_empty()));
    }

    #[test]
    fn both_placements_of_the_tone_mark_are_one_syllable() {
        let vocabulary = Vocabulary::get();
        assert_ne!(vocabulary.id("ủy"), Id::NONE);
        assert_eq!(vocabulary.id("ủy"), vocabulary.id("uỷ"));
        assert_eq!(vocabulary.id("xyz"), Id::NONE);
    }
}
