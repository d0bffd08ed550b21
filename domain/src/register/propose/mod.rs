//! From the words of a directive to a register: "họ tên, địa chỉ, đi đâu …; số đã về, số chưa về …".
//!
//! The proposal is a starting point that an officer confirms. What the words do not settle is asked, never guessed
//! silently; a list that the program already has is recognised.

mod counts;
pub(super) mod words;

use self::counts::Counts;
use super::verify::verify;
use super::{Choice, ChoiceList, Definition, Field, Owner, built_in};
use crate::base::{Bilingual, Diagnostic};
use crate::record::header::{header_key, match_columns};

/// What a directive says about a list.
#[derive(Clone, Debug, Default)]
pub struct Ordered<'a> {
    /// Name in snake case.
    pub name: &'a str,
    /// Title on screen.
    pub title: &'a str,
    /// Number and date of the directive.
    pub source: &'a str,
    /// Fields, as the directive lists them.
    pub fields: &'a [String],
    /// Those of them that it marks "(nếu có)".
    pub optional: &'a [String],
    /// Figures that it asks for.
    pub counts: &'a [String],
}

/// A register that could serve an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The register: the program's own when `known` is set.
    pub definition: Definition,
    /// Whether the program has this list already: then nothing needs to be made.
    pub known: bool,
    /// What an officer has to decide or may want to change.
    pub questions: Vec<Diagnostic>,
}

impl Proposal {
    /// The definition as text for an officer to go on with. English words that nobody has given yet are left out rather
    /// than the Vietnamese repeated; [`Definition::from_toml`] reads the Vietnamese for both until they are there.
    pub fn to_toml(&self) -> String {
        let text = self.definition.to_toml();
        let mut kept: Vec<&str> = Vec::new();
        for line in text.lines() {
            let same =
                line.strip_prefix("en = ").zip(kept.last().and_then(|l| l.strip_prefix("vi = ")));
            if same.is_none_or(|(en, vi)| en != vi) {
                kept.push(line);
            }
        }
        kept.join("\n") + "\n"
    }
}

/// Proposes a register for the fields and counts of a directive, to be issued by `owner`.
pub fn propose(owner: Owner, ordered: &Ordered<'_>) -> Proposal {
    let known = built_in().into_iter().find(|definition| serves(definition, ordered));
    match known {
        Some(definition) => {
            let questions = vec![already_there(&definition)];
            Proposal { definition, known: true, questions }
        }
        None => fresh(owner, ordered),
    }
}

/// Whether a register has a field for each field of the order, and an indicator of the same title for each count.
fn serves(definition: &Definition, ordered: &Ordered<'_>) -> bool {
    let fields = match_columns(definition, ordered.fields).columns;
    let has_all = fields.iter().all(Option::is_some);
    let titles: Vec<String> =
        definition.indicators.iter().map(|indicator| header_key(&indicator.title.vi)).collect();
    let counts = ordered.counts.iter().all(|count| titles.contains(&header_key(count)));
    let any = !ordered.fields.is_empty() || !ordered.counts.is_empty();
    any && has_all && counts
}

fn fresh(owner: Owner, ordered: &Ordered<'_>) -> Proposal {
    let mut draft = Draft::default();
    for phrase in ordered.fields {
        let optional = ordered.optional.iter().any(|other| header_key(other) == header_key(phrase));
        let before = draft.fields.len();
        let at = draft.field(phrase, optional);
        if at < before {
            draft.questions.push(same_field(phrase, &draft.fields[at].label.vi));
        }
    }
    let Counts { indicators, balances } = counts::counts(&mut draft, ordered.counts);
    let mut definition = Definition {
        title: Bilingual::new(ordered.title, ordered.title),
        source: ordered.source.to_owned(),
        fields: draft.fields,
        choices: draft.choices,
        indicators,
        balances,
        ..Definition::new(owner.id_of(ordered.name), ordered.name)
    };
    definition.keys = keys(&definition);
    let mut questions = draft.questions;
    questions.extend(verify(&definition, &crate::register::lines::Lines::default()));
    if definition.keys.is_empty() {
        questions.push(no_key());
    }
    Proposal { definition, known: false, questions }
}

/// The first of the usual keys whose fields are there, and the others.
fn keys(definition: &Definition) -> Vec<Vec<String>> {
    let usual: [&[&str]; 4] = [
        &["cccd"],
        &["phone", "full_name"],
        &["full_name", "birth_year", "village"],
        &["full_name", "address"],
    ];
    let there = |key: &&[&str]| key.iter().all(|name| definition.field(name).is_some());
    let keys = usual.into_iter().filter(there);
    keys.map(|key| key.iter().map(|name| (*name).to_owned()).collect()).collect()
}

/// The fields and choices so far.
#[derive(Debug, Default)]
struct Draft {
    fields: Vec<Field>,
    choices: Vec<ChoiceList>,
    questions: Vec<Diagnostic>,
}

impl Draft {
    /// Adds the field of a phrase, and gives its position; a phrase that is there already gives the one that is.
    fn field(&mut self, phrase: &str, optional: bool) -> usize {
        let (mut field, choices) = words::field(phrase);
        if let Some(at) = self.fields.iter().position(|other| other.name == field.name) {
            return at;
        }
        field.no = u16::try_from(self.fields.len() + 1).unwrap_or(u16::MAX);
        field.required = self.fields.is_empty() && !optional;
        field.wanted = !optional && !field.required;
        let new = choices.filter(|list| self.choices.iter().all(|other| other.name != list.name));
        self.choices.extend(new);
        self.fields.push(field);
        self.fields.len() - 1
    }

    /// The names of "yes" and "no" of a select field: the choices that are not plain denials count as yes.
    fn yes_no(&self, at: usize) -> Option<Choice> {
        let list = self.choices.iter().find(|list| list.name == self.fields[at].choices)?;
        list.items.iter().find(|choice| choice.name == "no").cloned()
    }
}

fn already_there(definition: &Definition) -> Diagnostic {
    let title = &definition.title;
    Diagnostic::warning(
        "proposal_known",
        format!("Danh sách này đã có sẵn: “{}” (bản {}).", title.vi, definition.version),
        format!("This list is there already: “{}” (version {}).", title.en, definition.version),
    )
    .hint(
        "Giao việc dùng sổ này; không cần lập sổ mới.",
        "Issue the task with this register; none has to be made.",
    )
}

fn same_field(phrase: &str, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "proposal_same_field",
        format!("“{phrase}” được hiểu là cùng một cột với “{label}”."),
        format!("“{phrase}” is taken as the same column as “{label}”."),
    )
    .hint(
        "Nếu là hai cột khác nhau, thêm một trường với nhãn rõ hơn.",
        "If they are two columns, add a field with a clearer label.",
    )
}

fn no_key() -> Diagnostic {
    Diagnostic::warning(
        "proposal_key",
        "Chưa biết hai dòng thế nào là trùng nhau.",
        "What makes two rows the same is not known yet.",
    )
    .hint(
        "Chọn một hay vài trường làm khoá, ví dụ họ tên và số điện thoại.",
        "Choose one or more fields as the key, such as name and telephone.",
    )
    .at_field("keys")
}

#[cfg(test)]
mod tests;
